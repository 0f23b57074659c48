"""HTML and the clipboard: every text as typed, the spans of the Grid, and nothing that leaves the file."""

import io
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree, html
from support.documents import texts
from support.grids import SHEET, grid, tilings
from support.seeds import CENTRAL, form, seeds

from perfdesk.forms.form import Style
from perfdesk.grid.grid import Cell, Grid
from perfdesk.grid.layout import lay_out
from perfdesk.model.document import Project
from perfdesk.model.text import clean
from perfdesk.writers.clipboard import content
from perfdesk.writers.html import write

SIGNED = replace(SHEET, signature=(("填报人：", "", "负责人："), ("", "", "　　年　　月　　日")), stamp_mm=45)


def written(*grids: Grid) -> str:
    out = io.BytesIO()
    write(grids, out)
    return out.getvalue().decode()


def parsed(page: str) -> html.HtmlElement:
    return html.fromstring(page.encode(), parser=html.HTMLParser(encoding="utf-8", huge_tree=True))


def text(cell: html.HtmlElement) -> str:
    """The text of a cell: an element a paragraph, no-break spaces as the spaces that they stand for."""
    paragraphs = cell.findall("p") or [cell]
    return "\n".join(paragraph.text_content() for paragraph in paragraphs).replace("\u00a0", " ")


def cells(table: html.HtmlElement) -> list[tuple[int, Cell]]:
    """The cells of a table with their rows, placed as HTML places them."""
    found: list[tuple[int, Cell]] = []
    taken: set[tuple[int, int]] = set()
    for row, line in enumerate(table.iter("tr")):
        column = 0
        for cell in line.iter("td"):
            while (row, column) in taken:
                column += 1
            rows, cols = int(cell.get("rowspan", "1")), int(cell.get("colspan", "1"))
            taken |= {(row + down, column + right) for down in range(rows) for right in range(cols)}
            found.append((row, Cell(column, text(cell), rows, cols)))
    return found


def expected(laid: Grid) -> list[tuple[int, Cell]]:
    return [(row, Cell(c.column, clean(c.text).replace("\u00a0", " "), c.rows, c.cols)) for row, c in laid.cells()]


@pytest.fixture(scope="module")
def twelve() -> list[Grid]:
    return [lay_out(form(), project) for project in seeds().projects]


def test_the_twelve_tables_are_twelve_tables_with_their_cells_and_titles(twelve):
    page = parsed(written(*twelve))
    assert page.get("lang") == "zh-CN"
    assert page.findtext("head/title") == twelve[0].title
    sections = page.findall("body/div")
    assert [section.findtext("p") for section in sections] == [laid.title for laid in twelve]
    assert [cells(section.find("table")) for section in sections] == [expected(laid) for laid in twelve]


def test_each_table_but_the_first_begins_a_page(twelve):
    titles = [section.find("p").get("style") for section in parsed(written(*twelve)).findall("body/div")]
    assert ["page-break-before:always" in style for style in titles] == [False] + [True] * 11
    untitled = parsed(written(*(replace(laid, title="") for laid in twelve[:2])))
    tables = [table.get("style") for table in untitled.iter("table")]
    assert ["page-break-before:always" in style for style in tables] == [False, True]


def test_both_forms_with_every_print_option_say_what_the_grid_says():
    for one in (form(), form(CENTRAL)):
        options = replace(one.options, signature=True, stamp=True, bold_labels=True, outer_border=True)
        for project in seeds().projects[:3] if one is form() else (Project("p", one.id),):
            laid = lay_out(one, project, options)
            table, signature = parsed(written(laid)).iter("table")
            assert cells(table) == expected(laid)
            assert [text(cell) for cell in signature.iter("td")] == [
                one for line in laid.sheet.signature for one in line
            ]


@settings(max_examples=50, deadline=None)
@given(tilings())
def test_any_spans_are_those_of_the_grid(tiled: Grid):
    (table,) = parsed(written(tiled)).iter("table")
    assert cells(table) == expected(tiled)


