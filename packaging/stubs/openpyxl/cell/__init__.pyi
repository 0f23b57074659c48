from openpyxl.styles import Alignment, Border, Font, PatternFill
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

class Cell:
    value: str | int | None
    data_type: str
    font: Font
    border: Border
    alignment: Alignment
    fill: PatternFill
    number_format: str
    quotePrefix: bool  # noqa: N815

def WriteOnlyCell(ws: WriteOnlyWorksheet) -> Cell: ...  # noqa: N802
