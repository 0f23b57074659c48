"""The disk: the only place that reads user files whole and writes them, so that a write happened or did not."""

import contextlib
import os
import stat
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from secrets import token_hex
from typing import BinaryIO

from perfdesk.base.errors import UserError
from perfdesk.storage.disk_errors import MAY_BE_REFUSED, is_in_use, too_large, unreadable, unwritable
from perfdesk.storage.handles import if_allowed, pour, read_all, sync_folder
from perfdesk.storage.system import SYSTEM, System

Content = bytes | Callable[[BinaryIO], None]
"""What to write: the bytes, or what writes them into a binary file."""

_READ = os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0)
_WRITE = os.O_WRONLY | getattr(os, "O_BINARY", 0)
_TRIES = 3
_PAUSE = 0.3
"""Seconds between the tries: a virus scanner lets go of a file within a second."""


def read_file(path: Path, limit_bytes: int, system: System = SYSTEM) -> bytes:
    """The bytes of a regular file, opened once and never changed; its size is looked at before a byte is read.

    UserError for a folder, a file that is gone, no right, a pipe or device, and more than `limit_bytes`.
    """
    try:
        # Without O_NONBLOCK, opening a pipe that nobody writes to would wait for ever.
        handle = system.open(path, _READ)
        try:
            return _read(path, handle, limit_bytes, system)
        finally:
            system.close(handle)
    except OSError as error:
        raise unreadable(path, error) from error


def _read(path: Path, handle: int, limit_bytes: int, system: System) -> bytes:
    found = system.fstat(handle)
    if stat.S_ISDIR(found.st_mode):
        raise UserError(f"打不开文件：“{path}”是文件夹，不是文件。", todo="请选择文件夹里的文件。")
    if not stat.S_ISREG(found.st_mode):
        raise UserError(f"打不开文件：“{path}”不是普通文件。", todo="请先把内容存成文件再打开。")
    if found.st_size > limit_bytes:
        raise too_large(path, found.st_size, limit_bytes)
    data = read_all(handle, system, limit_bytes)
    if len(data) > limit_bytes:
        raise too_large(path, len(data), limit_bytes)
    return data


def write_file(path: Path, content: Content, *, overwrite: bool = True, system: System = SYSTEM) -> None:
    """Writes the whole file or leaves what was there: temporary file beside it, fsync, replace, fsync of the folder.

    A link is followed to its file; an existing file keeps its mode. With `overwrite` False an existing target is
    refused, also one that appears meanwhile. `content` is made before the disk is touched. UserError says what the
    disk refused; then the target is as it was, and no temporary file stays.
    """
    data = content if isinstance(content, bytes) else _made(content)
    target = Path(os.path.realpath(path)) if os.path.islink(path) else path  # noqa: PTH114 (never raises)
    temporary = target.with_name(f".perfdesk-{token_hex(6)}.tmp")
    try:
        mode = _mode(target, overwrite, system)
        _write_new(temporary, data, mode, system)
        _publish(temporary, target, data, overwrite, system)
    except OSError as error:
        raise unwritable(target, error) from error
    _sync_folder(target, system)


def _discard(path: Path, system: System) -> None:
    # A published file has left this name; what else stops its removal must not hide the first error.
    with contextlib.suppress(OSError):
        system.unlink(path)


def _made(content: Callable[[BinaryIO], None]) -> bytes:
    out = BytesIO()
    content(out)
    return out.getvalue()


def _mode(target: Path, overwrite: bool, system: System) -> int | None:
    """Permission bits of the existing target, None when there is none. UserError when it must not be replaced."""
    try:
        found = system.stat(target)
    except FileNotFoundError:
        return None
    if stat.S_ISDIR(found.st_mode):
        raise UserError(f"不能写入：“{target}”是文件夹。", "什么也没有改动。", "请换一个文件名。")
    if not stat.S_ISREG(found.st_mode):
        raise UserError(f"不能写入：“{target}”不是普通文件。", "什么也没有改动。", "请换一个文件名。")
    if not overwrite:
        raise _exists(target)
    if not system.access(target, os.W_OK):
        raise UserError(
            f"不能写入：“{target.name}”是只读文件。", "原来的文件没有变。", "请取消只读，或者换一个文件名。"
        )
    return stat.S_IMODE(found.st_mode)


