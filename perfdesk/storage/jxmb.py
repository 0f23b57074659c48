"""The `.jxmb` file: an SQLite database that is built, checked and read in memory only.

`encode` builds every file anew in one order, so that the same document gives the same bytes and nothing deleted stays
in them. `decode` trusts nothing: header, length, tables, pages, types and digest are checked before a row is used.
"""

import sqlite3
import time
from collections.abc import Callable
from contextlib import closing

from perfdesk.model.document import Document
from perfdesk.storage.faults import Fault, FaultError, refused, too_large_to_save, too_long_to_save
from perfdesk.storage.schema import (
    APPLICATION_ID,
    CONTENT,
    META,
    PAGE_SIZE,
    TABLES,
    USER_VERSION,
    Rows,
    WrongTypeError,
    document_of,
    meta_of,
    paper_of,
    rows_of,
)

FILE_LIMIT = 64 << 20
"""Most bytes of a file: some 20,000 projects."""
ROW_LIMIT = 1_500_000
"""Most rows of a table: a file of tiny rows would fill the memory before its digest is known."""
TEXT_LIMIT = 1 << 20
"""Most bytes of one row in UTF-8, some 350,000 Chinese characters."""
CPU_LIMIT = 8.0
"""Seconds of computing after which reading is given up; 1,000 projects need a tenth of one."""

_MAGIC = b"SQLite format 3\0"
_HEADER = 100
_STEPS = 100_000
"""Steps of SQLite's machine between two looks at the clock: about a millisecond."""
_SETTINGS = (
    # What another build of SQLite may do otherwise by default, and what marks the file as ours.
    f"PRAGMA page_size={PAGE_SIZE}",
    "PRAGMA auto_vacuum=NONE",
    "PRAGMA encoding='UTF-8'",
    f"PRAGMA application_id={APPLICATION_ID}",
    f"PRAGMA user_version={USER_VERSION}",
)
_GUARDS = ("PRAGMA trusted_schema=OFF", "PRAGMA cell_size_check=ON", "PRAGMA query_only=ON")
_SCHEMA = [("table", table.name, table.name, table.sql) for table in TABLES]


def encode(document: Document) -> bytes:
    """The bytes of the file, the same for the same document; read back and compared before they are returned.

    UserError when a text or the whole is longer than a file may hold. A NUL or a lone surrogate in a text, which a
    document in normal form has not, raises ValueError.
    """
    rows = rows_of(document)
    try:
        meta = meta_of(rows, document.paper)
        data = _build(rows, meta)
    except sqlite3.DataError as error:
        raise too_long_to_save(document, TEXT_LIMIT) from error
    if len(data) > FILE_LIMIT or any(len(held) > ROW_LIMIT for held in rows):
        raise too_large_to_save(FILE_LIMIT)
    _check_header(data)
    if _read(data) != (rows, meta):
        raise ValueError("what was read back is not what was written")
    return data


def _build(rows: Rows, meta: list[tuple[str, str]]) -> bytes:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as database:
        database.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, TEXT_LIMIT)
        for setting in _SETTINGS:
            database.execute(setting)
        database.execute("BEGIN")
        for table in TABLES:
            database.execute(table.sql)
        for table, held in zip(TABLES, (meta, *rows), strict=True):
            database.executemany(table.insert, held)
        database.execute("COMMIT")
        return database.serialize()


def decode(data: bytes, name: str) -> Document:
    """The document in the bytes of the file `name`. UserError, with its own words for each `Fault`."""
    try:
        _check_header(data)
        rows, meta = _read(data)
        paper = paper_of(meta)
        if meta != meta_of(rows, paper):
            raise FaultError(Fault.CHANGED)
        return document_of(rows, paper)
    except FaultError as error:
        raise refused(error, name) from error
    except WrongTypeError as error:
        raise refused(FaultError(Fault.WRONG_TYPE), name) from error
    except sqlite3.DataError as error:
        raise refused(FaultError(Fault.TEXT_TOO_LONG), name) from error
    except (sqlite3.Error, UnicodeError, MemoryError, TypeError, ValueError) as error:
        raise refused(FaultError(Fault.PAGES), name) from error


def _check_header(data: bytes) -> None:
    """FaultError when the first 100 bytes do not fit this program, this version or the length of the file.

    Offsets: https://www.sqlite.org/fileformat.html, 1.3. SQLite finds junk only at the first statement, and a file that
    is cut in its last page passes its own check with other content.
    """
    if not data:
        raise FaultError(Fault.EMPTY)
    if len(data) > FILE_LIMIT:
        raise FaultError(Fault.TOO_LARGE, str(FILE_LIMIT >> 20))
    if not data.startswith(_MAGIC):
        raise FaultError(Fault.NOT_OURS)
    if len(data) < _HEADER:
        raise FaultError(Fault.CUT)
    if _number(data, 68) != APPLICATION_ID:
        raise FaultError(Fault.OTHER_PROGRAM)
    if _number(data, 60) > USER_VERSION:
        raise FaultError(Fault.NEWER, str(_number(data, 60)))
    if _number(data, 60) < USER_VERSION or int.from_bytes(data[16:18], "big") != PAGE_SIZE:
        raise FaultError(Fault.PAGES)
    if data[18:20] == b"\2\2":
        raise FaultError(Fault.NOT_CLOSED)
    if _number(data, 28) * PAGE_SIZE != len(data):
        raise FaultError(Fault.CUT)


def _number(data: bytes, at: int) -> int:
    return int.from_bytes(data[at : at + 4], "big")


def _read(data: bytes) -> tuple[Rows, list[tuple[str, str]]]:
    """All rows and those of `META`, of whatever types. FaultError, or what sqlite3 raises for broken bytes."""
    with closing(open_guarded(data)) as database:
        # Nothing of a foreign schema ever runs: its text is compared first.
        if database.execute("SELECT type, name, tbl_name, sql FROM sqlite_schema").fetchall() != _SCHEMA:
            raise FaultError(Fault.FOREIGN_PARTS)
        if database.execute("PRAGMA quick_check(1)").fetchall() != [("ok",)]:
            raise FaultError(Fault.PAGES)
        found = [database.execute(table.select).fetchmany(ROW_LIMIT + 1) for table in (*CONTENT, META)]
    if any(len(held) > ROW_LIMIT for held in found):
        raise FaultError(Fault.TOO_LARGE, str(FILE_LIMIT >> 20))
    return Rows(*found[:-1]), found[-1]


def open_guarded(data: bytes) -> sqlite3.Connection:
    """A connection to a copy of the bytes in memory that only reads, to be closed by the caller; no statement ran yet.

    The limit of a value's length stops heavy expressions in a crafted schema at once, the handler what takes long
    nevertheless.
    """
    database = sqlite3.connect(":memory:", isolation_level=None)
    for guard in _GUARDS:
        database.execute(guard)
    database.deserialize(data)
    database.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, TEXT_LIMIT)
    database.set_progress_handler(_deadline(), _STEPS)
    return database


def _deadline() -> Callable[[], int]:
    end = time.thread_time() + CPU_LIMIT
    return lambda: int(time.thread_time() > end)
