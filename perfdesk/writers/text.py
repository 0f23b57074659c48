"""Tab-separated text in UTF-8: a title line `## …`, then a line for each row of the Grid, with merged cells once."""

import re
from collections.abc import Iterable
from typing import BinaryIO
from xml.sax.saxutils import escape

from perfdesk.grid.grid import Grid, Row
from perfdesk.model.text import clean

_TITLE_MARK = "## "
_QUOTED = re.compile(r'[\t\n]|^"')
_TAG = re.compile("</?[A-Za-z][^<>]*>")


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
        cells[cell.column] = _written(clean(cell.text))
    return "\t".join(cells)


def _written(text: str) -> str:
    """The text so that it reads back as typed.

    Tables of other programs hold HTML in their cells, which readers unwrap; so what looks like a tag is written as
    HTML itself. Quotes stand only where the text could else not be told from its neighbours.
    """
    if _TAG.search(text):
        text = f"<p>{escape(text)}</p>".replace("\n", "<br>")
    return '"' + text.replace('"', '""') + '"' if _QUOTED.search(text) else text
