"""The history of a document: named steps that are taken back and done again, with typing merged into one step.

A step keeps the few projects that it changed, or both lists whole when the order or most of them changed. The documents
between the steps are held weakly: whoever still holds one gets that very object back, else it is put together anew
from its neighbour. So thousands of steps over a thousand projects cost a few megabytes.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from weakref import ref

from perfdesk.model.document import Document, Project
from perfdesk.model.place import Place

PAUSE = 1.0
"""Seconds without typing after which the next letter begins a new step."""
_Rest = tuple[Mapping[str, str], Mapping[str, str]]
LIMIT = 10_000
"""Steps that are kept; beyond them the oldest is forgotten."""


@dataclass(frozen=True, slots=True)
class Typing:
    """Marks edits that are letters of one typing, so that they become one step.

    `token` stands for one opening of an editor: a new one (`new_id`) each time a cell editor opens or a text editor
    gets the focus. `run` tells stretches apart that are taken back singly within it: "" for typing, another for
    deleting, a number counted up when the cursor was set elsewhere or text was pasted. Letters of an input method's
    composition belong to the run in which it began, also when they shrink into fewer characters.
    Edits of the same token and run at the same place merge until a pause of `PAUSE`, an undo, a save or another edit.
    """

    token: str
    run: str = ""


@dataclass(frozen=True, slots=True)
class _Step:
    """One step: the projects that it changed, before and after; with `rest`, all projects of both sides.

    `rest` holds the forms and the choices for paper, before and after.
    """

    name: str
    place: Place
    typing: Typing | None
    before: tuple[Project, ...]
    after: tuple[Project, ...]
    rest: tuple[_Rest, _Rest] | None = None

    def apply(self, document: Document, back: bool) -> Document:
        """The document on the other side of the step: the one before it with `back`, else the one after it."""
        projects = self.before if back else self.after
        if self.rest is not None:
            return Document(projects, *self.rest[0 if back else 1])
        for project in projects:
            document = document.with_project(project)
        return document


class History:
    """The current document and the steps before and after it."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self._steps: list[_Step] = []
        self._documents = [ref(document)]
        self._done = 0
        self._typed_at: float | None = None

    @property
    def undo_name(self) -> str | None:
        """Name of the step that `undo` takes back, None when there is none."""
        return self._steps[self._done - 1].name if self._done else None

    @property
    def redo_name(self) -> str | None:
        """Name of the step that `redo` does again, None when there is none."""
        return self._steps[self._done].name if self._done < len(self._steps) else None

    @property
    def undo_place(self) -> Place | None:
        """Where `undo` changes something, None when there is no step."""
        return self._steps[self._done - 1].place if self._done else None

    @property
    def redo_place(self) -> Place | None:
        """Where `redo` changes something, None when there is no step."""
        return self._steps[self._done].place if self._done < len(self._steps) else None

    def add(self, document: Document, name: str, place: Place, typing: Typing | None, now: float) -> None:
        """Goes on to `document` by a new step, or by the last one where typing merges. `now` is in seconds.

        No step where nothing changes. Typing that comes back to where its step began leaves none either, and the
        document is again the one from there.
        """
        if document == self.document:
            return
        if self._merges(place, typing, now):
            self.undo()
        self._forget_undone()
        if document == self.document:
            return
        self._steps.append(_step(name, place, typing, self.document, document))
        self._documents.append(ref(document))
        self.document = document
        self._done += 1
        self._typed_at = now
        if len(self._steps) > LIMIT:
            del self._steps[0], self._documents[0]
            self._done -= 1

    def close(self) -> None:
        """Ends the step: what is typed next begins a new one."""
        self._typed_at = None

    def undo(self) -> Place | None:
        """Takes the last step back and gives its place; None when there is none."""
        return self._go(self._done - 1, self._done - 1) if self._done else None

    def redo(self) -> Place | None:
        """Does the next step again and gives its place; None when there is none."""
        return self._go(self._done, self._done + 1) if self._done < len(self._steps) else None

    def cancel(self, token: str) -> Place | None:
        """Takes back the last steps as far as they are typing with `token`, and forgets them. Gives their place.

        None when the last step is other work. Steps of `token` that were undone already are forgotten too.
        """
        place = None
        while self._done and _has_token(self._steps[self._done - 1], token):
            place = self.undo()
        if self._done < len(self._steps) and _has_token(self._steps[self._done], token):
            self._forget_undone()
        return place

    def _merges(self, place: Place, typing: Typing | None, now: float) -> bool:
        if self._typed_at is None or typing is None or now - self._typed_at > PAUSE:
            return False
        last = self._steps[-1]
        return last.typing == typing and last.place == place

    def _go(self, step: int, index: int) -> Place:
        document = self._documents[index]()
        if document is None:
            document = self._steps[step].apply(self.document, back=index == step)
            self._documents[index] = ref(document)
        self.document = document
        self._done = index
        self._typed_at = None
        return self._steps[step].place

    def _forget_undone(self) -> None:
        del self._steps[self._done :], self._documents[self._done + 1 :]


def _has_token(step: _Step, token: str) -> bool:
    return step.typing is not None and step.typing.token == token


def _step(name: str, place: Place, typing: Typing | None, before: Document, after: Document) -> _Step:
    """The step from `before` to `after`, with the few projects that changed where only their content did."""
    rest = (before.forms, before.paper), (after.forms, after.paper)
    if len(before.projects) == len(after.projects) and rest[0] == rest[1]:
        pairs = [pair for pair in zip(before.projects, after.projects, strict=True) if pair[0] is not pair[1]]
        if len(pairs) * 7 <= len(after.projects) and all(old.id == new.id for old, new in pairs):
            return _Step(name, place, typing, tuple(old for old, _ in pairs), tuple(new for _, new in pairs))
    return _Step(name, place, typing, before.projects, after.projects, rest)
