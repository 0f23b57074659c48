"""Journals that a crash has left: found, read, and decided on."""

import contextlib
import os
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from perfdesk.base.errors import UserError
from perfdesk.model.compare import compare
from perfdesk.model.document import Document
from perfdesk.storage.handles import read_all
from perfdesk.storage.journal import SUFFIX
from perfdesk.storage.journal_lines import Journalled, Owned, read_lines
from perfdesk.storage.system import SYSTEM, System

_READ = os.O_RDONLY | getattr(os, "O_BINARY", 0)


@dataclass(frozen=True, slots=True)
class Abandoned:
    """A journal without an owner, and the work in it."""

    path: Path
    work: Journalled

    @property
    def changed_projects(self) -> int:
        """Number of projects that were added, removed, moved or changed since the last save."""
        return len(compare(self.work.base, self.work.document))


def abandoned(folder: Path, system: System = SYSTEM) -> tuple[Abandoned, ...]:
    """All journals in the folder that nobody owns, the latest work first. None of them is changed."""
    found = (_look(path, system) for path in sorted(folder.glob(f"*{SUFFIX}")))
    return tuple(sorted((one for one in found if one is not None), key=lambda one: one.work.at, reverse=True))


def _look(path: Path, system: System) -> Abandoned | None:
    try:
        handle = system.open(path, _READ)
    except FileNotFoundError:
        return None
    except OSError:
        return _unreadable(path)
    try:
        status = system.fstat(handle)
        # An empty one is just being begun, by whoever locks it next.
        if status.st_size == 0 or system.try_lock(handle) is False:
            return None
        changed = datetime.fromtimestamp(status.st_mtime, UTC)
        return Abandoned(path, read_lines(read_all(handle, system), changed))
    except OSError:
        return _unreadable(path)
    finally:
        system.close(handle)


def _unreadable(path: Path) -> Abandoned:
    return Abandoned(path, Journalled(Owned(), Document(), Document(), datetime.fromtimestamp(0, UTC), is_whole=False))


class Taken:
    """An abandoned journal that this process has for itself until it decides."""

    def __init__(self, one: Abandoned, system: System = SYSTEM) -> None:
        """UserError when another window has taken or removed it meanwhile."""
        self.work = one.work
        self._path = one.path
        self._system = system
        try:
            self._handle = system.open(one.path, _READ)
        except OSError as error:
            raise _gone() from error
        if system.try_lock(self._handle) is False:
            system.close(self._handle)
            raise _gone()

    def keep(self) -> None:
        """Gives it back: it is abandoned again."""
        self._system.close(self._handle)

    def discard(self) -> None:
        """Removes it, since its work is elsewhere or not wanted. What the disk refuses is offered once more."""
        self._system.close(self._handle)
        with contextlib.suppress(OSError):
            self._system.unlink(self._path)


def _gone() -> UserError:
    return UserError("这份没有保存的内容，另一个窗口已经在处理。", todo="请到那个窗口里看看。")
