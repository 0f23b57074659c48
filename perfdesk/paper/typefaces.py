"""The font files that paint a document: which of them has a letter, how wide it is, and what each glyph stands for."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple
from unicodedata import bidirectional, category, normalize

from PySide6.QtGui import QFont, QRawFont

from perfdesk.grid.measure import width_em
from perfdesk.paper.fonts import installed, painted_by, painters, qt_font
from perfdesk.paper.pages import Face

EM = 1000
"""Pixels at which fonts are asked for advances: at the size of the text Qt rounds them to 1/64."""
_ACCENTS = ("Mn", "Mc", "Me", "Cf")
"""Categories of characters that belong to the letter before them."""
_SAMPLES = "国A"
_FIRST_SHAPED = "\u00ad"
_RIGHT_TO_LEFT = ("R", "AL", "AN")


class Typeface:
    """One font file as Qt paints it. `texts`: what each glyph was painted for, in the order of first use.

    It is one of those that paint `sample` in `font`.
    """

    def __init__(self, raw: QRawFont, font: QFont, sample: str) -> None:
        self.raw = raw
        self.texts: dict[int, str] = {}
        self._font = QFont(font)
        self._sample = sample
        self._widths = bytes(raw.fontTable("hmtx").data())
        self._last_width = 4 * (int.from_bytes(bytes(raw.fontTable("hhea").data())[-2:], "big") - 1)
        self._units = raw.unitsPerEm()
        self._sized: dict[int, QRawFont] = {}

    def sized(self, pixels: int) -> QRawFont:
        """The font in that many units of the painter.

        Asked for anew: of one that was given another size by `QRawFont.setPixelSize`, Qt 6.11.3 paints nothing where a
        letter is larger than 64 dots.
        """
        found = self._sized.get(pixels)
        if found is None:
            self._font.setPixelSize(pixels)
            fonts = painters(self._font, self._sample)
            file = _file(self.raw)
            found = self._sized[pixels] = next((one for one in fonts if _file(one) == file), fonts[0])
        return found

    def glyph(self, letter: str) -> int:
        """The glyph of a single character, 0 where the font has none."""
        found = self.raw.glyphIndexesForString(letter)
        return found[0] if found else 0

    def advance(self, glyph: int) -> float:
        """How wide the glyph is, in ems; as the file says it, since Qt would have to make its outline first."""
        if not self._widths:  # a font in a format older than OpenType
            return self.raw.advancesForGlyphIndexes([glyph])[0].x() / EM
        place = min(4 * glyph, self._last_width)
        return int.from_bytes(self._widths[place : place + 2], "big") / self._units

    def note(self, glyph: int, text: str) -> None:
        """Says that the glyph is painted for the text. Of two that look alike the one that NFKC keeps is remembered."""
        known = self.texts.setdefault(glyph, text)
        if known != text and normalize("NFKC", known) == text:
            self.texts[glyph] = text


class Letter(NamedTuple):
    """How one character is painted: ems from one to the next, and from where its room begins to the glyph.

    A tuple, since each letter of a document is looked at.
    """

    typeface: Typeface
    glyph: int
    advance: float
    before: float


@dataclass(frozen=True, slots=True)
class _Family:
    """A family of the form in one weight: Qt's font with all that stand in, the first of them, letters seen so far."""

    font: QFont
    first: Typeface
    letters: dict[str, Letter]


class Typefaces:
    """What was learned of the fonts for one document or one view; to be used in one thread only."""

    def __init__(self) -> None:
        self._installed = installed()
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
            composed = "".join(normalize("NFC", one) if len(one) > 1 else one for one in clusters_of(text))
            return None if composed == text else self.letters(composed, face)
        known.update((letter, self._letter(letter, family)) for letter in new)
        return [known[letter] for letter in text]

    def font(self, face: Face) -> QFont:
        """The font that Qt shapes text of the face with, EM pixels large."""
        return self._family(face).font

    def of(self, raw: QRawFont, font: QFont, sample: str) -> Typeface:
        """The one Typeface of a font file, in whatever made-up weight: `raw` is one that paints `sample` in `font`."""
        key = _file(raw)
        found = self._by_file.get(key)
        if found is None:
            found = self._by_file[key] = Typeface(raw, font, sample)
        return found

    def _family(self, face: Face) -> _Family:
        key = (face.family, face.bold)
        found = self._families.get(key)
        if found is None:
            font = qt_font(*key, self._installed)
            font.setPixelSize(EM)
            found = self._families[key] = _Family(font, self._first(font), {})
        return found

    def _first(self, font: QFont) -> Typeface:
        raw = QRawFont.fromFont(font)
        sample = next((letter for letter in _SAMPLES if any(raw.glyphIndexesForString(letter))), " ")
        return self.of(raw, font, sample)

    def _letter(self, letter: str, family: _Family) -> Letter:
        sign = " " if letter == "\t" else letter
        typeface, glyph = family.first, family.first.glyph(sign)
        if not glyph:
            typeface = self.of(painted_by(family.font, sign), family.font, sign)
            glyph = typeface.glyph(sign)
        typeface.note(glyph, letter)
        advance = typeface.advance(glyph)
        room = width_em(letter) if advance < 1 else 0
        if advance >= room or room < 1:
            return Letter(typeface, glyph, advance, 0)
        return Letter(typeface, glyph, room, (room - advance) / 2)  # a full-width sign that the font has narrow, a tab


def _file(raw: QRawFont) -> tuple[bytes, int]:
    """What tells font files apart, and the weights of a file that has several."""
    return bytes(raw.fontTable("name").data()), raw.weight() if raw.fontTable("fvar").size() else 0


def _is_shaped(letter: str) -> bool:
    return letter >= _FIRST_SHAPED and (category(letter) in _ACCENTS or bidirectional(letter) in _RIGHT_TO_LEFT)


def clusters_of(text: str) -> list[str]:
    """The letters of a text, each with the accents that follow it."""
    starts = [at for at, letter in enumerate(text) if not at or category(letter) not in _ACCENTS]
    return [text[start:end] for start, end in pairwise((*starts, len(text)))]


def whole_pixels(size: float) -> int:
    """A QFont has whole pixels only; the painter is scaled for the rest."""
    return max(1, round(size))
