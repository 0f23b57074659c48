"""Pure edits: what they change, what they share, and that nothing changed is the same object."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.documents import FORMS, Gesture, documents, gestures, numbered

from perfdesk.model import edits
from perfdesk.model.document import NO, YES, Document, Indicator, Project
from perfdesk.model.text import clean


def project(name: str, form: str = "form-a", *indicators: Indicator) -> Project:
    return Project(name, form, {"name": name}, indicators)


def document(*names: str) -> Document:
    return Document(tuple(project(name) for name in names), {"form-a": FORMS["form-a"]})


def names(found: Document) -> str:
    return "".join(one.id for one in found.projects)


def grid(*ids: str) -> Document:
    rows = tuple(Indicator(name, "产出指标", "数量指标", name, {"period": f"{name}次"}) for name in ids)
    return Document((project("p", "form-a", *rows), project("q")), {"form-a": FORMS["form-a"]})


def rows(found: Document) -> str:
    return "".join(one.id for one in found.project("p").indicators)


@given(documents(controls=False), st.lists(gestures(), max_size=20))
def test_after_any_edits_ids_are_unique_texts_clean_and_forms_those_in_use(start: Document, made: list[Gesture]):
    ids = numbered("n")
    for gesture in made:
        start = gesture.edit(start, ids)

    everything = [*start.projects, *(one for each in start.projects for one in each.indicators)]
    assert len({one.id for one in everything}) == len(everything)
    assert start.forms.keys() == {one.form for one in start.projects}
    for index, each in enumerate(start.projects):
        assert start.position(each.id) == index
        assert all(text and clean(text) == text for text in each.fields.values())
        for one in each.indicators:
            assert all(text and clean(text) == text for text in one.values.values())
            assert clean(one.level3) == one.level3


@given(documents(), gestures())
def test_an_edit_shares_every_project_that_it_does_not_change(start: Document, gesture: Gesture):
    after = gesture.edit(start, numbered("n"))

    before = {one.id: one for one in start.projects}
    assert all(one is before[one.id] for one in after.projects if one == before.get(one.id))
    assert (after is start) == (after == start)


def test_setting_a_text_as_it_stands_gives_the_same_object():
    start = grid("a", "b")

    assert edits.set_field(start, "p", "name", "p") is start
    assert edits.set_field(start, "p", "absent", "") is start
    assert edits.set_field(start, "p", "absent", "\x00") is start
    assert edits.set_text(start, "p", "a", "level3", "a") is start
    assert edits.set_text(start, "p", "a", "period", "a次") is start
    assert edits.replace_project(start, Project("q", "form-a", {"name": "q"})) is start
    assert edits.move_projects(start, ("p",), 1) is start
    assert edits.move_indicators(start, "p", ("a",), 0) is start
    assert edits.sort_projects(start, lambda one: one.id) is start
    assert edits.remove_projects(start, ()) is start
    assert edits.add_projects(start, ()) is start
    assert edits.copy_blanks(start, "p", "annual", "period") is start


def test_a_field_holds_what_is_typed_less_control_characters_and_no_empty_text():
    start = document("a")

    typed = edits.set_field(start, "a", "goal", " 一\r\n二\x07 ")

    assert typed.project("a").field("goal") == " 一\n二 "
    assert "goal" not in edits.set_field(typed, "a", "goal", "").project("a").fields


def test_a_text_is_set_in_a_level_and_in_a_value_of_the_one_indicator():
    start = grid("a", "b")

    changed = edits.set_text(edits.set_text(start, "p", "b", "level2", "质量指标"), "p", "b", "annual", "3次")

    assert changed.project("p").indicators[1] == Indicator(
        "b", "产出指标", "质量指标", "b", {"period": "b次", "annual": "3次"}
    )
    assert changed.project("p").indicators[0] is start.project("p").indicators[0]


def test_projects_are_added_at_the_end_or_in_a_gap_with_the_texts_of_their_forms():
    start = document("a", "b")

    assert names(edits.add_projects(start, (project("c"), project("d")))) == "abcd"
    added = edits.add_projects(start, (project("c", "form-b"),), 1, FORMS)
    assert names(added) == "acb"
    assert added.forms == FORMS


def test_the_text_of_a_form_that_the_document_holds_stays_when_another_comes_in():
    start = document("a")

    assert edits.add_projects(start, (project("b"),), forms={"form-a": "other"}).forms == start.forms


def test_a_form_without_text_and_an_id_twice_are_refused():
    with pytest.raises(KeyError, match="form-b"):
        edits.add_projects(document("a"), (project("b", "form-b"),))
    with pytest.raises(ValueError, match="there already"):
        edits.add_projects(document("a"), (project("a"),))
    with pytest.raises(ValueError, match="there already"):
        edits.add_indicators(grid("a"), "p", (Indicator("a"),))


def test_the_text_of_a_form_goes_with_its_last_project():
    both = edits.add_projects(document("a"), (project("b", "form-b"),), forms=FORMS)

    assert edits.remove_projects(both, ("a",)).forms.keys() == {"form-b"}
    assert edits.replace_project(both, project("a", "form-b")).forms.keys() == {"form-b"}


def test_a_replaced_project_keeps_its_place():
    changed = edits.replace_project(document("a", "b", "c"), Project("b", "form-b", {"name": "新"}), FORMS)

    assert names(changed) == "abc"
    assert changed.projects[1].field("name") == "新"


@pytest.mark.parametrize(
    ("moving", "gap", "order"),
    [("b", 0, "bacd"), ("b", 4, "acdb"), ("b", 3, "acbd"), ("db", 1, "abdc"), ("ac", 3, "bacd"), ("ad", 0, "adbc")],
)
def test_moved_ones_stand_together_in_the_gap_and_keep_their_order(moving: str, gap: int, order: str):
    assert names(edits.move_projects(document("a", "b", "c", "d"), tuple(moving), gap)) == order
    assert rows(edits.move_indicators(grid("a", "b", "c", "d"), "p", tuple(moving), gap)) == order


def test_a_copy_stands_behind_its_project_with_ids_of_its_own_and_shares_the_texts():
    start = grid("a", "b")

    copied = edits.duplicate_project(start, "p", numbered("n"))

    original, copy = copied.projects[:2]
    assert len({original.id, copy.id, *(one.id for one in (*original.indicators, *copy.indicators))}) == 6
    assert copy.fields is original.fields
    assert [one.level3 for one in copy.indicators] == ["a", "b"]


def test_indicators_are_added_in_a_gap_and_removed():
    start = grid("a", "b")

    added = edits.add_indicators(start, "p", (Indicator("c", level3="\x01名"), Indicator("d")), 1)

    assert rows(added) == "acdb"
    assert added.project("p").indicators[1].level3 == "名"
    assert edits.remove_indicators(added, "p", ("c", "d")) == start


def test_only_blank_values_are_filled_from_the_other_column():
    start = grid("a", "b", "c")
    start = edits.set_text(edits.set_text(start, "p", "a", "annual", "9次"), "p", "b", "annual", " \n")

    filled = edits.copy_blanks(start, "p", "period", "annual").project("p").indicators

    assert [one.text("annual") for one in filled] == ["9次", "b次", "c次"]


def test_nothing_is_filled_from_a_value_that_is_only_white_space():
    start = edits.set_text(grid("a"), "p", "a", "period", " \n")

    assert edits.copy_blanks(start, "p", "period", "annual") is start


def test_sorting_is_stable_in_both_directions():
    start = document("a", "b", "c")
    start = edits.set_field(start, "b", "name", "z")

    assert names(edits.sort_projects(start, lambda one: one.field("name") == "z")) == "acb"
    assert names(edits.sort_projects(start, lambda one: one.field("name") == "z", reverse=True)) == "bac"


def test_an_id_that_is_not_there_is_a_key_error():
    start = grid("a")

    for edit in (
        lambda: edits.set_field(start, "x", "name", ""),
        lambda: edits.set_text(start, "p", "x", "level3", ""),
        lambda: edits.remove_projects(start, ("x",)),
        lambda: edits.move_projects(start, ("x",), 0),
        lambda: edits.replace_project(start, project("x")),
        lambda: edits.remove_indicators(start, "p", ("x",)),
        lambda: edits.move_indicators(start, "p", ("x",), 0),
    ):
        with pytest.raises(KeyError, match="x"):
            edit()


def test_a_choice_for_paper_is_made_changed_and_forgotten():
    start = document("a")
    made = edits.set_paper(start, "signature", YES)

    assert dict(made.paper) == {"signature": "yes"}
    assert made != start
    assert made.projects is start.projects
    assert edits.set_paper(made, "signature", YES) is made
    assert dict(edits.set_paper(made, "signature", NO).paper) == {"signature": "no"}
    assert edits.set_paper(made, "signature", "") == start
    assert edits.set_paper(start, "signature", "") is start


@given(documents(), gestures())
def test_what_changes_projects_keeps_the_choices_for_paper(start: Document, gesture: Gesture):
    after = gesture.edit(start, numbered("n"))

    assert gesture.kind == 11 or after.paper == start.paper


def test_choices_come_along_with_projects_into_a_new_document_alone():
    theirs, added = {"signature": YES}, (project("z"),)
    chosen = edits.set_paper(Document(), "signature", NO)

    assert edits.add_projects(Document(), added, forms=FORMS, paper=theirs).paper == theirs
    assert edits.add_projects(chosen, added, forms=FORMS, paper=theirs).paper == chosen.paper
    assert edits.add_projects(document("a"), added, forms=FORMS, paper=theirs).paper == {}
