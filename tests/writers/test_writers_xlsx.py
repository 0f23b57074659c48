"""Excel files: every text as typed, the spans of the Grid, heights that hold the text, and the set-up for paper."""

import io
import os
import subprocess
import sys
import tempfile
import zipfile
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.worksheet.worksheet import Worksheet
from support.documents import texts
from support.grids import SHEET, grid, tilings
from support.seeds import CENTRAL, form, seeds
from support.tree import ROOT
from support.workbooks import cells, expected, opened, text, written

from perfdesk.forms.form import Style
from perfdesk.grid.grid import Cell, Grid
from perfdesk.grid.layout import lay_out
from perfdesk.model.document import Project
from perfdesk.model.text import clean
from perfdesk.writers.sheet_layout import SheetNames

PAGE_PT = (297 - 20 - 13) / 25.4 * 72


def sheet(*grids: Grid) -> Worksheet:
    return opened(written(grids)).worksheets[0]


def one_text(typed: str, style: Style | None = None) -> Worksheet:
    return sheet(grid([Cell(0, typed, cols=3, style=style or Style())]))


@pytest.fixture(scope="module")
def twelve() -> list[Grid]:
    return [lay_out(form(), project) for project in seeds().projects]


# Texts and spans.


def test_the_twelve_tables_have_a_sheet_each_with_their_cells(twelve):
    book = opened(written(twelve))
    for laid, page in zip(twelve, book.worksheets, strict=True):
        assert page.title == laid.name
        assert cells(page) == {(0, 0, 1, 6): laid.title} | expected(laid)


def test_both_forms_with_every_print_option_give_the_cells_of_the_grid():
    for one in (form(), form(CENTRAL)):
        options = replace(one.options, signature=True, stamp=True, bold_labels=True, outer_border=True)
        for project in seeds().projects[:3] if one is form() else (Project("p", one.id),):
            laid = lay_out(one, project, options)
            found = cells(sheet(laid))
            assert expected(laid, 1 + bool(laid.subtitle)).items() <= found.items()
            signed = [text for line in one.signature.lines for text in line]
            assert list(found.values())[-len(signed) - 1 :].count("") >= 1
            assert [one for one in found.values() if one in signed and one] == [one for one in signed if one]


@settings(max_examples=50, deadline=None)
@given(tilings())
def test_any_spans_are_those_of_the_grid(tiled: Grid):
    assert cells(sheet(tiled)) == {(0, 0, 1, tiled.columns): tiled.title} | expected(tiled)


@settings(max_examples=50, deadline=None)
@given(texts(controls=True))
def test_any_text_stands_as_typed_and_is_text(typed: str):
    page = one_text(typed)
    cell = page["A2"]
    assert text(cell.value) == clean(typed)
    assert cell.value is None or cell.data_type == "s"


@pytest.mark.parametrize(
    "typed",
    [
        *("=1+1", "=", "+1", "-1", "@A1", "'甲", "\t=1", "00123", "12345678901234567890", "1e5", "2026-1-1", "TRUE"),
        *("#N/A", "  甲\n乙  ", "\n甲", "_x0041_", "_x005F_x0041_", "甲\t乙", "<b>&amp;", "😀𠮷"),
    ],
)
def test_what_looks_like_something_else_stays_the_text_that_was_typed(typed: str):
    page = one_text(typed)
    assert (text(page["A2"].value), page["A2"].data_type) == (typed, "s")
    assert page["A2"].number_format == "@"


def test_a_long_text_has_no_text_format_but_a_quote_where_excel_would_calculate():
    page = sheet(grid([Cell(0, "=" + "甲" * 255), Cell(1, "乙" * 256), Cell(2, "=1")]))
    assert [page.cell(2, column).number_format for column in (1, 2, 3)] == ["General", "General", "@"]
    assert [page.cell(2, column).quotePrefix for column in (1, 2, 3)] == [True, False, False]


