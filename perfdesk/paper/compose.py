"""Pages from page breaks: the part of each cell that stands on a page with its text, and the borders."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from perfdesk.grid.measure import width_em
from perfdesk.paper.breaks import Leaf, Strip
from perfdesk.paper.pages import Line, Page, Part, Rule, Run
from perfdesk.paper.table import TOLERANCE, Box, Table
from perfdesk.paper.typeset import at, typeset

CONTINUED = "（续）"
"""Stands after the text of a merged cell or label from its second page on."""


def pages(table: Table, leaves: Sequence[Leaf], grid: int = 0) -> Iterator[Page]:
    """The pages of a table, the `grid`-th of a document."""
    begun: dict[int, Box] = {}
    for leaf in leaves:
        lines = tuple(at(top, slug.height, slug.runs) for top, slug in leaf.slugs if slug.runs)
        parts = _Parts(table, leaf, begun)
        yield Page(
            width=table.frame.width,
            height=table.frame.height,
            grid=grid,
            parts=tuple(sorted(parts.made, key=lambda part: (part.row, part.column))),
            lines=lines,
            rules=_rules(table, leaf.top, parts),
        )


class _Parts:
    """The parts of one page. `begun` are the boxes by column that reach into it; afterwards those that go on."""

    def __init__(self, table: Table, leaf: Leaf, begun: dict[int, Box]) -> None:
        self._table = table
        self.made: list[Part] = []
        self.right_edges: dict[float, list[tuple[float, float]]] = defaultdict(list)
        self.lower_edges: dict[float, list[tuple[float, float]]] = defaultdict(list)
        self._carried = set(begun)
        self._tops = dict.fromkeys(begun, leaf.top)
        self._shown: dict[int, tuple[int, int]] = {}
        y = leaf.top
        if leaf.heading is not None:
            y = self._repeat(leaf.heading, leaf.top, begun)
        for strip in leaf.strips:
            y = self._add(strip, y, begun)
        for column, box in begun.items():
            self._make(box, self._tops[column], y)
        self.bottom = y

    def _repeat(self, heading: int, top: float, begun: dict[int, Box]) -> float:
        band = self._table.bands[heading]
        bottom = top + band.height_alone
        for column, box in begun.items():
            if box.row > heading:
                self._tops[column] = bottom
        for box in band.boxes:
            if begun.get(box.cell.column) is not box:
                self._make(box, top, bottom, is_repeated=True)
        return bottom

    def _add(self, strip: Strip, top: float, begun: dict[int, Box]) -> float:
        band = self._table.bands[strip.row]
        bottom = top + strip.height
        for box, first, last in zip(band.boxes, strip.first, strip.last, strict=True):
            column = box.cell.column
            self._shown[column] = first, last
            if strip.begins:
                begun[column] = box
                self._tops[column] = top
                self._carried.discard(column)
        if strip.ends:
            for column in [column for column, box in begun.items() if box.last_row == strip.row]:
                self._make(begun.pop(column), self._tops[column], bottom)
        return bottom

    def _make(self, box: Box, top: float, bottom: float, *, is_repeated: bool = False) -> None:
        cell = box.cell
        is_continued = cell.column in self._carried and not is_repeated
        if box.stands:
            lines = self._whole(box, top, bottom, is_continued=is_continued)
        else:
            first, last = self._shown.pop(cell.column, (0, 0))
            lines = self._lines(box, box.lines.runs[first:last], top, bottom)
        part = Part(
            box.left,
            top,
            box.right - box.left,
            bottom - top,
            box.row,
            cell.column,
            cell.role,
            lines,
            cell.place,
            is_continued,
            is_repeated,
        )
        self.made.append(part)
        self.right_edges[box.right].append((top, bottom))
        self.lower_edges[bottom].append((box.left, box.right))

    def _whole(self, box: Box, top: float, bottom: float, *, is_continued: bool) -> tuple[Line, ...]:
        """The text of a box that stands whole, as continued where there is room for that; none where it has no room.

        In a column too narrow for the mark its brackets would stand alone on their lines: there it is left out.
        """
        room, lines = bottom - top + TOLERANCE, box.lines
        is_wide = width_em(CONTINUED) * lines.style.size_pt <= lines.right - lines.left
        if is_continued and is_wide and box.cell.text:
            longer = typeset(box.cell.text + CONTINUED, lines.style, lines.left, lines.right, lines.gap_em)
            if box.height_of(len(longer.texts)) <= room:
                lines = longer
        return self._lines(box, lines.runs, top, bottom) if box.height_of(len(lines.texts)) <= room else ()

    def _lines(self, box: Box, shown: Sequence[tuple[Run, ...]], top: float, bottom: float) -> tuple[Line, ...]:
        """The shown lines, as the style has them between top and bottom."""
        frame, style = self._table.frame, box.cell.style
        height = style.line_pt
        y = top + frame.cell_top
        free = bottom - frame.cell_bottom - y - len(shown) * height
        if style.valign != "top":
            y += free if style.valign == "bottom" else free / 2
        return tuple([at(y + n * height, height, runs) for n, runs in enumerate(shown) if runs])


def _rules(table: Table, top: float, parts: _Parts) -> tuple[Rule, ...]:
    """The borders of a page's part of the table, each line once: the frame, then those inside from edge to edge."""
    if not parts.made:
        return ()
    left, right, bottom = table.left, table.right, parts.bottom
    inner = table.sheet.border_pt
    outer = table.sheet.outer_border_pt or inner
    found = [
        Rule(left, top, right, top, outer),
        Rule(left, bottom, right, bottom, outer),
        Rule(left, top, left, bottom, outer),
        Rule(right, top, right, bottom, outer),
    ]
    for y, pieces in parts.lower_edges.items():
        if y != bottom:
            found += [Rule(x1, y, x2, y, inner) for x1, x2 in _joined(pieces)]
    for x, pieces in parts.right_edges.items():
        if x != right:
            found += [Rule(x, y1, x, y2, inner) for y1, y2 in _joined(pieces)]
    return tuple(found)


def _joined(pieces: list[tuple[float, float]]) -> Iterator[tuple[float, float]]:
    """The pieces of one line, those that touch as one."""
    pieces.sort()
    begin, end = pieces[0]
    for first, last in pieces[1:]:
        if first > end:
            yield begin, end
            begin = first
        end = last
    yield begin, end
