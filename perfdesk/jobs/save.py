"""Saves a document to its file: looks whether somebody else changed it meanwhile, keeps what it held, replaces it."""

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from perfdesk.base.errors import UserError
from perfdesk.model.document import Document
from perfdesk.model.normal import normal_document
from perfdesk.storage.backups import Backups
from perfdesk.storage.disk import write_file
from perfdesk.storage.jxmb import decode, encode
from perfdesk.storage.stamp import Held, Stamp, read_held, stamp_of
from perfdesk.storage.system import SYSTEM, System


@dataclass(frozen=True, slots=True)
class Saved:
    """A save that happened. `unkept` says why what the file held before is not among the backups, if it is not."""

    stamp: Stamp
    unkept: UserError | None = None


@dataclass(frozen=True, slots=True)
class Changed:
    """Nothing was saved: the file holds something else since `changed`; `document` None when that cannot be read."""

    changed: datetime
    document: Document | None


def save_over(
    document: Document, path: Path, backups: Backups, *, expected: Stamp | None, system: System = SYSTEM
) -> Saved | Changed:
    """Saves the document in normal form as `path`; what stood there goes to the backups.

    `expected` is what the file held when it was read or saved last: where it holds other bytes, nothing is done. With
    None it is replaced whatever it holds: the person was asked. UserError when the disk refuses; the file is as it was.
    """
    data = encode(normal_document(document))
    held = read_held(path, system)
    if held is not None and expected is not None and not held.stamp.has_content_of(expected):
        return Changed(held.stamp.changed, _readable(held, path))
    if held is not None and held.data == data:
        return Saved(held.stamp)
    unkept = None if held is None else _keep(held, path, backups)
    write_file(path, data, system=system)
    return Saved(stamp_of(data, datetime.now(UTC)), unkept)


def _keep(held: Held, path: Path, backups: Backups) -> UserError | None:
    try:
        backups.keep(path, held)
    except UserError as error:
        return error
    return None


def _readable(held: Held, path: Path) -> Document | None:
    try:
        return decode(held.data, path.name)
    except UserError:
        return None
