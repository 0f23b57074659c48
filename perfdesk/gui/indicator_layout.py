"""The shape of the indicator grid: widths of columns, heights of rows by their text, merged cells."""

from collections.abc import Mapping

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QTableView

from perfdesk.gui.indicator_delegate import IndicatorDelegate
from perfdesk.gui.indicator_head import IndicatorHead
from perfdesk.gui.indicator_model import IndicatorModel
from perfdesk.gui.indicator_widths import Kind, dragged, edges, shared
from perfdesk.model.document import LEVELS

LEVEL3 = 2
"""The first column that is typed in."""


class IndicatorLayout(QObject):
    """Keeps rows and columns of a grid in shape. `widths_chosen` follows the end of a drag in the head."""

    widths_chosen = Signal()

    def __init__(
        self, view: QTableView, model: IndicatorModel, delegate: IndicatorDelegate, head: IndicatorHead
    ) -> None:
        super().__init__(view)
        self._view = view
        self._head = head
        self._model = model
        self._delegate = delegate
        self.zoom = 1.0
        self.chosen: Mapping[str, tuple[int, ...]] = {}
        """Widths that a person has chosen, in pixels at a zoom of 1, by the id of the form."""
        head.dragged.connect(self._drag)
        head.dropped.connect(self.widths_chosen)
        head.unchosen.connect(self._reset)

    def choose(self, widths: Mapping[str, tuple[int, ...]]) -> None:
        """Takes over widths that were chosen before."""
        self.chosen = widths
        self.fill_width()

    def fill_width(self) -> None:
        """Shares the width of the grid anew; where that changed a column, lines break anew."""
        if self.share_width():
            self.fit(range(len(self._model.rows)))
            self._view.viewport().update()

    def _drag(self, column: int, pixel: int) -> None:
        """Puts the right edge of a column there, as far as it can go."""
        self._choose(dragged(self._kinds(), self._room(), self.zoom, self._chosen(), (column, pixel)))
        self.fill_width()

    def _reset(self, column: int) -> None:
        """Gives the columns at an edge their usual widths again."""
        kinds, made = self._kinds(), list(self._chosen() or [0] * len(self._model.columns))
        made[LEVEL3 if kinds[column] == "value" else column] = 0
        self._choose(tuple(made))
        self.fill_width()
        self.widths_chosen.emit()

    def _choose(self, widths: tuple[int, ...]) -> None:
        form = self._model.form
        if form is not None:
            self.chosen = {**self.chosen, form.id: widths}

    def _chosen(self) -> tuple[int, ...]:
        form = self._model.form
        return self.chosen.get(form.id, ()) if form is not None else ()

    def _kinds(self) -> list[Kind]:
        return [
            "level" if at < LEVEL3 else "level3" if at == LEVEL3 else "number" if one.kind == "number" else "value"
            for at, one in enumerate(self._model.columns)
        ]

    def _room(self) -> int:
        return self._view.width() - self._view.verticalScrollBar().sizeHint().width()

    def share_width(self) -> bool:
        """Gives the columns their widths, values exactly equal ones; whether any changed.

        Room for the scroll bar is kept whether it shows or not: else its coming would break lines anew.
        """
        if not self._model.columns:
            return False
        self._head.edges = edges(self._kinds())
        widths = shared(self._kinds(), self._room(), self.zoom, self._chosen())
        changed = {at: width for at, width in enumerate(widths) if self._view.columnWidth(at) != width}
        for at, width in changed.items():
            self._view.setColumnWidth(at, width)
        return bool(changed)

    def lay_out(self) -> None:
        """Merges cells and gives all rows their heights, after rows came, went or moved."""
        self._view.clearSpans()
        for row, one in enumerate(self._model.rows):
            for column, name in enumerate(LEVELS[:2]):
                if one.rows(name) > 1:
                    self._view.setSpan(row, column, one.rows(name), 1)
        self.fit(range(len(self._model.rows)))

    def fit(self, rows: range) -> bool:
        """Gives rows their heights, and what a merged level needs more to its last row; whether any changed."""
        if not rows:
            return False
        heights = {row: self._height(row) for row in rows}
        first = min(self._model.merged(rows[0], column).start for column in (0, 1))
        last = max(self._model.merged(rows[-1], column).stop for column in (0, 1))
        for row in range(first, last):
            self._grow_for_levels(heights, row)
        changed = {row: height for row, height in heights.items() if self._view.rowHeight(row) != height}
        for row, height in changed.items():
            self._view.setRowHeight(row, height)
        return bool(changed)

    def _height(self, row: int) -> int:
        """Of the cells that are not merged."""
        content, one = self._delegate.content, self._model.rows[row]
        columns = [(at, column.id) for at, column in enumerate(self._model.columns) if column.id not in LEVELS[:2]]
        return content.height(max(content.rows(one.text(name), self._view.columnWidth(at)) for at, name in columns))

    def _grow_for_levels(self, heights: dict[int, int], row: int) -> None:
        for column, name in enumerate(LEVELS[:2]):
            spanned = self._model.rows[row].rows(name)
            if not spanned:
                continue
            lettering = self._delegate.lettering(name)
            lines = lettering.rows(self._model.rows[row].text(name), self._view.columnWidth(column))
            if lines > spanned:  # a row holds one line at least
                *others, last = range(row, row + spanned)
                above = sum(heights.get(one) or self._height(one) for one in others)
                own = heights.get(last) or self._height(last)
                heights[last] = max(own, lettering.height(lines) - above)
