"""A document on the disk: saved as a `.jxmb` file, opened from one."""

from pathlib import Path

from perfdesk.model.document import Document
from perfdesk.storage.disk import read_file, write_file
from perfdesk.storage.jxmb import FILE_LIMIT, decode, encode
from perfdesk.storage.system import SYSTEM, System


def save(document: Document, path: Path, *, overwrite: bool = True, system: System = SYSTEM) -> None:
    """Saves the document as `path`, whole or not at all. UserError says why not."""
    write_file(path, encode(document), overwrite=overwrite, system=system)


def open_document(path: Path, system: System = SYSTEM) -> Document:
    """The document in the file `path`, which is not changed by it. UserError when it has none."""
    return decode(read_file(path, FILE_LIMIT, system), path.name)
