"""The ＋ in 二级 cells: shown where the mouse is and in the current row, clicked to add an indicator there."""

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QTableView

from perfdesk.gui.indicator_delegate import IndicatorDelegate
from perfdesk.gui.indicator_model import IndicatorModel

LEVEL2 = 1
"""The column of 二级."""


class PlusSigns:
    """Knows which 二级 cells show their ＋."""

    def __init__(self, view: QTableView, model: IndicatorModel, delegate: IndicatorDelegate) -> None:
        self._view = view
        self._model = model
        self._delegate = delegate
        self._hovered = -1

    def hover(self, point: QPoint | None) -> None:
        """The mouse is at a point of the viewport, or gone."""
        index = self._view.indexAt(point) if point is not None else None
        row = index.row() if index is not None and index.column() == LEVEL2 else -1
        if row != self._hovered:
            self._hovered = row
            self.mark()

    def mark(self) -> None:
        """Shows the signs where they belong now, painting anew only cells that differ."""
        rows = {self._hovered, self._view.currentIndex().row()} & set(range(self._model.rowCount()))
        marked = frozenset(self._model.merged(row, LEVEL2).start for row in rows)
        changed, self._delegate.plus_rows = marked ^ self._delegate.plus_rows, marked
        for row in changed:
            self._view.viewport().update(self._view.visualRect(self._model.index(row, LEVEL2)))

    def row_at(self, point: QPoint) -> int:
        """The row whose ＋ is at a point of the viewport, -1 for none."""
        index = self._view.indexAt(point)
        if index.column() != LEVEL2:
            return -1
        row = self._model.merged(index.row(), LEVEL2).start
        sign = self._delegate.plus_rect(self._view.visualRect(index))
        return row if row in self._delegate.plus_rows and sign.contains(point) else -1
