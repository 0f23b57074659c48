"""Excel files of Grids: each table as on paper, on a sheet of its own."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, chain
from typing import BinaryIO

from perfdesk.forms.form import Page, Sides, Style
from perfdesk.grid.grid import MM_A_INCH, PLAIN, TITLE_GAP_PT, Grid, Sheet
from perfdesk.model.text import clean
from perfdesk.writers.sheet_layout import Block, Section, count_lines, in_pixels, page_starts, table
from perfdesk.writers.xlsx_book import Book, Leaf, Lines, Look, Setup

_SLACK_MM = 2
"""Margins are smaller by this, so that pixels rounded up neither scale a sheet down nor take another page."""
_LINES = (("thick", 2.5), ("medium", 1), ("thin", 0.4), ("hair", 0.1))
"""Names of lines and the widths in points from which they are drawn."""
_HORIZONTAL = {"both": "justify"}

_Square = tuple[Look, str]


def write(grids: Iterable[Grid], out: BinaryIO) -> None:
    """Write an .xlsx with a sheet a Grid. The same Grids give the same bytes.

    The Grids are laid out (they have a `sheet` and rows). ValueError for others, when there is none, and when
    the cells of one overlap.
    """
    book = Book()
    try:
        for grid in grids:
            _paint(book, grid)
    except BaseException:
        book.drop()
        raise
    book.write(out)


def _paint(book: Book, grid: Grid) -> None:
    """One sheet: title, table, lines to sign."""
    sheet = grid.sheet
    if sheet is None or not grid.rows:
        raise ValueError("a Grid without a sheet or without rows does not stand on paper")
    heading, body, signature = sections = _heading(grid, sheet), table(grid, sheet), _signature(sheet, grid.widths_mm)
    heights = tuple(chain.from_iterable(section.heights for section in sections))
    kept = tuple(chain.from_iterable(section.kept for section in sections))
    paper = _with_slack(sheet.page)
    room_mm = paper.height_mm - paper.margins_mm.top - paper.margins_mm.bottom
    canvas = _Canvas(len(grid.widths_mm), page_starts(heights, kept, room_mm / MM_A_INCH * 72))
    canvas.add(heading)
    canvas.add(body, _Borders(_line(sheet.border_pt), _line(sheet.outer_border_pt)))
    canvas.add(signature)
    footer = sheet.footer_style
    book.name(grid.title)
    setup = Setup(paper, grid.widths_mm, sheet.footer, footer.font, footer.size_pt)
    canvas.paint(book.add(grid.name or grid.title, setup), heights)


def _with_slack(page: Page) -> Page:
    margins = page.margins_mm
    left, right, bottom = (max(margin - _SLACK_MM, 0) for margin in (margins.left, margins.right, margins.bottom))
    return replace(page, margins_mm=Sides(margins.top, right, bottom, left))


def _line(width_pt: float) -> str | None:
    """Excel's line that comes next to that width."""
    return next((name for name, least in _LINES if width_pt >= least), None)


@dataclass(frozen=True, slots=True)
class _Borders:
    """Lines between the cells of a part of the sheet, and round it where they are others."""

    inner: str | None = None
    outer: str | None = None

    def lines(self, left: bool, right: bool, top: bool, bottom: bool) -> Lines:
        """The lines of a cell that lies at these edges of the part."""
        inner, outer = self.inner, self.outer or self.inner
        return (
            outer if left else inner,
            outer if right else inner,
            outer if top else inner,
            outer if bottom else inner,
        )


_BARE = _Borders()
_INSIDE = (False, False, False, False)


