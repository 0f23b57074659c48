"""What one part of a Word document has given so far: flows of paragraphs, and the count of characters."""

from collections import Counter
from dataclasses import dataclass, field

from perfdesk.grid.source import Area


def visible(text: str) -> int:
    """Number of characters without white space: what a reader answers for."""
    return len("".join(text.split()))


@dataclass(slots=True)
class Tally:
    """Characters without white space, counted where they are met and not where they end up.

    `raw` is all text in the parts that were read; `out` what is no text of the Source, by reason; `added` what Word
    computes or keeps as a code (list numbers, symbols, check boxes). So the pieces hold raw - out + added.
    """

    raw: int = 0
    added: int = 0
    out: Counter[str] = field(default_factory=Counter[str])

    @property
    def pieces(self) -> int:
        """What the areas of the Source must hold."""
        return self.raw - self.out.total() + self.added

    def include(self, other: "Tally") -> None:
        """Add the count of a document embedded in this one."""
        self.raw += other.raw
        self.added += other.added
        self.out += other.out


class Flow:
    """Paragraphs one after the other: of the part itself, of a text box, a note or a cell."""

    __slots__ = (
        "alone", "areas", "buffer", "cell", "cols", "gone", "joins", "label", "lines", "merge", "number",
        "paragraphs", "removed", "size", "style", "tables",
    )  # fmt: skip

    def __init__(self, label: str, cell: bool = False, alone: bool = False) -> None:
        """`label` is its position in words; `alone`: the first paragraph needs no number (页眉)."""
        self.buffer: list[str] = []
        self.removed: list[str] = []
        self.areas: list[Area] = []
        self.lines: list[str] = []
        self.alone = alone
        self.cell = cell
        self.begin(label)

    def begin(self, label: str) -> None:
        """Use it for another cell. Texts and areas of the last one must have been taken."""
        self.label = label
        self.size = 0
        self.paragraphs = 0
        self.tables = 0
        # Of the paragraph that is open: its list and level, its style, whether its end mark was deleted.
        self.number: tuple[str, int] | None = None
        self.style = ""
        self.joins = False
        # Of a cell: columns, merge mark, whether it was deleted.
        self.cols = 1
        self.merge = ""
        self.gone = False

    @property
    def at(self) -> str:
        """Position of the paragraph that is open."""
        if self.cell or (self.alone and not self.paragraphs):
            return self.label
        return f"{self.label}第{self.paragraphs + 1}段"
