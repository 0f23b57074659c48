"""What a file held when it was read or written: told from what it holds later."""

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from perfdesk.storage.disk import read_file
from perfdesk.storage.jxmb import FILE_LIMIT
from perfdesk.storage.system import SYSTEM, System


@dataclass(frozen=True, slots=True)
class Stamp:
    """Size, time of change and sha256 of the bytes. The time tells a person when; only the bytes tell whether."""

    size: int
    changed: datetime
    digest: str

    def has_content_of(self, other: "Stamp") -> bool:
        """Whether both are of the same bytes."""
        return (self.size, self.digest) == (other.size, other.digest)


@dataclass(frozen=True, slots=True)
class Held:
    """The bytes of a file and their stamp."""

    data: bytes
    stamp: Stamp


def read_held(path: Path, system: System = SYSTEM) -> Held | None:
    """What the file holds, None when there is none. UserError when it cannot be read."""
    try:
        changed = system.stat(path).st_mtime
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError:
        changed = 0.0  # What hinders is named by the reading.
    data = read_file(path, FILE_LIMIT, system)
    return Held(data, stamp_of(data, datetime.fromtimestamp(changed, UTC)))


def stamp_of(data: bytes, changed: datetime) -> Stamp:
    """The stamp of a file with these bytes."""
    return Stamp(len(data), changed, hashlib.sha256(data).hexdigest())
