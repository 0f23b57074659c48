"""The welcome page: recovered work, the ways to begin, and the recent files."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QAction, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QFrame, QGridLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from perfdesk.base.errors import UserError
from perfdesk.gui.icons import paint_icon
from perfdesk.gui.theme import colour, font
from perfdesk.gui.work import Work

if TYPE_CHECKING:
    from datetime import datetime

_WIDTH = 920
_START_WIDTH = 340
_GAP = 56


class Row(QAbstractButton):
    """A wide button: icon, a line, a quieter line below and a note at the right."""

    def __init__(self, picture: str, first: str, second: str, note: str, *, recent: bool = False) -> None:
        super().__init__()
        self._picture, self._first, self._second, self.note = picture, first, second, note
        self._recent = recent
        self.is_missing = False
        self.setFixedHeight(52 if recent else 60)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setAccessibleName(f"{first}，{second}")

    def show_note(self, note: str, *, missing: bool) -> None:
        """What stands at the right: when a file was changed, or that it is not there."""
        self.note, self.is_missing = note, missing
        self.setAccessibleDescription(note)
        self.update()

    def sizeHint(self) -> QSize:
        """As wide as there is room."""
        return QSize(_START_WIDTH, self.height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Ground by state, then icon and texts, which stand where they stand in any state."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = self.rect().adjusted(1, 1, -1, -1)
        left = 38 if self._recent else 54
        if self.isDown() or self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour("pressed" if self.isDown() else "hover"))
            painter.drawRoundedRect(box, 4, 4)
        elif self._recent:
            painter.setPen(colour("line"))
            painter.drawLine(left, self.height() - 1, self.width() - 1, self.height() - 1)
        side = 20
        icon_left = 8 if self._recent else 16
        role = "disabled" if self.is_missing else "text2" if self._recent else "accent"
        paint_icon(painter, QRect(icon_left, (self.height() - side) // 2, side, side), self._picture, role)
        middle = self.height() // 2
        painter.setFont(font("help"))
        note_width = painter.fontMetrics().horizontalAdvance(self.note)
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.setPen(colour("warning" if self.is_missing else "text3"))
        note_right = 8 if self._recent else 14
        painter.drawText(self.rect().adjusted(0, 0, -note_right, 0), right, self.note)
        room = self.width() - left - note_width - note_right - 12
        first_colour = "text3" if self.is_missing else "text"
        self._line(painter, "content", first_colour, QRect(left, middle - 21, room, 21), self._first)
        self._line(painter, "help", "text3", QRect(left, middle, room, 18), self._second)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            pen = painter.pen()
            pen.setColor(colour("accent"))
            pen.setWidth(2)
            painter.setPen(pen)
            painter.drawRoundedRect(box, 4, 4)
        painter.end()

    def _line(self, painter: QPainter, role: str, tone: str, where: QRect, text: str) -> None:
        painter.setFont(font("content" if role == "content" else "help"))
        painter.setPen(colour(tone))
        said = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideMiddle, where.width())
        painter.drawText(where, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, said)


class Welcome(QScrollArea):
    """`chosen(path)` follows a click on a recent file. `recovered` takes the strips of recovered work."""

    chosen = Signal(str)

    def __init__(self, starts: Sequence[tuple[QAction, str, str]]) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self._page = QWidget()
        self._page.setObjectName("welcome")
        self._grid = QGridLayout(self._page)
        self._grid.setContentsMargins(24, 60, 24, 24)
        self._grid.setHorizontalSpacing(_GAP)
        self._grid.setVerticalSpacing(0)
        self._grid.setColumnStretch(0, 1)
        self._grid.setColumnStretch(3, 1)
        self._grid.setColumnMinimumWidth(1, _START_WIDTH - 24)
        self._grid.setColumnMinimumWidth(2, _WIDTH - _START_WIDTH - _GAP)
        self.recovered = QVBoxLayout()
        self.recovered.setContentsMargins(0, 22, 0, 0)
        self.recovered.setSpacing(8)
        lead = "从去年的 Word 文件开始最快：把文件拖到这里，读出的项目会列在左边。"
        self._grid.addWidget(_label("项目绩效目标表", "title", ""), 0, 1, 1, 2)
        self._grid.addWidget(_label(lead, "content", "text2"), 1, 1, 1, 2)
        self._grid.addLayout(self.recovered, 2, 1, 1, 2)
        self._grid.addLayout(self._starts(starts), 3, 1, Qt.AlignmentFlag.AlignTop)
        self._recent = QVBoxLayout()
        self._recent.setSpacing(0)
        self._grid.addLayout(self._recent, 3, 2, Qt.AlignmentFlag.AlignTop)
        self._grid.setRowStretch(4, 1)
        self.setWidget(self._page)
        self.recent: tuple[str, ...] = ()
        self._looking = Work(self)
        self._rows: dict[str, Row] = {}

    def _starts(self, starts: Sequence[tuple[QAction, str, str]]) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(4)
        column.addWidget(_label("开始", "", "text2", above=24))
        for action, title, text in starts:
            row = Row(action.property("picture"), title, text, action.shortcut().toString())
            row.setObjectName(f"start_{action.objectName()}")
            row.clicked.connect(action.trigger)
            column.addWidget(row)
        return column

    def show_recent(self, paths: Iterable[str]) -> None:
        """The recent files by name and folder; a worker looks for them, and says later which are gone."""
        self.recent = tuple(paths)
        while item := self._recent.takeAt(0):
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        self._rows = {
            path: Row("file", Path(path).name, str(Path(path).parent), "", recent=True) for path in self.recent
        }
        if self._rows:
            self._recent.addWidget(_label("最近打开", "", "text2", above=24))
        for path, row in self._rows.items():
            row.setObjectName("recent_file")
            row.clicked.connect(lambda _checked=False, path=path: self.chosen.emit(path))
            self._recent.addWidget(row)
        self._looking.start(lambda _progress: _times(self.recent), self._show_found, _unexpected)

    def close_down(self) -> None:
        """Looks for files no more."""
        self._looking.close_down()

    def _show_found(self, times: Mapping[str, datetime | None]) -> None:
        """When each recent file was changed last, None for one that is not there."""
        from perfdesk.gui.file_times import now, when

        today = now()
        for path, time in times.items():
            row = self._rows.get(path)
            if row is not None:
                row.show_note("找不到文件" if time is None else when(time, today), missing=time is None)


def _times(paths: Sequence[str]) -> Mapping[str, datetime | None]:
    """Loads what reads times in the worker, beside the first paint."""
    from perfdesk.gui.file_times import changed_at

    return changed_at(paths)


def _unexpected(error: UserError) -> None:
    raise error


def _label(text: str, kind: str, tone: str, above: int = 0) -> QLabel:
    label = QLabel(text)
    label.setProperty("type", kind)
    label.setProperty("tone", tone)
    label.setContentsMargins(0, above, 0, 4)
    return label
