"""Where a table may break over pages, and what the next page repeats."""

import time
from dataclasses import replace
from itertools import accumulate

import pytest
from support.grids import grid
from support.paper import MM, find, inked, laid, parts_of, project, rows, text, texts
from support.seeds import CENTRAL, form, seeds

from perfdesk.forms.form import Sides, Style
from perfdesk.grid.grid import Cell, Grid, Row
from perfdesk.grid.layout import lay_out
from perfdesk.model.place import Place
from perfdesk.paper.paginate import paginate

LINES = (
    "这是目标的一个段落。",
    "这是目标的一个段落，" * 6 + "两行。",
    "这是目标的一个段落，" * 10 + "三行。",
    "这是目标的一个段落，" * 16 + "五行。",
)
FULL = "满" * 34
"""A line of a goal from edge to edge."""


def goal_row(laid_out: Grid) -> int:
    """The row of the annual goal's text."""
    goal = form().roles.annual_goal
    return next(row for row, cell in laid_out.cells() if cell.place and cell.place.field == goal)


def heading_row(laid_out: Grid) -> int:
    return next(row for row, one in enumerate(laid_out.rows) if one.heading)


@pytest.mark.parametrize("before", range(16))
def test_two_lines_of_a_paragraph_stand_on_either_side_of_a_break(before):
    paragraphs = (*("前",) * before, *LINES * 6)
    made = laid(project("\n".join(paragraphs)), 160)
    pieces = [[line.text for line in part.lines] for part in parts_of(paginate(made), goal_row(made), 2)]
    assert len(pieces) > 2
    whole = [line for piece in pieces for line in piece]
    ends, line = set(), 0
    for paragraph in paragraphs:
        count = next(n for n, done in enumerate(accumulate(whole[line:]), 1) if done == paragraph)
        line += count
        ends.add(line)
        breaks = [at - (line - count) for at in accumulate(map(len, pieces)) if line - count < at < line]
        assert all(2 <= at <= count - 2 for at in breaks), (paragraph, breaks)
    assert line == len(whole)


def test_a_break_uses_all_the_lines_that_fit():
    (first, second) = parts_of(paginate(laid(project("目标。\n" * 60))), 10, 2)
    page = form().page.height_mm * MM - 15 * MM
    assert first.y + first.height > page - 17
    assert len(first.lines) + len(second.lines) == 60


@pytest.mark.parametrize("goal", ["一段。", "第一段。\n第二段。\n第三段。", FULL * 9])
@pytest.mark.parametrize("filling", range(24, 40))
def test_a_goal_stands_under_its_heading_and_indicators_under_their_column_names(filling, goal):
    made = laid(project(goal, "目标。\n" * filling, rows(12)))
    pages = paginate(made)
    assert len(pages) > 1
    for page in pages:
        last = max(part.row for part in page.parts)
        assert not made.rows[last].keep_next


@pytest.mark.parametrize("count", [3, 17, 18, 19, 40, 60])
def test_indicator_rows_do_not_break_and_column_names_are_repeated_above_them(count):
    made = laid(project("目标。\n" * 12, "目标。\n" * 12, rows(count, "分两行写下的指标值")))
    heading = heading_row(made)
    names = [cell.text for cell in made.rows[heading].cells]
    for number, page in enumerate(paginate(made)):
        own = [part for part in page.parts if part.row > heading and part.column > 3]
        assert {len(part.lines) for part in own} <= {0, 2}
        assert not any(part.is_continued for part in own)
        repeated = [part for part in page.parts if part.is_repeated]
        if number and own:
            assert [text(part) for part in repeated] == names[1:]
            label = next(part for part in page.parts if (part.row, part.column) == (heading, 0))
            assert label.y == repeated[0].y == min(part.y for part in page.parts)
        else:
            assert not repeated


def test_column_names_are_not_repeated_where_the_indicators_begin_a_page():
    made = laid(seeds().projects[0])
    first, second = paginate(made)
    assert not [part for page in (first, second) for part in page.parts if part.is_repeated]
    assert "三级指标" in texts(second)


