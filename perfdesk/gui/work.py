"""Long work off the UI thread: progress, cancel, and the result or error back on the UI thread."""

from collections.abc import Callable
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QObject, QRunnable, QThreadPool, Signal

from perfdesk.base.errors import Cancelled, UserError
from perfdesk.base.progress import Progress
from perfdesk.gui.slices import SlicedJob, Slices

T = TypeVar("T")
_STEP = 0.01


class Work(QObject):
    """The jobs of one window. `progressed(text, fraction)` is of the job that was started last."""

    progressed = Signal(str, float)
    busy_changed = Signal(bool)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = QThreadPool(self)
        self._running: list[_Running[Any] | Slices] = []

    @property
    def is_busy(self) -> bool:
        """Whether a job runs whose end nobody has heard of yet."""
        return bool(self._running)

    def start(
        self, job: Callable[[Progress], T], done: Callable[[T], None], failed: Callable[[UserError], None]
    ) -> Callable[[], None]:
        """Runs `job(progress)` in a thread, then `done(result)` or `failed(error)` on the UI thread.

        Gives what cancels it: the job's next call of `progress` raises `Cancelled`, and neither is called. An error
        that is no `UserError` is a bug: it is raised again on the UI thread.
        """
        running = _Running(job, done, failed)
        self._attend(running)
        self._pool.start(running.runnable)
        return running.cancel

    def start_slices(self, job: SlicedJob, done: Callable[[], None], failed: Callable[[UserError], None]) -> None:
        """Runs a job on the UI thread, in slices, then `done()` or `failed(error)`."""
        running = Slices(job, done, failed)
        self._attend(running)
        running.start()

    @property
    def has_slices(self) -> bool:
        """Whether a job runs on the UI thread."""
        return any(isinstance(one, Slices) for one in self._running)

    def cancel(self) -> None:
        """Cancels all jobs."""
        for running in self._running:
            running.cancel()

    def close_down(self) -> None:
        """Cancels all jobs and waits until their threads have ended; nothing is called any more."""
        for running in self._running:
            running.cancel()
            running.forget()
        self._pool.waitForDone()
        self._running.clear()

    def _attend(self, running: "_Running[Any] | Slices") -> None:
        self._running.append(running)
        running.progressed.connect(self.progressed)
        running.ended.connect(lambda: self._end(running))
        if len(self._running) == 1:
            self.busy_changed.emit(True)

    def _end(self, running: "_Running[Any] | Slices") -> None:
        self._running = [one for one in self._running if one is not running]
        if not self._running:
            self.busy_changed.emit(False)
        running.tell()


class _Running(QObject, Generic[T]):
    """One job on its way. Its signals are sent in the worker's thread and arrive in this object's."""

    progressed = Signal(str, float)
    ended = Signal()

    def __init__(
        self, job: Callable[[Progress], T], done: Callable[[T], None], failed: Callable[[UserError], None]
    ) -> None:
        super().__init__()
        self._job = job
        self._done = done
        self._failed = failed
        self._is_cancelled = False
        self._is_forgotten = False
        self._last = -1.0
        self._outcome: Callable[[], None] = lambda: None
        self.runnable = _Runnable(self._run)

    def cancel(self) -> None:
        self._is_cancelled = True

    def forget(self) -> None:
        self._is_forgotten = True

    def tell(self) -> None:
        """Calls what the caller wanted; on the UI thread."""
        if not self._is_forgotten:
            self._outcome()

    def _run(self) -> None:
        try:
            result = self._job(self._progress)
        except Cancelled:
            pass
        except UserError as error:
            self._outcome = lambda error=error: self._failed(error)
        except Exception as error:  # noqa: BLE001 -- a bug; raised again where the program reports bugs
            self._outcome = lambda error=error: _raise(error)
        else:
            self._outcome = lambda: self._done(result)
        self.ended.emit()

    def _progress(self, text: str, fraction: float) -> None:
        if self._is_cancelled:
            raise Cancelled
        if not self._last <= fraction < self._last + _STEP:
            self._last = fraction
            self.progressed.emit(text, fraction)


class _Runnable(QRunnable):
    def __init__(self, call: Callable[[], None]) -> None:
        super().__init__()
        self._call = call
        self.setAutoDelete(False)

    def run(self) -> None:
        self._call()


def _raise(error: Exception) -> None:
    raise error
