"""`lay_out`: a project as the table that every format paints, by the layout of its form."""

from collections.abc import Iterator
from dataclasses import replace

from perfdesk.forms.form import Form, PrintOptions, Style
from perfdesk.forms.labels import filled
from perfdesk.grid.grid import Cell, Grid, Row
from perfdesk.grid.indicator_rows import IndicatorRow, indicator_rows
from perfdesk.grid.layout_plan import HEADER, PlanRow, Slot, plan
from perfdesk.grid.measure import BLANKS
from perfdesk.model.document import Project
from perfdesk.model.place import Place


def lay_out(form: Form, project: Project, options: PrintOptions | None = None, size_pt: float | None = None) -> Grid:
    """The project on paper. `options`: the form's own when None; of `hidden`, only optional columns of the form count.

    `size_pt` is the type size of the body, for 缩放到一页; lines and rows shrink with it.
    """
    layout = plan(form, options or form.options, size_pt)
    rows: list[Row] = []
    for line in layout.rows:
        if line.repeat:
            rows.extend(_repeated(form, project, line))
        else:
            rows.append(_fixed_row(project, line))
    if layout.sheet.signature:
        rows[-1] = replace(rows[-1], keep_next=True)
    return Grid(
        rows=tuple(rows),
        widths_mm=form.page.columns_mm,
        title=filled(form.title, project),
        subtitle=filled(form.subtitle, project),
        name=project.field(form.roles.name),
        unit=project.field(form.roles.unit),
        sheet=layout.sheet,
    )


def _fixed_row(project: Project, row: PlanRow) -> Row:
    short = not row.deciding or all(slot.fits(slot.shown(project)) for slot in row.deciding)
    cells = [slot.constant or _cell(project, slot, slot.rows, slot.styled(short)) for slot in row.slots]
    return Row(tuple(cells), row.min_mm, row.splits, row.keep_next)


def _cell(project: Project, slot: Slot, rows: int, style: Style) -> Cell:
    """A cell that is no column: the value of a field, or a label or text."""
    text = slot.shown(project)
    if slot.kind != "value":
        return Cell(slot.column, text, rows, slot.cols, slot.role, style)
    if style.indent_chars:
        text = "\n".join(paragraph.lstrip(BLANKS) for paragraph in text.split("\n"))
    return Cell(slot.column, text, rows, slot.cols, slot.role, style, "", Place(project.id, slot.name))


def _repeated(form: Form, project: Project, row: PlanRow) -> Iterator[Row]:
    """The row of column names, then a row an indicator."""
    lines = indicator_rows(form, project)
    heads = (
        Cell(slot.column, filled(slot.text, project), 1, slot.cols, HEADER, slot.header)
        if slot.kind == "column"
        else _cell(project, slot, len(lines) + 1, slot.style)
        for slot in row.slots
    )
    yield Row(tuple(heads), row.min_mm, keep_next=True, heading=True)
    for line in lines:
        short = all(slot.fits(line.text(slot.name)) for slot in row.deciding)
        cells = [_column_cell(project.id, line, slot, short) for slot in row.columns if line.rows(slot.name)]
        yield Row(tuple(cells), row.min_mm, row.splits, row.keep_next)


def _column_cell(project_id: str, line: IndicatorRow, slot: Slot, short: bool) -> Cell:
    style = slot.style if short else slot.styled(short)
    name = slot.name
    return Cell(
        slot.column, line.text(name), line.rows(name), slot.cols, slot.role, style, "", line.place(project_id, name)
    )
