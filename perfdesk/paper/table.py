"""A Grid made ready for paper: cells with their edges in points and their text in lines, rows with their heights."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from perfdesk.grid.grid import FOOTER_EDGE_MM, Cell, Grid, Row, Sheet
from perfdesk.grid.measure import edges_twips, twips
from perfdesk.model.document import LEVELS
from perfdesk.paper.typeset import Lines, typeset

TOLERANCE = 0.001
"""Points that do not count when heights are compared: sums of fractions are not exact."""
_LARGEST_SHARE = 0.5
"""What must not be broken, and a title or heading, may take this share of a page, so that rows always find room."""


def points(mm: float) -> float:
    """Millimetres as points, rounded to twips as in Word."""
    return twips(mm) / 20


@dataclass(frozen=True, slots=True)
class Frame:
    """Where text may stand on a page, and the margins inside cells; points from the top left of the sheet."""

    width: float
    height: float
    left: float
    right: float
    top: float
    bottom: float
    cell_left: float
    cell_right: float
    cell_top: float
    cell_bottom: float
    gap_em: float

    @property
    def body(self) -> float:
        """Height between the margins, 0 or more."""
        return max(self.bottom - self.top, 0)

    @property
    def share(self) -> float:
        """The most that something may take of a page and still leave room for rows."""
        return self.body * _LARGEST_SHARE


def frame(sheet: Sheet, gap_em: float) -> Frame:
    """The measures of a sheet in points. A footer higher than the margin takes its room from the text, as in Word.

    Half of a border stands inside each cell: rows are higher by one border than their lines and margins, as measured
    with LibreOffice 7.4.
    """
    page, margins, room, border = sheet.page, sheet.page.margins_mm, sheet.cell_margins_mm, sheet.border_pt / 2
    width, height = points(page.width_mm), points(page.height_mm)
    footer = points(FOOTER_EDGE_MM) + sheet.footer_style.line_pt if sheet.footer else 0
    return Frame(
        width=width,
        height=height,
        left=points(margins.left),
        right=width - points(margins.right),
        top=points(margins.top),
        bottom=height - max(points(margins.bottom), footer),
        cell_left=points(room.left),
        cell_right=points(room.right),
        cell_top=points(room.top) + border,
        cell_bottom=points(room.bottom) + border,
        gap_em=gap_em,
    )


@dataclass(frozen=True, slots=True)
class Box:
    """A cell between the edges `left` and `right`, its text broken into lines.

    `stands`: its text is never broken but centred in what is seen of the cell on each page (merged cells, labels,
    empty cells); the lines of all others flow from page to page. `height` is what the whole text needs, `margins` are
    those above and below it together.
    """

    row: int
    cell: Cell
    left: float
    right: float
    lines: Lines
    margins: float
    height: float
    stands: bool

    @property
    def last_row(self) -> int:
        """The last row that the cell spans."""
        return self.row + self.cell.rows - 1

    def height_of(self, lines: int) -> float:
        """What so many lines need."""
        return lines * self.cell.style.line_pt + self.margins

    def lines_in(self, height: float) -> int:
        """How many lines have room in a height, 0 or more."""
        return max(int((height - self.margins + TOLERANCE) / self.cell.style.line_pt), 0)


@dataclass(frozen=True, slots=True)
class Band:
    """A row: the boxes that begin in it, those that stand whole and end in it, and its least height in points.

    `lines` are the numbers of lines of the boxes, 0 for one that stands whole. `heading`: the row that is repeated
    above where this one begins a page.
    """

    boxes: tuple[Box, ...]
    ending: tuple[Box, ...]
    lines: tuple[int, ...]
    min_pt: float
    may_split: bool
    keep_next: bool
    heading: int | None

    def content(self, first: Sequence[int], last: Sequence[int]) -> float:
        """What the lines from `first` to before `last` need, a pair a box; 0 without any."""
        return max(
            (
                box.height_of(end - begin)
                for box, begin, end in zip(self.boxes, first, last, strict=True)
                if end > begin
            ),
            default=0.0,
        )

    @property
    def height_alone(self) -> float:
        """The height of a row that is repeated, without the cells that reach down from it."""
        return max(self.min_pt, *(box.height for box in self.boxes if box.cell.rows == 1))

    def cut(self, first: Sequence[int], room: float) -> tuple[int, ...] | None:
        """The lines of each box that stand before a page break in a height of `room`; `first` of them stood before.

        None where a box could have none of its lines there by the rules for paragraphs, or where none would be left.
        """
        pairs = zip(self.boxes, first, self.lines, strict=True)
        last = [
            box.lines.stop(begin, begin + box.lines_in(room)) if begin < lines else begin for box, begin, lines in pairs
        ]
        if tuple(last) == self.lines:
            tallest = max(range(len(last)), key=lambda one: self.boxes[one].height_of(self.lines[one] - first[one]))
            last[tallest] = self.boxes[tallest].lines.stop(first[tallest], self.lines[tallest] - 1)
        moves = (end > begin or begin == lines for end, begin, lines in zip(last, first, self.lines, strict=True))
        return tuple(last) if all(moves) and tuple(last) != self.lines else None

    def forced_cut(self, first: Sequence[int], room: float) -> tuple[int, ...] | None:
        """As `cut`, but after any line, and of each box one at least: the way out on a page that has nothing else."""
        pairs = zip(self.boxes, first, self.lines, strict=True)
        last = tuple([min(begin + max(box.lines_in(room), 1), lines) for box, begin, lines in pairs])
        return last if last != self.lines else None


@dataclass(frozen=True, slots=True)
class Table:
    """All rows of a Grid, `left` and `right` edge, and where text may stand."""

    grid: Grid
    sheet: Sheet
    frame: Frame
    left: float
    right: float
    bands: tuple[Band, ...]


def table(grid: Grid, gap_em: float) -> Table:
    """The Grid made ready. ValueError when it has no sheet or no rows, as one that was read from a file."""
    sheet = grid.sheet
    if sheet is None or not grid.rows:
        raise ValueError("a Grid without a sheet or without rows does not stand on paper")
    room = frame(sheet, gap_em)
    inner = [edge / 20 for edge in edges_twips(grid.widths_mm)]
    left = max(room.left + (room.right - room.left - inner[-1]) / 2, 0)
    edges = [left + edge for edge in inner]
    rows = [tuple(_box(index, cell, edges, room) for cell in row.cells) for index, row in enumerate(grid.rows)]
    ending: list[list[Box]] = [[] for _ in rows]
    for boxes in rows:
        for box in boxes:
            if box.stands:
                ending[min(box.last_row, len(rows) - 1)].append(box)
    bands = tuple(
        Band(
            boxes=boxes,
            ending=tuple(ends),
            lines=tuple(0 if box.stands else len(box.lines.texts) for box in boxes),
            min_pt=points(row.min_mm),
            may_split=row.may_split,
            keep_next=row.keep_next,
            heading=heading,
        )
        for row, boxes, ends, heading in zip(grid.rows, rows, ending, _headings(grid.rows), strict=True)
    )
    return Table(grid, sheet, room, edges[0], edges[-1], bands)


def _box(row: int, cell: Cell, edges: Sequence[float], room: Frame) -> Box:
    left, right = edges[cell.column], edges[cell.column + cell.cols]
    lines = typeset(cell.text, cell.style, left + room.cell_left, right - room.cell_right, room.gap_em)
    margins = room.cell_top + room.cell_bottom
    height = len(lines.texts) * cell.style.line_pt + margins
    stands = (_is_label(cell) or not cell.text) and height <= room.share
    return Box(row, cell, left, right, lines, margins, height, stands)


def _is_label(cell: Cell) -> bool:
    """Whether a cell says what stands beside it: labels, merged cells, 一级 and 二级."""
    return cell.place is None or cell.rows > 1 or cell.place.column in LEVELS[:2]


def _headings(rows: Sequence[Row]) -> Iterator[int | None]:
    """For each row the row that heads it: the row of column names for those that show indicators under it."""
    heading: int | None = None
    for index, row in enumerate(rows):
        if row.heading:
            heading = index
            yield None
            continue
        if not any(cell.place is not None and cell.place.column for cell in row.cells):
            heading = None
        yield heading
