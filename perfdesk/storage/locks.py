"""The lock beside a file that somebody works on: `.~NAME.lock`, a little JSON that says who, where and since when.

It warns people; nothing hinders another program from writing. While the file is open, the operating system's lock on it
tells a living owner from one that crashed.
"""

import contextlib
import getpass
import json
import os
import platform
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from secrets import token_hex
from typing import cast

from perfdesk.base.errors import UserError
from perfdesk.storage.disk import write_file
from perfdesk.storage.handles import if_allowed, pour, read_all
from perfdesk.storage.system import SYSTEM, System

_BINARY = getattr(os, "O_BINARY", 0)
_LIMIT = 4096


@dataclass(frozen=True, slots=True)
class Person:
    """Who works at which machine."""

    who: str
    machine: str


@dataclass(frozen=True, slots=True)
class Holder:
    """Whose lock stands beside a file; None what it does not tell. `is_own`: this person at this machine."""

    person: Person | None
    since: datetime | None
    is_own: bool


def this_person() -> Person:
    """The person and machine that the program runs for."""
    try:
        who = getpass.getuser()
    except (KeyError, OSError):
        who = ""  # A machine that knows no name for its user; the machine's name tells enough.
    return Person(who, platform.node())


class FileLock:
    """A lock that this window has until `release`; not `is_held` where the folder lets nobody write."""

    def __init__(self, path: Path, content: bytes, handle: int | None, system: System) -> None:
        self._path = path
        self._content = content
        self._handle = handle
        self._system = system

    @property
    def is_held(self) -> bool:
        """Whether others see the lock."""
        return self._handle is not None

    def release(self) -> None:
        """Takes the lock away, unless somebody else has taken the file over. What the disk refuses is left lying."""
        handle, self._handle = self._handle, None
        if handle is None:
            return
        _close(handle, self._system)
        with contextlib.suppress(OSError):
            if _content(self._path, self._system) == self._content:
                self._system.unlink(self._path)


def lock_path(file: Path) -> Path:
    """Where the lock of a file stands."""
    return file.with_name(f".~{file.name}.lock")


def lock(
    file: Path, person: Person, now: datetime, *, take_over: bool = False, system: System = SYSTEM
) -> FileLock | Holder:
    """Locks the file, or says who has it. A lock that a crash of the same person's program left is taken over.

    `take_over` replaces any other too: the person was asked. A folder in which nothing can be written has no locks.
    """
    path = lock_path(file)
    told = {"who": person.who, "machine": person.machine, "since": now.isoformat(), "token": token_hex(8)}
    content = json.dumps(told, ensure_ascii=False).encode("utf-8", "replace")
    try:
        handle = system.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL | _BINARY, 0o666)
    except FileExistsError:
        return _second(path, content, person, take_over, system)
    except OSError:
        return FileLock(path, content, None, system)
    return _filled(path, content, handle, system)


def _filled(path: Path, content: bytes, handle: int, system: System) -> FileLock:
    """Says in the open lock file whose it is. A disk that refuses even this little has no locks."""
    try:
        system.try_lock(handle)
        system.lseek(handle, 0, os.SEEK_SET)
        pour(handle, content, system)
        system.ftruncate(handle, len(content))
        if_allowed(lambda: system.fsync(handle))
    except OSError:
        _close(handle, system)
        with contextlib.suppress(OSError):
            system.unlink(path)
        return FileLock(path, content, None, system)
    return FileLock(path, content, handle, system)


def _second(path: Path, content: bytes, person: Person, take_over: bool, system: System) -> FileLock | Holder:
    """The same where a lock stands already."""
    if take_over:
        return _replaced(path, content, system)
    try:
        handle = system.open(path, os.O_RDWR | _BINARY)
    except FileNotFoundError:
        # Taken away this very moment; whoever opens the file next makes a new one.
        return FileLock(path, content, None, system)
    except OSError:
        return Holder(None, None, is_own=False)
    with contextlib.ExitStack() as undo:
        undo.callback(_close, handle, system)
        try:
            holder = _holder(read_all(handle, system, _LIMIT), person)
            has_no_owner = holder.is_own and system.try_lock(handle) is True
        except OSError:
            return Holder(None, None, is_own=False)
        if not has_no_owner:
            return holder
        undo.pop_all()
    return _filled(path, content, handle, system)


def _replaced(path: Path, content: bytes, system: System) -> FileLock:
    """A new lock file in the place of the old, whose owner then knows it by its content for somebody else's."""
    try:
        write_file(path, content, system=system)
        handle = system.open(path, os.O_RDWR | _BINARY)
    except (UserError, OSError):
        return FileLock(path, content, None, system)
    system.try_lock(handle)
    return FileLock(path, content, handle, system)


def _close(handle: int, system: System) -> None:
    with contextlib.suppress(OSError):  # The share is gone, and the lock with it.
        system.close(handle)


def _content(path: Path, system: System) -> bytes:
    handle = system.open(path, os.O_RDONLY | _BINARY)
    try:
        return read_all(handle, system, _LIMIT)
    finally:
        system.close(handle)


def _holder(content: bytes, person: Person) -> Holder:
    try:
        told = cast("dict[str, str]", json.loads(content))
        found, since = Person(str(told["who"]), str(told["machine"])), datetime.fromisoformat(told["since"])
    except (ValueError, KeyError, TypeError):
        return Holder(None, None, is_own=False)
    return Holder(found, since, is_own=found == person)
