"""Pages as values: what stands where on paper, without any painting.

All lengths are points from the top left corner of the sheet; `baseline` is where letters stand.
"""

from dataclasses import dataclass

from perfdesk.model.place import Place


@dataclass(frozen=True, slots=True)
class Face:
    """A font as the form names it. Which installed one paints it is decided by the painter."""

    family: str
    size_pt: float
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Run:
    """Letters of one face from `x` on; `spread` is the room added after each letter where a line is justified.

    Gaps between Han and Latin stand between runs, not in them. `width` holds all `spread`.
    """

    text: str
    x: float
    width: float
    face: Face
    spread: float = 0


@dataclass(frozen=True, slots=True)
class Line:
    """One line of text, its runs from left to right."""

    baseline: float
    runs: tuple[Run, ...]

    @property
    def text(self) -> str:
        """What stands in the line."""
        return "".join(run.text for run in self.runs)


@dataclass(frozen=True, slots=True)
class Part:
    """The part of a Grid's cell that stands on one page; `row` and `column` are the cell's first ones in the Grid.

    `is_continued`: the cell began on an earlier page. `is_repeated`: a heading row shown again. `place` as in the cell.
    """

    x: float
    y: float
    width: float
    height: float
    row: int
    column: int
    role: str
    lines: tuple[Line, ...] = ()
    place: Place | None = None
    is_continued: bool = False
    is_repeated: bool = False


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight line of a border, `width` thick, along its middle."""

    x1: float
    y1: float
    x2: float
    y2: float
    width: float


@dataclass(frozen=True, slots=True)
class Page:
    """One side of a sheet. `lines` are title, subtitle, signature lines and footer; `grid` counts Grids from 0.

    A side that is left blank, so that the next table begins on a new sheet, has no parts and no lines.
    """

    width: float
    height: float
    grid: int = 0
    parts: tuple[Part, ...] = ()
    lines: tuple[Line, ...] = ()
    rules: tuple[Rule, ...] = ()
