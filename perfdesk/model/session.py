"""The session: the one current document of a window, its history, its file, and whoever wants to know of changes."""

import time
from collections.abc import Callable, Generator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from perfdesk.model.document import Document
from perfdesk.model.history import History, Typing
from perfdesk.model.place import Place

Subscriber = Callable[[Document, Document, Place], None]
"""`subscriber(before, after, place)`, called when the session has gone on from `before` to `after`."""


class Session:
    """Holds the current document; `edit`, `undo`, `redo` and `cancel` are the only ways to another one.

    `document` counts as saved: what was read from a file, or an empty new one. `file` is where it was read from or
    saved to, None before the first save. All methods belong to one thread; documents may be handed to any.
    """

    def __init__(
        self, document: Document, file: Path | None = None, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self.file = file
        self._history = History(document)
        self._saved = document
        self._clock = clock
        self._subscribers: dict[object, Subscriber] = {}
        self._busy = False

    @property
    def document(self) -> Document:
        """The current document."""
        return self._history.document

    @property
    def undo_name(self) -> str | None:
        """Name of the step that `undo` takes back, None when there is none."""
        return self._history.undo_name

    @property
    def redo_name(self) -> str | None:
        """Name of the step that `redo` does again, None when there is none."""
        return self._history.redo_name

    @property
    def undo_place(self) -> Place | None:
        """Where `undo` will change something, None when there is no step."""
        return self._history.undo_place

    @property
    def redo_place(self) -> Place | None:
        """Where `redo` will change something, None when there is no step."""
        return self._history.redo_place

    @property
    def is_saved(self) -> bool:
        """Whether the current document is the very one that was opened or saved last."""
        return self.document is self._saved

    def mark_saved(self, document: Document) -> None:
        """Notes that `document`, which need not be current any more, was saved. Typing goes on in a new step."""
        self._saved = document
        self._history.close()

    def subscribe(self, subscriber: Subscriber) -> Callable[[], None]:
        """Calls `subscriber` after every change, until the function that is given back is called."""
        key = object()
        self._subscribers[key] = subscriber

        def unsubscribe() -> None:
            self._subscribers.pop(key, None)

        return unsubscribe

    def edit(self, name: str, edit: Callable[[Document], Document], place: Place, merge: Typing | None = None) -> None:
        """Goes on to `edit(document)`, which is one step named `name`, to be undone at `place`.

        `merge` marks the letters of one typing, which become one step. An edit that changes nothing makes no step and
        keeps what can be redone. RuntimeError when called by a subscriber or from within an edit.
        """
        with self._alone():
            before = self.document
            self._history.add(edit(before), name, place, merge, self._clock())
            self._tell(before, place)

    def undo(self) -> Place | None:
        """Takes the last step back. Gives the place to go to, None when there was no step."""
        return self._move(self._history.undo)

    def redo(self) -> Place | None:
        """Does the step again that was undone last. Gives the place to go to, None when there was none."""
        return self._move(self._history.redo)

    def cancel(self, token: str) -> Place | None:
        """Takes back what was typed last with `token` (all its steps) and forgets it. Gives the place to go to.

        None when there was nothing: the last step is other work, or `token` typed nothing.
        """
        return self._move(lambda: self._history.cancel(token))

    def _move(self, move: Callable[[], Place | None]) -> Place | None:
        with self._alone():
            before = self.document
            place = move()
            if place is not None:
                self._tell(before, place)
            return place

    @contextmanager
    def _alone(self) -> Generator[None]:
        if self._busy:
            raise RuntimeError("the document is changed from within a change; wait until every subscriber was told")
        self._busy = True
        try:
            yield
        finally:
            self._busy = False

    def _tell(self, before: Document, place: Place) -> None:
        """Tells all subscribers in the order in which they came, the others also when one raises."""
        after = self.document
        if after is before:
            return
        with ExitStack() as stack:
            for subscriber in reversed(self._subscribers.values()):
                stack.callback(subscriber, before, after, place)
