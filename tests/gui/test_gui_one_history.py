"""Undo keys and context menus of text editors belong to the window."""

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAction, QContextMenuEvent, QKeyEvent, QKeySequence, QTextCursor
from PySide6.QtWidgets import QApplication, QLineEdit, QMainWindow, QMenu, QPlainTextEdit

from perfdesk.gui.one_history import context_menu, send_undo_to_window


@pytest.fixture(params=[QLineEdit, QPlainTextEdit])
def editor(request, qtbot):
    window = QMainWindow()
    editor = request.param()
    send_undo_to_window(editor)
    window.setCentralWidget(editor)
    window.undone = []
    for name, keys in (("撤销", "Ctrl+Z"), ("重做", "Ctrl+Y")):
        action = QAction(name, window)
        action.setShortcut(QKeySequence(keys))
        action.triggered.connect(lambda _=False, name=name: window.undone.append(name))
        window.addAction(action)
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    editor.setFocus()
    qtbot.waitUntil(editor.hasFocus)
    return editor


def text(editor):
    return editor.text() if isinstance(editor, QLineEdit) else editor.toPlainText()


def test_undo_and_redo_keys_reach_the_window_and_leave_the_text(editor, qtbot):
    qtbot.keyClicks(editor, "abc")
    qtbot.keyClick(editor, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(editor, Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier)

    assert editor.window().undone == ["撤销", "重做"]
    assert text(editor) == "abc"


def test_the_keys_of_export_are_not_the_editors_which_has_them_for_the_end_of_a_line_with_x11(editor, monkeypatch):
    monkeypatch.setattr(type(editor), "event", lambda _self, event: event.accept() or True)
    event = QKeyEvent(QEvent.Type.ShortcutOverride, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    event.ignore()
    QApplication.sendEvent(editor, event)

    assert not event.isAccepted()


def test_an_undo_key_that_no_action_takes_does_not_undo_in_the_editor(editor, qtbot):
    for action in editor.window().actions():
        action.setEnabled(False)
    qtbot.keyClicks(editor, "abc")
    qtbot.keyClick(editor, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)

    assert text(editor) == "abc"


def test_the_context_menu_holds_the_actions_of_the_window_and_the_words_for_text(editor):
    entries = [action.text() for action in context_menu(editor).actions() if not action.isSeparator()]

    assert entries == ["撤销", "重做", "剪切(&T)", "复制(&C)", "粘贴(&P)", "清除(&D)", "全选(&A)"]


def test_a_right_click_shows_that_menu(editor, qtbot):
    target = editor if isinstance(editor, QLineEdit) else editor.viewport()
    place = target.rect().center()
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, place, target.mapToGlobal(place))
    QApplication.sendEvent(target, event)

    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    assert menu.objectName() == "editor_menu"
    menu.close()


def test_delete_in_the_menu_takes_the_selected_text(editor, qtbot):
    qtbot.keyClicks(editor, "abc")
    editor.selectAll()
    next(one for one in context_menu(editor).actions() if one.objectName() == "clear").trigger()

    assert text(editor) == ""
    if isinstance(editor, QPlainTextEdit):
        assert editor.textCursor().position() == QTextCursor(editor.document()).position()
