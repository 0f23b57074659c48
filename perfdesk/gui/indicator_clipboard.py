"""Blocks of cells as other programs take and give them: text with tabs, and a table in HTML."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from PySide6.QtCore import QMimeData

from perfdesk.gui.pasted import pasted_text
from perfdesk.model.text import clean
from perfdesk.readers.html_cells import html_cells
from perfdesk.readers.text_lines import lines, one_line_end

Block = Sequence[Sequence[str]]
"""Rows of cells."""


@dataclass(frozen=True, slots=True)
class CopiedCell:
    """A cell and the number of rows that it spans, 0 when one from above covers it."""

    text: str
    rows: int = 1


def copied(rows: Sequence[Sequence[CopiedCell]]) -> QMimeData:
    """The block for the clipboard, as text and as HTML."""
    data = QMimeData()
    data.setText("\r\n".join("\t".join(_quoted(cell.text) if cell.rows else "" for cell in row) for row in rows))
    body = "".join(f"<tr>{''.join(_td(cell) for cell in row if cell.rows)}</tr>" for row in rows)
    data.setHtml(f'<meta charset="utf-8"><table border="1" cellspacing="0">{body}</table>')
    return data


def pasted(data: QMimeData | None) -> Block:
    """The block on the clipboard: the table of its HTML, else its lines and tabs, with quotes round cells of lines."""
    if data is None:  # a clipboard that was never filled, on some platforms
        return []
    cells = html_cells(data.html()) if data.hasHtml() else None
    if cells is not None and any(map(any, cells)):
        return [[_cleaned(cell) for cell in row] for row in cells]
    if not data.hasText():
        text = pasted_text(data)
        return [[text]] if text else []
    text = one_line_end(data.text()).removesuffix("\n")
    return [[_cleaned(cell.text) for cell in line.cells] for line, _ in lines(text)] if text else []


def _cleaned(text: str) -> str:
    data = QMimeData()
    data.setText(clean(text))
    return pasted_text(data).strip()


def _quoted(text: str) -> str:
    if "\t" in text or "\n" in text or text.startswith('"'):
        return '"' + text.replace('"', '""') + '"'
    return text


def _td(cell: CopiedCell) -> str:
    span = f' rowspan="{cell.rows}"' if cell.rows > 1 else ""
    return f'<td{span} style="white-space:pre-wrap">{escape(cell.text).replace(chr(10), "<br>")}</td>'
