"""Word files: what stands in the table, the paragraphs round it and the text."""

from dataclasses import replace
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.grids import SHEET, W, WordCell, cells, faults, found, grid, part, text, tilings, value, written
from support.seeds import CENTRAL, form, seeds

from perfdesk.forms.choices import CHOICES
from perfdesk.forms.form import Sides, Style
from perfdesk.grid.grid import Cell, Grid, Row
from perfdesk.grid.layout import lay_out
from perfdesk.model.document import Project
from perfdesk.model.text import clean

SIGNED = replace(
    SHEET,
    signature=(
        ("填报人：", "审核人：", "单位负责人："),
        ("联系电话：", "", "单位（盖章）："),
        ("", "", "　　年　　月　　日"),
    ),
    stamp_mm=45,
)


def tables(*grids: Grid):
    return found(part(written(grids)), "body/tbl")


def paragraphs(*grids: Grid):
    return found(part(written(grids)), "body/p")


def attributes(element):
    return {name.removeprefix(W): one for name, one in element.items()}


# The official form.


@pytest.fixture(scope="module")
def official():
    """The twelve tables as a Word file."""
    return written(lay_out(form(), project) for project in seeds().projects)


def test_the_twelve_tables_are_a_sound_file_with_a_table_each(official):
    assert faults(official) == []
    assert len(found(part(official), "body/tbl")) == 12


def test_every_two_print_options_give_a_sound_file():
    proposed, blank = form().options, Project("p", form().id)
    for names in combinations(CHOICES, 2):
        options = replace(proposed, **{name: not getattr(proposed, name) for name in names})
        laid_out = lay_out(form(), blank, options, size_pt=9 if options.fit else None)
        assert faults(written([laid_out, laid_out])) == []


def test_page_and_margins_are_those_of_the_form(official):
    section = found(part(official), "body/sectPr")[0]
    assert attributes(found(section, "pgSz")[0]) == {"w": "11906", "h": "16838"}
    margins = {"top": 1134, "right": 1134, "bottom": 850, "left": 1134, "header": 454, "footer": 454, "gutter": 0}
    assert attributes(found(section, "pgMar")[0]) == {side: str(twips) for side, twips in margins.items()}


def test_columns_sum_to_the_width_of_the_table_and_margins_and_borders_are_exact(official):
    table = found(part(official), "body/tbl")[0]
    widths = [int(column.get(W + "w")) for column in found(table, "tblGrid/gridCol")]
    assert widths == [567, 1531, 1644, 1927, 1985, 1984]
    assert value(table, "tblPr/tblW", "w") == "9638"
    assert value(table, "tblPr/jc") == "center"
    assert value(table, "tblPr/tblLayout", "type") == "fixed"
    assert {value(table, f"tblPr/tblBorders/{side}", "sz") for side in ("top", "left", "insideH", "insideV")} == {"4"}
    assert [one.get(W + "w") for one in found(table, "tblPr/tblCellMar/*")] == ["28", "85", "28", "85"]


def test_rows_keep_their_least_height_their_halves_and_their_neighbours_together(official):
    for table, project in zip(found(part(official), "body/tbl"), seeds().projects, strict=True):
        laid_out = lay_out(form(), project)
        for row, expected in zip(found(table, "tr"), laid_out.rows, strict=True):
            assert value(row, "trPr/trHeight", "val") == ("907" if expected.min_mm == 16 else "454")
            assert value(row, "trPr/trHeight", "hRule") == "atLeast"
            assert len(found(row, "trPr/cantSplit")) == (not expected.may_split)
            kept = {len(found(paragraph, "pPr/keepNext")) for paragraph in found(row, "tc/p")}
            assert kept == {int(expected.keep_next)}


def test_every_paragraph_and_run_says_how_it_is_set(official):
    for paragraph in part(official).iter(W + "p"):
        assert value(paragraph, "pPr/spacing", "lineRule") == "exact"
        assert [value(paragraph, f"pPr/{name}") for name in ("snapToGrid", "overflowPunct")] == ["0", "0"]
        assert all(len(found(paragraph, f"pPr/{name}")) == 1 for name in ("widowControl", "kinsoku"))
    for run in part(official).iter(W + "r"):
        fonts = attributes(found(run, "rPr/rFonts")[0])
        assert fonts.pop("eastAsia") in ("宋体", "方正小标宋简体")
        assert fonts == {"hint": "eastAsia"} | dict.fromkeys(("ascii", "hAnsi", "cs"), "Times New Roman")
        assert attributes(found(run, "rPr/lang")[0]) == {"val": "en-US", "eastAsia": "zh-CN"}


