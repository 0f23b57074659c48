"""HTML: Grids as one page that browsers, Word, WPS, LibreOffice and Excel show alike; and as content of the clipboard.

All styles stand in the elements themselves, since that is what survives pasting. Measures are those of the paper.
"""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from html import escape
from itertools import chain
from typing import BinaryIO

from perfdesk.forms.form import Page, Style
from perfdesk.grid.grid import MM_A_INCH, TITLE_GAP_PT, Cell, Grid, Row, Sheet
from perfdesk.model.text import clean, one_line

_HEAD = (
    '<!DOCTYPE html>\n<html lang="zh-CN" xmlns:x="urn:schemas-microsoft-com:office:excel">\n'
    '<head>\n<meta charset="utf-8">\n'
)
_PIXELS_A_MM = 96 / MM_A_INCH
_SPACES = re.compile("^ | $|(?<= ) ")
_TAB = '<span style="white-space:pre;mso-tab-count:1">\t</span>'
_AS_TEXT = 'sdnum="2052;0;@"'
_AS_TEXT_TOO = "mso-number-format:'\\@'"
"""What keeps LibreOffice Calc, and Excel, from making numbers and formulas of texts."""
_VERTICAL = {"top": "top", "center": "middle", "bottom": "bottom"}
_HORIZONTAL = {"both": "justify"}


def write(grids: Iterable[Grid], out: BinaryIO) -> None:
    """Write a page of its own in UTF-8, each table on a new sheet when printed. The same Grids give the same bytes.

    The Grids are laid out (they have a `sheet`); ValueError for others.
    """
    each = iter(grids)
    first = next(each, None)
    title = "" if first is None else one_line(first.title)
    paper = "" if first is None else _paper(_sheet(first).page)
    out.write(f"{_HEAD}<title>{escape(title)}</title>\n<style>{paper}</style>\n</head>\n<body>\n".encode())
    for number, grid in enumerate(chain(() if first is None else (first,), each)):
        out.write("".join(_section(grid, new_page=number > 0)).encode())
    out.write(b"</body>\n</html>\n")


def fragment(grids: Iterable[Grid]) -> str:
    """The tables as a page for the clipboard, without rules for paper."""
    sections = "".join(chain.from_iterable(_section(grid, new_page=False) for grid in grids))
    return f"{_HEAD}</head>\n<body>\n<!--StartFragment-->\n{sections}<!--EndFragment-->\n</body>\n</html>\n"


def _sheet(grid: Grid) -> Sheet:
    if grid.sheet is None:
        raise ValueError("a Grid without a sheet does not stand on paper")
    return grid.sheet


def _paper(page: Page) -> str:
    """The rules for printing, and a sheet of paper on the screen."""
    margins = page.margins_mm
    sides = f"{margins.top:g}mm {margins.right:g}mm {margins.bottom:g}mm {margins.left:g}mm"
    width = page.width_mm - margins.left - margins.right
    return (
        f"@page{{size:{page.width_mm:g}mm {page.height_mm:g}mm;margin:{sides}}}"
        f"@media screen{{body{{background:#e8e8e8;margin:0}}"
        f"div{{background:#fff;width:{width:g}mm;margin:8mm auto;padding:{sides}}}}}"
        "@media print{body{margin:0}}"
    )


def _section(grid: Grid, *, new_page: bool) -> Iterator[str]:
    """One table with its title and the lines to sign."""
    sheet = _sheet(grid)
    yield "<div>\n"
    page_break = "page-break-before:always;" if new_page else ""
    headings = [(text, style) for text, style in ((grid.title, sheet.title), (grid.subtitle, sheet.subtitle)) if text]
    for number, (text, style) in enumerate(headings, 1):
        gap = TITLE_GAP_PT if number == len(headings) else 0
        for line in clean(text).split("\n"):
            kind = f"{page_break}page-break-after:avoid;margin-top:0pt;margin-bottom:{gap}pt;{_paragraph(style)}"
            yield f'<p style="{kind}">{_inline(line)}</p>\n'
            page_break = ""
    yield from _table(grid, sheet, page_break)
    if sheet.signature:
        yield from _signature(sheet)
    yield "</div>\n"


