"""Keys of a view that come before Qt's own and before the window's shortcuts while the view has the keyboard."""

from collections.abc import Callable, Mapping
from typing import cast

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QWidget


class GridKeys(QObject):
    """Filters the events of `view`; `before` is called before what a key does. An open editor has its keys first."""

    def __init__(self, view: QWidget, before: Callable[[], None]) -> None:
        super().__init__(view)
        self._before = before
        self._commands: dict[str, Callable[[], object]] = {}
        view.installEventFilter(self)

    def take(self, commands: Mapping[str, Callable[[], object]]) -> None:
        """Binds keys, written as in Qt, to what they do."""
        self._commands.update((QKeySequence(keys).toString(), run) for keys, run in commands.items())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() not in (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress):
            return False
        run = self._commands.get(_keys_of(cast("QKeyEvent", event)))
        if run is None:
            return False
        if event.type() == QEvent.Type.KeyPress:
            self._before()
            run()
        event.accept()
        return True


def _keys_of(event: QKeyEvent) -> str:
    """Key and modifiers as Qt writes them, the keypad's keys like the others."""
    key = Qt.Key.Key_Return if event.key() == Qt.Key.Key_Enter else event.key()
    modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    if key == Qt.Key.Key_Backtab:
        modifiers &= ~Qt.KeyboardModifier.ShiftModifier
    return QKeySequence(int(key) | modifiers.value).toString()
