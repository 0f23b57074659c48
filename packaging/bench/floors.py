"""The floors: small fixed code that makes or reads the same bytes or rows as perfdesk, and imports nothing of it."""

import json
import sqlite3
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from types import MappingProxyType
from xml.parsers import expat

PIECE = 64 * 1024


def deflate(xml: bytes) -> bytes:
    """Word out: the main part compressed at level 1."""
    return zlib.compress(xml, 1)


def parse(data: bytes) -> None:
    """Word in: expat without handlers, in pieces straight from the zip member."""
    parser = expat.ParserCreate()
    with zipfile.ZipFile(BytesIO(data)) as package, package.open("word/document.xml") as part:
        while piece := part.read(PIECE):
            parser.Parse(piece, False)
    parser.Parse(b"", True)


@dataclass(frozen=True)
class Rows:
    """All tables of a database: the statements that make them, and for each its INSERT, its SELECT and its rows."""

    schema: tuple[str, ...]
    tables: tuple[tuple[str, str, list[tuple[object, ...]]], ...]


def rows_of(data: bytes) -> Rows:
    """The rows of a saved file as ready tuples."""
    database = sqlite3.connect(":memory:")
    database.deserialize(data)
    made = database.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'table'").fetchall()
    tables: list[tuple[str, str, list[tuple[object, ...]]]] = []
    for name, _ in made:
        select = f'SELECT * FROM "{name}"'
        rows = database.execute(select).fetchall()
        if rows:
            tables.append((f'INSERT INTO "{name}" VALUES ({", ".join("?" * len(rows[0]))})', select, rows))
    database.close()
    return Rows(tuple(sql for _, sql in made), tuple(tables))


def _insert(database: sqlite3.Connection, rows: Rows) -> None:
    for statement in rows.schema:
        database.execute(statement)
    for insert, _, lines in rows.tables:
        database.executemany(insert, lines)
    database.commit()


def insert_in_memory(rows: Rows) -> bytes:
    """Save: the rows into a new database in memory, serialized."""
    database = sqlite3.connect(":memory:")
    _insert(database, rows)
    data = database.serialize()
    database.close()
    return data


def insert_on_disk(rows: Rows, path: Path) -> None:
    """Save with fsync: the rows into a new database on disk."""
    path.unlink(missing_ok=True)
    database = sqlite3.connect(path)
    _insert(database, rows)
    database.close()


def select_all(data: bytes, rows: Rows) -> int:
    """Open: deserialize and SELECT every row of every table."""
    database = sqlite3.connect(":memory:")
    database.deserialize(data)
    count = sum(len(database.execute(select).fetchall()) for _, select, _ in rows.tables)
    database.close()
    return count


def replace_one(items: tuple[object, ...], index: int, item: object) -> tuple[object, ...]:
    """Edit: the tuple copied with one item changed."""
    return (*items[:index], item, *items[index + 1 :])


@dataclass(frozen=True, slots=True)
class Line:
    """An indicator as texts."""

    id: str
    level1: str
    level2: str
    level3: str
    values: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Table:
    """A project as texts."""

    id: str
    fields: Mapping[str, str]
    lines: tuple[Line, ...]


def tables_of(data: bytes) -> tuple[Table, ...]:
    """Tables from JSON, [id, fields, [[id, level1, level2, level3, values] …]] each; two calls share no text."""
    return tuple(
        Table(one, MappingProxyType(fields), tuple(Line(*texts, MappingProxyType(values)) for *texts, values in lines))
        for one, fields, lines in json.loads(data)
    )


def same(before: tuple[Table, ...], after: tuple[Table, ...]) -> bool:
    """Differences: `==` of two lots of tables that share no object."""
    return before == after
