"""All cells and paragraphs of a source on one board: rows below each other, each text a piece of the account.

The recogniser works on spots (key, place, spans) and gets texts from the account alone.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from perfdesk.grid.account import Account
from perfdesk.grid.grid import Grid
from perfdesk.grid.source import Area, Paragraph
from perfdesk.model.text import key, normal

BLANK = -1


@dataclass(frozen=True, slots=True)
class Spot:
    """One cell, or one paragraph as a cell of a row of its own, in board rows and grid columns.

    `piece` is its number in the account, BLANK when there is no text in it. `colon` is how many characters stand before
    the first colon in it (0: none), `head` their key, and `has_tail` says that more follows it.
    """

    row: int
    column: int
    rows: int
    cols: int
    piece: int
    keyed: str = ""
    colon: int = 0
    head: str = ""
    has_tail: bool = False

    @property
    def end(self) -> int:
        """One past its last grid column."""
        return self.column + self.cols

    def covers(self, row: int) -> bool:
        """The board row `row` is one of its rows."""
        return self.row <= row < self.row + self.rows


@dataclass(frozen=True, slots=True)
class Line:
    """One board row of an area: the spots that begin in it, those with text, and those that reach in from above."""

    row: int
    area: int
    spots: tuple[Spot, ...]
    texts: tuple[Spot, ...]
    above: tuple[Spot, ...] = ()
    is_paragraph: bool = False


@dataclass(frozen=True, slots=True)
class Board:
    """The lines of one source, and the account of its texts."""

    lines: tuple[Line, ...]
    account: Account


def board(areas: Iterable[Area]) -> Board:
    """Lay all areas below each other. The account holds the texts in normal form."""
    pieces: list[tuple[str, str]] = []
    lines: list[Line] = []
    for index, area in enumerate(areas):
        if isinstance(area, Paragraph):
            spot = _filled(pieces, Spot(len(lines), 0, 1, 1, BLANK), area.text, area.at)
            lines.append(_line(len(lines), index, (spot,), is_paragraph=True))
        else:
            lines.extend(_grid_lines(pieces, len(lines), index, area))
    return Board(tuple(lines), Account(pieces))


def _grid_lines(pieces: list[tuple[str, str]], first: int, area: int, grid: Grid) -> Sequence[Line]:
    lines: list[Line] = []
    reaching: list[Spot] = []
    for offset, row in enumerate(grid.rows):
        at = first + offset
        reaching = [spot for spot in reaching if spot.covers(at)]
        spots = tuple(
            _filled(
                pieces,
                Spot(at, cell.column, _span(cell.rows, len(grid.rows) - offset), max(cell.cols, 1), BLANK),
                cell.text,
                cell.at,
            )
            for cell in sorted(row.cells, key=lambda cell: cell.column)
        )
        lines.append(_line(at, area, spots, tuple(reaching)))
        reaching.extend(spot for spot in spots if spot.rows > 1)
    return lines


def _line(
    row: int, area: int, spots: tuple[Spot, ...], above: tuple[Spot, ...] = (), is_paragraph: bool = False
) -> Line:
    return Line(row, area, spots, tuple(spot for spot in spots if spot.piece != BLANK), above, is_paragraph)


def _span(rows: int, left: int) -> int:
    return max(min(rows, left), 1)


def _filled(pieces: list[tuple[str, str]], spot: Spot, raw: str, at: str) -> Spot:
    text = normal(raw)
    if not text:
        return spot
    pieces.append((text, at))
    colon = next((place for place, c in enumerate(text) if c in "：:"), 0)
    return replace(
        spot,
        piece=len(pieces) - 1,
        keyed=key(text),
        colon=colon,
        head=key(text[:colon]),
        has_tail=0 < colon < len(text) - 1,
    )
