"""A workbook as a stream of rows of plain values and looks: the one module that knows openpyxl; loaded when first used.

The bytes tell neither time nor machine nor user. A text is never a formula, a number or an error.
"""

import zipfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from io import BytesIO
from typing import IO, BinaryIO, Literal

from openpyxl import Workbook
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.utils.indexed_list import IndexedList
from openpyxl.worksheet._write_only import WriteOnlyWorksheet
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.writer.excel import ExcelWriter

from perfdesk.forms.form import Page
from perfdesk.grid.grid import FOOTER_EDGE_MM, MM_A_INCH
from perfdesk.model.text import clean, one_line
from perfdesk.writers.sheet_layout import SheetNames, pixels, stored

_OLDEST = (1980, 1, 1, 0, 0, 0)
_UNIT = Font("Times New Roman", 10.5)
"""Widths of columns count in its digits, which are 7 pixels wide, no more and no less, in Excel and LibreOffice."""
_DIGIT_PIXELS = 7
_PAPERS: Mapping[tuple[float, float], int] = {(297, 420): 8, (210, 297): 9, (257, 364): 12, (182, 257): 13}
"""Numbers of paper sizes in mm (ECMA-376-1, 18.3.1.63): A3, A4, and B4 and B5 of JIS."""
_TEXT_FORMAT, _ANY_FORMAT = "@", "General"
_TEXT_FORMAT_LIMIT = 255
"""Excel 2007 shows longer texts in cells of the format text as ####."""
_SIGNS = tuple("=+-@'")
_FIELDS = (("&", "&&"), ("{pages}", "&N"), ("{page}", "&P"))

Value = str | int | Decimal
Lines = tuple[str | None, str | None, str | None, str | None]
"""Excel's names of the lines at left, right, top and bottom of a cell."""
NO_LINES: Lines = (None, None, None, None)

_STACKED = 255
"""The rotation that stands for letters below each other (ECMA-376-1, 18.8.1)."""


@dataclass(frozen=True, slots=True)
class Look:
    """How a cell looks. `is_quoted`: what is typed into it stays text. `fill` is a colour as RRGGBB.

    `is_stacked`: letters stand upright below each other.
    """

    font: str
    size_pt: float
    is_bold: bool
    horizontal: str
    vertical: str
    lines: Lines = NO_LINES
    number_format: str = _TEXT_FORMAT
    is_quoted: bool = False
    fill: str = ""
    is_stacked: bool = False

    def of_text(self, text: str) -> "Look":
        """The look for a cell with that text, so that it stays text also when it is typed anew."""
        if len(text) <= _TEXT_FORMAT_LIMIT:
            return self
        return replace(self, number_format=_ANY_FORMAT, is_quoted=text.startswith(_SIGNS))


@dataclass(frozen=True, slots=True)
class Setup:
    """How a sheet stands on paper; as wide as it has to be, never wider than the page.

    In `footer` stand {page} and {pages}. `titles` is how many rows from the top stand on every page; as many rows, and
    `frozen` columns, stay on the screen.
    """

    paper: Page
    widths_mm: tuple[float, ...]
    footer: str = ""
    footer_font: str = ""
    footer_pt: float = 9
    titles: int = 0
    frozen: int = 0


class Book(Workbook):
    """A workbook under way: sheets one after the other, each row by row."""

    def __init__(self) -> None:
        super().__init__(write_only=True)
        self.properties.__elements__ = ("title",)
        self._fonts = IndexedList([_UNIT])
        self._named_styles["Normal"].font = _UNIT
        self._names = SheetNames()
        self._cells: dict[Look, Cell] = {}

    def name(self, title: str) -> None:
        """Gives the workbook a title, unless it has one."""
        self.properties.title = self.properties.title or clean(title)

    def add(self, name: str, setup: Setup) -> "Leaf":
        """A new sheet, its name made fit."""
        return Leaf(self, self.create_sheet(self._names.add(name)), setup)

    def cell(self, page: WriteOnlyWorksheet, look: Look) -> Cell:
        """A cell that looks so, the same one each time: it is written before it gets its next value."""
        cell = self._cells.get(look)
        if cell is None:
            cell = self._cells[look] = WriteOnlyCell(page)
            cell.font = Font(look.font, look.size_pt, look.is_bold)
            turned = _STACKED if look.is_stacked else 0
            cell.alignment = Alignment(look.horizontal, look.vertical, textRotation=turned, wrap_text=True)
            cell.border = Border(*map(Side, look.lines))
            cell.number_format, cell.quotePrefix = look.number_format, look.is_quoted
            if look.fill:
                cell.fill = PatternFill("solid", look.fill)
        return cell

    def write(self, out: BinaryIO) -> None:
        """The file. Afterwards the workbook is used up. ValueError when it has no sheet."""
        if not self.worksheets:
            raise ValueError("Excel has no files without a sheet")
        with _Package(out, "w", zipfile.ZIP_DEFLATED) as package:
            ExcelWriter(self, package).save()

    def drop(self) -> None:
        """Removes what openpyxl keeps of finished sheets in files of its own, when there will be no file."""
        if self.worksheets:
            self.write(BytesIO())


