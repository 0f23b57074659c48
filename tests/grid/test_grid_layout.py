"""Both forms laid out: the twelve tables, empty ones, strange ones, with all print options."""

import random
import re
from collections import Counter
from dataclasses import replace
from itertools import groupby

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.laid_out import assert_whole, texts
from support.seeds import CENTRAL, OBJECTIVES, form, seeds

from perfdesk.forms.form import Form, PrintOptions
from perfdesk.forms.frame import in_order
from perfdesk.forms.loader import FormError, load_form
from perfdesk.grid.grid import Cell, Grid
from perfdesk.grid.layout import lay_out
from perfdesk.model.document import LEVELS, Indicator, Project
from perfdesk.model.place import Place

FORM = form(OBJECTIVES)
SEEDS = seeds().projects
EMPTY = Project("p", OBJECTIVES)
STRANGE = Project(
    "s",
    OBJECTIVES,
    {"project_name": "怪表\n两行", "budget_year": "明年"},
    (
        Indicator("1", "没有的一级", "没有的二级", "甲", {"annual_value": "1次"}),
        Indicator("2", "", "", "乙"),
        Indicator("3", "产出指标", "没有的二级", "丙"),
        Indicator("4", "效益", "", "", {"annual_value": "2次"}),
    ),
)


def central(project: Project) -> Project:
    """The project in the second form."""
    values = [
        replace(one, values={"annual_value": one.text("annual_value"), "weight": "9"}) for one in project.indicators
    ]
    return replace(project, form=CENTRAL, indicators=tuple(values))


def cell(grid: Grid, text: str) -> Cell:
    return next(one for _, one in grid.cells() if one.text == text)


def assert_shows_all(loaded: Form, project: Project, grid: Grid, hidden: str = "") -> None:
    """Each field and each indicator's value is in exactly one cell, with its text and place."""
    assert_whole(grid)
    places = {one.place: one.text for _, one in grid.cells() if one.place}
    assert len(places) == sum(one.place is not None for _, one in grid.cells())
    expected = {
        Place(project.id, one.name): project.field(one.name)
        for row in loaded.rows
        for one in row.cells
        if one.kind == "value"
    }
    for indicator in project.indicators:
        for column in loaded.columns:
            if column.id not in (*LEVELS[:2], hidden):
                expected[Place(project.id, "", indicator.id, column.id)] = indicator.text(column.id)
    shown = {
        place: text
        for place, text in places.items()
        if place.field or (place.indicator and place.column not in LEVELS[:2])
    }
    strip = {place: re.sub("(?m)^[ \t\u00a0\u3000]+", "", text) for place, text in expected.items()}
    assert {place: re.sub("(?m)^[ \t\u00a0\u3000]+", "", text) for place, text in shown.items()} == strip


@pytest.mark.parametrize("project", SEEDS, ids=lambda project: project.id)
def test_the_twelve_tables(project: Project) -> None:
    grid = lay_out(FORM, project)
    assert_shows_all(FORM, project, grid)
    assert len(grid.rows) == (22 if len(project.indicators) == 9 else 18)
    assert grid.widths_mm == (10, 27, 29, 34, 35, 35)
    assert (grid.title, grid.subtitle, grid.name) == ("项目绩效目标表", "", project.field("project_name"))
    assert cell(grid, "2026年预算金额(元)").cols == 2
    assert cell(grid, "2026年度目标").style.bold
    assert cell(grid, "绩效指标").rows == len(grid.rows) - 11
    assert cell(grid, "总体绩效目标").rows == 4


