"""Paints lines of text: the room of each run is the layout's, the fonts only fill it."""

from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtCore import QPointF
from PySide6.QtGui import QGlyphRun, QPainter, QTextLayout, QTransform

from perfdesk.paper.pages import Line, Run
from perfdesk.paper.typefaces import EM, Letter, Typeface, Typefaces, clusters_of, whole_pixels

_ORIGIN = QPointF()
_SET_X, _SET_Y = QPointF.setX, QPointF.setY
"""Looked up once: to look up a method of a Qt object takes longer than to call it."""
_NOT_TAKEN = "\ufeff"
"""PySide takes it at the start of a string for a mark of the byte order: all that follows would stand one earlier."""
_FITS = 1.002
"""Fonts that are made to the same measures differ in the third place."""


class _Pen:
    """Gathers glyphs and paints them; neighbours in one font together, since each call of the painter costs."""

    def __init__(self, painter: QPainter) -> None:
        self.indexes: list[int] = []
        self.points: list[QPointF] = []
        self.spare: list[QPointF] = []
        """Points to be used again: making one takes longer than all else that a glyph needs."""
        self._painter = painter
        self._unscaled = painter.transform()
        self._glyphs = QGlyphRun()
        self._typeface: Typeface | None = None
        self._size: float = 0
        self._squeeze: float = 1
        self._pixels = 1
        self._scale: tuple[float, float] = 1, 1

    def turn(self, typeface: Typeface, size: float, squeeze: float) -> tuple[float, float]:
        """From here on glyphs are of this font. How much x and y are scaled: places are to be divided by that."""
        if typeface is self._typeface and size == self._size and squeeze == self._squeeze:
            return self._scale
        self.flush()
        if size != self._size or squeeze != self._squeeze:
            self._pixels = whole_pixels(size)
            self._scale = squeeze * size / self._pixels, size / self._pixels
            self._painter.setTransform(QTransform.fromScale(*self._scale) * self._unscaled)
        self._typeface, self._size, self._squeeze = typeface, size, squeeze
        self._glyphs.setRawFont(typeface.sized(self._pixels))
        return self._scale

    def flush(self) -> None:
        """Paints what was gathered."""
        if not self.indexes:
            return
        self._glyphs.setGlyphIndexes(self.indexes)
        self._glyphs.setPositions(self.points)
        self._painter.drawGlyphRun(_ORIGIN, self._glyphs)
        self.spare += self.points
        self.indexes.clear()
        self.points.clear()

    def lift(self) -> None:
        """Ends it: all is painted, the painter as it was."""
        self.flush()
        self._painter.setTransform(self._unscaled)


def paint_lines(painter: QPainter, lines: Iterable[Line], typefaces: Typefaces) -> None:
    """Paints the lines in their order with the painter's pen."""
    pen = _Pen(painter)
    for line in lines:
        for run in line.runs:
            letters = typefaces.letters(run.text, run.face)
            if letters is None:
                _place_shaped(run, line.baseline, typefaces, pen)
            elif letters:
                _place(run, line.baseline, letters, pen)
    pen.lift()


def _fitted(run: Run, natural: float, count: int) -> tuple[float, float]:
    """By how much x is scaled, and the room after each of `count` letters, so that the run is as wide as it is to be.

    A font that is narrower than the layout's measures gets wider gaps, so that edges stay flush; a wider one first
    takes the gaps that there are, and is condensed when they do not do.
    """
    room = run.width - natural
    if natural > run.width * _FITS and run.width > 0:
        return run.width / natural, 0
    is_last = count > 1 and room < run.spread * (count - 0.5)  # nothing is spread after the last letter of a line
    return 1, room / (count - is_last)


def _place(run: Run, baseline: float, letters: list[Letter], pen: _Pen) -> None:
    size = run.face.size_pt
    squeeze, gap = _fitted(run, sum([advance for _, _, advance, _ in letters]) * size, len(letters))
    last, indexes, points, spare = letters[0].typeface, pen.indexes, pen.points, pen.spare
    across, down = pen.turn(last, size, squeeze)
    x, y, em, gap = run.x / across, baseline / down, size / down, gap / across
    for typeface, glyph, advance, before in letters:
        if typeface is not last:
            pen.turn(typeface, size, squeeze)
            last = typeface
        point = spare.pop() if spare else QPointF()
        _SET_X(point, x + before * em)
        _SET_Y(point, y)
        indexes.append(glyph)
        points.append(point)
        x += advance * em + gap


@dataclass(frozen=True, slots=True)
class _Placed:
    """A glyph that Qt placed, in points from where the run begins."""

    typeface: Typeface
    glyph: int
    x: float
    y: float


def _place_shaped(run: Run, baseline: float, typefaces: Typefaces, pen: _Pen) -> None:
    """Accents, ligatures and writing from right to left: Qt says which glyphs these are, and where they stand."""
    clusters, natural = _shaped(run, typefaces)
    from_left = sorted(range(len(clusters)), key=lambda number: min(one.x for one in clusters[number][1]))
    order = {number: place for place, number in enumerate(from_left)}
    squeeze, gap = _fitted(run, natural, len(clusters) or 1)
    for number, (text, placed) in enumerate(clusters):
        for one in placed:
            across, down = pen.turn(one.typeface, run.face.size_pt, squeeze)
            x = run.x + (one.x + order[number] * gap) * squeeze
            pen.indexes.append(one.glyph)
            pen.points.append(QPointF(x / across, (baseline + one.y) / down))
        _note(text, placed)


def _shaped(run: Run, typefaces: Typefaces) -> tuple[list[tuple[str, list[_Placed]]], float]:
    """The glyphs of each letter with its accents, in the order of the text, and how wide they are together."""
    font, typed = typefaces.font(run.face), run.text.lstrip(_NOT_TAKEN)
    layout = QTextLayout(typed, font)
    layout.beginLayout()
    line = layout.createLine()
    layout.endLayout()
    scale = run.face.size_pt / EM
    clusters: list[tuple[str, list[_Placed]]] = []
    start = 0
    for text in clusters_of(typed):
        length = len(text.encode("utf-16-le")) // 2
        placed = [
            _Placed(
                typefaces.of(glyphs.rawFont(), font, typed),
                glyph,
                point.x() * scale,
                (point.y() - line.ascent()) * scale,
            )
            for glyphs in layout.glyphRuns(start, length)
            for glyph, point in zip(glyphs.glyphIndexes(), glyphs.positions(), strict=True)
        ]
        start += length
        if placed:  # Qt gives the fonts in another order each time
            clusters.append((text, sorted(placed, key=lambda one: (one.x, one.glyph))))
    return clusters, line.naturalTextWidth() * scale


def _note(text: str, placed: list[_Placed]) -> None:
    """Notes for each glyph the character that it is the plain glyph of; what is left over goes to the first other."""
    rest = list(text)
    stands: list[str] = []
    for one in placed:
        stands.append(next((letter for letter in rest if one.typeface.glyph(letter) == one.glyph), ""))
        if stands[-1]:
            rest.remove(stands[-1])
    if rest and "" in stands:
        stands[stands.index("")] = "".join(rest)
    for one, letters in zip(placed, stands, strict=True):
        one.typeface.note(one.glyph, letters)
