"""Tables that come damaged are read as what they are: each kind of damage, applied to all twelve tables."""

import random
from collections.abc import Sequence

import pytest
from support import damage
from support.seeds import form, seeds
from support.tables import on_paper

from perfdesk.grid.recognise import Reading, recognise_all
from perfdesk.model.document import Document, Project
from perfdesk.model.edits import set_field
from perfdesk.readers.sniff import read_source

SEEDS = (1, 2, 3)


def read(data: bytes) -> Reading:
    return recognise_all([form()], read_source(data, "表.txt").areas)


def content(projects: Sequence[Project | None]) -> list[tuple[dict[str, str], list[dict[str, str]]]]:
    """Fields and indicators as printed, without ids."""
    found = []
    for project in projects:
        assert project is not None
        columns = [column.id for column in form().columns]
        indicators = [{name: one.text(name) for name in columns} for one in on_paper(form(), project).indicators]
        found.append((dict(project.fields), indicators))
    return found


def damaged(kind: damage.Damage, seed: int) -> bytes:
    rng = random.Random(f"{kind.__name__} {seed}")
    return damage.text_of([kind([list(cells) for cells in table], rng) for table in damage.sample_tables()]).encode()


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("kind", damage.TEXT, ids=lambda kind: kind.__name__)
def test_a_damaged_table_is_read_as_what_it_is(kind: damage.Damage, seed: int):
    reading = read(damaged(kind, seed))

    assert content([table.project for table in reading.tables]) == content(seeds().projects)


@pytest.mark.parametrize("kind", damage.BYTES)
def test_line_ends_and_encodings_change_nothing(kind: str):
    text = damage.text_of(damage.sample_tables())

    reading = read(damage.BYTES[kind](text))

    assert content([table.project for table in reading.tables]) == content(seeds().projects)


def test_the_year_is_the_one_that_stands_in_the_labels():
    document = seeds()
    for project in document.projects:
        document = set_field(document, project.id, form().roles.year, "2031")

    reading = read(damaged(damage.other_year, 1))

    assert content([table.project for table in reading.tables]) == content(document.projects)


def test_the_sample_is_read_exactly_and_nothing_is_left_over():
    data = damage.text_of(damage.sample_tables()).encode()

    reading = read(data)

    found = Document(tuple(table.project for table in reading.tables if table.project))
    assert content(found.projects) == content(seeds().projects)
    assert reading.outside == ()
    assert [table.leftover for table in reading.tables] == [()] * 12


@pytest.mark.parametrize(
    ("kind", "marked"),
    [
        (damage.missing_field_label, "没有标题"),
        (damage.goals_in_a_far_column, "不在标题下面"),
        (damage.missing_level1, "左边没有一级指标"),
        (damage.value_on_the_next_line, "按下一行推断"),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_what_was_inferred_is_marked_for_the_person(kind: damage.Damage, marked: str):
    reading = read(damaged(kind, 1))

    doubts = [one.why for table in reading.tables for one in table.placed if one.score < 0.9]
    assert any(marked in why for why in doubts)


@pytest.mark.parametrize("kind", [damage.foreign_table_behind, damage.foreign_lines, damage.column_of_remarks])
def test_foreign_text_is_left_over_with_its_position(kind: damage.Damage):
    reading = read(damaged(kind, 2))

    rest = [*reading.outside, *(one for table in reading.tables for one in table.leftover)]
    assert rest
    assert all(one.at for one in rest)


def test_two_amounts_of_one_field_are_not_chosen_between_silently():
    text = damage.text_of(damage.sample_tables()[1:2]).replace(
        "总体绩效目标\t", "2026年预算金额(元)\t1.00\t\t\t\t\n总体绩效目标\t"
    )

    table = read(text.encode()).tables[0]

    assert table.project is not None
    assert table.project.field(form().roles.money) == "422,500.00"
    assert [(one.text, one.why) for one in table.leftover] == [("1.00", "与前面同一项的内容不同")]


def test_an_amount_that_cannot_be_read_is_kept_as_typed_and_named():
    text = damage.text_of(damage.sample_tables()[1:2]).replace("422,500.00", "约四十二万")

    table = read(text.encode()).tables[0]

    assert table.project is not None
    assert table.project.field(form().roles.money) == "约四十二万"
    assert [one.why for one in table.placed if one.slot == form().roles.money] == ["读不出金额，按原文保留"]


def test_a_row_of_another_matter_is_no_goal():
    lines = ["项目名称\t甲", "主管部门\t乙", "用款单位\t丙", "一级指标\t二级指标\t三级指标\t年度指标值"]
    lines += ["产出指标\t数量指标\t次数\t3次", "审核意见\t同意上报"]

    table = read("\n".join(lines).encode()).tables[0]

    assert table.project is not None
    assert {one.text for one in table.leftover} == {"审核意见", "同意上报"}


def test_a_text_without_any_table_has_no_table():
    reading = read("关于报送材料的通知\n\n请各单位按时报送。\n".encode())

    assert reading.tables == ()
    assert [one.text for one in reading.outside] == ["关于报送材料的通知", "请各单位按时报送。"]


def test_three_fields_are_a_table_and_two_are_not():
    lines = ["项目名称\t甲", "主管部门\t乙", "用款单位\t丙"]

    assert read("\n".join(lines).encode()).tables[0].project is not None
    assert read("\n".join(lines[:2]).encode()).tables == ()


def test_a_list_of_other_matters_is_no_table():
    lines = ["序号\t项目名称\t主管部门\t用款单位\t备注", "1\t甲\t乙\t丙\t无", "2\t丁\t戊\t己\t无", "3\t庚\t辛\t壬\t无"]

    reading = read("\n".join(lines).encode())

    assert all(table.project is None for table in reading.tables)


def test_an_amount_in_another_unit_is_left_over_and_not_placed_as_it_stands():
    text = damage.text_of(damage.sample_tables()[1:2]).replace(
        "2026年预算金额(元)\t422,500.00", "预算金额(万元)\t42.25"
    )

    table = read(text.encode()).tables[0]

    assert table.project is not None
    assert table.project.field(form().roles.money) == ""
    assert [one.text for one in table.leftover] == ["预算金额(万元)", "42.25"]
