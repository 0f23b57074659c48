"""`lay_out`: a project as the table that every format paints, by the layout of its form."""

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from perfdesk.forms.form import ALL_ROWS, Form, LayoutCell, LayoutRow, PrintOptions, Style
from perfdesk.forms.labels import filled
from perfdesk.grid.grid import Cell, Grid, Row, Sheet
from perfdesk.grid.indicator_rows import IndicatorRow, indicator_rows
from perfdesk.grid.measure import BLANKS, edges_twips, fits_one_line, twips
from perfdesk.model.document import LEVELS, Project
from perfdesk.model.place import Place

_HEADER = "header"


def lay_out(form: Form, project: Project, options: PrintOptions | None = None, size_pt: float | None = None) -> Grid:
    """The project on paper. `options`: the form's own when None; of `hidden`, only optional columns of the form count.

    `size_pt` is the type size of the body, for 缩放到一页; lines and rows shrink with it.
    """
    plan = _plan(form, options or form.options, size_pt)
    rows: list[Row] = []
    for row, slots in plan.rows:
        if row.repeat:
            rows.extend(_repeated(form, project, row, slots))
        else:
            rows.append(_fixed_row(project, row, slots))
    if plan.sheet.signature:
        rows[-1] = replace(rows[-1], keep_next=True)
    return Grid(
        rows=tuple(rows),
        widths_mm=form.page.columns_mm,
        title=filled(form.title, project),
        subtitle=filled(form.subtitle, project),
        name=project.field(form.roles.name),
        sheet=plan.sheet,
    )


@dataclass(frozen=True, slots=True)
class _Slot:
    """One cell of the layout with all that does not depend on the project.

    `long_style` is there for `center_if_short`: the style when a text of the row is longer than `room`, in twips.
    `header` is a column's style in the row of column names, `constant` the cell where it is the same in every project.
    """

    kind: str
    name: str
    column: int
    rows: int
    cols: int
    role: str
    style: Style
    long_style: Style | None = None
    room: int = 0
    header: Style | None = None
    constant: Cell | None = None

    def text(self, project: Project) -> str:
        return project.field(self.name) if self.kind == "value" else filled(self.name, project)

    def fits(self, text: str) -> bool:
        return self.long_style is None or fits_one_line(text, self.room, self.style.size_pt)

    def styled(self, short: bool) -> Style:
        return self.style if short or self.long_style is None else self.long_style


@dataclass(frozen=True, slots=True)
class _Plan:
    sheet: Sheet
    rows: tuple[tuple[LayoutRow, tuple[_Slot, ...]], ...]


def _fixed_row(project: Project, row: LayoutRow, slots: tuple[_Slot, ...]) -> Row:
    short = all(slot.long_style is None or slot.fits(slot.text(project)) for slot in slots)
    cells = tuple(slot.constant or _cell(project, slot, slot.rows, slot.styled(short)) for slot in slots)
    return Row(cells, row.min_mm, row.splits, row.keep_next)


def _cell(project: Project, slot: _Slot, rows: int, style: Style) -> Cell:
    """A cell that is no column: the value of a field, or a label or text."""
    text = slot.text(project)
    if slot.kind != "value":
        return Cell(slot.column, text, rows, slot.cols, slot.role, style)
    if style.indent_chars:
        text = "\n".join(paragraph.lstrip(BLANKS) for paragraph in text.split("\n"))
    return Cell(slot.column, text, rows, slot.cols, slot.role, style, place=Place(project.id, slot.name))


def _repeated(form: Form, project: Project, row: LayoutRow, slots: tuple[_Slot, ...]) -> Iterator[Row]:
    """The row of column names, then a row an indicator."""
    lines = indicator_rows(form, project)
    columns = [slot for slot in slots if slot.header is not None]
    heads = (
        _cell(project, slot, len(lines) + 1, slot.style)
        if slot.header is None
        else Cell(slot.column, filled(form.column(slot.name).label, project), 1, slot.cols, _HEADER, slot.header)
        for slot in slots
    )
    yield Row(tuple(heads), row.min_mm, keep_next=True, heading=True)
    for line in lines:
        yield Row(tuple(_column_cells(project.id, line, columns)), row.min_mm, row.splits, row.keep_next)


def _column_cells(project_id: str, line: IndicatorRow, columns: list[_Slot]) -> Iterator[Cell]:
    texts = [line.text(slot.name) for slot in columns]
    short = all(slot.fits(text) for slot, text in zip(columns, texts, strict=True))
    for slot, text in zip(columns, texts, strict=True):
        rows = line.rows(slot.name)
        if rows:
            place = line.place(project_id, slot.name)
            yield Cell(slot.column, text, rows, slot.cols, slot.role, slot.styled(short), place=place)


@lru_cache(maxsize=64)
def _plan(form: Form, options: PrintOptions, size_pt: float | None) -> _Plan:
    """All of the layout that does not depend on the project."""
    scale = 1 if size_pt is None else size_pt / form.styles["base"].size_pt
    edges = edges_twips(form.page.columns_mm)
    covered = [0] * len(form.page.columns_mm)
    rows: list[tuple[LayoutRow, tuple[_Slot, ...]]] = []
    for row in form.rows:
        slots: list[_Slot] = []
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
        least = _halves(row.min_mm * scale, math.floor) if scale != 1 else row.min_mm
        rows.append((replace(row, min_mm=least), tuple(_with_room(form, edges, slot) for slot in slots)))
    return _Plan(_sheet(form, options, scale), tuple(rows))


def _slot(form: Form, options: PrintOptions, scale: float, cell: LayoutCell, column: int) -> _Slot:
    level = cell.kind == "column" and cell.name in LEVELS[:2]
    bold = options.bold_labels and (cell.kind in ("label", "text") or level)
    style, header = _style(form, cell.style, scale, bold), None
    if cell.kind == "column":
        header = _style(form, _HEADER, scale, options.bold_labels)
    name = form.field(cell.name).label if cell.kind == "label" else cell.name
    long_style = None
    if style.align == "center_if_short":
        style, long_style = replace(style, align="center"), replace(style, align="left")
    return _Slot(cell.kind, name, column, cell.rows, cell.cols, cell.style, style, long_style, header=header)


def _with_room(form: Form, edges: tuple[int, ...], slot: _Slot) -> _Slot:
    """The slot once its columns are known."""
    margins = form.table.cell_margins_mm
    room = edges[slot.column + slot.cols] - edges[slot.column] - twips(margins.left) - twips(margins.right)
    constant = None
    if slot.kind in ("label", "text") and slot.long_style is None and "{" not in slot.name:
        constant = Cell(slot.column, slot.name, slot.rows, slot.cols, slot.role, slot.style)
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
    )
