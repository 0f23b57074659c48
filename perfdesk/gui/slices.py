"""Long work that has to stay on the UI thread, done in slices between which the window lives on."""

import time
from collections.abc import Callable, Generator

from PySide6.QtCore import QObject, QTimer, Signal

from perfdesk.base.errors import UserError
from perfdesk.base.progress import Progress

SlicedJob = Callable[[Progress], Generator[None, None, None]]
"""A job that yields wherever the window may come between. It is closed there when it is cancelled."""
_AT_A_TIME = 0.02
"""Seconds after which the window is let in."""


class Slices(QObject):
    """One job on its way; the same face as a job in a thread has for `Work`."""

    progressed = Signal(str, float)
    ended = Signal()

    def __init__(self, job: SlicedJob, done: Callable[[], None], failed: Callable[[UserError], None]) -> None:
        super().__init__()
        self._steps = job(self.progressed.emit)
        self._done = done
        self._failed = failed
        self._is_over = False
        self._is_forgotten = False
        self._outcome: Callable[[], None] = lambda: None

    def start(self) -> None:
        """The first slice comes when the events that wait now are done."""
        QTimer.singleShot(0, self._step)

    def cancel(self) -> None:
        """Ends the job where it stands; neither `done` nor `failed` is called."""
        if not self._is_over:
            self._steps.close()
            self._end(lambda: None)

    def forget(self) -> None:
        """Calls nothing any more."""
        self._is_forgotten = True

    def tell(self) -> None:
        """Calls what the caller wanted."""
        if not self._is_forgotten:
            self._outcome()

    def _step(self) -> None:
        until = time.perf_counter() + _AT_A_TIME
        try:
            while not self._is_over and time.perf_counter() < until:
                next(self._steps)
        except StopIteration:
            self._end(self._done)
        except UserError as error:
            self._end(lambda error=error: self._failed(error))
        except BaseException:
            self._end(lambda: None)
            raise
        else:
            if not self._is_over:
                self.start()

    def _end(self, outcome: Callable[[], None]) -> None:
        self._is_over = True
        self._outcome = outcome
        self.ended.emit()