@pytest.mark.parametrize(("min_mm", "is_repeated"), [(60, True), (70, False)])
def test_column_names_higher_than_half_a_page_are_not_repeated(min_mm, is_repeated):
    made = laid(project(indicators=rows(30)), 160)
    heading = heading_row(made)
    tall = replace(made.rows[heading], min_mm=min_mm)
    pages = paginate(replace(made, rows=(*made.rows[:heading], tall, *made.rows[heading + 1 :])))
    assert any(part.is_repeated for page in pages for part in page.parts) == is_repeated


def test_an_indicator_higher_than_a_page_breaks_by_lines_under_its_column_names():
    value = "完成全部监测站点的建设，" * 70
    made = laid(project(indicators=[("满意度指标", "服务对象满意度", "很长", value, "一项"), *rows(2)]))
    row = next(row for row, cell in made.cells() if cell.text == value)
    pages = paginate(made)
    values = parts_of(pages, row, 4)
    assert [bool(part.lines) for part in values] == [True] * 3
    assert "".join(map(text, values)) == value
    assert [text(part) for part in parts_of(pages, row, 5)] == ["一项", "", ""]
    assert [text(part) for part in parts_of(pages, row, 1)] == ["满意度指标", *["满意度指标（续）"] * 2]
    assert row in [part.row for part in pages[0].parts]
    assert [text(part) for part in pages[1].parts if part.is_repeated][2] == "三级指标"


def test_a_merged_label_is_centred_in_what_is_seen_of_it_and_continued():
    made = laid(project("目标。\n" * 90))
    first, second, third = parts_of(paginate(made), 7, 0)
    assert [text(part) for part in (first, second, third)] == ["总体绩效目标", *["总体绩效目标（续）"] * 2]
    for part in (first, second, third):
        middle = part.lines[0].baseline + 0.2 * 16 - 8 * len(part.lines)
        assert middle == pytest.approx(part.y + part.height / 2, abs=0.01)


def test_a_label_too_narrow_for_the_mark_stands_on_each_page_as_it_is():
    made = laid(project(indicators=rows(60)))
    pages = paginate(made)
    heading = heading_row(made)
    assert [text(part) for part in parts_of(pages, heading, 0)] == ["绩效指标"] * 3
    assert all(len(line.text) == 1 for part in parts_of(pages, heading, 0) for line in part.lines)
    assert [text(part) for part in parts_of(pages, heading + 1, 1)] == ["产出指标", "产出指标（续）", "产出指标（续）"]


@pytest.mark.parametrize(("rows_left", "shown"), [(1, ""), (2, "绩效指标"), (5, "绩效指标")])
def test_a_part_too_low_for_a_text_goes_without(rows_left, shown):
    for filling in range(60):
        made = laid(project("目标。\n" * filling, indicators=rows(20)))
        pages = paginate(made)
        label = parts_of(pages, heading_row(made), 0)
        if len(label) == 2 and round(label[1].height / (8 * MM)) == rows_left + 1:
            assert text(label[1]) == shown
            return
    pytest.fail("no break there")


def test_a_level_in_one_row_of_the_next_page_goes_without_the_mark():
    satisfied = ("满意度指标", "服务对象满意度")
    shown = []
    for count in range(10, 20):
        made = laid(project(indicators=rows(count, levels=satisfied)))
        row = next(row for row, cell in made.cells() if cell.text == satisfied[1])
        shown += [
            text(part) for part in parts_of(paginate(made), row, 2) if part.height == pytest.approx(8 * MM, abs=0.1)
        ]
    assert set(shown) == {satisfied[1]}


def cells(count: int, *first: Cell, keep: int = -1) -> Grid:
    """Rows of one line in the third column, beside cells of the first two, which begin in the first row."""
    lines = [Row((*(first if row == 0 else ()), Cell(2, "行")), 8, keep_next=row == keep) for row in range(count)]
    made = grid(columns=3)
    return replace(made, rows=tuple(lines))


