"""The cell editor: no letter moves, none is lost on any way out, and edits elsewhere leave it alone."""

import pytest
from PySide6.QtCore import QMimeData, QRect, Qt
from PySide6.QtGui import QImage, QTextCursor
from PySide6.QtWidgets import QApplication
from support.grid_tab import ANNUAL, CTRL, LEVEL3, PERIOD, make_desk
from support.seeds import seeds

from perfdesk.gui.composition import Composition
from perfdesk.gui.indicator_text import SIDE
from perfdesk.model import edits
from perfdesk.model.place import Place

Key = Qt.Key


@pytest.fixture
def desk(qtbot):
    return make_desk(qtbot)


def letters(desk, cell: QRect) -> QImage:
    """What is seen of a cell inside its frame and hairlines, without cursor and tint."""
    if desk.editor is not None:
        desk.editor.setCursorWidth(0)
    QApplication.processEvents()
    return desk.grid.viewport().grab(cell.adjusted(SIDE, 3, -SIDE, -3)).toImage()


@pytest.mark.parametrize(
    ("project", "row", "column"), [("p1", 0, PERIOD), ("p1", 3, PERIOD), ("p1", 2, LEVEL3), ("p4", 5, ANNUAL)]
)
def test_no_letter_moves_when_an_editor_opens(qtbot, project, row, column):
    desk = make_desk(qtbot, project)
    desk.click(row, column)
    cell = desk.grid.visualRect(desk.model.index(row, column))
    desk.grid.clearSelection()
    desk.grid.clearFocus()
    before = letters(desk, cell)
    desk.grid.setFocus()
    desk.key(Key.Key_F2)
    assert desk.editor is not None

    assert letters(desk, cell) == before
    assert desk.editor.geometry() == cell


def test_rows_and_editor_grow_with_the_text_and_shrink_again(desk):
    desk.click(2, PERIOD)
    desk.commit("很长的指标值" * 12)
    QApplication.processEvents()

    assert desk.grid.rowHeight(2) > 35
    assert desk.editor.geometry() == desk.grid.visualRect(desk.model.index(2, PERIOD))
    desk.key(Key.Key_Escape)
    assert desk.grid.rowHeight(2) == 35


def test_the_editor_grows_while_composing(desk):
    desk.click(2, PERIOD)
    desk.preedit("很长的指标值" * 12)

    assert desk.editor.height() > 35
    assert desk.grid.rowHeight(2) == 35


LEAVE = {
    "enter": lambda desk, qtbot: desk.key(Key.Key_Return),
    "tab": lambda desk, qtbot: desk.key(Key.Key_Tab),
    "click on another cell": lambda desk, qtbot: desk.click_window(desk.grid.viewport(), desk.point(4, ANNUAL)),
    "click elsewhere": lambda desk, qtbot: desk.click_window(desk.other, desk.other.rect().center()),
    "focus elsewhere": lambda desk, qtbot: desk.other.setFocus(),
    "before a save": lambda desk, qtbot: desk.tab.finish_editing(),
    "another project": lambda desk, qtbot: desk.selection.show_projects("p2"),
    "window loses focus": lambda desk, qtbot: desk.window.hide(),
    "arrow of the head": lambda desk, qtbot: desk.tab._offer_fill(desk.grid.head.menu_point()),
}


@pytest.mark.parametrize("way", LEAVE)
def test_every_way_out_of_the_editor_keeps_what_was_typed(desk, qtbot, way):
    desk.click(1, PERIOD)
    desk.commit("好")
    desk.type("1")
    LEAVE[way](desk, qtbot)
    QApplication.processEvents()

    assert desk.editor is None
    assert desk.session.document.project("p1").indicators[1].text("period_value") == "好1"


@pytest.fixture
def composition(qapp):
    made = Composition(qapp)
    made.said = []
    made.dropped.connect(made.said.append)
    yield made
    qapp.removeEventFilter(made)
    made.deleteLater()


def test_composing_on_a_cell_opens_its_editor_and_loses_no_letter(desk):
    desk.click(1, PERIOD)
    desk.preedit("n")
    assert desk.editor is not None
    desk.preedit("ni hao")
    desk.commit("你好")
    desk.preedit("m")
    desk.commit("吗")

    assert desk.text(1, PERIOD) == "你好吗"
    assert desk.editor.hasFocus()
    desk.key(Key.Key_Return)
    desk.session.undo()
    assert desk.session.document == seeds()


def test_the_candidates_of_the_first_word_stand_at_its_cell(desk):
    desk.click(3, PERIOD)
    desk.preedit("ni")
    cursor = desk.grid.inputMethodQuery(Qt.InputMethodQuery.ImCursorRectangle)
    at = desk.grid.viewport().mapFrom(desk.grid, cursor.center().toPoint())
    assert desk.grid.visualRect(desk.model.index(3, PERIOD)).contains(at)


def test_composing_in_an_open_editor_goes_where_the_cursor_is(desk):
    desk.click(1, LEVEL3)
    desk.key(Key.Key_F2)
    desk.key(Key.Key_Home)
    desk.preedit("xin")
    desk.commit("新")

    assert desk.text(1, LEVEL3) == "新" + seeds().project("p1").indicators[1].level3


