"""What the text editors share: the end of an input method's composition, and that a person has come to the editor."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QInputMethodEvent
from PySide6.QtWidgets import QWidget

_Widget = QWidget if TYPE_CHECKING else object
_PASSING = (
    Qt.FocusReason.PopupFocusReason,
    Qt.FocusReason.ActiveWindowFocusReason,
    Qt.FocusReason.MenuBarFocusReason,
)
"""The keyboard comes back from where it was lent to."""


class Composing(_Widget):
    """Stands before Qt's class among the bases of an editor.

    `composed` follows the end of a composition, during which (`is_composing`) the text is left alone; `entered` follows
    the focus when a person comes anew.
    """

    composed = Signal()
    entered = Signal()
    is_composing = False

    def has_composed(self) -> None:
        """For the editor: a composition has ended, and nobody was told yet."""

    def _end_composing(self) -> None:
        if self.is_composing:
            self.is_composing = False
            self.has_composed()
            self.composed.emit()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if event.reason() not in _PASSING:
            self.entered.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._end_composing()

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        self.is_composing = True
        super().inputMethodEvent(event)
        if not event.preeditString():
            self._end_composing()
