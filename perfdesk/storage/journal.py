"""The recovery journal of one window: what was typed since the last save, kept outside of its file.

A journal belongs to the process that holds the operating system's lock on it; one without an owner was left by a crash
and is kept until somebody decides on it.
"""

import contextlib
import os
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from secrets import token_hex

from perfdesk.base.errors import UserError
from perfdesk.model.document import Document
from perfdesk.storage.handles import if_allowed, pour, sync_folder
from perfdesk.storage.journal_lines import Owned, base_lines, change_line, head_line
from perfdesk.storage.system import SYSTEM, System

SUFFIX = ".journal"
_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_APPEND | getattr(os, "O_BINARY", 0)
_GROWTH = 4 << 20
"""Bytes of changes, and at least twice the base, after which a journal is begun anew: a day's typing without a save."""


class Journal:
    """Writes the journal of one document. Nothing is written before the first change. Belongs to one thread at a time.

    `now` gives the time with its zone. Methods raise UserError when the disk refuses; what was written before stays,
    and the next `record` begins a new file.
    """

    def __init__(
        self, folder: Path, base: Document, owned: Owned, now: Callable[[], datetime], system: System = SYSTEM
    ) -> None:
        """The work begins with `base`, which `owned` says where to find."""
        self._folder = folder
        self._base = self._last = base
        self._owned = owned
        self._now = now
        self._system = system
        self._file: _File | None = None
        self._must_begin = True

    def record(self, document: Document) -> None:
        """Has the document on the disk before it returns."""
        if document is self._last and not (self._must_begin and document is not self._base):
            return
        try:
            if self._must_begin or self._file is None or self._file.is_full:
                self._begin(document)
            else:
                self._file.append(change_line(self._last, document, self._now()), self._system)
        except OSError as error:
            raise _not_kept(error) from error
        self._last = document

    def saved(self, base: Document, owned: Owned, document: Document) -> None:
        """Begins anew once the file `owned` holds `base`; what was typed on up to `document` is kept throughout."""
        self._base, self._owned, self._must_begin = base, owned, True
        if document is base:
            self._last = document
            self.close(discard=True)
        else:
            self.record(document)

    def close(self, *, discard: bool) -> None:
        """Ends it: with `discard` nothing is left, else it is found by `abandoned`."""
        file, self._file = self._file, None
        if file is not None:
            try:
                file.close(self._system, discard=discard)
            except OSError as error:
                raise _not_kept(error) from error

    def _begin(self, document: Document) -> None:
        """Goes over to a new file; the old one is removed when the new one is on the disk."""
        at = self._now()
        lines = (head_line(self._owned), *base_lines(self._base, at), change_line(self._base, document, at))
        before, self._file = self._file, _File(self._folder, b"".join(lines), self._system)
        self._must_begin = False
        if before is not None:
            before.close(self._system, discard=True)


class _File:
    """A journal on the disk, locked by this process until it is closed."""

    def __init__(self, folder: Path, data: bytes, system: System) -> None:
        system.make_folder(folder, 0o700, True)
        self._path = folder / f"{token_hex(8)}{SUFFIX}"
        self._room = max(_GROWTH, 2 * len(data))
        self._handle = system.open(self._path, _NEW, 0o600)
        with contextlib.ExitStack() as undo:
            undo.callback(self.close, system, discard=True)
            # Others take no interest in an empty file, so nobody else can have locked this one.
            system.try_lock(self._handle)
            self.append(data, system)
            sync_folder(folder, system)
            undo.pop_all()

    @property
    def is_full(self) -> bool:
        """Whether the next change belongs into a new file: this one is long, or its last line may be torn."""
        return self._room <= 0

    def append(self, data: bytes, system: System) -> None:
        """Has whole lines on the disk before it returns."""
        room, self._room = self._room - len(data), 0
        pour(self._handle, data, system)
        if_allowed(lambda: system.fsync(self._handle))
        self._room = room

    def close(self, system: System, *, discard: bool) -> None:
        """Gives the lock back, and with `discard` removes the file."""
        # In this order, since Windows removes no open file.
        try:
            system.close(self._handle)
        finally:
            if discard:
                system.unlink(self._path)


def _not_kept(error: OSError) -> UserError:
    return UserError(
        f"没有自动备份，磁盘报错：{error.strerror}。", "内容还在窗口里，没有丢。", "请尽快保存，并清理磁盘。"
    )