def _table(grid: Grid, sheet: Sheet, page_break: str) -> Iterator[str]:
    outer = sheet.outer_border_pt or sheet.border_pt
    width = sum(grid.widths_mm)
    yield (
        f'<table cellspacing="0" width="{round(width * _PIXELS_A_MM)}" style="{page_break}border-collapse:collapse;'
        f'table-layout:fixed;width:{width:g}mm;margin:0 auto;border:{outer:g}pt solid #000">\n<colgroup>'
    )
    yield from (f'<col width="{round(mm * _PIXELS_A_MM)}" style="width:{mm:g}mm">' for mm in grid.widths_mm)
    yield "</colgroup>\n"
    for row in grid.rows:
        yield f"<tr{_row(row)}>"
        yield from (_cell(cell, sheet) for cell in row.cells)
        yield "</tr>\n"
    yield "</table>\n"


def _row(row: Row) -> str:
    inside = "" if row.may_split else "page-break-inside:avoid;"
    after = "page-break-after:avoid;" if row.keep_next else ""
    return f' height="{round(row.min_mm * _PIXELS_A_MM)}" style="{inside}{after}height:{row.min_mm:g}mm"'


def _cell(cell: Cell, sheet: Sheet) -> str:
    rows = f' rowspan="{cell.rows}"' if cell.rows > 1 else ""
    cols = f' colspan="{cell.cols}"' if cell.cols > 1 else ""
    content = _content(clean(cell.text), cell.style)
    return f'<td{rows}{cols} {_AS_TEXT} style="{_td(cell.style, sheet)}">{content}</td>'


def _content(text: str, style: Style) -> str:
    """The text of a cell: one paragraph as it is, several in elements of their own."""
    if "\n" not in text:
        return _inline(text)
    kind = f"margin-top:0pt;margin-bottom:0pt;{_paragraph(style)}"
    return "".join(f'<p style="{kind}">{_inline(line) or "<br>"}</p>' for line in text.split("\n"))


def _inline(line: str) -> str:
    """One line escaped; blanks that HTML would drop as no-break spaces."""
    return _SPACES.sub("\u00a0", escape(line, quote=False)).replace("\t", _TAB)


@lru_cache(maxsize=256)
def _td(style: Style, sheet: Sheet) -> str:
    margins = sheet.cell_margins_mm
    return (
        f"border:{sheet.border_pt:g}pt solid #000;vertical-align:{_VERTICAL[style.valign]};"
        f"padding:{margins.top:g}mm {margins.right:g}mm {margins.bottom:g}mm {margins.left:g}mm;"
        f"{_paragraph(style)};{_AS_TEXT_TOO}"
    )


@lru_cache(maxsize=256)
def _paragraph(style: Style) -> str:
    latin, font = (escape(name.replace("'", "")) for name in (style.latin, style.font))
    bold = ";font-weight:bold" if style.bold else ""
    indent = f";text-indent:{style.indent_chars}em" if style.indent_chars else ""
    return (
        f"font-family:'{latin}','{font}',serif;mso-fareast-font-family:'{font}';font-size:{style.size_pt:g}pt;"
        f"line-height:{style.line_pt:g}pt;mso-line-height-rule:exactly;"
        f"text-align:{_HORIZONTAL.get(style.align, style.align)}{indent}{bold}"
    )


def _signature(sheet: Sheet) -> Iterator[str]:
    """The lines to sign as a table without borders, since tabs are lost in HTML."""
    margins = sheet.page.margins_mm
    width = sheet.page.width_mm - margins.left - margins.right
    pixels = round(width * _PIXELS_A_MM)
    yield f'<table cellspacing="0" width="{pixels}" style="table-layout:fixed;width:{width:g}mm;margin:0 auto">\n'
    for before_pt, texts in sheet.sign_lines():
        yield '<tr style="page-break-inside:avoid;page-break-before:avoid">'
        for text in texts:
            kind = f"padding:{before_pt:g}pt 0mm 0mm 0mm;{_paragraph(sheet.sign)}"
            yield f'<td width="{pixels // len(texts)}" style="{kind}">{_inline(clean(text))}</td>'
        yield "</tr>\n"
    yield "</table>\n"
