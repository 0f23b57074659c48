"""What is done to a range of selected cells at once, each as one undo: copy, cut, paste, empty, fill down and right."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from PySide6.QtCore import QItemSelectionModel
from PySide6.QtGui import QGuiApplication

from perfdesk.gui.indicator_clipboard import CopiedCell, copied, pasted
from perfdesk.gui.indicator_edits import CellText, write_cells
from perfdesk.gui.indicator_model import IndicatorModel
from perfdesk.gui.indicator_paste import paste_block
from perfdesk.model.document import LEVELS, Document, new_id
from perfdesk.model.place import Place
from perfdesk.model.session import Session


@dataclass(frozen=True, slots=True)
class Block:
    """Selected rows and columns of the grid, a rectangle."""

    rows: range
    columns: range

    @property
    def is_one(self) -> bool:
        """Whether it is a single cell."""
        return len(self.rows) == len(self.columns) == 1


class IndicatorRange:
    """The selection of a grid and the gestures on it."""

    def __init__(self, session: Session, model: IndicatorModel, selection: QItemSelectionModel) -> None:
        self._session = session
        self._model = model
        self._selection = selection

    def block(self) -> Block | None:
        """The rectangle round all selected cells, None for none. A merged cell is taken whole."""
        cells = self._selection.selectedIndexes()
        if not cells:
            return None
        columns = range(min(one.column() for one in cells), max(one.column() for one in cells) + 1)
        first, last = min(one.row() for one in cells), max(one.row() for one in cells)
        if len(columns) == 1:
            first = self._model.merged(first, columns.start).start
            last = self._model.merged(last, columns.start).stop - 1
        return Block(range(first, last + 1), columns)

    @property
    def can_write(self) -> bool:
        """Whether a cell is selected that can be typed in."""
        block = self.block()
        return block is not None and any(map(self._is_written, block.columns))

    def indicators(self) -> tuple[str, ...]:
        """Ids of the indicators with a selected cell, from top to bottom."""
        block = self.block()
        rows = [self._model.rows[row] for row in block.rows] if block is not None else []
        return tuple(row.indicator.id for row in rows if row.indicator is not None)

    def copy(self) -> None:
        """Puts the cells on the clipboard."""
        block = self.block()
        if block is not None:
            rows = [[self._copied(block, row, column) for column in block.columns] for row in block.rows]
            QGuiApplication.clipboard().setMimeData(copied(rows))

    def cut(self) -> None:
        """Copies, then empties."""
        self.copy()
        self._write("剪切", lambda _: "")

    def clear(self) -> None:
        """Empties the cells; 一级 and 二级 stay."""
        self._write("", lambda _: "")

    def paste(self) -> None:
        """Writes what the clipboard holds from the first selected cell on; a single text into all selected cells."""
        block, project, form = self.block(), self._model.project, self._model.form
        written = pasted(QGuiApplication.clipboard().mimeData())
        if block is None or project is None or form is None or not any(written):
            return
        if len(written) == len(written[0]) == 1 and not block.is_one:
            self._write("粘贴", lambda _: written[0][0])
            return
        row, column = block.rows.start, block.columns.start
        self._session.edit(
            "粘贴",
            lambda document: paste_block(document, form, project.id, (row, column), block=written, ids=new_id),
            self._place(row, column),
        )

    def fill_down(self) -> None:
        """Copies the first selected row into the others; with one row, the row above into it."""
        block = self.block()
        if block is None:
            return
        source = block.rows.start - (len(block.rows) == 1)
        if source >= 0:
            self._write("向下填充", lambda cell: self._text(source, cell[1]))

    def fill_right(self) -> None:
        """Copies the first selected column into the others; with one column, the one left of it into it."""
        block = self.block()
        if block is None:
            return
        source = block.columns.start - (len(block.columns) == 1)
        if source >= 0 and self._is_written(source):
            self._write("向右填充", lambda cell: self._text(cell[0], source))

    def _write(self, name: str, text: Callable[[tuple[int, int]], str]) -> None:
        """Gives each selected cell that can be typed in its text, as one edit."""
        block = self.block()
        cells = list(self._cells(block)) if block is not None else []
        if not cells:
            return
        written: list[CellText] = [(self._place(*cell), text(cell)) for cell in cells]
        name = name or (f"修改“{self._head(cells[0][1])}”" if len(cells) == 1 else "清空单元格")
        self._session.edit(name, _writing(written), written[0][0])

    def _cells(self, block: Block) -> Iterator[tuple[int, int]]:
        return ((row, column) for row in block.rows for column in block.columns if self._is_written(column))

    def _is_written(self, column: int) -> bool:
        return self._model.columns[column].id not in LEVELS[:2]

    def _text(self, row: int, column: int) -> str:
        return self._model.rows[row].text(self._model.columns[column].id)

    def _head(self, column: int) -> str:
        return self._model.heads[column]

    def _place(self, row: int, column: int) -> Place:
        return self._model.place(self._model.index(row, column))

    def _copied(self, block: Block, row: int, column: int) -> CopiedCell:
        merged = self._model.merged(row, column)
        first = max(merged.start, block.rows.start)
        rows = min(merged.stop, block.rows.stop) - first if row == first else 0
        return CopiedCell(self._text(row, column), rows)


def _writing(cells: Iterable[CellText]) -> Callable[[Document], Document]:
    return lambda document: write_cells(document, cells, new_id)
