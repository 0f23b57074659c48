"""The field above the list: what is typed, or still being composed, filters it."""

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QFocusEvent, QInputMethodEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from perfdesk.gui import theme
from perfdesk.gui.icons import paint_icon
from perfdesk.gui.one_history import send_undo_to_window

_ICON = 16
_ICON_ROOM = 21


class FilterField(QLineEdit):
    """`asked(text, composed)` follows each letter; `composed` is the part of it that is still being composed.

    `entered` follows the focus. `left` is for the list to take the keyboard: Enter or ↓. Esc empties the field; in an
    empty one it leaves.
    """

    asked = Signal(str, str)
    left = Signal()
    entered = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._composed = ""
        self.setObjectName("project_filter")
        self.setAccessibleName("筛选项目")
        self.setPlaceholderText("名称、单位或拼音首字母")
        self.setFont(theme.font("chrome"))
        self.setTextMargins(_ICON_ROOM, 0, 0, 0)
        send_undo_to_window(self)
        self.textChanged.connect(self._tell)

    def _tell(self) -> None:
        text, at = self.text(), self.cursorPosition()
        self.asked.emit(text[:at] + self._composed + text[at:], self._composed)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        self._composed = event.preeditString()
        super().inputMethodEvent(event)
        self._tell()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.entered.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if self._composed:
            self._composed = ""
            self._tell()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down):
            self.left.emit()
        elif key == Qt.Key.Key_Escape:
            if self.text():
                self.clear()
            else:
                self.left.emit()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        paint_icon(painter, QRect(9, (self.height() - _ICON) // 2, _ICON, _ICON), "search")
        painter.end()