@settings(max_examples=50, deadline=None)
@given(texts(controls=True), st.text(max_size=20))
def test_any_text_stands_as_typed(first: str, second: str):
    laid = grid([Cell(0, first), Cell(1, second, cols=2)])
    (table,) = parsed(written(laid)).iter("table")
    assert cells(table) == expected(laid)


@pytest.mark.parametrize(
    ("typed", "stands"),
    [
        ("甲 乙", "甲 乙"),
        (" 甲  乙   丙 ", "\u00a0甲 \u00a0乙 \u00a0\u00a0丙\u00a0"),
        ("　甲", "　甲"),
        ("<b>&amp;", "&lt;b&gt;&amp;amp;"),
        ('"', '"'),
    ],
)
def test_blanks_are_kept_and_signs_escaped(typed: str, stands: str):
    assert f">{stands}</td>" in written(grid([Cell(0, typed, cols=3)]))


def test_a_paragraph_of_several_has_its_own_indent_and_an_empty_one_is_not_lost():
    goal = Style(align="both", valign="top", indent_chars=2)
    (cell,) = parsed(written(grid([Cell(0, "甲\n\n乙", cols=3, style=goal)]))).iter("td")
    assert [paragraph.text_content() for paragraph in cell] == ["甲", "", "乙"]
    assert all("text-indent:2em" in paragraph.get("style") for paragraph in cell)
    assert cell[1].find("br") is not None


def test_measures_are_those_of_the_paper(twelve):
    page = parsed(written(twelve[0]))
    assert "@page{size:210mm 297mm;margin:20mm 20mm 15mm 20mm}" in page.findtext("head/style")
    widths = [column.get("style") for column in page.iter("col")]
    assert widths == [f"width:{mm}mm" for mm in (10, 27, 29, 34, 35, 35)]
    assert {row.get("style").split("height:")[1] for row in page.iter("tr")} == {"8mm", "16mm"}
    (goal, *_more) = [cell for cell in page.iter("td") if "vertical-align:top" in cell.get("style")]
    assert "line-height:16pt" in goal.get("style")
    assert "'Times New Roman','宋体'" in goal.get("style")


def test_every_cell_says_that_it_is_text(twelve):
    for cell in parsed(written(*twelve)).iter("td"):
        assert "mso-number-format:'\\@'" in cell.get("style")
        assert cell.get("sdnum") == "2052;0;@"


def test_the_file_needs_nothing_else_and_is_the_same_each_time(twelve):
    page = written(*twelve)
    assert page == written(*twelve)
    root = parsed(page)
    assert not [one for one in root.iter() if one.get("src") or one.get("href")]
    assert not root.xpath("//script|//link")
    assert "url(" not in page


def test_room_for_a_seal_stands_before_the_last_line():
    (_table, signature) = parsed(written(grid([Cell(0)], sheet=SIGNED))).iter("table")
    above = [row[0].get("style").split("pt")[0].removeprefix("padding:") for row in signature.iter("tr")]
    assert [float(one) for one in above] == pytest.approx([12, 45 / 25.4 * 72 - 60], abs=0.01)


def test_no_table_is_an_empty_page_and_one_that_does_not_stand_on_paper_is_refused():
    assert not list(parsed(written()).iter("table"))
    with pytest.raises(ValueError, match="paper"):
        written(replace(grid([Cell(0)]), sheet=None))


def test_the_clipboard_has_the_tables_between_the_marks_and_as_text(twelve):
    copied = content(twelve[:2])
    inside = copied.html.split("<!--StartFragment-->")[1].split("<!--EndFragment-->")[0]
    found = html.fragments_fromstring(inside.strip())
    tables = [table for section in found if isinstance(section, etree._Element) for table in section.iter("table")]
    assert [cells(table) for table in tables] == [expected(laid) for laid in twelve[:2]]
    assert copied.text.count("## 项目绩效目标表") == 2
    assert "\n项目名称\t\t督办、国安及综合调研工作经费" in copied.text
    assert "@page" not in copied.html
