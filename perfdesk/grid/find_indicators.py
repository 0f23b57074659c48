"""Finds the indicators of one table: a row each under the header, by columns, and by the frame where those fail.

A row that stands some columns beside the header is aligned by its 一级 and 二级 words, and so are the rows after it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from perfdesk.forms.form import Form
from perfdesk.forms.frame import Frame, frame, level_key
from perfdesk.grid.board import BLANK, Line, Spot
from perfdesk.grid.find_fields import Fields
from perfdesk.grid.find_header import Header, Slots, is_level1, is_level2
from perfdesk.grid.label_index import LabelIndex

_SHIFTS = (1, -1, 2, -2, 3, -3)
_LEVELS = ("level1", "level2")
_BY_FRAME, _BY_ORDER = 0.7, 0.6


@dataclass(frozen=True, slots=True)
class Item:
    """One text of an indicator: the spot that holds it, or for an inferred level its `text`; how sure, and why not."""

    spot: Spot | None
    text: str = ""
    score: float = 1.0
    why: str = ""


@dataclass(slots=True)
class Row:
    """One indicator by column id; a column has several items where its text was split over lines."""

    items: dict[str, list[Item]] = field(default_factory=dict[str, list[Item]])


@dataclass(slots=True)
class Indicators:
    """What was found: indicators in order, and texts that are labels (fixed texts, levels without an indicator)."""

    rows: list[Row] = field(default_factory=list[Row])
    labels: list[Spot] = field(default_factory=list[Spot])


@dataclass(frozen=True, slots=True)
class _Placed:
    """A line laid on slots: the spot of each column (also from above), the columns covered from above, the rest."""

    slots: Slots
    spots: Mapping[str, Spot]
    covered: frozenset[str]
    rest: tuple[Spot, ...]

    @property
    def has_item(self) -> bool:
        """A 三级 or a value begins here."""
        return any(name not in _LEVELS and name not in self.covered for name in self.spots)


def find_indicators(
    form: Form, index: LabelIndex, lines: Sequence[Line], headers: Mapping[int, Header], fields: Fields
) -> Indicators:
    """The indicators of the table that the lines are, in the lines that hold no `fields`."""
    field_lines = fields.lines - headers.keys()
    finder = _Finder(frame(form), index, lines, fields.used())
    for place, line in enumerate(lines):
        header = headers.get(line.row)
        if header is not None:
            finder.slots, finder.area = header.slots, line.area
            if not header.is_implied:
                continue
        elif line.row in field_lines:
            finder.slots = None
        finder.read(place)
    return finder.found


class _Finder:
    """One pass over the lines; between them it holds the current columns and the 一级 and 二级 that go on."""

    def __init__(self, look: Frame, index: LabelIndex, lines: Sequence[Line], used: frozenset[Spot]) -> None:
        self.found = Indicators()
        self.slots: Slots | None = None
        self.area = -1
        self._look = look
        self._index = index
        self._lines = [replace(line, above=tuple(one for one in line.above if one not in used)) for line in lines]
        self._levels: dict[str, Item | None] = {"level1": None, "level2": None}
        self._foreign: set[int] = set()

    def read(self, place: int) -> None:
        line = self._lines[place]
        if self.slots is None or line.is_paragraph or not line.texts:
            return
        if line.area != self.area and not self._belongs(place):
            return
        placed = self._aligned(line, self.slots)
        if placed is None:
            return
        has_words = any(is_level1(self._look, spot) or is_level2(self._look, spot) for spot in line.texts)
        if not has_words and not placed.has_item:
            return
        if has_words:
            self.slots = placed.slots
        self.found.labels += placed.rest
        if self._continues_row(placed):
            return
        levels = self._read_levels(placed, place)
        if not placed.has_item:
            self.found.labels += [spot for name, spot in placed.spots.items() if name not in placed.covered]
            return
        row = Row({name: [item] for name, item in levels.items() if item is not None})
        row.items |= {name: [Item(spot)] for name, spot in placed.spots.items() if name not in _LEVELS}
        self.found.rows.append(row)

    def _belongs(self, place: int) -> bool:
        """The area of this line goes on with the table: frame words in it, or only rows that fit with blank levels."""
        area = self._lines[place].area
        lines = [line for line in self._lines if line.area == area and not line.is_paragraph]
        if any(len(line.texts) > 1 and is_level2(self._look, spot) for line in lines for spot in line.texts):
            return True
        placed = [_lay(line, self.slots or {}) for line in lines]
        return all(not one.rest and not any(name in one.spots for name in _LEVELS) for one in placed)

    def _aligned(self, line: Line, slots: Slots) -> _Placed | None:
        """The line on the current columns, or moved beside them, or by its words; None when it is no indicator row."""
        straight = self._without_labels(_lay(line, slots))
        if straight is not None and not self._is_beside(straight):
            return straight
        for shift in _SHIFTS:
            moved = {name: (start + shift, end + shift) for name, (start, end) in slots.items()}
            placed = self._without_labels(_lay(line, moved))
            if placed is not None and self._agrees(placed):
                return placed
        return self._by_words(line, slots)

    def _without_labels(self, placed: _Placed) -> _Placed | None:
        """None when a text stands in no column and is no label of the form either."""
        if any(not self._index.find(spot.keyed) for spot in placed.rest):
            return None
        wide = [spot for name, spot in placed.spots.items() if _reaches_over(spot, name, placed.slots)]
        return None if wide else placed

    def _is_beside(self, placed: _Placed) -> bool:
        """A 二级 stands under 一级 and nothing in the last column: the row lost its first cell."""
        first = placed.spots.get("level1")
        last = list(placed.slots)[-1]
        if first is None or "level1" in placed.covered or last in placed.spots:
            return False
        return is_level2(self._look, first) and not is_level1(self._look, first)

    def _agrees(self, placed: _Placed) -> bool:
        """The levels of the line are words of the frame, or there are none in it."""
        first, second = placed.spots.get("level1"), placed.spots.get("level2")
        if second is not None:
            return is_level2(self._look, second) and (first is None or is_level1(self._look, first))
        return first is None and placed.has_item

    def _by_words(self, line: Line, slots: Slots) -> _Placed | None:
        """By order from the 二级 word on, where a line has one and its columns agree with nothing."""
        texts = line.texts
        at = next((n for n, spot in enumerate(texts[:-1]) if is_level2(self._look, spot)), None)
        if at is None:
            return None
        spots = {"level2": texts[at]}
        before = list(texts[:at])
        if before and is_level1(self._look, before[-1]):
            spots["level1"] = before.pop()
        names = [name for name in slots if name not in _LEVELS]
        after = texts[at + 1 :]
        if len(after) > len(names) or any(not self._index.find(spot.keyed) for spot in before):
            return None
        spots |= dict(zip(names, after, strict=False))
        found = {name: (spot.column, spot.end) for name, spot in spots.items()}
        is_whole = found.keys() == slots.keys()
        return _Placed(found if is_whole else slots, spots, frozenset(), tuple(before))

    def _continues_row(self, placed: _Placed) -> bool:
        """A line with values but neither levels nor name goes on with the row above; its texts are added there."""
        values = {name: spot for name, spot in placed.spots.items() if name not in placed.covered}
        if not self.found.rows or any(name in placed.spots for name in (*_LEVELS, "level3")) or not values:
            return False
        last = self.found.rows[-1]
        for name, spot in values.items():
            last.items.setdefault(name, []).append(Item(spot, score=_BY_ORDER, why="这一行没有指标名称，已并入上一行"))
        return True

    def _read_levels(self, placed: _Placed, place: int) -> Mapping[str, Item | None]:
        first, second = placed.spots.get("level1"), placed.spots.get("level2")
        if first is not None:
            self._levels = {"level1": Item(first), "level2": None}
        if second is not None:
            self._levels["level2"] = Item(second)
            if first is None:
                self._levels["level1"] = self._above(second)
        elif first is not None:
            self._levels["level2"] = self._only_level2(first, place)
        return dict(self._levels)

    def _above(self, second: Spot) -> Item | None:
        """The 一级 of a 二级 without one at its left: that of the row above if the frame agrees, else the frame's."""
        above = self._levels["level1"]
        parents = self._look.parents.get(level_key(second.keyed), ())
        keyed = "" if above is None else level_key(above.spot.keyed if above.spot is not None else above.text)
        if not parents or (above is not None and self._look.level1.get(keyed) in parents):
            return above
        return Item(None, self._look.levels[parents[0]].name, _BY_FRAME, "左边没有一级指标，按二级指标推断")

    def _only_level2(self, first: Spot, place: int) -> Item | None:
        """The 二级 of a row that has none: the one that its 一级 must have and that no row below names."""
        upper = self._look.find1(first.keyed)
        if upper is None:
            return None
        named: set[str] = set()
        for line in self._lines[place + 1 :]:
            if any(is_level1(self._look, spot) for spot in line.texts):
                break
            named.update(level_key(spot.keyed) for spot in line.texts)
        open_names = [
            one.name
            for one in upper.level2
            if (one.required or one.name == upper.any_of)
            and not {level_key(n) for n in (one.name, *one.aliases)} & named
        ]
        if len(open_names) != 1 and len(upper.level2) != 1:
            return None
        return Item(None, (open_names or [upper.level2[0].name])[0], _BY_ORDER, "左边没有二级指标，按表样推断")


def _lay(line: Line, slots: Slots) -> _Placed:
    """Each text of the line under the first column that it overlaps; levels and values may reach in from above."""
    spots: dict[str, Spot] = {}
    rest: list[Spot] = []
    for spot in line.texts:
        name = next((one for one, (start, end) in slots.items() if start < spot.end and spot.column < end), None)
        if name is None or name in spots:
            rest.append(spot)
        else:
            spots[name] = spot
    covered: set[str] = set()
    for spot in line.above:
        for name, (start, end) in slots.items():
            if spot.piece != BLANK and name not in spots and start < spot.end and spot.column < end:
                spots[name] = spot
                covered.add(name)
    return _Placed(slots, spots, frozenset(covered), tuple(rest))


def _reaches_over(spot: Spot, name: str, slots: Slots) -> bool:
    """The spot lies under columns beside its own: a line that is no indicator row."""
    return any(start < spot.end and spot.column < end for other, (start, end) in slots.items() if other != name)
