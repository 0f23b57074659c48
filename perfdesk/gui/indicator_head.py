"""The column names over the indicator grid: their edges can be dragged, and the annual value offers a menu."""

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHeaderView, QWidget

from perfdesk.gui.icons import paint_icon
from perfdesk.gui.indicator_model import IndicatorModel
from perfdesk.gui.indicator_text import paint_lines, paint_lower_line
from perfdesk.gui.theme import colour, font

HEIGHT = 34
_ARROW = 14
_ROOM = 30
_GRIP = 4
"""So many pixels on either side of an edge belong to it."""


class IndicatorHead(QHeaderView):
    """`menu_asked(point)` follows a click on the arrow of the annual value, with the menu's place on the screen.

    `dragged(column, pixel)` follows the mouse with the right edge of one of the columns `edges`, `dropped` its release,
    `unchosen(column)` a double click on an edge.
    """

    menu_asked = Signal(QPoint)
    dragged = Signal(int, int)
    dropped = Signal()
    unchosen = Signal(int)

    def __init__(self, model: IndicatorModel, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._model = model
        self.edges: list[int] = []
        self._held = -1
        self.setObjectName("indicator_head")
        self.setSectionsClickable(False)
        self.setHighlightSections(False)
        self.setMinimumSectionSize(1)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setFixedHeight(HEIGHT)
        self.setMouseTracking(True)

    def menu_point(self) -> QPoint:
        """Where the menu belongs: under the arrow."""
        at = self._menu_section()
        right = self.sectionViewportPosition(at) + self.sectionSize(at)
        return self.viewport().mapToGlobal(QPoint(right - _ROOM, HEIGHT))

    def _edge_at(self, x: int) -> int:
        """The column whose right edge is there, -1 for none."""
        ends = {at: self.sectionViewportPosition(at) + self.sectionSize(at) for at in self.edges}
        return next((at for at, end in ends.items() if abs(end - x) <= _GRIP), -1)

    def _menu_section(self) -> int:
        """The column of the annual value, -1 where the form has none or nothing to fill it from."""
        form = self._model.form
        if form is None or not form.roles.period_value or not form.roles.annual_value:
            return -1
        return self._model.column(form.roles.annual_value)

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:  # noqa: N803
        painter.save()
        painter.fillRect(rect, colour("head"))
        paint_lines(painter, rect)
        painter.setFont(font("help", medium=True))
        painter.setPen(colour("text2"))
        room = rect.adjusted(8, 0, -8, 0)
        text = painter.fontMetrics().elidedText(
            self._model.heads[logicalIndex], Qt.TextElideMode.ElideRight, room.width()
        )
        painter.drawText(QRectF(room), int(Qt.AlignmentFlag.AlignCenter), text)
        if logicalIndex == self._menu_section():
            arrow = QRect(0, 0, _ARROW, _ARROW)
            arrow.moveCenter(QPoint(rect.right() - _ROOM // 2, rect.center().y()))
            paint_icon(painter, arrow, "chevron-down")
        painter.restore()

    def paintEvent(self, e: QPaintEvent) -> None:
        """Beyond the last column the band goes on, over the room of the scroll bar."""
        super().paintEvent(e)
        rest = self.viewport().rect().adjusted(self.length() - self.offset(), 0, 0, 0)
        painter = QPainter(self.viewport())
        painter.fillRect(rest, colour("head"))
        paint_lower_line(painter, rest)
        painter.end()

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), HEIGHT)

    def mousePressEvent(self, e: QMouseEvent) -> None:
        at = self._menu_section()
        x = e.position().toPoint().x()
        if e.button() == Qt.MouseButton.LeftButton:
            self._held = self._edge_at(x)
        if self._held >= 0:
            return
        if at >= 0 and 0 < self.sectionViewportPosition(at) + self.sectionSize(at) - x <= _ROOM:
            self.menu_asked.emit(self.menu_point())
        else:
            super().mousePressEvent(e)

    def mouseMoveEvent(self, e: QMouseEvent) -> None:
        x = e.position().toPoint().x()
        if self._held >= 0:
            self.dragged.emit(self._held, x + self.offset())
            return
        self.setCursor(Qt.CursorShape.SplitHCursor if self._edge_at(x) >= 0 else Qt.CursorShape.ArrowCursor)

    def mouseReleaseEvent(self, e: QMouseEvent) -> None:
        if self._held >= 0:
            self._held = -1
            self.dropped.emit()

    def mouseDoubleClickEvent(self, e: QMouseEvent) -> None:
        edge = self._edge_at(e.position().toPoint().x())
        if edge >= 0:
            self.unchosen.emit(edge)
