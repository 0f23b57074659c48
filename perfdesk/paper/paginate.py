"""`paginate`: a Grid as pages, with its title and its lines to sign."""

from collections.abc import Iterator
from dataclasses import dataclass

from perfdesk.forms.form import Style
from perfdesk.grid.grid import Grid
from perfdesk.grid.measure import GAP_EM
from perfdesk.paper.breaks import Leaf, Slug, leaves
from perfdesk.paper.compose import pages
from perfdesk.paper.pages import Page
from perfdesk.paper.table import Table, table
from perfdesk.paper.typeset import typeset


@dataclass(frozen=True, slots=True)
class Arranged:
    """A table with its page breaks, from which its pages are composed one by one."""

    table: Table
    leaves: tuple[Leaf, ...]

    def pages(self, grid: int = 0) -> Iterator[Page]:
        """The pages without footers; `grid` is the number of the table in its document."""
        return pages(self.table, self.leaves, grid)


def paginate(grid: Grid, gap_em: float = GAP_EM) -> tuple[Page, ...]:
    """The pages of one table, without footers. ValueError for a Grid that was not laid out.

    `gap_em` is the gap between Han and Latin: a quarter em as in Word; 0.2 to compare with LibreOffice 7.4.
    """
    return tuple(arrange(grid, gap_em).pages())


def arrange(grid: Grid, gap_em: float = GAP_EM) -> Arranged:
    """The page breaks of one table. ValueError for a Grid that was not laid out."""
    ready = table(grid, gap_em)
    return Arranged(ready, leaves(ready, tuple(_title(ready)), tuple(_signature(ready))))


def _title(ready: Table) -> Iterator[Slug]:
    for text, style in ((ready.grid.title, ready.sheet.title), (ready.grid.subtitle, ready.sheet.subtitle)):
        if text:
            yield from _slugs([text], style, 0, ready)


def _signature(ready: Table) -> Iterator[Slug]:
    """The lines to sign in equal parts of the text width."""
    for before, texts in ready.sheet.sign_lines():
        yield from _slugs(texts, ready.sheet.sign, before, ready)


def _slugs(texts: tuple[str, ...] | list[str], style: Style, before: float, ready: Table) -> Iterator[Slug]:
    """Texts side by side, each in its part of the text width and in as many lines as it needs."""
    frame = ready.frame
    part = (frame.right - frame.left) / max(len(texts), 1)
    columns = [
        typeset(text, style, frame.left + number * part, frame.left + (number + 1) * part, frame.gap_em).runs
        for number, text in enumerate(texts)
    ]
    for number in range(max(map(len, columns), default=1)):
        placed = tuple(run for lines in columns for run in (lines[number] if number < len(lines) else ()))
        yield Slug(before if number == 0 else 0, style.line_pt, placed)
