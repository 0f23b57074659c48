"""What stands behind the pages of the form: lines, differences, runs of a typing, pasted text."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.seeds import CENTRAL, form

from perfdesk.forms.form import Field
from perfdesk.gui.differences import differences
from perfdesk.gui.form_lines import finding, form_lines, said_otherwise
from perfdesk.gui.text_changes import Runs, changed_part, units


@pytest.mark.parametrize("form_id", [form().id, CENTRAL])
def test_every_field_stands_once_on_the_page_of_fields_or_of_goals(form_id):
    one = form(form_id)
    shown = [field.id for line in form_lines(one) for field in line.fields]

    assert sorted([*shown, *filter(None, (one.roles.period_goal, one.roles.annual_goal))]) == sorted(one.field_ids)
    assert shown == [field for field in one.field_ids if field in shown]


def test_years_of_one_printed_row_share_a_line():
    lines = {line.label: [field.id for field in line.fields] for line in form_lines(form()) if line.label}

    assert lines == {"实施周期": [form().roles.start, form().roles.end]}


@pytest.mark.parametrize(
    ("unit", "text", "said"),
    [
        ("元", "427,500.00", "= 42.75 万元 · 肆拾贰万柒仟伍佰元整"),
        ("元", "18.5万元", "= 18.50 万元 · 壹拾捌万伍仟元整"),
        ("元", "1", "= 0.0001 万元 · 壹元整"),
        ("万元", "12.5", "= 125,000.00 元 · 壹拾贰万伍仟元整"),
        ("元", "约18万", ""),
        ("元", "", ""),
    ],
)
def test_an_amount_is_said_in_the_other_unit(unit, text, said):
    field = Field("m", "money", "金额", unit=unit)

    assert said_otherwise(field, text) == said
    assert bool(finding(field, text)) == (bool(text) and not said)


@given(st.text("ab1。\n", max_size=12), st.text("ab1。\n", max_size=12))
def test_outside_of_the_differences_both_texts_are_the_same(left, right):
    found = differences(left, right)

    rest = [left, right]
    for one in reversed(found):
        rest[0] = rest[0][: one.left[0]] + rest[0][one.left[1] :]
        rest[1] = rest[1][: one.right[0]] + rest[1][one.right[1] :]
    assert rest[0] == rest[1]
    assert bool(found) == (left != right)


def test_a_deletion_is_seen_on_both_sides():
    (found,) = differences("先写甲再写乙", "先写再写乙")

    assert ("先写甲再写乙"[slice(*found.left)], "先写再写乙"[slice(*found.right)]) == ("写甲", "写")


@pytest.mark.parametrize("length", [1_000, 20_000])
def test_comparing_long_texts_is_bounded_in_time(length):
    left, right = ("".join(chr(0x4E00 + (i * step) % 300) for i in range(length)) for step in (7, 11))
    begun = time.perf_counter()
    differences(left, right)

    assert time.perf_counter() - begun < 3


@given(st.text("ab𠮷", max_size=8), st.text("ab𠮷", max_size=8))
def test_putting_the_changed_part_in_makes_the_new_text(old, new):
    start, old_end, new_end = changed_part(old, new)

    assert old[:start] + new[start:new_end] + old[old_end:] == new
    assert units(old) == len(old.encode("utf-16-le")) // 2


def test_runs_go_on_where_the_last_change_left_the_cursor():
    runs = Runs()
    typed = [runs.run("", "a", 1, "", False), runs.run("a", "ab", 2, "", False)]
    deleted = [runs.run("ab", "a", 1, "", False), runs.run("a", "", 0, "", False)]
    jumped = runs.run("xy", "zxy", 1, "", False)
    pasted = [runs.run("zxy", "z12xy", 3, "paste", False), runs.run("z12xy", "z1234xy", 5, "paste", False)]

    assert typed[0] == typed[1]
    assert deleted[0] == deleted[1]
    assert len({typed[0], deleted[0], jumped, *pasted}) == 5


def test_a_composition_belongs_to_the_run_in_which_it_began_also_when_it_shrinks():
    runs = Runs()
    first = runs.run("甲", "甲x", 2, "", False)
    inside = [runs.run("甲x", "甲xnihao", 7, "", True), runs.run("甲xnihao", "甲x你好", 4, "", True)]

    assert {first, *inside} == {first}
