"""The objects of a PDF that Qt wrote, and a file made of them anew that has the same bytes each time.

Qt writes the time, a random id and, from run to run, its fonts in another order. Here objects are numbered as they are
referred to from the root, what nothing refers to is left out, and the table of places is made anew
(ISO 32000-1, 7.5).
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

_REFERENCE = re.compile(rb"\b(\d+) 0 R\b")
_ROW = re.compile(rb"(\d{10}) \d{5} ([nf])")
_STREAM = b"stream\n"


@dataclass(frozen=True, slots=True)
class PdfFile:
    """What stands between `n 0 obj` and `endobj`, by n; the first line of the file; the number of the root."""

    header: bytes
    objects: Mapping[int, bytes]
    root: int


def parse(data: bytes) -> PdfFile:
    """Takes a file with one plain table of places apart. ValueError when it is none."""
    table = int(data[data.rindex(b"startxref") :].split()[1])
    trailer = data.index(b"trailer", table)
    root = re.search(rb"/Root (\d+) 0 R", data[trailer:])
    if root is None:
        raise ValueError("no root in the trailer")
    rows = [int(row[1]) if row[2] == b"n" else 0 for row in _ROW.finditer(data, table, trailer)]
    places = sorted((place, number) for number, place in enumerate(rows) if place)
    ends = [*(place for place, _ in places[1:]), table]
    objects = {number: _content(data[start:end]) for (start, number), end in zip(places, ends, strict=True)}
    return PdfFile(data[: data.index(b"\n") + 1], objects, int(root[1]))


def _content(written: bytes) -> bytes:
    return written[written.index(b"obj") + len(b"obj") : written.rindex(b"endobj")].strip(b"\n")


def references(content: bytes) -> list[int]:
    """The objects that one refers to, in their order."""
    return [int(number) for number in _REFERENCE.findall(content.partition(_STREAM)[0])]


def assemble(file: PdfFile, info: bytes) -> bytes:
    """The bytes of the file, with `info` as its document information (14.3.3)."""
    order = _reached(file)
    numbers = {old: new for new, old in enumerate(order, 1)}
    parts = [file.header]
    place = len(file.header)
    places: list[int] = []
    contents = (_renumbered(file.objects[old], numbers) for old in order)
    for number, content in enumerate((*contents, info), 1):
        part = b"%d 0 obj\n%b\nendobj\n" % (number, content)
        parts.append(part)
        places.append(place)
        place += len(part)
    size = len(places) + 1
    rows = b"".join(b"%010d 00000 n \n" % one for one in places)
    parts.append(b"xref\n0 %d\n0000000000 65535 f \n%b" % (size, rows))
    parts.append(
        b"trailer\n<< /Size %d /Root 1 0 R /Info %d 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (size, size - 1, place)
    )
    return b"".join(parts)


def _reached(file: PdfFile) -> list[int]:
    """The root and all that is referred to from it."""
    order, seen = [file.root], {file.root}
    for number in order:
        new = [other for other in dict.fromkeys(references(file.objects[number])) if other not in seen]
        order += new
        seen.update(new)
    return order


def _renumbered(content: bytes, numbers: Mapping[int, int]) -> bytes:
    head, mark, rest = content.partition(_STREAM)
    return _REFERENCE.sub(lambda found: b"%d 0 R" % numbers[int(found[1])], head) + mark + rest
