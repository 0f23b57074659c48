"""The lines of a recovery journal: each one JSON value with its length and checksum, readable by itself.

The first line says of which file the work is, the others which projects are new or changed, whole. A line that a crash
or the disk has damaged is left out; what the others say still holds, since no line builds on what another holds inside.
"""

import json
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import cast

from perfdesk.model.document import EMPTY, Document, Project, texts
from perfdesk.model.normal import used_forms
from perfdesk.storage.schema import Rows, document_of, rows_of
from perfdesk.storage.stamp import Stamp

_VERSION = 1
_PORTION = 20
"""Projects a line of the base: encoding JSON keeps all other threads waiting, for 1 ms with so many."""
Value = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Owned:
    """The file that the work belongs to, None before its first save, and what it held."""

    file: Path | None = None
    stamp: Stamp | None = None


def head_line(owned: Owned) -> bytes:
    """The first line of a journal."""
    stamp = owned.stamp
    return _line(
        {
            "version": _VERSION,
            "file": None if owned.file is None else str(owned.file),
            "stamp": None if stamp is None else (stamp.size, stamp.changed.isoformat(), stamp.digest),
        }
    )


def base_lines(base: Document, at: datetime) -> Iterator[bytes]:
    """The lines of a whole document, to which those of its changes are added."""
    projects = base.projects
    for first in range(0, len(projects), _PORTION):
        yield _change(projects[first : first + _PORTION], {}, None, None, at, is_base=True)
    yield _change((), base.forms, tuple(one.id for one in projects), base.paper, at, is_base=True)


def change_line(before: Document, after: Document, at: datetime) -> bytes:
    """The line that leads from one document to another: changed projects whole, order and choices where they differ."""
    old = {project.id: project for project in before.projects}
    changed = tuple(project for project in after.projects if old.get(project.id) is not project)
    forms = {name: text for name, text in after.forms.items() if before.forms.get(name) != text}
    order = tuple(project.id for project in after.projects)
    paper = None if after.paper == before.paper else after.paper
    return _change(changed, forms, None if order == tuple(old) else order, paper, at, is_base=False)


def _change(
    projects: tuple[Project, ...],
    forms: Mapping[str, str],
    order: tuple[str, ...] | None,
    paper: Mapping[str, str] | None,
    at: datetime,
    *,
    is_base: bool,
) -> bytes:
    rows = rows_of(Document(projects, forms))
    choices = None if paper is None else dict(paper)
    return _line({"at": at.isoformat(), "base": is_base, "order": order, "paper": choices, "rows": rows})


def _line(value: Value) -> bytes:
    # ASCII, so that also a lone half of a surrogate pair passes, and a line feed only ever ends a line.
    content = json.dumps(value, separators=(",", ":")).encode("ascii")
    return b"%d %08x %s\n" % (len(content), zlib.crc32(content), content)


@dataclass(frozen=True, slots=True)
class Journalled:
    """What a journal holds: the document that the work began with, and the last one; `at` is when that was written.

    `is_whole` is False when a line other than a torn last one could not be read.
    """

    owned: Owned
    base: Document
    document: Document
    at: datetime
    is_whole: bool

    @property
    def is_empty(self) -> bool:
        """Whether all was read, and there is nothing that its file does not hold."""
        return self.is_whole and self.base == self.document


def read_lines(data: bytes, changed: datetime) -> Journalled:
    """The work in the bytes of a journal, as far as it can be read; `changed` is when the file was written last."""
    reader = _Reader(changed)
    # What follows the last line feed was cut by the crash.
    lines = data.split(b"\n")[:-1]
    for number, line in enumerate(lines):
        reader.read(line, is_head=number == 0)
    return reader.journalled()


def _checked(line: bytes) -> bytes:
    length, _, rest = line.partition(b" ")
    checksum, _, content = rest.partition(b" ")
    if length != b"%d" % len(content) or checksum != b"%08x" % zlib.crc32(content):
        raise ValueError("the line is damaged")
    return content


class _Reader:
    """The state of a journal while its lines are read."""

    def __init__(self, changed: datetime) -> None:
        self._owned = Owned()
        self._projects: dict[str, Project] = {}
        self._forms: dict[str, str] = {}
        self._order: tuple[str, ...] | None = None
        self._paper: Mapping[str, str] = EMPTY
        self._base: Document | None = None
        self._at = changed
        self._is_whole = True

    def read(self, line: bytes, *, is_head: bool) -> None:
        """Takes in what a line says, unless it is damaged, of another version, or no line of ours."""
        try:
            value = cast("Value", json.loads(_checked(line)))
            if is_head:
                self._owned = _owned(value)
            else:
                self._change(value)
        except (ValueError, KeyError, TypeError):
            self._is_whole = False

    def _change(self, value: Value) -> None:
        at = datetime.fromisoformat(cast("str", value["at"]))
        rows = cast("list[list[list[str | int]]]", value["rows"])
        order = cast("list[str] | None", value["order"])
        # Journals of earlier versions of the program have no choices for paper.
        paper = cast("dict[str, str] | None", value.get("paper"))
        part = document_of(Rows._make([tuple(row) for row in table] for table in rows))
        if not value["base"] and self._base is None:
            self._base = self._document()
        self._projects.update((project.id, project) for project in part.projects)
        self._forms.update(part.forms)
        self._order = self._order if order is None else tuple(order)
        self._paper = self._paper if paper is None else texts(paper.items())
        self._at = at

    def _document(self) -> Document:
        """The document; without any line that tells the order, in that in which the projects came."""
        ids = self._projects if self._order is None else self._order
        found = tuple(self._projects[one] for one in ids if one in self._projects)
        return Document(found, used_forms(found, texts(self._forms.items())), self._paper)

    def journalled(self) -> Journalled:
        """All that was read."""
        document = self._document()
        return Journalled(self._owned, self._base or document, document, self._at, self._is_whole)


def _owned(value: Value) -> Owned:
    if value["version"] != _VERSION:
        raise ValueError(f"version {value['version']}")
    file, stamp = cast("str | None", value["file"]), cast("tuple[int, str, str] | None", value["stamp"])
    return Owned(
        None if file is None else Path(file),
        None if stamp is None else Stamp(stamp[0], datetime.fromisoformat(stamp[1]), stamp[2]),
    )
