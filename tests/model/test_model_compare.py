"""Comparison: exactly what differs, by project, field, indicator and text, with its place."""

from collections.abc import Mapping

from hypothesis import given
from hypothesis import strategies as st
from support.documents import COLUMNS, FORMS, Gesture, documents, gestures, numbered

from perfdesk.model.compare import IndicatorDifference, ProjectDifference, TextChange, compare, same_content
from perfdesk.model.document import EMPTY, LEVELS, Document, Indicator, Project
from perfdesk.model.edits import (
    add_indicators,
    add_projects,
    move_indicators,
    move_projects,
    remove_indicators,
    remove_projects,
    renewed,
    replace_project,
    set_field,
    set_text,
)
from perfdesk.model.place import Place
from perfdesk.model.text import key

ROWS = tuple(Indicator(name, "产出指标", "数量指标", name, {"annual": "1次"}) for name in ("甲", "乙", "丙"))
START = Document(
    (Project("p", "form-a", {"name": "一"}, ROWS), Project("q", "form-a", {"name": "二"}), Project("r", "form-a")),
    FORMS,
)


def by_name(project: Project) -> str:
    return key(project.field("name"))


def foreign(document: Document) -> Document:
    """The same content with other ids, as it comes back from a format without ids."""
    ids = numbered("f")
    return Document(tuple(renewed(project, ids) for project in document.projects), document.forms)


def with_rows(*rows: Indicator) -> Document:
    return Document((Project("p", "form-a", EMPTY, rows),), FORMS)


@given(documents())
def test_a_document_does_not_differ_from_its_copy(document: Document):
    copy = Document(
        tuple(Project(p.id, p.form, dict(p.fields), tuple(map(same, p.indicators))) for p in document.projects)
    )

    assert compare(document, document) == ()
    assert compare(document, copy) == ()
    assert same_content(document, copy)


def same(one: Indicator) -> Indicator:
    return Indicator(one.id, one.level1, one.level2, one.level3, dict(one.values))


@given(documents())
def test_other_ids_are_no_difference(document: Document):
    assert same_content(document, foreign(document))
    assert compare(document, foreign(document), by_name) == ()


@given(documents(), st.lists(gestures(), max_size=12))
def test_no_difference_means_the_same_content(start: Document, made: list[Gesture]):
    after, ids = start, numbered("n")
    for gesture in made:
        after = gesture.edit(after, ids)

    assert compare(start, after) or same_content(start, after)


@given(documents(), st.lists(gestures(), max_size=12))
def test_the_differences_are_exactly_those_of_the_edits(start: Document, made: list[Gesture]):
    after, ids = start, numbered("n")
    for gesture in made:
        after = gesture.edit(after, ids)

    found = compare(start, after)

    old, new = projects(start), projects(after)
    assert [one.after.id for one in found if one.before is None and one.after] == [i for i in new if i not in old]
    assert [one.before.id for one in found if one.after is None and one.before] == [i for i in old if i not in new]
    check_order([i for i in old if i in new], [i for i in new if i in old], {p.after.id for p in found if p.moved})
    listed = {one.after.id: one for one in found if one.before and one.after}
    for name in old.keys() & new.keys():
        check_project(old[name], new[name], listed.pop(name, ProjectDifference(old[name], new[name])))
    assert not listed


def projects(document: Document) -> dict[str, Project]:
    return {one.id: one for one in document.projects}


def check_project(old: Project, new: Project, found: ProjectDifference) -> None:
    assert {(c.place, c.before, c.after) for c in found.fields} == {
        (Place(new.id, field=name), old.field(name), new.field(name))
        for name in {*old.fields, *new.fields}
        if old.field(name) != new.field(name)
    }
    before, after = ({one.id: one for one in each.indicators} for each in (old, new))
    for one in found.indicators:
        if one.before and one.after:
            check_texts(new.id, one.before, one.after, one.texts)
            assert one.texts or one.moved
    paired = {one.after.id for one in found.indicators if one.before and one.after and one.before.id == one.after.id}
    for name in before.keys() & after.keys() - paired:
        assert content(before[name]) == content(after[name])
    for one in found.indicators:
        assert one.before is None or one.before.id in before
        assert one.after is None or one.after.id in after
        assert one.place == Place(new.id, indicator=(one.after or one.before).id)
    gained, lost = after.keys() - before.keys(), before.keys() - after.keys()
    listed = {one.after.id for one in found.indicators if one.after}
    for name in gained - listed:
        assert content(after[name]) in [content(before[other]) for other in lost]


def check_texts(project: str, old: Indicator, new: Indicator, found: tuple[TextChange, ...]) -> None:
    assert {(c.place, c.before, c.after) for c in found} == {
        (Place(project, indicator=new.id, column=column), old.text(column), new.text(column))
        for column in (*LEVELS, *COLUMNS)
        if old.text(column) != new.text(column)
    }


def content(one: Indicator) -> tuple[str, str, str, Mapping[str, str]]:
    return one.level1, one.level2, one.level3, dict(one.values)


def check_order(old: list[str], new: list[str], moved: set[str]) -> None:
    assert [name for name in old if name not in moved] == [name for name in new if name not in moved]
    assert not moved or old != new


def test_a_changed_field_is_listed_with_both_texts_and_its_place():
    after = set_field(set_field(START, "p", "name", ""), "p", "goal", "新")

    assert compare(START, after) == (
        ProjectDifference(
            START.projects[0],
            after.projects[0],
            (TextChange(Place("p", field="name"), "一", ""), TextChange(Place("p", field="goal"), "", "新")),
        ),
    )


