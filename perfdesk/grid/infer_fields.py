"""Places texts that no label leads to: goals beside their place, values that slipped, fields that lost their label.

All of it is marked for the person to look at. A text is placed only where one field and one text are left between the
same two labels, or where its kind (a year, an amount, a choice) leaves one field alone.
"""

from collections.abc import Sequence
from itertools import pairwise

from perfdesk.forms.form import Field, Form
from perfdesk.grid.board import Line, Spot
from perfdesk.grid.find_fields import Fields, LabelSpot, Value
from perfdesk.grid.label_index import LabelIndex
from perfdesk.model.amounts import read_amount, read_year
from perfdesk.model.text import key

_GOAL, _SLIPPED, _ORDER = 0.7, 0.65, 0.6
_LONG, _HEAD = 20, 6


def infer_fields(
    form: Form, index: LabelIndex, lines: Sequence[Line], found: Fields, header_rows: Sequence[int]
) -> None:
    """Adds values to `found` from its free texts, and takes those texts out of `free`."""
    guess = _Guess(form, index, lines, found, header_rows)
    guess.goals()
    guess.slipped()
    guess.without_label()


class _Guess:
    """The free texts in reading order, between the labels that stand before and after them."""

    def __init__(
        self, form: Form, index: LabelIndex, lines: Sequence[Line], found: Fields, header_rows: Sequence[int]
    ) -> None:
        self._form = form
        self._found = found
        self._index = index
        self._paragraphs = {line.row for line in lines if line.is_paragraph}
        self._areas = {line.row: line.area for line in lines}
        self._own_areas = {self._areas[label.spot.row] for label in found.labels}
        self._size = {
            area: sum(len(line.texts) for line in lines if line.area == area) for area in self._areas.values()
        }
        self._borders = sorted(
            {(label.spot.row, label.spot.column) for label in found.labels if label.pattern.kind != "column"}
        )
        self._borders += [(row, -1) for row in header_rows]
        self._borders.sort()

    def goals(self) -> None:
        """A goal that stands beside or below its place, before the next label: in one column, the longest text."""
        for name, label in self._found.named().items():
            if name in self._found.values or self._form.field(name).kind != "longtext":
                continue
            near = [spot for spot in self._found.free if self._follows(label, spot) and self._may_be_goal(spot)]
            inside = [spot for spot in near if spot.row not in self._paragraphs] or near
            if inside:
                longest = max(inside, key=lambda spot: len(spot.keyed))
                column = [spot for spot in inside if spot.column == longest.column]
                self._put(name, _first_run(column), _GOAL, "不在标题下面，按位置推断")

    def slipped(self) -> None:
        """A value one line below an empty place: the only free text there."""
        for label in self._found.labels:
            name = label.pattern.id
            if label.pattern.kind != "field" or name in self._found.values:
                continue
            below = [spot for spot in self._found.free if spot.row in (label.spot.row, label.spot.row + 1)]
            below = [spot for spot in below if self._follows(label, spot) and spot.row not in self._paragraphs]
            if len(below) == 1 and fits(self._form.field(name), below[0]):
                self._put(name, below, _SLIPPED, "标题右边是空的，按下一行推断")

    def without_label(self) -> None:
        """Fields without any label: by their place between the fields before and after, else by their kind."""
        named = self._found.named()
        order = [cell.name for row in self._form.rows for cell in row.cells if cell.kind == "value"]
        missing = [name for name in order if name not in named and name not in self._found.values]
        for name in missing:
            field = self._form.field(name)
            between = self._between(order, name)
            rivals = [
                other for other in missing if other not in self._found.values and self._between(order, other) == between
            ]
            near = [spot for spot in between if fits(field, spot)]
            telling = [spot for spot in near if is_telling(field, spot)]
            if field.kind == "longtext" and not telling:
                continue
            if len(telling) == 1:
                self._put(name, telling, _SLIPPED, "左边没有标题，按内容和位置推断")
            elif len(near) == 1 and len(rivals) == 1:
                self._put(name, near, _ORDER, "左边没有标题，按位置推断")
            elif len(between) == len(rivals) and rivals[:1] == [name] and fits(field, between[0]):
                self._put(name, between[:1], _ORDER, "左边没有标题，按先后推断")

    def _between(self, order: Sequence[str], name: str) -> list[Spot]:
        """Free texts after the nearest field before `name` and before the nearest after it, in the form's order.

        Not those with another free text at their left: that is a label, though an unknown one.
        """
        named = self._found.named()
        place = order.index(name)
        before = [named[one].spot for one in order[:place] if one in named][-1:]
        after = [named[one].spot for one in order[place + 1 :] if one in named][:1]
        low = (before[0].row, before[0].column) if before else (-1, -1)
        high = (after[0].row, after[0].column) if after else self._first_header(low)
        return [
            spot
            for spot in self._found.free
            if low < (spot.row, spot.column) < high and spot.row not in self._paragraphs and self._is_own(spot)
            if not any(other.row == spot.row and other.column < spot.column for other in self._found.free)
        ]

    def _first_header(self, low: tuple[int, int]) -> tuple[int, int]:
        return next((border for border in self._borders if border > low and border[1] == -1), (1 << 31, 0))

    def _follows(self, label: LabelSpot, spot: Spot) -> bool:
        """No other label stands between the label and the text."""
        start = (label.spot.row, label.spot.column)
        stop = next((border for border in self._borders if border[0] > label.spot.row), (1 << 31, 0))
        same_line = next((b for b in self._borders if b > start and b[0] == label.spot.row), None)
        at = (spot.row, spot.column)
        if spot.row == label.spot.row and same_line is not None and at > same_line:
            return False
        return label.spot.row <= spot.row and (spot.row < stop[0] or at < stop) and self._is_own(spot)

    def _may_be_goal(self, spot: Spot) -> bool:
        if self._index.is_title(spot.keyed) or self._index.is_furniture(spot.keyed):
            return False
        is_remark = 0 < spot.colon <= _HEAD or len(spot.keyed) < _LONG
        return spot.row not in self._paragraphs or not is_remark

    def _is_own(self, spot: Spot) -> bool:
        """The text stands in a part of the source that has labels of this table, or alone."""
        area = self._areas[spot.row]
        return area in self._own_areas or self._size[area] == 1

    def _put(self, name: str, spots: Sequence[Spot], score: float, why: str) -> None:
        self._found.values[name] = Value(tuple(spots), score, why=why)
        for spot in spots:
            self._found.free.remove(spot)


def _first_run(spots: Sequence[Spot]) -> Sequence[Spot]:
    """The spots in lines that follow each other without a gap, from the first one on."""
    end = next((n for n, (one, other) in enumerate(pairwise(spots), 1) if other.row > one.row + one.rows), len(spots))
    return spots[:end]


def fits(field: Field, spot: Spot) -> bool:
    """The text can be read as what the field holds."""
    if field.kind == "year":
        return read_year(spot.keyed) is not None
    if field.kind == "money":
        return read_amount(spot.keyed, field.unit) is not None
    return True


def is_telling(field: Field, spot: Spot) -> bool:
    """The text alone tells a field of this kind: a year, an amount, one of the choices, a long text."""
    if field.kind == "choice":
        return spot.keyed in {key(choice) for choice in field.choices}
    if field.kind == "longtext":
        return len(spot.keyed) >= 2 * _LONG
    return field.kind in ("year", "money") and fits(field, spot)
