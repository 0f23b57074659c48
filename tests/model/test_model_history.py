"""Undo and redo give back the very object; typing merges; cancelling leaves nothing; ten thousand steps stay small."""

import gc
import random
import tracemalloc

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.documents import FORMS, PIECES, Gesture, documents, gestures, numbered

from perfdesk.model.document import Document, Indicator, Project
from perfdesk.model.edits import (
    duplicate_project,
    move_projects,
    remove_projects,
    replace_project,
    set_field,
    set_paper,
    set_text,
    sort_projects,
)
from perfdesk.model.history import LIMIT, PAUSE, History, Typing
from perfdesk.model.place import Place

NAME = Place("a", field="name")
GOAL = Place("a", field="goal")
START = Document((Project("a", "form-a", {"name": "甲"}), Project("b", "form-a")), {"form-a": ""})


def typed(history: History, text: str, typing: Typing | None, now: float, place: Place = NAME) -> Document:
    history.add(set_field(history.document, "a", place.field, text), "修改", place, typing, now)
    return history.document


def walk(start: Document, made: list[Gesture]) -> tuple[History, list[Document]]:
    history, states, ids = History(start), [start], numbered("n")
    for gesture in made:
        before = history.document
        history.add(gesture.edit(before, ids), f"step {len(states)}", Place("a"), None, 0)
        if history.document is not before:
            states.append(history.document)
    return history, states


def there_and_back(history: History, states: list[Document]) -> None:
    for state in reversed(states):
        assert history.document is state
        history.undo()
    assert history.undo() is None
    for state in states:
        assert history.document is state
        history.redo()
    assert history.redo() is None


@given(documents(), st.lists(gestures(), max_size=30))
def test_any_edits_undone_and_done_again_give_the_same_objects(start: Document, made: list[Gesture]):
    there_and_back(*walk(start, made))


@pytest.mark.parametrize("seed", range(4))
def test_five_hundred_edits_undone_give_the_same_object(seed: int):
    chance = random.Random(seed)
    start = Document(tuple(Project(f"p{i}", "form-a") for i in range(12)), {"form-a": FORMS["form-a"]})
    kinds = [*range(11), *[1, 7, 10] * 4]
    made = [
        Gesture(chance.choice(kinds), chance.randrange(20), chance.randrange(20), chance.choice(PIECES) + str(number))
        for number in range(500)
    ]

    history, states = walk(start, made)

    assert len(states) > 400
    there_and_back(history, states)


@given(documents(), st.lists(gestures(), min_size=1, max_size=20), st.lists(st.booleans(), max_size=30))
def test_documents_that_nobody_holds_come_back_equal(start: Document, made: list[Gesture], moves: list[bool]):
    history, states = walk(start, made)
    contents = [(state.projects, dict(state.forms)) for state in states]
    position = len(states) - 1
    del states, start

    for forward in moves:
        moved = history.redo() if forward else history.undo()
        position += (1 if forward else -1) if moved else 0
        assert (history.document.projects, dict(history.document.forms)) == contents[position]
        assert [history.document.position(one.id) for one in contents[position][0]] == [
            index for index, _ in enumerate(contents[position][0])
        ]


def test_a_document_put_together_anew_is_the_one_that_comes_back_from_then_on():
    history = History(START)
    for number in range(4):
        typed(history, str(number), None, number)
    gc.collect()

    history.undo()
    kept = history.document
    history.undo()
    history.undo()
    history.redo()
    history.redo()

    assert history.document is kept


def test_steps_have_names_and_places():
    history = History(START)
    assert (history.undo_name, history.redo_name) == (None, None)

    history.add(set_field(START, "a", "name", "乙"), "修改名称", NAME, None, 0)
    history.add(set_field(history.document, "a", "goal", "目标"), "修改目标", GOAL, None, 0)

    assert (history.undo_name, history.redo_name) == ("修改目标", None)
    assert history.undo() == GOAL
    assert (history.undo_name, history.redo_name) == ("修改名称", "修改目标")
    assert history.undo() == NAME
    assert (history.undo_name, history.redo_name) == (None, "修改名称")
    assert history.redo() == NAME


def test_an_edit_after_undo_forgets_what_was_undone_and_one_that_changes_nothing_does_not():
    history = History(START)
    typed(history, "乙", None, 0)
    history.undo()

    history.add(Document(START.projects, START.forms), "nothing", NAME, None, 0)
    assert history.document is START
    assert history.redo_name == "修改"

    typed(history, "丙", None, 0)
    assert history.redo_name is None


@pytest.mark.parametrize(
    ("second", "place", "now", "steps"),
    [
        (Typing("t"), NAME, PAUSE, 1),
        (Typing("t"), NAME, PAUSE + 0.01, 2),
        (Typing("t", "delete"), NAME, 0.1, 2),
        (Typing("u"), NAME, 0.1, 2),
        (None, NAME, 0.1, 2),
        (Typing("t"), GOAL, 0.1, 2),
    ],
)
def test_typing_merges_by_token_run_place_and_pause(second: Typing | None, place: Place, now: float, steps: int):
    history = History(START)
    typed(history, "甲一", Typing("t"), 0)
    typed(history, "甲一二", second, now, place)

    undone = 0
    while history.undo():
        undone += 1

    assert undone == steps
    assert history.document is START


