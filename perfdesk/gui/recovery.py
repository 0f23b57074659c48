"""Keeps what is typed safe against a crash: wakes the recovery journal, in a worker, soon after each edit."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from perfdesk.base.errors import UserError
from perfdesk.gui.safekeeping import Safekeeping
from perfdesk.gui.work import Work
from perfdesk.model.document import Document
from perfdesk.model.place import Place
from perfdesk.model.session import Session
from perfdesk.storage.abandoned import Taken
from perfdesk.storage.journal import Journal
from perfdesk.storage.journal_lines import Owned

_WAIT_MS = 300
"""From an edit to its record: with the slowest disks' 100 ms a flush well under the second that may be lost."""


class Recovery(QObject):
    """Follows one session at a time. `kept` follows each record, `refused(error)` what the disk did not take."""

    kept = Signal()
    refused = Signal(object)

    def __init__(self, keeping: Safekeeping, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._folder: Path = keeping.journals
        self._now = keeping.now
        self._work = Work(self)
        self._jobs: list[Callable[[], None]] = []
        self._session: Session | None = None
        self._journal: Journal | None = None
        self._taken: Taken | None = None
        self._unsubscribe: Callable[[], None] = lambda: None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_WAIT_MS)
        self._timer.timeout.connect(self._record)

    def follow(self, session: Session, base: Document, owned: Owned, taken: Taken | None = None) -> None:
        """Records the session from now on; `base` is what its file holds.

        `taken` is the journal that its work came from; it goes as soon as the new one holds that work.
        """
        self._session, self._taken = session, taken
        self._journal = Journal(self._folder, base, owned, self._now)
        self._unsubscribe = session.subscribe(self._changed)
        if session.document is not base:
            self._record()

    def saved(self, document: Document, owned: Owned) -> None:
        """The file `owned` holds the document now."""
        if self._journal is not None and self._session is not None:
            self._timer.stop()
            self._do(partial(self._journal.saved, document, owned, self._session.document))

    def end(self, *, discard: bool) -> None:
        """Waits for what is being written and ends; what is on the disk stays unless `discard`."""
        self._unsubscribe()
        self._timer.stop()
        self._jobs.clear()
        self._work.close_down()
        journal, session, self._journal, self._session = self._journal, self._session, None, None
        if journal is None or session is None:
            return
        taken, self._taken = self._taken, None
        try:
            if not discard:
                journal.record(session.document)
            journal.close(discard=discard)
        except UserError as error:
            if taken is not None:
                taken.keep()
            self.refused.emit(error)
        else:
            if taken is not None:
                taken.discard()

    def _changed(self, _before: Document, _after: Document, _place: Place) -> None:
        # Not started anew by each letter: who types without a pause is kept safe too.
        if not self._timer.isActive():
            self._timer.start()

    def _record(self) -> None:
        if self._journal is None or self._session is None:
            return
        if self._work.is_busy:
            self._timer.start()
            return
        self._do(partial(self._journal.record, self._session.document))

    def _do(self, job: Callable[[], None]) -> None:
        """Runs the jobs one after another, each in a worker."""
        self._jobs.append(job)
        if not self._work.is_busy:
            self._next()

    def _next(self) -> None:
        if self._jobs:
            job = self._jobs.pop(0)
            self._work.start(lambda _progress: job(), self._done, self._failed)

    def _done(self, _nothing: None) -> None:
        taken, self._taken = self._taken, None
        if taken is not None:
            taken.discard()
        self.kept.emit()
        self._next()

    def _failed(self, error: UserError) -> None:
        self.refused.emit(error)
        self._next()
