"""One running program a person: the first start holds a lock, a later one hands its files to the first and ends.

The lock tells without QtNetwork, which takes long to load, that there is nobody to ask.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QLockFile

if TYPE_CHECKING:
    from perfdesk.gui.instance import Instance

_NAME = "running.lock"
_PATIENCE_S = 3.0
"""The first may be starting still: it listens only when its window is there."""
_log = logging.getLogger(__name__)


class FirstStart:
    """Whether this is the first start with the data folder. The system lets go of the lock of one that was killed."""

    def __init__(self, folder: Path) -> None:
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            _log.warning("the folder %s cannot be made: %s", folder, error)
        self._folder = folder
        self._lock = QLockFile(str(folder / _NAME))
        # It is as old as the program runs: its process tells whether it still means anything, its age does not.
        self._lock.setStaleLockTime(0)
        self._lock.tryLock(0)
        self._is_alone = self._lock.isLocked()
        self._instance: Instance | None = None

    def hand_over(self, paths: Sequence[Path]) -> bool:
        """Gives the files to the first start; False when that is this one, or one that does not answer."""
        if not self._is_alone:
            from perfdesk.gui.instance import hand_over, server_name

            is_locked = self._lock.error() == QLockFile.LockError.LockFailedError
            patience = _PATIENCE_S if is_locked else 0.0
            self._is_alone = not hand_over(paths, server_name(self._folder), patience)
        return not self._is_alone

    def listen(self, handed: Callable[[tuple[Path, ...]], None]) -> None:
        """Takes the files of later starts from now on, unless another one does. For after the first paint."""
        if self._is_alone:
            from perfdesk.gui.instance import Instance, server_name

            self._instance = Instance(server_name(self._folder))
            self._instance.handed.connect(handed)

    def close_down(self) -> None:
        """Lets the next start be the first."""
        if self._instance is not None:
            self._instance.close_down()
        self._lock.unlock()
