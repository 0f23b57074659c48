"""A table of a Word document while it is read: from rows of cells with merge marks to a Grid."""

from dataclasses import dataclass, field, replace

from perfdesk.grid.grid import Cell, Grid, Row
from perfdesk.grid.source import Area
from perfdesk.readers.limits import Limits, too_many_columns, too_many_rows
from perfdesk.readers.word_flow import visible

_Spot = tuple[int, int]


def _joined(first: str, second: str) -> str:
    return f"{first}\n{second}" if first and second else first or second


@dataclass(slots=True)
class Table:
    """Gathers rows. `label` is its position in words; `nested` are the Grids that stand inside its cells.

    Cells are made when they end; what grows downwards is kept beside them and put in at the end.
    """

    label: str
    limits: Limits
    nested: list[Area] = field(default_factory=list[Area])
    row_gone: bool = False
    after: int = 0
    too_much: str = ""
    dropped: int = 0
    _rows: list[Row] = field(default_factory=list[Row])
    _row: list[Cell] = field(default_factory=list[Cell])
    _grown: dict[_Spot, Cell] = field(default_factory=dict[_Spot, Cell])
    _above: dict[int, _Spot] = field(default_factory=dict[int, _Spot])
    _here: dict[int, _Spot] = field(default_factory=dict[int, _Spot])
    _column: int = 0
    _cells: int = 0
    _count: int = 0

    @property
    def next_cell(self) -> str:
        """Position of the cell that begins now."""
        return f"{self.label}第{self._count + 1}行第{self._cells + 1}格"

    @property
    def has_cells(self) -> bool:
        """Whether the row that is open has cells already."""
        return self._cells > 0

    def begin_row(self) -> None:
        """A row begins. Cells that stood in none become one."""
        if self._row:
            self.end_row()
        self._row, self._here = [], {}
        self._column = self._cells = self.after = 0
        self.row_gone = False

    def blank(self, cols: int) -> None:
        """Grid columns without a cell, before or after the cells of a row."""
        if cols > 0:
            self._put("", cols, self.next_cell)

    def add(self, text: str, cols: int, merge: str, at: str) -> None:
        """A cell. `merge` is "" or "restart", "continue" (with the cell above) or "left" (with the cell before it)."""
        self._cells += 1
        if self.row_gone:
            if merge != "continue":
                self._above.pop(self._column, None)
            self._column += cols
        elif self.too_much:
            self.dropped += visible(text)
        elif not (
            (merge == "continue" and self._continue(text, cols)) or (merge == "left" and self._widen(text, cols))
        ):
            self._put(text, cols, at)

    def _put(self, text: str, cols: int, at: str) -> None:
        self._here[self._column] = (len(self._rows), len(self._row))
        self._row.append(Cell(self._column, text, 1, cols, at=at))
        self._column += cols

    def _continue(self, text: str, cols: int) -> bool:
        """Let the cell above grow, if it has the same columns: a Grid's cells do not overlap."""
        spot = self._above.get(self._column)
        if spot is None:
            return False
        cell = self._grown.get(spot) or self._rows[spot[0]].cells[spot[1]]
        if cell.cols != cols:
            return False
        self._grown[spot] = replace(cell, rows=cell.rows + 1, text=_joined(cell.text, text))
        self._here[self._column] = spot
        self._column += cols
        return True

    def _widen(self, text: str, cols: int) -> bool:
        before = self._row[-1] if self._row else None
        if before is None or before.column + before.cols != self._column:
            return False
        self._row[-1] = replace(before, cols=before.cols + cols, text=_joined(before.text, text))
        self._column += cols
        return True

    def end_row(self) -> None:
        """A row ends. A row that was deleted leaves nothing, and no cell that a later one could continue."""
        if self.row_gone:
            return
        self.blank(self.after)
        self._count += 1
        if self._column > self.limits.columns and not self.too_much:
            self._give_up(too_many_columns(self.label, self._column))
        elif self._count > self.limits.rows:
            self._give_up(too_many_rows(self.label, self._count))
        if not self.too_much:
            self._rows.append(Row(tuple(self._row)))
        self._above, self._row, self._cells = self._here, [], 0

    def _give_up(self, why: str) -> None:
        self.too_much = why
        self.dropped += sum(visible(cell.text) for row in self._finished() for cell in row.cells)
        self.dropped += sum(visible(cell.text) for cell in self._row)
        self._rows.clear()
        self._grown.clear()
        self._row = []

    def _finished(self) -> list[Row]:
        for (row, at), cell in self._grown.items():
            cells = self._rows[row].cells
            self._rows[row] = Row((*cells[:at], cell, *cells[at + 1 :]))
        return self._rows

    def end(self) -> None:
        """The table ends."""
        if self._row:
            self.end_row()

    def grid(self) -> Grid:
        """The Grid, after `end`, unless there was `too_much`."""
        return Grid(tuple(self._finished()))
