"""Tables in text without tabs: Markdown, commas, and columns aligned by spaces."""

import csv
import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from perfdesk.readers.text_lines import Line, Piece

_RULE = re.compile(r"\s*\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?\s*")
_PIPE = re.compile(r"(?<!\\)\|")
_QUOTES = re.compile(r'"[^"]*"')
_THOUSANDS = re.compile(r"\d,\d{3}(?!\d)")
_CHUNK = re.compile(r"\S+(?: \S+)*")
_LEAST_ALIGNED = 3


@dataclass(frozen=True, slots=True)
class Rows:
    """Lines that are a table: the cells of each row."""

    rows: tuple[tuple[Piece, ...], ...]


def split_tables(block: Sequence[Line]) -> list[Line | Rows]:
    """The lines of a block without tabs, those that form a table put together."""
    commas = _commas(block)
    if commas is not None:
        return [commas]
    found: list[Line | Rows] = []
    at = 0
    while at < len(block):
        taken, rows = _markdown(block, at)
        if rows is None:
            taken, rows = _aligned(block, at)
        found.extend(block[at : at + taken] if rows is None else [rows])
        at += taken
    return found


def _markdown(block: Sequence[Line], at: int) -> tuple[int, Rows | None]:
    """A table that begins at `at`: a line with `|`, a rule, more lines with `|`; how many lines it takes."""
    if at + 1 >= len(block) or "|" not in block[at].raw:
        return 1, None
    rule = block[at + 1].raw
    if "|" not in rule or not _RULE.fullmatch(rule):
        return 1, None
    end = at + 2
    while end < len(block) and "|" in block[end].raw:
        end += 1
    return end - at, Rows(tuple(_pipes(line) for line in (block[at], *block[at + 2 : end])))


def _pipes(line: Line) -> tuple[Piece, ...]:
    parts = _PIPE.split(line.raw.strip())
    if len(parts) > 1 and not parts[0]:
        parts = parts[1:]
    if len(parts) > 1 and not parts[-1]:
        parts = parts[:-1]
    return tuple(Piece(part.strip().replace("\\|", "|"), line.number) for part in parts)


def _commas(block: Sequence[Line]) -> Rows | None:
    """Two lines or more with the same number of cells. Sentences and amounts with commas are none."""
    text = "\n".join(line.raw for line in block)
    if len(block) < 2 or "," not in block[0].raw or _THOUSANDS.search(_QUOTES.sub("", text)):
        return None
    rows: list[tuple[Piece, ...]] = []
    reader = csv.reader(text.splitlines(keepends=True), strict=True)
    before = 0
    try:
        for cells in reader:
            rows.append(tuple(Piece(cell, block[0].number + before) for cell in cells))
            before = reader.line_num
    except csv.Error:
        return None
    width = len(rows[0])
    if width < 2 or len(rows) < 2 or any(len(row) != width for row in rows):
        return None
    return None if any(cell.text.startswith(" ") for row in rows for cell in row) else Rows(tuple(rows))


def _aligned(block: Sequence[Line], at: int) -> tuple[int, Rows | None]:
    """Three lines or more whose cells, two spaces apart, begin in common columns of the page."""
    chunks: list[dict[int, str]] = []
    for line in block[at:]:
        found = _chunks(line.raw)
        if len(found) < 2:
            break
        chunks.append(found)
    starts = Counter(start for found in chunks for start in found)
    columns = sorted(start for start, count in starts.items() if count >= _LEAST_ALIGNED)
    taken = next((index for index, found in enumerate(chunks) if not set(found) <= set(columns)), len(chunks))
    if taken < _LEAST_ALIGNED or len(columns) < 2:
        return 1, None
    rows = [
        tuple(Piece(found.get(column, ""), line.number) for column in columns)
        for line, found in zip(block[at : at + taken], chunks, strict=False)
    ]
    return taken, Rows(tuple(rows))


def _chunks(raw: str) -> dict[int, str]:
    """The cells of a line by the column of the page that they begin in; a wide character takes two."""
    found: dict[int, str] = {}
    column = last = 0
    for match in _CHUNK.finditer(raw):
        column += _width(raw[last : match.start()])
        last = match.start()
        found[column] = match[0]
    return found


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)
