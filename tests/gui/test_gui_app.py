"""Starting the window: environment, language, what is not imported, uncaught errors."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QDialogButtonBox, QLineEdit
from support.tree import ROOT

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


HEAVY = (
    *("docx", "openpyxl", "lxml", "pypinyin", "PySide6.QtPrintSupport", "PySide6.QtNetwork"),
    *("perfdesk.gui.dialogs", "perfdesk.gui.workplace", "perfdesk.storage", "perfdesk.paper", "perfdesk.jobs"),
)
STARTED = f"""
import sys
from perfdesk.gui.app import Safety, make_app, make_program
app = make_app(["perfdesk"])
program = make_program(app, Safety(app))
program.new_window()
for _ in range(20):
    app.processEvents()
print([name for name in {HEAVY!r} if name in sys.modules])
program.close_down()
"""


def test_nothing_heavy_is_imported_for_the_welcome_page():
    ran = subprocess.run(
        [sys.executable, "-c", STARTED],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert ran.returncode == 0, ran.stderr
    assert ran.stdout.strip() == "[]"
    assert ran.stderr == ""


def test_without_a_display_the_program_says_so_and_imports_nothing_of_the_window():
    displays = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    environment = {name: value for name, value in os.environ.items() if name not in displays}
    code = "import sys; from perfdesk.__main__ import main; sys.argv[1:] = []; print(main(), 'PySide6' in sys.modules)"
    ran = subprocess.run(
        [sys.executable, "-c", code],
        env={**environment, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        check=False,
        timeout=60,
    )
    assert ran.stdout.split() == [b"2", b"False"]
    assert "显示器" in ran.stderr.decode()
