"""Word out and in: Grids painted into a .docx, and a .docx read to Grids."""

import tempfile
import zipfile
from collections.abc import Iterable, Iterator
from functools import partial
from io import BytesIO
from pathlib import Path

import floors
from measure import Case, Peak, Work
from work import document, grids

from perfdesk.grid.grid import Grid
from perfdesk.readers.sniff import read_source
from perfdesk.writers.docx import write

FROM_GRIDS = 6.0
FROM_DOCUMENT = 12.0
READ = 12.0
WRITE_MB = 12
READ_MB = 30
NAME = "bench.docx"


def out_cases(sizes: tuple[int, ...]) -> Iterator[Case]:
    for tables in sizes:
        with zipfile.ZipFile(BytesIO(_file(tables))) as package:
            floor = partial(floors.deflate, package.read("word/document.xml"))
        from_grids, from_document = (FROM_GRIDS, FROM_DOCUMENT) if tables > 1 else (None, None)
        yield Case("Grids to Word", tables, floor, partial(_written, list(grids(tables))), from_grids)
        yield Case("document to Word", tables, floor, partial(_file, tables), from_document)


def in_cases(sizes: tuple[int, ...]) -> Iterator[Case]:
    for tables in sizes:
        data = _file(tables)
        yield Case("Word to Grids", tables, partial(floors.parse, data), partial(read_source, data, NAME), READ)


def out_peaks(tables: int) -> tuple[Peak, ...]:
    return (Peak("document to Word", tables, _write_to_disk, WRITE_MB),)


def in_peaks(tables: int) -> tuple[Peak, ...]:
    return (Peak("Word to Grids", tables, _read, READ_MB),)


def _written(ready: Iterable[Grid]) -> bytes:
    out = BytesIO()
    write(ready, out)
    return out.getvalue()


def _file(tables: int) -> bytes:
    return _written(grids(tables))


def _write_to_disk(tables: int) -> Work:
    document(tables)
    _file(1)

    def work() -> None:
        with tempfile.TemporaryDirectory() as folder, (Path(folder) / NAME).open("wb") as out:
            write(grids(tables), out)

    return work


def _read(tables: int) -> Work:
    read_source(_file(1), NAME)
    return partial(read_source, _file(tables), NAME)
