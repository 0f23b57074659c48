"""How wide text is, by fixed widths: what fits on one line, and where lines break. No installed font is looked at.

Full-width characters are one em wide, Latin ones as in Times New Roman, and between Han and Latin letters or digits
stands a gap of a quarter em. `short_units` is the coarser count behind the alignment `center_if_short`: it needs no
table of widths, so that every writer can give the same answer.
"""

import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from itertools import accumulate

from perfdesk.grid.times_widths import BOLD, EM, REGULAR

BLANKS = " \t\u00a0\u3000"
"""What counts as a blank at the ends of a text and of a line."""
GAP = EM // 4

# The lists that Word has for simplified Chinese, less what it forbids at either end (here: only at the beginning).
NO_BEGIN = frozenset(
    "!%),.:;>?]}¢°·ˇˉ―‖’”…‰′″›℃∶、。〃〉》」』】〕〗〞︶︺︾﹀﹄﹚﹜﹞！＂％＇），．：；？］｀｜｝～￠"  # noqa: RUF001
)
NO_END = frozenset("$([{£¥‘“〈《「『【〔〖〝﹙﹛﹝＄（［｛￡￥")  # noqa: RUF001
_PAIRED = frozenset("—…⋯─")
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
    return round(mm * 1440 / 25.4)


def edges_twips(widths_mm: Iterable[float]) -> tuple[int, ...]:
    """The edges of grid columns from 0 on, rounded cumulated, so that the widths between them sum up exactly."""
    return tuple(map(twips, accumulate(widths_mm, initial=0.0)))


def _width(letter: str, kind: str, bold: bool) -> int:
    if letter == "\t":
        return 2 * EM
    return (BOLD if bold else REGULAR).get(letter, _OTHER_WIDTHS[kind])


def _gap(before: str, after: str) -> int:
    return GAP if before + after in _GAPS else 0


def _gaps(classes: str) -> int:
    """How many gaps between Han and Latin stand in a text with these classes."""
    if _HAN not in classes:
        return 0
    return sum(map(classes.count, _GAPS))


def width_em(text: str, bold: bool = False) -> float:
    """Width of a text on one line in ems, blanks and gaps included; a tab is two ems."""
    classes = text.translate(_CLASSES)
    return (sum(_width(*pair, bold) for pair in zip(text, classes, strict=True)) + _gaps(classes) * GAP) / EM


def break_lines(paragraph: str, width: float, first_indent: float = 0, bold: bool = False) -> tuple[str, ...]:
    """Breaks one paragraph (without `\\n`) into lines of at most `width` ems, the first `first_indent` ems narrower.

    The lines joined are the paragraph; blanks at the end of a line hang over its edge. Words and numbers are broken
    only where they are longer than a line, and no line begins or ends with a mark that may not, unless nothing else
    fits. There is at least one line.
    """
    classes = paragraph.translate(_CLASSES)
    lines: list[str] = []
    start, room = 0, round((width - first_indent) * EM)
    while start < len(paragraph):
        end = _line_end(paragraph, classes, start, room, bold)
        lines.append(paragraph[start:end])
        start, room = end, round(width * EM)
    return tuple(lines) or ("",)


def _line_end(text: str, classes: str, start: int, room: int, bold: bool) -> int:
    """Where the line that begins at `start` ends: after the last break that fits, else after the last letter."""
    used = 0
    blank = 0  # blanks whose width counts only once a letter follows
    best = 0
    for index in range(start, len(text)):
        letter, kind = text[index], classes[index]
        if letter in BLANKS:
            blank += _width(letter, kind, bold)
            continue
        if index > start:
            used += blank + _gap(classes[index - 1], kind)
            if _may_break(text, classes, start, index):
                best = index
        blank = 0
        used += _width(letter, kind, bold)
        if used > room:
            return best or _forced_end(classes, start, index)
    return len(text)


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
    if before == after and before in _PAIRED:
        return False
    return classes[index] not in (_LATIN, _NARROW) or classes[last] not in (_LATIN, _NARROW, _NONE)
