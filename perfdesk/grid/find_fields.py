"""Finds the fields of one table by their labels: first which texts are labels, then where their values stand.

A text at a value's place (right of a label, or under a goal's heading) is a label itself only where that label stands
nowhere else, so that a value may read like a label.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from perfdesk.forms.form import Form
from perfdesk.forms.labels import LabelPattern
from perfdesk.grid.board import BLANK, Line, Spot
from perfdesk.grid.find_header import Header
from perfdesk.grid.label_index import LabelIndex

_ALIAS, _NEAR, _BELOW = 0.9, 0.6, 0.8


@dataclass(frozen=True, slots=True)
class LabelSpot:
    """A text that is a label; only its first `length` characters when a value follows in the same cell (0: all)."""

    spot: Spot
    pattern: LabelPattern
    score: float
    length: int = 0


@dataclass(frozen=True, slots=True)
class Value:
    """The text of a field: one spot, or several below each other; `start` skips a label in the same cell."""

    spots: tuple[Spot, ...]
    score: float
    start: int = 0
    why: str = ""


@dataclass(slots=True)
class Waiting:
    """A field label without a text at its right, which may have it below."""

    name: str
    label: LabelSpot
    area: int
    spots: list[Spot] = field(default_factory=list[Spot])
    closed: bool = False


@dataclass(slots=True)
class Fields:
    """What was found in one table. `free` are texts of field lines that are neither label nor value yet."""

    labels: list[LabelSpot] = field(default_factory=list[LabelSpot])
    values: dict[str, Value] = field(default_factory=dict[str, Value])
    again: dict[str, list[Value]] = field(default_factory=dict[str, list[Value]])
    free: list[Spot] = field(default_factory=list[Spot])
    lines: set[int] = field(default_factory=set[int])

    def named(self) -> Mapping[str, LabelSpot]:
        """The first label of each field."""
        found: dict[str, LabelSpot] = {}
        for label in self.labels:
            if label.pattern.kind == "field":
                found.setdefault(label.pattern.id, label)
        return found


def find_fields(form: Form, index: LabelIndex, lines: Sequence[Line], headers: Mapping[int, Header]) -> Fields:
    """Labels and values of the fields of the table that the lines are; indicator lines are not looked at."""
    finder = _Finder(form, index, lines, headers)
    for line in lines:
        finder.read(line)
    finder.settle(())
    return finder.found


class _Finder:
    """One pass over the lines from top to bottom; what it holds between lines are the labels that wait for a text."""

    def __init__(self, form: Form, index: LabelIndex, lines: Sequence[Line], headers: Mapping[int, Header]) -> None:
        self.found = Fields()
        self._index = index
        self._long = {one.id for one in form.fields if one.kind == "longtext"}
        self._printed = {cell.name for row in form.rows for cell in row.cells if cell.kind == "label"}
        self._headers = headers
        self._header: Header | None = None
        self._waiting: list[Waiting] = []
        self._with_room = _with_room(index, lines)
        self._before_label = _before_labels(index, lines)
        self._with_text = {before for line in lines for before, _spot in pairwise(line.texts)}
        self._places = _label_places(index, lines, headers)
        self._at_value = _value_places(form, index, [line for line in lines if line.row not in headers])

    def read(self, line: Line) -> None:
        if line.row in self._headers:
            self.settle(())
            self._header = self._headers[line.row]
            self.found.labels += [LabelSpot(spot, pattern, 1.0) for spot, pattern in self._header.labels]
            self.found.lines.add(line.row)
            return
        if self._header is not None and not self._has_field_label(line):
            return
        self._header = None
        self.found.lines.add(line.row)
        self._read_field_line(line)

    def settle(self, expired: Iterable[Waiting] | None = None) -> None:
        """Labels that waited get what was found below them."""
        for one in self._waiting:
            if one.spots:
                sure = len(one.spots) == 1
                below = 1.0 if one.name in self._long else _BELOW
                why = "" if sure else "原文分在几行，已经合在一起"
                self._put(one.name, Value(tuple(one.spots), one.label.score * (below if sure else 0.7), why=why))
        self._waiting = list(expired or ())

    def _has_field_label(self, line: Line) -> bool:
        return any(line.row == spot.row for places in self._places.values() for spot in places)

    def _read_field_line(self, line: Line) -> None:
        asked: list[Waiting] = []
        pending: Waiting | None = None
        is_labelled = False
        for spot in line.spots:
            under = next((one for one in self._waiting if _is_below(one, spot, line)), None)
            if spot.piece == BLANK:
                for one in (under, pending):
                    if one is not None and (one is under or one.name not in self._long):
                        one.closed = True
                continue
            label = self._label(spot, pending or under, is_last=spot == line.texts[-1] or spot in self._before_label)
            if label is not None:
                self.found.labels.append(label)
                is_labelled |= label.pattern.kind != "column"
                pending = None
                if label.pattern.kind == "field" and label.length and spot.has_tail:
                    self._put(label.pattern.id, Value((spot,), label.score, start=label.length))
                elif label.pattern.kind == "field":
                    pending = Waiting(label.pattern.id, label, line.area)
                    asked.append(pending)
            elif pending is not None:
                self._put(pending.name, Value((spot,), pending.label.score))
                asked.remove(pending)
                pending = None
            elif under is not None:
                under.spots.append(spot)
            else:
                self.found.free.append(spot)
        if is_labelled:
            self.settle(asked)

    def _label(self, spot: Spot, asked: Waiting | None, is_last: bool) -> LabelSpot | None:
        """The label that a text is; None for a text that stands at the place of the value that is `asked` for.

        As label the last text of its line, or before a label, would have no value (`is_last`): below a heading it is
        the goal, and right of a label it is the value unless the form prints that label in a cell of its own.
        """
        at_value = asked is not None and not asked.spots
        named = self.found.named()
        whole = _best(self._index.find(spot.keyed), named)
        if whole is not None:
            is_idle = is_last and asked is not None and self._is_idle(whole, asked, spot)
            after_blank = asked is not None and asked.closed
            is_value = at_value and (is_idle or self._stands_elsewhere(whole, spot, after_blank))
            return None if is_value else LabelSpot(spot, whole, 1.0 if whole.exact else _ALIAS)
        if at_value:
            return None
        head = _best(tuple(one for one in self._index.find(spot.head) if one.kind == "field"), named)
        if head is not None and spot.colon:
            return LabelSpot(spot, head, 1.0 if head.exact else _ALIAS, spot.colon + 1)
        near = self._index.near(spot.keyed)
        if near is not None and (near.kind, near.id) not in self._places:
            return LabelSpot(spot, near, _NEAR)
        return None

    def _is_idle(self, pattern: LabelPattern, asked: Waiting, spot: Spot) -> bool:
        if pattern.kind != "field" or pattern.id in self._long:
            return False
        return spot.row > asked.label.spot.row or pattern.id not in self._printed

    def _stands_elsewhere(self, pattern: LabelPattern, spot: Spot, after_blank: bool) -> bool:
        """Another text is this label with better right, or this one has no room for a value at its right.

        Better right has a text at no value's place, or any when no blank cell stands between this one and its label.
        """
        is_short = pattern.kind == "field" and pattern.id not in self._long
        if is_short and (spot not in self._with_room or (spot in self._before_label and not after_blank)):
            return True
        others = [other for other in self._places.get((pattern.kind, pattern.id), ()) if other != spot]
        if is_short:
            others = [other for other in others if other in self._with_room]
        behind = any(other.row == spot.row and other in self._with_text for other in others)
        strong = any(other not in self._at_value for other in others)
        return behind or strong or (bool(others) and not after_blank)

    def _put(self, name: str, value: Value) -> None:
        if name in self.found.values:
            self.found.again.setdefault(name, []).append(value)
        else:
            self.found.values[name] = value


def _is_below(one: Waiting, spot: Spot, line: Line) -> bool:
    label = one.label.spot
    if one.closed or line.is_paragraph or not (label.column < spot.end and spot.column < label.end):
        return False
    if one.spots:
        return line.area == one.area and one.spots[-1].row + one.spots[-1].rows >= line.row
    return line.area == one.area or len(line.texts) == 1


def _best(patterns: Sequence[LabelPattern], named: Mapping[str, LabelSpot]) -> LabelPattern | None:
    """The field that has no label yet before one that has, fields before fixed texts and columns."""
    order = {"field": 0, "text": 2, "subtitle": 2, "column": 3}
    rated = [(order[one.kind] + (one.kind == "field" and one.id in named), n) for n, one in enumerate(patterns)]
    return patterns[min(rated)[1]] if rated else None


def _label_places(
    index: LabelIndex, lines: Sequence[Line], headers: Mapping[int, Header]
) -> Mapping[tuple[str, str], list[Spot]]:
    """Where each label could stand: outside the indicators, and in them only if it is nowhere else."""
    outside: dict[tuple[str, str], list[Spot]] = {}
    inside: dict[tuple[str, str], list[Spot]] = {}
    header: Header | None = None
    for line in lines:
        if line.row in headers:
            header = headers[line.row]
            for spot, pattern in header.labels:
                outside.setdefault((pattern.kind, pattern.id), []).append(spot)
            continue
        for spot in line.texts:
            if header is None:
                target = outside
            elif spot.column < header.item_column:
                target = inside
            else:
                continue
            for pattern in index.find(spot.keyed) or (index.find(spot.head) if spot.colon else ()):
                target.setdefault((pattern.kind, pattern.id), []).append(spot)
    fields_only = {name: spots for name, spots in inside.items() if name[0] == "field" and name not in outside}
    return outside | fields_only


def _with_room(index: LabelIndex, lines: Sequence[Line]) -> frozenset[Spot]:
    """Texts with room for a value: a cell at their right, a line to themselves, or values in the next line."""
    found: set[Spot] = set()
    for place, line in enumerate(lines):
        last = max((spot.column for spot in line.spots), default=0)
        is_open = len(line.spots) == 1 or _are_column_heads(index, lines[place : place + 2])
        found.update(spot for spot in line.texts if is_open or spot.column < last)
    return frozenset(found)


def _before_labels(index: LabelIndex, lines: Sequence[Line]) -> frozenset[Spot]:
    """Texts with a label right behind them: as labels they would have no value."""
    return frozenset(
        before
        for place, line in enumerate(lines)
        if not _are_column_heads(index, lines[place : place + 2])
        for before, spot in pairwise(line.texts)
        if index.find(spot.keyed)
    )


def _are_column_heads(index: LabelIndex, lines: Sequence[Line]) -> bool:
    """The first line holds labels only, and the second, in the same columns, none: values stand below their labels."""
    if len(lines) < 2 or len(lines[0].texts) < 2:
        return False
    heads, values = lines[0].texts, lines[1].texts
    same = [spot.column for spot in heads] == [spot.column for spot in values]
    return same and all(index.find(one.keyed) for one in heads) and not any(index.find(one.keyed) for one in values)


def _value_places(form: Form, index: LabelIndex, lines: Sequence[Line]) -> frozenset[Spot]:
    """Texts right of what could be a field's label, or below what could be the heading of a long text.

    Not so the next label of the same printed row, such as the end of a period right of its beginning.
    """
    long_fields = {one.id for one in form.fields if one.kind == "longtext"}
    rows = [[cell.name for cell in row.cells if cell.kind == "label"] for row in form.rows]
    next_to = {pair for row in rows for pair in pairwise(row)}
    found: set[Spot] = set()
    headings: list[Spot] = []
    for line in lines:
        for before, spot in pairwise(line.texts):
            names = {one.id for one in index.find(before.keyed) if one.kind == "field" and before not in found}
            own = {one.id for one in index.find(spot.keyed)}
            if names and not any((name, other) in next_to for name in names for other in own):
                found.add(spot)
        found.update(
            spot for spot in line.texts if any(one.column < spot.end and spot.column < one.end for one in headings)
        )
        headings = [
            spot
            for spot in line.texts
            if spot not in found and any(one.id in long_fields for one in index.find(spot.keyed))
        ]
    return frozenset(found)
