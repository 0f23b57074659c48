"""Tab-separated text in UTF-8: a title line `## …`, then a line for each row of the Grid.

Merged cells stand once, but for 一级 and 二级: text has no spans, and a line that names its levels needs no other.
"""

import re
from collections.abc import Iterable
from typing import BinaryIO
from xml.sax.saxutils import escape

from perfdesk.grid.grid import Grid
from perfdesk.model.text import clean, one_line

_TITLE_MARK = "## "
_LEVEL = "level"
_QUOTED = re.compile(r'[\t\n]|^"')
_TAG = re.compile("</?[A-Za-z][^<>]*>")


def write(grids: Iterable[Grid], out: BinaryIO) -> None:
    """Write the Grids one after the other, a blank line between them. Signature lines and footer are left out."""
    for number, grid in enumerate(grids):
        lines = [*_heading(grid), *_table(grid)]
        out.write(("\n" * (number > 0) + "\n".join(lines) + "\n").encode())


def _heading(grid: Grid) -> list[str]:
    title, subtitle = (one_line(text) for text in (grid.title, grid.subtitle))
    lines = [_TITLE_MARK + title] if title else []
    if subtitle:
        lines.append(subtitle)
    return [*lines, ""] if lines else []


def _table(grid: Grid) -> list[str]:
    lines = [[""] * grid.columns for _row in grid.rows]
    for first, cell in grid.cells():
        for line in lines[first : first + (cell.rows if cell.role == _LEVEL else 1)]:
            line[cell.column] = _written(clean(cell.text))
    return ["\t".join(line) for line in lines]


def _written(text: str) -> str:
    """The text so that it reads back as typed.

    Tables of other programs hold HTML in their cells, which readers unwrap; so what looks like a tag is written as
    HTML itself. Quotes stand only where the text could else not be told from its neighbours.
    """
    if _TAG.search(text):
        text = f"<p>{escape(text)}</p>".replace("\n", "<br>")
    return '"' + text.replace('"', '""') + '"' if _QUOTED.search(text) else text
