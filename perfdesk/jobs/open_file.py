"""Opens a `.jxmb` file to work on it: locked against others where that can be, and where its place is unsafe, told."""

import os
import sys
import tempfile
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Literal

from perfdesk.base.errors import UserError
from perfdesk.model.document import Document
from perfdesk.storage.jxmb import decode
from perfdesk.storage.locks import FileLock, Holder, Person, lock
from perfdesk.storage.stamp import Stamp, read_held

Standing = Literal["", "temporary", "removable", "read-only"]
_MAIL_FOLDERS = frozenset({"content.outlook", "inetcache", "temporary internet files"})
_MEDIA = (("/", "media"), ("/", "run", "media"), ("/", "Volumes"))
_DRIVE_REMOVABLE = 2


@dataclass(frozen=True, slots=True)
class OpenedFile:
    """A document with its file as it was read. With a `Holder` in place of the lock it is open read-only."""

    path: Path
    document: Document
    stamp: Stamp
    lock: FileLock | Holder
    standing: Standing


def open_file(path: Path, person: Person, now: datetime, *, take_over: bool = False) -> OpenedFile:
    """Locks the file and reads it; `take_over` as in `lock`. UserError when it is gone or cannot be read."""
    locked = lock(path, person, now, take_over=take_over)
    try:
        held = read_held(path)
        if held is None:
            raise UserError(f"打不开文件：“{path}”不在了。", todo="请看看文件是不是移动或改名了。")
        document = decode(held.data, path.name)
    except UserError:
        if isinstance(locked, FileLock):
            locked.release()
        raise
    return OpenedFile(path, document, held.stamp, locked, standing_of(path))


def standing_of(path: Path) -> Standing:
    """What is special about the place of a file: it is cleared by itself, pulled out, or cannot be written to."""
    whole = Path(os.path.realpath(path))
    temporary = Path(os.path.realpath(tempfile.gettempdir()))
    if temporary in whole.parents or not _MAIL_FOLDERS.isdisjoint(part.lower() for part in whole.parts):
        return "temporary"
    if not os.access(whole, os.W_OK):
        return "read-only"
    return "removable" if _is_removable(whole) else ""


if sys.platform == "win32":
    import ctypes

    def _is_removable(path: Path) -> bool:
        return ctypes.windll.kernel32.GetDriveTypeW(path.anchor) == _DRIVE_REMOVABLE
else:

    def _is_removable(path: Path) -> bool:
        return any(path.parts[: len(folder)] == folder for folder in _MEDIA)