@pytest.mark.parametrize("place", [None, Place("p", "field")])
def test_a_merged_text_higher_than_its_rows_grows_the_last_of_them(place):
    (page,) = paginate(cells(4, Cell(0, "高" * 30, rows=3, place=place), Cell(1, rows=4)))
    heights = [part.height for part in page.parts if part.column == 2]
    assert heights == pytest.approx([22.7, 22.7, 8 * 16 + 28 * 2 / 20 + 0.5 - 2 * 22.7, 22.7], abs=0.1)


def test_a_merged_text_that_has_no_room_before_a_break_gets_it_after():
    made = cells(36, Cell(0, rows=36), Cell(1, rows=29))
    tall = replace(made.rows[29], cells=(Cell(1, "高" * 24, rows=4), *made.rows[29].cells))
    last = replace(made.rows[33], cells=(Cell(1, rows=3), *made.rows[33].cells))
    pages = paginate(replace(made, rows=(*made.rows[:29], tall, *made.rows[30:33], last, *made.rows[34:])))
    first, second = parts_of(pages, 29, 1)
    assert [text(first), text(second)] == ["", "高" * 24]
    assert second.height == pytest.approx(6 * 16 + 28 * 2 / 20 + 0.5)


def test_rows_that_keep_with_the_next_move_together():
    sheet = grid().sheet
    full = next(n for n in range(20, 60) if len(paginate(cells(n))) == 2) - 1
    made = cells(full + 2, keep=full - 1)
    assert made.sheet == sheet
    first, second = paginate(made)
    assert {part.row for part in second.parts if part.column == 2} == {full - 1, full, full + 1}
    assert len([part for part in first.parts if part.column == 2]) == full - 1


def test_a_level_under_repeated_column_names_has_room_in_its_own_rows():
    long = "效益指标" * 8
    for count in range(10, 20):
        made = laid(
            project(
                indicators=[*rows(count), *rows(4, levels=("效益指标", long)), *rows(4, levels=("效益指标", "其他"))]
            )
        )
        row = next(row for row, cell in made.cells() if cell.text == long)
        assert {long, long + "（续）"} & {text(part) for part in parts_of(paginate(made), row, 2)}


def test_each_of_two_tall_levels_that_a_break_divides_is_shown():
    made = laid(
        project(indicators=[row for n in range(20) for row in rows(4, levels=("效益指标", f"第{n}项" * 9))]), 130
    )
    pages = paginate(made)
    for row, cell in made.cells():
        if cell.text.startswith("第") and cell.rows == 4:
            assert {cell.text, cell.text + "（续）"} & {text(part) for part in parts_of(pages, row, 2)}


def test_column_names_are_repeated_over_indicators_alone():
    place = Place("p", "", "i", "value")
    lines = [Row((Cell(0, "名", cols=3),), 8, heading=True)]
    lines += [Row((Cell(0, "值", cols=3, place=place),), 8)] * 40 + [Row((Cell(0, "注", cols=3),), 8)] * 40
    pages = paginate(replace(grid(), rows=tuple(lines)))
    assert ["名" in texts(page) for page in pages] == [True, True, False]


def test_rows_that_cannot_keep_with_the_next_stay_whole():
    place = Place("p", "field")
    lines = [Row((Cell(0, "行\n" * 19 + "行", cols=3, place=place),), 8, keep_next=keep) for keep in (True, False)]
    pages = paginate(replace(grid(title="标\n" * 4 + "题"), rows=tuple(lines)))
    assert [[len(part.lines) for part in page.parts] for page in pages] == [[20], [20]]


def test_a_row_of_great_least_height_takes_a_page_and_no_more():
    lines = [Row((Cell(0, "行", cols=3),), least) for least in (8, 400, 400, 8)]
    pages = paginate(replace(grid(), rows=tuple(lines)))
    assert [len(page.parts) for page in pages] == [1, 1, 1, 1]
    assert all(part.y + part.height <= (297 - 15) * MM + 0.1 for page in pages for part in page.parts)


