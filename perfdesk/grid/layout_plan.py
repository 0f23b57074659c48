"""The part of a form's layout that no project changes: cells with their columns, styles and room; the sheet."""

import math
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import lru_cache

from perfdesk.forms.form import ALL_ROWS, Form, LayoutCell, PrintOptions, Style
from perfdesk.forms.labels import filled
from perfdesk.grid.grid import Cell, Sheet
from perfdesk.grid.measure import edges_twips, fits_one_line, twips
from perfdesk.model.document import LEVELS, Project

HEADER = "header"
"""The style of a column's cell in the row of column names."""


@dataclass(frozen=True, slots=True)
class Slot:
    """One cell of the layout. `text` is the template of a label or fixed text, or of a column's name.

    `rows` is `ALL_ROWS` beside the whole repeated part. `long_style` is there for `center_if_short`: the style when a
    text of the row is longer than `room`, in twips. `header` is a column's style in the row of column names,
    `constant` the cell where it is the same in every project.
    """

    kind: str
    name: str
    text: str
    column: int
    rows: int
    cols: int
    role: str
    style: Style
    long_style: Style | None
    header: Style
    room: int = 0
    constant: Cell | None = None

    def shown(self, project: Project) -> str:
        """The text of a cell that is no column."""
        return project.field(self.name) if self.kind == "value" else filled(self.text, project)

    def fits(self, text: str) -> bool:
        """Whether the text is short enough to be centred."""
        return fits_one_line(text, self.room, self.style.size_pt)

    def styled(self, short: bool) -> Style:
        """The style in a row in which all deciding texts are short, or not."""
        return self.style if short or self.long_style is None else self.long_style


@dataclass(frozen=True, slots=True)
class PlanRow:
    """One row of the layout. The texts of the slots in `deciding` decide together on centred or left."""

    slots: tuple[Slot, ...]
    columns: tuple[Slot, ...]
    deciding: tuple[Slot, ...]
    min_mm: float
    splits: bool
    keep_next: bool
    repeat: bool


@dataclass(frozen=True, slots=True)
class Plan:
    """The rows of the layout and how the table stands on paper."""

    rows: tuple[PlanRow, ...]
    sheet: Sheet


@lru_cache(maxsize=64)
def plan(form: Form, options: PrintOptions, size_pt: float | None) -> Plan:
    """All of the layout that does not depend on the project."""
    scale = 1 if size_pt is None else size_pt / form.styles["base"].size_pt
    edges = edges_twips(form.page.columns_mm)
    covered = [0] * len(form.page.columns_mm)
    rows: list[PlanRow] = []
    for row in form.rows:
        slots: list[Slot] = []
        free = [column for column, left in enumerate(covered) if left == 0]
        covered = [max(left - 1, 0) for left in covered]
        for cell in row.cells:
            column = free[0]
            del free[: cell.cols]
            covered[column : column + cell.cols] = [cell.rows - 1 if cell.rows != ALL_ROWS else 0] * cell.cols
            if cell.kind == "column" and cell.name in options.hidden and form.column(cell.name).optional:
                slots[-1] = replace(slots[-1], cols=slots[-1].cols + cell.cols)
            else:
                slots.append(_slot(form, options, scale, cell, column))
        shrinks = scale != 1 and row.min_mm == form.table.row_min_mm
        least = _halves(row.min_mm * scale, math.floor) if shrinks else row.min_mm
        placed = tuple(_with_room(form, edges, slot) for slot in slots)
        columns = tuple(slot for slot in placed if slot.kind == "column")
        deciding = tuple(slot for slot in placed if slot.long_style is not None)
        rows.append(PlanRow(placed, columns, deciding, least, row.splits, row.keep_next, row.repeat))
    return Plan(tuple(rows), _sheet(form, options, scale))


def _slot(form: Form, options: PrintOptions, scale: float, cell: LayoutCell, column: int) -> Slot:
    level = cell.kind == "column" and cell.name in LEVELS[:2]
    bold = options.bold_labels and (cell.kind in ("label", "text") or level)
    style, long_style = _style(form, cell.style, scale, bold), None
    if style.align == "center_if_short":
        style, long_style = replace(style, align="center"), replace(style, align="left")
    header = _style(form, HEADER, scale, options.bold_labels)
    text = cell.name
    if cell.kind != "text":
        text = form.column(cell.name).label if cell.kind == "column" else form.field(cell.name).label
    return Slot(cell.kind, cell.name, text, column, cell.rows, cell.cols, cell.style, style, long_style, header)


def _with_room(form: Form, edges: tuple[int, ...], slot: Slot) -> Slot:
    """The slot once its columns are known."""
    margins = form.table.cell_margins_mm
    room = edges[slot.column + slot.cols] - edges[slot.column] - twips(margins.left) - twips(margins.right)
    constant = None
    if slot.kind in ("label", "text") and slot.long_style is None and "{" not in slot.text:
        constant = Cell(slot.column, slot.text, slot.rows, slot.cols, slot.role, slot.style)
    return replace(slot, room=room, constant=constant)


def _style(form: Form, name: str, scale: float, bold: bool) -> Style:
    style = form.styles[name]
    if scale != 1:
        line = _halves(style.line_pt * scale, round)
        style = replace(style, size_pt=round(style.size_pt * scale, 2), line_pt=line)
    return replace(style, bold=True) if bold else style


def _halves(value: float, rounded: Callable[[float], int]) -> float:
    return rounded(value * 2) / 2


def _sheet(form: Form, options: PrintOptions, scale: float) -> Sheet:
    """How the table stands on paper; the title and the footer keep their size, the signature lines their height."""
    sign = form.styles["sign"]
    signature = form.signature.lines if options.signature else ()
    return Sheet(
        page=form.page,
        title=form.styles["title"],
        subtitle=form.styles["subtitle"],
        sign=replace(sign, size_pt=round(sign.size_pt * scale, 2)),
        footer_style=form.styles["footer"],
        border_pt=form.table.border_pt,
        outer_border_pt=form.table.outer_border_pt if options.outer_border else 0,
        cell_margins_mm=form.table.cell_margins_mm,
        signature=signature,
        stamp_mm=form.signature.stamp_mm if options.stamp and signature else 0,
        footer=form.footer if options.footer else "",
        new_leaf=options.new_leaf,
    )
