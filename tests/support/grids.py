"""Hand-built Grids of any spans, and Word files taken apart: what a writer made, as values to compare."""

import io
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from hypothesis import strategies as st
from lxml import etree
from tools.check_docx import Checker

from perfdesk.forms.form import Page, Sides, Style
from perfdesk.grid.grid import Cell, Grid, Row, Sheet
from perfdesk.writers import docx

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
A4 = Page(210, 297, Sides(20, 20, 15, 20), ())
SHEET = Sheet(
    page=A4,
    title=Style(size_pt=18, line_pt=28, align="center"),
    subtitle=Style(align="center"),
    sign=Style(line_pt=30, before_pt=12),
    footer_style=Style(size_pt=9, line_pt=12, align="center"),
    border_pt=0.5,
    outer_border_pt=0,
    cell_margins_mm=Sides(0.5, 1.5, 0.5, 1.5),
)


def grid(*rows: Sequence[Cell], columns: int = 3, sheet: Sheet = SHEET, title: str = "表") -> Grid:
    """A Grid of these rows with columns of 20 mm."""
    return Grid(tuple(Row(tuple(cells), 8) for cells in rows), (20.0,) * columns, title, sheet=sheet)


@st.composite
def tilings(draw: st.DrawFn) -> Grid:
    """Grids without holes, of any spans: each free place is filled by a block of random size."""
    height, width = draw(st.integers(1, 6)), draw(st.integers(1, 6))
    free = [[True] * width for _ in range(height)]
    rows: list[list[Cell]] = [[] for _ in range(height)]
    for row in range(height):
        for column in range(width):
            if not free[row][column]:
                continue
            room = next((end for end in range(column, width) if not free[row][end]), width) - column
            cols, down = draw(st.integers(1, room)), draw(st.integers(1, height - row))
            rows[row].append(Cell(column, draw(st.text("甲乙ab", max_size=3)), down, cols))
            for covered in free[row : row + down]:
                covered[column : column + cols] = [False] * cols
    return grid(*rows, columns=width)


def written(grids: Iterable[Grid]) -> bytes:
    """The Word file of these Grids."""
    out = io.BytesIO()
    docx.write(grids, out)
    return out.getvalue()


def faults(data: bytes) -> list[str]:
    """What is wrong with a Word file."""
    return Checker(io.BytesIO(data)).run()


def part(data: bytes, name: str = "word/document.xml") -> etree._Element:
    """The root of a part of a Word file."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return etree.fromstring(package.read(name))


def found(root: etree._Element, path: str) -> list[etree._Element]:
    """The elements at a path of names of WordprocessingML without prefix, such as `.//tr/tc`."""
    return root.findall("/".join(step if step in ("", ".", "*") else W + step for step in path.split("/")))


def value(element: etree._Element, path: str, attribute: str = "val") -> str | None:
    """An attribute of the one element at `path`; None when there is no such element."""
    elements = found(element, path)
    return elements[0].get(W + attribute) if elements else None


def text(element: etree._Element) -> str:
    """The text of a cell or paragraph: paragraphs as lines, tabs as tabs."""
    paragraphs = [element] if element.tag == W + "p" else found(element, "p")
    kinds = {W + "t": lambda one: one.text or "", W + "tab": lambda _one: "\t"}
    return "\n".join("".join(kinds[e.tag](e) for r in found(p, "r") for e in r if e.tag in kinds) for p in paragraphs)


@dataclass
class WordCell:
    """A cell of a Word table, merged ones once."""

    row: int
    column: int
    rows: int
    cols: int
    text: str


def cells(table: etree._Element) -> list[WordCell]:
    """The cells of a table in reading order. A `continue` that continues nothing raises KeyError."""
    result: list[WordCell] = []
    above: dict[int, WordCell] = {}
    for index, row in enumerate(found(table, "tr")):
        column, here = 0, {}
        for cell in found(row, "tc"):
            cols = int(value(cell, "tcPr/gridSpan") or 1)
            merge = value(cell, "tcPr/vMerge")
            if merge == "continue":
                here[column] = above[column]
                here[column].rows += 1
            else:
                result.append(WordCell(index, column, 1, cols, text(cell)))
                if merge == "restart":
                    here[column] = result[-1]
            column += cols
        above = here
    return result
