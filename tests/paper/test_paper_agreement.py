"""Our PDF and LibreOffice's PDF of our Word file show the same tables: texts, order, merged cells, columns, pages."""

import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest
from support.extremes import extremes
from support.office import convert, pinned_fonts
from support.pdf_tables import DrawnPage, differences, drawn_pages
from support.seeds import form, seeds

from perfdesk.forms.choices import chosen
from perfdesk.grid.grid import FOOTER_EDGE_MM, Grid
from perfdesk.model.document import YES, Document
from perfdesk.paper.fit import fitted
from perfdesk.paper.paginate import paginate
from perfdesk.storage.jxmb import encode

LAST_LINE_MM = 297 - FOOTER_EDGE_MM - 5
"""What stands lower is the footer."""
BODY_MM = 297 - 15
LEAST_ROW_MM = 8
SIGNED, SEALED, FITTED = {"signature": YES}, {"stamp": YES}, {"fit": YES}
FILES: Mapping[str, Document] = {
    "twelve": seeds(),
    "signed": replace(seeds(), paper=SIGNED),
    "sealed": replace(seeds(), paper=SIGNED | SEALED),
    "fitted": replace(seeds(), paper=SIGNED | FITTED),
    "extremes": extremes(),
    "signed-extremes": replace(extremes(), paper=SIGNED),
}
pytestmark = [
    pytest.mark.office,
    pytest.mark.skipif(shutil.which("soffice") is None, reason="needs soffice"),
]


def grids(document: Document) -> list[Grid]:
    """The tables of the document as both files show them."""
    options = chosen(form().options, document.paper)
    return [fitted(form(), project, options).grid for project in document.projects]


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    """A folder with `ours` and `office`: a PDF of each file, by the program and by LibreOffice from its Word file."""
    made = tmp_path_factory.mktemp("agreement")
    environment = pinned_fonts(made)
    for name, document in FILES.items():
        source = made / f"{name}.jxmb"
        source.write_bytes(encode(document))
        for target in (made / "ours" / f"{name}.pdf", made / f"{name}.docx"):
            target.parent.mkdir(exist_ok=True)
            command = [sys.executable, "-m", "perfdesk", "export", str(source), "-o", str(target)]
            subprocess.run(command, env=environment, check=True, capture_output=True, timeout=60)
    (made / "office").mkdir()
    convert((made / f"{name}.docx" for name in FILES), made / "office", environment=environment)
    return made


@cache
def pages_of(pdf: Path) -> list[DrawnPage]:
    return drawn_pages(pdf, LAST_LINE_MM)


def tables(pdf: Path, title: str) -> list[list[DrawnPage]]:
    """The pages of each table."""
    pages = pages_of(pdf)
    starts = [number for number, page in enumerate(pages) if page.above.startswith(title)]
    return [pages[first:last] for first, last in pairwise([*starts, len(pages)])]


def unlike_pages(grid: Grid, ours: Sequence[DrawnPage], theirs: Sequence[DrawnPage]) -> list[str]:
    """What is said where one table takes more pages, unless the rest of a page or a repeated heading explains it."""
    if len(ours) == len(theirs):
        return []
    shorter = min(ours, theirs, key=len)
    plain = replace(grid, rows=tuple(replace(row, heading=False) for row in grid.rows))
    if BODY_MM - shorter[-1].bottom < LEAST_ROW_MM or len(paginate(plain)) == len(theirs):
        return []
    ends = f"{ours[-1].bottom:.0f} and {theirs[-1].bottom:.0f} mm"
    return [f"{len(ours)} pages and {len(theirs)}, the last ones end at {ends}"]


@pytest.mark.parametrize("name", FILES)
def test_our_pdf_and_the_word_file_in_libreoffice_show_the_same_tables(name, folder):
    laid = grids(FILES[name])
    both = [tables(folder / maker / f"{name}.pdf", laid[0].title) for maker in ("ours", "office")]
    assert [len(found) for found in both] == [len(laid)] * 2
    found: list[str] = []
    for grid, ours, theirs in zip(laid, *both, strict=True):
        said = [f"ours, {one}" for one in differences(grid, ours)]
        said += [f"LibreOffice, {one}" for one in differences(grid, theirs)]
        said += unlike_pages(grid, ours, theirs)
        if "".join(page.below for page in ours) != "".join(page.below for page in theirs):
            said.append(f"under the table {ours[-1].below!r} and {theirs[-1].below!r}")
        found += [f"{grid.name}: {one}" for one in said]
    assert not found, "\n".join(found)


@pytest.mark.parametrize("name", FILES)
def test_both_number_their_pages(name, folder):
    for maker in ("ours", "office"):
        pages = pages_of(folder / maker / f"{name}.pdf")
        numbers = [f"第{number}页共{len(pages)}页" for number in range(1, len(pages) + 1)]
        assert all(page.footer.endswith(number) for page, number in zip(pages, numbers, strict=True))
