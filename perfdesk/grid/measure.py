"""How wide text is, by fixed widths: what fits on one line, and where lines break. No installed font is looked at.

Full-width characters are one em wide, Latin ones as in Times New Roman, and between Han and Latin letters or digits
stands a gap of a quarter em. `short_units` is the coarser count behind the alignment `center_if_short`: it needs no
table of widths, so that every writer can give the same answer.
"""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import accumulate

from perfdesk.grid.grid import MM_A_INCH
from perfdesk.grid.times_widths import BOLD, EM, REGULAR

BLANKS = " \t\u00a0\u3000"
"""What counts as a blank at the ends of a text and of a line."""
GAP_EM = 0.25
"""The gap between Han and Latin as Word has it."""

# The lists that Word has for simplified Chinese, less what it forbids at either end (here: only at the beginning).
NO_BEGIN = frozenset(
    "!%),.:;>?]}¢°·ˇˉ―‖’”…‰′″›℃∶、。〃〉》」』】〕〗〞︶︺︾﹀﹄﹚﹜﹞！＂％＇），．：；？］｀｜｝～￠"  # noqa: RUF001
)
NO_END = frozenset("$([{£¥‘“〈《「『【〔〖〝﹙﹛﹝＄（［｛￡￥")  # noqa: RUF001
_PAIRED = frozenset("—…⋯─")
_OF_NUMBER = frozenset("≥≤≈±＞＜")  # noqa: RUF001
_GLUE = "\u00a0"

