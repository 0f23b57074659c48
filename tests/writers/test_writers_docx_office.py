"""Word files as LibreOffice shows them: pages, texts and lines of the table."""

import re
import shutil
import subprocess
from dataclasses import replace
from itertools import accumulate, pairwise
from pathlib import Path

import pytest
from support.grids import grid, written
from support.office import convert, pinned_fonts
from support.seeds import CENTRAL, form, seeds

from perfdesk.forms.form import PrintOptions
from perfdesk.grid.grid import Cell, Grid, Row
from perfdesk.grid.layout import lay_out
from perfdesk.model.document import Project
from perfdesk.paper.fit import fitted

TOOLS = ("soffice", "pdftotext", "pdftocairo")
MM_A_PT = 25.4 / 72
TWO_PAGES = {
    "plain": (1, 4),
    "signed": (1, 4, 5, 6, 7),
    "sealed": (1, 2, 3, 4, 5, 6, 7, 8, 11),
    "marked": (1, 4),
    "fitted": (1, 4),
    "sealed, fitted": (1, 4, 5, 7),
}
"""Numbers of the tables that take two pages, by print options."""
OPTIONS = form().options
STEPS = range(-22, 6)
"""Twips: from more than a point above the end of a page to just below it."""
ODD_PAGE = 120
"""Twips by which LibreOffice's page is higher where a section begins with an odd page: the footer moves down."""
FULL = {
    "plain": OPTIONS,
    "signed": replace(OPTIONS, signature=True),
    "leaf": replace(OPTIONS, new_leaf=True),
    "signed leaf": replace(OPTIONS, signature=True, new_leaf=True),
}

pytestmark = [
    pytest.mark.office,
    pytest.mark.skipif(any(shutil.which(tool) is None for tool in TOOLS), reason=f"needs {', '.join(TOOLS)}"),
]


def laid_out() -> dict[str, list[Grid]]:
    """Grids by the name of the file that shows them."""
    official, other = form(), form(CENTRAL)
    options = official.options
    chosen = {
        "plain": options,
        "signed": replace(options, signature=True),
        "sealed": replace(options, signature=True, stamp=True),
        "marked": replace(options, bold_labels=True, outer_border=True),
    }
    chosen |= {
        "fitted": replace(chosen["signed"], fit=True),
        "sealed, fitted": replace(chosen["sealed"], fit=True),
    }
    files = {
        name: [fitted(official, project, one).grid for project in seeds().projects] for name, one in chosen.items()
    }
    files["mixed"] = [lay_out(other, Project("p", other.id)), lay_out(official, seeds().projects[1])]
    odd = grid(
        [Cell(0, "甲", rows=3, cols=2), Cell(2, "乙", rows=2), Cell(3, "丙", cols=3)],
        [Cell(3, "丁", rows=3), Cell(4, "戊", rows=2, cols=2)],
        [Cell(2, "己")],
        [Cell(0, "庚"), Cell(1, "辛", cols=2), Cell(4, "壬"), Cell(5, "癸")],
        columns=6,
    )
    files["odd"] = [odd]
    leaf = replace(options, new_leaf=True)
    files["leaf"] = [lay_out(official, project, leaf) for project in seeds().projects]
    files |= {f"full {step}": [full(step)] for step in STEPS}
    files |= {
        f"full {name}": [full(step + ODD_PAGE * one.new_leaf, one) for step in STEPS] for name, one in FULL.items()
    }
    return files


def full(step: int, options: PrintOptions = OPTIONS) -> Grid:
    """A table that ends `step` twips below the end of the page, without signature lines."""
    laid = lay_out(form(), seeds().projects[1], options)
    signature = 12 + 30 * 3 if options.signature else 0
    room_mm = 297 - 20 - 15 - (28 + 6 + signature + 0.5) * MM_A_PT
    heights = [*[room_mm / 4] * 3, room_mm / 4 + step / 1440 * 25.4]
    last = len(heights) - 1
    rows = (
        Row((Cell(0, "甲", cols=6),), height, keep_next=options.signature and index == last)
        for index, height in enumerate(heights)
    )
    return replace(laid, rows=tuple(rows))


@pytest.fixture(scope="module")
def files() -> dict[str, list[Grid]]:
    return laid_out()


@pytest.fixture(scope="module")
def pdfs(files, tmp_path_factory) -> Path:
    """A folder with a PDF of each file, made by one start of LibreOffice with a profile and fonts of its own."""
    folder = tmp_path_factory.mktemp("office")
    for name, grids in files.items():
        (folder / f"{name}.docx").write_bytes(written(grids))
    # With the sides that are left blank before a front side.
    shown = 'pdf:writer_pdf_Export:{"IsSkipEmptyPages":{"type":"boolean","value":"false"}}'
    convert((folder / f"{name}.docx" for name in files), folder, to=shown, environment=pinned_fonts(folder))
    return folder


def pages(pdf: Path) -> list[str]:
    """The text of each page without white space, in the order in which it was drawn."""
    shown = subprocess.run(["pdftotext", "-raw", str(pdf), "-"], check=True, capture_output=True).stdout.decode()
    return ["".join(page.split()) for page in shown.split("\f")[:-1]]


