"""The floor of PDF out: the same texts in the same fonts, by Qt alone."""

from collections.abc import Sequence

from PySide6.QtCore import QBuffer, QIODevice, QPointF
from PySide6.QtGui import QFont, QPageSize, QPainter, QPdfWriter

Text = tuple[str, tuple[str, ...], float, bool]
"""Letters, families in the order in which they are tried, points, bold."""


def draw_unwrapped(pages: Sequence[Sequence[Text]]) -> bytes:
    """PDF out: each text drawn in one piece at a point, on as many pages."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    painter = QPainter(writer)
    fonts: dict[tuple[tuple[str, ...], float, bool], QFont] = {}
    for number, texts in enumerate(pages):
        if number:
            writer.newPage()
        for text, *face in texts:
            key = tuple(face)
            if key not in fonts:
                fonts[key] = _font(*key)
            painter.setFont(fonts[key])
            painter.drawText(QPointF(1000, 1000), text)
    painter.end()
    return buffer.data().data()


def _font(families: tuple[str, ...], size_pt: float, bold: bool) -> QFont:
    font = QFont()
    font.setFamilies(list(families))
    font.setPointSizeF(size_pt)
    font.setBold(bold)
    return font
