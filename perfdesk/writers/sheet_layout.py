"""How a Grid stands in a spreadsheet: names of sheets, widths of columns, heights of rows, texts as cells hold them.

Spreadsheets have no exact line spacing, do not fit the height of merged cells, and count in pixels of a 96th of an
inch; so all is measured here, by the line breaks of `grid.measure`, and a sheet takes the pages that paper takes.
"""

import math
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import accumulate, pairwise

from perfdesk.forms.form import Style
from perfdesk.grid.grid import MM_A_INCH, Cell, Grid, Sheet
from perfdesk.grid.measure import break_lines
from perfdesk.model.text import clean, one_line

# Excel specifications and limits, https://support.microsoft.com/office/1672b34d-7043-467e-8e27-269d656771c3
NAME_LIMIT = 31
TEXT_LIMIT = 32767
BREAKS_LIMIT = 253
ROW_LIMIT_PT = 409

_MM_A_PT = MM_A_INCH / 72
_PIXEL_PT = 0.75
_PIXELS_A_MM = 96 / MM_A_INCH
_LINES_A_ROW = 6
"""A cell that is too tall for one row takes rows of so many lines each, between which a page may end."""

_NO_NAME = "表"
_RESERVED = "history"
_FULL_WIDTH = {ord(sign): ord(sign) + 0xFEE0 for sign in r"[]:*?/\'"}
_ESCAPE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
_HALF_EM = dict.fromkeys(map(ord, "IJfijlrst"), "n")
"""Letters that are narrower in Times New Roman than the half em that they take in Chinese fonts."""
_WIDEST_EM = 1.25


@dataclass(frozen=True, slots=True)
class Block:
    """A cell of the sheet, `rows` and `columns` of it merged, counted from 0 at the first row of the table.

    `fills`: the text is as tall as the cell. `stacked`: one letter a line, as a narrow cell has it on paper.
    """

    row: int
    rows: int
    column: int
    columns: int
    text: str
    style: Style
    fills: bool
    stacked: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    """Rows of a sheet: their heights in points, which of them stay on a page with the next one, and their cells."""

    heights: tuple[float, ...]
    kept: tuple[bool, ...]
    blocks: tuple[Block, ...]


class SheetNames:
    """The names of the sheets of one workbook."""

    def __init__(self) -> None:
        self._taken: dict[str, int] = {}

    def add(self, name: str) -> str:
        """The name as Excel takes it for one more sheet; of two alike the second gets -2.

        At most 31 characters, not blank, full-width signs in place of `[]:*?/\\'`, never History.
        """
        stem = _cut(one_line(name).translate(_FULL_WIDTH), NAME_LIMIT) or _NO_NAME
        found = f"{stem}_" if stem.casefold() == _RESERVED else stem
        alike = found.casefold()
        while found.casefold() in self._taken:
            self._taken[alike] += 1
            suffix = f"-{self._taken[alike]}"
            found = _cut(stem, NAME_LIMIT - len(suffix)) + suffix
        self._taken[found.casefold()] = 1
        return found


def _cut(text: str, limit: int) -> str:
    return text.encode("utf-16-le")[: 2 * limit].decode("utf-16-le", errors="ignore").rstrip()


def stored(text: str) -> str:
    """The text as it stands in the file, where `_x0041_` would be read as A (ST_Xstring, ECMA-376-1, 22.9.2.19)."""
    return _ESCAPE.sub("_x005F_", text)


def pieces(text: str) -> tuple[str, ...]:
    """The text in parts that one cell each can hold, joined they are the text; cut after a line break if there is one.

    Characters count as in Excel, in UTF-16.
    """
    if len(stored(text).encode("utf-16-le")) // 2 <= TEXT_LIMIT and text.count("\n") <= BREAKS_LIMIT:
        return (text,)
    middle = len(text) // 2
    end = text.rfind("\n", 0, middle) + 1 or middle
    return pieces(text[:end]) + pieces(text[end:])


def pixels(widths_mm: Iterable[float]) -> tuple[int, ...]:
    """Widths of columns, rounded cumulated, so that the sum is that of the table."""
    edges = (round(edge * _PIXELS_A_MM) for edge in accumulate(widths_mm, initial=0.0))
    return tuple(right - left for left, right in pairwise(edges))


