import ast
import re
from collections import Counter

import pytest
from PySide6.QtCore import QKeyCombination, Qt
from PySide6.QtGui import QKeySequence
from support.tree import ROOT

from perfdesk.gui.action import Action
from perfdesk.gui.actions import ACTIONS
from perfdesk.gui.key_list import KeyList
from perfdesk.gui.menu_plan import GRID_MENU, HEAD_MENU, MENUS, PROJECT_MENU, STARTS, TOOLS

TAKEN_BY_INPUT_METHODS = ("Ctrl+Space", "Shift+Space", "Ctrl+.", "Ctrl+Shift+F", "Ctrl+Shift+Z", "F4", "Alt+F4")
IN_MENUS = [entry for _name, entries in MENUS for entry in entries if entry not in ("", "recent")]


def chinese_texts() -> list[tuple[str, str]]:
    """All string literals with Han in the window's code, without docstrings, by module."""
    found: list[tuple[str, str]] = []
    for path in sorted((ROOT / "perfdesk" / "gui").glob("*.py")):
        tree = ast.parse(path.read_text("utf-8"))
        docs = {
            id(node.body[0].value)
            for node in ast.walk(tree)
            if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
            and node.body
            and isinstance(node.body[0], ast.Expr)
        }
        for node in ast.walk(tree):
            if not isinstance(node, ast.Constant) or id(node) in docs:
                continue
            if isinstance(node.value, str) and re.search(r"[\u4e00-\u9fff]", node.value):
                found.append((path.name, node.value))
    return found


def test_ids_are_unique():
    assert [one for one, count in Counter(action.id for action in ACTIONS).items() if count > 1] == []


def test_shortcuts_are_unique_where_they_count():
    window = [action.shortcut for action in ACTIONS if action.shortcut and action.scope == "window"]
    assert len(window) == len(set(window))
    for scope in ("list", "grid", "focus"):
        own = [action.shortcut for action in ACTIONS if action.shortcut and action.scope == scope]
        assert len(own) == len(set(own))
        assert not set(own) & set(window)


@pytest.mark.parametrize("action", [one for one in ACTIONS if one.shortcut], ids=lambda one: one.id)
def test_no_action_takes_a_key_of_input_methods_or_drivers(action: Action):
    keys = QKeySequence(action.shortcut)
    assert keys.count() == 1, action.shortcut
    assert keys not in [QKeySequence(taken) for taken in TAKEN_BY_INPUT_METHODS]
    combination = QKeyCombination.fromCombined(keys[0].toCombined())
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
    arrows = (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down)
    assert not (combination.keyboardModifiers() == both and combination.key() in arrows)


def test_every_action_is_in_one_menu():
    assert sorted(IN_MENUS) == sorted(action.id for action in ACTIONS)


def test_tool_bar_and_context_menus_name_actions():
    ids = {action.id for action in ACTIONS} | {""}
    assert set(TOOLS) <= ids
    assert set(PROJECT_MENU) | set(GRID_MENU) | set(HEAD_MENU) <= ids
    assert {action for action, _title, _text in STARTS} <= ids


@pytest.mark.parametrize("action", ACTIONS, ids=lambda one: one.id)
def test_every_action_has_text_help_and_a_menu_key(action: Action):
    assert re.fullmatch(r"[^()&]+\(&[A-Z0-9]\)…?", action.text)
    assert action.help
    assert not action.help.endswith("。")


def test_menu_keys_are_unique_in_their_menu():
    texts = {action.id: action.text for action in ACTIONS} | {"recent": "(&R)"}
    for name, entries in MENUS:
        keys = [re.search(r"&(.)", texts[entry])[1] for entry in entries if entry]
        assert len(keys) == len(set(keys)), name


@pytest.mark.parametrize("word", ["您", "成功", "撤消", "审核", "请稍候", "失败"])
def test_words_that_the_window_never_says(word: str):
    assert [place for place in chinese_texts() if word in place[1] and place != ("app.py", "撤消")] == []


def test_no_button_says_yes_or_no():
    assert [place for place in chinese_texts() if re.fullmatch(r"[是否](\(&.\))?", place[1])] == []


def test_sentences_have_full_width_marks():
    half = re.compile(r"[\u4e00-\u9fff][,;:?!]|[\u4e00-\u9fff]\.(?![a-z])")
    assert [
        place for place in chinese_texts() if half.search(place[1]) and not place[1].isascii() and "。" in place[1]
    ] == []


def test_the_list_of_keys_names_every_key_and_finds_one(program, qtbot):
    window = program.new_window()
    window.menus["keys"].trigger()
    keys = window.findChild(KeyList)
    qtbot.waitUntil(keys.isVisible)
    table = keys.findChild(object, "keys")
    shown = {table.item(row, 0).text() for row in range(table.rowCount())}
    assert {
        QKeySequence(one.shortcut).toString(QKeySequence.SequenceFormat.NativeText) for one in ACTIONS if one.shortcut
    } <= shown
    qtbot.keyClicks(keys.findChild(object, "find_key"), "ctrl+z")
    assert [row for row in range(table.rowCount()) if not table.isRowHidden(row)] == [
        row for row in range(table.rowCount()) if table.item(row, 0).text() == "Ctrl+Z"
    ]
    keys.close()
