"""The document of a window and its file: what the file held, whether it may be written, and where it might go."""

from dataclasses import dataclass
from pathlib import Path

from perfdesk.model.document import Document
from perfdesk.model.session import Session
from perfdesk.storage.journal_lines import Owned
from perfdesk.storage.locks import FileLock
from perfdesk.storage.stamp import Stamp


@dataclass(slots=True)
class FileState:
    """Changes with each save. `base` is what the file holds, `stamp` its bytes; `note` says in whose hands it is.

    `folder` and `name` are proposed at the first save; without a name, one is made from the content.
    """

    session: Session
    base: Document
    stamp: Stamp | None = None
    lock: FileLock | None = None
    is_read_only: bool = False
    note: str = ""
    folder: str = ""
    name: str = ""

    @property
    def owned(self) -> Owned:
        """The file as recovery notes it."""
        return Owned(self.session.file, self.stamp)

    def saved(self, document: Document, path: Path, stamp: Stamp, lock: FileLock | None) -> None:
        """Goes on with the file that was written; a new `lock` takes the place of the old one."""
        if lock is not None:
            self.release()
            self.lock = lock
        self.base, self.stamp, self.is_read_only, self.note = document, stamp, False, ""
        self.session.file = path
        self.session.mark_saved(document)

    def release(self) -> None:
        """Lets others have the file."""
        if self.lock is not None:
            self.lock.release()
            self.lock = None


def unsaved(document: Document, folder: str = "", name: str = "") -> FileState:
    """A document that is nowhere yet, in which nothing has been done."""
    return FileState(Session(document), document, folder=folder, name=name)
