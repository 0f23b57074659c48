"""Indicator rows: order, merged levels, blank rows."""

from hypothesis import given
from hypothesis import strategies as st
from support.seeds import CENTRAL, OBJECTIVES, form

from perfdesk.forms.form import Form
from perfdesk.forms.loader import load_form
from perfdesk.grid.indicator_rows import IndicatorRow, indicator_rows
from perfdesk.model.document import Indicator, Project
from perfdesk.model.place import Place

OUTPUT, BENEFIT, PLEASED, COST = "产出指标", "效益指标", "满意度指标", "成本指标"


def rows(*pairs: tuple[str, str], loaded: Form | None = None) -> tuple[IndicatorRow, ...]:
    indicators = tuple(
        Indicator(str(number), level1, level2, f"名{number}") for number, (level1, level2) in enumerate(pairs)
    )
    return indicator_rows(loaded or form(OBJECTIVES), Project("p", OBJECTIVES, indicators=indicators))


def shown(lines: tuple[IndicatorRow, ...]) -> list[tuple[str, str, str]]:
    return [(line.level1, line.level2, line.indicator.id if line.indicator else "") for line in lines]


def test_without_indicators_the_required_ones_stand_blank() -> None:
    assert shown(rows()) == [
        (OUTPUT, "数量指标", ""),
        (OUTPUT, "质量指标", ""),
        (OUTPUT, "时效指标", ""),
        (BENEFIT, "社会效益", ""),
        (PLEASED, "服务对象满意度", ""),
        (COST, "经济成本指标", ""),
    ]


def test_any_second_level_does_for_the_benefit() -> None:
    lines = rows((BENEFIT, "经济效益"))
    assert [line.level2 for line in lines if line.level1 == BENEFIT] == ["经济效益"]


def test_an_unknown_second_level_does_too_but_not_for_a_required_one() -> None:
    lines = rows((BENEFIT, "别的"), (OUTPUT, "别的"))
    assert [line.level2 for line in lines if line.level1 == BENEFIT] == ["别的"]
    assert [line.level2 for line in lines if line.level1 == OUTPUT] == ["数量指标", "质量指标", "时效指标", "别的"]


def test_an_alias_fills_the_required_row_and_stays_as_typed() -> None:
    lines = rows((OUTPUT, "进度指标"), ("满意度", "社会公众或服务对象满意度"))
    assert [line.level2 for line in lines if line.level1 == OUTPUT] == ["数量指标", "质量指标", "进度指标"]
    assert [line.level2 for line in lines if line.level1 == "满意度"] == ["社会公众或服务对象满意度"]
    assert PLEASED not in [line.level1 for line in lines]


def test_a_blank_row_merges_under_the_first_level_as_it_was_typed() -> None:
    lines = rows(("预期产出指标", "质量指标"))
    assert [(line.level1, line.level2, line.level1_rows) for line in lines[:3]] == [
        ("预期产出指标", "数量指标", 3),
        ("预期产出指标", "质量指标", 0),
        ("预期产出指标", "时效指标", 0),
    ]


def test_two_spellings_of_one_first_level_stay_apart_and_fill_one_frame() -> None:
    lines = rows(("预期产出指标", "质量指标"), (OUTPUT, "数量指标"))
    assert [(line.level1, line.level2) for line in lines[:3]] == [
        ("预期产出指标", "质量指标"),
        ("预期产出指标", "时效指标"),
        (OUTPUT, "数量指标"),
    ]


def test_levels_merge_where_neighbours_are_equal() -> None:
    lines = rows((OUTPUT, "数量指标"), (OUTPUT, "质量指标"), (OUTPUT, "数量指标"), (OUTPUT, "时效指标"))
    assert shown(lines)[:4] == [
        (OUTPUT, "数量指标", "0"),
        (OUTPUT, "数量指标", "2"),
        (OUTPUT, "质量指标", "1"),
        (OUTPUT, "时效指标", "3"),
    ]
    assert [line.level1_rows for line in lines[:4]] == [4, 0, 0, 0]
    assert [line.level2_rows for line in lines[:4]] == [2, 0, 1, 1]


def test_equal_second_levels_under_other_first_levels_do_not_merge() -> None:
    lines = rows(("甲", "同"), ("乙", "同"))
    assert shown(lines)[-2:] == [("甲", "同", "0"), ("乙", "同", "1")]
    assert [(line.level1_rows, line.level2_rows) for line in lines[-2:]] == [(1, 1), (1, 1)]


def test_a_form_may_leave_the_levels_unmerged() -> None:
    text = form(OBJECTIVES).text.replace("merge = true", "merge = false")
    lines = rows((OUTPUT, "数量指标"), (OUTPUT, "数量指标"), loaded=load_form(text, "x"))
    assert [(line.level1_rows, line.level2_rows) for line in lines[:2]] == [(1, 1), (1, 1)]


def test_places_name_the_indicator_or_the_blank_row() -> None:
    lines = rows((OUTPUT, "数量指标"))
    assert lines[0].place("p", "annual_value") == Place("p", indicator="0", column="annual_value")
    assert lines[1].place("p", "level3") == Place("p", column="level3", level1=OUTPUT, level2="质量指标")
    assert lines[0].text("level3") == "名0"
    assert (lines[1].text("level1"), lines[1].text("level2"), lines[1].text("level3")) == (OUTPUT, "质量指标", "")


LEVELS1 = (OUTPUT, "产出", "预期产出指标", BENEFIT, PLEASED, COST, "别的", "")
LEVELS2 = ("数量指标", "数量", "时效指标", "社会效益", "经济成本指标", "生态效益", "别的", "")
PAIRS = st.lists(st.tuples(st.sampled_from(LEVELS1), st.sampled_from(LEVELS2)), max_size=12)


@given(PAIRS, st.sampled_from((OBJECTIVES, CENTRAL)))
def test_no_indicator_is_lost_and_spans_cover_all_rows(pairs: list[tuple[str, str]], form_id: str) -> None:
    lines = rows(*pairs, loaded=form(form_id))
    assert sorted(line.indicator.id for line in lines if line.indicator) == sorted(map(str, range(len(pairs))))
    assert sum(line.level1_rows for line in lines) == sum(line.level2_rows for line in lines) == len(lines)
    for index, line in enumerate(lines):
        for other in lines[index : index + line.level1_rows]:
            assert other.level1 == line.level1
        for other in lines[index : index + line.level2_rows]:
            assert (other.level1, other.level2) == (line.level1, line.level2)
    blanks = [(line.level1, line.level2) for line in lines if line.indicator is None]
    assert len(blanks) == len(set(blanks))


@given(PAIRS)
def test_laying_out_what_is_in_order_changes_nothing(pairs: list[tuple[str, str]]) -> None:
    lines = rows(*pairs)
    indicators = tuple(line.indicator for line in lines if line.indicator)
    again = indicator_rows(form(OBJECTIVES), Project("p", OBJECTIVES, indicators=indicators))
    assert again == lines
