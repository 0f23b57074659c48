"""The font files that paint a document: which of them has a letter, how wide it is, and what each glyph stands for."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtGui import QFont, QRawFont

from perfdesk.paper.fonts import painted_by, qt_font
from perfdesk.paper.pages import Face

EM = 1000
"""Pixels at which fonts are asked for advances: at the size of the text Qt rounds them to 1/64."""
_TAB_EMS = 2
ACCENTS = ("Mn", "Mc", "Me", "Cf")
"""Categories of characters that belong to the letter before them."""
_RIGHT_TO_LEFT = ("R", "AL", "AN")


class Typeface:
    """One font file as Qt paints it. `texts`: what each glyph was painted for, in the order of first use."""

    def __init__(self, raw: QRawFont) -> None:
        self.raw = QRawFont(raw)
        self.raw.setPixelSize(EM)
        self.texts: dict[int, str] = {}
        self._sized: dict[float, QRawFont] = {}

    def sized(self, size: float) -> QRawFont:
        """The font at a size in units of the painter."""
        found = self._sized.get(size)
        if found is None:
            found = self._sized[size] = QRawFont(self.raw)
            found.setPixelSize(size)
        return found

    def glyph(self, letter: str) -> int:
        """The glyph of a single character, 0 where the font has none."""
        found = self.raw.glyphIndexesForString(letter)
        return found[0] if found else 0

    def note(self, glyph: int, text: str) -> None:
        """Says that the glyph is painted for the text. Of two that look alike the one that NFKC keeps is remembered."""
        known = self.texts.setdefault(glyph, text)
        if known != text and unicodedata.normalize("NFKC", known) == text:
            self.texts[glyph] = text


@dataclass(frozen=True, slots=True)
class Letter:
    """How one character is painted; `advance` in ems."""

    typeface: Typeface
    glyph: int
    advance: float


@dataclass(frozen=True, slots=True)
class _Family:
    """A family of the form in one weight: Qt's font with all that stand in, the first of them, letters seen so far."""

    font: QFont
    first: Typeface
    letters: dict[str, Letter]


class Typefaces:
    """What was learned of the fonts for one document or one view; to be used in one thread only."""

    def __init__(self) -> None:
        self._by_file: dict[tuple[bytes, int], Typeface] = {}
        self._families: dict[tuple[str, bool], _Family] = {}

    def all(self) -> Sequence[Typeface]:
        """Every font file that was looked into, also for nothing."""
        return tuple(self._by_file.values())

    def letters(self, text: str, face: Face) -> list[Letter] | None:
        """A Letter for each character; None where only the neighbours tell how one is painted, as with an accent."""
        family = self._family(face)
        known = family.letters
        try:
            return [known[letter] for letter in text]
        except KeyError:
            new = [letter for letter in dict.fromkeys(text) if letter not in known]
        if any(map(_is_shaped, new)):
            return None
        known.update((letter, self._letter(letter, family)) for letter in new)
        return [known[letter] for letter in text]

    def font(self, face: Face) -> QFont:
        """The font that Qt shapes text of the face with, EM pixels large."""
        return self._family(face).font

    def of(self, raw: QRawFont) -> Typeface:
        """The one Typeface of a font file, in whatever size or made-up weight it is asked for."""
        weight = raw.weight() if raw.fontTable("fvar").size() else 0
        key = (bytes(raw.fontTable("name").data()), weight)
        found = self._by_file.get(key)
        if found is None:
            found = self._by_file[key] = Typeface(raw)
        return found

    def _family(self, face: Face) -> _Family:
        key = (face.family, face.bold)
        found = self._families.get(key)
        if found is None:
            font = qt_font(*key)
            font.setPixelSize(EM)
            found = self._families[key] = _Family(font, self.of(QRawFont.fromFont(font)), {})
        return found

    def _letter(self, letter: str, family: _Family) -> Letter:
        sign = " " if letter == "\t" else letter
        typeface = family.first if family.first.glyph(sign) else self.of(painted_by(family.font, sign))
        glyph = typeface.glyph(sign)
        typeface.note(glyph, letter)
        advance = typeface.raw.advancesForGlyphIndexes([glyph])[0].x() / EM
        return Letter(typeface, glyph, _TAB_EMS if letter == "\t" else advance)


def _is_shaped(letter: str) -> bool:
    return unicodedata.category(letter) in ACCENTS or unicodedata.bidirectional(letter) in _RIGHT_TO_LEFT
