"""Page breaks: which rows of a table, or which lines of them, stand on which page. Heights alone decide."""

from collections.abc import Sequence
from dataclasses import dataclass

from perfdesk.grid.grid import TITLE_GAP_PT
from perfdesk.paper.pages import Run
from perfdesk.paper.table import TOLERANCE, Band, Box, Table


@dataclass(frozen=True, slots=True)
class Slug:
    """A line outside the table (title, signature): the room above it, its height and text."""

    before: float
    height: float
    runs: tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Strip:
    """What stands of one row on one page: of each of its boxes the lines from `first` to before `last`."""

    row: int
    height: float
    first: tuple[int, ...]
    last: tuple[int, ...]
    begins: bool = True
    ends: bool = True


@dataclass(frozen=True, slots=True)
class Leaf:
    """One page: slugs with their upper edge; the table from `top` on, under the row `heading` where it is repeated."""

    slugs: tuple[tuple[float, Slug], ...]
    top: float
    heading: int | None
    strips: tuple[Strip, ...]


def leaves(table: Table, above: Sequence[Slug], below: Sequence[Slug]) -> tuple[Leaf, ...]:
    """The pages of a table with the lines above it and those below, which no page holds alone if it can be helped."""
    return _Breaker(table, above, below).leaves()


class _Breaker:
    """Fills page after page from the top. A row is placed whole, in part, or at the top of the next page."""

    def __init__(self, table: Table, above: Sequence[Slug], below: Sequence[Slug]) -> None:
        self._frame, self._bands = table.frame, table.bands
        self._above, self._below = above, below
        self._heights = _unbroken(self._bands)
        self._tail = self._tail_height()
        self._follow, self._splits = self._plan()
        self._leaves: list[Leaf] = []
        self._tops: dict[int, float] = {}  # of the open boxes that stand whole, by column: upper edge on this page
        self._open: dict[int, Box] = {}
        self._seen: set[int] = set()  # columns of open boxes whose text stood on a page before
        self._start(None)

    def leaves(self) -> tuple[Leaf, ...]:
        """All pages."""
        self._put_slugs(self._above)
        if self._above:
            self._y += TITLE_GAP_PT
        if self._room < self._frame.share:
            self._turn(None)
        self._top = self._y
        for index in range(len(self._bands)):
            self._put_row(index)
        self._put_slugs(self._below)
        self._end()
        return tuple(self._leaves)

    @property
    def _room(self) -> float:
        return self._frame.bottom - self._y + TOLERANCE

    def _tail_height(self) -> float:
        """What has to stand under the last row on its page: all lines below, or the first where they are too many."""
        heights = [slug.before + slug.height for slug in self._below]
        return sum(heights if sum(heights) <= self._frame.share else heights[:1])

    def _plan(self) -> tuple[list[float], list[bool]]:
        """For each row what has to follow it on its page, and whether it may be broken."""
        follow, splits = [0.0] * len(self._bands), [False] * len(self._bands)
        lead = self._tail
        for index in reversed(range(len(self._bands))):
            band, height = self._bands[index], self._heights[index]
            is_last = index == len(self._bands) - 1
            capacity = self._frame.body - self._heading_height(band)
            splits[index] = band.may_split or height + (lead if is_last else 0) > capacity
            if is_last or (band.keep_next and height + lead <= capacity):
                follow[index] = lead
            lead = _head(band, height) if splits[index] else height + follow[index]
        return follow, splits

    def _heading_height(self, band: Band) -> float:
        """What the row of column names takes where the row begins a page; 0 where it is not repeated."""
        height = 0 if band.heading is None else self._bands[band.heading].height_alone
        return height if height <= self._frame.share else 0

    def _put_slugs(self, slugs: Sequence[Slug]) -> None:
        for slug in slugs:
            if slug.before + slug.height > self._room and (self._slugs or self._strips):
                self._turn(None)
            self._slugs.append((self._y + slug.before, slug))
            self._y += slug.before + slug.height

    def _put_row(self, index: int) -> None:
        band = self._bands[index]
        first, begins = (0,) * len(band.boxes), True
        while True:
            height = self._height(band, first, begins)
            if height + self._what_follows(index) <= self._room:
                break
            last = self._cut(index, first, height)
            if last:
                self._place(Strip(index, band.content(first, last), first, last, begins, ends=False))
                first, begins = last, False
            elif self._is_fresh:
                break
            self._turn(band)
        self._place(Strip(index, height, first, band.lines, begins))

    @property
    def _is_fresh(self) -> bool:
        """Whether no row stands on the page yet, so that turning it would gain nothing."""
        return not self._strips

    def _what_follows(self, index: int) -> float:
        if self._is_fresh and index < len(self._bands) - 1:
            return 0
        return self._follow[index]

    def _height(self, band: Band, first: tuple[int, ...], begins: bool) -> float:
        """The height of the rest of a row on this page: what its lines need, and merged cells that end in it.

        A merged text that has had no room on any page yet gets it here.
        """
        height = band.content(first, band.lines)
        if begins:
            height = max(height, min(band.min_pt, self._room) if self._is_fresh else band.min_pt)
        for box in band.ending:
            column = box.cell.column
            if column not in self._seen:
                height = max(height, box.height - (self._y - self._tops.get(column, self._y)))
        return height

    def _cut(self, index: int, first: tuple[int, ...], height: float) -> tuple[int, ...] | None:
        """The lines of each box of a row that stand before a break on this page; None where there is none."""
        band = self._bands[index]
        last = band.cut(first, self._room) if self._splits[index] or self._is_fresh else None
        if last is None and self._is_fresh and height > self._room:
            last = band.forced_cut(first, self._room)
        return last

    def _place(self, strip: Strip) -> None:
        band = self._bands[strip.row]
        if strip.begins:
            for box in band.boxes:
                if box.stands:
                    self._open[box.cell.column] = box
                    self._tops[box.cell.column] = self._y
        self._strips.append(strip)
        self._y += strip.height
        if strip.ends:
            for box in band.ending:
                del self._open[box.cell.column], self._tops[box.cell.column]
                self._seen.discard(box.cell.column)

    def _turn(self, band: Band | None) -> None:
        """Ends the page and starts one that goes on with a row, or without."""
        self._end()
        self._start(band)

    def _start(self, band: Band | None) -> None:
        self._slugs: list[tuple[float, Slug]] = []
        self._strips: list[Strip] = []
        self._y = self._top = self._frame.top
        self._heading: int | None = None
        if band is not None and (height := self._heading_height(band)):
            self._heading = band.heading
            self._y += height
        for column, box in self._open.items():
            is_under = self._heading is not None and box.row > self._heading
            self._tops[column] = self._y if is_under else self._top

    def _end(self) -> None:
        for column, box in self._open.items():
            if self._y - self._tops[column] + TOLERANCE >= box.height:
                self._seen.add(column)
        self._leaves.append(Leaf(tuple(self._slugs), self._top, self._heading, tuple(self._strips)))


def _unbroken(bands: Sequence[Band]) -> list[float]:
    """The heights of all rows on one endless page: a merged text that is higher than its rows grows the last one."""
    heights: list[float] = []
    tops = [0.0]
    for band in bands:
        merged = (box.height - (tops[-1] - tops[box.row]) for box in band.ending)
        heights.append(max(band.min_pt, band.content((0,) * len(band.boxes), band.lines), *merged))
        tops.append(tops[-1] + heights[-1])
    return heights


def _head(band: Band, height: float) -> float:
    """The least that may stand on a page of a row that goes on on the next one; all of one that cannot be broken."""
    none = (0,) * len(band.boxes)
    for most in range(1, max(band.lines, default=0)):
        last = tuple([box.lines.stop(0, min(most, lines)) for box, lines in zip(band.boxes, band.lines, strict=True)])
        if all(end or not lines for end, lines in zip(last, band.lines, strict=True)):
            return band.content(none, last)
    return height
