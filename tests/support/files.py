"""A disk that refuses what a test wants, and what stands in a folder."""

import errno
import os
from collections.abc import Callable
from pathlib import Path

from perfdesk.storage.system import System

CALLS = tuple(name for name in vars(System) if not name.startswith("_"))


class Disk(System):
    """The real disk, which counts its calls, refuses the one numbered `nth`, and always those named in `refuse`."""

    def __init__(self, nth: int = -1, error: int = errno.EIO, refuse: dict[str, OSError] | None = None) -> None:
        self.called: list[str] = []
        for name in CALLS:
            setattr(self, name, self._watched(name, nth, error, (refuse or {}).get(name)))

    def _watched(self, name: str, nth: int, error: int, always: OSError | None) -> Callable[..., object]:
        real = getattr(System, name)

        def call(*args: object) -> object:
            self.called.append(name)
            if name == "close":
                real(*args)  # The system closes a file also when it then reports an error.
            if always is not None:
                raise always
            if len(self.called) - 1 == nth:
                raise OSError(error, os.strerror(error))
            return None if name in ("sleep", "close") else real(*args)

        return call


def refusal(code: int, winerror: int | None = None) -> OSError:
    """An error as the system raises it, on Windows with its number."""
    error = OSError(code, os.strerror(code))
    if winerror is not None:
        error.winerror = winerror
    return error


def names(folder: Path) -> list[str]:
    """What stands in the folder, hidden files too."""
    return sorted(path.name for path in folder.iterdir())


def listing(folder: Path) -> dict[str, tuple[bytes, int]]:
    """Bytes and time of change of each file in the folder."""
    return {path.name: (path.read_bytes(), path.stat().st_mtime_ns) for path in sorted(folder.iterdir())}
