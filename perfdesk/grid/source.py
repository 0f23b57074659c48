"""What a reader makes of a file: paragraphs and Grids in reading order, with positions, and what it could not read."""

from dataclasses import dataclass

from perfdesk.grid.grid import Grid


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Text outside tables. `at` is its position in words, such as 第5段."""

    text: str
    at: str


Area = Paragraph | Grid


@dataclass(frozen=True, slots=True)
class Notice:
    """Something that was not read, or was changed in reading: what (in Chinese), where, how often."""

    what: str
    at: str = ""
    count: int = 1


@dataclass(frozen=True, slots=True)
class Source:
    """One source of tables: its name, its kind as found by content (docx, text …), its areas and notices."""

    name: str
    kind: str
    areas: tuple[Area, ...]
    notices: tuple[Notice, ...] = ()
