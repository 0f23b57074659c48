"""Labels as printed, and recognised again."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.seeds import CENTRAL, OBJECTIVES, form

from perfdesk.forms.labels import BLANK_YEAR, LabelPattern, filled, label_patterns
from perfdesk.model.document import Project
from perfdesk.model.text import key

Found = set[tuple[str, str, bool, tuple[tuple[str, str], ...]]]


def found(text: str, form_id: str = OBJECTIVES) -> Found:
    matches = ((pattern, pattern.match(key(text))) for pattern in label_patterns(form(form_id)))
    return {(one.kind, one.id, one.exact, tuple(texts.items())) for one, texts in matches if texts is not None}


def project(year: str) -> Project:
    return Project("p", OBJECTIVES, {"budget_year": year})


def test_the_year_stands_in_the_label() -> None:
    assert filled("{budget_year}年度目标", project("2026")) == "2026年度目标"
    assert filled("（{budget_year}年度）", project("明年")) == "（明年年度）"
    assert filled("项目名称", project("2026")) == "项目名称"


def test_an_empty_year_leaves_room_to_write_it() -> None:
    assert filled("{budget_year}年度目标", project("")) == BLANK_YEAR + "年度目标"


@pytest.mark.parametrize(
    ("text", "name", "exact", "year"),
    [
        ("2026年预算金额(元)", "budget_amount", True, "2026"),
        ("２０３０年 预算金额（元）：", "budget_amount", True, "2030"),
        ("2026年度预算金额(元)", "budget_amount", False, "2026"),
        ("预算金额（元）", "budget_amount", False, ""),
        ("　　年预算金额(元)", "budget_amount", True, ""),
        ("主管\n部门", "department", True, ""),
        ("本年度目标:", "annual_objective", False, ""),
    ],
)
def test_a_label_is_found_with_its_year(text: str, name: str, exact: bool, year: str) -> None:
    captured = (("budget_year", year),) if year else ()
    assert ("field", name, exact, captured) in found(text)


def test_columns_texts_and_titles_are_found() -> None:
    assert found("2026年指标值") == {("column", "annual_value", False, (("budget_year", "2026"),))}
    assert found("项目周期") == {("text", "实施周期", False, ())}
    assert found("2027年项目绩效目标表") == {("title", "", False, (("budget_year", "2027"),))}
    assert found("(2025年度)", CENTRAL) == {("subtitle", "", True, (("budget_year", "2025"),))}


@pytest.mark.parametrize(
    "text", ["", "26年度目标", "年目标", "20266年度目标", "某2026年度目标", "2026年度目标值", "٢٠٢٦年预算金额(元)"]
)
def test_other_texts_are_no_labels(text: str) -> None:
    assert not [one for one in found(text) if one[0] == "field"]


def test_a_literal_is_a_key() -> None:
    literals = [pattern.literal for pattern in label_patterns(form(OBJECTIVES)) if pattern.regex is None]
    assert "年度预算金额(元)" in literals
    assert all(text and text == key(text) for text in literals)


@given(st.sampled_from((OBJECTIVES, CENTRAL)), st.integers(1000, 9999).map(str) | st.just(""), st.data())
def test_what_is_printed_is_found_again(form_id: str, year: str, data: st.DataObject) -> None:
    loaded = form(form_id)
    printed = [*((field.id, field.label) for field in loaded.fields), *((c.id, c.label) for c in loaded.columns)]
    name, label = data.draw(st.sampled_from(printed))
    expected = {"budget_year": year} if year and "{" in label else {}
    patterns: list[LabelPattern] = [one for one in label_patterns(loaded) if one.exact and one.id == name]
    assert [one.match(key(filled(label, project(year)))) for one in patterns] == [expected]
    owners = {one.id for one in label_patterns(loaded) if one.match(key(filled(label, project(year)))) is not None}
    assert owners == {name}
