"""Word files: Grids, a table each on a new page, streamed into a .docx package."""

import re
import zipfile
from collections.abc import Iterable, Iterator
from typing import BinaryIO

from perfdesk.forms.form import Style
from perfdesk.grid.grid import FOOTER_EDGE_MM, Grid, Sheet
from perfdesk.grid.measure import twips
from perfdesk.model.text import clean
from perfdesk.writers import docx_package
from perfdesk.writers.docx_table import TablePainter
from perfdesk.writers.docx_xml import NAMESPACES, XML, brush, heading, inline, run_properties, signature

_FIELDS = {"{page}": "PAGE", "{pages}": "NUMPAGES"}
_LEAST = brush(Style(size_pt=1, line_pt=1))
_NEXT_PAGE = brush(Style(size_pt=1, line_pt=1), page_break=True)


def write(grids: Iterable[Grid], out: BinaryIO) -> None:
    """Write a .docx with a table a Grid, at most a few tables in memory. The same Grids give the same bytes.

    The Grids are laid out (they have a `sheet` and rows). ValueError for others, and when the cells of one overlap.
    """
    body = _Body()
    with zipfile.ZipFile(out, "w") as package:
        for name, part in docx_package.skeleton().items():
            if name not in (docx_package.RELATIONS, docx_package.PROPERTIES):
                _put(package, name, part)
        with package.open(_member(docx_package.MAIN), "w") as main:
            for xml in body.paint(grids):
                main.write(xml)
        for number, (text, style) in enumerate(body.footers, 1):
            _put(package, f"word/footer{number}.xml", _footer(text, style))
        _put(package, docx_package.RELATIONS, docx_package.relations(len(body.footers)))
        _put(package, docx_package.PROPERTIES, docx_package.properties(body.title))


def _member(name: str) -> zipfile.ZipInfo:
    """A zip member with the oldest date and one system for all, so that the bytes tell neither time nor machine."""
    member = zipfile.ZipInfo(name)
    member.compress_type = zipfile.ZIP_DEFLATED
    member.create_system = 0
    return member


def _put(package: zipfile.ZipFile, name: str, data: bytes) -> None:
    with package.open(_member(name), "w") as part:
        part.write(data)


class _Body:
    """The main part while it is painted; afterwards the title of the first Grid and the footers in use, in order."""

    def __init__(self) -> None:
        self.title = ""
        self.footers: list[tuple[str, Style]] = []

    def paint(self, grids: Iterable[Grid]) -> Iterator[bytes]:
        """The XML in pieces, a Grid a piece. Where paper or footer change, a section ends."""
        yield f"{XML}<w:document {NAMESPACES}><w:body>".encode()
        section, is_closed, painter = "", False, None
        for grid in grids:
            sheet = grid.sheet
            if sheet is None or not grid.rows:
                raise ValueError("a Grid without a sheet or without rows does not stand on paper")
            before, section = section, self._section(sheet)
            parts: list[bytes] = []
            if before and before != section:
                parts.append(_LEAST.empty.replace(b"</w:pPr>", f"{before}</w:pPr>".encode()))
            goes_on = before == section
            parts.append(heading(grid, sheet, page_break=goes_on) or (_NEXT_PAGE.empty if goes_on else b""))
            if painter is None or not painter.suits(grid):
                painter = TablePainter(grid.widths_mm, sheet)
            parts.append(painter.paint(grid))
            parts.append(signature(sheet))
            yield b"".join(parts)
            self.title = self.title or grid.title
            is_closed = bool(sheet.signature)
        if not is_closed:
            yield _LEAST.empty
        yield f"{section}</w:body></w:document>".encode()

    def _section(self, sheet: Sheet) -> str:
        """`w:sectPr`: the paper and its footer, which is entered in `footers`.

        A section without a footer of its own would take the one of the section before it, so it gets an empty one.
        """
        reference = ""
        if sheet.footer or self.footers:
            footer = sheet.footer, sheet.footer_style
            if footer not in self.footers:
                self.footers.append(footer)
            number = self.footers.index(footer) + 1
            reference = f'<w:footerReference w:type="default" r:id="rIdFooter{number}"/>'
        page, margins, edge = sheet.page, sheet.page.margins_mm, twips(FOOTER_EDGE_MM)
        across = ' w:orient="landscape"' if page.width_mm > page.height_mm else ""
        return (
            f"<w:sectPr>{reference}"
            f'<w:pgSz w:w="{twips(page.width_mm)}" w:h="{twips(page.height_mm)}"{across}/>'
            f'<w:pgMar w:top="{twips(margins.top)}" w:right="{twips(margins.right)}" w:bottom="{twips(margins.bottom)}"'
            f' w:left="{twips(margins.left)}" w:header="{edge}" w:footer="{edge}" w:gutter="0"/></w:sectPr>'
        )


def _footer(text: str, style: Style) -> bytes:
    """A footer part: one paragraph, page numbers as fields, each piece in a run of its own."""
    pieces: list[str] = []
    for piece in re.split("({pages?})", clean(text).replace("\n", " ")):
        if field := _FIELDS.get(piece):
            pieces += (
                '<w:fldChar w:fldCharType="begin"/>',
                f'<w:instrText xml:space="preserve"> {field} </w:instrText>',
                '<w:fldChar w:fldCharType="separate"/>',
                "<w:t>1</w:t>",
                '<w:fldChar w:fldCharType="end"/>',
            )
        elif piece:
            pieces.append(inline(piece))
    line, next_run = brush(style), f"</w:r><w:r>{run_properties(style)}"
    runs = next_run.join(pieces).encode()
    paragraph = line.before + runs + line.after if pieces else line.empty
    return f"{XML}<w:ftr {NAMESPACES}>".encode() + paragraph + b"</w:ftr>"
