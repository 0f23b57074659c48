"""Lines of tab-separated text, where a quoted cell may run over several of them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

_ENDS = re.compile("\r+\n?")
# A leading quote is one only if it closes before a tab or line end; "" inside is a quote.
_QUOTED = re.compile(r'"((?:[^"]++|"")*+)"(?=[\t\n]|\Z)')
_STOP = re.compile(r"[\t\n]|\Z")


class Piece(NamedTuple):
    """A cell: its text and the line that it begins on, from 1."""

    text: str
    line: int


@dataclass(frozen=True, slots=True)
class Line:
    """One line, or several that a quoted cell holds together: its cells, and the text as it stands in the source."""

    cells: tuple[Piece, ...]
    raw: str
    number: int

    @property
    def tabbed(self) -> bool:
        """Whether it holds a tab outside of quotes."""
        return len(self.cells) > 1

    @property
    def blank(self) -> bool:
        """Whether nothing stands on it, not even a tab."""
        return not self.tabbed and not self.raw.strip()


def one_line_end(text: str) -> str:
    """The text with line feeds alone."""
    return (
        _ENDS.sub(lambda ends: "\n" if ends[0].endswith("\n") else "\n" * len(ends[0]), text) if "\r" in text else text
    )


def lines(text: str) -> Iterator[tuple[Line, int]]:
    """The lines of a text (line feeds alone), each with the offset behind it."""
    start, number = 0, 1
    while start <= len(text):
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        if text.find('"', start, end) < 0:
            raw = text[start:end]
            cells = tuple(Piece(cell, number) for cell in raw.split("\t"))
        else:
            cells, end = _cells(text, start, number)
            raw = text[start:end]
        yield Line(cells, raw, number), end
        number += raw.count("\n") + 1
        start = end + 1


def _cells(text: str, start: int, number: int) -> tuple[tuple[Piece, ...], int]:
    """The cells from `start` to the end of the line, and where that is."""
    cells: list[Piece] = []
    at, number_here = start, number
    while True:
        quoted = _QUOTED.match(text, at)
        end = quoted.end() if quoted else _stop(text, at)
        value = quoted[1].replace('""', '"') if quoted else text[at:end]
        cells.append(Piece(value, number_here))
        number_here += text.count("\n", at, end)
        at = end + 1
        if end >= len(text) or text[end] == "\n":
            break
    if len(cells) == 1 and not cells[0].text.startswith('"') and not re.search(r"[\t\n]", cells[0].text):
        # Quotes that nothing asks for, on a line without tabs: someone's quotation.
        cells[0] = Piece(text[start:end], number)
    return tuple(cells), end


def _stop(text: str, at: int) -> int:
    found = _STOP.search(text, at)
    return found.start() if found else len(text)
