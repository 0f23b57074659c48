"""WordprocessingML of one Grid as text: paragraphs, the title, the table and the lines under it (ECMA-376-1, 17)."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, pairwise
from xml.sax.saxutils import escape, quoteattr

from perfdesk.forms.form import Style
from perfdesk.grid.grid import TITLE_GAP_PT, Cell, Grid, Row, Sheet
from perfdesk.model.text import clean

XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
TWIPS_A_PT = 20
MM_AN_INCH = 25.4
TWIPS_AN_INCH = 1440
BLANKS = " \t\u00a0\u3000"
"""What is not printed at the start of a paragraph whose style is indented."""

_SPECIAL = re.compile("[&<>\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]|^ | $")
_MERGE_FIRST = '<w:vMerge w:val="restart"/>'
_MERGE_NEXT = '<w:vMerge w:val="continue"/>'


def twips(mm: float) -> int:
    """Millimetres in twips (a twentieth of a point), the unit of most lengths in Word."""
    return round(mm * TWIPS_AN_INCH / MM_AN_INCH)


def run_properties(style: Style) -> str:
    """`w:rPr` of a style. Without the hint “ ” · … would be taken from the Latin font."""
    latin, font, size = quoteattr(style.latin), quoteattr(style.font), round(style.size_pt * 2)
    return (
        f'<w:rPr><w:rFonts w:hint="eastAsia" w:ascii={latin} w:hAnsi={latin} w:eastAsia={font} w:cs={latin}/>'
        f"{'<w:b/><w:bCs/>' if style.bold else ''}"
        f'<w:sz w:val="{size}"/><w:szCs w:val="{size}"/><w:lang w:val="en-US" w:eastAsia="zh-CN"/></w:rPr>'
    )


@dataclass(frozen=True, slots=True)
class Brush:
    """Paragraphs of one kind, less their text: what stands before and after it, and the paragraph without text."""

    before: str
    after: str
    empty: str
    indented: bool

    def paint(self, text: str) -> str:
        """The text as paragraphs, one a line; without text one empty paragraph."""
        if not text:
            return self.empty
        if self.indented or _SPECIAL.search(text):
            return "".join(self._paragraph(line) for line in clean(text).split("\n"))
        return f"{self.before}<w:t>{text}</w:t>{self.after}"

    def _paragraph(self, line: str) -> str:
        if self.indented:
            line = line.lstrip(BLANKS)
        if not line:
            return self.empty
        pieces = (f'<w:t xml:space="preserve">{p}</w:t>' if p else "" for p in escape(line).split("\t"))
        return f"{self.before}{'<w:tab/>'.join(pieces)}{self.after}"


@lru_cache(maxsize=1024)
def brush(
    style: Style,
    *,
    keep_next: bool = False,
    page_break: bool = False,
    before: int = 0,
    after: int = 0,
    tabs: tuple[int, ...] = (),
) -> Brush:
    """The brush of a style; `before`, `after` and the positions of `tabs` in twips."""
    indent = ""
    if style.indent_chars:
        first = round(style.indent_chars * style.size_pt * TWIPS_A_PT)
        indent = f'<w:ind w:firstLineChars="{style.indent_chars * 100}" w:firstLine="{first}"/>'
    line = round(style.line_pt * TWIPS_A_PT)
    stops = "".join(f'<w:tab w:val="left" w:pos="{tab}"/>' for tab in tabs)
    start = (
        f"<w:p><w:pPr>{'<w:keepNext/>' if keep_next else ''}{'<w:pageBreakBefore/>' if page_break else ''}"
        f"<w:widowControl/>{f'<w:tabs>{stops}</w:tabs>' if stops else ''}"
        '<w:kinsoku/><w:overflowPunct w:val="0"/><w:snapToGrid w:val="0"/>'
        f'<w:spacing w:before="{before}" w:after="{after}" w:line="{line}" w:lineRule="exact"/>'
        f'{indent}<w:jc w:val="{style.align}"/>'
    )
    run = run_properties(style)
    return Brush(f"{start}</w:pPr><w:r>{run}", "</w:r></w:p>", f"{start}{run}</w:pPr></w:p>", style.indent_chars > 0)


def heading(grid: Grid, sheet: Sheet, *, page_break: bool) -> str:
    """Title and subtitle, which stay with the table; the first line starts a page where `page_break` says so."""
    texts = ((grid.title, sheet.title), (grid.subtitle, sheet.subtitle))
    lines = [(line, style) for text, style in texts if text for line in clean(text).split("\n")]
    gap = TITLE_GAP_PT * TWIPS_A_PT
    return "".join(
        brush(
            style, keep_next=True, page_break=page_break and index == 0, after=gap if index == len(lines) - 1 else 0
        ).paint(line)
        for index, (line, style) in enumerate(lines)
    )


def signature(sheet: Sheet) -> str:
    """The lines to sign, as paragraphs with tabs at equal parts of the text width, with the room for the seal."""
    margins, style, lines = sheet.page.margins_mm, sheet.sign, sheet.signature
    width = twips(sheet.page.width_mm - margins.left - margins.right)
    seal_pt = sheet.stamp_mm / MM_AN_INCH * 72 - min(len(lines), 2) * style.line_pt
    painted: list[str] = []
    for index, texts in enumerate(lines):
        is_last = index == len(lines) - 1
        before_pt = (style.before_pt if index == 0 else 0) + (max(seal_pt, 0) if is_last else 0)
        tabs = tuple(width * part // len(texts) for part in range(1, len(texts)))
        lines_brush = brush(style, keep_next=not is_last, before=round(before_pt * TWIPS_A_PT), tabs=tabs)
        painted.append(lines_brush.paint("\t".join(texts).rstrip("\t")))
    return "".join(painted)


class TablePainter:
    """Paints tables with the same columns on the same sheet; the XML round the texts is made once a kind of cell."""

    def __init__(self, widths_mm: Sequence[float], sheet: Sheet) -> None:
        self._widths, self._sheet = tuple(widths_mm), sheet
        self._edges = (0, *(twips(mm) for mm in accumulate(widths_mm)))
        self._head = _table_head(self._edges, sheet)
        self._keep_last = bool(sheet.signature)
        self._kinds: dict[tuple[Style, int, int, str, bool], tuple[str, Brush]] = {}

    def suits(self, grid: Grid) -> bool:
        """Has `grid` the columns and the sheet that this painter was made for?"""
        return grid.widths_mm == self._widths and grid.sheet == self._sheet

    def paint(self, grid: Grid) -> str:
        """The table of `grid`. ValueError when cells overlap or reach beyond the columns."""
        below: dict[int, tuple[Cell, int]] = {}
        last = len(grid.rows) - 1
        rows = (
            self._row(index, row, below, keep_next=row.keep_next or (self._keep_last and index == last))
            for index, row in enumerate(grid.rows)
        )
        return f"{self._head}{''.join(rows)}</w:tbl>"

    def _row(self, index: int, row: Row, below: dict[int, tuple[Cell, int]], *, keep_next: bool) -> str:
        """One `w:tr`. `below` holds, by column, cells that reach into this row and how many rows they have left."""
        split = "" if row.may_split else "<w:cantSplit/>"
        parts = [f'<w:tr><w:trPr>{split}<w:trHeight w:val="{twips(row.min_mm)}" w:hRule="atLeast"/></w:trPr>']
        begun = {cell.column: cell for cell in row.cells}
        unseen = len(row.cells) + len(below)
        column, columns = 0, len(self._edges) - 1
        while column < columns:
            if cell := begun.get(column):
                parts.append(self._cell(cell, _MERGE_FIRST if cell.rows > 1 else "", cell.text, keep_next))
                rows_left = cell.rows - 1
            elif found := below.pop(column, None):
                cell, rows_left = found
                parts.append(self._cell(cell, _MERGE_NEXT, "", keep_next))
                rows_left -= 1
            else:
                end = min((c for c in (*begun, *below) if c > column), default=columns)
                cell, rows_left = Cell(column, cols=end - column), 0
                parts.append(self._cell(cell, "", "", keep_next))
                unseen += 1
            if rows_left:
                below[column] = cell, rows_left
            unseen -= 1
            column += cell.cols
        if unseen or column > columns:
            raise ValueError(f"cells of row {index} overlap or reach beyond the {columns} columns")
        parts.append("</w:tr>")
        return "".join(parts)

    def _cell(self, cell: Cell, merge: str, text: str, keep_next: bool) -> str:
        key = (cell.style, cell.column, cell.cols, merge, keep_next)
        kind = self._kinds.get(key)
        if kind is None:
            kind = self._kinds[key] = self._opening(cell, merge), brush(cell.style, keep_next=keep_next)
        opening, cell_brush = kind
        return f"{opening}{cell_brush.paint(text)}</w:tc>"

    def _opening(self, cell: Cell, merge: str) -> str:
        edges = self._edges
        width = edges[min(cell.column + cell.cols, len(edges) - 1)] - edges[cell.column]
        span = f'<w:gridSpan w:val="{cell.cols}"/>' if cell.cols > 1 else ""
        return (
            f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{span}{merge}'
            f'<w:vAlign w:val="{cell.style.valign}"/></w:tcPr>'
        )


def _table_head(edges: Sequence[int], sheet: Sheet) -> str:
    """What stands in `w:tbl` before its rows; `edges` are the borders of the columns in twips, from 0."""
    inner, outer = _border(sheet.border_pt), _border(sheet.outer_border_pt or sheet.border_pt)
    borders = "".join(f"<w:{side} {outer}/>" for side in ("top", "left", "bottom", "right"))
    borders += "".join(f"<w:{side} {inner}/>" for side in ("insideH", "insideV"))
    margins = "".join(
        f'<w:{side} w:w="{twips(getattr(sheet.cell_margins_mm, side))}" w:type="dxa"/>'
        for side in ("top", "left", "bottom", "right")
    )
    columns = "".join(f'<w:gridCol w:w="{right - left}"/>' for left, right in pairwise(edges))
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{edges[-1]}" w:type="dxa"/><w:jc w:val="center"/>'
        f'<w:tblBorders>{borders}</w:tblBorders><w:tblLayout w:type="fixed"/>'
        f"<w:tblCellMar>{margins}</w:tblCellMar></w:tblPr><w:tblGrid>{columns}</w:tblGrid>"
    )


def _border(width_pt: float) -> str:
    """Attributes of one border; Word counts its width in eighths of a point."""
    return f'w:val="single" w:sz="{round(width_pt * 8)}" w:space="0" w:color="000000"'
