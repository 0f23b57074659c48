"""Pure edits behind the gestures of the indicator grid: writing cells, moving rows, changing 二级."""

from collections.abc import Callable, Iterable, Sequence
from itertools import groupby

from perfdesk.forms.form import Form
from perfdesk.grid.indicator_rows import indicator_rows
from perfdesk.model import edits
from perfdesk.model.document import LEVELS, Document, Indicator, Project, texts
from perfdesk.model.place import Place

CellText = tuple[Place, str]
"""A cell and the text that it gets."""


def write_cell(document: Document, place: Place, text: str) -> Document:
    """Gives a cell a text. Where `place` names a 二级 too, its indicator begins with the first letter.

    Such an indicator also ends with its last letter, so that what was typed into a blank row and taken out again
    leaves the row as it was.
    """
    project = document.project(place.project)
    if place.level2 and all(one.id != place.indicator for one in project.indicators):
        begun = _indicator(place.indicator, place.level1, place.level2, ((place.column, text),))
        return edits.add_indicators(document, project.id, (begun,)) if text else document
    written = edits.set_text(document, project.id, place.indicator, place.column, text)
    if place.level2 and not text and _one(written.project(project.id), place.indicator).is_blank:
        return edits.remove_indicators(written, project.id, (place.indicator,))
    return written


def write_cells(document: Document, cells: Iterable[CellText], ids: Callable[[], str]) -> Document:
    """Gives many cells their texts; the cells of one blank row become one new indicator, unless all are empty."""
    begun: dict[tuple[str, str, str], list[tuple[str, str]]] = {}
    for place, text in cells:
        if place.indicator:
            document = edits.set_text(document, place.project, place.indicator, place.column, text)
        elif text:
            begun.setdefault((place.project, place.level1, place.level2), []).append((place.column, text))
    for (project_id, level1, level2), written in begun.items():
        document = edits.add_indicators(document, project_id, (_indicator(ids(), level1, level2, written),))
    return document


def insert_indicator(document: Document, project_id: str, above: str, new_id: str) -> Document:
    """Adds a blank indicator above another one, in its 二级."""
    project = document.project(project_id)
    below = _one(project, above)
    added = Indicator(new_id, below.level1, below.level2)
    return edits.add_indicators(document, project_id, (added,), project.indicators.index(below))


def change_level2(document: Document, project_id: str, ids: Iterable[str], level1: str, level2: str) -> Document:
    """Puts indicators into another 二级; where it has some already, behind them."""
    project = document.project(project_id)
    wanted = {one for one in ids if not _is_in(_one(project, one), level1, level2)}
    document = edits.move_indicators(document, project_id, wanted, len(project.indicators)) if wanted else document
    return _with_levels(document, project_id, wanted, level1, level2)


def move_rows(document: Document, form: Form, project_id: str, ids: Sequence[str], step: int) -> Document:
    """Moves indicators of one 二级 a row up (`step` -1) or down (1), at its end on into the next 二级 of the grid.

    The same document where they stand at the edge of the table already or in more than one 二级.
    """
    project = document.project(project_id)
    groups = [
        (levels, [row.indicator.id for row in rows if row.indicator is not None])
        for levels, rows in groupby(indicator_rows(form, project), key=lambda row: (row.level1, row.level2))
    ]
    moved = set(ids)
    at = next((index for index, (_, held) in enumerate(groups) if moved & set(held)), None)
    if at is None or not moved <= set(groups[at][1]):
        return document
    (level1, level2), held = groups[at]
    order = _shifted(held, moved, step)
    if order != held:
        return _reordered(document, project, order)
    if not 0 <= at + step < len(groups):
        return document
    (level1, level2), beyond = groups[at + step]
    positions = [index for index, one in enumerate(project.indicators) if one.id in beyond]
    gap = (positions[0] if step > 0 else positions[-1] + 1) if positions else len(project.indicators)
    document = edits.move_indicators(document, project_id, moved, gap)
    return _with_levels(document, project_id, moved, level1, level2)


def _shifted(held: list[str], moved: set[str], step: int) -> list[str]:
    """The ids with those in `moved` one place further, each as long as there is one to pass."""
    order = held[::-step]
    for index in range(1, len(order)):
        if order[index] in moved and order[index - 1] not in moved:
            order[index - 1 : index + 1] = [order[index], order[index - 1]]
    return order[::-step]


def _reordered(document: Document, project: Project, order: Sequence[str]) -> Document:
    """The indicators in `order` change places among themselves; all others stay where they are."""
    following = iter(order)
    indicators = tuple(_one(project, next(following)) if one.id in order else one for one in project.indicators)
    return edits.replace_project(document, Project(project.id, project.form, project.fields, indicators))


def _with_levels(document: Document, project_id: str, ids: Iterable[str], level1: str, level2: str) -> Document:
    for one in ids:
        document = edits.set_text(document, project_id, one, LEVELS[0], level1)
        document = edits.set_text(document, project_id, one, LEVELS[1], level2)
    return document


def _indicator(indicator_id: str, level1: str, level2: str, written: Iterable[tuple[str, str]]) -> Indicator:
    values = dict(written)
    level3 = values.pop(LEVELS[2], "")
    return Indicator(indicator_id, level1, level2, level3, texts(values.items()))


def _one(project: Project, indicator_id: str) -> Indicator:
    for one in project.indicators:
        if one.id == indicator_id:
            return one
    raise KeyError(indicator_id)


def _is_in(indicator: Indicator, level1: str, level2: str) -> bool:
    return (indicator.level1, indicator.level2) == (level1, level2)
