"""Finds the fields of one table by their labels: first which texts are labels, then where their values stand."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from perfdesk.forms.form import Form
from perfdesk.forms.labels import LabelPattern
from perfdesk.grid.board import BLANK, Line, Spot
from perfdesk.grid.find_header import Header
from perfdesk.grid.label_index import LabelIndex
from perfdesk.grid.label_places import LabelPlaces

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

    def used(self) -> frozenset[Spot]:
        """All texts that are a label or a value here, also those of the headers."""
        values = [*self.values.values(), *(value for again in self.again.values() for value in again)]
        return frozenset(label.spot for label in self.labels).union(*(value.spots for value in values))


def find_fields(form: Form, index: LabelIndex, lines: Sequence[Line], headers: Mapping[int, Header]) -> Fields:
    """Labels and values of the fields of the table that the lines are; indicator lines are not looked at."""
    finder = _Finder(form, index, lines, headers)
    for line in lines:
        finder.read(line)
    finder.settle()
    return finder.found


class _Finder:
    """One pass over the lines from top to bottom; what it holds between lines are the labels that wait for a text."""

    def __init__(self, form: Form, index: LabelIndex, lines: Sequence[Line], headers: Mapping[int, Header]) -> None:
        self.found = Fields()
        self._index = index
        self._long = {one.id for one in form.fields if one.kind == "longtext"}
        self._headers = headers
        self._header: Header | None = None
        self._waiting: list[Waiting] = []
        self._places = LabelPlaces(form, index, lines, headers)

    def read(self, line: Line) -> None:
        if line.row in self._headers:
            self.settle()
            self._header = self._headers[line.row]
            self.found.labels += [LabelSpot(spot, pattern, 1.0) for spot, pattern in self._header.labels]
            self.found.lines.add(line.row)
            return
        if self._header is not None and line.row not in self._places.rows:
            return
        self._header = None
        self.found.lines.add(line.row)
        self._read_field_line(line)

    def settle(self, asked: Iterable[Waiting] = ()) -> None:
        """Labels that waited get what was found below them; those that are `asked` for now wait next."""
        for one in self._waiting:
            if one.spots:
                sure = len(one.spots) == 1
                below = 1.0 if one.name in self._long else _BELOW
                why = "" if sure else "原文分在几行，已经合在一起"
                self._put(one.name, Value(tuple(one.spots), one.label.score * (below if sure else 0.7), why=why))
        self._waiting = list(asked)

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
            label = self._label(spot, pending or under)
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

    def _label(self, spot: Spot, asked: Waiting | None) -> LabelSpot | None:
        """The label that a text is; None for a text that stands at the place of the value that is `asked` for."""
        named = self.found.named()
        whole = _best(self._index.find(spot.keyed), named)
        if asked is not None and asked.spots:
            asked = None
        if whole is not None:
            if asked is not None:
                below = spot.row > asked.label.spot.row
                if self._places.is_value(whole, spot, below, after_blank=asked.closed):
                    return None
            return LabelSpot(spot, whole, 1.0 if whole.exact else _ALIAS)
        if asked is not None:
            return None
        head = _best(tuple(one for one in self._index.find(spot.head) if one.kind == "field"), named)
        if head is not None and spot.colon:
            return LabelSpot(spot, head, 1.0 if head.exact else _ALIAS, spot.colon + 1)
        near = self._index.near(spot.keyed)
        return None if near is None or self._places.holds(near) else LabelSpot(spot, near, _NEAR)

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
