"""The fonts of a PDF that Qt wrote: their text is found and copied as it was typed, and their names tell a subset.

What Qt says of the meaning of glyphs (ToUnicode; ISO 32000-1, 9.10.3) comes from looking backwards through the font:
目 becomes the radical U+2F6C, a blank a tab, letters beyond U+FFFF and ligatures become nothing (seen in Qt 6.5.3 and
6.11.3 with Noto Serif CJK SC). Here it is written from what was painted.
"""

import re
import zlib
from collections.abc import Iterator, Mapping, Sequence

from perfdesk.paper.pdf_file import references
from perfdesk.paper.typefaces import Typeface

_COMPOSITE = b"<< /Type /Font\n/Subtype /Type0"
_RANGE = re.compile(rb"<([0-9A-F]{4})> <([0-9A-F]{4})> (?:<([0-9A-F]{4})>|\[([^\]]*)\])")
_NAME = re.compile(rb"(/(?:BaseFont|FontName) /)(?:[A-Z]{6}\+)?(\S+)")
_BLOCK = 100
"""Most entries of one block of a map (Adobe Technical Note 5014)."""
_HEAD = b"""/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <FFFF>
endcodespacerange
"""
_TAIL = b"endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n"


def mended(objects: Mapping[int, bytes], typefaces: Sequence[Typeface]) -> dict[int, bytes]:
    """The objects that are to stand in place of those with the same numbers.

    Qt numbers the glyphs of a font file from 1 in the order in which they are first painted, as a Typeface does. Which
    Typeface a font of the PDF is, is told by Qt's own map where that has something; a font that is none of them, since
    Qt painted it as outlines or in another way, keeps its map.
    """
    composites = sorted(number for number, content in objects.items() if content.startswith(_COMPOSITE))
    parts = {number: references(objects[number]) for number in composites}
    changed: dict[int, bytes] = {}
    for position, number in enumerate(composites):
        descendant = parts[number][0]
        for one in (number, descendant, references(objects[descendant])[0]):
            changed[one] = _NAME.sub(rb"\1" + _tag(position) + rb"\2", objects[one])
    maps = {to_unicode: dict(_entries(objects[to_unicode])) for _, to_unicode in parts.values()}
    left = [typeface for typeface in typefaces if len(_codes(typeface)) > 1]
    for to_unicode in sorted(maps, key=lambda one: -len(maps[one])):  # the shorter a map, the less it can tell
        typeface = next((one for one in left if _agrees(one, maps[to_unicode])), None)
        if typeface is not None:
            left.remove(typeface)
            changed[to_unicode] = _map(typeface)
    return changed


def _tag(position: int) -> bytes:
    """What stands before the name of a subset (9.6.4); Qt's is another each time."""
    return bytes(ord("A") + position // 26**place % 26 for place in reversed(range(6))) + b"+"


def _codes(typeface: Typeface) -> list[int]:
    """The glyphs by their codes in the PDF; code 0 is the box for what no font has."""
    return [0, *(glyph for glyph in typeface.texts if glyph)]


def _agrees(typeface: Typeface, qts: Mapping[int, int]) -> bool:
    glyphs = _codes(typeface)
    return len(glyphs) > max(qts, default=0) and all(
        typeface.glyph(chr(letter)) == glyphs[code] for code, letter in qts.items() if code
    )


def _entries(stream: bytes) -> Iterator[tuple[int, int]]:
    """The codes of a map by Qt, each with the code point that Qt gives it."""
    for first, last, one, several in _RANGE.findall(stream):
        start, end = int(first, 16), int(last, 16)
        letters = (
            [int(letter.strip(b"<>"), 16) for letter in several.split()]
            if several
            else range(int(one, 16), int(one, 16) + end - start + 1)
        )
        yield from zip(range(start, end + 1), letters, strict=True)


def _map(typeface: Typeface) -> bytes:
    glyphs = _codes(typeface)
    texts = (typeface.texts[glyph] for glyph in glyphs[1:])
    lines = [
        b"<%04X> <%b>\n" % (code, text.encode("utf-16-be").hex().upper().encode())
        for code, text in enumerate(texts, 1)
        if text
    ]
    blocks = [lines[start : start + _BLOCK] for start in range(0, len(lines), _BLOCK)]
    body = b"".join(b"%d beginbfchar\n%bendbfchar\n" % (len(block), b"".join(block)) for block in blocks)
    stream = zlib.compress(_HEAD + body + _TAIL)
    return b"<< /Filter /FlateDecode /Length %d >>\nstream\n%b\nendstream" % (len(stream), stream)