def test_a_page_with_room_for_one_line_has_one():
    place = Place("p", "field")
    made = replace(grid(title="", sheet=replace(grid().sheet, page=replace(grid().sheet.page, height_mm=42))))
    pages = paginate(replace(made, rows=(Row((Cell(0, "一" * 20, cols=3, place=place),), 8),)))
    assert [text(page.parts[0]) for page in pages] == ["一" * 15, "一" * 5]


def test_more_lines_to_sign_than_a_page_has_go_on_on_the_next():
    made = laid(project(indicators=rows(9)))
    names = tuple((f"第{number}人：", "日期：") for number in range(40))
    pages = paginate(replace(made, sheet=replace(made.sheet, signature=names)))
    assert [line.runs[0].text for page in pages for line in page.lines][1::1].count("第") == 40
    first = pages[1].lines[0]
    assert first.baseline == pytest.approx(20 * MM + 0.8 * 30, abs=0.1)
    assert all(line.baseline < (297 - 15) * MM for page in pages for line in page.lines)
    assert pages[0].parts
    assert pages[0].lines[1:]


def test_a_label_beside_a_goal_that_breaks_stands_on_each_page():
    of = form(CENTRAL)
    made = laid(project("目标。\n" * 60, of=of), of=of)
    row = next(row for row, cell in made.cells() if cell.place and cell.place.field == of.roles.annual_goal)
    label = made.rows[row].cells[0].text
    assert [text(part) for part in parts_of(paginate(made), row, 0)] == [label, label]


@pytest.mark.parametrize("stamp", [False, True])
@pytest.mark.parametrize("count", range(13, 24))
def test_signatures_stand_with_the_last_row(count, stamp):
    made = laid(project(indicators=rows(count)), signature=True, stamp=stamp)
    page = paginate(made)[-1]
    signature = [line for line in page.lines if line.text.startswith(("填报人", "联系电话", "年"))]
    assert len([line for line in page.lines if "单位负责人" in line.text]) == 1
    assert max(part.row for part in page.parts) == len(made.rows) - 1
    assert signature[0].baseline > max(part.y + part.height for part in page.parts)


def test_a_last_goal_that_breaks_leaves_two_lines_with_the_signatures():
    of = form(CENTRAL)
    one = replace(of, rows=of.rows[:-1])
    for lines in range(30, 40):
        made = laid(project("目标。" * 12 * lines, of=one), of=one, signature=True)
        parts = parts_of(paginate(made), len(made.rows) - 1, 1)
        assert len(parts[-1].lines) >= 2


def test_the_seal_has_its_room_over_the_last_two_lines():
    for stamp, distance in ((False, 30), (True, 45 * MM - 30)):
        (page,) = paginate(laid(project(), signature=True, stamp=stamp))
        first, second, third = [line.baseline for line in page.lines[1:]]
        assert second - first == 30
        assert third - second == pytest.approx(distance, abs=0.1)


def test_lines_to_sign_stand_at_thirds_of_the_text_width():
    (page,) = paginate(laid(project(), signature=True))
    edges = [run.x for run in page.lines[1].runs]
    assert edges == pytest.approx([20 * MM, (20 + 170 / 3) * MM, (20 + 340 / 3) * MM], abs=0.1)
    bottom = max(part.y + part.height for part in page.parts)
    assert page.lines[1].baseline == pytest.approx(bottom + 12 + 0.8 * 30)