def test_each_letter_renews_the_pause():
    history = History(START)
    for number in range(10):
        typed(history, "字" * (number + 2), Typing("t"), number * PAUSE)

    history.undo()

    assert history.document is START


def test_merged_typing_is_undone_to_its_beginning_and_redone_to_its_end():
    history = History(START)
    typed(history, "甲一", Typing("t"), 0)
    last = typed(history, "甲一二", Typing("t"), 0.1)

    history.undo()
    assert history.document is START
    history.redo()
    assert history.document is last
    assert history.undo_name == "修改"


@pytest.mark.parametrize("between", ["undo and redo", "close"])
def test_typing_does_not_merge_over(between: str):
    history = History(START)
    first = typed(history, "甲一", Typing("t"), 0)
    if between == "close":
        history.close()
    else:
        history.undo()
        history.redo()
    typed(history, "甲一二", Typing("t"), 0.1)

    history.undo()

    assert history.document is first


def test_typing_that_comes_back_to_its_beginning_leaves_no_step():
    history = History(START)
    first = typed(history, "甲一", None, 0)
    typed(history, "甲一n", Typing("t"), 0)
    typed(history, "甲一ni", Typing("t"), 0.1)

    typed(history, "甲一", Typing("t"), 0.2)

    assert history.document is first
    history.undo()
    assert history.document is START


def test_cancel_takes_back_all_steps_of_the_token_and_leaves_nothing_to_redo():
    history = History(START)
    before = typed(history, "乙", Typing("other"), 0)
    typed(history, "乙一", Typing("t"), 0)
    typed(history, "乙", Typing("t", "delete"), 0.1)
    typed(history, "乙三", Typing("t"), 10)

    assert history.cancel("t") == NAME

    assert history.document is before
    assert (history.undo_name, history.redo_name) == ("修改", None)


def test_cancel_forgets_steps_of_the_token_that_were_undone():
    history = History(START)
    typed(history, "甲一", Typing("t"), 0)
    typed(history, "甲一二", Typing("t"), 10)
    history.undo()
    history.undo()

    assert history.cancel("t") is None

    assert (history.document, history.redo_name) == (START, None)


def test_cancel_of_a_token_that_typed_nothing_keeps_what_can_be_redone():
    history = History(START)
    typed(history, "甲一", None, 0)
    history.undo()

    assert history.cancel("t") is None

    assert history.redo_name == "修改"


def test_cancel_stops_at_other_work():
    history = History(START)
    typed(history, "甲一", Typing("t"), 0)
    other = typed(history, "别的", None, 0.1, GOAL)

    assert history.cancel("t") is None
    assert history.document is other


def test_beyond_the_limit_the_oldest_step_is_forgotten():
    history = History(START)
    states = [typed(history, str(number), None, 0) for number in range(LIMIT + 5)]

    undone = 0
    while history.undo():
        undone += 1

    assert undone == LIMIT
    assert history.document is states[4]


def thousand() -> Document:
    names = ("name", "type", "level", "department", "unit", "start", "end", "year", "money", "period", "annual")
    return Document(
        tuple(
            Project(
                f"{number:016x}",
                "form-a",
                {name: f"{name}{number}" for name in names},
                tuple(Indicator(f"{number:014x}{row:02x}", "产出", "数量", f"{row}") for row in range(15)),
            )
            for number in range(1000)
        ),
        {"form-a": ""},
    )


@pytest.mark.slow
def test_ten_thousand_undo_states_of_a_thousand_projects_take_ten_megabytes_at_most():
    history = History(thousand())
    texts = [f"第{number}次" for number in range(100)]
    tracemalloc.start()
    try:
        before = tracemalloc.get_traced_memory()[0]
        for number in range(LIMIT):
            project = history.document.projects[number % 1000]
            place = Place(project.id, field="name")
            if number % 2:
                after = set_field(history.document, project.id, "name", texts[number % 100] + project.id)
            else:
                row = project.indicators[number % 15].id
                after = set_text(history.document, project.id, row, "annual", texts[number % 100] + project.id)
            history.add(after, "修改", place, Typing(str(number)), number)
        del after, project
        taken = tracemalloc.get_traced_memory()[0] - before
    finally:
        tracemalloc.stop()

    assert history.undo_name == "修改"
    assert taken <= 10_000_000


@pytest.mark.parametrize(
    "edit",
    [
        lambda document: move_projects(document, (document.projects[0].id,), 500),
        lambda document: move_projects(document, (document.projects[0].id,), 2),
        lambda document: remove_projects(document, (document.projects[7].id,)),
        lambda document: duplicate_project(document, document.projects[7].id, numbered("n")),
        lambda document: sort_projects(document, lambda one: one.field("name"), reverse=True),
        lambda document: replace_project(document, Project(document.projects[7].id, "form-b"), FORMS),
        lambda document: set_paper(document, "signature", "yes"),
    ],
)
def test_changes_of_the_order_the_forms_and_the_choices_come_back_when_nobody_held_the_document(edit):
    start = thousand()
    history = History(start)
    before = (start.projects, start.forms, start.paper)
    history.add(edit(start), "step", Place(""), None, 0)
    after = (history.document.projects, history.document.forms, history.document.paper)
    del start

    history.undo()
    assert (history.document.projects, history.document.forms, history.document.paper) == before
    history.redo()
    assert (history.document.projects, history.document.forms, history.document.paper) == after
