"""Starting the window: environment, language, what is not imported, uncaught errors."""

from pathlib import Path

import pytest
from PySide6.QtCore import QLocale
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QDialogButtonBox, QLineEdit

from perfdesk.gui.app import choose_input_method
from perfdesk.gui.dialogs import Message
from perfdesk.gui.trouble import Trouble


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ({"QT_IM_MODULE": "fcitx"}, {"QT_IM_MODULE": "ibus"}),
        ({"QT_IM_MODULE": "fcitx5"}, {"QT_IM_MODULE": "ibus"}),
        ({"QT_IM_MODULE": "ibus"}, {"QT_IM_MODULE": "ibus"}),
        ({}, {}),
        ({"QT_IM_MODULES": "wayland;fcitx;ibus"}, {"QT_IM_MODULES": "ibus;wayland"}),
        ({"QT_IM_MODULES": "wayland;ibus"}, {"QT_IM_MODULES": "wayland;ibus"}),
    ],
)
def test_fcitx_is_reached_through_ibus(tmp_path: Path, before: dict[str, str], after: dict[str, str]):
    (tmp_path / "platforminputcontexts").mkdir()
    choose_input_method(before, tmp_path)
    assert before == after


def test_a_plugin_for_fcitx_is_used(tmp_path: Path):
    (tmp_path / "platforminputcontexts").mkdir()
    (tmp_path / "platforminputcontexts" / "libfcitx5platforminputcontextplugin.so").touch()
    environment = {"QT_IM_MODULE": "fcitx"}
    choose_input_method(environment, tmp_path)
    assert environment == {"QT_IM_MODULE": "fcitx"}


def test_qt_speaks_chinese(qapp, qtbot):
    buttons = QDialogButtonBox.StandardButton
    box = QDialogButtonBox(buttons.Save | buttons.Cancel | buttons.Close)
    qtbot.addWidget(box)
    assert {button.text().split("(")[0] for button in box.buttons()} == {"保存", "取消", "关闭"}
    line = QLineEdit()
    qtbot.addWidget(line)
    menu = line.createStandardContextMenu()
    texts = [action.text() for action in menu.actions()]
    assert any(text.startswith("撤销") for text in texts)
    assert not any("撤消" in text for text in texts)
    menu.deleteLater()
    assert QLocale().language() == QLocale.Language.Chinese


def test_keys_show_arrows_and_buttons_verbs(qapp):
    shown = [
        QKeySequence(f"Alt+Shift+{key}").toString(QKeySequence.SequenceFormat.NativeText) for key in ("Up", "Down")
    ]
    assert shown == ["Alt+Shift+↑", "Alt+Shift+↓"]
    kind = QDialogButtonBox.StandardButton
    box = QDialogButtonBox(kind.Yes | kind.No)
    assert [box.button(one).text() for one in (kind.Yes, kind.No)] == ["确定(&Y)", "取消(&N)"]


def test_an_uncaught_error_is_logged_shown_once_and_the_window_lives_on(program, qtbot, tmp_path, caplog):
    window = program.new_window()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    trouble = Trouble(tmp_path / "log", lambda: tmp_path / "recovery")

    def fail() -> None:
        raise ZeroDivisionError("a bug")

    for _ in range(3):
        try:
            fail()
        except ZeroDivisionError as error:
            trouble.report(type(error), error, error.__traceback__)
    shown = window.findChildren(Message)
    assert len(shown) == 1
    text = shown[0].findChild(object, "message_text").text()
    assert str(tmp_path / "recovery") in text
    assert str(tmp_path / "log") in text
    assert len([one for one in caplog.records if one.exc_info and one.exc_info[0] is ZeroDivisionError]) == 3
    shown[0].accept()
    assert window.isVisible()
