"""What the menu 编辑 acts on: the editor or the grid that has the keyboard, also while the menu bar has taken it."""

from typing import cast

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLineEdit, QMenuBar, QPlainTextEdit, QTextEdit, QWidget
from shiboken6 import isValid

from perfdesk.gui import text_commands
from perfdesk.gui.indicator_view import IndicatorView
from perfdesk.gui.text_commands import TextEditor

_KINDS = (QLineEdit, QPlainTextEdit, QTextEdit, IndicatorView)


class EditTarget(QObject):
    """Follows the keyboard within the window of `place`. What cannot be done now is asked before, and not done."""

    def __init__(self, place: QWidget) -> None:
        super().__init__(place)
        self._place = place
        self._last: QWidget | None = None
        cast("QApplication", QApplication.instance()).focusChanged.connect(self._note)

    def close_down(self) -> None:
        """Follows no longer."""
        cast("QApplication", QApplication.instance()).focusChanged.disconnect(self._note)
        self._last = None

    def can_cut(self) -> bool:
        """Whether there is something to take away."""
        held = self._held()
        if isinstance(held, IndicatorView):
            return held.range.can_write
        return held is not None and text_commands.can_copy(held) and text_commands.can_write(held)

    def can_copy(self) -> bool:
        """Whether something is selected."""
        held = self._held()
        if isinstance(held, IndicatorView):
            return held.range.block() is not None
        return held is not None and text_commands.can_copy(held)

    def can_paste(self) -> bool:
        """Whether the clipboard holds text, and there is a place for it. Asks whatever program filled the clipboard."""
        held = self._held()
        data = QGuiApplication.clipboard().mimeData()
        if held is None or not data or not (data.hasText() or data.hasHtml()):
            return False
        return held.range.block() is not None if isinstance(held, IndicatorView) else text_commands.can_write(held)

    def can_select_all(self) -> bool:
        """Whether there is an editor or a grid."""
        return self._held() is not None

    def cut(self) -> None:
        """Copies and takes away."""
        held = self._held()
        if held is not None:
            held.range.cut() if isinstance(held, IndicatorView) else held.cut()

    def copy(self) -> None:
        """Puts what is selected on the clipboard."""
        held = self._held()
        if held is not None:
            held.range.copy() if isinstance(held, IndicatorView) else held.copy()

    def paste(self) -> None:
        """Writes what the clipboard holds."""
        held = self._held()
        if held is not None:
            held.range.paste() if isinstance(held, IndicatorView) else held.paste()

    def clear(self) -> None:
        """Takes away what is selected."""
        held = self._held()
        if held is not None:
            held.range.clear() if isinstance(held, IndicatorView) else text_commands.clear_selection(held)

    def select_all(self) -> None:
        """Selects all text, or all cells."""
        held = self._held()
        if held is not None:
            held.selectAll()

    def _held(self) -> TextEditor | IndicatorView | None:
        last = self._last
        return last if isinstance(last, _KINDS) and isValid(last) and last.isVisible() else None

    def _note(self, _before: QWidget | None, now: QWidget | None) -> None:
        if now is not None and now.window() is self._place.window() and not isinstance(now, QMenuBar):
            self._last = now
