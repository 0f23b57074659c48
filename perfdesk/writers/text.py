"""Tab-separated text in UTF-8: a title line `## …`, then a line for each row of the Grid, with merged cells once."""

import re
from collections.abc import Iterable
from typing import BinaryIO

from perfdesk.grid.grid import Grid, Row
from perfdesk.model.text import clean

_TITLE_MARK = "## "
_QUOTED = re.compile(r'[\t\n]|^"|</?[A-Za-z][^<>]*>')
"""Texts that unquoted would be read as several cells or lines, as a quoted cell, or as HTML."""
_QUOTED_FIRST = re.compile(r"^(##|\|)")
"""Texts that at the start of a line would be read as a title or as a Markdown table."""


def write(grids: Iterable[Grid], out: BinaryIO) -> None:
    """Write the Grids one after the other, a blank line between them. Signature lines and footer are left out."""
    for number, grid in enumerate(grids):
        lines = [*_heading(grid), *(_line(row, grid.columns) for row in grid.rows)]
        out.write(("\n" * (number > 0) + "\n".join(lines) + "\n").encode())


def _heading(grid: Grid) -> list[str]:
    title, subtitle = (" ".join(clean(text).split()) for text in (grid.title, grid.subtitle))
    lines = [_TITLE_MARK + title] if title else []
    if subtitle:
        lines.append(subtitle)
    return [*lines, ""] if lines else []


def _line(row: Row, columns: int) -> str:
    cells = [""] * columns
    for cell in row.cells:
        text = clean(cell.text)
        if _QUOTED.search(text) or (cell.column == 0 and _QUOTED_FIRST.search(text)):
            text = '"' + text.replace('"', '""') + '"'
        cells[cell.column] = text
    return "\t".join(cells)
