from openpyxl.packaging.core import DocumentProperties
from openpyxl.styles import Font, NamedStyle
from openpyxl.utils.indexed_list import IndexedList
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

class Workbook:
    worksheets: list[WriteOnlyWorksheet]
    properties: DocumentProperties
    _fonts: IndexedList[Font]
    _named_styles: dict[str, NamedStyle]
    def __init__(self, write_only: bool = False) -> None: ...
    def create_sheet(self, title: str) -> WriteOnlyWorksheet: ...
