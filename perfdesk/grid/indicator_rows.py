"""The indicator rows of a table as they stand on paper: order, merged levels, blank rows of what the form requires."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from perfdesk.forms.form import Form
from perfdesk.forms.frame import frame, in_order
from perfdesk.model.document import LEVELS, Indicator, Project
from perfdesk.model.place import Place


@dataclass(frozen=True, slots=True)
class IndicatorRow:
    """One row. `indicator` is None in the blank row of a 二级 that has none.

    `level1_rows` and `level2_rows`: how many rows the level's cell that begins here spans; 0 where one from above
    covers this row.
    """

    level1: str
    level2: str
    indicator: Indicator | None
    level1_rows: int
    level2_rows: int

    def text(self, column: str) -> str:
        """The text in a column, level or value."""
        if self.indicator is not None:
            return self.indicator.text(column)
        return self.level1 if column == LEVELS[0] else self.level2 if column == LEVELS[1] else ""

    def rows(self, column: str) -> int:
        """How many rows the cell in this column spans, 0 where one from above covers it."""
        return self.level1_rows if column == LEVELS[0] else self.level2_rows if column == LEVELS[1] else 1

    def place(self, project_id: str, column: str) -> Place:
        """The place of the cell in this column; a merged level has that of the first row that it spans."""
        if self.indicator is not None:
            return Place(project_id, "", self.indicator.id, column)
        return Place(project_id, column=column, level1=self.level1, level2=self.level2)


@dataclass(frozen=True, slots=True)
class _Blank:
    """A 二级 that prints a blank row when nothing stands under it, or (`any_of`) under its whole 一级."""

    rank: tuple[int, int]
    level1: str
    level2: str
    any_of: bool


_Line = tuple[tuple[int, int], str, str, Indicator | None]
"""Rank in the frame, 一级, 二级, and the indicator, None in a blank row."""


def indicator_rows(form: Form, project: Project) -> tuple[IndicatorRow, ...]:
    """All indicator rows of the project in the frame's order, none dropped, with the blank rows of the form."""
    look = frame(form)
    ordered = in_order(form, project.indicators)
    lines: list[_Line] = [(look.rank(one), one.level1, one.level2, one) for one in ordered]
    for blank in _missing(form, lines):
        _insert(lines, blank)
    merged = {column.id for column in form.columns if column.merge}
    spans1 = _spans([line[1] for line in lines], LEVELS[0] in merged)
    spans2 = _spans([line[1:3] for line in lines], LEVELS[1] in merged)
    return tuple(
        [
            IndicatorRow(level1, level2, indicator, rows1, rows2)
            for (_, level1, level2, indicator), rows1, rows2 in zip(lines, spans1, spans2, strict=True)
        ]
    )


@lru_cache(maxsize=64)
def _blanks(form: Form) -> tuple[_Blank, ...]:
    return tuple(
        _Blank((first, second), upper.name, lower.name, not lower.required)
        for first, upper in enumerate(form.levels)
        for second, lower in enumerate(upper.level2)
        if lower.required or lower.name == upper.any_of
    )


def _missing(form: Form, lines: Sequence[_Line]) -> Iterator[_Blank]:
    ranks = {line[0] for line in lines}
    uppers = {first for first, _ in ranks}
    for blank in _blanks(form):
        if blank.rank[0] not in uppers if blank.any_of else blank.rank not in ranks:
            yield blank


def _insert(lines: list[_Line], blank: _Blank) -> None:
    """Puts the blank row where the frame wants it, under the 一级 as it was typed, so that both merge."""
    first, second = blank.rank
    typed = next((level1 for rank, level1, _, _ in lines if rank[0] == first), blank.level1)
    at = 0
    for rank, level1, _, _ in lines:
        if rank[0] > first or (rank[0] == first and (level1 != typed or rank[1] > second)):
            break
        at += 1
    lines.insert(at, (blank.rank, typed, blank.level2, None))


def _spans(keys: Sequence[object], merge: bool) -> list[int]:
    """For each row how many rows from it on have its key, 0 where the row above has the same."""
    if not merge:
        return [1] * len(keys)
    spans: list[int] = []
    head = 0
    for index, one in enumerate(keys):
        if index and one == keys[head]:
            spans[head] += 1
            spans.append(0)
        else:
            head = index
            spans.append(1)
    return spans