def test_goals_are_indented_and_justified_from_the_top(official):
    table = found(part(official), "body/tbl")[0]
    goal = found(table, "tr")[8][-1]
    assert value(goal, "tcPr/vAlign") == "top"
    for paragraph in found(goal, "p"):
        assert attributes(found(paragraph, "pPr/ind")[0]) == {"firstLineChars": "200", "firstLine": "420"}
        assert value(paragraph, "pPr/jc") == "both"
        assert attributes(found(paragraph, "pPr/spacing")[0]) == {
            "before": "0",
            "after": "0",
            "line": "320",
            "lineRule": "exact",
        }
    assert len(found(goal, "p")) == seeds().projects[0].field("period_objective").count("\n") + 1 > 1


def test_both_forms_with_every_print_option_give_sound_files_that_say_what_the_grid_says():
    for one in (form(), form(CENTRAL)):
        options = replace(one.options, signature=True, stamp=True, bold_labels=True, outer_border=True)
        projects = seeds().projects if one is form() else (Project("p", one.id),)
        grids = [lay_out(one, project, options, size) for project in projects for size in (None, 9)]
        data = written(grids)
        assert faults(data) == []
        for table, laid_out in zip(found(part(data), "body/tbl"), grids, strict=True):
            expected = [WordCell(row, cell.column, cell.rows, cell.cols, cell.text) for row, cell in laid_out.cells()]
            assert cells(table) == expected


# Spans.


def test_a_block_of_rows_and_columns_beside_others_is_written_once_and_continued_with_its_span():
    odd = grid(
        [Cell(0, "甲", rows=3, cols=2), Cell(2, "乙", rows=2, cols=1), Cell(3, "丙", cols=3)],
        [Cell(3, "丁", rows=3, cols=1), Cell(4, "戊", rows=2, cols=2)],
        [Cell(2, "己")],
        [Cell(0, "庚"), Cell(1, "辛", cols=2), Cell(4, "壬"), Cell(5, "癸")],
        columns=6,
    )
    data = written([odd])
    assert faults(data) == []
    (table,) = found(part(data), "body/tbl")
    assert cells(table) == [WordCell(row, c.column, c.rows, c.cols, c.text) for row, c in odd.cells()]
    shape = [
        [(value(tc, "tcPr/gridSpan"), value(tc, "tcPr/vMerge"), value(tc, "tcPr/tcW", "w")) for tc in found(tr, "tc")]
        for tr in found(table, "tr")[:2]
    ]
    assert shape[0] == [("2", "restart", "2268"), (None, "restart", "1134"), ("3", None, "3401")]
    assert shape[1] == [
        ("2", "continue", "2268"),
        (None, "continue", "1134"),
        (None, "restart", "1133"),
        ("2", "restart", "2268"),
    ]


@given(tilings())
def test_any_spans_are_written_as_they_are(tiled: Grid):
    data = written([tiled])
    assert faults(data) == []
    (table,) = found(part(data), "body/tbl")
    assert cells(table) == [WordCell(row, c.column, c.rows, c.cols, c.text) for row, c in tiled.cells()]


def test_a_hole_becomes_an_empty_cell():
    (table,) = tables(grid([Cell(1, "甲", rows=2)], [Cell(0, "乙")], columns=4))
    assert cells(table) == [
        WordCell(0, 0, 1, 1, ""),
        WordCell(0, 1, 2, 1, "甲"),
        WordCell(0, 2, 1, 2, ""),
        WordCell(1, 0, 1, 1, "乙"),
        WordCell(1, 2, 1, 2, ""),
    ]


@pytest.mark.parametrize(
    "rows",
    [
        [[Cell(0, cols=2), Cell(1)]],
        [[Cell(0), Cell(0)]],
        [[Cell(0, rows=2, cols=3)], [Cell(1)]],
        [[Cell(1, rows=2)], [Cell(0, cols=3)]],
        [[Cell(2, cols=2)]],
        [[Cell(3)]],
    ],
)
def test_cells_that_overlap_or_stick_out_are_refused(rows):
    with pytest.raises(ValueError, match="overlap"):
        written([grid(*rows)])


# Texts.


@pytest.mark.parametrize(
    ("typed", "paragraphs_in_cell"),
    [
        ("", [""]),
        ("甲\n\n乙", ["甲", "", "乙"]),
        ("甲\t乙\t", ["甲\t乙\t"]),
        (" 甲  乙 ", [" 甲  乙 "]),
        ("<p>甲</p> & “乙”", ["<p>甲</p> & “乙”"]),
        ("甲\x00\x0b乙\ud800\ufffe", ["甲", "乙\ufffd"]),
    ],
)
def test_a_text_stands_in_the_file_as_typed_a_paragraph_a_line(typed: str, paragraphs_in_cell: list[str]):
    data = written([grid([Cell(0, typed, cols=3)])])
    assert faults(data) == []
    (cell,) = part(data).iter(W + "tc")
    assert [text(paragraph) for paragraph in found(cell, "p")] == paragraphs_in_cell