def test_a_text_longer_than_a_cell_can_be_goes_on_in_the_cell_below():
    typed = "\n".join("甲" * 999 + str(number) for number in range(70)) + "😀" * 20000
    page = sheet(grid([Cell(0, "标签"), Cell(1, typed, cols=2)]))
    parts = [one for place, one in cells(page).items() if place[1] == 1]
    assert "".join(parts) == typed
    assert len(parts) > 2
    assert max(len(part.encode("utf-16-le")) // 2 for part in parts) <= 32767
    assert page.merged_cells.ranges  # the label stands beside all of them
    assert [one for place, one in cells(page).items() if place[1] == 0 and place[0] > 0] == ["标签"]


def test_a_text_that_escapes_make_too_long_is_not_cut_off():
    typed = "_x0041_" * 4681
    assert "".join(one for place, one in cells(one_text(typed)).items() if place[0]) == typed


@pytest.mark.parametrize(
    "rows",
    [
        [[Cell(0, cols=2), Cell(1)]],
        [[Cell(0), Cell(0)]],
        [[Cell(0, rows=2, cols=3)], [Cell(1)]],
        [[Cell(2, cols=2)]],
        [[Cell(3)]],
        [[Cell(0, rows=2)]],
    ],
)
def test_cells_that_overlap_or_stick_out_are_refused_and_leave_no_file_behind(rows, tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    with pytest.raises(ValueError, match="overlap"):
        written([grid([Cell(0)]), grid(*rows)])
    assert list(tmp_path.iterdir()) == []


def test_a_hole_is_a_cell_with_borders():
    page = sheet(grid([Cell(1, "甲", rows=2)], [Cell(0, "乙")]))
    assert {page.cell(row, column).border.left.style for row in (2, 3) for column in (1, 2, 3)} == {"thin"}


def test_a_grid_that_does_not_stand_on_paper_is_refused():
    with pytest.raises(ValueError, match="paper"):
        written([replace(grid([Cell(0)]), sheet=None)])


# Names of sheets.


@pytest.mark.parametrize(
    ("names", "sheets"),
    [
        (["甲", "甲", "甲-2", "甲"], ["甲", "甲-2", "甲-2-2", "甲-3"]),
        (["Ab", "aB"], ["Ab", "aB-2"]),
        (["", " \n"], ["表", "表-2"]),
        (["[a]:b*c?d/e\\f'"], ["［a］：b＊c？d／e＼f＇"]),  # noqa: RUF001
        (["History", "history"], ["History_", "history-2"]),
        (["甲" * 40, "甲" * 40], ["甲" * 31, "甲" * 29 + "-2"]),
        (["😀" * 20], ["😀" * 15]),
        (["a\tb\n c\x00"], ["a b c"]),
    ],
)
def test_sheets_have_names_that_excel_takes(names, sheets):
    grids = [replace(grid([Cell(0, "甲")]), name=name, title="") for name in names]
    assert opened(written(grids)).sheetnames == sheets


@settings(max_examples=50, deadline=None)
@given(st.lists(texts(controls=True) | st.text(max_size=40) | st.sampled_from(("History", "甲" * 40)), max_size=9))
def test_any_names_give_different_names_that_excel_takes(names):
    sheets = SheetNames()
    found = [sheets.add(name) for name in names]
    assert len({name.casefold() for name in found}) == len(names)
    assert all(0 < len(name.encode("utf-16-le")) // 2 <= 31 and not set(name) & set("[]:*?/\\'") for name in found)
    assert "history" not in {name.casefold() for name in found}


# Paper.


def test_columns_are_as_wide_as_on_paper_counted_in_digits_of_seven_pixels(twelve):
    page = opened(written(twelve)).worksheets[0]
    widths = [page.column_dimensions[letter].width * 7 for letter in "ABCDEF"]
    assert widths == pytest.approx([38, 102, 109, 129, 132, 133])
    assert sum(widths) / 96 * 25.4 == pytest.approx(170, abs=0.2)
    normal = opened(written(twelve))._named_styles["Normal"].font
    assert (normal.name, normal.sz) == ("Times New Roman", 10.5)


def test_a_sheet_is_one_a4_page_wide_and_says_which_page_it_is(twelve):
    page = opened(written(twelve)).worksheets[0]
    assert (page.page_setup.paperSize, page.page_setup.orientation) == (9, "portrait")
    assert page.sheet_properties.pageSetUpPr.fitToPage
    assert (page.page_setup.fitToWidth, page.page_setup.fitToHeight) == (1, 0)
    assert page.print_options.horizontalCentered
    assert page.oddFooter.center.text.strip() == "第 &P 页 共 &N 页"
    assert page.print_area == f"'{page.title}'!$A$1:$F${page.max_row}"
    margins = page.page_margins
    assert [round(inch * 25.4) for inch in (margins.top, margins.right, margins.bottom, margins.left)] == [
        20,
        18,
        13,
        18,
    ]


def test_a_footer_that_is_not_wanted_is_not_there_and_ands_in_it_are_no_codes():
    assert not sheet(grid([Cell(0)])).oddFooter.center.text
    footer = sheet(grid([Cell(0)], sheet=replace(SHEET, footer="甲&P乙 {page}/{pages}"))).oddFooter.center.text
    assert footer.strip() == "甲&&P乙 &P/&N"


def heights(page: Worksheet) -> list[float]:
    return [page.row_dimensions[row].height for row in range(1, page.max_row + 1)]


def test_rows_are_as_tall_as_on_paper_and_no_taller_than_excel_has_them(twelve):
    book = opened(written(twelve))
    for page in book.worksheets:
        found = heights(page)
        assert found[0] == pytest.approx(34, abs=0.75)
        assert max(found) <= 409
        assert all(height >= 22.5 for height in found)
    assert heights(book.worksheets[0])[1:8] == [22.5] * 7
    pages = [sum(heights(page)) / PAGE_PT for page in book.worksheets]
    assert [share > 1 for share in pages] == [number in (1, 4) for number in range(1, 13)]


def test_a_cell_taller_than_excels_rows_takes_several_and_what_stands_beside_it_too():
    typed = "\n".join("一二三四五六七八九十" for _ in range(100))
    page = sheet(grid([Cell(0, "左"), Cell(1, typed, cols=2, style=Style(valign="top"))], [Cell(0, "下", cols=3)]))
    found = cells(page)
    rows = page.max_row - 2
    assert rows > 1
    assert found == {(0, 0, 1, 3): "表", (1, 0, rows, 1): "左", (1, 1, rows, 2): typed, (rows + 1, 0, 1, 3): "下"}
    assert max(heights(page)) <= 409
    assert sum(heights(page)[1:-1]) >= 100 * 16


def test_a_merged_cell_with_much_text_makes_its_last_row_taller():
    page = sheet(grid([Cell(0, "一二三四五六七八九十" * 5, rows=2), Cell(1)], [Cell(1)]))
    assert sum(heights(page)[1:3]) >= 13 * 16
    assert heights(page)[1] == 22.5


def test_a_text_with_a_letter_a_line_on_paper_stands_upright(twelve):
    rotations = {cell.value: cell.alignment.textRotation for row in sheet(twelve[1]).rows for cell in row}
    assert [text for text, turned in rotations.items() if turned] == ["绩效指标"]
    assert rotations["绩效指标"] == 255


def test_a_text_as_tall_as_its_cell_has_its_lines_spread_and_others_begin_at_the_top():
    top = Style(valign="top")
    assert one_text("甲\n乙\n丙", top)["A2"].alignment.vertical == "justify"
    assert one_text("甲", replace(top, line_pt=8))["A2"].alignment.vertical == "top"
    assert one_text("甲\n乙\n丙")["A2"].alignment.vertical == "center"


def breaks(page: Worksheet) -> list[int]:
    return [one.id for one in page.row_breaks.brk]


def tall(count: int, *kept: int) -> Grid:
    """Rows of 40 mm, of which six go on a page; those numbered in `kept` stay with the next."""
    made = grid(*[[Cell(0, str(row), cols=3)] for row in range(count)], title="")
    rows = tuple(replace(row, min_mm=40, keep_next=index in kept) for index, row in enumerate(made.rows))
    return replace(made, rows=rows)


def test_pages_end_where_they_must_and_only_there():
    assert breaks(sheet(tall(7))) == []
    assert breaks(sheet(tall(7, 5))) == [5]
    assert breaks(sheet(tall(7, 4, 5))) == [4]
    assert breaks(sheet(tall(14, 5, 10))) == [5, 10]
    assert breaks(sheet(tall(9, *range(9)))) == []


def test_the_last_row_goes_along_with_lines_to_sign():
    signed = replace(SHEET, signature=(("甲", "乙", "丙"), ("丁", "", "戊")))
    one = tall(6, 5)
    assert breaks(sheet(replace(one, sheet=signed))) == [5]


def test_a_label_in_which_a_page_ends_stands_at_its_top():
    made = tall(8)
    rows = (replace(made.rows[0], cells=(Cell(0, "左", rows=8), Cell(1, "右", cols=2))),)
    rows += tuple(replace(row, cells=(Cell(1, "右", cols=2),)) for row in made.rows[1:])
    page = sheet(replace(made, rows=rows))
    assert [page["A1"].alignment.vertical, page["B1"].alignment.vertical] == ["top", "center"]


def test_an_outer_border_is_stronger_and_none_is_none():
    framed = sheet(
        grid([Cell(0, cols=2), Cell(2)], [Cell(0), Cell(1), Cell(2)], sheet=replace(SHEET, outer_border_pt=1))
    )
    assert [framed["A2"].border.left.style, framed["A2"].border.top.style, framed["A2"].border.bottom.style] == [
        "medium",
        "medium",
        "thin",
    ]
    assert [framed["C3"].border.right.style, framed["C3"].border.bottom.style] == ["medium", "medium"]
    assert framed["A1"].border.left.style is None


def test_lines_to_sign_stand_under_the_table_in_thirds():
    one = lay_out(form(), seeds().projects[5], replace(form().options, signature=True, stamp=True))
    page = sheet(one)
    below = {place: shown for place, shown in cells(page).items() if place[0] > len(one.rows) and shown}
    assert [(place[1], shown) for place, shown in below.items()] == [
        (0, "填报人："),
        (3, "审核人："),
        (4, "单位负责人："),
        (0, "联系电话："),
        (4, "单位（盖章）："),
        (4, "　　年　　月　　日"),
    ]
    assert sum(heights(page)[len(one.rows) + 1 :]) == pytest.approx(12 + 30 + 45 / 25.4 * 72, abs=3)


# The file.


def test_the_same_grids_give_the_same_bytes_in_another_process_and_tell_no_time_and_no_user(twelve, tmp_path):
    data = written(twelve)
    program = (
        "import sys; from support.seeds import form, seeds; from support.workbooks import written;"
        "from perfdesk.grid.layout import lay_out;"
        "sys.stdout.buffer.write(written(lay_out(form(), project) for project in seeds().projects))"
    )
    paths = os.pathsep.join((str(ROOT), str(ROOT / "tests")))
    variables = {"PYTHONPATH": paths, "PYTHONHASHSEED": "7", "PATH": "", "TZ": "Asia/Shanghai"}
    again = subprocess.run(
        [sys.executable, "-c", program], env=variables, capture_output=True, check=True, cwd=tmp_path
    )
    assert again.stdout == data
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        assert {member.date_time for member in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        core = package.read("docProps/core.xml").decode()
    assert "项目绩效目标表</" in core
    assert "created" not in core
    assert "creator" not in core


def test_no_sheet_is_kept_after_writing(twelve, tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    written(twelve)
    assert list(tmp_path.iterdir()) == []
