"""Reads projects out of Grids: by the labels and the frame of a form, never by fixed positions.

Everything that stands in the source is accounted for: placed, a label, or left over with its position.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from perfdesk.forms.form import Field, Form
from perfdesk.grid.account import Account, Labelled, Leftover, Placed, Taken, Use
from perfdesk.grid.board import Line, Spot, board
from perfdesk.grid.find_fields import Fields, LabelSpot, Value, find_fields
from perfdesk.grid.find_header import find_headers
from perfdesk.grid.find_indicators import Indicators, Item, find_indicators
from perfdesk.grid.grid import Grid
from perfdesk.grid.infer_fields import infer_fields
from perfdesk.grid.label_index import label_index, years_in
from perfdesk.grid.source import Area
from perfdesk.grid.tables import split_tables
from perfdesk.model.amounts import read_amount, read_year
from perfdesk.model.document import LEVELS, Indicator, Project, new_id, texts

Ids = Callable[[], str]
_TITLE_BONUS, _AHEAD = 0.2, 0.1
_LEAST_FIELDS, _CLEAR, _BLANK_TABLE = 3, 0.3, 0.6
_SENTENCE_ENDS = "。！？；：”）…!?;:)"
_UNREAD = {"year": "读不出四位年度，按原文保留", "money": "读不出金额，按原文保留"}


@dataclass(frozen=True, slots=True)
class Recognised:
    """One table: the project (None when too little of it was understood), and what became of each of its texts."""

    project: Project | None
    form: str
    title: str
    score: float
    placed: tuple[Placed, ...]
    labels: tuple[Labelled, ...]
    leftover: tuple[Leftover, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """All tables of a source, what stands outside of them, and the number of pieces by use."""

    tables: tuple[Recognised, ...]
    outside: tuple[Leftover, ...]
    counts: Mapping[Use, int]


def recognise(form: Form, grid: Grid, ids: Ids = new_id) -> Recognised:
    """Read one table of the form out of one Grid. Texts are kept as they stand; never raises."""
    whole = board([grid])
    return _Table(form, whole.lines, whole.account, ids).close(whole.account.close())


def recognise_all(forms: Sequence[Form], areas: Sequence[Area], ids: Ids = new_id, is_chosen: bool = False) -> Reading:
    """Read all tables out of the areas of one source, each by the form that fits it best.

    Without a form that clearly fits, a table is left over as a whole, unless `is_chosen`: a person has said that the
    tables are of the one form that is given. Ids come from `ids`, in reading order.
    """
    whole = board(areas)
    tables: list[_Table] = []
    for lines in split_tables(forms, whole.lines):
        form = forms[0] if is_chosen else choose_form(forms, lines)
        if form is not None:
            tables.append(_Table(form, lines, whole.account, ids))
    owner = {spot.piece: table for table in tables for spot in table.spots}
    rest: dict[int, list[Taken]] = {}
    outside: list[Leftover] = []
    for taken in whole.account.close():
        table = owner.get(taken.piece)
        if table is None:
            outside.append(Leftover(taken.text, taken.at))
        else:
            rest.setdefault(id(table), []).append(taken)
    closed = tuple(table.close(rest.get(id(table), ())) for table in tables)
    return Reading(closed, tuple(outside), whole.account.counts())


def choose_form(forms: Sequence[Form], lines: Sequence[Line]) -> Form | None:
    """The form whose labels stand in the lines; None when there are hardly any, or two forms do nearly as well."""
    rated = sorted(((_share(form, lines), -n) for n, form in enumerate(forms)), reverse=True)
    if len(rated) > 1 and rated[0][0] - rated[1][0] < _AHEAD:
        return None
    best = forms[-rated[0][1]] if rated else None
    return best if best is not None and len(_labels_in(best, lines)) >= _LEAST_FIELDS else None


def _share(form: Form, lines: Sequence[Line]) -> float:
    """Share of the printed labels and columns of the form that stand in the lines, and 0.2 more for its title."""
    printed = {cell.name for row in form.rows for cell in row.cells if cell.kind in ("label", "column")}
    index = label_index(form)
    has_title = any(len(line.texts) == 1 and index.is_title(line.texts[0].keyed) for line in lines)
    return len(_labels_in(form, lines) & printed) / len(printed) + _TITLE_BONUS * has_title


def _labels_in(form: Form, lines: Sequence[Line]) -> set[str]:
    """Ids of the fields and columns whose labels stand in the lines."""
    index = label_index(form)
    found: set[str] = set()
    for line in lines:
        for spot in line.texts:
            patterns = index.find(spot.keyed) or index.find(spot.head)
            found.update(one.id for one in patterns if one.kind in ("field", "column"))
    return found


@dataclass(slots=True)
class _Written:
    """What one table has taken from the account so far."""

    placed: list[Placed] = field(default_factory=list[Placed])
    labels: list[Labelled] = field(default_factory=list[Labelled])
    leftover: list[Leftover] = field(default_factory=list[Leftover])
    fields: dict[str, str] = field(default_factory=dict[str, str])


class _Table:
    """One table on the board: finds, then takes the texts from the account."""

    def __init__(self, form: Form, lines: Sequence[Line], account: Account, ids: Ids) -> None:
        self.spots = tuple(spot for line in lines for spot in line.texts)
        self._form = form
        self._index = label_index(form)
        self._account = account
        self._out = _Written()
        self._taken: dict[int, Taken] = {}
        self._share = min(_share(form, lines), 1.0)
        headers = find_headers(form, self._index, lines)
        fields = find_fields(form, self._index, lines, headers)
        infer_fields(form, self._index, lines, fields, tuple(headers))
        rows = find_indicators(form, self._index, lines, headers, fields)
        self._title = ""
        self.project: Project | None = None
        if self._is_understood(fields, rows):
            self._take_labels(fields)
            self._take_fields(fields)
            indicators = self._take_indicators(rows, ids)
            self._take_furniture(lines)
            filled = texts((one.id, self._out.fields.get(one.id, "")) for one in form.fields)
            self.project = Project(ids(), form.id, filled, indicators)

    def _is_understood(self, fields: Fields, rows: Indicators) -> bool:
        """Enough was found for a project; where few labels stand, most texts must have found their place."""
        if self._share < _CLEAR and len(fields.free) > len(fields.values):
            return False
        return len(fields.values) >= _LEAST_FIELDS or bool(rows.rows) or self._share >= _BLANK_TABLE

    def close(self, rest: Sequence[Taken]) -> Recognised:
        """The result, with what nobody took as leftovers."""
        out = self._out
        out.leftover += [Leftover(taken.text, taken.at) for taken in rest]
        return Recognised(
            self.project,
            self._form.id,
            self._title,
            self._share,
            tuple(out.placed),
            tuple(out.labels),
            tuple(out.leftover),
        )

    def _take(self, spot: Spot, use: Use, start: int = 0, end: int | None = None) -> Taken:
        taken = self._account.take(spot.piece, start, end)
        self._account.use(taken, use)
        return taken

    def _label(self, spot: Spot, end: int | None = None) -> Taken | None:
        if not self._account.is_free(spot.piece):
            return None
        taken = self._take(spot, "label", 0, end)
        self._out.labels.append(Labelled(taken.text, taken.at))
        return taken

    def _take_labels(self, fields: Fields) -> None:
        for label in fields.labels:
            taken = self._label(label.spot, label.length or None)
            if taken is not None:
                self._years(label, taken)

    def _years(self, label: LabelSpot, taken: Taken) -> None:
        """A year in a label is the text of the field that it stands for; the first one counts."""
        for name, year in years_in(label.pattern, label.spot.head if label.length else label.spot.keyed).items():
            held = self._out.fields.get(name)
            why = "" if held in (None, year) else f"前面写的是{held}年"
            if held is None:
                self._out.fields[name] = year
            if held is None or why:
                self._out.placed.append(
                    Placed(name, taken.text, self._out.fields[name], taken.at, "label", 0.5 if why else 1.0, why)
                )

    def _take_fields(self, fields: Fields) -> None:
        for name, value in fields.values.items():
            one = self._form.field(name)
            parts = [self._take(spot, "placed", value.start) for spot in value.spots]
            text = _together([taken.text for taken in parts])
            why = value.why or _unread(one, text)
            score = value.score if not _unread(one, text) else max(value.score - 0.3, 0.1)
            if not why and score < 0.9:
                why = "标题与表样不完全一样"
            self._out.fields[name] = text
            self._out.placed += [
                Placed(name, taken.text, text, taken.at, "order" if value.why else "label", score, why)
                for taken in parts
            ]
            self._take_again(name, text, fields.again.get(name, ()))

    def _take_again(self, name: str, text: str, again: Sequence[Value]) -> None:
        """The same field once more: the same text is placed with it, another is left over."""
        for value in again:
            for spot in value.spots:
                taken = self._account.take(spot.piece, value.start)
                same = taken.text == text
                self._account.use(taken, "placed" if same else "leftover")
                if same:
                    self._out.placed.append(Placed(name, text, text, taken.at, "label"))
                else:
                    label = self._form.field(name).label
                    self._out.leftover.append(Leftover(taken.text, taken.at, label, "与前面同一项的内容不同"))

    def _take_indicators(self, rows: Indicators, ids: Ids) -> tuple[Indicator, ...]:
        found: list[Indicator] = []
        for number, row in enumerate(rows.rows, 1):
            values = {name: self._take_items(f"{number}.{name}", items) for name, items in row.items.items()}
            levels = {name: values.pop(name, "") for name in LEVELS}
            found.append(
                Indicator(ids(), **levels, values=texts((c.id, values.get(c.id, "")) for c in self._form.value_columns))
            )
        for spot in rows.labels:
            self._label(spot)
        return tuple(found)

    def _take_items(self, slot: str, items: Sequence[Item]) -> str:
        parts: list[tuple[Item, Taken | None]] = []
        for item in items:
            if item.spot is not None and item.spot.piece not in self._taken:
                self._taken[item.spot.piece] = self._take(item.spot, "placed")
            parts.append((item, self._taken[item.spot.piece] if item.spot is not None else None))
        text = _together([item.text if taken is None else taken.text for item, taken in parts])
        for item, taken in parts:
            source, at = ("", "") if taken is None else (taken.text, taken.at)
            self._out.placed.append(
                Placed(slot, source, text, at, "frame" if taken is None else "header", item.score, item.why)
            )
        return text

    def _take_furniture(self, lines: Sequence[Line]) -> None:
        """Titles, signature lines and page numbers are labels."""
        for line in lines:
            for spot in line.texts:
                is_title = len(line.texts) == 1 and self._index.is_title(spot.keyed)
                if not (is_title or self._index.is_furniture(spot.keyed)):
                    continue
                taken = self._label(spot)
                if taken is not None and is_title:
                    self._title = self._title or taken.text.lstrip("# ")


def _unread(one: Field, text: str) -> str:
    """Why a text cannot be read as what the field holds, "" when it can."""
    unread = (one.kind == "year" and read_year(text) is None) or (
        one.kind == "money" and read_amount(text, one.unit) is None
    )
    return _UNREAD[one.kind] if unread and text else ""


def _together(parts: Sequence[str]) -> str:
    """One text from several cells: a new paragraph after the end of a sentence, else run on."""
    text = ""
    for part in parts:
        text += ("\n" if text and text[-1] in _SENTENCE_ENDS else "") + part
    return text
