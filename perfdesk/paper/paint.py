"""Paints one page: on the screen, into a PDF, on a printer alike."""

from collections.abc import Iterable, Iterator
from itertools import chain

from PySide6.QtCore import QLineF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from perfdesk.paper.glyphs import paint_lines
from perfdesk.paper.pages import Line, Page, Rule
from perfdesk.paper.typefaces import Typefaces

_FINE_DOTS_PT = 8
"""With so many dots to the point, 576 to the inch, nobody sees which dots the edge of a line falls on."""


def paint(painter: QPainter, page: Page, typefaces: Typefaces) -> None:
    """Paints the page in black on what is there. A unit of the painter is a point, (0, 0) the corner of the paper.

    The same `typefaces` are to be given for all pages of a document or a view.
    """
    painter.save()
    try:
        painter.setPen(Qt.GlobalColor.black)
        paint_lines(painter, _reading_order(page), typefaces)
        _paint_rules(painter, page.rules)
    finally:
        painter.restore()  # Qt complains on stderr when an interrupted painter ends


def _reading_order(page: Page) -> Iterator[Line]:
    """The title before the table, signature lines and the footer after it."""
    top = min((part.y for part in page.parts), default=0)
    yield from (line for line in page.lines if line.baseline <= top)
    yield from chain.from_iterable(part.lines for part in page.parts)
    yield from (line for line in page.lines if line.baseline > top)


def _paint_rules(painter: QPainter, rules: Iterable[Rule]) -> None:
    """Where dots are coarse each rule fills whole ones, so that all of a width look the same."""
    by_width: dict[float, list[QLineF]] = {}
    for rule in rules:
        by_width.setdefault(rule.width, []).append(QLineF(rule.x1, rule.y1, rule.x2, rule.y2))
    to_dots = painter.deviceTransform()
    if abs(to_dots.m11()) >= _FINE_DOTS_PT:
        for width, lines in by_width.items():
            painter.setPen(QPen(Qt.GlobalColor.black, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.SquareCap))
            painter.drawLines(lines)
        return
    from_dots, _ = to_dots.inverted()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    for width, lines in by_width.items():
        dots = max(1, round(width * to_dots.m11()))
        for line in lines:
            painter.fillRect(from_dots.mapRect(_dots(to_dots.map(line), dots)), Qt.GlobalColor.black)


def _dots(line: QLineF, dots: int) -> QRectF:
    """The whole dots that a line fills: `dots` across, and so much over both ends that corners are closed."""
    left, top = (round(one - dots / 2) for one in (line.x1(), line.y1()))
    right, bottom = (round(one - dots / 2) for one in (line.x2(), line.y2()))
    return QRectF(left, top, right - left + dots, bottom - top + dots)