def test_rows_as_they_stand_on_paper() -> None:
    grid = lay_out(FORM, EMPTY)
    assert texts(grid) == [
        ["项目名称", ""],
        ["项目类型", ""],
        ["项目等级", ""],
        ["主管部门", ""],
        ["用款单位", ""],
        ["实施周期", "起始年度", "", "到期年度", ""],
        ["\u3000\u3000年预算金额(元)", ""],
        ["总体绩效目标", "实施周期总目标"],
        [""],
        ["\u3000\u3000年度目标"],
        [""],
        ["绩效指标", "一级指标", "二级指标", "三级指标", "实施周期指标值", "年度指标值"],
        ["产出指标", "数量指标", "", "", ""],
        ["质量指标", "", "", ""],
        ["时效指标", "", "", ""],
        ["效益指标", "社会效益", "", "", ""],
        ["满意度指标", "服务对象满意度", "", "", ""],
        ["成本指标", "经济成本指标", "", "", ""],
    ]
    rules = [(row.min_mm, row.may_split, row.keep_next, row.heading) for row in grid.rows]
    assert rules[:7] == [(8, False, False, False)] * 7
    heading, goal = (8, False, True, False), (16, True, False, False)
    assert rules[7:12] == [heading, goal, heading, goal, (8, False, True, True)]
    assert rules[12:] == [(8, False, False, False)] * 6


@pytest.mark.parametrize("project", [*SEEDS, EMPTY, STRANGE], ids=lambda project: project.id)
@pytest.mark.parametrize("hidden", ["", "weight"])
def test_the_second_form_is_laid_out_from_its_data_alone(project: Project, hidden: str) -> None:
    other, loaded = central(project), form(CENTRAL)
    grid = lay_out(loaded, other, PrintOptions(hidden=(hidden,) if hidden else ()))
    assert_shows_all(loaded, other, grid, hidden)
    header = next(row for row in grid.rows if row.heading)
    names = [one.text for one in header.cells]
    assert ("权重" in names) == (not hidden)
    assert header.cells[-1].column + header.cells[-1].cols == 7
    assert header.cells[4].cols == (3 if hidden else 2)


def test_the_subtitle_shows_the_year() -> None:
    assert lay_out(form(CENTRAL), central(SEEDS[0])).subtitle == "（2026年度）"


def test_only_optional_columns_can_be_hidden() -> None:
    assert lay_out(FORM, SEEDS[0], PrintOptions(hidden=("annual_value", "nothing"))) == lay_out(FORM, SEEDS[0])


def test_unknown_levels_stand_last_and_nothing_is_dropped() -> None:
    grid = lay_out(FORM, STRANGE)
    assert_shows_all(FORM, STRANGE, grid)
    assert [row.cells[0].text for row in grid.rows[-2:]] == ["没有的一级", ""]
    assert texts(grid)[15] == ["没有的二级", "丙", "", ""]


@pytest.mark.parametrize("project", SEEDS, ids=lambda project: project.id)
def test_the_order_of_the_groups_does_not_matter(project: Project) -> None:
    groups = [
        list(group) for _, group in groupby(in_order(FORM, project.indicators), lambda one: (one.level1, one.level2))
    ]
    expected = lay_out(FORM, project)
    draw = random.Random(int(project.id[1:]))
    for _ in range(20):
        draw.shuffle(groups)
        assert lay_out(FORM, replace(project, indicators=tuple(one for group in groups for one in group))) == expected


@pytest.mark.parametrize("size_pt", [None, 10, 9.5, 9])
def test_the_two_values_of_a_row_are_aligned_alike(size_pt: float | None) -> None:
    centred = 0
    for project in SEEDS:
        for row in lay_out(FORM, project, size_pt=size_pt).rows:
            aligns = {one.style.align for one in row.cells if one.role == "target"}
            assert aligns <= {"left"} or aligns == {"center"}
            centred += aligns == {"center"} and any(one.text for one in row.cells if one.role == "target")
    if size_pt is None:
        assert centred == 60


def test_no_style_keeps_the_rule() -> None:
    for loaded, project in ((FORM, SEEDS[0]), (form(CENTRAL), central(SEEDS[0]))):
        assert "center_if_short" not in {one.style.align for _, one in lay_out(loaded, project).cells()}


