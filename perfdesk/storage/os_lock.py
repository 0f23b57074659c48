"""The operating system's own lock on an open file, which ends with the process, however that ends."""

import errno
import os
import sys

_UNKNOWN = frozenset({errno.ENOLCK, errno.ENOSYS, errno.ENOTSUP, errno.EOPNOTSUPP, errno.EINVAL})
"""Errors by which a share says that it has no locks."""
FAR = 1 << 40
"""Where Windows locks a byte: it keeps others from reading what is locked, so it lies beyond all content."""


def try_lock(handle: int) -> bool | None:
    """Takes the lock of an open file until it is closed; False when another has it, None when the disk has no locks.

    A second opening of the file counts as another, also in the same process.
    """
    try:
        _lock(handle)
    except OSError as error:
        if error.errno in (errno.EWOULDBLOCK, errno.EACCES, errno.EDEADLK):
            return False
        if error.errno in _UNKNOWN:
            return None
        raise
    return True


if sys.platform == "win32":
    import msvcrt

    def _lock(handle: int) -> None:
        os.lseek(handle, FAR, os.SEEK_SET)
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        os.lseek(handle, 0, os.SEEK_SET)
else:
    import fcntl

    def _lock(handle: int) -> None:
        # Not lockf: that lock ends when the process closes any other opening of the file.
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
