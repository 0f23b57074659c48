"""What can still be read of a damaged `.jxmb` file. Nothing here is trusted: a person looks through the result."""

import sqlite3
from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass

from perfdesk.base.errors import UserError
from perfdesk.model.document import Document, Indicator, Project, new_id, texts
from perfdesk.storage.jxmb import ROW_LIMIT, decode, open_guarded
from perfdesk.storage.schema import CONTENT, META, PAGE_SIZE, Rows, Table, paper_of

_MAGIC = b"SQLite format 3\0"


@dataclass(frozen=True, slots=True)
class Salvaged:
    """The document as far as it can be read, and in Chinese all that is wrong; nothing is wrong with a sound file."""

    document: Document
    wrong: tuple[str, ...]


def salvage(data: bytes, name: str) -> Salvaged:
    """All projects that can still be read from the bytes of the file `name`. Never raises for what they hold."""
    try:
        return Salvaged(decode(data, name), ())
    except UserError as error:
        wrong = [error.what]
    if not data.startswith(_MAGIC) or len(data) < PAGE_SIZE:
        return Salvaged(Document(), tuple(wrong))
    with closing(open_guarded(_mended(data))) as database:
        # Letters that are no UTF-8 any more show as U+FFFD, so that the rest of their text is kept.
        database.text_factory = _text
        rows = Rows._make(_rows(database, table, wrong) for table in CONTENT)
        paper = paper_of(_rows(database, META, wrong))
    return Salvaged(_assembled(rows, paper, wrong), tuple(wrong))


def _text(raw: bytes) -> str:
    return raw.decode("utf-8", "replace").replace("\0", "")


def _mended(data: bytes) -> bytes:
    """The bytes with a header that fits their length, whole pages and no trace of a write-ahead log."""
    mended = bytearray(data + bytes(-len(data) % PAGE_SIZE))
    mended[16:18] = PAGE_SIZE.to_bytes(2, "big")
    mended[18:20] = b"\1\1"
    mended[28:32] = (len(mended) // PAGE_SIZE).to_bytes(4, "big")
    mended[92:96] = mended[24:28]
    return bytes(mended)


def _rows(database: sqlite3.Connection, table: Table, wrong: list[str]) -> list[tuple[str | int, ...]]:
    """The sound rows of a table, from its first as far as they can be read, and from its last."""
    try:
        held = database.execute("SELECT sql FROM sqlite_schema WHERE type = 'table' AND name = ?", (table.name,))
        sound = [row[0] for row in held] == [table.sql]
    except (sqlite3.Error, UnicodeError):
        sound = False
    if not sound:
        wrong.append(f"“{table.name}”表读不出来。")
        return []
    found: dict[int, tuple[str | int, ...]] = {}
    broken = False
    for order in ("", " DESC"):
        try:
            for row in _read(database, table, order):
                found.setdefault(row[0], row[1:])
        except (sqlite3.Error, UnicodeError):
            broken = True
    kept = [row for _, row in sorted(found.items()) if _is_sound(table, row)]
    if broken or len(kept) < len(found):
        wrong.append(f"“{table.name}”表只读出 {len(kept)} 行。")
    return kept


def _read(database: sqlite3.Connection, table: Table, order: str) -> Iterator[tuple[int, *tuple[str | int, ...]]]:
    columns = ", ".join(table.columns)
    yield from database.execute(f"SELECT rowid, {columns} FROM {table.name} ORDER BY rowid{order} LIMIT {ROW_LIMIT}")


def _is_sound(table: Table, row: tuple[object, ...]) -> bool:
    return all(
        type(value) is (int if name in table.integers else str) for name, value in zip(table.columns, row, strict=True)
    )


def _assembled(rows: Rows, paper: Mapping[str, str], wrong: list[str]) -> Document:
    """A project for each that a row speaks of, also when its own row is lost."""
    heads = {position: (project_id, form) for position, project_id, form in rows.projects}
    likely = next((form for form, _ in rows.forms), "")
    fields: defaultdict[int, list[tuple[str, str]]] = defaultdict(list)
    for position, name, text in rows.fields:
        fields[position].append((name, text))
    values: defaultdict[int, list[tuple[str, str]]] = defaultdict(list)
    for number, name, text in rows.values:
        values[number].append((name, text))
    indicators: defaultdict[int, list[Indicator]] = defaultdict(list)
    for number, position, one_id, level1, level2, level3 in rows.indicators:
        indicators[position].append(Indicator(one_id, level1, level2, level3, texts(values.pop(number, []))))
    if values:
        wrong.append(f"有 {len(values)} 个指标只剩下值，不知道属于哪个项目，没有放进来。")
    projects: list[Project] = []
    for position in sorted(heads.keys() | fields.keys() | indicators.keys()):
        project_id, form = heads.get(position, (new_id(), likely))
        projects.append(Project(project_id, form, texts(fields[position]), tuple(indicators[position])))
    return Document(tuple(projects), texts(rows.forms), paper)
