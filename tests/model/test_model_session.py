"""The session: one way to a new document, subscribers told after the swap, what counts as saved."""

from pathlib import Path

import pytest
from support.documents import FORMS

from perfdesk.model.document import Document, Project
from perfdesk.model.edits import set_field
from perfdesk.model.history import Typing
from perfdesk.model.place import Place
from perfdesk.model.session import Session

START = Document((Project("a", "form-a", {"name": "甲"}),), FORMS)
NAME = Place("a", field="name")
Told = list[tuple[Document, Document, Place]]


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def rename(session: Session, text: str, merge: Typing | None = None) -> Document:
    session.edit("修改名称", lambda document: set_field(document, "a", "name", text), NAME, merge)
    return session.document


def listener(session: Session) -> Told:
    told: Told = []
    session.subscribe(lambda *what: told.append(what))
    return told


def test_subscribers_hear_of_edit_undo_redo_and_cancel_after_the_swap():
    session = Session(START)
    seen: list[bool] = []
    session.subscribe(lambda _before, after, _place: seen.append(session.document is after))
    told = listener(session)

    edited = rename(session, "乙", Typing("t"))
    session.undo()
    session.redo()
    session.cancel("t")

    assert told == [(START, edited, NAME), (edited, START, NAME), (START, edited, NAME), (edited, START, NAME)]
    assert told[1][1] is START
    assert seen == [True] * 4


def test_nobody_is_told_when_nothing_changes():
    session = Session(START)
    told = listener(session)

    rename(session, "甲")
    assert (session.undo(), session.redo(), session.cancel("t")) == (None, None, None)

    assert told == []
    assert session.undo_name is None


def test_undo_and_redo_give_the_place_to_go_to():
    session = Session(START)
    rename(session, "乙")

    assert (session.undo_name, session.redo_name) == ("修改名称", None)
    assert session.undo() == NAME
    assert (session.undo_name, session.redo_name) == (None, "修改名称")
    assert session.redo() == NAME


def test_who_has_unsubscribed_is_told_no_more():
    session = Session(START)
    told: Told = []
    unsubscribe = session.subscribe(lambda *what: told.append(what))
    rename(session, "乙")

    unsubscribe()
    unsubscribe()
    rename(session, "丙")

    assert len(told) == 1


@pytest.mark.parametrize("change", [lambda s: rename(s, "丁"), Session.undo, Session.redo, lambda s: s.cancel("t")])
def test_a_subscriber_that_changes_the_document_is_an_error_and_the_others_are_told(change):
    session = Session(START)
    session.subscribe(lambda *_: change(session))
    told = listener(session)

    with pytest.raises(RuntimeError, match="from within a change"):
        rename(session, "乙")

    assert [after.project("a").field("name") for _, after, _ in told] == ["乙"]


def test_an_edit_within_an_edit_is_an_error():
    session = Session(START)

    def edit(document: Document) -> Document:
        rename(session, "丙")
        return document

    with pytest.raises(RuntimeError, match="from within a change"):
        session.edit("step", edit, NAME)


def test_an_edit_that_raises_leaves_all_as_it_was_and_the_session_usable():
    session = Session(START)
    told = listener(session)

    with pytest.raises(KeyError):
        session.edit("step", lambda document: set_field(document, "x", "name", ""), NAME)
    assert session.document is START
    assert told == []

    assert rename(session, "乙").project("a").field("name") == "乙"


def test_letters_merge_until_the_clock_says_pause():
    clock = Clock()
    session = Session(START, clock=clock)
    rename(session, "甲一", Typing("t"))
    clock.now = 0.9
    merged = rename(session, "甲一二", Typing("t"))
    clock.now = 2.0
    rename(session, "甲一二三", Typing("t"))

    session.undo()
    assert session.document is merged
    session.undo()
    assert session.document is START


def test_cancel_puts_back_the_document_before_the_editor_opened():
    clock = Clock()
    session = Session(START, clock=clock)
    before = rename(session, "乙")
    for letters in ("乙一", "乙一二", "乙一二三"):
        rename(session, letters, Typing("t"))
        clock.now += 5

    assert session.cancel("t") == NAME

    assert session.document is before
    assert (session.undo_name, session.redo_name) == ("修改名称", None)


def test_unsaved_means_another_document_than_the_saved_one():
    session = Session(START)
    assert session.is_saved

    edited = rename(session, "乙")
    assert not session.is_saved

    session.undo()
    assert session.is_saved

    session.redo()
    session.mark_saved(edited)
    assert session.is_saved


def test_undo_after_save_leaves_the_file_marked_unsaved_and_redo_marks_it_saved():
    session = Session(START)
    session.mark_saved(rename(session, "乙"))

    session.undo()
    assert not session.is_saved
    session.redo()
    assert session.is_saved


def test_what_was_typed_while_saving_is_unsaved():
    session = Session(START)
    saving = rename(session, "乙")
    rename(session, "丙")

    session.mark_saved(saving)

    assert not session.is_saved


def test_undo_stops_at_the_saved_document_in_the_middle_of_typing():
    session = Session(START, clock=Clock())
    saved = rename(session, "甲一", Typing("t"))
    session.mark_saved(saved)
    rename(session, "甲一二", Typing("t"))

    session.undo()

    assert session.document is saved
    assert session.is_saved


def test_two_sessions_know_nothing_of_each_other():
    one, other = Session(START, Path("a.jxmb")), Session(START)
    told = listener(other)

    rename(one, "乙")

    assert (other.document, told, other.file, one.file) == (START, [], None, Path("a.jxmb"))