def test_a_changed_cell_is_listed_with_both_texts_and_its_place():
    after = set_text(set_text(START, "p", "乙", "level3", "丁"), "p", "乙", "annual", "")

    (project,) = compare(START, after)

    place = Place("p", indicator="乙", column="level3")
    texts = (TextChange(place, "乙", "丁"), TextChange(Place("p", indicator="乙", column="annual"), "1次", ""))
    rows = (START.projects[0].indicators[1], after.projects[0].indicators[1])
    assert project.indicators == (IndicatorDifference(Place("p", indicator="乙"), *rows, texts),)
    assert (project.fields, project.moved) == ((), False)


def test_an_added_and_a_removed_indicator_are_listed_as_such():
    new = Indicator("n", "产出指标", "数量指标", "新")
    after = remove_indicators(add_indicators(START, "p", (new,), 0), "p", ("丙",))

    (project,) = compare(START, after)

    assert project.indicators == (
        IndicatorDifference(Place("p", indicator="n"), None, new),
        IndicatorDifference(Place("p", indicator="丙"), ROWS[2], None),
    )


def test_an_added_and_a_removed_project_are_listed_as_such():
    new = Project("n", "form-a", {"name": "新"})
    after = remove_projects(add_projects(START, (new,), 0), ("q",))

    assert compare(START, after) == (ProjectDifference(None, new), ProjectDifference(START.projects[1], None))


def test_one_that_moved_is_listed_alone():
    moved = move_projects(START, ("r",), 0)
    assert compare(START, moved) == (ProjectDifference(START.projects[2], START.projects[2], moved=True),)

    (project,) = compare(START, move_indicators(START, "p", ("甲",), 3))
    assert [(one.after, one.moved, one.texts) for one in project.indicators] == [(ROWS[0], True, ())]
    assert not same_content(START, moved)


def test_another_form_is_a_difference():
    after = replace_project(START, Project("q", "form-b", {"name": "二"}), FORMS)

    assert compare(START, after) == (ProjectDifference(START.projects[1], after.projects[1]),)
    assert not same_content(START, after)


def test_without_common_ids_projects_are_matched_by_the_key_of_the_caller():
    after = foreign(set_field(START, "q", "goal", "新"))

    (found,) = compare(START, after, by_name)
    assert (found.before, found.after) == (START.projects[1], after.projects[1])
    assert [(one.before, one.after) for one in found.fields] == [("", "新")]
    assert len(compare(START, after)) == 6


def test_a_project_without_its_id_is_matched_by_key_beside_others_with_theirs():
    lost = renewed(START.projects[1], numbered("n"))
    after = Document((START.projects[0], lost, START.projects[2]), FORMS)

    assert compare(START, after, by_name) == ()


def test_projects_with_equal_keys_are_matched_in_their_order():
    twice = Document(tuple(Project(i, "form-a", {"name": "同", "goal": i}) for i in "ab"), FORMS)

    assert compare(twice, foreign(twice), by_name) == ()


def test_without_common_ids_indicators_are_matched_by_levels_then_by_level2_then_by_position():
    before = with_rows(
        Indicator("1", "产出", "数量", "甲", {"annual": "1"}),
        Indicator("2", "产出", "质量", "乙"),
        Indicator("3", "效益", "社会", "丙"),
    )
    after = with_rows(
        Indicator("4", "效益", "其他", "丁"),
        Indicator("5", "产出", "质量", "新"),
        Indicator("6", "产 出", "数量：", "甲", {"annual": "2"}),
    )

    (project,) = compare(before, after)

    pairs = {(one.before.id, one.after.id) for one in project.indicators if one.before and one.after}
    assert pairs == {("3", "4"), ("2", "5"), ("1", "6")}


def test_indicators_without_ids_that_change_places_have_moved_and_keep_their_texts():
    rows = (Indicator("1", "产出", "数量", "甲"), Indicator("2", "产出", "数量", "乙"))

    (project,) = compare(with_rows(*rows), foreign(with_rows(*reversed(rows))), lambda _: None)

    assert [(one.texts, one.moved) for one in project.indicators] == [((), True)]


def test_with_a_common_id_what_has_none_in_common_was_added_and_removed():
    before = with_rows(Indicator("1", "产出", "数量", "甲"), Indicator("2", "产出", "数量", "乙"))
    after = with_rows(Indicator("1", "产出", "数量", "甲"), Indicator("3", "产出", "数量", "丙"))

    (project,) = compare(before, after)

    assert [(one.before and one.before.id, one.after and one.after.id) for one in project.indicators] == [
        (None, "3"),
        ("2", None),
    ]


def test_same_content_sees_every_text_the_order_and_the_number():
    for after in (
        set_field(START, "q", "name", "三"),
        set_text(START, "p", "甲", "level1", "效益"),
        set_text(START, "p", "甲", "level2", "质量"),
        set_text(START, "p", "甲", "level3", "丁"),
        set_text(START, "p", "甲", "period", "1"),
        move_indicators(START, "p", ("甲",), 3),
        remove_indicators(START, "p", ("丙",)),
        remove_projects(START, ("r",)),
        move_projects(START, ("p",), 3),
    ):
        assert not same_content(START, after)
        assert not same_content(after, START)
