"""The law of conservation: every piece of source text is placed, a label, or left over, each character once."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

Use = Literal["placed", "label", "leftover"]


@dataclass(frozen=True, slots=True)
class Taken:
    """Characters `start` to `end` of one piece, which nobody else can take. Only an account makes them."""

    piece: int
    start: int
    end: int
    text: str
    at: str


@dataclass(frozen=True, slots=True)
class Placed:
    """A text that went into a slot: a field id, or `n.column` for the column of the n-th indicator (from 1).

    `text` is as in the source, `value` as stored; `how` is label, header, frame or order; `score` from 0 to 1, and
    `why` says in Chinese what a person should look at, "" when the placement is sure.
    """

    slot: str
    text: str
    value: str
    at: str
    how: str
    score: float = 1.0
    why: str = ""


@dataclass(frozen=True, slots=True)
class Labelled:
    """A text that is a label of the form."""

    text: str
    at: str


@dataclass(frozen=True, slots=True)
class Leftover:
    """A text that found no place: where it stands, under which label, and why it was not placed."""

    text: str
    at: str
    under: str = ""
    why: str = ""


class ImportBug(Exception):
    """The account does not close: text was lost or used twice. Never the file's fault."""


class Account:
    """Gives out the text of the pieces of one source, once, and closes only when all of it has a use."""

    def __init__(self, pieces: Sequence[tuple[str, str]]) -> None:
        """`pieces` are (text, position in words) of every cell and paragraph that is not blank, in reading order."""
        self._pieces = tuple(pieces)
        self._taken: dict[int, list[tuple[int, int]]] = {}
        self._uses: dict[tuple[int, int, int], Use] = {}

    def take(self, piece: int, start: int = 0, end: int | None = None) -> Taken:
        """The characters of a piece, trimmed at the ends. ImportBug if one of them was taken before."""
        text, at = self._pieces[piece]
        stop = len(text) if end is None else end
        ranges = self._taken.setdefault(piece, [])
        if any(start < other_end and other_start < stop for other_start, other_end in ranges):
            raise ImportBug(f"taken twice: piece {piece} at {at}")
        ranges.append((start, stop))
        return Taken(piece, start, stop, text[start:stop].strip(), at)

    def use(self, taken: Taken, use: Use) -> None:
        """Say what became of what was taken; one piece may fill several slots, but has one use."""
        self._uses[taken.piece, taken.start, taken.end] = use

    def is_free(self, piece: int) -> bool:
        """Nothing of the piece was taken yet."""
        return piece not in self._taken

    def close(self) -> tuple[Taken, ...]:
        """All that nobody took, in reading order; checks that placed, labels and leftovers are the whole source."""
        rest: list[Taken] = []
        for piece, (text, _at) in enumerate(self._pieces):
            for start, end in _gaps(len(text), self._taken.get(piece, [])):
                if text[start:end].strip():
                    rest.append(self.take(piece, start, end))
                    self.use(rest[-1], "leftover")
        whole = sum(_weight(text) for text, _at in self._pieces)
        used = sum(_weight(self._pieces[piece][0][start:end]) for piece, start, end in self._uses)
        if whole != used:
            raise ImportBug(f"{whole} characters in the source, {used} accounted for")
        return tuple(rest)

    def counts(self) -> dict[Use, int]:
        """Number of pieces, or parts of one, by use."""
        found: dict[Use, int] = {"placed": 0, "label": 0, "leftover": 0}
        for use in self._uses.values():
            found[use] += 1
        return found


def _weight(text: str) -> int:
    """Characters without white space."""
    return sum(len(part) for part in text.split())


def _gaps(length: int, ranges: list[tuple[int, int]]) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    last = 0
    for start, end in sorted(ranges):
        if start > last:
            found.append((last, start))
        last = max(last, end)
    if last < length:
        found.append((last, length))
    return found
