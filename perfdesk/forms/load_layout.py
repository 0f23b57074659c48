"""Reads the printed layout of a form.toml: page, styles, table, rows of cells, signature lines, print options."""

from dataclasses import fields, replace
from typing import get_args

from perfdesk.forms.form import (
    ALL_ROWS,
    Align,
    CellKind,
    LayoutCell,
    LayoutRow,
    Page,
    PrintOptions,
    Sides,
    Signature,
    Style,
    TableStyle,
    VerticalAlign,
)
from perfdesk.forms.toml_table import LARGEST_PT, Table

_ALIGNS: tuple[Align, ...] = get_args(Align)
_VALIGNS: tuple[VerticalAlign, ...] = get_args(VerticalAlign)
_CELL_KINDS: tuple[CellKind, ...] = get_args(CellKind)
_SIZES_MM = {"A3": (297.0, 420.0), "A4": (210.0, 297.0), "B4": (257.0, 364.0), "B5": (182.0, 257.0)}
_CELL_STYLES: dict[CellKind, str] = {"label": "label", "value": "value", "text": "label", "column": "value"}
_STYLES: tuple[str, ...] = ("base", "title", "subtitle", "sign", "footer", "label", "value", "header")
_MOST_ROWS = 500
_THIRDS = 3


def read_page(table: Table) -> Page:
    """`[page]`; the columns must fit between the margins."""
    width, height = _SIZES_MM[table.choice("size", tuple(_SIZES_MM), "A4")]
    if table.choice("orientation", ("portrait", "landscape"), "portrait") == "landscape":
        width, height = height, width
    margins = _sides(table.table("margins_mm", required=True))
    columns = table.numbers("columns_mm", 1)
    room = width - margins.left - margins.right
    if sum(columns) > room + 0.01:
        table.fault(f"“columns_mm”一共{sum(columns):g}毫米，超过了左右页边距之间的{room:g}毫米")
    if margins.top + margins.bottom > height - 20:
        table.fault("上下页边距之间放不下表格")
    table.close()
    return Page(width, height, margins, columns)


def read_styles(table: Table) -> dict[str, Style]:
    """`[style]`: the styles by name, each already merged over `base`; `title`, `sign` and the like always exist."""
    base = _style(table.table("base"), Style())
    styles = dict.fromkeys(_STYLES, base)
    for name in table.values:
        if name != "base":
            styles[name] = _style(table.table(name), base)
    table.close()
    return styles


def read_table(table: Table) -> TableStyle:
    """`[table]`."""
    shrink = table.table("shrink")
    found = TableStyle(
        border_pt=table.number("border_pt", 0.5, 0, 6),
        outer_border_pt=table.number("outer_border_pt", 1, 0, 6),
        cell_margins_mm=_sides(table.table("cell_margins_mm", required=True)),
        row_min_mm=table.number("row_min_mm", 8, 0, 200),
        shrink_min_size_pt=shrink.number("min_size_pt", 9, 5, LARGEST_PT),
        shrink_step_pt=shrink.number("step_pt", 0.5, 0.5, 10),
    )
    shrink.close()
    table.close()
    return found


def read_rows(tables: tuple[Table, ...], columns: int, row_min_mm: float) -> tuple[LayoutRow, ...]:
    """`[[row]]`; `columns` is the number of grid columns."""
    found: list[LayoutRow] = []
    for table in tables:
        repeat = table.text("repeat")
        if repeat not in ("", "indicators"):
            table.fault(f"“repeat”是“{repeat}”，只能是 indicators")
        cells = table.tables("cells", f"{table.place}第{{}}格")
        row = LayoutRow(
            cells=tuple(_cell(cell, columns, bool(repeat)) for cell in cells),
            min_mm=table.number("min_mm", row_min_mm, 0, 250),
            splits=table.flag("splits"),
            keep_next=table.flag("keep_next"),
            repeat=bool(repeat),
        )
        table.close()
        found.append(row)
    return tuple(found)


def read_signature(table: Table) -> Signature:
    """`[signature]`."""
    found = Signature(lines=table.lines("lines", _THIRDS), stamp_mm=table.number("stamp_mm", 0, 0, 200))
    table.close()
    return found


def read_options(table: Table) -> PrintOptions:
    """`[options]`: the form's defaults."""
    default = PrintOptions()
    names = [one.name for one in fields(PrintOptions) if one.name != "hidden"]
    found = replace(default, **{name: table.flag(name, getattr(default, name)) for name in names})
    table.close()
    return found


def _cell(table: Table, columns: int, repeated: bool) -> LayoutCell:
    given: tuple[CellKind, ...] = tuple(kind for kind in _CELL_KINDS if table.has(kind))
    if len(given) != 1:
        table.fault(f"要写明 {'、'.join(_CELL_KINDS)} 之中的一个，不多不少")
    kind: CellKind = given[0] if given else "text"
    every = repeated and table.values.get("rows") == "all"
    if every:
        table.asked.add("rows")
    default = _CELL_STYLES[kind]
    cell = LayoutCell(
        kind=kind,
        name=table.text(kind),
        style=table.text("style", default) or default,
        cols=table.count("cols", 1, 1, max(columns, 1)),
        rows=ALL_ROWS if every else table.count("rows", 1, 1, _MOST_ROWS),
        aliases=table.texts("aliases"),
    )
    if cell.aliases and kind != "text":
        table.fault("“aliases”在这里只用于固定文字 text")
    for other in given[1:]:
        table.asked.add(other)
    table.close()
    return cell


def _sides(table: Table) -> Sides:
    top, right, bottom, left = (table.number(side, None) for side in ("top", "right", "bottom", "left"))
    table.close()
    return Sides(top, right, bottom, left)


def _style(table: Table, base: Style) -> Style:
    style = Style(
        font=table.text("font", base.font),
        latin=table.text("latin", base.latin),
        size_pt=table.number("size_pt", base.size_pt, 5, LARGEST_PT),
        line_pt=table.number("line_pt", base.line_pt, 5, LARGEST_PT),
        align=table.choice("align", _ALIGNS, base.align),
        valign=table.choice("valign", _VALIGNS, base.valign),
        bold=table.flag("bold", base.bold),
        indent_chars=table.count("indent_chars", base.indent_chars, 0, 20),
        before_pt=table.number("before_pt", base.before_pt, 0, LARGEST_PT),
    )
    table.close()
    return style
