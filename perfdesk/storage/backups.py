"""Earlier states of saved files, in the user's data folder: the newest 20 of each file, then one a day for 90 days."""

import contextlib
import hashlib
import os
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from perfdesk.base.errors import UserError
from perfdesk.storage.disk import write_file
from perfdesk.storage.disk_errors import unwritable
from perfdesk.storage.stamp import Held, read_held
from perfdesk.storage.system import SYSTEM, System

NEWEST = 20
DAYS = 90
_SUFFIX = ".jxmb"
_TIME = "%Y%m%dT%H%M%S%f"
_NAME_LENGTH = 40
_TICK = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class Backup:
    """An earlier state: its file, when it had been saved, and when a later one took its place (both with zone)."""

    path: Path
    saved: datetime
    replaced: datetime


class Backups:
    """The backups under one folder. `now` gives the time with its zone, whose days count."""

    def __init__(self, folder: Path, now: Callable[[], datetime], system: System = SYSTEM) -> None:
        self._folder = folder
        self._now = now
        self._system = system

    def keep(self, file: Path, held: Held) -> None:
        """Keeps what the file holds before it is replaced, and lets go what has become too old or too many.

        The very bytes of the newest backup are not kept twice. UserError when the disk refuses.
        """
        before = self.of(file)
        if before and self._holds(before[0].path, held):
            return
        folder, now = self.folder_of(file), self._now()
        # A clock that was set back must not put this one behind older ones.
        replaced = max(now, before[0].replaced + _TICK) if before else now
        path = folder / f"{_word(replaced)}_{_word(held.stamp.changed)}{_SUFFIX}"
        try:
            self._system.make_folder(folder, 0o700, True)
        except OSError as error:
            raise unwritable(path, error) from error
        write_file(path, held.data, overwrite=False, system=self._system)
        for old in superfluous((Backup(path, held.stamp.changed, replaced), *before), now):
            with contextlib.suppress(OSError):  # It is tried again at the next save.
                self._system.unlink(old.path)

    def _holds(self, path: Path, held: Held) -> bool:
        try:
            found = read_held(path, self._system)
        except UserError:
            return False
        return found is not None and found.stamp.has_content_of(held.stamp)

    def of(self, file: Path) -> tuple[Backup, ...]:
        """The backups of a file, the newest first."""
        found = (_backup(path) for path in self.folder_of(file).glob(f"*{_SUFFIX}"))
        return tuple(sorted((one for one in found if one), key=lambda one: one.replaced, reverse=True))

    def folder_of(self, file: Path) -> Path:
        """Where the backups of a file are kept: by its name, which a person can find, and its whole path."""
        whole = os.path.normcase(file.absolute())
        digest = hashlib.sha256(whole.encode("utf-8", "surrogatepass")).hexdigest()[:12]
        return self._folder / f"{file.stem[:_NAME_LENGTH].strip(' .')}-{digest}"


def superfluous(backups: Iterable[Backup], now: datetime) -> tuple[Backup, ...]:
    """Which of the backups, the newest first, need not be kept at `now`."""
    days: set[object] = set()
    left: list[Backup] = []
    for number, one in enumerate(backups):
        day = one.replaced.astimezone(now.tzinfo).date()
        is_last_of_day = day not in days and now - one.replaced <= timedelta(DAYS)
        days.add(day)
        if number >= NEWEST and not is_last_of_day:
            left.append(one)
    return tuple(left)


def _word(time: datetime) -> str:
    return time.astimezone(UTC).strftime(_TIME)


def _backup(path: Path) -> Backup | None:
    """The backup that the file is, None for a file of another name."""
    replaced, _, saved = path.stem.partition("_")
    try:
        return Backup(path, _time(saved), _time(replaced))
    except ValueError:
        return None


def _time(word: str) -> datetime:
    return datetime.strptime(word, _TIME).replace(tzinfo=UTC)
