"""Lists of typed values: what a sheet of rows and columns holds, for programs that calculate."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

Value = str | int | Decimal | None
Align = Literal["left", "center", "right"]
Kind = Literal["item", "subtotal", "total"]


@dataclass(frozen=True, slots=True)
class Column:
    """One column. `number_format`, in Excel's notation, is for its numbers; its texts stay as they are."""

    title: str
    width_mm: float
    align: Align = "left"
    number_format: str = "General"


@dataclass(frozen=True, slots=True)
class Line:
    """One row, a value a column. `marked` are the columns whose value needs a look."""

    values: tuple[Value, ...]
    kind: Kind = "item"
    marked: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Listing:
    """One sheet: a title, the heads of the columns and the lines; the first `frozen` columns stay in sight."""

    title: str
    columns: tuple[Column, ...]
    lines: tuple[Line, ...]
    frozen: int = 0