def lines(pdf: Path, page: int) -> tuple[list[float], list[float]]:
    """Where the vertical and the horizontal lines of a page stand, in mm from left and top, each place once."""
    drawn = subprocess.run(
        ["pdftocairo", "-svg", "-f", str(page), "-l", str(page), str(pdf), "-"], check=True, capture_output=True
    ).stdout.decode()
    number = r"(-?[\d.]+)"
    matrix = rf'transform="matrix\({number},\s*0,\s*0,\s*{number},\s*{number},\s*{number}\)"'
    path = re.compile(rf'd="M {number} {number} L {number} {number} " {matrix}')
    found: tuple[set[float], set[float]] = (set(), set())
    for match in path.finditer(drawn):
        x1, y1, x2, y2, a, d, e, f = map(float, match.groups())
        if x1 == x2:
            found[0].add(round((a * x1 + e) * MM_A_PT, 1))
        if y1 == y2:
            found[1].add(round((d * y1 + f) * MM_A_PT, 1))
    return sorted(found[0]), sorted(found[1])


def shown(laid: Grid) -> str:
    """All texts of a Grid as they are drawn, without white space."""
    assert laid.sheet
    signature = "".join(text for line in laid.sheet.signature for text in line)
    texts = (laid.title, laid.subtitle, *(cell.text for _row, cell in laid.cells()), signature)
    return "".join("".join(texts).split())


@pytest.mark.parametrize("name", TWO_PAGES)
def test_each_table_takes_the_pages_it_should_and_starts_one(name, pdfs, files):
    title = files[name][0].title
    starts = [page.startswith(title) for page in pages(pdfs / f"{name}.pdf")]
    expected = [start for number in range(1, 13) for start in ((True, False) if number in TWO_PAGES[name] else (True,))]
    assert starts == expected


@pytest.mark.parametrize("name", [*TWO_PAGES, "mixed"])
def test_pages_show_every_text_once_and_their_numbers(name, pdfs, files):
    found = pages(pdfs / f"{name}.pdf")
    bodies = [page.removesuffix(f"第{number}页共{len(found)}页") for number, page in enumerate(found, 1)]
    assert all(body != page for body, page in zip(bodies, found, strict=True))
    assert sorted("".join(bodies)) == sorted("".join(map(shown, files[name])))


@pytest.mark.parametrize(("name", "page"), [("plain", 2), ("plain", 3), ("marked", 3), ("mixed", 1), ("odd", 1)])
def test_columns_stand_where_the_form_has_them(name, page, pdfs, files):
    laid = files[name][0 if name in ("mixed", "odd") or page == 2 else 1]
    left = (210 - sum(laid.widths_mm)) / 2
    edges = [left + edge for edge in accumulate(laid.widths_mm, initial=0)]
    drawn = lines(pdfs / f"{name}.pdf", page)[0]
    assert all(any(abs(edge - x) < 1 for x in drawn) for edge in edges)
    assert all(any(abs(edge - x) < 1 for edge in edges) for x in drawn)


def test_rows_of_one_line_are_of_the_least_height(pdfs):
    drawn = lines(pdfs / "plain.pdf", 3)[1]
    heights = [below - above for above, below in pairwise(drawn) if below - above > 1]
    assert heights[:8] == pytest.approx([8] * 8, abs=0.3)


@pytest.mark.parametrize("name", ["signed", "sealed", "fitted", "sealed, fitted"])
def test_signature_lines_are_never_alone_on_a_page(name, pdfs, files):
    sheet = files[name][0].sheet
    first = sheet.signature[0][0]
    found = pages(pdfs / f"{name}.pdf")
    assert sum(first in page for page in found) == 12
    assert not [page for page in found if page.startswith(first)]


def test_each_table_begins_on_a_front_side_and_blank_sides_are_blank(pdfs, files):
    title = files["leaf"][0].title
    found = pages(pdfs / "leaf.pdf")
    starts = [number for number, page in enumerate(found, 1) if page.startswith(title)]
    assert len(starts) == 12
    assert all(number % 2 for number in starts)
    blank = [number for number, page in enumerate(found, 1) if not page]
    last = {number + (2 if table in TWO_PAGES["plain"] else 1) for table, number in enumerate(starts[:-1], 1)}
    assert blank == sorted(number for number in last if number % 2 == 0)


@pytest.mark.parametrize("step", STEPS)
def test_a_last_table_that_fills_its_page_is_followed_by_no_empty_page(step, pdfs):
    assert [page.count("甲") for page in pages(pdfs / f"full {step}.pdf")] == ([4] if step <= 0 else [3, 1])


@pytest.mark.parametrize("name", FULL)
def test_no_table_that_fills_its_page_is_followed_by_an_empty_page(name, pdfs):
    found = [page.count("甲") for page in pages(pdfs / f"full {name}.pdf")]
    whole, broken = ((4, 0), (3, 1)) if FULL[name].new_leaf else ((4,), (3, 1))
    rooms = [[*whole] * fitting + [*broken] * (len(STEPS) - fitting) for fitting in range(1, len(STEPS))]
    assert found in rooms
