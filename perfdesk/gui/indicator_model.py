"""The rows of the indicator grid as a Qt model: tells views exactly what an edit changed, never that all is new."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from perfdesk.forms.form import Column, Form
from perfdesk.forms.frame import frame
from perfdesk.forms.labels import filled
from perfdesk.grid.indicator_rows import IndicatorRow, indicator_rows
from perfdesk.grid.layout_plan import Slot, plan
from perfdesk.model.document import LEVELS, Indicator, Project
from perfdesk.model.place import Place

Index = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()
HINT = "在此填写三级指标"
"""Stands in grey where a 三级指标 is missing; no content, never printed."""

_Role = Qt.ItemDataRole
_Key = str | tuple[str, str]


class IndicatorModel(QAbstractTableModel):
    """Shows one project, or none. `rows_changed` follows every change of which rows there are and what they span."""

    rows_changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._form: Form | None = None
        self._project: Project | None = None
        self._rows: list[IndicatorRow] = []
        self._slots: dict[str, Slot] = {}
        self._deciding: tuple[Slot, ...] = ()

    @property
    def project(self) -> Project | None:
        """The project that is shown."""
        return self._project

    @property
    def form(self) -> Form | None:
        """Its form."""
        return self._form

    @property
    def rows(self) -> Sequence[IndicatorRow]:
        """The rows from top to bottom."""
        return self._rows

    @property
    def columns(self) -> tuple[Column, ...]:
        """The columns from left to right, as the form names them."""
        return self._form.columns if self._form is not None else ()

    def show_project(self, form: Form | None, project: Project | None) -> None:
        """Shows another project, or as it is after an edit: then only what differs is touched."""
        if project is self._project and form is self._form:
            return
        shown = self._project
        if form is None or project is None or shown is None or shown.id != project.id or form is not self._form:
            self._begin(form, project)
            return
        heads, self._project = self.heads, project
        if not self._write_texts(shown, project):
            self._change_rows(indicator_rows(form, project))
        if heads != self.heads:
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(heads) - 1)

    @property
    def heads(self) -> list[str]:
        """The names of the columns as printed."""
        project = self._project
        return [filled(column.label, project) for column in self.columns] if project is not None else []

    def column(self, column_id: str) -> int:
        """Where the column with this id stands, -1 for none."""
        return next((at for at, column in enumerate(self.columns) if column.id == column_id), -1)

    def place(self, index: Index) -> Place:
        """The place of a cell."""
        if self._project is None:
            raise ValueError("no project is shown")
        return self._rows[index.row()].place(self._project.id, self.columns[index.column()].id)

    def find(self, place: Place) -> QModelIndex:
        """The cell at a place, invalid for none. A place that names indicator and 二级 may be in either's row."""
        if self._project is None or place.project != self._project.id or not place.column:
            return NOWHERE
        column = self.column(place.column)
        for row, one in enumerate(self._rows):
            if one.indicator is not None and one.indicator.id == place.indicator:
                return self._top(row, column)
        for row, one in enumerate(self._rows):
            if place.level2 and (one.level1, one.level2) == (place.level1, place.level2):
                return self._top(row, column)
        return NOWHERE

    def merged(self, row: int, column: int) -> range:
        """The rows of the merged cell that this cell is part of."""
        name = self.columns[column].id
        top = next(at for at in range(row, -1, -1) if self._rows[at].rows(name))
        return range(top, top + self._rows[top].rows(name))

    def is_centred(self, row: int, column: int) -> bool:
        """Whether the cell stands centred, as on paper."""
        slot = self._slots.get(self.columns[column].id)
        if slot is None:
            return False
        return slot.styled(self._is_short(self._rows[row])).align == "center"

    def _top(self, row: int, column: int) -> QModelIndex:
        return self.index(self.merged(row, column).start, column) if column >= 0 else NOWHERE

    def _begin(self, form: Form | None, project: Project | None) -> None:
        self.beginResetModel()
        self._form, self._project = form, project
        self._rows = list(indicator_rows(form, project)) if form is not None and project is not None else []
        self._slots, self._deciding = _slots(form) if form is not None else ({}, ())
        self.endResetModel()

    def _is_short(self, row: IndicatorRow) -> bool:
        return all(slot.fits(row.text(slot.name)) for slot in self._deciding)

    def _write_texts(self, before: Project, project: Project) -> bool:
        """Takes over changed texts if no row came, went or moved: what a letter costs. False if any did."""
        if len(before.indicators) != len(project.indicators):
            return False
        changed: list[Indicator] = []
        for old, new in zip(before.indicators, project.indicators, strict=True):
            if old is not new:
                if (old.id, old.level1, old.level2) != (new.id, new.level1, new.level2):
                    return False
                changed.append(new)
        for one in changed:
            at = next(
                at for at, row in enumerate(self._rows) if row.indicator is not None and row.indicator.id == one.id
            )
            old = self._rows[at]
            self._rows[at] = replace(old, indicator=one)
            self._tell_texts(at, old)
        return True

    def _tell_texts(self, at: int, old: IndicatorRow) -> None:
        """Tells which cells of a row look different now."""
        row = self._rows[at]
        flips = self._is_short(old) != self._is_short(row)
        deciding = {slot.name for slot in self._deciding} if flips else set[str]()
        differs = [
            number
            for number, column in enumerate(self.columns)
            if old.text(column.id) != row.text(column.id) or column.id in deciding
        ]
        if differs:
            self.dataChanged.emit(self.index(at, differs[0]), self.index(at, differs[-1]))

    def _change_rows(self, rows: Sequence[IndicatorRow]) -> None:
        """Removes, moves and inserts rows until the same stand in the same order, then takes over their content."""
        stood = _shape(self._rows)
        keys = [_key(row) for row in self._rows]
        wanted = _matched(self._rows, rows)
        same = keys == [_key(row) for row in rows]
        self._remove(keys, set(wanted))
        self._move(keys, [one for one in wanted if one in set(keys)])
        self._insert(keys, wanted, rows)
        changed = [(at, self._rows[at]) for at, row in enumerate(rows) if self._rows[at] != row]
        self._rows[:] = rows
        for at, old in changed:
            self._tell_texts(at, old)
        if not same or stood != _shape(rows):
            self.rows_changed.emit()

    def _remove(self, keys: list[_Key], kept: set[_Key]) -> None:
        for at in range(len(keys) - 1, -1, -1):
            if keys[at] not in kept:
                self.beginRemoveRows(NOWHERE, at, at)
                del self._rows[at], keys[at]
                self.endRemoveRows()

    def _move(self, keys: list[_Key], wanted: Sequence[_Key]) -> None:
        for at, one in enumerate(wanted):
            while keys[at] != one:
                down = keys[at + 1] == one
                source = at if down else keys.index(one)
                target = wanted.index(keys[at]) if down else at
                self.beginMoveRows(NOWHERE, source, source, NOWHERE, target + 1 if down else target)
                self._rows.insert(target, self._rows.pop(source))
                keys.insert(target, keys.pop(source))
                self.endMoveRows()

    def _insert(self, keys: list[_Key], wanted: Sequence[_Key], rows: Sequence[IndicatorRow]) -> None:
        for at, one in enumerate(wanted):
            if at == len(keys) or keys[at] != one:
                self.beginInsertRows(NOWHERE, at, at)
                self._rows.insert(at, rows[at])
                keys.insert(at, one)
                self.endInsertRows()

    def rowCount(self, parent: Index = NOWHERE) -> int:
        """How many rows the grid has."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = NOWHERE) -> int:
        """How many columns the form has."""
        return 0 if parent.isValid() else len(self.columns)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """一级 and 二级 are not typed: a menu changes them."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren
        level = self.columns[index.column()].id in LEVELS[:2]
        return flags if level else flags | Qt.ItemFlag.ItemIsEditable

    def data(self, index: Index, role: int = _Role.DisplayRole) -> object:
        """Text, alignment and help of a cell."""
        if not index.isValid():
            return None
        row, column = self._rows[index.row()], self.columns[index.column()]
        if role in (_Role.DisplayRole, _Role.EditRole):
            return row.text(column.id)
        if role == _Role.TextAlignmentRole:
            centred = self.is_centred(index.row(), index.column())
            side = Qt.AlignmentFlag.AlignHCenter if centred else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        if role == _Role.AccessibleTextRole:
            return row.text(column.id) or (HINT if column.id == LEVELS[2] else "空白")
        if role == _Role.ToolTipRole and column.id == LEVELS[1] and self._form is not None:
            found = frame(self._form).find2(row.level2, row.level1)
            return found[1].help if found is not None else None
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _Role.DisplayRole) -> object:
        """Name and help of a column."""
        if orientation != Qt.Orientation.Horizontal or section >= len(self.columns) or self._project is None:
            return None
        if role == _Role.DisplayRole:
            return filled(self.columns[section].label, self._project)
        return self.columns[section].help if role == _Role.ToolTipRole else None


