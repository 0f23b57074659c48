"""What the disk's refusals mean to a person: one message for each, and which of them a share may make in good faith."""

import errno
import os
from collections.abc import Mapping
from pathlib import Path

from perfdesk.base.errors import UserError

MAY_BE_REFUSED = frozenset(
    {errno.EPERM, errno.EACCES, errno.EINVAL, errno.ENOSYS, errno.ENOTSUP, errno.EOPNOTSUPP, errno.EXDEV, errno.EMLINK}
)
"""Errors by which shares and sticks say that they cannot do a call (fsync, mode, hard link, replace) at all."""

_IN_USE = frozenset({errno.EBUSY, errno.ETXTBSY})
_WINDOWS_IN_USE = frozenset({5, 32, 33})
"""ERROR_ACCESS_DENIED, ERROR_SHARING_VIOLATION, ERROR_LOCK_VIOLATION: what a file open in Word gives."""
_WINDOWS_NAME_TOO_LONG = 206
_UNTOUCHED = "没有写入，原来的文件没有变。"

_GONE = ("找不到文件夹“{folder}”。", "请换一个文件夹。")
_FULL = ("磁盘空间不够，写不下“{name}”。", "请清理磁盘，或者换一个文件夹。")
_NO_RIGHT = ("没有权限在文件夹“{folder}”里写文件。", "请换一个文件夹。")
_UNWRITABLE: Mapping[int, tuple[str, str]] = {
    errno.ENOENT: _GONE,
    errno.ENOTDIR: _GONE,
    errno.ENOSPC: _FULL,
    errno.EDQUOT: _FULL,
    errno.EFBIG: ("“{name}”超过了这个磁盘允许的文件大小。", "请换一个磁盘。"),
    errno.EROFS: ("“{folder}”所在的磁盘是只读的。", "请换一个文件夹。"),
    errno.EACCES: _NO_RIGHT,
    errno.EPERM: _NO_RIGHT,
    errno.EISDIR: ("“{name}”是文件夹，不是文件。", "请换一个文件名。"),
    errno.ENAMETOOLONG: ("文件名“{name}”太长。", "请换一个短一些的文件名。"),
}
_UNREADABLE: Mapping[int, tuple[str, str]] = {
    errno.ENOENT: ("打不开文件：“{path}”不在了。", "请看看文件是不是移动或改名了。"),
    errno.ENOTDIR: ("打不开文件：“{path}”不在了。", "请看看文件是不是移动或改名了。"),
    errno.EACCES: ("打不开文件：没有权限读“{path}”。", "请向文件的主人要权限，或者请他另存一份。"),
    errno.EPERM: ("打不开文件：没有权限读“{path}”。", "请向文件的主人要权限，或者请他另存一份。"),
    errno.ENXIO: ("打不开文件：“{path}”不是普通文件。", "请先把内容存成文件再打开。"),
    errno.ENAMETOOLONG: ("打不开文件：文件名“{name}”太长。", "请换一个短一些的文件名。"),
    errno.EISDIR: ("打不开文件：“{path}”是文件夹，不是文件。", "请选择文件夹里的文件。"),
}


def is_in_use(error: OSError) -> bool:
    """Whether another program holds the file, so that a second try may help."""
    return error.errno in _IN_USE or _windows_code(error) in _WINDOWS_IN_USE


def _windows_code(error: OSError) -> int | None:
    return getattr(error, "winerror", None)


def unwritable(path: Path, error: OSError) -> UserError:
    """What to tell when `path` could not be written; the target is as it was."""
    if is_in_use(error):
        what, todo = "“{name}”正被其他程序打开。", "请在那个程序里关闭它再试，或者换一个文件名。"
    elif _windows_code(error) == _WINDOWS_NAME_TOO_LONG:
        what, todo = _UNWRITABLE[errno.ENAMETOOLONG]
    else:
        what, todo = _UNWRITABLE.get(
            error.errno or 0, (f"写不进“{{name}}”，磁盘报错：{error.strerror}。", "请换一个磁盘或文件夹再试。")
        )
    return UserError(what.format(name=path.name, folder=path.parent), _UNTOUCHED, todo)


def unreadable(path: Path, error: OSError) -> UserError:
    """What to tell when `path` could not be read."""
    code = errno.EISDIR if os.path.isdir(path) else error.errno or 0  # noqa: PTH112 (never raises)
    what, todo = _UNREADABLE.get(code, ("打不开文件：读“{path}”时磁盘报错：{reason}。", "请换一个磁盘或文件夹再试。"))
    return UserError(what.format(path=path, name=path.name, reason=error.strerror), todo=todo)


def too_large(path: Path, size: int, limit: int) -> UserError:
    """What to tell when `path` has more bytes than are read."""
    return UserError(
        f"“{path.name}”太大（{-(-size >> 20)} MB），最多 {limit >> 20} MB。", todo="请拆分成几个文件再打开。"
    )
