"""Saves the document of a window in a worker, and asks where something stands in the way."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtCore import QEventLoop, QObject

from perfdesk.base.errors import UserError
from perfdesk.gui import file_questions as questions
from perfdesk.gui.desk import Desk
from perfdesk.gui.file_state import FileState
from perfdesk.gui.safekeeping import Safekeeping
from perfdesk.gui.work import Work
from perfdesk.jobs.proposed_name import proposed_name
from perfdesk.jobs.save import Changed, Saved, save_over
from perfdesk.jobs.sources import OWN_SUFFIX
from perfdesk.model.document import Document
from perfdesk.storage.locks import FileLock, Holder, lock


@dataclass(frozen=True, slots=True)
class _Order:
    """One save: what, where, and whether it may replace whatever is there. `is_move`: to another file than before."""

    state: FileState
    document: Document
    path: Path
    is_move: bool
    replaces_all: bool


_Outcome = tuple[Saved | Changed | Holder | UserError, FileLock | None]


class Saving(QObject):
    """`saved(state)` is called once a document is on the disk, and only then."""

    def __init__(self, desk: Desk, keeping: Safekeeping, saved: Callable[[FileState, Saved], None]) -> None:
        super().__init__()
        self._desk, self._keeping, self._saved = desk, keeping, saved
        self._work = Work(self)
        self._next: _Order | None = None

    def save(self, state: FileState) -> bool:
        """Begins to save where the document belongs; asks for a name where it belongs nowhere. False if given up."""
        path = state.session.file
        if path is None:
            return self.save_as(state)
        if state.is_read_only:
            answer = questions.ask_about_read_only(self._desk.widget, path.name, state.note)
            return answer == questions.SAVE_AS.id and self.save_as(state)
        self._start(_Order(state, state.session.document, path, is_move=False, replaces_all=state.stamp is None))
        return True

    def save_as(self, state: FileState) -> bool:
        """Asks for a name and begins to save under it. False if given up."""
        session = state.session
        folder, name = state.folder or self._desk.settings.open_folder or questions.documents_folder(), state.name
        if session.file is not None:
            folder, name = str(session.file.parent), session.file.name
        elif not name:
            forms = self._desk.catalogue.for_document(session.document)
            name = proposed_name(session.document, forms, OWN_SUFFIX)
        path = questions.ask_target(self._desk.widget, folder, name)
        if path is None:
            return False
        is_move = path != session.file or state.is_read_only
        self._start(_Order(state, session.document, path, is_move=is_move, replaces_all=is_move))
        return True

    def wait(self) -> None:
        """Returns when nothing is being saved any more, with its end told; nobody can type meanwhile."""
        while self._work.is_busy:
            loop = QEventLoop()
            self._work.busy_changed.connect(loop.quit)
            loop.exec(QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents)

    def close_down(self) -> None:
        """Waits for the worker; nothing is told any more."""
        self._next = None
        self._work.close_down()

    def _start(self, order: _Order) -> None:
        if self._work.is_busy:
            self._next = order
            return
        self._desk.show_state("正在保存…")
        self._work.start(lambda _progress: self._write(order), lambda outcome: self._end(order, outcome), _never)

    def _write(self, order: _Order) -> _Outcome:
        """In the worker."""
        keeping, state = self._keeping, order.state
        locked: FileLock | Holder | None = None
        if order.is_move:
            locked = lock(order.path, keeping.person, keeping.now())
            if isinstance(locked, Holder):
                return locked, None
        expected = None if order.replaces_all else state.stamp
        try:
            outcome = save_over(order.document, order.path, keeping.backups, expected=expected)
        except UserError as error:
            outcome = error
        if not isinstance(outcome, Saved) and locked is not None:
            locked.release()
            locked = None
        return outcome, locked

    def _end(self, order: _Order, outcome: _Outcome) -> None:
        result, locked = outcome
        if isinstance(result, Saved):
            order.state.saved(order.document, order.path, result.stamp, locked)
            self._saved(order.state, result)
        else:
            self._desk.show_state("还没有保存", "warning")
            self._ask(order, result)
        following, self._next = self._next, None
        if following is not None and not self._work.is_busy:
            self._start(following)

    def _ask(self, order: _Order, result: Changed | Holder | UserError) -> None:
        parent, name = self._desk.widget, order.path.name
        if isinstance(result, Changed):
            answer = questions.ask_about_changed(parent, name, result, order.document, self._keeping.now())
        elif isinstance(result, Holder):
            answer = questions.ask_other_name(parent, name, result)
        else:
            answer = questions.ask_after_refusal(parent, result)
        if answer == questions.OVERWRITE.id:
            self._start(replace(order, document=order.state.session.document, replaces_all=True))
        elif answer == questions.SAVE_AS.id:
            self.save_as(order.state)


def _never(error: UserError) -> None:
    raise error
