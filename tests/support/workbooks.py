"""Excel files that a writer made, read back with openpyxl: texts and spans as values to compare."""

import io
import re
from collections.abc import Iterable

from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from perfdesk.grid.grid import Grid
from perfdesk.writers import xlsx

_ESCAPE = re.compile("_x([0-9A-Fa-f]{4})_")
"""How the format writes a character that XML cannot hold; openpyxl leaves it as it is."""

Place = tuple[int, int, int, int]
"""Row, column, rows and columns of a cell, counted from 0."""


def written(grids: Iterable[Grid]) -> bytes:
    """The Excel file of these Grids."""
    out = io.BytesIO()
    xlsx.write(grids, out)
    return out.getvalue()


def opened(data: bytes) -> Workbook:
    """The file as openpyxl reads it."""
    return load_workbook(io.BytesIO(data))


def text(value: object) -> str:
    """The text of a cell that holds text or nothing."""
    assert value is None or isinstance(value, str)
    return _ESCAPE.sub(lambda found: chr(int(found[1], 16)), value or "")


def cells(sheet: Worksheet) -> dict[Place, str]:
    """The cells of a sheet, merged ones once, by their place. What a merged cell hides must be empty."""
    spans = {(one.min_row, one.min_col): (one.max_row, one.max_col) for one in sheet.merged_cells.ranges}
    hidden = {
        (row, column)
        for (top, left), (bottom, right) in spans.items()
        for row in range(top, bottom + 1)
        for column in range(left, right + 1)
        if (row, column) != (top, left)
    }
    found: dict[Place, str] = {}
    for row in sheet.iter_rows():
        for cell in row:
            at = (cell.row, cell.column)
            if at in hidden:
                assert cell.value is None
                continue
            bottom, right = spans.get(at, at)
            place = (at[0] - 1, at[1] - 1, bottom - at[0] + 1, right - at[1] + 1)
            found[place] = text(cell.value)
    return found


def expected(grid: Grid, first: int = 1) -> dict[Place, str]:
    """The cells of a Grid by their place below `first` rows, if each of its rows is one row of the sheet."""
    return {(row + first, cell.column, cell.rows, cell.cols): cell.text for row, cell in grid.cells()}
