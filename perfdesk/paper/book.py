"""`book`: the pages of many tables with their footers, and blank sides where a table begins on a new sheet."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from perfdesk.forms.form import Style
from perfdesk.grid.grid import FOOTER_EDGE_MM, Grid
from perfdesk.grid.measure import width_em
from perfdesk.model.text import one_line
from perfdesk.paper.pages import Line, Page, Run
from perfdesk.paper.paginate import Arranged, arrange
from perfdesk.paper.table import Frame, points
from perfdesk.paper.typeset import at, typeset

_NAME_MM = 60
"""The most that a project's name takes in a footer."""
_MORE = "…"


@dataclass(frozen=True, slots=True)
class Book:
    """The pages of a document: how many there are, and the pages one by one, composed when they are asked for."""

    tables: tuple[Arranged, ...]
    blanks: tuple[bool, ...]

    def __len__(self) -> int:
        return sum(map(len, (table.leaves for table in self.tables))) + sum(self.blanks)

    def __iter__(self) -> Iterator[Page]:
        number, count = 0, len(self)
        last: Page | None = None
        for index, (table, blank) in enumerate(zip(self.tables, self.blanks, strict=True)):
            if blank and last is not None:
                number += 1
                yield blank_side(last)
            for page in table.pages(index):
                number += 1
                last = page
                yield replace(page, lines=page.lines + footer(table, number, count))


def book(grids: Iterable[Grid]) -> Book:
    """The pages of these tables in one document. ValueError for a Grid that was not laid out."""
    tables: list[Arranged] = []
    blanks: list[bool] = []
    count = 0
    for grid in grids:
        table = arrange(grid)
        blanks.append(needs_blank(table.table.sheet.new_leaf, count))
        tables.append(table)
        count += len(table.leaves) + blanks[-1]
    return Book(tuple(tables), tuple(blanks))


def needs_blank(new_leaf: bool, before: int) -> bool:
    """Whether a side is left blank so that a table after so many pages begins on the front of a sheet."""
    return new_leaf and before % 2 == 1


def blank_side(page: Page) -> Page:
    """A side with nothing on it, of the same paper as the page."""
    return replace(page, parts=(), lines=(), rules=())


def footer(arranged: Arranged, number: int, count: int) -> tuple[Line, ...]:
    """The footer of the page `number`, counted from 1, of `count`.

    Where its table takes several pages, the project's name stands at the left.
    """
    table = arranged.table
    sheet, frame, style = table.sheet, table.frame, table.sheet.footer_style
    if not sheet.footer:
        return ()
    top = frame.height - points(FOOTER_EDGE_MM) - style.line_pt
    text = sheet.footer.replace("{page}", str(number)).replace("{pages}", str(count))
    middle = _placed(text, style, frame, frame.right)
    name: tuple[Run, ...] = ()
    if len(arranged.leaves) > 1:
        free = (middle[0].x if middle else frame.right) - style.size_pt
        name = _placed(table.grid.name, replace(style, align="left"), frame, min(free, frame.left + points(_NAME_MM)))
    return tuple(at(top, style.line_pt, line) for line in (name, middle) if line)


def _placed(text: str, style: Style, frame: Frame, right: float) -> tuple[Run, ...]:
    """A text on one line that ends before `right`, cut with … where it is longer; nothing where nothing fits."""
    text = one_line(text)
    room = (right - frame.left) / style.size_pt
    if width_em(text, style.bold, frame.gap_em) > room:
        lengths = range(1, len(text) + 1)
        kept = bisect_right(lengths, room, key=lambda one: width_em(text[:one] + _MORE, style.bold, frame.gap_em))
        text = text[:kept].rstrip() + _MORE if kept else ""
    return typeset(text, style, frame.left, right, frame.gap_em).runs[0]
