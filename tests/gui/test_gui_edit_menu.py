"""The menu 编辑 and the commands that were buttons alone: done by keyboard and by menu, where the keyboard is."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from support.grid_tab import ANNUAL, LEVEL2, LEVEL3, PERIOD
from support.person import Person
from support.seeds import form, seeds

from perfdesk.gui.menu_plan import MENUS
from perfdesk.model.session import Session

ROLES = form().roles
GOALS = (ROLES.period_goal, ROLES.annual_goal)
NAMES = [name for name, _entries in MENUS]


@pytest.fixture
def clerk(program, qtbot) -> Person:
    window = program.new_window()
    window.show_session(Session(seeds()))
    return Person(window, qtbot)


def open_menu(clerk: Person, name: str = "编辑(&E)") -> QMenu:
    """With the mouse, as the menus stand in the bar."""
    bar = clerk.window.menuBar()
    action = bar.actions()[NAMES.index(name)]
    QTest.mouseClick(bar, Qt.MouseButton.LeftButton, pos=bar.actionGeometry(action).center())
    menu = next(one for one in bar.findChildren(QMenu) if one.title() == name)
    assert menu.isVisible()
    return menu


def take(clerk: Person, key: Qt.Key, name: str = "编辑(&E)") -> None:
    QTest.keyClick(open_menu(clerk, name), key)


def can(clerk: Person, menu: QMenu) -> set[str]:
    menu.close()
    wanted = ("cut", "copy", "paste", "clear", "select_all")
    return {one.objectName() for one in menu.actions() if one.isEnabled()} & set(wanted)


def test_text_of_a_field_is_cut_and_pasted_by_the_menu_in_the_one_history(clerk):
    editor = clerk.field(ROLES.name)
    text = editor.text()
    take(clerk, Qt.Key.Key_A)
    take(clerk, Qt.Key.Key_T)
    assert clerk.project.field(ROLES.name) == editor.text() == ""
    assert clerk.window.session.undo_name == f"修改“{form().field(ROLES.name).label}”"
    take(clerk, Qt.Key.Key_P)
    take(clerk, Qt.Key.Key_P)

    assert clerk.project.field(ROLES.name) == text * 2
    clerk.press("Ctrl+Z", "Ctrl+Z", "Ctrl+Z")
    assert clerk.document == seeds()
    assert clerk.keyboard is editor


def test_cells_are_copied_pasted_and_cleared_by_the_menu(clerk):
    clerk.tab("indicators")
    clerk.cell(0, LEVEL3)
    text = clerk.grid.model().index(0, LEVEL3).data()
    take(clerk, Qt.Key.Key_C)
    clerk.cell(1, ANNUAL)
    take(clerk, Qt.Key.Key_P)
    assert clerk.grid.model().index(1, ANNUAL).data() == text
    take(clerk, Qt.Key.Key_D)

    assert clerk.grid.model().index(1, ANNUAL).data() == ""
    assert clerk.keyboard is clerk.grid


def test_an_open_cell_editor_stays_open_and_its_text_is_meant(clerk):
    clerk.tab("indicators")
    clerk.cell(1, PERIOD)
    clerk.press("F2")
    editor = clerk.grid.open_editor()
    take(clerk, Qt.Key.Key_A)
    assert editor.textCursor().hasSelection()
    take(clerk, Qt.Key.Key_D)

    assert clerk.grid.open_editor() is editor
    assert clerk.grid.model().index(1, PERIOD).data() == ""
    clerk.press("Esc")
    assert clerk.document == seeds()


def test_what_would_do_nothing_is_disabled(clerk):
    QApplication.clipboard().setText("甲")
    clerk.choose("p2")
    assert can(clerk, open_menu(clerk)) == set()
    editor = clerk.field(ROLES.name)
    assert can(clerk, open_menu(clerk)) == {"paste", "select_all"}
    editor.selectAll()
    assert can(clerk, open_menu(clerk)) == {"cut", "copy", "paste", "clear", "select_all"}
    QApplication.clipboard().clear()
    assert "paste" not in can(clerk, open_menu(clerk))
    clerk.tab("indicators")
    clerk.cell(0, LEVEL2)
    assert can(clerk, open_menu(clerk)) == {"copy", "select_all"}


def test_the_editor_is_meant_also_while_the_menu_bar_has_the_keyboard(clerk):
    editor = clerk.field(ROLES.name)
    editor.selectAll()
    clerk.window.menuBar().setFocus(Qt.FocusReason.MenuBarFocusReason)

    assert "cut" in can(clerk, open_menu(clerk))
    clerk.window.menus["clear"].trigger()
    assert clerk.project.field(ROLES.name) == ""


def test_the_goal_is_copied_by_key_from_any_page_and_shows(clerk):
    clerk.tab("goals")
    clerk.field(GOALS[1])
    clerk.type("另")
    clerk.tab("fields")
    clerk.field(ROLES.name)
    clerk.press("Ctrl+J")

    assert clerk.project.field(GOALS[1]) == clerk.project.field(GOALS[0])
    assert clerk.window.selection.tab == "goals"
    assert clerk.keyboard.objectName() == f"field_{GOALS[1]}"
    assert not clerk.window.menus["copy_goal"].isEnabled()


def test_comparing_goes_on_and_off_by_key_button_and_menu_alike(clerk):
    action = clerk.window.menus["compare_goals"]
    clerk.press("Ctrl+B")
    button = clerk.find("compare_goals")
    assert (clerk.window.selection.tab, action.isChecked(), button.isChecked()) == ("goals", True, True)
    clerk.click("compare_goals")
    assert (action.isChecked(), button.isChecked(), clerk.find("differences").text()) == (False, False, "")
    take(clerk, Qt.Key.Key_B)
    assert (action.isChecked(), button.isChecked()) == (True, True)
    assert clerk.find("differences").text()


def test_a_level2_is_added_by_key_and_by_menu(clerk):
    clerk.tab("indicators")
    clerk.press("Ctrl+Shift+T")
    assert clerk.find("add_level2_menu").isVisible()
    QTest.keyClick(clerk.find("add_level2_menu"), Qt.Key.Key_Return)
    assert clerk.window.session.undo_name == "添加指标"
    take(clerk, Qt.Key.Key_L, "指标(&I)")
    assert clerk.find("add_level2_menu").isVisible()
    clerk.find("add_level2_menu").close()


def test_blank_annual_values_are_filled_by_key_under_the_names_of_the_columns(clerk):
    fill = clerk.window.menus["fill_annual"]
    clerk.tab("indicators")
    assert not fill.isEnabled()
    clerk.cell(1, ANNUAL)
    clerk.press("Delete")
    assert (fill.text(), fill.isEnabled()) == ("空白的年度指标值＝实施周期指标值(&F)", True)  # noqa: RUF001
    clerk.press("Ctrl+L")

    assert clerk.grid.model().index(1, ANNUAL).data() == clerk.grid.model().index(1, PERIOD).data()


def test_the_context_menu_of_the_grid_has_the_actions_of_the_window(clerk):
    clerk.tab("indicators")
    clerk.cell(1, PERIOD)
    clerk.grid.customContextMenuRequested.emit(clerk.grid.rect().center())
    menu = clerk.find("indicator_menu")

    assert {one for one in menu.actions() if not one.isSeparator()} <= set(clerk.window.actions())
    assert "cut" in can(clerk, menu)
