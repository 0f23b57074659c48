"""Keys of text editors that are the window's: Ctrl+E, and those of its one history, which has their menu too."""

from collections.abc import Callable
from typing import cast

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QAction, QContextMenuEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit, QMenu, QWidget

from perfdesk.gui.actions import named
from perfdesk.gui.text_commands import TextEditor, can_copy, can_write, clear_selection

UNDO_KEYS = QKeySequence("Ctrl+Z")
REDO_KEYS = QKeySequence("Ctrl+Y")
_EXPORT_KEYS = QKeySequence(named("export").shortcut)
"""With X11 a line of text would take them for the way to its end."""


def send_undo_to_window(editor: TextEditor) -> None:
    """Takes undo away from `editor`: Ctrl+Z and Ctrl+Y reach the window's actions, also from its context menu.

    The window's actions are those with the shortcuts Ctrl+Z and Ctrl+Y; the menu shows them with their own text.
    """
    one_history = _OneHistory(editor)
    editor.installEventFilter(one_history)
    if not isinstance(editor, QLineEdit):
        editor.setUndoRedoEnabled(False)
        editor.viewport().installEventFilter(one_history)


class _OneHistory(QObject):
    """Event filter of one editor and its viewport; a child of the editor."""

    def __init__(self, editor: TextEditor) -> None:
        super().__init__(editor)
        self._editor = editor

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind in (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress) and _is_window_key(cast("QKeyEvent", event)):
            # An editor accepts the override, and undoes by itself a key that no shortcut took.
            event.ignore()
            return True
        if kind == QEvent.Type.ContextMenu:
            _show_menu(self._editor, cast("QContextMenuEvent", event))
            return True
        return False


def _is_window_key(event: QKeyEvent) -> bool:
    keys = QKeySequence(event.keyCombination())
    return keys in (UNDO_KEYS, REDO_KEYS, _EXPORT_KEYS) or any(
        event.matches(key) for key in (QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo)
    )


def _show_menu(editor: TextEditor, event: QContextMenuEvent) -> None:
    menu = context_menu(editor)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    menu.popup(event.globalPos())


def context_menu(editor: TextEditor) -> QMenu:
    """The context menu of `editor`, a child of it: the window's undo and redo, then what belongs to the text."""
    menu = QMenu(editor)
    menu.setObjectName("editor_menu")
    history = [action for keys in (UNDO_KEYS, REDO_KEYS) if (action := _window_action(editor, keys)) is not None]
    menu.addActions(history)
    menu.addSeparator()
    selected, writable = can_copy(editor), can_write(editor)
    _add(menu, "cut", editor.cut, selected and writable)
    _add(menu, "copy", editor.copy, selected)
    _add(menu, "paste", editor.paste, writable)
    _add(menu, "clear", lambda: clear_selection(editor), selected and writable)
    menu.addSeparator()
    _add(menu, "select_all", editor.selectAll, True)
    return menu


def _add(menu: QMenu, action_id: str, run: Callable[[], None], enabled: bool) -> None:
    """Named as in the table of actions, but for this editor alone, which may stand in a dialog."""
    one = named(action_id)
    action = menu.addAction(one.text)
    action.setObjectName(action_id)
    action.setShortcut(QKeySequence(one.shortcut))
    action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
    action.setEnabled(enabled)
    action.triggered.connect(run)


def _window_action(editor: QWidget, keys: QKeySequence) -> QAction | None:
    for action in editor.window().findChildren(QAction):
        if keys in action.shortcuts():
            return action
    return None
