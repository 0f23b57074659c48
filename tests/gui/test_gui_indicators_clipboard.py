"""Blocks of cells copied from the grid and pasted into it."""

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtWidgets import QApplication
from support.grid_tab import ANNUAL, CTRL, LEVEL1, LEVEL2, LEVEL3, PERIOD, SHIFT, make_desk
from support.seeds import OBJECTIVES, form, seeds

from perfdesk.model.document import Document, Project
from perfdesk.readers.html_cells import html_cells

Key = Qt.Key
EMPTY_TABLE = Document((Project("p1", OBJECTIVES),), {OBJECTIVES: form().text})


@pytest.fixture
def desk(qtbot):
    return make_desk(qtbot)


def paste(desk, text):
    QApplication.clipboard().setText(text)
    desk.key(Key.Key_V, CTRL)


def test_a_range_is_copied_as_text_and_as_a_table_with_merged_cells(desk):
    desk.click(0, LEVEL2)
    desk.click(1, LEVEL3, SHIFT)
    desk.key(Key.Key_C, CTRL)
    data = QApplication.clipboard().mimeData()
    first, second = desk.text(0, LEVEL3), desk.text(1, LEVEL3)

    assert data.text() == f"数量指标\t{first}\r\n\t{second}"
    assert html_cells(data.html()) == [["数量指标", first], ["", second]]
    assert '<td rowspan="2"' in data.html()


@pytest.mark.parametrize("text", ["一\n二", "a\tb", '"引用"', '他说"好"', "a<b&c", "=1+1", "甲  乙"])
def test_a_copied_cell_is_pasted_as_it_was(desk, text):
    desk.click(1, PERIOD)
    desk.key(Key.Key_F2)
    desk.key(Key.Key_A, CTRL)
    desk.editor.textCursor().insertText(text)
    desk.key(Key.Key_Return)
    desk.click(1, PERIOD)
    desk.key(Key.Key_C, CTRL)
    desk.click(4, ANNUAL)
    desk.key(Key.Key_V, CTRL)

    assert desk.text(4, ANNUAL) == text.replace("\t", " ")


def test_a_block_goes_over_the_cells_from_the_current_one_as_one_undo(desk):
    desk.click(2, LEVEL3)
    paste(desk, '甲\t1\t"2\n3"\r\n乙\t\t<b>5</b>\r\n')

    assert [row[LEVEL3:] for row in desk.table()[2:4]] == [("甲", "1", "2\n3"), ("乙", "", "5")]
    assert desk.session.undo_name == "粘贴"
    desk.session.undo()
    assert desk.session.document == seeds()


def test_more_rows_than_there_are_become_indicators_of_the_last_level2(desk):
    rows = desk.model.rowCount()
    desk.click(rows - 1, LEVEL3)
    paste(desk, "甲\t1\t2\n乙\t3\t4\n\t\t\n丙\t5\t6")

    assert desk.table()[rows - 1 :] == [
        ("成本指标", "经济成本指标", "甲", "1", "2"),
        ("成本指标", "经济成本指标", "乙", "3", "4"),
        ("成本指标", "经济成本指标", "丙", "5", "6"),
    ]


def test_one_text_fills_all_selected_cells(desk):
    desk.click(1, PERIOD)
    desk.click(3, ANNUAL, SHIFT)
    paste(desk, "好\n")

    assert {text for row in desk.table()[1:4] for text in row[PERIOD:]} == {"好"}


def test_a_block_pasted_into_a_blank_row_makes_it_real(desk):
    blank = next(at for at, row in enumerate(desk.model.rows) if row.indicator is None)
    desk.click(blank, LEVEL3)
    paste(desk, "满意度\t≥95%\t≥95%")

    assert desk.table()[blank][LEVEL3:] == ("满意度", "≥95%", "≥95%")
    assert desk.model.rows[blank].indicator is not None


