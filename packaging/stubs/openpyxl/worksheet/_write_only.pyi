from collections.abc import Iterable, Iterator

from openpyxl.cell import Cell
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.properties import PageSetupProperties

class _Dimension:
    width: float
    height: float
    outlineLevel: int  # noqa: N815

class _Properties:
    pageSetUpPr: PageSetupProperties  # noqa: N815

class _View:
    showGridLines: bool  # noqa: N815

class _Setup:
    paperSize: int  # noqa: N815
    orientation: str
    fitToWidth: int  # noqa: N815
    fitToHeight: int  # noqa: N815

class _Options:
    horizontalCentered: bool  # noqa: N815

class _Margins:
    left: float
    right: float
    top: float
    bottom: float
    header: float
    footer: float

class _FooterPart:
    text: str
    size: int
    font: str

class _Footer:
    center: _FooterPart

class _Filter:
    ref: str

class _Breaks:
    def append(self, brk: Break) -> None: ...

class WriteOnlyWorksheet:
    column_dimensions: dict[str, _Dimension]
    row_dimensions: dict[int, _Dimension]
    merged_cells: Iterable[str]
    sheet_properties: _Properties
    sheet_view: _View
    page_setup: _Setup
    print_options: _Options
    page_margins: _Margins
    oddFooter: _Footer  # noqa: N815
    auto_filter: _Filter
    row_breaks: _Breaks
    print_area: str
    print_title_rows: str
    freeze_panes: str
    def append(self, row: Iterator[Cell | None]) -> None: ...
    def close(self) -> None: ...