class _Canvas:
    """The rows of one sheet, filled part by part from the top; `starts` as from `page_starts`."""

    def __init__(self, columns: int, starts: Mapping[int, bool]) -> None:
        self._columns, self._starts = columns, starts
        self._rows: list[list[_Square | None]] = []
        self._merges: list[tuple[int, int, int, int]] = []

    def add(self, section: Section, borders: _Borders = _BARE) -> None:
        """A part below the last one. ValueError when its cells overlap or reach beyond the columns."""
        first = len(self._rows)
        rows: list[list[_Square | None]] = [[None] * self._columns for _ in section.heights]
        self._rows += rows
        for block in section.blocks:
            self._place(first, rows, block, borders)
        if borders.inner:
            hole = Block(0, 1, 0, 1, "", PLAIN, fills=False)
            for row, squares in enumerate(rows):
                for column in [column for column, square in enumerate(squares) if square is None]:
                    self._place(first, rows, replace(hole, row=row, column=column), borders)

    def _place(self, first: int, rows: list[list[_Square | None]], block: Block, borders: _Borders) -> None:
        bottom, right = block.row + block.rows, block.column + block.columns
        columns = range(block.column, right)
        is_free = bottom <= len(rows) and right <= self._columns
        if not is_free or any(any(rows[row][block.column : right]) for row in range(block.row, bottom)):
            raise ValueError(f"cells of row {block.row} overlap or reach beyond the columns")
        is_parted = block.rows > 1 and any(first + block.row < start < first + bottom for start in self._starts)
        looks: dict[tuple[bool, bool, bool, bool], Look] = {}
        text = block.text
        for row in range(block.row, bottom):
            for column in columns:
                edges = _INSIDE
                if borders.outer:
                    edges = column == 0, column == self._columns - 1, row == 0, row == len(rows) - 1
                look = looks.get(edges)
                if look is None:
                    look = looks[edges] = _look(block, borders.lines(*edges), is_parted=is_parted)
                rows[row][column] = look, text
                text = ""
        if block.rows * block.columns > 1:
            self._merges.append((first + block.row, block.column, first + bottom, right))

    def paint(self, leaf: Leaf, heights: Sequence[float]) -> None:
        """Writes the sheet."""
        for row, is_forced in self._starts.items():
            if is_forced:
                leaf.end_page(row)
        for merged in self._merges:
            leaf.merge(*merged)
        for height, row in zip(heights, self._rows, strict=True):
            leaf.append(height, row)
        leaf.close()


def _look(block: Block, lines: Lines, *, is_parted: bool) -> Look:
    """How a cell looks. Where a page ends in it (`is_parted`) its text begins at the top, not to be cut in the middle.

    A text as tall as its cell has its lines spread over the height, since they lie closer in Excel than on paper.
    """
    style = block.style
    fills = block.fills and style.valign == "top"
    vertical = "justify" if fills else "top" if is_parted else style.valign
    horizontal = _HORIZONTAL.get(style.align, style.align)
    look = Look(style.font, style.size_pt, style.bold, horizontal, vertical, lines, is_stacked=block.stacked)
    return look.of_text(block.text)


def _heading(grid: Grid, sheet: Sheet) -> Section:
    """Title and subtitle, each merged over all columns, with the gap that is below them on paper."""
    heights: list[float] = []
    blocks: list[Block] = []
    for text, style in ((clean(grid.title), sheet.title), (clean(grid.subtitle), sheet.subtitle)):
        if text:
            blocks.append(_merged(len(heights), 0, len(grid.widths_mm), text, style))
            heights.append(in_pixels(count_lines(text, sum(grid.widths_mm), style) * style.line_pt))
    if heights:
        heights[-1] += TITLE_GAP_PT
    return Section(tuple(heights), (True,) * len(heights), tuple(blocks))


def _signature(sheet: Sheet, widths_mm: Sequence[float]) -> Section:
    """The lines to sign: their texts begin at the columns that come next to equal parts of the width."""
    heights: list[float] = []
    blocks: list[Block] = []
    for before_pt, texts in sheet.sign_lines():
        if before_pt:
            heights.append(in_pixels(before_pt))
        starts = _starts(widths_mm, len(texts))
        shown = texts if len(starts) == len(texts) else ("　　".join(texts),)
        for text, start, end in zip(shown, starts, (*starts[1:], len(widths_mm)), strict=True):
            blocks.append(_merged(len(heights), start, end - start, clean(text), sheet.sign))
        heights.append(in_pixels(sheet.sign.line_pt))
    return Section(tuple(heights), tuple(row < len(heights) - 1 for row in range(len(heights))), tuple(blocks))


def _merged(row: int, column: int, columns: int, text: str, style: Style) -> Block:
    return Block(row, 1, column, columns, text, style, fills=False)


def _starts(widths_mm: Sequence[float], parts: int) -> list[int]:
    """The columns next to equal parts of the width, from left to right; the first alone where there are too few."""
    edges = tuple(accumulate(widths_mm, initial=0.0))
    starts = [0]
    for part in range(1, parts):
        free = range(starts[-1] + 1, len(widths_mm) - (parts - part - 1))
        if not free:
            return [0]
        starts.append(min(free, key=lambda column, part=part: abs(edges[column] - edges[-1] * part / parts)))
    return starts
