"""Splits the lines of a source into tables: which lines belong to one project.

A table begins at a title or where the labels of the fields begin again. What has no labels of its own (a table cut by a
page break, with its title or header repeated) goes on with the table before it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from perfdesk.forms.form import Form
from perfdesk.grid.board import Line, Spot
from perfdesk.grid.label_index import LabelIndex, label_index

_LOOK_AHEAD = 12
_LEAST_COLUMNS = 2
_OWN_FIELDS = 3


@dataclass(slots=True)
class Part:
    """Lines that follow each other, with the field labels found in them. Grows while the source is read."""

    lines: list[Line] = field(default_factory=list[Line])
    fields: dict[str, str] = field(default_factory=dict[str, str])
    names: set[str] = field(default_factory=set[str])
    item_column: int | None = None

    @property
    def has_labels(self) -> bool:
        """A field label or an indicator header stands in it."""
        return bool(self.fields) or self.item_column is not None


@dataclass(frozen=True, slots=True)
class _Marks:
    """What one line says of the structure: its field labels with the key of the text to the right."""

    fields: tuple[tuple[str, str, Spot], ...]
    item_column: int | None
    is_title: bool


def split_tables(forms: Sequence[Form], lines: Sequence[Line]) -> tuple[tuple[Line, ...], ...]:
    """The lines of each table, in reading order. Lines before the first label or title are in none."""
    readers = [(form, label_index(form)) for form in forms]
    marks = [_marks(readers, line) for line in lines]
    names = {f"{form.id}/{form.roles.name}" for form in forms}
    parts = [Part()]
    for at, (line, mark) in enumerate(zip(lines, marks, strict=True)):
        if _begins(parts[-1], marks, at, names):
            parts.append(Part(_orphan_above(parts[-1], line, mark)))
        _add(parts[-1], line, mark)
    return tuple(_alone(part.lines) for part in _joined(parts, names) if part.has_labels)


def _alone(lines: Sequence[Line]) -> tuple[Line, ...]:
    """The lines of one table; a cell that reaches in from another table counts there only."""
    rows = {line.row for line in lines}
    return tuple(replace(line, above=tuple(spot for spot in line.above if spot.row in rows)) for line in lines)


def _marks(readers: Sequence[tuple[Form, LabelIndex]], line: Line) -> _Marks:
    texts = line.texts
    fields: list[tuple[str, str, Spot]] = []
    item_column: int | None = None
    for form, index in readers:
        expecting = False
        columns: dict[str, Spot] = {}
        for place, spot in enumerate(texts):
            found = index.find(spot.keyed) or (index.find(spot.head) if spot.colon else ())
            label = next((one for one in found if one.kind == "field"), None)
            if label is not None and not expecting:
                right = texts[place + 1].keyed if place + 1 < len(texts) else ""
                fields.append((f"{form.id}/{label.id}", right, spot))
            expecting = label is not None and not expecting
            columns.update((one.id, spot) for one in found if one.kind == "column")
        if len(columns) >= _LEAST_COLUMNS:
            item_column = _item_column(columns)
    is_title = len(texts) == 1 and not fields and any(index.is_title(texts[0].keyed) for _form, index in readers)
    return _Marks(tuple(fields), item_column, is_title)


def _item_column(columns: Mapping[str, Spot]) -> int:
    """Where the 三级 begin under these column names: at their own, else behind the 二级, else at the first."""
    if "level3" in columns:
        return columns["level3"].column
    return columns["level2"].end if "level2" in columns else min(spot.column for spot in columns.values())


def _begins(part: Part, marks: Sequence[_Marks], at: int, names: set[str]) -> bool:
    """A new table begins with the line `at`, as far as one can see from here."""
    mark = marks[at]
    if mark.is_title:
        return part.has_labels
    repeated = [one for one in mark.fields if one[0] in part.fields]
    if not repeated:
        return False
    if part.item_column is not None and repeated[0][2].column >= part.item_column:
        return False
    least = _OWN_FIELDS if repeated[0][0] in names else _OWN_FIELDS + 1
    return len(_repeated_ahead(part, marks[at : at + _LOOK_AHEAD])) >= least


def _repeated_ahead(part: Part, marks: Sequence[_Marks]) -> set[str]:
    """Labels of the part that stand once more in the lines ahead: of fields, outside the indicators, and the header."""
    found: set[str] = set()
    item_column = part.item_column
    for mark in marks:
        if mark.is_title:
            break
        if mark.item_column is not None and part.item_column is not None:
            found.add("header")
        item_column = mark.item_column if mark.item_column is not None else item_column
        for name, _right, spot in mark.fields:
            if name in part.fields and (item_column is None or spot.column < item_column):
                found.add(name)
    return found


def _orphan_above(part: Part, line: Line, mark: _Marks) -> list[Line]:
    """The one line above that lost its label but belongs to the new table, such as the name of the project."""
    if mark.is_title or len(part.lines) < 2:
        return []
    above = part.lines[-1]
    is_orphan = above.area == line.area and len(above.texts) == 1 and not above.above and above.texts[0].column > 0
    return [part.lines.pop()] if is_orphan else []


def _add(part: Part, line: Line, mark: _Marks) -> None:
    part.lines.append(line)
    for name, right, spot in mark.fields:
        if part.item_column is None or spot.column < part.item_column:
            part.fields.setdefault(name, right)
    if part.item_column is None:
        part.item_column = mark.item_column


def _joined(parts: Sequence[Part], names: set[str]) -> list[Part]:
    """Parts that only go on with the table before them joined to it."""
    found: list[Part] = []
    for part in parts:
        if found and found[-1].has_labels and _goes_on(found[-1], part, names):
            found[-1].lines.extend(part.lines)
            for name, right in part.fields.items():
                found[-1].fields.setdefault(name, right)
        else:
            found.append(part)
    return found


def _goes_on(before: Part, part: Part, names: set[str]) -> bool:
    named = names & part.fields.keys()
    again = before.fields.keys() & part.fields.keys()
    if not named:
        return len(part.fields) < _OWN_FIELDS or not again
    same = all(before.fields.get(name) == part.fields[name] for name in again) and named <= again
    return same and len(part.fields) * 2 <= len(before.fields)
