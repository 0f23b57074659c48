"""Opens one source of any kind, by its content: a document as it stands, or tables that are recognised."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import cast

from perfdesk.base.errors import UserError
from perfdesk.base.progress import Progress, silent
from perfdesk.forms.catalogue import Catalogue
from perfdesk.forms.form import Form
from perfdesk.grid.account import Placed
from perfdesk.grid.recognise import Reading, recognise_all
from perfdesk.grid.source import Notice
from perfdesk.model.document import Document, new_id, texts
from perfdesk.model.normal import normal_document
from perfdesk.readers.limits import LIMITS
from perfdesk.readers.sniff import kind_of, read_source
from perfdesk.storage.disk import read_file
from perfdesk.storage.json_decode import decode as decode_json
from perfdesk.storage.json_decode import decode_lines
from perfdesk.storage.json_text import decode_utf8, parse_json
from perfdesk.storage.jxmb import decode as decode_jxmb

OWN_SUFFIX = ".jxmb"
_TRUSTED = 0.9
"""A placement with a lower score is to be looked at (待核对)."""


@dataclass(frozen=True, slots=True)
class Given:
    """A source whose bytes are at hand, such as standard input; `name` is what a person calls it."""

    name: str
    data: bytes


Origin = Path | Given


@dataclass(frozen=True, slots=True)
class Doubt:
    """A text that was placed, but that a person should look at: where, what it says, why."""

    at: str
    text: str
    why: str


@dataclass(frozen=True, slots=True)
class Opened:
    """What one source holds: the document in normal form, with the texts of its forms.

    `kind` is jxmb, json, jsonl, or what the reader calls it; `forms` are those of the document by id. `reading` gives
    account of all text of a source that was recognised; a document that was read as it stands has none.
    """

    name: str
    kind: str
    document: Document
    forms: Mapping[str, Form]
    notices: tuple[Notice, ...] = ()
    reading: Reading | None = None

    @property
    def leftovers(self) -> int:
        """Number of texts that found no place."""
        if self.reading is None:
            return 0
        return len(self.reading.outside) + sum(len(table.leftover) for table in self.reading.tables)

    @property
    def doubts(self) -> tuple[Doubt, ...]:
        """What was placed with doubt, or cannot be read as the year or amount that belongs there."""
        tables = self.reading.tables if self.reading else ()
        found = (one for table in tables for one in table.placed if doubtful(one))
        return tuple(dict.fromkeys(Doubt(where(one), one.text or one.value, one.why) for one in found))


def doubtful(placed: Placed) -> bool:
    """Whether a person should look at where the text was placed, or at how it was read."""
    return placed.score < _TRUSTED or bool(placed.why)


def where(placed: Placed) -> str:
    """Where the text stands; one that was inferred stands nowhere, but has its indicator."""
    number, dot, _column = placed.slot.partition(".")
    return placed.at or (f"第{number}个指标" if dot else "")


def forms_at_hand(catalogue: Catalogue, document: Document | None = None) -> Mapping[str, Form]:
    """All forms by id: those of the catalogue, and those that the document carries in their place."""
    return catalogue.forms if document is None else {**catalogue.forms, **catalogue.for_document(document)}


def name_of(origin: Origin) -> str:
    """The source as the person named it."""
    return origin.name if isinstance(origin, Given) else str(origin)


def open_source(
    origin: Origin,
    catalogue: Catalogue,
    *,
    into: Document | None = None,
    form_id: str = "",
    progress: Progress = silent,
    ids: Callable[[], str] = new_id,
) -> Opened:
    """Reads a source of any kind. Tables are recognised by the form `form_id`, else by the one that fits best.

    `into` is the document that it is meant for, whose own forms count too. UserError when the source cannot be read at
    all; one that can, but holds no table, has no projects. KeyError for an unknown `form_id`.
    """
    forms = forms_at_hand(catalogue, into)
    name, data = _fetch(origin)
    kind = kind_of(data)
    if kind in ("sqlite", "json"):
        return _document(name, data, kind, forms, ids)
    opened = _tables(name, data, forms, form_id, ids, progress=progress)
    if not opened.document.projects and PurePath(name).suffix.lower() == OWN_SUFFIX:
        # By its name a person takes it for a document, so that is what it is said not to be.
        decode_jxmb(data, name)
    return opened


def nothing_found(name: str) -> UserError:
    """What to tell of a source that holds no table."""
    return UserError(f"“{name}”里没有找到绩效目标表。", todo="请检查是不是选错了文件。")


def open_own(origin: Origin, catalogue: Catalogue) -> Opened:
    """Reads a document that this program wrote, also one without projects; nothing is recognised. UserError if not."""
    name, data = _fetch(origin)
    kind = kind_of(data)
    if kind in ("sqlite", "json"):
        return _document(name, data, kind, forms_at_hand(catalogue), new_id)
    if PurePath(name).suffix.lower() == OWN_SUFFIX:
        decode_jxmb(data, name)
    raise UserError(f"“{name}”不是本程序的文件。", todo="请先用“perfdesk import”把它导入成 .jxmb 文件。")


def _fetch(origin: Origin) -> tuple[str, bytes]:
    return (origin.name, origin.data) if isinstance(origin, Given) else (str(origin), _read(origin))


def _read(path: Path) -> bytes:
    return read_file(path, LIMITS.file_bytes)


def _document(name: str, data: bytes, kind: str, forms: Mapping[str, Form], ids: Callable[[], str]) -> Opened:
    if kind == "sqlite":
        return _opened(name, "jxmb", decode_jxmb(data, name))
    lines = _is_lines(data, name)
    decoded = (decode_lines if lines else decode_json)(data, forms, name, ids)
    return _opened(name, "jsonl" if lines else "json", decoded.document, decoded.notices)


def _is_lines(data: bytes, name: str) -> bool:
    """Whether the JSON holds a project a line: its first line is whole by itself, and is no whole document."""
    first = decode_utf8(data, name).lstrip().split("\n", 1)[0]
    try:
        value = parse_json(first, name)
    except UserError:
        return False
    return isinstance(value, dict) and "projects" not in cast("dict[str, object]", value)


def _tables(
    name: str, data: bytes, known: Mapping[str, Form], form_id: str, ids: Callable[[], str], *, progress: Progress
) -> Opened:
    forms = [known[form_id]] if form_id else list(known.values())
    source = read_source(data, name, progress)
    progress(f"正在识别{name}", 1)
    reading = recognise_all(forms, source.areas, ids, is_chosen=bool(form_id))
    projects = tuple(table.project for table in reading.tables if table.project is not None)
    carried = texts((form.id, form.text) for form in forms)
    return _opened(name, source.kind, Document(projects, carried), source.notices, reading)


def _opened(
    name: str, kind: str, document: Document, notices: tuple[Notice, ...] = (), reading: Reading | None = None
) -> Opened:
    normal = normal_document(document)
    # Each document carries all of its forms, so that no other need be at hand.
    return Opened(name, kind, normal, Catalogue(()).for_document(normal), notices, reading)
