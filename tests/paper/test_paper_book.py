"""Many tables in one document: footers, page numbers, blank sides."""

from dataclasses import replace

import pytest
from support.paper import MM, laid, project, rows
from support.seeds import form, seeds

from perfdesk.grid.grid import Grid
from perfdesk.grid.layout import lay_out
from perfdesk.paper.book import book

NAME = form().roles.name
SHORT = project(indicators=rows(3), **{NAME: "一页的项目"})
LONG = project(indicators=rows(60), **{NAME: "长江大保护项目"})


def footers(grids):
    return [[line.text for line in page.lines if line.baseline > page.height - 15 * MM] for page in book(grids)]


def test_pages_are_numbered_through_the_whole_document():
    grids = [lay_out(form(), one) for one in seeds().projects]
    found = [lines[-1] for lines in footers(grids)]
    assert found == [f"第 {number} 页 共 14 页" for number in range(1, 15)]
    assert len(book(grids)) == 14


def test_a_table_of_several_pages_has_its_name_at_the_left_of_each_footer():
    assert footers([laid(SHORT), laid(LONG)]) == [
        ["第 1 页 共 4 页"],
        ["长江大保护项目", "第 2 页 共 4 页"],
        ["长江大保护项目", "第 3 页 共 4 页"],
        ["长江大保护项目", "第 4 页 共 4 页"],
    ]


def test_footers_stand_between_8_and_12_mm_above_the_edge():
    page = next(iter(book([laid(LONG)])))
    name, middle = page.lines[-2:]
    assert page.height - middle.baseline == pytest.approx(8 * MM + 0.2 * 12, abs=0.1)
    assert name.baseline == middle.baseline
    assert name.runs[0].x == pytest.approx(20 * MM, abs=0.1)
    left, right = middle.runs[0].x, middle.runs[-1].x + middle.runs[-1].width
    assert (left + right) / 2 == pytest.approx(page.width / 2, abs=0.1)


@pytest.mark.parametrize("name", ["很长的项目名称" * 30, "long name of a project " * 30, "\u0301" * 200 + "名" * 99])
def test_a_long_name_ends_with_an_ellipsis_after_60_mm(name):
    page = next(iter(book([laid(project(indicators=rows(60), **{NAME: name}))])))
    line = page.lines[-2]
    width = line.runs[-1].x + line.runs[-1].width - line.runs[0].x
    assert line.text.endswith("…")
    assert 50 * MM < width <= 60 * MM


def test_without_footer_no_page_has_one():
    assert footers([laid(LONG, footer=False)]) == [[], [], []]


def test_a_table_for_a_new_leaf_begins_on_an_odd_page():
    grids = [laid(SHORT, new_leaf=True), laid(LONG, new_leaf=True), laid(SHORT, new_leaf=True), laid(SHORT)]
    found = [page.grid for page in book(grids)]
    assert found == [0, 0, 1, 1, 1, 1, 2, 3]
    assert [number for number, page in enumerate(book(grids), 1) if not page.parts] == [2, 6]
    assert footers(grids)[1] == footers(grids)[5] == []
    assert footers(grids)[7] == ["第 8 页 共 8 页"]
    assert len(book(grids)) == 8


def test_no_blank_side_stands_before_the_first_table_or_after_the_last():
    assert [bool(page.parts) for page in book([laid(SHORT, new_leaf=True)])] == [True]


def test_a_book_without_tables_has_no_pages():
    assert list(book([])) == []


def test_a_table_that_was_read_from_a_file_does_not_stand_on_paper():
    with pytest.raises(ValueError, match="sheet"):
        book([Grid(())])


def test_a_footer_higher_than_the_margin_takes_its_room_from_the_table():
    made = laid(LONG)
    low = replace(made.sheet.page, margins_mm=replace(made.sheet.page.margins_mm, bottom=5))
    for page in book([replace(made, sheet=replace(made.sheet, page=low))]):
        footer = page.lines[-1].baseline - 0.8 * 12
        assert max(part.y + part.height for part in page.parts) <= footer
