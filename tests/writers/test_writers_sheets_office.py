"""Excel and HTML as LibreOffice shows them: pages, texts, columns, and merged cells after pasting."""

import io
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import load_workbook
from support.grids import grid
from support.office import convert
from support.seeds import form, seeds
from support.workbooks import cells, expected, written

from perfdesk.grid.grid import Cell, Grid
from perfdesk.grid.layout import lay_out
from perfdesk.writers.clipboard import content

TOOLS = ("soffice", "pdftotext")
PAGES = {"plain": 14, "signed": 17}
"""As many as in Word: tables 1 and 4, and with lines to sign also 5, 6 and 7, take two pages."""

pytestmark = [
    pytest.mark.office,
    pytest.mark.skipif(any(shutil.which(tool) is None for tool in TOOLS), reason=f"needs {', '.join(TOOLS)}"),
]


def laid_out(name: str) -> list[Grid]:
    options = replace(form().options, signature=name == "signed")
    return [lay_out(form(), project, options) for project in seeds().projects]


ODD = grid(
    [Cell(0, "=1+1"), Cell(1, "007"), Cell(2, "1e5")], [Cell(0, "甲\n乙", rows=2, cols=2), Cell(2)], [Cell(2, "丙")]
)


@pytest.fixture(scope="module")
def office(tmp_path_factory) -> Path:
    """A folder with PDFs of the Excel files, and the content of the clipboard as Calc takes it."""
    folder = tmp_path_factory.mktemp("office")
    for name in PAGES:
        (folder / f"{name}.xlsx").write_bytes(written(laid_out(name)))
    (folder / "copied.html").write_text(content([ODD]).html, "utf-8")
    convert((folder / f"{name}.xlsx" for name in PAGES), folder)
    convert([folder / "copied.html"], folder, "--infilter=HTML (StarCalc)", to="xlsx")
    return folder


def pages(pdf: Path) -> list[str]:
    """The text of each page without white space."""
    shown = subprocess.run(["pdftotext", "-layout", str(pdf), "-"], check=True, capture_output=True).stdout.decode()
    return ["".join(page.split()) for page in shown.split("\f")[:-1]]


@pytest.mark.parametrize("name", PAGES)
def test_excel_prints_the_pages_that_word_prints_and_cuts_no_text_off(name: str, office: Path):
    found = pages(office / f"{name}.pdf")
    assert len(found) == PAGES[name]
    assert all(page.endswith(f"第{number}页共{len(found)}页") for number, page in enumerate(found, 1))
    drawn = sorted("".join(page.removesuffix(f"第{number}页共{len(found)}页") for number, page in enumerate(found, 1)))
    typed = [text for laid in laid_out(name) for text in (laid.title, *(cell.text for _row, cell in laid.cells()))]
    typed += [text for laid in laid_out(name) for line in laid.sheet.signature for text in line]
    assert drawn == sorted("".join("".join(typed).split()))


def test_no_page_begins_with_lines_to_sign_or_with_a_text_that_left_its_heading(office: Path):
    found = pages(office / "signed.pdf")
    assert not [page for page in found if page.startswith(("填报人", "联系电话", "年月日"))]
    assert not [page for page in found if "2026年度目标第" in page]


def test_a_table_that_was_copied_has_its_spans_in_calc_and_its_texts_are_texts(office: Path):
    page = load_workbook(io.BytesIO((office / "copied.xlsx").read_bytes())).worksheets[0]
    found = {place: text for place, text in cells(page).items() if text and place[0] > 0}
    assert found == {place: text for place, text in expected(ODD).items() if text}
