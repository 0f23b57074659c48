"""PDFs taken apart: the cells between the lines of each page, with their texts, as values to compare with Grids."""

import unicodedata
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path

import pdfplumber
from pdfplumber.page import Page

from perfdesk.grid.grid import Cell, Grid

MM_A_PT = 25.4 / 72
CONTINUED = "（续）"
_CLOSE_MM = 1.0
_LINES = {"snap_tolerance": 1, "join_tolerance": 1, "intersection_tolerance": 2}
_KANGXI = {code: unicodedata.normalize("NFKC", chr(code)) for code in range(0x2F00, 0x2FD6)}


@dataclass(frozen=True, slots=True)
class Box:
    """One cell as it is drawn on a page, in mm from the left upper corner; `text` without white space."""

    left: float
    top: float
    right: float
    bottom: float
    text: str


@dataclass(frozen=True, slots=True)
class DrawnPage:
    """The cells of one page from left to right and from top to bottom, what stands above and below them."""

    boxes: tuple[Box, ...]
    above: str
    below: str
    footer: str
    bottom: float
    """Where the last line above the footer ends, in mm from the top."""


@dataclass(frozen=True, slots=True)
class Part:
    """A cell of the Grid, or the part of one on one page, by the Grid's columns."""

    column: int
    cols: int
    page: int
    box: Box
    rows: int


def drawn_pages(pdf: Path, footer_mm: float) -> list[DrawnPage]:
    """Every page of the PDF; what stands lower than `footer_mm` is its footer."""
    with pdfplumber.open(pdf) as opened:
        return [_page(page, footer_mm) for page in opened.pages]


def _page(page: Page, footer_mm: float) -> DrawnPage:
    found = [cell for table in page.find_tables(_LINES) for cell in table.cells]
    boxes = [Box(*(round(one * MM_A_PT, 2) for one in cell), _text(page, cell)) for cell in found]
    top = min((cell[1] for cell in found), default=footer_mm / MM_A_PT)
    bottom = max((cell[3] for cell in found), default=top)
    edge = footer_mm / MM_A_PT
    lower = [one["bottom"] for one in page.chars if bottom <= one["top"] < edge]
    return DrawnPage(
        tuple(sorted(boxes, key=lambda box: (box.left, box.top))),
        _text(page, (0, 0, page.width, top)),
        _text(page, (0, bottom, page.width, edge)),
        _text(page, (0, edge, page.width, page.height)),
        max([bottom, *lower]) * MM_A_PT,
    )


def _text(page: Page, area: tuple[float, float, float, float]) -> str:
    """The letters whose middle is in the area, in the order in which they were drawn, without white space."""
    left, top, right, bottom = area
    inside = (
        one["text"]
        for one in page.chars
        if left <= (one["x0"] + one["x1"]) / 2 < right and top <= (one["top"] + one["bottom"]) / 2 < bottom
    )
    return "".join("".join(inside).split()).translate(_KANGXI)


def differences(grid: Grid, pages: list[DrawnPage]) -> list[str]:
    """What the pages of one table show otherwise than the Grid: edges, texts, their order, merged cells."""
    left = (grid.sheet.page.width_mm - sum(grid.widths_mm)) / 2
    edges = [left + edge for edge in accumulate(grid.widths_mm, initial=0)]
    parts: list[Part] = []
    for number, page in enumerate(pages):
        for box in page.boxes:
            columns = [_edge(edges, side) for side in (box.left, box.right)]
            if None in columns:
                return [f"page {number + 1}: no column edges at {box.left:.1f} and {box.right:.1f} mm: {box.text[:20]}"]
            inside = {round(other.top) for other in page.boxes if box.top - 0.5 < other.top < box.bottom - 0.5}
            parts.append(Part(columns[0], columns[1] - columns[0], number, box, len(inside)))
    head = next((row for row in grid.rows if row.heading), None)
    kept = [part for part in parts if not (head and _is_repeated(part, head.cells, pages, parts))]
    found = [f"{name}: {text!r}" for name, text in (("title", grid.title + grid.subtitle),) if text != pages[0].above]
    spans: dict[tuple[int, int], list[Cell]] = {}
    for _row, cell in grid.cells():
        spans.setdefault((cell.column, cell.cols), []).append(cell)
    for span, cells in spans.items():
        own = [part for part in kept if (part.column, part.cols) == span]
        found += _unlike(cells, own, pages)
    found += [f"unknown span: {part}" for part in kept if (part.column, part.cols) not in spans]
    return found


def _edge(edges: list[float], x: float) -> int | None:
    nearest = min(range(len(edges)), key=lambda index: abs(edges[index] - x))
    return nearest if abs(edges[nearest] - x) < _CLOSE_MM else None


def _is_repeated(part: Part, head: tuple[Cell, ...], pages: list[DrawnPage], parts: list[Part]) -> bool:
    """Whether the part belongs to a row of column names that is shown again at the top of a page."""
    names = {(cell.column, cell.cols): _plain(cell.text) for cell in head if cell.rows == 1}
    if names.get((part.column, part.cols)) != part.box.text or not part.page:
        return False
    if part.box.top > min(box.top for box in pages[part.page].boxes) + 0.5:
        return False
    return any(other.page < part.page and other.box.text == part.box.text for other in parts)


def _unlike(cells: list[Cell], parts: list[Part], pages: list[DrawnPage]) -> list[str]:
    """The parts of one column span, from top to bottom, beside the Grid's cells there."""
    found: list[str] = []
    surplus = len(parts) - len(cells)
    left = list(parts)
    for cell in cells:
        wanted = _plain(cell.text)
        if not left:
            found.append(f"missing: {wanted[:40]!r}")
            continue
        taken = [left.pop(0)]
        while surplus > 0 and left and _goes_on(wanted, taken, left[0], pages):
            taken.append(left.pop(0))
            surplus -= 1
        shown = _shown(taken, wanted)
        if shown != wanted:
            found.append(f"text: {shown[:60]!r} instead of {wanted[:60]!r}")
        if len(taken) == 1 and taken[0].rows != cell.rows and not _is_cut(taken[0], pages):
            found.append(f"rows: {taken[0].rows} instead of {cell.rows}: {wanted[:40]!r}")
    return found + [f"too many: {part.box.text[:40]!r}" for part in left]


def _goes_on(wanted: str, taken: list[Part], after: Part, pages: list[DrawnPage]) -> bool:
    """Whether the next part, at the top of a later page, belongs to the cell of the parts that were taken."""
    if after.page != taken[-1].page + 1 or not _is_cut(taken[-1], pages):
        return False
    text = after.box.text
    return text in ("", wanted, wanted + CONTINUED) or wanted.startswith(_shown([*taken, after], wanted))


def _is_cut(part: Part, pages: list[DrawnPage]) -> bool:
    """Whether the part ends where the table ends on its page."""
    return part.box.bottom > max(box.bottom for box in pages[part.page].boxes) - 0.5


def _shown(parts: list[Part], wanted: str) -> str:
    """The text of the parts together; a label that stands on each page, with or without （续）, once."""
    texts = [part.box.text for part in parts]
    if {text.removesuffix(CONTINUED) for text in texts} <= {"", wanted}:
        return wanted if any(texts) else ""
    return "".join(texts)


def _plain(text: str) -> str:
    return "".join(text.split())