class Leaf:
    """A sheet under way."""

    def __init__(self, book: Book, page: WriteOnlyWorksheet, setup: Setup) -> None:
        self._book, self._page, self._rows, self._columns = book, page, 0, len(setup.widths_mm)
        self._merges: list[str] = []
        for column, width in enumerate(pixels(setup.widths_mm), 1):
            page.column_dimensions[get_column_letter(column)].width = width / _DIGIT_PIXELS
        page.sheet_view.showGridLines = False
        page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
        page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, 0
        page.print_options.horizontalCentered = True
        _set_paper(page, setup.paper)
        if setup.footer:
            _set_footer(page, setup)
        if setup.titles:
            page.print_title_rows = f"1:{setup.titles}"
            page.freeze_panes = f"{get_column_letter(setup.frozen + 1)}{setup.titles + 1}"

    def append(self, height_pt: float, squares: Iterable[tuple[Look, Value] | None], level: int = 0) -> None:
        """The next row; None is a cell that is not there. Rows of a `level` can be folded."""
        self._rows += 1
        row = self._page.row_dimensions[self._rows]
        row.height = height_pt
        if level:
            row.outlineLevel = level
        self._page.append(self._filled(squares))

    def _filled(self, squares: Iterable[tuple[Look, Value] | None]) -> Iterator[Cell | None]:
        last, cell = None, None
        for square in squares:
            if square is None:
                yield None
                continue
            look, value = square
            if cell is None or look is not last:
                last, cell = look, self._book.cell(self._page, look)
            if isinstance(value, str):
                cell.value = stored(value) or None
                cell.data_type = "s" if value else "n"  # openpyxl takes what begins with = for a formula
            else:
                cell.value = f"{value:f}" if isinstance(value, Decimal) else str(value)
                cell.data_type = "n"
            yield cell

    def merge(self, row: int, column: int, bottom: int, right: int) -> None:
        """Makes one cell of those from (row, column) to before (bottom, right), all counted from 0."""
        self._merges.append(_area(row, column, bottom, right))

    def end_page(self, row: int) -> None:
        """Makes a page end before this row, counted from 0."""
        self._page.row_breaks.append(Break(row))

    def filter(self, row: int, bottom: int) -> None:
        """Puts a filter on the rows below `row`, to before `bottom`."""
        self._page.auto_filter.ref = _area(row, 0, bottom, self._columns)

    def close(self) -> None:
        """Ends the sheet."""
        page = self._page
        page.merged_cells = self._merges  # openpyxl's own collection has no order, and is only walked through here
        page.print_area = _area(0, 0, self._rows, self._columns)
        page.close()
        page.row_dimensions.clear()


class _Package(zipfile.ZipFile):
    """A zip file whose members tell neither time nor machine."""

    def open(
        self,
        name: str | zipfile.ZipInfo,
        mode: Literal["r", "w"] = "r",
        pwd: bytes | None = None,
        *,
        force_zip64: bool = False,
    ) -> IO[bytes]:
        if isinstance(name, zipfile.ZipInfo) and mode == "w":
            name.date_time, name.create_system, name.external_attr = _OLDEST, 0, 0
        return super().open(name, mode, pwd, force_zip64=force_zip64)


def _area(row: int, column: int, bottom: int, right: int) -> str:
    """The name of a range, from indexes of its first cell and of what lies behind its last."""
    return f"{get_column_letter(column + 1)}{row + 1}:{get_column_letter(right)}{bottom}"


def _set_paper(page: WriteOnlyWorksheet, paper: Page) -> None:
    setup, margins = page.page_setup, page.page_margins
    if number := _PAPERS.get((min(paper.width_mm, paper.height_mm), max(paper.width_mm, paper.height_mm))):
        setup.paperSize = number
    setup.orientation = "landscape" if paper.width_mm > paper.height_mm else "portrait"
    margins.left, margins.right = paper.margins_mm.left / MM_A_INCH, paper.margins_mm.right / MM_A_INCH
    margins.top, margins.bottom = paper.margins_mm.top / MM_A_INCH, paper.margins_mm.bottom / MM_A_INCH
    margins.header = margins.footer = FOOTER_EDGE_MM / MM_A_INCH


def _set_footer(page: WriteOnlyWorksheet, setup: Setup) -> None:
    text = one_line(setup.footer)
    for written, code in _FIELDS:
        text = text.replace(written, code)
    footer = page.oddFooter.center
    footer.text, footer.font, footer.size = text, f"{setup.footer_font},Regular", round(setup.footer_pt)
