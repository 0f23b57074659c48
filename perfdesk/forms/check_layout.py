"""Whether the printed layout of a form is whole: spans without hole or overlap, each field and column in one cell."""

from collections import Counter
from collections.abc import Iterator

from perfdesk.forms.form import ALL_ROWS, CellKind, Form, LayoutCell, LayoutRow
from perfdesk.forms.labels import stands_for


def layout_faults(form: Form) -> Iterator[str]:
    """Every fault of the form's layout, with its place."""
    yield from _span_faults(form)
    yield from _cell_faults(form)
    yield from _repeat_faults(form)
    yield from _missing_faults(form)


def _place(row: int, cell: int) -> str:
    return f"[[row]]第{row}行第{cell}格"


def _cells(form: Form) -> Iterator[tuple[str, LayoutRow, LayoutCell]]:
    """All cells with their place and row."""
    for number, row in enumerate(form.rows, 1):
        for position, cell in enumerate(row.cells, 1):
            yield _place(number, position), row, cell


def _span_faults(form: Form) -> Iterator[str]:
    """Holes, overlaps and cells that reach beyond the table."""
    columns = len(form.page.columns_mm)
    covered = [0] * columns  # for each column, how many more rows a cell from above covers
    for number, row in enumerate(form.rows, 1):
        free = [left == 0 for left in covered]
        covered = [max(left - 1, 0) for left in covered]
        if not row.cells:
            yield f"[[row]]第{number}行：没有格子"
        if row.repeat and not all(free):
            yield f"[[row]]第{number}行：上方的格子用“rows”伸进了重复的行"
        start = 0
        for position, cell in enumerate(row.cells, 1):
            while start < columns and not free[start]:
                start += 1
            end = start + cell.cols
            if end > columns:
                yield f"{_place(number, position)}：超出了表格右边，表格一共{columns}列"
            elif not all(free[start:end]):
                yield f"{_place(number, position)}：与上方用“rows”伸下来的格子重叠"
            if number + cell.rows - 1 > len(form.rows):
                yield f"{_place(number, position)}：“rows”超出了表格下边"
            for column in range(start, min(end, columns)):
                free[column] = False
                covered[column] = max(cell.rows - 1, 0)
            start = end
        empty = [str(column) for column, is_free in enumerate(free, 1) if is_free]
        if empty:
            yield f"[[row]]第{number}行：第{'、'.join(empty)}列空着，没有格子"


def _cell_faults(form: Form) -> Iterator[str]:
    """Names and styles that do not exist; what stands in more than one cell."""
    known: dict[CellKind, set[str]] = {
        "label": set(form.field_ids),
        "value": set(form.field_ids),
        "column": {column.id for column in form.columns},
    }
    for place, _, cell in _cells(form):
        if cell.kind in known and cell.name not in known[cell.kind]:
            what = "这一列" if cell.kind == "column" else "这个字段"
            yield f"{place}：“{cell.kind}”是“{cell.name}”，没有{what}"
        if cell.style not in form.styles:
            yield f"{place}：“style”是“{cell.style}”，[style]里没有"
    shown = Counter((cell.kind, cell.name) for _, _, cell in _cells(form) if cell.kind in ("value", "column"))
    for (kind, name), count in shown.items():
        if count > 1:
            yield f"[[row]]：{kind}“{name}”出现在{count}个格子里"


def _repeat_faults(form: Form) -> Iterator[str]:
    optional = {column.id for column in form.columns if column.optional}
    repeated = [number for number, row in enumerate(form.rows, 1) if row.repeat]
    if len(repeated) > 1:
        yield f"[[row]]第{repeated[1]}行：只能有一行写“repeat”，第{repeated[0]}行已经写了"
    for place, row, cell in _cells(form):
        if not row.repeat and cell.kind == "column":
            yield f"{place}：“column”只能在写了“repeat”的行里"
        elif row.repeat and (cell.kind == "column") == (cell.rows == ALL_ROWS):
            yield f'{place}：重复的行里，“column”的格子不写“rows”，别的格子要写 rows = "all"'
        elif row.repeat and cell.kind == "column" and cell.rows != 1:
            yield f"{place}：重复的行里，“column”的格子不写“rows”"
        if cell.kind == "column" and cell.name in optional and cell is row.cells[0]:
            yield f"{place}：可以隐藏的列左边要有一格，隐藏后的宽度并入那一格"


def _missing_faults(form: Form) -> Iterator[str]:
    """Fields and columns that stand nowhere on paper, and values without a label."""
    cells = {(cell.kind, cell.name) for _, _, cell in _cells(form)}
    labels = [*(field.label for field in form.fields), *(column.label for column in form.columns)]
    texts = [cell.name for _, _, cell in _cells(form) if cell.kind == "text"]
    mentioned = {name for text in (form.title, form.subtitle, *labels, *texts) for name in stands_for(text)}
    for number, field in enumerate(form.fields, 1):
        if ("value", field.id) not in cells:
            if field.id not in mentioned:
                yield f"[[field]]第{number}个：字段“{field.id}”不在版面里，打印不出来"
        elif ("label", field.id) not in cells:
            yield f"[[field]]第{number}个：版面里有字段“{field.id}”的值，却没有它的名称，读回来时认不出"
    for number, column in enumerate(form.columns, 1):
        if ("column", column.id) not in cells:
            yield f"[[column]]第{number}个：列“{column.id}”不在版面里，打印不出来"
