"""The column names over the indicator grid; the one of the annual value offers a menu."""

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


class IndicatorHead(QHeaderView):
    """`menu_asked(point)` follows a click on the arrow of the annual value, with the menu's place on the screen."""

    menu_asked = Signal(QPoint)

    def __init__(self, model: IndicatorModel, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._model = model
        self.setObjectName("indicator_head")
        self.setSectionsClickable(False)
        self.setHighlightSections(False)
        self.setMinimumSectionSize(1)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setFixedHeight(HEIGHT)

    def menu_point(self) -> QPoint:
        """Where the menu belongs: under the arrow."""
        at = self._menu_section()
        right = self.sectionViewportPosition(at) + self.sectionSize(at)
        return self.viewport().mapToGlobal(QPoint(right - _ROOM, HEIGHT))

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
        if at >= 0 and 0 < self.sectionViewportPosition(at) + self.sectionSize(at) - x <= _ROOM:
            self.menu_asked.emit(self.menu_point())
        else:
            super().mousePressEvent(e)
