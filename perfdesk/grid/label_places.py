"""Decides whether a text that reads like a label is one, or the value of the label before it.

A value may be any text, also one that is a label elsewhere. So of all texts that could be one label, those with room
for a value of their own and at no value's place have the better right to it.
"""

from collections.abc import Mapping, Sequence
from itertools import pairwise

from perfdesk.forms.form import Form
from perfdesk.forms.labels import LabelPattern
from perfdesk.grid.board import Line, Spot
from perfdesk.grid.find_header import Header
from perfdesk.grid.label_index import LabelIndex


class LabelPlaces:
    """All texts of one table that could be labels, worked out once from the lines."""

    def __init__(self, form: Form, index: LabelIndex, lines: Sequence[Line], headers: Mapping[int, Header]) -> None:
        self._long = {one.id for one in form.fields if one.kind == "longtext"}
        self._printed = {cell.name for row in form.rows for cell in row.cells if cell.kind == "label"}
        self._places = _label_places(index, lines, headers)
        self._with_room = _with_room(index, lines)
        self._before_label = _before_labels(index, lines)
        self._last = {line.texts[-1] for line in lines if line.texts}
        self._at_value = _value_places(form, index, [line for line in lines if line.row not in headers])
        self.rows = frozenset(spot.row for spots in self._places.values() for spot in spots)

    def holds(self, pattern: LabelPattern) -> bool:
        """Some text of the table is this label."""
        return (pattern.kind, pattern.id) in self._places

    def is_value(self, pattern: LabelPattern, spot: Spot, below: bool, after_blank: bool) -> bool:
        """A text that reads like the label `pattern` and stands at a value's place is that value.

        The place is right of a label, or `below` it; `after_blank`: a blank cell stands between the two.
        """
        is_short = pattern.kind == "field" and pattern.id not in self._long
        others = [other for other in self._places.get((pattern.kind, pattern.id), ()) if other != spot]
        if is_short:
            if self._is_idle(pattern, spot, below, after_blank):
                return True
            others = [other for other in others if other in self._with_room]
        behind = any(other.row == spot.row and other not in self._last for other in others)
        strong = any(other not in self._at_value for other in others)
        return behind or strong or (bool(others) and not after_blank)

    def _is_idle(self, pattern: LabelPattern, spot: Spot, below: bool, after_blank: bool) -> bool:
        """As a label it would have no value: no room at its right, or another label there.

        A blank table has such labels too: behind a blank cell, those that the form prints in a cell of their own.
        """
        if spot not in self._with_room or (spot in self._before_label and not after_blank):
            return True
        stops = spot in self._last or spot in self._before_label
        return stops and (below or pattern.id not in self._printed)


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