def test_borders_are_closed_at_each_break_and_drawn_once():
    made = laid(project("目标。\n" * 20, "目标。\n" * 20, rows(40)), outer_border=True)
    for page in paginate(made):
        left, right = 20 * MM, 190 * MM
        top, bottom = min(part.y for part in page.parts), max(part.y + part.height for part in page.parts)
        outer = [rule for rule in page.rules if rule.width == 1]
        corners = [
            (left, top, right, top),
            (left, bottom, right, bottom),
            (left, top, left, bottom),
            (right, top, right, bottom),
        ]
        assert [[rule.x1, rule.y1, rule.x2, rule.y2] for rule in outer] == [
            pytest.approx(one, abs=0.1) for one in corners
        ]
        inner = [rule for rule in page.rules if rule.width == 0.5]
        ends = {(rule.x1, rule.y1) for rule in page.rules}
        assert not [rule for rule in inner if (rule.x2, rule.y2) in ends]
        assert all(left < rule.x2 and top < rule.y2 and (rule.y1 < bottom - 1 or rule.y1 != rule.y2) for rule in inner)
        assert len(inner) + len(outer) == len(page.rules) == len(set(page.rules))
        for part in page.parts:
            inside = (part.x + 1, part.y + 1, part.x + part.width - 1, part.y + part.height - 1)
            for rule in inner:
                outside = (rule.x2 < inside[0], rule.y2 < inside[1], rule.x1 > inside[2], rule.y1 > inside[3])
                assert any(outside)
            edges = ((part.x, part.y + part.height, True), (part.x + part.width, part.y, False))
            for x, y, is_lower in edges:
                end = (x + part.width, y) if is_lower else (x, y + part.height)
                assert any(
                    rule.x1 <= x + 0.01
                    and rule.y1 <= y + 0.01
                    and rule.x2 >= end[0] - 0.01
                    and rule.y2 >= end[1] - 0.01
                    for rule in page.rules
                )


def test_a_long_title_takes_the_pages_it_needs():
    made = replace(laid(project()), title="标题" * 900)
    pages = paginate(made)
    assert "".join(line.text for page in pages for line in page.lines) == made.title
    assert [bool(page.parts) for page in pages] == [False] * (len(pages) - 1) + [True]


@pytest.mark.parametrize("margins", [Sides(150, 20, 150, 20), Sides(20, 105, 15, 105), Sides(290, 200, 290, 200)])
def test_margins_that_leave_nothing_end_too(margins):
    made = lay_out(form(), seeds().projects[0])
    page = replace(made.sheet.page, margins_mm=margins)
    pages = paginate(replace(made, sheet=replace(made.sheet, page=page)))
    assert "服务对象满意度" in "".join(text(part) for page in pages for part in page.parts)


def test_columns_narrower_than_their_margins_end_too():
    made = lay_out(form(), seeds().projects[0])
    assert paginate(replace(made, widths_mm=(1.0, 2.0, 0.5, 3.0, 1.0, 1.0)))


def test_time_grows_with_the_rows():
    def seconds(count: int) -> float:
        made = laid(project("目标。\n" * count, indicators=rows(count)), signature=True)
        begin = time.process_time()
        pages = paginate(made)
        assert len(pages) > count // 60
        return time.process_time() - begin

    seconds(500)
    assert min(seconds(2000) for _ in range(2)) < 10 * min(seconds(500) for _ in range(3))


def test_places_go_with_the_parts():
    made = laid(project("目标。\n" * 60))
    first, second = parts_of(paginate(made), goal_row(made), 2)
    assert first.place == second.place == Place("p", form().roles.annual_goal)


def test_text_of_one_style_stands_by_its_vertical_alignment():
    for valign, top in (("top", 0.0), ("center", 0.5), ("bottom", 1.0)):
        style = Style(valign=valign)
        made = replace(grid(columns=1), rows=(Row((Cell(0, "字", style=style),), 50),))
        (part,) = paginate(made)[0].parts
        free = part.height - 16 - 0.5 - 2 * 1.4
        assert part.lines[0].baseline == pytest.approx(part.y + 1.65 + top * free + 0.8 * 16, abs=0.05)


def test_an_empty_table_keeps_its_cells():
    (page,) = paginate(laid(project()))
    assert inked("".join(texts(page))).startswith("项目名称项目类型")
    assert find(page, "总体绩效目标").height > 0