@pytest.mark.parametrize("way", ["click on another cell", "click elsewhere", "before a save"])
@pytest.mark.parametrize("shown", ["你好", "ni hao"])
def test_a_way_out_while_composing_commits_han_and_names_dropped_letters(desk, qtbot, composition, way, shown):
    kept = "" if shown.isascii() else shown
    desk.click(1, PERIOD)
    desk.preedit(shown)
    if way == "before a save":
        composition.finish()
    LEAVE[way](desk, qtbot)
    QApplication.processEvents()

    assert desk.text(1, PERIOD) == kept
    assert composition.said == ([] if kept else [shown])


def test_typing_in_a_blank_row_makes_it_real_as_one_undo_with_its_letters(desk):
    blank = next(at for at, row in enumerate(desk.model.rows) if row.indicator is None)
    desk.click(blank, LEVEL3)
    desk.preedit("man")
    desk.commit("满意")
    editor = desk.editor
    desk.type("1")

    assert desk.editor is editor
    assert desk.text(blank, LEVEL3) == "满意1"
    assert len(desk.project.indicators) == len(seeds().project("p1").indicators) + 1
    desk.key(Key.Key_Z, CTRL)
    assert desk.session.document == seeds()
    assert desk.at == (blank, LEVEL3)
    desk.key(Key.Key_Y, CTRL)
    assert desk.text(blank, LEVEL3) == "满意1"


def test_a_blank_row_is_blank_again_when_all_letters_are_taken_out_or_given_up(desk):
    blank = next(at for at, row in enumerate(desk.model.rows) if row.indicator is None)
    desk.click(blank, PERIOD)
    desk.type("ab")
    desk.key(Key.Key_Backspace)
    desk.key(Key.Key_Backspace)
    assert desk.session.document == seeds()
    desk.type("a")
    desk.key(Key.Key_Escape)

    assert desk.session.document == seeds()
    assert desk.at == (blank, PERIOD)


def edit_elsewhere(desk, what):
    first = desk.project.indicators[0].id
    place = Place("p1", "", first, "level3")
    changes = {
        "another cell": lambda d: edits.set_text(d, "p1", first, "annual_value", "很长的指标值" * 12),
        "another row gone": lambda d: edits.remove_indicators(d, "p1", [first]),
        "another project": lambda d: edits.set_field(d, "p2", "unit", "某单位"),
        "another field": lambda d: edits.set_field(d, "p1", "annual_objective", "别的目标"),
        "a row more": lambda d: edits.add_indicators(
            d, "p1", [edits.renewed(d.project("p1"), iter("abcdefghijk").__next__).indicators[0]]
        ),
    }
    desk.session.edit("x", changes[what], place)


@pytest.mark.parametrize("what", ["another cell", "another row gone", "another project", "another field", "a row more"])
def test_an_edit_elsewhere_leaves_editor_cursor_and_scroll(qtbot, what):
    desk = make_desk(qtbot, size=(1101, 250))
    resets = []
    desk.model.modelReset.connect(lambda: resets.append(1))
    desk.grid.verticalScrollBar().setValue(40)
    desk.click(3, PERIOD)
    scroll = desk.grid.verticalScrollBar().value()
    desk.key(Key.Key_F2)
    desk.type("x")
    editor = desk.editor
    editor.moveCursor(QTextCursor.MoveOperation.Left)
    at, text, place = editor.textCursor().position(), editor.content, editor.place
    edit_elsewhere(desk, what)
    QApplication.processEvents()

    assert desk.editor is editor
    assert desk.editor.hasFocus()
    assert (editor.textCursor().position(), editor.content, editor.place) == (at, text, place)
    assert desk.grid.verticalScrollBar().value() == scroll
    assert resets == []
    index = desk.model.find(place)
    assert editor.geometry().topLeft() == desk.grid.visualRect(index).topLeft()
    desk.type("y")
    assert (
        desk.project.indicators[[one.id for one in desk.project.indicators].index(place.indicator)].text("period_value")
        == text[:at] + "y" + text[at:]
    )


def test_a_change_of_the_edited_cell_by_someone_else_is_shown(desk):
    desk.click(1, PERIOD)
    desk.key(Key.Key_F2)
    desk.session.edit("x", lambda d: edits.set_text(d, "p1", "p1-2", "period_value", "改过"), Place("p1"))
    assert desk.editor.content == "改过"


def test_the_row_under_an_open_editor_may_go(desk):
    desk.click(1, PERIOD)
    desk.type("x")
    desk.session.edit("x", lambda d: edits.remove_indicators(d, "p1", ["p1-2"]), Place("p1"))
    QApplication.processEvents()

    assert desk.editor is None
    assert len(desk.project.indicators) == len(seeds().project("p1").indicators) - 1


def test_pasting_into_the_editor_takes_plain_text(desk):
    data = QMimeData()
    data.setText("<b>一</b>\t二\r\n三\r\n")
    data.setHtml("<b>红</b>")
    QApplication.clipboard().setMimeData(data)
    desk.click(1, PERIOD)
    desk.key(Key.Key_F2)
    desk.key(Key.Key_A, CTRL)
    desk.key(Key.Key_V, CTRL)

    assert desk.text(1, PERIOD) == "一 二\n三"
    desk.key(Key.Key_A, CTRL)
    desk.key(Key.Key_C, CTRL)
    assert QApplication.clipboard().mimeData().formats() == ["text/plain"]


def test_the_edited_value_stands_where_the_paper_has_it(desk):
    desk.click(1, PERIOD)
    desk.key(Key.Key_F2)
    centre = Qt.AlignmentFlag.AlignHCenter
    assert desk.editor.document().begin().blockFormat().alignment() & centre
    desk.commit("长" * 40)

    assert not desk.editor.document().begin().blockFormat().alignment() & centre