def test_a_whole_table_comes_back_in_an_empty_one(qtbot, desk):
    desk.key(Key.Key_A, CTRL)
    desk.key(Key.Key_C, CTRL)
    table = desk.table()
    other = make_desk(qtbot, document=EMPTY_TABLE)
    other.click(0, LEVEL1)
    other.key(Key.Key_V, CTRL)

    assert other.table() == table


def test_a_table_of_another_program_goes_by_its_levels_whatever_the_cell(qtbot):
    desk = make_desk(qtbot, document=EMPTY_TABLE)
    desk.click(0, ANNUAL)
    paste(
        desk,
        "绩效指标\t一级指标\t二级指标\t三级指标\t实施周期指标值\t年度指标值\n"
        "\t产出指标\t数量指标\t甲\t1\t2\n\t\t\t乙\t3\t4\n\t\t社会效益\t丙\t5\t6",
    )

    assert [row for row in desk.table() if row[LEVEL3]] == [
        ("产出指标", "数量指标", "甲", "1", "2"),
        ("产出指标", "数量指标", "乙", "3", "4"),
        ("效益指标", "社会效益", "丙", "5", "6"),
    ]


def test_cutting_copies_and_empties(desk):
    text = desk.text(1, PERIOD)
    desk.click(1, PERIOD)
    desk.key(Key.Key_X, CTRL)

    assert QApplication.clipboard().text() == text
    assert desk.text(1, PERIOD) == ""


@pytest.mark.parametrize("text", ["", "\n", "\t\t"])
def test_an_empty_clipboard_pastes_no_rubbish(desk, text):
    desk.click(1, PERIOD)
    QApplication.clipboard().clear() if not text else QApplication.clipboard().setText(text)
    before = desk.model.rowCount()
    desk.key(Key.Key_V, CTRL)

    assert desk.model.rowCount() == before


def test_an_html_table_alone_is_not_lost(desk):
    data = QMimeData()
    data.setHtml("<p>约<b>十</b>次</p>")
    QApplication.clipboard().setMimeData(data)
    desk.click(1, PERIOD)
    desk.key(Key.Key_V, CTRL)

    assert desk.text(1, PERIOD) == "约十次"


def paste_html(desk, html, text=""):
    data = QMimeData()
    data.setHtml(html)
    if text:
        data.setText(text)
    QApplication.clipboard().setMimeData(data)
    desk.key(Key.Key_V, CTRL)


def test_a_table_with_lines_in_its_cells_is_pasted_cell_by_cell(desk):
    desk.click(2, LEVEL3)
    paste_html(
        desk,
        "<html><body><!--StartFragment--><table><tr><td><p>甲</p><p>二</p></td><td>1<br>2</td><td>&lt;3</td></tr>"
        "<tr><td colspan=2>乙</td><td>5</td></tr></table></body></html>",
        "甲\n二\t1\n2\t<3\n乙\t\t5",
    )

    assert [row[LEVEL3:] for row in desk.table()[2:4]] == [("甲\n二", "1\n2", "<3"), ("乙", "", "5")]
    desk.session.undo()
    assert desk.session.document == seeds()


def test_a_table_of_word_with_merged_levels_goes_by_its_levels(qtbot):
    desk = make_desk(qtbot, document=EMPTY_TABLE)
    desk.click(0, LEVEL3)
    paste_html(
        desk,
        "<table><tr><td rowspan=2>产出指标</td><td rowspan=2><p>数量指标</p></td><td>甲</td><td>1</td><td>2</td></tr>"
        "<tr><td>乙</td><td>3</td><td>4</td></tr></table>",
    )

    assert [row for row in desk.table() if row[LEVEL3]] == [
        ("产出指标", "数量指标", "甲", "1", "2"),
        ("产出指标", "数量指标", "乙", "3", "4"),
    ]


def test_html_that_is_no_single_table_leaves_it_to_the_text(desk):
    desk.click(1, PERIOD)
    paste_html(desk, "<p>前言</p><table><tr><td>甲</td></tr></table>", "好\t更好")

    assert desk.table()[1][PERIOD:] == ("好", "更好")
