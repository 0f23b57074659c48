"""Where the cells of a pasted block go in a project's indicator table."""

from collections.abc import Callable, Iterator, Sequence

from perfdesk.forms.form import Column, Form
from perfdesk.forms.frame import frame
from perfdesk.grid.indicator_rows import IndicatorRow, indicator_rows
from perfdesk.gui.indicator_edits import CellText, write_cells
from perfdesk.model import edits
from perfdesk.model.document import LEVELS, Document, Indicator, Project, texts
from perfdesk.model.text import key

Block = Sequence[Sequence[str]]


def paste_block(
    document: Document, form: Form, project_id: str, at: tuple[int, int], *, block: Block, ids: Callable[[], str]
) -> Document:
    """Writes a block over the cells from `at`, row and column, on; rows beyond the last become new indicators.

    A block too wide for the columns from there on is put against the last column. One that reaches into the columns
    of 一级 and 二级 changes nothing that is there: each of its rows becomes a new indicator in its own 二级.
    """
    (row, column), project = at, document.project(project_id)
    width = max(len(cells) for cells in block)
    first = max(min(column, len(form.columns) - width), 0)
    columns = form.columns[first:]
    rows = [dict(zip(columns, cells[max(width - len(columns), 0) :], strict=False)) for cells in block]
    if any(one.id in LEVELS[:2] for one in columns):
        return edits.add_indicators(document, project_id, _with_levels(form, rows, ids))
    return _written(document, project, rows, row, indicator_rows(form, project), ids=ids)


def _written(
    document: Document,
    project: Project,
    rows: Sequence[dict[Column, str]],
    row: int,
    there: Sequence[IndicatorRow],
    *,
    ids: Callable[[], str],
) -> Document:
    cells: list[CellText] = [
        (line.place(project.id, column.id), text)
        for line, one in zip(there[row:], rows, strict=False)
        for column, text in one.items()
    ]
    document = write_cells(document, cells, ids)
    last = there[-1]
    beyond = [_indicator(ids(), last.level1, last.level2, one) for one in rows[len(there) - row :]]
    return edits.add_indicators(document, project.id, [one for one in beyond if not one.is_blank])


def _with_levels(form: Form, rows: Sequence[dict[Column, str]], ids: Callable[[], str]) -> Iterator[Indicator]:
    """New indicators; a level left empty, as in merged cells, is that of the row above."""
    level1 = level2 = ""
    for row in rows:
        named = {column.id: text.strip() for column, text in row.items()}
        if _is_head(row):
            continue
        level2 = named.get(LEVELS[1]) or level2
        level1 = named.get(LEVELS[0]) or _upper(form, level1, level2)
        made = _indicator(ids(), level1, level2, row)
        if not made.is_blank:
            yield made


def _upper(form: Form, level1: str, level2: str) -> str:
    """The 一级 of a row that names none: that of the row above, unless its 二级 stands under another."""
    found = frame(form).find2(level2, level1)
    return level1 if found is None or frame(form).find1(level1) is found[0] else found[0].name


def _is_head(row: dict[Column, str]) -> bool:
    """Whether all that stands there are names of the columns."""
    return any(row.values()) and all(
        key(text) in map(key, (column.label, *column.aliases)) for column, text in row.items() if text.strip()
    )


def _indicator(indicator_id: str, level1: str, level2: str, row: dict[Column, str]) -> Indicator:
    written = {column.id: text for column, text in row.items() if column.id not in LEVELS[:2]}
    level3 = written.pop(LEVELS[2], "")
    return Indicator(indicator_id, level1, level2, level3, texts(written.items()))
