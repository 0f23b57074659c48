"""Short ways to read in tests, and to look at what was read."""

from perfdesk.base.progress import silent
from perfdesk.grid.grid import Grid
from perfdesk.grid.source import Paragraph, Source
from perfdesk.readers import docx
from perfdesk.readers.limits import LIMITS, Limits, Meter


def read_docx(data: bytes, limits: Limits = LIMITS) -> Source:
    """Read, and hold the reader to its own count of characters."""
    source, tally = docx.read_counted(data, "试验.docx", silent, Meter(limits))
    assert docx.characters(source) == tally.pieces, tally
    return source


def paragraphs(source: Source) -> list[tuple[str, str]]:
    return [(area.text, area.at) for area in source.areas if isinstance(area, Paragraph)]


def grids(source: Source) -> list[Grid]:
    return [area for area in source.areas if isinstance(area, Grid)]


def texts(grid: Grid) -> list[list[str]]:
    """The cells' texts, row by row."""
    return [[cell.text for cell in row.cells] for row in grid.rows]


def shape(grid: Grid) -> list[list[tuple[int, int, int]]]:
    """Column, rows and columns of the cells, row by row."""
    return [[(cell.column, cell.rows, cell.cols) for cell in row.cells] for row in grid.rows]


def told(source: Source) -> list[tuple[str, str, int]]:
    return [(notice.what, notice.at, notice.count) for notice in source.notices]


def no_overlap(grid: Grid) -> bool:
    """Whether each place of the Grid belongs to one cell at most."""
    places = [
        (index + down, cell.column + right)
        for index, cell in grid.cells()
        for down in range(cell.rows)
        for right in range(cell.cols)
    ]
    return len(places) == len(set(places))
