"""The tables of a Word document while they are open: rows, cells, spans, merges, and their revisions."""

from collections.abc import Callable, Mapping

from perfdesk.readers.limits import damaged
from perfdesk.readers.package import Element
from perfdesk.readers.word_inline import REMOVED
from perfdesk.readers.word_paragraphs import REVISED, Paragraphs
from perfdesk.readers.word_table import Table
from perfdesk.readers.word_xml import attribute, forget, number


class Tables:
    """The stack of tables of one part."""

    def __init__(self, paragraphs: Paragraphs) -> None:
        self._paragraphs = paragraphs
        self._shared = paragraphs.shared
        self._limits = paragraphs.shared.meter.limits
        self._open: list[Table] = []

    def starts(self) -> Mapping[str, Callable[[Element], None]]:
        """What to do at the start of which element."""
        return {
            "w:tr": self._open_row,
            "w:tc": self._open_cell,
            "w:gridSpan": self._span,
            "w:vMerge": self._merge,
            "w:hMerge": self._merge_left,
            "w:cellMerge": self._revised_merge,
            "w:cellDel": self._deleted_cell,
            "w:gridBefore": self._before,
            "w:gridAfter": self._after,
        }

    def ends(self) -> Mapping[str, Callable[[Element], None]]:
        """What to do at the end of which element."""
        return {"w:tc": self._close_cell, "w:tr": self._close_row, "w:tbl": self._close_table}

    @property
    def outermost(self) -> str:
        """Position of the outermost open table."""
        return self._open[0].label if self._open else ""

    def open_table(self) -> bool:
        """A table begins; False if it is nested too deeply to be read."""
        if len(self._open) >= self._limits.nested_tables:
            self._shared.notes.unread("表格嵌套太深，里层的表格没有读", self._paragraphs.flow.at)
            return False
        flow = self._paragraphs.flow
        self._paragraphs.close(flow)
        self._shared.meter.table()
        flow.tables += 1
        label = f"内的表格{flow.tables}" if flow.cell else f"第{flow.tables}个表格"
        self._open.append(Table(flow.label + label, self._limits))
        return True

    def delete_row(self, row: Element | None) -> None:
        """The row that begins was deleted. The mark stands before its cells; anywhere else it is none."""
        if self._table.has_cells:
            return
        self._table.row_gone = True
        self._paragraphs.tell(REVISED)
        self._paragraphs.inline.drop(row, REMOVED)

    @property
    def _table(self) -> Table:
        """UserError for a row or cell outside of any table."""
        if not self._open:
            raise damaged()
        return self._open[-1]

    def _open_row(self, _element: Element) -> None:
        self._table.begin_row()

    def _open_cell(self, _element: Element) -> None:
        self._shared.meter.cells()
        self._paragraphs.push(self._table.next_cell, cell=True)

    def _close_cell(self, element: Element) -> None:
        cell = self._paragraphs.pop()
        table = self._table
        table.nested.extend(cell.areas)
        at, cols, merge, gone = cell.label, cell.cols, cell.merge, cell.gone
        text = self._paragraphs.text_of(cell)
        if not gone:
            table.add(text, cols, merge, at)
        elif text:
            self._paragraphs.removed(text, at)
        element.clear()

    def _close_row(self, element: Element) -> None:
        self._table.end_row()
        forget(element)

    def _close_table(self, element: Element) -> None:
        table = self._open.pop()
        table.end()
        areas = self._paragraphs.flow.areas
        if table.too_much:
            self._shared.notes.unread(table.too_much, table.label)
            self._shared.tally.out["没有读的表格"] += table.dropped
        else:
            areas.append(table.grid())
        areas.extend(table.nested)
        forget(element)

    def _clamped(self, element: Element, at: str) -> int:
        value = number(element, 0)
        most = self._limits.span
        if not 0 < value <= most and attribute(element) != "0":
            self._shared.notes.add("合并的列数不合理，已改为合理的数", at)
        return min(max(value, 1), most)

    def _span(self, element: Element) -> None:
        flow = self._paragraphs.flow
        flow.cols = self._clamped(element, flow.at)

    def _before(self, element: Element) -> None:
        if attribute(element) != "0":
            self._table.blank(self._clamped(element, self._table.next_cell))

    def _after(self, element: Element) -> None:
        if attribute(element) != "0":
            self._table.after = self._clamped(element, self._table.next_cell)

    def _merge(self, element: Element) -> None:
        self._paragraphs.flow.merge = "restart" if attribute(element) == "restart" else "continue"

    def _merge_left(self, element: Element) -> None:
        if attribute(element) != "restart":
            self._paragraphs.flow.merge = "left"

    def _revised_merge(self, element: Element) -> None:
        self._paragraphs.tell(REVISED)
        self._paragraphs.flow.merge = "continue" if attribute(element, "vMerge") == "cont" else "restart"

    def _deleted_cell(self, element: Element) -> None:
        self._paragraphs.tell(REVISED)
        self._paragraphs.flow.gone = True
        properties = element.getparent()
        self._paragraphs.inline.drop(None if properties is None else properties.getparent(), REMOVED)
