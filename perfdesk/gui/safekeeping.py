"""What the windows of one program share to keep work safe: folders, clock, person, and which files are open."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtWidgets import QWidget

from perfdesk.base.folders import data_folder
from perfdesk.storage.backups import Backups
from perfdesk.storage.locks import Person, this_person


def local_time() -> datetime:
    """Now, with the zone of this machine."""
    return datetime.now(UTC).astimezone()


@dataclass(frozen=True, slots=True)
class Safekeeping:
    """One for the program. `open_files` are the open files by window, so that a file is opened once."""

    journals: Path
    backups: Backups
    person: Person
    now: Callable[[], datetime] = local_time
    open_files: dict[QWidget, Path] = field(default_factory=dict[QWidget, Path])

    def window_of(self, path: Path) -> QWidget | None:
        """The window in which the file is open, None when it is in none."""
        wanted = path.absolute()
        return next((window for window, file in self.open_files.items() if file.absolute() == wanted), None)


def safekeeping(folder: Path | None = None, now: Callable[[], datetime] = local_time) -> Safekeeping:
    """The usual one, under the user's data folder."""
    data = folder or data_folder()
    return Safekeeping(data / "recovery", Backups(data / "backups", now), this_person(), now)
