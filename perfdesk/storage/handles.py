"""Whole reads and writes through an open file, and the calls that a share may refuse."""

import os
import sys
from collections.abc import Callable
from pathlib import Path

from perfdesk.storage.disk_errors import MAY_BE_REFUSED
from perfdesk.storage.system import System

_BLOCK = 1 << 20


def pour(handle: int, data: bytes, system: System) -> None:
    """Writes all of the bytes."""
    rest = memoryview(data)
    while rest:
        rest = rest[system.write(handle, rest[:_BLOCK]) :]


def read_all(handle: int, system: System, enough: int = sys.maxsize) -> bytes:
    """The bytes up to the end of the file, or a block more than `enough` when it grows meanwhile."""
    blocks: list[bytes] = []
    size = 0
    while size <= enough and (block := system.read(handle, _BLOCK)):
        blocks.append(block)
        size += len(block)
    return b"".join(blocks)


def if_allowed(call: Callable[[], None]) -> None:
    """Does what some shares and sticks cannot do; their refusal is no failure of the write, a disk error is."""
    try:
        call()
    except OSError as error:
        if error.errno not in MAY_BE_REFUSED:
            raise


def sync_folder(folder: Path, system: System) -> None:
    """Has the names in the folder on the disk too, where folders can be opened (not on Windows)."""
    if hasattr(os, "O_DIRECTORY"):
        if_allowed(lambda: _sync(folder, system))


def _sync(folder: Path, system: System) -> None:
    handle = system.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        system.fsync(handle)
    finally:
        system.close(handle)
