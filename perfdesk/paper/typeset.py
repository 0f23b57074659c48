"""Text of a cell as lines and runs: where lines break, where each run begins, which font it takes."""

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property, lru_cache

from perfdesk.forms.form import Style
from perfdesk.grid.measure import BLANKS, break_lines, is_gap, width_em
from perfdesk.grid.times_widths import REGULAR
from perfdesk.model.text import clean
from perfdesk.paper.pages import Face, Line, Run

_ASCENT = 0.8
"""Where letters stand in a line of exact height, as LibreOffice does it: no font is asked."""
_LEAST_TOGETHER = 2

# Codes of letters: Latin font, blank of it, East Asian font, letter of it beside which Han has a gap, no width, tab.
_LATIN, _BLANK, _HAN, _OTHER, _NONE, _TAB = "LBHOZT"
_OWN_CODES = {"\t": _TAB, " ": _BLANK, "\u00a0": _BLANK}


@dataclass(frozen=True)
class Lines:
    """A text broken into lines between `left` and `right`; `ends` are the numbers of lines that end a paragraph."""

    texts: tuple[str, ...]
    ends: tuple[int, ...]
    style: Style
    left: float
    right: float
    gap_em: float

    def stop(self, first: int, most: int) -> int:
        """How many lines stand before a page break, at most `most`, of which the first `first` stand on pages before.

        At least two lines of a paragraph stay together on either side. `first` where none more can go before it.
        """
        if most >= len(self.texts):
            return len(self.texts)
        paragraph = bisect_right(self.ends, most)
        begin = max(self.ends[paragraph - 1] if paragraph else 0, first)
        last = min(most, self.ends[paragraph] - _LEAST_TOGETHER)
        return last if last - begin >= _LEAST_TOGETHER else begin

    @cached_property
    def runs(self) -> tuple[tuple[Run, ...], ...]:
        """The runs of each line, none for blank lines; made when they are asked for, as page breaks need none."""
        begins = {0, *self.ends}
        indent = self.style.indent_chars * self.style.size_pt
        return tuple(
            _line_runs(
                line.rstrip(BLANKS),
                self.style,
                self.left + (indent if number in begins else 0),
                self.right,
                self.gap_em,
                is_justified=self.style.align == "both" and number + 1 not in begins,
            )
            for number, line in enumerate(self.texts)
        )


@lru_cache(maxsize=4096)
def typeset(text: str, style: Style, left: float, right: float, gap_em: float) -> Lines:
    """A text between two edges in points, in one line at least; a first line begins after its indent."""
    texts: list[str] = []
    ends: list[int] = []
    for paragraph in clean(text).split("\n"):
        texts += break_lines(paragraph, (right - left) / style.size_pt, style.indent_chars, style.bold, gap_em)
        ends.append(len(texts))
    return Lines(tuple(texts), tuple(ends), style, left, right, gap_em)


def at(top: float, height: float, placed: tuple[Run, ...]) -> Line:
    """A line of exact height whose upper edge stands at `top`."""
    return Line(top + _ASCENT * height, placed)


def _code(letter: str) -> str:
    """Latin is what Times New Roman is known to have, less what is a full em wide in Chinese text (“ ” · … ± ×)."""
    if own := _OWN_CODES.get(letter):
        return own
    if letter in REGULAR:
        return _LATIN
    if not width_em(letter):
        return _NONE
    return _OTHER if is_gap("\u4e00", letter) else _HAN


class _Codes(dict[int, str]):
    """The code of each character, found when first asked for (a table for `str.translate`)."""

    def __missing__(self, code: int) -> str:
        found = self[code] = _code(chr(code))
        return found


_CODES = _Codes()
_PIECE = re.compile("[LB][LBZ]*|H[HZ]*|O[OZ]*|Z+|T")
_SPREAD_PIECE = re.compile("L[LZ]*|B[BZ]*|H[HZ]*|O[OZ]*|Z+|T")
"""In a justified line, blanks stand alone, since room is added at them and not in words."""


@lru_cache(maxsize=64)
def _faces(style: Style) -> tuple[Face, Face]:
    """The Latin and the East Asian font."""
    return Face(style.latin, style.size_pt, style.bold), Face(style.font, style.size_pt, style.bold)


def _line_runs(
    text: str, style: Style, left: float, right: float, gap_em: float, *, is_justified: bool
) -> tuple[Run, ...]:
    """The runs of one line without blanks at its end."""
    size, room = style.size_pt, right - left
    codes = text.translate(_CODES)
    spread = 0.0
    if is_justified:
        places = len(codes) - sum(map(codes.count, (_LATIN, _NONE, _TAB))) - (codes[-1:] not in (_LATIN, _TAB, ""))
        spread = max(room - width_em(text, style.bold, gap_em) * size, 0) / places if places > 0 else 0.0
        x = left
    elif style.align in ("left", "both"):
        x = left
    else:
        free = max(room - width_em(text, style.bold, gap_em) * size, 0)
        x = left + (free if style.align == "right" else free / 2)
    latin, han = _faces(style)
    placed: list[Run] = []
    for match in (_SPREAD_PIECE if spread else _PIECE).finditer(codes):
        begin, end = match.span()
        piece, code = text[begin:end], codes[begin]
        if begin and is_gap(text[begin - 1], piece[0]):
            x += gap_em * size
        width = width_em(piece, style.bold, 0) * size
        own_spread = 0.0 if code in (_LATIN, _NONE, _TAB) else spread
        if own_spread:
            width += own_spread * (end - begin - codes.count(_NONE, begin, end) - (end == len(codes)))
        if code != _TAB:
            placed.append(Run(piece, x, width, latin if code in (_LATIN, _BLANK) else han, own_spread))
        x += width
    return tuple(placed)
