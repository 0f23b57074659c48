"""From lines of text to placed glyphs: the room is the layout's, the fonts only fill it."""

import unicodedata
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain

from PySide6.QtCore import QPointF
from PySide6.QtGui import QGlyphRun, QTextLayout

from perfdesk.paper.pages import Line, Run
from perfdesk.paper.typefaces import ACCENTS, EM, Letter, Typeface, Typefaces

_FITS = 1.002
"""Fonts that are made to the same measures differ in the third place."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Glyphs of one font; they stand where they belong when the painter's x is scaled by `squeeze`."""

    glyphs: QGlyphRun
    squeeze: float


class _Pieces:
    """Gathers glyphs; neighbours in one font come together, since each piece costs."""

    def __init__(self) -> None:
        self.done: list[Piece] = []
        self.indexes: list[int] = []
        self.points: list[QPointF] = []
        self._typeface: Typeface | None = None
        self._size = 0.0
        self._squeeze: float = 1

    def turn(self, typeface: Typeface, size: float, squeeze: float) -> None:
        """From here on glyphs are of this font."""
        if typeface is not self._typeface or size != self._size or squeeze != self._squeeze:
            self.finish()
            self._typeface, self._size, self._squeeze = typeface, size, squeeze

    def finish(self) -> list[Piece]:
        """All pieces."""
        if self.indexes and self._typeface is not None:
            glyphs = QGlyphRun()
            glyphs.setRawFont(self._typeface.sized(self._size))
            glyphs.setGlyphIndexes(self.indexes)
            glyphs.setPositions(self.points)
            self.done.append(Piece(glyphs, self._squeeze))
            self.indexes, self.points = [], []
        return self.done


def pieces(lines: Iterable[Line], typefaces: Typefaces) -> list[Piece]:
    """The glyphs of the lines in their order."""
    gathered = _Pieces()
    for line in lines:
        for run in line.runs:
            letters = typefaces.letters(run.text, run.face)
            if letters is None:
                _place_shaped(run, line.baseline, typefaces, gathered)
            else:
                _place(run, line.baseline, letters, gathered)
    return gathered.finish()


def _fitted(run: Run, natural: float, count: int) -> tuple[float, float]:
    """By how much x is scaled, and the room after each of `count` letters, so that the run is as wide as it is to be.

    A font that is narrower than the layout's measures gets wider gaps, so that edges stay flush; a wider one first
    takes the gaps that there are, and is condensed when they do not do.
    """
    if natural > run.width * _FITS and run.width > 0:
        return run.width / natural, 0
    return 1, (run.width - natural) / count


def _place(run: Run, baseline: float, letters: list[Letter], gathered: _Pieces) -> None:
    size = run.face.size_pt
    squeeze, gap = _fitted(run, sum(letter.advance for letter in letters) * size, len(letters) or 1)
    x = run.x / squeeze
    for letter in letters:
        gathered.turn(letter.typeface, size, squeeze)
        gathered.indexes.append(letter.glyph)
        gathered.points.append(QPointF(x, baseline))
        x += letter.advance * size + gap


@dataclass(frozen=True, slots=True)
class _Shaped:
    """A glyph that Qt placed; `start` and `end` of the letters it was made for, with the accents on them."""

    start: int
    end: int
    typeface: Typeface
    glyph: int
    x: float
    y: float


def _place_shaped(run: Run, baseline: float, typefaces: Typefaces, gathered: _Pieces) -> None:
    """Accents, ligatures and writing from right to left: Qt says which glyphs these are, and where they stand."""
    found, natural = _shaped(run, typefaces)
    lefts: dict[int, float] = {}
    for one in found:
        lefts[one.start] = min(one.x, lefts.get(one.start, one.x))
    order = {start: number for number, start in enumerate(sorted(lefts, key=lambda start: lefts[start]))}
    squeeze, gap = _fitted(run, natural, len(order) or 1)
    for one in found:
        gathered.turn(one.typeface, run.face.size_pt, squeeze)
        gathered.indexes.append(one.glyph)
        gathered.points.append(QPointF(run.x / squeeze + one.x + order[one.start] * gap, baseline + one.y))
    for start in dict.fromkeys(one.start for one in found):
        _note([one for one in found if one.start == start], run.text)


def _shaped(run: Run, typefaces: Typefaces) -> tuple[list[_Shaped], float]:
    """The glyphs in the order of the text, and how wide they are together."""
    layout = QTextLayout(run.text, typefaces.font(run.face))
    layout.beginLayout()
    line = layout.createLine()
    layout.endLayout()
    scale = run.face.size_pt / EM
    units = list(chain.from_iterable([at] * (1 + (letter > "\uffff")) for at, letter in enumerate(run.text)))
    starts = [at for at, letter in enumerate(run.text) if not at or unicodedata.category(letter) not in ACCENTS]
    found: list[_Shaped] = []
    for glyphs in layout.glyphRuns(-1, -1, QTextLayout.GlyphRunRetrievalFlag.RetrieveAll):
        typeface = typefaces.of(glyphs.rawFont())
        for unit, glyph, point in zip(glyphs.stringIndexes(), glyphs.glyphIndexes(), glyphs.positions(), strict=True):
            number = bisect_right(starts, units[unit])
            end = starts[number] if number < len(starts) else len(run.text)
            x, y = point.x() * scale, (point.y() - line.ascent()) * scale
            found.append(_Shaped(starts[number - 1], end, typeface, glyph, x, y))
    # Qt gives the fonts of a text in another order each time.
    return sorted(found, key=lambda one: (one.start, one.x, one.glyph)), line.naturalTextWidth() * scale


def _note(cluster: list[_Shaped], text: str) -> None:
    """Notes for each glyph the character that it is the plain glyph of; what is left over goes to the first other."""
    rest = list(text[cluster[0].start : cluster[0].end])
    stands: list[str] = []
    for one in cluster:
        stands.append(next((letter for letter in rest if one.typeface.glyph(letter) == one.glyph), ""))
        if stands[-1]:
            rest.remove(stands[-1])
    if rest and "" in stands:
        stands[stands.index("")] = "".join(rest)
    for one, letters in zip(cluster, stands, strict=True):
        one.typeface.note(one.glyph, letters)