def _exists(target: Path) -> UserError:
    return UserError(f"已经有“{target.name}”这个文件。", "原来的文件没有变。", "请换一个文件名，或者选择覆盖。")


def _write_new(path: Path, data: bytes, mode: int | None, system: System) -> None:
    """Writes a new file through to the disk, or leaves none. FileExistsError when the name is taken."""
    handle = system.open(path, _WRITE | os.O_CREAT | os.O_EXCL, 0o666 if mode is None else mode)
    with contextlib.ExitStack() as undo:
        undo.callback(_discard, path, system)
        try:
            if mode is not None:
                if_allowed(lambda: system.chmod(path, mode))
            pour(handle, data, system)
            if_allowed(lambda: system.fsync(handle))
        finally:
            system.close(handle)
        undo.pop_all()


def _publish(temporary: Path, target: Path, data: bytes, overwrite: bool, system: System) -> None:
    """Gives the temporary file its name; it is gone afterwards, unless it is the only whole one."""
    with contextlib.ExitStack() as afterwards:
        afterwards.callback(_discard, temporary, system)
        try:
            if overwrite:
                _replace(temporary, target, data, system)
            else:
                _link(temporary, target, data, system)
        except _HalfWrittenError as error:
            afterwards.pop_all()
            raise UserError(
                f"“{target.name}”可能只写了一半，磁盘报错：{error}。",
                f"完整的新内容在同一文件夹的“{temporary.name}”里。",
                "请马上换一个磁盘再存一次。",
            ) from error


class _HalfWrittenError(Exception):
    """The target holds neither the old nor the new bytes; the temporary file beside it holds the new ones."""


def _link(temporary: Path, target: Path, data: bytes, system: System) -> None:
    try:
        system.link(temporary, target)
    except FileExistsError:
        raise _exists(target) from None
    except OSError as error:
        if error.errno not in MAY_BE_REFUSED:
            raise
        _take_name(target, data, system)


def _take_name(target: Path, data: bytes, system: System) -> None:
    """For a disk without hard links: the new file is made under its name, which nobody else can take any more."""
    try:
        _write_new(target, data, None, system)
    except FileExistsError:
        raise _exists(target) from None


def _replace(temporary: Path, target: Path, data: bytes, system: System) -> None:
    for attempt in range(1, _TRIES + 1):
        try:
            system.replace(temporary, target)
        except OSError as error:
            if is_in_use(error):
                if attempt == _TRIES:
                    raise
                system.sleep(_PAUSE)
            elif error.errno in MAY_BE_REFUSED:
                _write_over(target, data, system)
                return
            else:
                raise
        else:
            return


def _write_over(target: Path, data: bytes, system: System) -> None:
    """For a share that refuses to replace a file: writes into the target, and puts the old bytes back on a failure.

    The whole new file stands beside it until this is done, so that a power cut here loses neither.
    """
    try:
        handle = system.open(target, os.O_RDWR | getattr(os, "O_BINARY", 0))
    except FileNotFoundError:
        _take_name(target, data, system)
        return
    try:
        _exchange(handle, data, system)
    finally:
        _close_changed(handle, system)


def _exchange(handle: int, data: bytes, system: System) -> None:
    old = read_all(handle, system)
    try:
        _refill(handle, data, system)
    except OSError as error:
        _put_back(handle, old, error, system)
        raise


def _close_changed(handle: int, system: System) -> None:
    """Some shares tell only here that they did not write; what the file holds then is not known."""
    try:
        system.close(handle)
    except OSError as error:
        raise _HalfWrittenError(error.strerror) from error


def _put_back(handle: int, old: bytes, reason: OSError, system: System) -> None:
    try:
        _refill(handle, old, system)
    except OSError:
        raise _HalfWrittenError(reason.strerror) from reason


def _refill(handle: int, data: bytes, system: System) -> None:
    system.lseek(handle, 0, os.SEEK_SET)
    pour(handle, data, system)
    system.ftruncate(handle, len(data))
    if_allowed(lambda: system.fsync(handle))


def _sync_folder(target: Path, system: System) -> None:
    try:
        sync_folder(target.parent, system)
    except OSError as error:
        raise UserError(
            f"磁盘报错：{error.strerror}。",
            f"“{target.name}”已经写入，但断电后不一定还在。",
            "请换一个磁盘再存一份。",
        ) from error