# Classes of characters: Han letter, wide letter of another script, wide sign, narrow letter, narrow sign, no width.
_HAN, _WIDE_LETTER, _WIDE, _LATIN, _NARROW, _NONE = "HGWLNZ"
_GAPS = ("HG", "GH", "HL", "LH")
_MOST_UNITS = 5
_OTHER_WIDTHS = {_HAN: EM, _WIDE_LETTER: EM, _WIDE: EM, _LATIN: EM // 2, _NARROW: EM // 2, _NONE: 0}


def _class(letter: str) -> str:
    category, width = unicodedata.category(letter), unicodedata.east_asian_width(letter)
    if category in ("Mn", "Me", "Cf"):
        return _NONE
    if not letter.isalnum():
        return _WIDE if width in "WFA" else _NARROW
    if width in "WF" or (width == "A" and category.startswith("N")):
        return _HAN
    return _WIDE_LETTER if width == "A" else _LATIN


class _Classes(dict[int, str]):
    """The class of each character by its code, found when first asked for (a table for `str.translate`)."""

    def __missing__(self, code: int) -> str:
        found = self[code] = _class(chr(code))
        return found


_CLASSES = _Classes()


@lru_cache(maxsize=1024)  # the values of one row are often the same text
def short_units(text: str) -> int:
    """Quarter ems of a text for `center_if_short`, blanks at both ends left out."""
    classes = text.strip(BLANKS).translate(_CLASSES)
    narrow = classes.count(_LATIN) + classes.count(_NARROW)
    wide = len(classes) - narrow - classes.count(_NONE)
    return 4 * wide + 2 * narrow + _gaps(classes)


def fits_one_line(text: str, room_twips: int, size_pt: float) -> bool:
    """Whether the text counts as short in a cell with that room between its inner margins, at that type size."""
    if "\n" in text or "\t" in text:
        return False
    room = room_twips / (5 * size_pt)
    return _MOST_UNITS * len(text) <= room or short_units(text) <= room


def twips(mm: float) -> int:
    """Millimetres in twips, a twentieth of a point."""
    return round(mm * 1440 / MM_A_INCH)


def edges_twips(widths_mm: Iterable[float]) -> tuple[int, ...]:
    """The edges of grid columns from 0 on, rounded cumulated, so that the widths between them sum up exactly."""
    return tuple(map(twips, accumulate(widths_mm, initial=0.0)))


class _Widths(dict[str, int]):
    """The width of each letter; of those that Times New Roman lacks, found when first asked for."""

    def __missing__(self, letter: str) -> int:
        found = self[letter] = _OTHER_WIDTHS[_CLASSES[ord(letter)]]
        return found


_TAB = {"\t": 2 * EM}
_WIDTHS = {False: _Widths(REGULAR | _TAB), True: _Widths(BOLD | _TAB)}
_AFTER_GAP = re.compile(f"(?<={_HAN})[{_WIDE_LETTER}{_LATIN}]|(?<=[{_WIDE_LETTER}{_LATIN}]){_HAN}")


def _gaps(classes: str) -> int:
    """How many gaps between Han and Latin stand in a text with these classes."""
    if _HAN not in classes:
        return 0
    return sum(map(classes.count, _GAPS))


@lru_cache(maxsize=4096)  # the same pairs of letters meet again and again
def is_gap(before: str, after: str) -> bool:
    """Whether the gap between Han and Latin stands between two letters."""
    return (before + after).translate(_CLASSES) in _GAPS


def width_em(text: str, bold: bool = False, gap_em: float = GAP_EM) -> float:
    """Width of a text on one line in ems, blanks and gaps included; a tab is two ems."""
    width = sum(map(_WIDTHS[bold].__getitem__, text)) / EM
    return width + _gaps(text.translate(_CLASSES)) * gap_em if gap_em else width


def break_lines(
    paragraph: str, width: float, first_indent: float = 0, bold: bool = False, gap_em: float = GAP_EM
) -> tuple[str, ...]:
    """Breaks one paragraph (without `\\n`) into lines of at most `width` ems, the first `first_indent` ems narrower.

    The lines joined are the paragraph; blanks at the end of a line hang over its edge. Words and numbers are broken
    only where they are longer than a line or joined by a hyphen, a sign such as ≥ stays with its number, and no line
    begins or ends with a mark that may not, unless nothing else fits. There is at least one line.
    """
    classes = paragraph.translate(_CLASSES)
    widths = list(map(_WIDTHS[bold].__getitem__, paragraph))
    advances, gap = widths.copy(), round(gap_em * EM)
    for match in _AFTER_GAP.finditer(classes):
        advances[match.start()] += gap
    ends = list(accumulate(advances, initial=0))
    lines: list[str] = []
    start, room = 0, round((width - first_indent) * EM)
    while start < len(paragraph):
        # A gap before the first letter of a line does not count.
        limit = ends[start + 1] - widths[start] + room
        end = _line_end(paragraph, classes, ends, start, limit)
        lines.append(paragraph[start:end])
        start, room = end, round(width * EM)
    return tuple(lines) or ("",)


def _line_end(text: str, classes: str, ends: Sequence[int], start: int, limit: int) -> int:
    """Where the line that begins at `start` ends: after the last break that fits, else after the last letter.

    `ends` are the right edges of the letters, from 0 before the first; none but blanks may reach beyond `limit`.
    """
    over = bisect_right(ends, limit, start + 1) - 1
    while over < len(text) and text[over] in BLANKS:
        over += 1
    if over >= len(text):
        return len(text)
    for index in range(over, start, -1):
        if text[index] not in BLANKS and _may_break(text, classes, start, index):
            return index
    return _forced_end(classes, start, over)


def _forced_end(classes: str, start: int, index: int) -> int:
    """Where to cut inside a unit longer than the line: before `index`, but one letter with its marks at least."""
    while index > start and classes[index] == _NONE:
        index -= 1
    if index > start:
        return index
    index += 1
    while index < len(classes) and classes[index] == _NONE:
        index += 1
    return index


def _may_break(text: str, classes: str, start: int, index: int) -> bool:
    """Whether a line may end before the letter at `index`, which is no blank."""
    after = text[index]
    if after in NO_BEGIN or classes[index] == _NONE:
        return False
    last = index - 1
    while last > start and text[last] in BLANKS:
        last -= 1
    before = text[last]
    if before in NO_END or text[index - 1] == _GLUE:
        return False
    if last < index - 1:
        return before not in BLANKS
    if (before == after and before in _PAIRED) or (before in _OF_NUMBER and after.isdigit()):
        return False
    if before == "-" and after.isalpha() and last > start and text[last - 1].isalpha():
        return True
    return classes[index] not in (_LATIN, _NARROW) or classes[last] not in (_LATIN, _NARROW, _NONE)
