"""Finds the rows of column names over the indicators, and where each column stands; without one, goes by the frame."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from perfdesk.forms.form import Form
from perfdesk.forms.frame import Frame, frame, level_key
from perfdesk.forms.labels import LabelPattern
from perfdesk.grid.board import Line, Spot
from perfdesk.grid.label_index import LabelIndex

_LEAST_COLUMNS = 2
_LEAST_REPEATED = 3
_LEAST_WORDS = 2

Slots = Mapping[str, tuple[int, int]]
"""Grid columns (first, one past the last) of each column of the form that the table has."""


@dataclass(frozen=True, slots=True)
class Header:
    """Where each column stands from this line on, which texts of the line are labels, and where the 三级 begin.

    An implied header has no labels: its line is the first indicator, and the columns were found by frame words.
    """

    slots: Slots
    labels: tuple[tuple[Spot, LabelPattern], ...]
    item_column: int

    @property
    def is_implied(self) -> bool:
        """There is no row of column names."""
        return not self.labels


def find_headers(form: Form, index: LabelIndex, lines: Sequence[Line]) -> Mapping[int, Header]:
    """The headers of one table by board row. A later one counts when it repeats the names of the levels."""
    found: dict[int, Header] = {}
    for place, line in enumerate(lines):
        named = _column_names(index, line)
        if len(named) < (_LEAST_REPEATED if found else _LEAST_COLUMNS):
            continue
        if found and not {"level1", "level2"} & named.keys():
            continue
        known = {name: (spot.column, spot.end) for name, (spot, _pattern) in named.items()}
        slots = _filled(form, known, _right_end(lines[place + 1 :], line.area))
        labels = tuple(named.values()) + tuple(_fixed_texts(index, line))
        found[line.row] = Header(slots, labels, slots.get("level3", (min(start for start, _ in slots.values()), 0))[0])
    if not found:
        implied = _implied(form, lines)
        return {} if implied is None else {implied[0]: implied[1]}
    return found


def _column_names(index: LabelIndex, line: Line) -> Mapping[str, tuple[Spot, LabelPattern]]:
    """The column names in a line; none when a field's label stands in it too."""
    named: dict[str, tuple[Spot, LabelPattern]] = {}
    for spot in line.texts:
        patterns = index.find(spot.keyed)
        column = next((one for one in patterns if one.kind == "column"), None)
        if column is not None:
            named.setdefault(column.id, (spot, column))
        elif any(one.kind == "field" for one in patterns):
            return {}
    return named


def _fixed_texts(index: LabelIndex, line: Line) -> Iterator[tuple[Spot, LabelPattern]]:
    for spot in line.texts:
        for pattern in index.find(spot.keyed)[:1]:
            if pattern.kind == "text":
                yield spot, pattern


def _right_end(lines: Sequence[Line], area: int) -> int:
    """One past the last column in which a text begins, in the same area below."""
    return max((spot.column + 1 for line in lines if line.area == area for spot in line.texts), default=0)


def _filled(form: Form, known: Slots, right_end: int) -> Slots:
    """The known columns, and those whose name is missing where the columns beside them leave just room for them."""
    order = [column.id for column in form.columns]
    slots = dict(known)
    run: list[str] = []
    last_end: int | None = None
    for name in (*order, None):
        if name is not None and name not in known:
            run.append(name)
            continue
        if run:
            slots.update(_run(form, run, last_end, None if name is None else known[name][0], right_end))
            run = []
        if name is not None:
            last_end = known[name][1]
    return {name: slots[name] for name in order if name in slots}


def _run(form: Form, names: Sequence[str], after: int | None, before: int | None, right_end: int) -> Slots:
    """Places for columns without a name between the column ends `after` and `before` (None: the edge of the table)."""
    if after is None:
        last = before or 0
        return {name: (last - n, last - n + 1) for n, name in enumerate(reversed(names), 1) if last - n >= 0}
    if before is None:
        wanted = [name for name in names if not next(c for c in form.columns if c.id == name).optional]
        return {name: (after + n, after + n + 1) for n, name in enumerate(wanted) if after + n < right_end}
    if before - after != len(names):
        return {}
    return {name: (after + n, after + n + 1) for n, name in enumerate(names)}


def _implied(form: Form, lines: Sequence[Line]) -> tuple[int, Header] | None:
    """Columns by the words of the frame, for a table without column names: 二级 stand in one column."""
    look = frame(form)
    words = [(line, spot) for line in lines for spot in line.texts[:-1] if is_level2(look, spot)]
    if len(words) < _LEAST_WORDS:
        return None
    first, second = words[0]
    column = second.column
    rows = [line for line, spot in words if spot.column == column]
    right = sorted({spot.column for line in rows for spot in line.texts if spot.column > column})
    names = ["level3", *(one.id for one in form.value_columns if not one.optional)]
    slots: dict[str, tuple[int, int]] = {}
    if column > 0:
        slots["level1"] = (column - 1, column)
    slots["level2"] = (column, column + 1)
    slots.update({name: (start, start + 1) for name, start in zip(names, right, strict=False)})
    if "level3" not in slots:
        return None
    return first.row, Header(slots, (), slots["level3"][0])


def is_level1(look: Frame, spot: Spot) -> bool:
    """The text is the name of a 一级 of the frame."""
    return (spot.keyed.removesuffix("指标") or spot.keyed) in look.level1


def is_level2(look: Frame, spot: Spot) -> bool:
    """The text is the name of a 二级 of the frame."""
    return bool(look.parents.get(level_key(spot.keyed)))
