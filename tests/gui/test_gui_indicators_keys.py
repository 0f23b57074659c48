"""Keys and the mouse in the indicator grid."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from support.grid_tab import ALT, ANNUAL, CTRL, LEVEL1, LEVEL2, LEVEL3, NONE, PERIOD, SHIFT, make_desk
from support.seeds import seeds

from perfdesk.model.place import Place

Key = Qt.Key


@pytest.fixture
def desk(qtbot):
    return make_desk(qtbot)


def test_typing_replaces_and_enter_goes_down(desk):
    old = desk.text(1, LEVEL3)
    desk.click(0, LEVEL3)
    desk.type("abc")
    assert desk.text(0, LEVEL3) == "abc"
    desk.key(Key.Key_Return)

    assert desk.editor is None
    assert (desk.text(0, LEVEL3), desk.text(1, LEVEL3)) == ("abc", old)
    assert desk.at == (1, LEVEL3)
    assert desk.grid.hasFocus()


def test_every_letter_is_in_the_document_at_once_and_all_are_one_undo(desk):
    desk.click(0, PERIOD)
    for typed in ("1", "12", "123"):
        desk.type(typed[-1])
        assert desk.project.indicators[0].text("period_value") == typed
    assert desk.session.undo_name == "修改“实施周期指标值”"
    desk.key(Key.Key_Z, CTRL)

    assert desk.session.document == seeds()
    assert desk.editor is None
    assert desk.at == (0, PERIOD)


@pytest.mark.parametrize("begin", ["F2", "double click"])
def test_f2_and_double_click_edit_the_text_that_is_there(desk, begin):
    old = desk.text(0, LEVEL3)
    if begin == "F2":
        desk.click(0, LEVEL3)
        desk.key(Key.Key_F2)
    else:
        desk.double_click(0, LEVEL3)
        desk.key(Key.Key_End)
    desk.type("x")
    desk.key(Key.Key_Return)

    assert desk.text(0, LEVEL3) == old + "x"


def test_a_double_click_puts_the_cursor_where_it_was(desk):
    cell = desk.grid.visualRect(desk.model.index(0, LEVEL3))
    at = QPoint(cell.left() + 12, cell.center().y())
    for click in (QTest.mouseClick, QTest.mouseDClick):
        click(desk.grid.viewport(), Qt.MouseButton.LeftButton, NONE, at)

    assert desk.editor.textCursor().position() == 0


@pytest.mark.parametrize(
    ("key", "modifiers", "goes"),
    [
        (Key.Key_Return, NONE, (2, PERIOD)),
        (Key.Key_Enter, NONE, (2, PERIOD)),
        (Key.Key_Return, SHIFT, (0, PERIOD)),
        (Key.Key_Tab, NONE, (1, ANNUAL)),
        (Key.Key_Backtab, SHIFT, (1, LEVEL3)),
    ],
)
@pytest.mark.parametrize("editing", [True, False])
def test_enter_and_tab_move_from_a_cell_and_from_its_editor(desk, key, modifiers, goes, editing):
    desk.click(1, PERIOD)
    if editing:
        desk.type("好")
    desk.key(key, modifiers)

    assert desk.at == goes
    assert desk.editor is None
    assert desk.text(1, PERIOD) == ("好" if editing else seeds().project("p1").indicators[1].text("period_value"))


def test_after_tab_enter_goes_to_where_the_row_began(desk):
    desk.click(1, LEVEL3)
    desk.key(Key.Key_Tab)
    desk.key(Key.Key_Tab)
    desk.key(Key.Key_Return)
    assert desk.at == (2, LEVEL3)
    desk.click(1, ANNUAL)
    desk.key(Key.Key_Tab)
    assert desk.at == (2, LEVEL3)


def test_alt_enter_breaks_the_line(desk):
    desk.click(1, PERIOD)
    desk.type("a")
    desk.key(Key.Key_Return, ALT)
    desk.type("b")

    assert desk.text(1, PERIOD) == "a\nb"
    assert desk.grid.rowHeight(1) == 56


def test_escape_gives_up_and_leaves_nothing_to_redo(desk):
    desk.click(1, PERIOD)
    desk.type("abc")
    desk.key(Key.Key_Escape)

    assert desk.session.document == seeds()
    assert desk.editor is None
    assert (desk.session.undo_name, desk.session.redo_name) == (None, None)
    assert desk.at == (1, PERIOD)


def test_delete_empties_a_range_as_one_undo_and_leaves_levels(desk):
    desk.click(0, LEVEL1)
    desk.click(1, ANNUAL, SHIFT)
    desk.key(Key.Key_Delete)

    assert [row[LEVEL3:] for row in desk.table()[:2]] == [("", "", "")] * 2
    assert desk.session.undo_name == "清空单元格"
    desk.session.undo()
    assert desk.session.document == seeds()


def test_ctrl_d_copies_down_and_ctrl_r_right(desk):
    desk.click(1, PERIOD)
    desk.click(3, PERIOD, SHIFT)
    desk.key(Key.Key_D, CTRL)
    assert [desk.text(row, PERIOD) for row in (1, 2, 3)] == [desk.text(1, PERIOD)] * 3
    assert desk.session.undo_name == "向下填充"
    desk.click(2, PERIOD)
    desk.key(Key.Key_D, CTRL)
    desk.click(1, LEVEL3)
    desk.click(1, ANNUAL, SHIFT)
    desk.key(Key.Key_R, CTRL)
    assert desk.table()[1][LEVEL3:] == (desk.text(1, LEVEL3),) * 3
    desk.click(2, LEVEL3)
    before = desk.session.document
    desk.key(Key.Key_R, CTRL)
    assert desk.session.document is before, "a 二级 is not copied into a 三级"


@pytest.mark.parametrize(
    ("key", "modifiers", "goes"),
    [
        (Key.Key_Up, NONE, (2, PERIOD)),
        (Key.Key_Down, NONE, (4, PERIOD)),
        (Key.Key_Left, NONE, (3, LEVEL3)),
        (Key.Key_Right, NONE, (3, ANNUAL)),
        (Key.Key_Home, NONE, (3, LEVEL1)),
        (Key.Key_End, NONE, (3, ANNUAL)),
        (Key.Key_Home, CTRL, (0, LEVEL1)),
        (Key.Key_End, CTRL, (9, ANNUAL)),
        (Key.Key_Up, CTRL, (0, PERIOD)),
        (Key.Key_Down, CTRL, (9, PERIOD)),
        (Key.Key_Left, CTRL, (3, LEVEL1)),
        (Key.Key_Right, CTRL, (3, ANNUAL)),
    ],
)
def test_arrows_home_and_end(desk, key, modifiers, goes):
    desk.click(3, PERIOD)
    desk.key(key, modifiers)

    row, column = desk.at
    assert (desk.model.merged(row, column).start, column) == (desk.model.merged(*goes).start, goes[1])


def test_shift_selects_and_ctrl_a_selects_all(desk):
    desk.click(1, LEVEL3)
    desk.key(Key.Key_Down, SHIFT)
    desk.key(Key.Key_Right, SHIFT)
    assert desk.grid.range.block().rows == range(1, 3)
    assert desk.grid.range.block().columns == range(LEVEL3, ANNUAL)
    desk.key(Key.Key_Down, CTRL | SHIFT)
    assert desk.grid.range.block().rows == range(1, 10)
    desk.key(Key.Key_A, CTRL)
    assert desk.grid.range.block().rows == range(10)
    assert desk.grid.range.block().columns == range(5)


def test_a_merged_cell_is_selected_whole(desk):
    desk.click(0, LEVEL2)

    assert desk.selection.indicators == ("p1-1", "p1-2")
    assert desk.selection.cell == Place("p1", "", "p1-1", "level2")


def test_ctrl_minus_deletes_rows_and_ctrl_shift_equals_inserts(desk):
    desk.click(1, PERIOD)
    desk.key(Key.Key_Plus, CTRL | SHIFT)
    assert desk.table()[1] == ("产出指标", "数量指标", "", "", "")
    assert desk.at == (1, LEVEL3)
    desk.type("插")
    assert desk.text(1, LEVEL3) == "插"
    desk.key(Key.Key_Return)
    desk.click(0, LEVEL3)
    desk.click(1, LEVEL3, SHIFT)
    desk.key(Key.Key_Minus, CTRL)

    assert [one.id for one in desk.project.indicators] == [one.id for one in seeds().project("p1").indicators[1:]]
    assert desk.session.undo_name == "删除指标"


def test_alt_shift_arrows_move_a_row_within_its_level2_and_on(desk):
    desk.click(0, PERIOD)
    moved = desk.text(0, LEVEL3)
    desk.key(Key.Key_Down, ALT | SHIFT)
    assert desk.table()[1][:3] == ("产出指标", "数量指标", moved)
    assert desk.at == (1, PERIOD)
    desk.key(Key.Key_Down, ALT | SHIFT)
    assert desk.table()[1][:3] == ("产出指标", "质量指标", moved)
    desk.key(Key.Key_Up, ALT | SHIFT)
    desk.key(Key.Key_Up, ALT | SHIFT)
    assert desk.session.document == seeds()


def test_alt_down_offers_all_level2_and_changes_it(desk, qtbot):
    desk.click(0, LEVEL2)
    desk.key(Key.Key_Down, ALT)
    menu = desk.menu("change_level2_menu")
    assert [action.text().strip() for action in menu.actions() if action.isChecked()] == ["数量指标"]
    desk.choose("change_level2_menu", "时效指标")

    assert {one.level2 for one in desk.project.indicators[-2:]} == {"时效指标"}
    assert desk.text(0, LEVEL2) == "数量指标", "a required 二级 keeps a blank row"
    assert desk.text(0, LEVEL3) == ""
    desk.session.undo()
    assert desk.session.document == seeds()


def test_letters_on_a_level_change_nothing(desk):
    desk.click(0, LEVEL2)
    desk.type("质")

    assert desk.editor is None
    assert desk.at[0] == 0


def test_the_plus_of_a_level2_adds_an_indicator_there(desk):
    delegate = desk.grid.itemDelegate()
    cell = desk.grid.visualRect(desk.model.index(2, LEVEL2))
    desk.hover(cell.center())
    QTest.mouseClick(desk.grid.viewport(), Qt.MouseButton.LeftButton, NONE, delegate.plus_rect(cell).center())

    assert desk.table()[4] == ("产出指标", "质量指标", "", "", "")
    assert desk.at == (4, LEVEL3)
    assert desk.session.undo_name == "添加指标"


def test_the_plus_of_a_blank_row_goes_to_it(desk):
    blank = next(at for at, row in enumerate(desk.model.rows) if row.indicator is None)
    cell = desk.grid.visualRect(desk.model.index(blank, LEVEL2))
    desk.hover(cell.center())
    at = desk.grid.itemDelegate().plus_rect(cell).center()
    QTest.mouseClick(desk.grid.viewport(), Qt.MouseButton.LeftButton, NONE, at)

    assert desk.session.document is seeds()
    assert desk.at == (blank, LEVEL3)


def test_add_level2_offers_what_is_not_there(desk, qtbot):
    button = desk.tab.findChild(object, "add_level2")
    button.click()
    offered = [action.text().strip() for action in desk.menu("add_level2_menu").actions() if action.data()]
    assert offered == ["经济效益", "生态效益", "可持续影响", "社会成本指标", "生态环境成本指标"]
    desk.choose("add_level2_menu", "生态效益")

    row = desk.at[0]
    assert desk.table()[row] == ("效益指标", "生态效益", "", "", "")
    desk.type("绿")
    assert desk.text(row, LEVEL3) == "绿"


def test_the_annual_head_fills_blank_values_as_one_undo(desk):
    for row in (1, 2):
        desk.click(row, ANNUAL)
        desk.key(Key.Key_Delete)
    filled = [desk.text(row, PERIOD) for row in (1, 2)]
    head = desk.grid.head
    right = head.sectionViewportPosition(ANNUAL) + head.sectionSize(ANNUAL)
    QTest.mouseClick(head.viewport(), Qt.MouseButton.LeftButton, NONE, QPoint(right - 12, 17))
    desk.choose("annual_value_menu", "空白的年度指标值＝实施周期指标值")  # noqa: RUF001

    assert [desk.text(row, ANNUAL) for row in (1, 2)] == filled
    desk.session.undo()
    assert [desk.text(row, ANNUAL) for row in (1, 2)] == ["", ""]


def test_a_place_that_is_asked_for_gets_the_keyboard(desk, qtbot):
    desk.other.setFocus()
    desk.selection.go(Place("p1", "", "p1-9", "annual_value"), "indicators")

    assert desk.selection.cell == Place("p1", "", "p1-9", "annual_value")
    assert QApplication.focusWidget() is desk.grid


def test_the_window_hears_which_cells_are_selected(desk):
    desk.click(1, PERIOD)
    assert desk.selection.cell == Place("p1", "", "p1-2", "period_value")
    desk.click(3, PERIOD, SHIFT)
    assert desk.selection.indicators == ("p1-2", "p1-3", "p1-4")


def test_another_project_begins_at_its_first_level3(desk):
    desk.click(3, PERIOD)
    desk.selection.show_projects("p4")

    assert desk.at == (0, LEVEL3)
    assert desk.selection.cell == Place("p4", "", "p4-1", "level3")
    desk.selection.show_projects("")
    assert desk.model.rowCount() == 0
