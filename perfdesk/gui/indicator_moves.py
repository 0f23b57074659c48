"""Where Enter, Tab and Ctrl with an arrow go in the indicator grid."""

from PySide6.QtCore import QModelIndex
from PySide6.QtWidgets import QAbstractItemView

from perfdesk.gui.indicator_layout import LEVEL3
from perfdesk.gui.indicator_model import IndicatorModel

_Action = QAbstractItemView.CursorAction


class Steps:
    """A row or a cell on. After Tab, Enter goes back to the column where the row of Tabs began, as in Excel."""

    def __init__(self, model: IndicatorModel) -> None:
        self._model = model
        self._tab_from = -1

    def forget(self) -> None:
        """Another cell was chosen: the row of Tabs is over."""
        self._tab_from = -1

    def step(self, where: str, index: QModelIndex) -> tuple[QModelIndex, int]:
        """The cell that lies `where` (up, down, left, right) of `index`, invalid at the edge; for `resume`."""
        row, column = index.row(), index.column()
        tab_from = -1
        if where in ("up", "down"):
            merged = self._model.merged(row, column)
            row = merged.stop if where == "down" else merged.start - 1
            column = self._tab_from if self._tab_from >= 0 else column
        else:
            tab_from = self._tab_from if self._tab_from >= 0 else column
            column += 1 if where == "right" else -1
            if column == self._model.columnCount():
                row, column = row + 1, LEVEL3
            elif column < 0:
                row, column = row - 1, self._model.columnCount() - 1
        return self._model.index(row, column), tab_from

    def resume(self, tab_from: int) -> None:
        """After the step was taken, which looks like choosing another cell."""
        self._tab_from = tab_from


def edge(model: IndicatorModel, index: QModelIndex, action: QAbstractItemView.CursorAction) -> QModelIndex | None:
    """The cell at the edge of the grid that an arrow with Ctrl goes to, None for another movement."""
    edges = {
        _Action.MoveUp: (0, index.column()),
        _Action.MoveDown: (model.rowCount() - 1, index.column()),
        _Action.MoveLeft: (index.row(), 0),
        _Action.MoveRight: (index.row(), model.columnCount() - 1),
    }
    return model.index(*edges[action]) if action in edges else None
