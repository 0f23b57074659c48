"""PDF out: Grids painted into a PDF."""

import tempfile
from collections.abc import Iterable, Iterator
from functools import partial
from io import BytesIO
from itertools import chain
from pathlib import Path

from measure import Case, Peak, Result, Work
from pdf_floor import Text, draw_unwrapped
from work import document, grids

from perfdesk.forms.form import Style
from perfdesk.grid.grid import Grid
from perfdesk.paper.application import painting
from perfdesk.paper.book import book
from perfdesk.paper.fonts import installed, qt_font
from perfdesk.paper.pdf import write

GOALS = {1: 1.4, 12: 1.8, 100: 2.6}
MOST = max(GOALS)
"""More tables take a time in proportion, floor and ours alike."""
PEAK_MB = 120
NAME = "bench.pdf"


def out_cases(sizes: tuple[int, ...]) -> Iterator[Case | Result]:
    for tables in dict.fromkeys(min(size, MOST) for size in sizes):
        ready = list(grids(tables))
        with painting():
            floor = partial(draw_unwrapped, [page for grid in ready for page in _pages(grid)])
            yield Case("Grids to PDF", tables, floor, partial(_written, ready), GOALS.get(tables))
        yield Result("size of the PDF", tables, None, len(_written(ready)) / 1000, None, unit="kB")


def out_peaks(tables: int) -> tuple[Peak, ...]:
    return (Peak("Grids to PDF", tables, _write_to_disk, PEAK_MB),)


def _pages(grid: Grid) -> Iterator[list[Text]]:
    """The texts of a table, as many to a page as there are pages."""
    styled = ((grid.title, grid.sheet.title), *((cell.text, cell.style) for _, cell in grid.cells()))
    there = installed()
    texts = [_text(*one, there) for one in styled]
    pages = len(book([grid]))
    for number in range(pages):
        yield texts[number * len(texts) // pages : (number + 1) * len(texts) // pages]


def _text(text: str, style: Style, there: frozenset[str]) -> Text:
    fonts = (qt_font(family, style.bold, there) for family in (style.latin, style.font))
    families = dict.fromkeys(chain.from_iterable(font.families() for font in fonts))
    return text.replace("\n", " "), tuple(families), style.size_pt, style.bold


def _written(ready: Iterable[Grid]) -> bytes:
    out = BytesIO()
    write(book(ready), out, NAME)
    return out.getvalue()


def _write_to_disk(tables: int) -> Work:
    document(tables)
    _written(grids(1))

    def work() -> None:
        with tempfile.TemporaryDirectory() as folder, (Path(folder) / NAME).open("wb") as out:
            write(book(grids(tables)), out, NAME)

    return work
