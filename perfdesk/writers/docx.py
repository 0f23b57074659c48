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
from perfdesk.writers.docx_xml import END_STYLE, NAMESPACES, XML, brush, heading, inline, run_properties, signature

_FIELDS = {"{page}": "PAGE", "{pages}": "NUMPAGES"}
_LEAST = brush(Style(size_pt=1, line_pt=0.05)).empty
"""A paragraph a twip high, where there has to be one: after a table that fills its page more would need another."""
_END = _LEAST.replace(b"<w:pPr>", f'<w:pPr><w:pStyle w:val="{END_STYLE}"/>'.encode(), 1)
_NEXT_PAGE = brush(Style(size_pt=1, line_pt=1), page_break=True)


def write(grids: Iterable[Grid], out: BinaryIO) -> None:
    """Write a .docx with a table a Grid, at most a few tables in memory. The same Grids give the same bytes.

    The Grids are laid out (they have a `sheet` and rows). ValueError for others, and when the cells of one overlap.
    """
    body = _Body()
    with zipfile.ZipFile(out, "w") as package:
        for name, part in docx_package.skeleton().items():
            if name not in docx_package.DEPENDENT:
                _put(package, name, part)
        with package.open(_member(docx_package.MAIN), "w") as main:
            for xml in body.paint(grids):
                main.write(xml)
        for number, (text, style) in enumerate(body.footers, 1):
            _put(package, f"word/footer{number}.xml", _footer(text, style))
        _put(package, docx_package.RELATIONS, docx_package.relations(len(body.footers)))
        _put(package, docx_package.PROPERTIES, docx_package.properties(body.title))
        _put(package, docx_package.EXTENDED_PROPERTIES, docx_package.extended_properties(body.unit))


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
    """The main part while it is painted; afterwards what the other parts tell of it.

    `title` is that of the first Grid, `unit` that of all Grids ("" when they differ), `footers` are those in use.
    """

    def __init__(self) -> None:
        self.title = self.unit = ""
        self.footers: list[tuple[str, Style]] = []

    def paint(self, grids: Iterable[Grid]) -> Iterator[bytes]:
        """The XML in pieces, a Grid a piece. A section ends where paper or footer change, or a new sheet begins."""
        yield f"{XML}<w:document {NAMESPACES}><w:body>".encode()
        section, signed, painter = "", b"", None
        units: set[str] = set()
        for grid in grids:
            sheet = grid.sheet
            if sheet is None or not grid.rows:
                raise ValueError("a Grid without a sheet or without rows does not stand on paper")
            before, section = section, self._section(sheet)
            parts: list[bytes] = []
            goes_on = before == section and not sheet.new_leaf
            if before and not goes_on:
                parts.append(_closing(signed or _LEAST, before))
            else:
                parts.append(signed)
            parts.append(heading(grid, sheet, page_break=goes_on) or (_NEXT_PAGE.empty if goes_on else b""))
            if painter is None or not painter.suits(grid):
                painter = TablePainter(grid.widths_mm, sheet)
            parts.append(painter.paint(grid))
            # Held back, since its last paragraph may have to close a section.
            signed = signature(sheet)
            yield b"".join(parts)
            self.title = self.title or grid.title
            units.add(grid.unit)
        self.unit = units.pop() if len(units) == 1 else ""
        yield signed or _END
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
        start = '<w:type w:val="oddPage"/>' if sheet.new_leaf else ""
        page, margins, edge = sheet.page, sheet.page.margins_mm, twips(FOOTER_EDGE_MM)
        across = ' w:orient="landscape"' if page.width_mm > page.height_mm else ""
        return (
            f"<w:sectPr>{reference}{start}"
            f'<w:pgSz w:w="{twips(page.width_mm)}" w:h="{twips(page.height_mm)}"{across}/>'
            f'<w:pgMar w:top="{twips(margins.top)}" w:right="{twips(margins.right)}" w:bottom="{twips(margins.bottom)}"'
            f' w:left="{twips(margins.left)}" w:header="{edge}" w:footer="{edge}" w:gutter="0"/></w:sectPr>'
        )


def _closing(paragraphs: bytes, section: str) -> bytes:
    """The paragraphs, of which the last one ends the section."""
    before, end, after = paragraphs.rpartition(b"</w:pPr>")
    return b"".join((before, section.encode(), end, after))


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