@lru_cache(maxsize=256)  # the two goals of a project are often the same text
def count_lines(text: str, width_mm: float, style: Style) -> int:
    """How many lines the text takes at most in a cell with that room between its inner margins."""
    width = width_mm / _MM_A_PT / style.size_pt
    if "\n" not in text and len(text) * _WIDEST_EM <= width:
        return 1
    paragraphs = text.translate(_HALF_EM).split("\n")
    return sum(len(break_lines(paragraph, width, bold=style.bold)) for paragraph in paragraphs)


def in_pixels(height_pt: float, rounded: Callable[[float], int] = math.ceil) -> float:
    """The height in points as a whole number of pixels."""
    return rounded(round(height_pt / _PIXEL_PT, 3)) * _PIXEL_PT


def table(grid: Grid, sheet: Sheet) -> Section:
    """The rows of the table, its cells in reading order.

    A row of the Grid is one row of the sheet, or several where it is taller than Excel's rows can be.
    """
    cells = [
        (row, cell if cell.text.isprintable() else replace(cell, text=clean(cell.text))) for row, cell in grid.cells()
    ]
    lines = [_lines(grid, sheet, cell, cell.text) for _row, cell in cells]
    margins_pt = (sheet.cell_margins_mm.top + sheet.cell_margins_mm.bottom) / _MM_A_PT
    rows = [[in_pixels(row.min_mm / _MM_A_PT, math.floor)] for row in grid.rows]
    for (first, cell), count in sorted(zip(cells, lines, strict=True), key=lambda one: one[0][1].rows):
        spanned = rows[first : first + cell.rows]
        if len(spanned) < cell.rows:
            raise ValueError(f"cells of row {first} reach below the last row, or overlap")
        missing = in_pixels(count * cell.style.line_pt + margins_pt) - sum(map(sum, spanned))
        if missing > 0:
            spanned[-1][:] = _divided(sum(spanned[-1]) + missing, cell.style)
    starts = tuple(accumulate(map(len, rows), initial=0))
    heights = tuple(height for row in rows for height in row)
    blocks: list[Block] = []
    for (first, cell), count in zip(cells, lines, strict=True):
        start, end = starts[first], starts[first + cell.rows]
        parts = pieces(cell.text)
        shares = [count] if len(parts) == 1 else [_lines(grid, sheet, cell, part) for part in parts]
        ends = [start + (end - start) * share // sum(shares) for share in accumulate(shares, initial=0)]
        for part, (above, below) in zip(parts, pairwise(ends), strict=True):
            fills = len(parts) == 1 and (count + 1) * cell.style.line_pt > sum(heights[above:below]) - margins_pt
            stacked = count == len(part) > 1 and "\n" not in part
            blocks.append(Block(above, below - above, cell.column, cell.cols, part, cell.style, fills, stacked))
    kept: list[bool] = []
    for row, parts in zip(grid.rows, rows, strict=True):
        kept += [*[False] * (len(parts) - 1), row.keep_next]
    return Section(heights, tuple(kept), tuple(blocks))


def page_starts(heights: Sequence[float], kept: Sequence[bool], page_pt: float) -> Mapping[int, bool]:
    """The rows with which pages begin after the first, by index; True where the page before must be made to end.

    Else it ends by itself: there is no room for the row. A page ends earlier where kept rows would be parted from the
    next, but not where one page could not hold them.
    """
    starts: dict[int, bool] = {}
    first, used = 0, 0.0
    for index, height in enumerate(heights):
        used += height
        if used > page_pt and index > first:
            start = index
            while start > first and kept[start - 1]:
                start -= 1
            first = start if start > first else index
            starts[first] = first < index
            used = sum(heights[first : index + 1])
    return starts


def _lines(grid: Grid, sheet: Sheet, cell: Cell, text: str) -> int:
    """How many lines the text takes in the cell."""
    margins = sheet.cell_margins_mm
    width = sum(grid.widths_mm[cell.column : cell.column + cell.cols]) - margins.left - margins.right
    return count_lines(text, width, cell.style)


def _divided(height: float, style: Style) -> list[float]:
    """One row of that height, or rows of some lines each where Excel has no row so tall."""
    if height <= ROW_LIMIT_PT:
        return [height]
    count = math.ceil(height / style.line_pt / _LINES_A_ROW)
    ends = [in_pixels(height * part / count) for part in range(count + 1)]
    return [below - above for above, below in pairwise(ends)]
