"""Excel out: Grids painted into an .xlsx, beside openpyxl that only fills and merges the same cells."""

import tempfile
from collections.abc import Iterable, Iterator
from functools import partial
from io import BytesIO
from pathlib import Path

from measure import Case, Peak, Work
from openpyxl import Workbook
from openpyxl.styles import Border, Side
from work import document, grids

from perfdesk.grid.grid import Grid
from perfdesk.writers.xlsx import write

OUT = 1.3
WRITE_MB = 60
MOST = 100
"""Tables that are timed: the floor takes seconds for more."""


def out_cases(sizes: tuple[int, ...]) -> Iterator[Case]:
    for tables in dict.fromkeys(min(size, MOST) for size in sizes):
        ready = list(grids(tables))
        goal = OUT if tables > 1 else None
        yield Case("Grids to Excel", tables, partial(_filled, ready), partial(_written, ready), goal)


def out_peaks(tables: int) -> tuple[Peak, ...]:
    return (Peak("document to Excel", tables, _write_to_disk, WRITE_MB),)


def _written(ready: Iterable[Grid]) -> None:
    write(ready, BytesIO())


def _filled(ready: Iterable[Grid]) -> None:
    """The floor: openpyxl with the same texts, merged cells and borders, without fonts, alignment and heights."""
    book = Workbook()
    side = Side("thin")
    border = Border(side, side, side, side)
    for number, grid in enumerate(ready):
        sheet = book.create_sheet(str(number))
        for row, cell in grid.cells():
            filled = sheet.cell(row + 1, cell.column + 1, cell.text)
            if cell.rows * cell.cols > 1:
                sheet.merge_cells(None, row + 1, cell.column + 1, row + cell.rows, cell.column + cell.cols)
            filled.border = border
    book.save(BytesIO())


def _write_to_disk(tables: int) -> Work:
    document(tables)
    _written(grids(1))

    def work() -> None:
        with tempfile.TemporaryDirectory() as folder, (Path(folder) / "bench.xlsx").open("wb") as out:
            write(grids(tables), out)

    return work
