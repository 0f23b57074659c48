"""WordprocessingML of a Grid's table, with the XML round the texts kept for each kind of cell (ECMA-376-1, 17.4)."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from perfdesk.forms.form import Style
from perfdesk.grid.grid import Cell, Grid, Row, Sheet
from perfdesk.grid.measure import edges_twips, twips
from perfdesk.writers.docx_xml import Brush, brush

_MERGE_FIRST = '<w:vMerge w:val="restart"/>'
_MERGE_NEXT = '<w:vMerge w:val="continue"/>'


@dataclass(frozen=True, slots=True)
class _Kind:
    """Cells of one style, place and span: what stands round a plain text, the empty cell, and the parts of both."""

    before: bytes
    after: bytes
    empty: bytes
    opening: bytes
    brush: Brush


class TablePainter:
    """Paints tables that have the same columns and the same sheet."""

    def __init__(self, widths_mm: Sequence[float], sheet: Sheet) -> None:
        self._widths, self._sheet = tuple(widths_mm), sheet
        self._edges = edges_twips(widths_mm)
        self._head = _table_head(self._edges, sheet)
        self._kinds: dict[tuple[Style, int, int, str, bool], _Kind] = {}
        self._row_heads: dict[tuple[bool, float], bytes] = {}

    def suits(self, grid: Grid) -> bool:
        """Has `grid` the columns and the sheet that this painter was made for?"""
        return grid.widths_mm == self._widths and grid.sheet == self._sheet

    def paint(self, grid: Grid) -> bytes:
        """The table of `grid`. ValueError when cells overlap or reach beyond the columns."""
        parts = [self._head]
        below: dict[int, tuple[Cell, int]] = {}
        for index, row in enumerate(grid.rows):
            parts.append(self._row_head(row))
            if not self._paint_cells(parts, row, below, keep_next=row.keep_next):
                raise ValueError(f"cells of row {index} overlap or reach beyond the columns")
            parts.append(b"</w:tr>")
        parts.append(b"</w:tbl>")
        return b"".join(parts)

    def _paint_cells(
        self, parts: list[bytes], row: Row, below: dict[int, tuple[Cell, int]], *, keep_next: bool
    ) -> bool:
        """Add the cells of a row to `parts`, a hole as an empty cell. False when cells overlap.

        `below` holds, by column, cells that reach into this row and how many rows they have left; it is brought to the
        next row.
        """
        begun = {cell.column: cell for cell in row.cells}
        unseen = len(row.cells) + len(below)
        column, columns = 0, len(self._edges) - 1
        while column < columns:
            text, merge = "", ""
            if cell := begun.get(column):
                text, rows_left = cell.text, cell.rows - 1
                if rows_left:
                    merge = _MERGE_FIRST
            elif reaching := below.pop(column, None):
                cell, rows_left = reaching[0], reaching[1] - 1
                merge = _MERGE_NEXT
            else:
                end = min((other for other in (*begun, *below) if other > column), default=columns)
                cell, rows_left = Cell(column, cols=end - column), 0
                unseen += 1
            key = (cell.style, column, cell.cols, merge, keep_next)
            kind = self._kinds.get(key)
            if kind is None:
                kind = self._kinds[key] = self._kind(cell, merge, keep_next=keep_next)
            if not text:
                parts.append(kind.empty)
            elif kind.brush.takes(text):
                parts += (kind.before, text.encode(), kind.after)
            else:
                parts += (kind.opening, kind.brush.paint(text), b"</w:tc>")
            if rows_left:
                below[column] = cell, rows_left
            unseen -= 1
            column += cell.cols
        return unseen == 0 and column == columns

    def _kind(self, cell: Cell, merge: str, *, keep_next: bool) -> _Kind:
        edges = self._edges
        width = edges[min(cell.column + cell.cols, len(edges) - 1)] - edges[cell.column]
        span = f'<w:gridSpan w:val="{cell.cols}"/>' if cell.cols > 1 else ""
        opening = (
            f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{span}{merge}'
            f'<w:vAlign w:val="{cell.style.valign}"/></w:tcPr>'
        ).encode()
        inner = brush(cell.style, keep_next=keep_next)
        return _Kind(
            before=opening + inner.before + b"<w:t>",
            after=b"</w:t>" + inner.after + b"</w:tc>",
            empty=opening + (inner.hidden if merge == _MERGE_NEXT else inner.empty) + b"</w:tc>",
            opening=opening,
            brush=inner,
        )

    def _row_head(self, row: Row) -> bytes:
        key = row.may_split, row.min_mm
        head = self._row_heads.get(key)
        if head is None:
            split = "" if row.may_split else "<w:cantSplit/>"
            height = f'<w:trHeight w:val="{twips(row.min_mm)}" w:hRule="atLeast"/>'
            head = self._row_heads[key] = f"<w:tr><w:trPr>{split}{height}</w:trPr>".encode()
        return head


def _table_head(edges: Sequence[int], sheet: Sheet) -> bytes:
    """What stands in `w:tbl` before its rows; `edges` are the borders of the columns in twips, from 0."""
    inner, outer = _border(sheet.border_pt), _border(sheet.outer_border_pt or sheet.border_pt)
    borders = "".join(f"<w:{side} {outer}/>" for side in ("top", "left", "bottom", "right"))
    borders += "".join(f"<w:{side} {inner}/>" for side in ("insideH", "insideV"))
    room = sheet.cell_margins_mm
    margins = "".join(
        f'<w:{side} w:w="{twips(mm)}" w:type="dxa"/>'
        for side, mm in (("top", room.top), ("left", room.left), ("bottom", room.bottom), ("right", room.right))
    )
    columns = "".join(f'<w:gridCol w:w="{right - left}"/>' for left, right in pairwise(edges))
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{edges[-1]}" w:type="dxa"/><w:jc w:val="center"/>'
        f'<w:tblBorders>{borders}</w:tblBorders><w:tblLayout w:type="fixed"/>'
        f"<w:tblCellMar>{margins}</w:tblCellMar></w:tblPr><w:tblGrid>{columns}</w:tblGrid>"
    ).encode()


def _border(width_pt: float) -> str:
    """Attributes of one border; Word counts its width in eighths of a point."""
    return f'w:val="single" w:sz="{round(width_pt * 8)}" w:space="0" w:color="000000"'
