"""What a form is: its fields, columns, frame of 一级/二级, roles and printed layout, as typed values.

Lengths are millimetres (`_mm`) and type sizes points (`_pt`), as in the TOML. A `Form` is made by `forms.loader` only.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

FieldKind = Literal["text", "longtext", "year", "money", "choice"]
ColumnKind = Literal["text", "number"]
Align = Literal["left", "center", "right", "both", "center_if_short"]
VerticalAlign = Literal["top", "center", "bottom"]
CellKind = Literal["label", "value", "text", "column"]
ALL_ROWS = 0
"""`LayoutCell.rows` of a cell that spans all rows of the repeated part."""


@dataclass(frozen=True, slots=True)
class Field:
    """One field; `label` and `aliases` may hold `{field_id}`, which stands for the text of that field."""

    id: str
    kind: FieldKind
    label: str
    aliases: tuple[str, ...] = ()
    required: bool = False
    default: str = ""
    help: str = ""
    choices: tuple[str, ...] = ()
    open: bool = False
    unit: str = ""
    decimals: int = 2
    sum_of: tuple[str, ...] = ()
    not_before: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """One column of the indicator grid; `level1`, `level2`, `level3` hold the levels, all others values."""

    id: str
    label: str
    aliases: tuple[str, ...] = ()
    merge: bool = False
    required: bool = False
    optional: bool = False
    kind: ColumnKind = "text"
    sum: Decimal | None = None
    help: str = ""


@dataclass(frozen=True, slots=True)
class Level2:
    """One 二级指标 of the frame; a required one prints a blank row when nothing stands under it."""

    name: str
    aliases: tuple[str, ...] = ()
    required: bool = False
    help: str = ""


@dataclass(frozen=True, slots=True)
class Level1:
    """One 一级指标 of the frame; with nothing under it, `any_of` names the 二级 that prints a blank row."""

    name: str
    aliases: tuple[str, ...] = ()
    any_of: str = ""
    help: str = ""
    level2: tuple[Level2, ...] = ()


@dataclass(frozen=True, slots=True)
class Legacy:
    """An older place of indicators in the frame: (一级, 二级) then and now. Offered on import, never done unasked."""

    before: tuple[str, str]
    after: tuple[str, str]


@dataclass(frozen=True, slots=True)
class Roles:
    """Field ids (to `annual_goal`) and column ids (the rest) that code may know; "" where the form lacks the role."""

    name: str = ""
    unit: str = ""
    department: str = ""
    start: str = ""
    end: str = ""
    year: str = ""
    money: str = ""
    period_goal: str = ""
    annual_goal: str = ""
    period_value: str = ""
    annual_value: str = ""
    weight: str = ""


@dataclass(frozen=True, slots=True)
class Sides:
    """Four lengths in mm."""

    top: float
    right: float
    bottom: float
    left: float


@dataclass(frozen=True, slots=True)
class Page:
    """Paper size, margins and the widths of the grid's columns."""

    width_mm: float
    height_mm: float
    margins_mm: Sides
    columns_mm: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Style:
    """How a cell is written; already merged over the form's `base`."""

    font: str = "宋体"
    latin: str = "Times New Roman"
    size_pt: float = 10.5
    line_pt: float = 16
    align: Align = "left"
    valign: VerticalAlign = "center"
    bold: bool = False
    indent_chars: int = 0
    before_pt: float = 0


@dataclass(frozen=True, slots=True)
class TableStyle:
    """Borders, inner margins and least row height; the limits for 缩放到一页."""

    border_pt: float
    outer_border_pt: float
    cell_margins_mm: Sides
    row_min_mm: float
    shrink_min_size_pt: float
    shrink_step_pt: float


@dataclass(frozen=True, slots=True)
class LayoutCell:
    """One cell of the printed layout: `name` is a field id, a column id, or the fixed text itself."""

    kind: CellKind
    name: str
    style: str
    cols: int = 1
    rows: int = 1
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LayoutRow:
    """One row of the printed layout; `repeat` is the row of column names followed by a row an indicator."""

    cells: tuple[LayoutCell, ...]
    min_mm: float
    splits: bool = False
    keep_next: bool = False
    repeat: bool = False


@dataclass(frozen=True, slots=True)
class Signature:
    """Lines under the table, three texts each; `stamp_mm` is the room for a seal, 0 when the form has none."""

    lines: tuple[tuple[str, ...], ...] = ()
    stamp_mm: float = 0


@dataclass(frozen=True, slots=True)
class PrintOptions:
    """What the person may choose for paper; the form holds the defaults. `hidden` are ids of optional columns.

    `fit`: smaller type where a table then takes one page (缩放到一页). `new_leaf`: each table begins on a front side.
    """

    footer: bool = True
    signature: bool = False
    stamp: bool = False
    bold_labels: bool = False
    outer_border: bool = False
    fit: bool = False
    new_leaf: bool = False
    hidden: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Form:
    """One official form. `text` is the TOML that it was read from, as it is embedded in saved files.

    `version` is that of the schema, of the keys of form.toml; `skipped` names the keys of a newer one that this program
    does not know.
    """

    id: str
    version: int
    name: str
    title: str
    subtitle: str
    title_aliases: tuple[str, ...]
    roles: Roles
    fields: tuple[Field, ...]
    columns: tuple[Column, ...]
    levels: tuple[Level1, ...]
    legacy: tuple[Legacy, ...]
    page: Page
    styles: Mapping[str, Style]
    table: TableStyle
    rows: tuple[LayoutRow, ...]
    signature: Signature
    footer: str
    options: PrintOptions
    text: str
    skipped: tuple[str, ...] = ()

    def __hash__(self) -> int:
        return hash((self.id, self.text))

    def field(self, field_id: str) -> Field:
        """The field with this id. KeyError when there is none."""
        for found in self.fields:
            if found.id == field_id:
                return found
        raise KeyError(field_id)

    def column(self, column_id: str) -> Column:
        """The column with this id. KeyError when there is none."""
        for found in self.columns:
            if found.id == column_id:
                return found
        raise KeyError(column_id)

    @property
    def field_ids(self) -> tuple[str, ...]:
        """Ids of all fields, in the order of the form."""
        return tuple(found.id for found in self.fields)

    @property
    def value_columns(self) -> tuple[Column, ...]:
        """The columns that hold values: all but the three levels."""
        return tuple(column for column in self.columns if column.id not in ("level1", "level2", "level3"))