def test_one_long_value_puts_both_to_the_left() -> None:
    values = {"period_value": "≥95%", "annual_value": "不超过42.25万元。"}
    grid = lay_out(FORM, replace(EMPTY, indicators=(Indicator("1", "产出指标", "数量指标", "甲", values),)))
    assert cell(grid, "≥95%").style.align == "left"
    short = replace(EMPTY, indicators=(Indicator("1", "产出指标", "数量指标", "甲", {"period_value": "≥95%"}),))
    assert cell(lay_out(FORM, short), "≥95%").style.align == "center"


def test_leading_blanks_of_goals_are_left_to_the_indent() -> None:
    goal = "\u3000\u3000一、做。 \n \t\u00a0二、完。\n\n三"
    grid = lay_out(FORM, replace(EMPTY, fields={"period_objective": goal, "unit": "  某局"}))
    found = {one.place.field: one for _, one in grid.cells() if one.place}
    assert found["period_objective"].text == "一、做。 \n二、完。\n\n三"
    assert (found["period_objective"].style.align, found["period_objective"].style.indent_chars) == ("both", 2)
    assert found["unit"].text == "  某局"


def test_smaller_type_brings_smaller_lines_and_rows_but_no_less_room_for_goals() -> None:
    expected = {10: (15, 7.5, 16), 9.5: (14.5, 7, 16), 9: (13.5, 6.5, 16)}
    for size_pt, (line, least, goal) in expected.items():
        grid = lay_out(FORM, SEEDS[0], size_pt=size_pt)
        style = grid.rows[0].cells[0].style
        assert (style.size_pt, style.line_pt, grid.rows[0].min_mm, grid.rows[8].min_mm) == (size_pt, line, least, goal)
        assert grid.sheet is not None
        assert (grid.sheet.title.size_pt, grid.sheet.footer_style.size_pt) == (18, 9)
        assert (grid.sheet.sign.size_pt, grid.sheet.sign.line_pt) == (size_pt, 30)
    assert lay_out(FORM, SEEDS[0], size_pt=10.5) == lay_out(FORM, SEEDS[0])


def test_print_options() -> None:
    plain = lay_out(FORM, SEEDS[0])
    assert plain.sheet is not None
    assert (plain.sheet.signature, plain.sheet.stamp_mm, plain.sheet.outer_border_pt) == ((), 0, 0)
    assert plain.sheet.footer == "第 {page} 页 共 {pages} 页"
    assert not plain.rows[-1].keep_next
    options = PrintOptions(footer=False, signature=True, stamp=True, bold_labels=True, outer_border=True)
    grid = lay_out(FORM, SEEDS[0], options)
    assert grid.sheet is not None
    assert (grid.sheet.signature, grid.sheet.stamp_mm) == (FORM.signature.lines, 45)
    assert (grid.sheet.footer, grid.sheet.outer_border_pt) == ("", 1)
    assert grid.rows[-1].keep_next
    bold = Counter(one.role for _, one in grid.cells() if one.style.bold)
    assert set(bold) == {"label", "heading", "header", "level"}
    assert {one.role for _, one in plain.cells() if one.style.bold} == {"heading"}
    assert texts(grid) == texts(plain)


def test_a_seal_needs_the_signature_lines() -> None:
    sheet = lay_out(FORM, SEEDS[0], PrintOptions(stamp=True)).sheet
    assert sheet is not None
    assert sheet.stamp_mm == 0


_LINES = FORM.text.splitlines(keepends=True)


@given(st.data())
def test_every_form_that_loads_can_be_laid_out(data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(_LINES) - 1))
    new = data.draw(
        st.sampled_from(("", _LINES[at] * 2, re.sub(r"\d+", "1", _LINES[at]), _LINES[at].replace("true", "false")))
    )
    try:
        loaded = load_form("".join((*_LINES[:at], new, *_LINES[at + 1 :])), "x")
    except FormError:
        return
    for project in (SEEDS[0], EMPTY, STRANGE):
        assert_whole(lay_out(loaded, project))
