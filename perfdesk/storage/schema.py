"""Version 1 of the tables in a `.jxmb` file, and the rows that a document has in them."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from perfdesk.model.document import EMPTY, Document, Indicator, Project, texts

APPLICATION_ID = 0x4A584D42
"""“JXMB” in the header of every file."""
USER_VERSION = 1
PAGE_SIZE = 4096


@dataclass(frozen=True, slots=True)
class Table:
    """One table. Columns of whole numbers (`integers`) count projects or indicators from 1 through the whole file."""

    name: str
    sql: str
    columns: tuple[str, ...]
    integers: frozenset[str]

    @property
    def insert(self) -> str:
        """The statement that adds one row."""
        return f"INSERT INTO {self.name} VALUES ({','.join('?' * len(self.columns))})"

    @property
    def select(self) -> str:
        """The statement that reads the rows in their order in the file."""
        return f"SELECT {','.join(self.columns)} FROM {self.name} ORDER BY rowid"


def _table(name: str, **columns: str) -> Table:
    sql = f"CREATE TABLE {name} ({', '.join(f'{column} {kind}' for column, kind in columns.items())})"
    integers = frozenset(column for column, kind in columns.items() if kind.startswith("INTEGER"))
    return Table(name, sql, tuple(columns), integers)


_POSITION = "INTEGER PRIMARY KEY"
_NUMBER = "INTEGER NOT NULL"
_TEXT = "TEXT NOT NULL"
_CHOICE = "paper."
META = _table("meta", key=_TEXT, value=_TEXT)
"""`digest`, then `paper.NAME` for each choice of `Document.paper`, by name.

No time, no user, no version of the program: they would make files of one document differ.
"""
CONTENT = (
    _table("form", id=_TEXT, toml=_TEXT),
    _table("project", position=_POSITION, id=_TEXT, form=_TEXT),
    _table("field", project=_NUMBER, id=_TEXT, value=_TEXT),
    _table("indicator", position=_POSITION, project=_NUMBER, id=_TEXT, level1=_TEXT, level2=_TEXT, level3=_TEXT),
    _table("value", indicator=_NUMBER, id=_TEXT, value=_TEXT),
)
TABLES = (META, *CONTENT)
_PAPER = _table("paper", id=_TEXT, value=_TEXT)
"""What the choices are hashed as; they are stored in `META`."""


class Rows(NamedTuple):
    """All rows of a file: one list a table of `CONTENT`, in the order of the columns and of the file."""

    forms: list[tuple[str, str]]
    projects: list[tuple[int, str, str]]
    fields: list[tuple[int, str, str]]
    indicators: list[tuple[int, int, str, str, str, str]]
    values: list[tuple[int, str, str]]


class WrongTypeError(Exception):
    """A value is no text, or no whole number where one belongs."""


def rows_of(document: Document) -> Rows:
    """The rows of the document: forms, fields and values by id, all else in its order; empty texts have none."""
    rows = Rows([(form_id, text) for form_id, text in sorted(document.forms.items()) if text], [], [], [], [])
    for position, project in enumerate(document.projects, 1):
        rows.projects.append((position, project.id, project.form))
        rows.fields.extend((position, name, text) for name, text in sorted(project.fields.items()) if text)
        for number, one in enumerate(project.indicators, len(rows.indicators) + 1):
            rows.indicators.append((number, position, one.id, one.level1, one.level2, one.level3))
            rows.values.extend((number, name, text) for name, text in sorted(one.values.items()) if text)
    return rows


def document_of(rows: Rows, paper: Mapping[str, str] = EMPTY) -> Document:
    """The document that `rows_of` made the rows of. ValueError when a row belongs to nothing or is out of order."""
    fields = _by_position(rows.fields, [row[0] for row in rows.projects])
    values = _by_position(rows.values, [row[0] for row in rows.indicators])
    indicators: list[list[Indicator]] = [[] for _ in rows.projects]
    for (number, project, one_id, level1, level2, level3), pairs in zip(rows.indicators, values, strict=True):
        if not 1 <= project <= len(indicators):
            raise ValueError(f"indicator {number} belongs to no project")
        indicators[project - 1].append(Indicator(one_id, level1, level2, level3, texts(pairs)))
    projects = (
        Project(project_id, form, texts(pairs), tuple(own))
        for (_, project_id, form), pairs, own in zip(rows.projects, fields, indicators, strict=True)
    )
    return Document(tuple(projects), texts(rows.forms), paper)


def meta_of(rows: Rows, paper: Mapping[str, str]) -> list[tuple[str, str]]:
    """The rows of `META`. Raises what `digest` does."""
    choices = [(name, value) for name, value in sorted(paper.items()) if value]
    return [("digest", digest(rows, choices)), *((_CHOICE + name, value) for name, value in choices)]


def paper_of(meta: Iterable[tuple[object, ...]]) -> Mapping[str, str]:
    """The choices for paper in the rows of `META`; all other rows, and what is no text, are left out."""
    pairs = ((key, value) for key, value in meta if isinstance(key, str) and isinstance(value, str))
    return texts((key.removeprefix(_CHOICE), value) for key, value in pairs if key.startswith(_CHOICE))


def _by_position(cells: list[tuple[int, str, str]], owners: list[int]) -> list[list[tuple[str, str]]]:
    """For each owner its (id, text) pairs."""
    if owners != list(range(1, len(owners) + 1)):
        raise ValueError("positions have a gap")
    found: list[list[tuple[str, str]]] = [[] for _ in owners]
    for owner, name, text in cells:
        if not 1 <= owner <= len(found):
            raise ValueError(f"a text belongs to number {owner}, which is not there")
        found[owner - 1].append((name, text))
    return found


def digest(rows: Rows, choices: list[tuple[str, str]]) -> str:
    """sha256 of the content, whatever program laid out the file. ValueError for a NUL in a text.

    Hashed, in UTF-8: for each table of `CONTENT` its name, a space, its number of rows and a line feed, then column by
    column the cells (numbers in decimal digits), a NUL between two and after the last of a column. A cell that is not
    of its column's type raises WrongTypeError. The choices for paper follow as one more table, where there are any.
    """
    content = hashlib.sha256()
    hashed: list[tuple[Table, Sequence[tuple[object, ...]]]] = list(zip(CONTENT, rows, strict=True))
    if choices:
        hashed.append((_PAPER, choices))
    for table, held in hashed:
        content.update(f"{table.name} {len(held)}\n".encode())
        for name, cells in zip(table.columns, zip(*held, strict=True), strict=False):
            is_integer = name in table.integers
            if set(map(type, cells)) != {int if is_integer else str}:
                raise WrongTypeError(f"{table.name}.{name}")
            joined = "\0".join(map(str, cells) if is_integer else cells)
            if joined.count("\0") != len(held) - 1:
                raise ValueError(f"a text in {table.name}.{name} holds a NUL")
            content.update(joined.encode())
            content.update(b"\0")
    return content.hexdigest()
