"""The ＋ in 二级 cells: shown where the mouse is and in the current row, clicked to add an indicator there."""

from typing import cast

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QTableView

from perfdesk.gui.indicator_delegate import IndicatorDelegate
from perfdesk.gui.indicator_model import IndicatorModel

LEVEL2 = 1
"""The column of 二级."""


class PlusSigns(QObject):
    """Knows which 二级 cells show their ＋, and takes the clicks on it before the view does.

    `clicked(row)` names the first row of the 二级.
    """

    clicked = Signal(int)

    def __init__(self, view: QTableView, model: IndicatorModel, delegate: IndicatorDelegate) -> None:
        super().__init__(view)
        self._view = view
        self._model = model
        self._delegate = delegate
        self._hovered = -1
        view.viewport().installEventFilter(self)

    def mark(self) -> None:
        """Shows the signs where they belong now, painting anew only cells that differ."""
        rows = {self._hovered, self._view.currentIndex().row()} & set(range(self._model.rowCount()))
        marked = frozenset(self._model.merged(row, LEVEL2).start for row in rows)
        changed, self._delegate.plus_rows = marked ^ self._delegate.plus_rows, marked
        for row in changed:
            self._view.viewport().update(self._view.visualRect(self._model.index(row, LEVEL2)))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind == QEvent.Type.MouseMove:
            self._hover(cast("QMouseEvent", event).position().toPoint())
        elif kind == QEvent.Type.Leave:
            self._hover(None)
        elif kind in (QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonDblClick):
            click = cast("QMouseEvent", event)
            row = self._row_at(click.position().toPoint())
            if row >= 0 and click.button() == Qt.MouseButton.LeftButton:
                if kind == QEvent.Type.MouseButtonPress:
                    self.clicked.emit(row)
                return True
        return False

    def _hover(self, point: QPoint | None) -> None:
        index = self._view.indexAt(point) if point is not None else None
        row = index.row() if index is not None and index.column() == LEVEL2 else -1
        if row != self._hovered:
            self._hovered = row
            self.mark()

    def _row_at(self, point: QPoint) -> int:
        """The row whose ＋ is at a point of the viewport, -1 for none."""
        index = self._view.indexAt(point)
        if index.column() != LEVEL2:
            return -1
        row = self._model.merged(index.row(), LEVEL2).start
        sign = self._delegate.plus_rect(self._view.visualRect(index))
        return row if row in self._delegate.plus_rows and sign.contains(point) else -1
