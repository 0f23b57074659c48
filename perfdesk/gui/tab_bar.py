"""The tabs of a project: text and a line in the accent colour under the current one."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QTabBar, QWidget

from perfdesk.gui.theme import colour, font

HEIGHT = 37
_MARGIN = 16
_GAP = 24
_LINE = 2


class TabBar(QTabBar):
    """Paints its tabs itself, so that they stand on the left edge of the page below them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("tab_bar")
        self.setDrawBase(False)
        self.setExpanding(False)
        self.setUsesScrollButtons(False)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setFont(font("chrome"))

    def text_rect(self, index: int) -> QRect:
        """Where the text of a tab stands."""
        around = self.tabRect(index)
        return around.adjusted(_MARGIN if index == 0 else _GAP // 2, 0, -_GAP // 2, 0)

    def tabSizeHint(self, index: int) -> QSize:
        """Text, and half a gap on either side; the first begins on the page's margin."""
        left = _MARGIN if index == 0 else _GAP // 2
        return QSize(left + self.fontMetrics().horizontalAdvance(self.tabText(index)) + _GAP // 2, HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Texts, the line under the current tab, the hairline under all and the frame of the focus."""
        painter = QPainter(self)
        painter.fillRect(event.rect(), colour("base"))
        painter.fillRect(0, self.height() - 1, self.width(), 1, colour("line"))
        pointed = self.tabAt(self.mapFromGlobal(self.cursor().pos())) if self.underMouse() else -1
        for index in range(self.count()):
            rect = self.text_rect(index)
            current = index == self.currentIndex()
            painter.setPen(colour("accent" if current else "text" if index == pointed else "text2"))
            painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self.tabText(index))
            if current:
                painter.fillRect(rect.left() - 2, self.height() - _LINE, rect.width() + 4, _LINE, colour("accent"))
                if self.hasFocus():
                    painter.setPen(colour("accent"))
                    painter.drawRoundedRect(rect.adjusted(-6, 5, 5, -7), 4, 4)
        painter.end()