@given(st.lists(st.text(), min_size=3, max_size=3), st.text(), st.text())
def test_any_text_gives_a_sound_file_that_holds_what_a_file_can_hold(texts, title, footer):
    sheet = replace(SHEET, footer=footer, signature=(tuple(texts),))
    data = written([grid([Cell(index, one) for index, one in enumerate(texts)], sheet=sheet, title=title)])
    assert faults(data) == []
    assert [text(cell) for cell in part(data).iter(W + "tc")] == [clean(one) for one in texts]


def test_an_empty_cell_says_what_typing_into_it_will_look_like_and_a_hidden_one_holds_nothing():
    (table,) = tables(grid([Cell(0, "", rows=2, style=Style(size_pt=9)), Cell(1, cols=2)], [Cell(1, cols=2)]))
    empty, hidden = found(table, "tr/tc/p")[0], found(table, "tr/tc/p")[2]
    assert value(empty, "pPr/rPr/sz") == "18"
    assert found(hidden, "pPr/rPr") == found(hidden, "r") == []


def test_bold_is_bold_and_vertical_alignment_is_kept():
    (table,) = tables(
        grid([Cell(0, "甲", style=Style(bold=True, valign="bottom", align="right")), Cell(1, "乙", cols=2)])
    )
    first, second = found(table, "tr/tc")
    assert [len(found(cell, "p/r/rPr/b")) for cell in (first, second)] == [1, 0]
    assert [value(cell, "tcPr/vAlign") for cell in (first, second)] == ["bottom", "center"]
    assert [value(cell, "p/pPr/jc") for cell in (first, second)] == ["right", "left"]


# What stands round the table.


def test_each_title_but_the_first_starts_a_page_and_stays_with_its_table():
    plain = grid([Cell(0, "甲", cols=3)])
    titles = paragraphs(plain, plain, plain)
    assert [text(p) for p in titles] == ["表", "表", "表", ""]
    assert [len(found(p, "pPr/pageBreakBefore")) for p in titles] == [0, 1, 1, 0]
    assert [len(found(p, "pPr/keepNext")) for p in titles] == [1, 1, 1, 0]
    assert value(titles[0], "pPr/spacing", "after") == "120"


def test_a_subtitle_stands_between_title_and_table_and_takes_the_space_above_it():
    title, subtitle = paragraphs(replace(grid([Cell(0, cols=3)]), subtitle="（2026年度）"))[:2]
    assert [text(title), text(subtitle)] == ["表", "（2026年度）"]
    assert [value(p, "pPr/spacing", "after") for p in (title, subtitle)] == ["0", "120"]
    assert [len(found(p, "pPr/keepNext")) for p in (title, subtitle)] == [1, 1]


def test_only_the_first_line_over_a_table_starts_the_page():
    headed = replace(grid([Cell(0, cols=3)], title="绩效\n目标表"), subtitle="（2026年度）")
    lines = paragraphs(headed, headed)
    assert [text(p) for p in lines] == ["绩效", "目标表", "（2026年度）"] * 2 + [""]
    assert [len(found(p, "pPr/pageBreakBefore")) for p in lines] == [0, 0, 0, 1, 0, 0, 0]


def test_tables_without_a_title_stay_two_tables_on_two_pages():
    body = part(written([grid([Cell(0, cols=3)], title="")] * 2))[0]
    assert [element.tag.removeprefix(W) for element in body] == ["tbl", "p", "tbl", "p", "sectPr"]
    assert len(found(body[1], "pPr/pageBreakBefore")) == 1


def test_the_last_paragraph_takes_no_room_so_that_a_full_page_is_followed_by_no_blank_one():
    data = written([grid([Cell(0, cols=3)])])
    last = found(part(data), "body/p")[-1]
    assert value(last, "pPr/spacing", "line") == "1"
    (style,) = (one for one in part(data, "word/styles.xml") if one.get(W + "styleId") == value(last, "pPr/pStyle"))
    assert len(found(style, "rPr/vanish")) == 1


def test_signature_lines_stand_in_thirds_and_are_kept_with_each_other():
    wide = (34.0, 68.0, 68.0)
    lines = paragraphs(replace(grid([Cell(0, cols=3)], sheet=SIGNED), widths_mm=wide))[1:]
    assert [text(line) for line in lines] == [
        "填报人：\t审核人：\t单位负责人：",
        "联系电话：\t\t单位（盖章）：",
        "\t\t　　年　　月　　日",
    ]
    assert [tab.get(W + "pos") for tab in found(lines[0], "pPr/tabs/tab")] == ["3212", "6425"]
    assert [len(found(line, "pPr/keepNext")) for line in lines] == [1, 1, 0]
    assert [value(line, "pPr/spacing", "line") for line in lines] == ["600"] * 3


