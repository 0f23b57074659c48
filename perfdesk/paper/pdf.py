"""Pages as a PDF: vector text in embedded fonts that is found and copied as typed, and the same bytes each time."""

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import BinaryIO

from PySide6.QtCore import QBuffer, QIODevice, QMarginsF, QSizeF
from PySide6.QtGui import QPageLayout, QPageSize, QPainter, QPdfWriter

from perfdesk.paper.application import painting
from perfdesk.paper.pages import Page
from perfdesk.paper.paint import paint
from perfdesk.paper.pdf_file import assemble, parse
from perfdesk.paper.pdf_fonts import mended
from perfdesk.paper.typefaces import Typefaces

_DPI = 1200
_POINTS_AN_INCH = 72
_METADATA = re.compile(rb"/Metadata \d+ 0 R\n?")


def write(pages: Iterable[Page], out: BinaryIO, title: str) -> None:
    """Writes at least one page, each in its own size. ValueError for none.

    The file says its title and that perfdesk made it: nothing of who, when and where. The same pages give the same
    bytes with the same fonts and the same Qt.
    """
    with painting():
        out.write(_made(pages, title))


def _made(pages: Iterable[Page], title: str) -> bytes:
    typefaces = Typefaces()
    file = parse(_painted(pages, typefaces))
    objects = {**file.objects, **mended(file.objects, typefaces.all())}
    objects[file.root] = _METADATA.sub(b"", objects[file.root])
    info = b"<< /Title <%b> /Creator (perfdesk) >>" % ("\ufeff" + title).encode("utf-16-be").hex().upper().encode()
    return assemble(replace(file, objects=objects), info)


def _painted(pages: Iterable[Page], typefaces: Typefaces) -> bytes:
    """What Qt makes of the pages."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setResolution(_DPI)
    painter = QPainter()
    size = (0.0, 0.0)
    try:
        for page in pages:
            if size != (page.width, page.height):
                size = (page.width, page.height)
                writer.setPageLayout(_layout(page))
            if painter.isActive():
                writer.newPage()
            else:
                painter.begin(writer)
                painter.scale(_DPI / _POINTS_AN_INCH, _DPI / _POINTS_AN_INCH)
            paint(painter, page, typefaces)
        if not painter.isActive():
            raise ValueError("no pages")
    finally:
        painter.end()
    return bytes(buffer.data().data())


def _layout(page: Page) -> QPageLayout:
    size = QPageSize(QSizeF(page.width, page.height), QPageSize.Unit.Point, "", QPageSize.SizeMatchPolicy.ExactMatch)
    layout = QPageLayout(size, QPageLayout.Orientation.Portrait, QMarginsF())
    layout.setMode(QPageLayout.Mode.FullPageMode)
    return layout