def _slots(form: Form) -> tuple[dict[str, Slot], tuple[Slot, ...]]:
    """The cells of an indicator row on paper by column, none hidden, and those that decide on centred."""
    repeated = next(row for row in plan(form, replace(form.options, hidden=()), None).rows if row.repeat)
    return {slot.name: slot for slot in repeated.columns}, repeated.deciding


def _key(row: IndicatorRow) -> _Key:
    return row.indicator.id if row.indicator is not None else (row.level1, row.level2)


def _shape(rows: Sequence[IndicatorRow]) -> list[tuple[int, int]]:
    return [(row.level1_rows, row.level2_rows) for row in rows]


def _matched(old: Sequence[IndicatorRow], new: Sequence[IndicatorRow]) -> list[_Key]:
    """The keys of the new rows, where a blank row has that of the indicator that it became or was.

    So the cell in which the first letter is typed stays where it is, and its editor stays open.
    """
    before = {_key(row): row for row in old}
    after = {_key(row) for row in new}
    gone: dict[tuple[str, str], _Key] = {}
    for key, row in before.items():
        if key not in after:
            gone.setdefault((row.level1, row.level2), key)
    keys: list[_Key] = []
    for row in new:
        key, levels = _key(row), (row.level1, row.level2)
        if key not in before and levels in gone and (row.indicator is None or gone[levels] == levels):
            key = gone.pop(levels)
        keys.append(key)
    return keys
