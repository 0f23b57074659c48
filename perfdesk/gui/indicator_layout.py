"""The shape of the indicator grid: widths of columns, heights of rows by their text, merged cells."""

from PySide6.QtWidgets import QTableView

from perfdesk.gui.indicator_delegate import IndicatorDelegate
from perfdesk.gui.indicator_model import IndicatorModel
from perfdesk.model.document import LEVELS

LEVEL3 = 2
"""The first column that is typed in."""
_LEVEL_WIDTHS = (92, 124)
_NUMBER_WIDTH = 92
_LEVEL3_SHARE = 0.26
_LEAST = 300


class IndicatorLayout:
    """Keeps rows and columns of a grid in shape."""

    def __init__(self, view: QTableView, model: IndicatorModel, delegate: IndicatorDelegate) -> None:
        self._view = view
        self._model = model
        self._delegate = delegate

    def share_width(self, zoom: float) -> bool:
        """Gives the columns their widths, values exactly equal ones; whether any changed.

        Room for the scroll bar is kept whether it shows or not: else its coming would break lines anew.
        """
        columns = self._model.columns
        if not columns:
            return False
        widths = {at: round(width * zoom) for at, width in enumerate(_LEVEL_WIDTHS)}
        numbers = [at for at, one in enumerate(columns) if at > LEVEL3 and one.kind == "number"]
        values = [at for at, one in enumerate(columns) if at > LEVEL3 and one.kind != "number"]
        widths.update(dict.fromkeys(numbers, round(_NUMBER_WIDTH * zoom)))
        room = self._view.width() - self._view.verticalScrollBar().sizeHint().width()
        rest = max(room - sum(widths.values()), _LEAST)
        value = int(rest * (1 - _LEVEL3_SHARE)) // max(len(values), 1)
        widths.update(dict.fromkeys(values, value))
        widths[LEVEL3] = rest - value * len(values)
        changed = {at: width for at, width in widths.items() if self._view.columnWidth(at) != width}
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
