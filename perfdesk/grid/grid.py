"""The Grid: one table as every format sees it, with all that a writer needs and nothing that only one format knows."""

from collections.abc import Iterator
from dataclasses import dataclass

from perfdesk.forms.form import Page, Sides, Style
from perfdesk.model.place import Place

PLAIN = Style()
MM_A_INCH = 25.4
TITLE_GAP_PT = 6
"""Space between the title (or the subtitle under it) and the table."""
FOOTER_EDGE_MM = 8
"""Distance of the footer from the lower edge of the paper."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell, merged ones once, at their first row.

    `column` is its first grid column, counted from 0. `role` is what it is on paper (a name of the form's `[style]`:
    label, heading, value, goal, header, level, item, target …), "" when read from a file. Laid-out cells have a
    resolved `style` (its `align` is never `center_if_short`) and the `place` in the document that they show; read cells
    have their position in the source in words (`at`).
    """

    column: int
    text: str = ""
    rows: int = 1
    cols: int = 1
    role: str = ""
    style: Style = PLAIN
    at: str = ""
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """The cells that begin in this row, from left to right; least height in mm and the rules for page breaks."""

    cells: tuple[Cell, ...]
    min_mm: float = 0
    may_split: bool = False
    keep_next: bool = False
    heading: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """How a Grid stands on paper. `signature` and `footer` are empty when not wanted; 0 is no outer border, no seal.

    `new_leaf`: the table begins on the front side of a sheet.
    """

    page: Page
    title: Style
    subtitle: Style
    sign: Style
    footer_style: Style
    border_pt: float
    outer_border_pt: float
    cell_margins_mm: Sides
    signature: tuple[tuple[str, ...], ...] = ()
    stamp_mm: float = 0
    footer: str = ""
    new_leaf: bool = False

    def sign_lines(self) -> Iterator[tuple[float, tuple[str, ...]]]:
        """The signature lines, each with the room above it in points; the last two together are as high as a seal."""
        last = len(self.signature) - 1
        seal_pt = self.stamp_mm / MM_A_INCH * 72 - min(last + 1, 2) * self.sign.line_pt
        for index, texts in enumerate(self.signature):
            yield (self.sign.before_pt if index == 0 else 0) + (max(seal_pt, 0) if index == last else 0), texts


@dataclass(frozen=True, slots=True)
class Grid:
    """One table: rows of cells, column widths in mm, title, and how it stands on paper.

    Read from a file it has no widths and no `sheet`. `name` is the project's name, for footers, sheets and file names;
    `unit` is who it belongs to, for the properties of a file.
    """

    rows: tuple[Row, ...]
    widths_mm: tuple[float, ...] = ()
    title: str = ""
    subtitle: str = ""
    name: str = ""
    unit: str = ""
    sheet: Sheet | None = None

    def cells(self) -> Iterator[tuple[int, Cell]]:
        """All cells with the index of their first row, in reading order."""
        for index, row in enumerate(self.rows):
            for cell in row.cells:
                yield index, cell

    @property
    def columns(self) -> int:
        """Number of grid columns."""
        return len(self.widths_mm) or max((c.column + c.cols for r in self.rows for c in r.cells), default=0)
