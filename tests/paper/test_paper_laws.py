"""What holds for every table on paper: nothing lost, nothing twice, nothing outside its cell or its page."""

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from support.documents import texts as any_text
from support.grids import tilings
from support.paper import inked, laid, project, rows, text
from support.seeds import CENTRAL, form
from support.tables import projects

from perfdesk.grid.grid import Grid
from perfdesk.paper.pages import Page, Part
from perfdesk.paper.paginate import paginate

CONTINUED = "（续）"
SLACK = 0.01


def assert_all_texts(grid: Grid, pages: tuple[Page, ...]) -> None:
    """Each cell's text stands on its parts: once from part to part, or whole in some and else nothing."""
    parts: dict[tuple[int, int], list[Part]] = {}
    for page in pages:
        for part in page.parts:
            if not part.is_repeated:
                parts.setdefault((part.row, part.column), []).append(part)
    for row, cell in grid.cells():
        found = parts.pop((row, cell.column))
        assert [part.is_continued for part in found] == [False] + [True] * (len(found) - 1)
        whole = inked(cell.text)
        shown = [inked(text(part)) for part in found]
        if "".join(shown) != whole:
            assert whole in shown or whole + CONTINUED in shown
            assert all(
                one in ("", whole, whole + CONTINUED * part.is_continued)
                for one, part in zip(shown, found, strict=True)
            )
    assert not parts


def assert_in_order(pages: tuple[Page, ...]) -> None:
    """Parts stand by rows and columns, and no page begins before the one above it ended."""
    for page in pages:
        places = [(part.row, part.column) for part in page.parts]
        assert places == sorted(set(places))
    begun = [
        (part.row, part.column)
        for page in pages
        for part in page.parts
        if not part.is_continued and not part.is_repeated
    ]
    assert begun == sorted(begun)


def assert_whole_table(grid: Grid, page: Page) -> None:
    """The parts of a page fill a rectangle of the table's width inside the margins, without holes and overlaps."""
    sheet = grid.sheet
    margins = sheet.page.margins_mm
    if not page.parts:
        return
    left, right = min(p.x for p in page.parts), max(p.x + p.width for p in page.parts)
    top, bottom = min(p.y for p in page.parts), max(p.y + p.height for p in page.parts)
    assert right - left == pytest.approx(sum(grid.widths_mm) * 72 / 25.4, abs=0.1)
    assert top >= margins.top * 72 / 25.4 - 0.1
    assert bottom <= page.height - margins.bottom * 72 / 25.4 + 0.1
    area = sum(p.width * p.height for p in page.parts)
    assert area == pytest.approx((right - left) * (bottom - top), rel=1e-6)
    for one in page.parts:
        for other in page.parts:
            apart = (
                one is other
                or one.x + one.width <= other.x + SLACK
                or other.x + other.width <= one.x + SLACK
                or one.y + one.height <= other.y + SLACK
                or other.y + other.height <= one.y + SLACK
            )
            assert apart, (one, other)


def assert_lines_inside(part: Part) -> None:
    """Letters stand inside their part, lines under each other, runs beside each other."""
    for line in part.lines:
        size = max(run.face.size_pt for run in line.runs)
        assert part.y - SLACK <= line.baseline - size * 0.8
        assert line.baseline + size * 0.2 <= part.y + part.height + SLACK
        assert line.runs[0].x >= part.x - SLACK
        last = line.runs[-1]
        assert last.x + last.width <= part.x + part.width + SLACK
        for before, after in pairwise(line.runs):
            assert before.x + before.width <= after.x + SLACK
    for before, after in pairwise(part.lines):
        assert after.baseline > before.baseline


def assert_sound(grid: Grid) -> tuple[Page, ...]:
    """All laws for a Grid; its pages."""
    pages = paginate(grid)
    assert_all_texts(grid, pages)
    assert_in_order(pages)
    for page in pages:
        assert page.parts or page.lines
        assert_whole_table(grid, page)
        for part in page.parts:
            assert_lines_inside(part)
    outside = "".join(line.text for page in pages for line in page.lines)
    signature = "".join(text for texts in grid.sheet.signature for text in texts)
    assert inked(outside) == inked(grid.title + grid.subtitle + signature)
    return pages


LONG = st.builds(
    lambda pieces, times: "\n".join(pieces) * times, st.lists(any_text(controls=True), max_size=6), st.integers(1, 40)
)
HEIGHTS = st.sampled_from((100, 130, 160, 297))
FLAGS = st.fixed_dictionaries({name: st.booleans() for name in ("signature", "stamp", "bold_labels", "outer_border")})


@settings(max_examples=60, deadline=None)
@given(
    goals=st.tuples(LONG, LONG),
    values=st.lists(
        st.tuples(
            *[
                st.sampled_from(("产出指标", "效益" * 19)),
                st.sampled_from(("数量指标", "质量" * 30)),
                LONG,
                LONG,
                any_text(),
            ]
        ),
        max_size=9,
    ),
    name=LONG,
    height=HEIGHTS,
    flags=FLAGS,
)
def test_tables_of_any_texts_are_whole_on_paper(goals, values, name, height, flags):
    one = project(*goals, values, **{form().roles.name: name})
    assert_sound(laid(one, height, **flags))


@settings(max_examples=40, deadline=None)
@given(st.sampled_from((form(), form(CENTRAL))).flatmap(lambda of: st.tuples(st.just(of), projects(of, 12))), HEIGHTS)
def test_tables_of_both_forms_are_whole_on_paper(drawn, height):
    of, one = drawn
    assert_sound(laid(one, height, of))


@settings(max_examples=60, deadline=None)
@given(tilings(), st.integers(1, 60), st.sampled_from((60, 90, 297)))
def test_tables_of_any_merged_cells_are_whole_on_paper(grid, times, height):
    longer = tuple(
        replace(row, cells=tuple(replace(cell, text=cell.text * times) for cell in row.cells), keep_next=index % 3 == 1)
        for index, row in enumerate(grid.rows)
    )
    page = replace(grid.sheet.page, height_mm=height)
    assert_sound(replace(grid, rows=longer, sheet=replace(grid.sheet, page=page)))


@given(st.integers(0, 80), st.integers(0, 80), FLAGS)
@example(30, 16, {"signature": True})
def test_a_page_with_signatures_has_rows_of_the_table(first, second, flags):
    one = project("目标。" * 20 * first, "目标。\n" * second, rows(9))
    pages = assert_sound(laid(one, **flags))
    assert all(page.parts for page in pages)