def test_the_last_two_signature_lines_take_the_room_of_a_seal():
    spaces = [
        [value(line, "pPr/spacing", "before") for line in paragraphs(grid([Cell(0, cols=3)], sheet=sheet))[1:]]
        for sheet in (SIGNED, replace(SIGNED, stamp_mm=0), replace(SIGNED, signature=SIGNED.signature[:1]))
    ]
    assert spaces == [["240", "0", "1351"], ["240", "0", "0"], [str(240 + 1951)]]


def test_an_outer_border_is_thicker_than_the_inner_ones():
    (table,) = tables(grid([Cell(0, cols=3)], sheet=replace(SHEET, outer_border_pt=1)))
    sizes = {side.tag.removeprefix(W): side.get(W + "sz") for side in found(table, "tblPr/tblBorders/*")}
    assert sizes == dict.fromkeys(("top", "left", "bottom", "right"), "8") | dict.fromkeys(("insideH", "insideV"), "4")


def test_each_table_has_the_borders_and_columns_of_its_own_grid():
    plain = grid([Cell(0, cols=3)])
    framed = replace(plain, sheet=replace(SHEET, outer_border_pt=1))
    narrow = replace(plain, widths_mm=(10.0, 10.0, 10.0))
    shapes = [
        (value(t, "tblPr/tblBorders/top", "sz"), value(t, "tblPr/tblW", "w")) for t in tables(plain, framed, narrow)
    ]
    assert shapes == [("4", "3402"), ("8", "3402"), ("4", "1701")]


def test_the_footer_counts_the_pages_with_fields():
    data = written([grid([Cell(0, cols=3)], sheet=replace(SHEET, footer="第 {page} 页 共 {pages} 页 <一>"))])
    assert faults(data) == []
    footer = part(data, "word/footer1.xml")
    assert text(found(footer, "p")[0]) == "第 1 页 共 1 页 <一>"
    assert [one.text for one in footer.iter(W + "instrText")] == [" PAGE ", " NUMPAGES "]
    assert value(footer, "p/pPr/jc") == "center"


def test_another_paper_or_footer_begins_a_section_and_the_same_again_needs_no_new_footer():
    page = replace(SHEET.page, width_mm=297, height_mm=210, margins_mm=Sides(15, 20, 20, 20))
    wide = replace(SHEET, page=page, footer="横")
    none = replace(SHEET, footer="")
    order = [replace(SHEET, footer="竖"), wide, wide, replace(SHEET, footer="竖"), none]
    data = written(grid([Cell(0, str(n), cols=3)], sheet=sheet) for n, sheet in enumerate(order))
    assert faults(data) == []
    sections = list(part(data).iter(W + "sectPr"))
    assert [value(one, "pgSz", "orient") for one in sections] == [None, "landscape", None, None]
    ids = [
        one.get("{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id") for one in part(data).iter()
    ]
    assert [one for one in ids if one] == ["rIdFooter1", "rIdFooter2", "rIdFooter1", "rIdFooter3"]
    assert text(found(part(data, "word/footer3.xml"), "p")[0]) == ""
    titles = [p for p in found(part(data), "body/p") if text(p) == "表"]
    assert [len(found(p, "pPr/pageBreakBefore")) for p in titles] == [0, 0, 1, 0, 0]


def test_each_table_begins_on_a_front_side_where_wanted():
    leaf, signed = replace(SHEET, new_leaf=True), replace(SIGNED, new_leaf=True)
    grids = [grid([Cell(0, cols=3)], sheet=sheet) for sheet in (leaf, leaf, signed, signed, SHEET, SHEET)]
    data = written(grids)
    assert faults(data) == []
    body = part(data)
    assert [value(one, "type") for one in body.iter(W + "sectPr")] == ["oddPage"] * 4 + [None]
    # A section ends with the last line to sign, if there is one: a paragraph more could need a page of its own.
    closing = [text(one) for one in found(body, "body/p") if found(one, "pPr/sectPr")]
    assert closing == ["", "", *["\t\t　　年　　月　　日"] * 2]
    assert [len(found(one, "pPr/pageBreakBefore")) for one in found(body, "body/p") if text(one) == "表"] == [
        *[0] * 5,
        1,
    ]


def test_without_a_footer_there_is_none():
    data = written([grid([Cell(0, cols=3)])])
    assert found(part(data), "body/sectPr/footerReference") == []
    assert faults(data) == []


def test_no_grid_at_all_gives_an_empty_sound_file():
    data = written([])
    assert faults(data) == []
    assert found(part(data), "body/tbl") == []


@pytest.mark.parametrize("read", [Grid((Row((Cell(0, "甲"),)),)), replace(grid(), rows=())])
def test_a_grid_that_was_read_and_not_laid_out_or_has_no_row_is_refused(read: Grid):
    with pytest.raises(ValueError, match="does not stand on paper"):
        written([read])
