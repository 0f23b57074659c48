"""Text in the cells of the indicator grid: how it breaks, how high it stands, and where each line is painted.

Lines are of fixed height whatever the font, each with its base line at four fifths: so does a QTextDocument with blocks
of fixed line height, so that the editor in place shows every letter where the painted cell had it.
"""

from dataclasses import dataclass
from functools import lru_cache
from math import floor

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QFont, QPainter, QPen, QTextLayout, QTextOption

from perfdesk.gui.theme import Type, colour, font, line_height

SIDE = 10
"""Pixels between the edge of a cell and its text."""
TOP = 7
"""Least pixels above and below the text."""
_BASE_LINE = 0.8


@dataclass(frozen=True, slots=True, eq=False)
class Lettering:
    """Font and line height of the grid at a zoom; 1 is the usual size."""

    font: QFont
    line: int

    @staticmethod
    def zoomed(role: Type, zoom: float, *, medium: bool = False) -> "Lettering":
        """That of a role of the look at `zoom`, on the lines of the content."""
        made = font(role, medium=medium)
        made.setPixelSize(round(made.pixelSize() * zoom))
        return Lettering(made, round(line_height("content") * zoom))

    def rows(self, text: str, width: int) -> int:
        """How many lines the text takes in a cell of that width."""
        return _line_count(self, text, width)

    def height(self, lines: int) -> int:
        """How high a cell with that many lines is, its hairline included."""
        return lines * self.line + 2 * TOP

    def top(self, lines: int, height: int) -> int:
        """How far below the top of a cell of that height the text begins: it stands in the middle."""
        return max((height - lines * self.line) // 2, 0)

    def paint(self, painter: QPainter, cell: QRect, text: str, alignment: Qt.AlignmentFlag) -> None:
        """Paints the text into a cell with the painter's pen."""
        layout = self.layout(text, cell.width(), alignment)
        painter.setFont(self.font)
        top = self.top(layout.lineCount(), cell.height())
        layout.draw(painter, QPointF(cell.left() + SIDE, cell.top() + top))

    def layout(self, text: str, width: int, alignment: Qt.AlignmentFlag) -> QTextLayout:
        """The lines of a text in a cell of that width."""
        layout = QTextLayout(text.replace("\n", "\u2028"), self.font)
        option = QTextOption(alignment)
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        layout.beginLayout()
        line = layout.createLine()
        number = 0
        while line.isValid():
            line.setLineWidth(width - 2 * SIDE)
            above = line.ascent() + max(line.leading(), 0) - _BASE_LINE * self.line
            line.setPosition(QPointF(0, number * self.line - above))
            number += 1
            line = layout.createLine()
        layout.endLayout()
        return layout


@lru_cache(maxsize=4096)
def _line_count(lettering: Lettering, text: str, width: int) -> int:
    """Kept, since a letter changes one text and asks for those beside it too."""
    return lettering.layout(text, width, Qt.AlignmentFlag.AlignLeft).lineCount() if text else 1


def paint_lines(painter: QPainter, cell: QRect) -> None:
    """A hairline of one device pixel inside the right and the lower edge, on a whole pixel at any scale."""
    paint_lower_line(painter, cell)
    device, pixel = _device(painter, cell)
    right = cell.left() + (floor(device.right() + 0.5) - 1 - device.left()) * pixel
    painter.fillRect(QRectF(right, cell.top(), pixel, cell.height()), colour("line"))


def paint_lower_line(painter: QPainter, area: QRect) -> None:
    """The same inside the lower edge alone."""
    device, pixel = _device(painter, area)
    lower = area.top() + (floor(device.bottom() + 0.5) - 1 - device.top()) * pixel
    painter.fillRect(QRectF(area.left(), lower, area.width(), pixel), colour("line"))


def _device(painter: QPainter, area: QRect) -> tuple[QRectF, float]:
    """An area in device pixels, and the size of one of them."""
    to_device = painter.deviceTransform()
    return to_device.mapRect(QRectF(area)), 1 / to_device.m11()


def framing_pen() -> QPen:
    """The pen of the one frame round what has the focus, 2 px wide and drawn inside."""
    pen = QPen(colour("accent"), 2)
    pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
    return pen
