"""Commands on the indicators of the project that the window shows; `Selection` says which cells are meant.

Each has the same first parameters, so that menus, keys and the grid call the same functions.
"""

from perfdesk.forms.form import Form
from perfdesk.forms.labels import filled
from perfdesk.grid.indicator_rows import indicator_rows
from perfdesk.gui.forms_at_hand import FormOf
from perfdesk.gui.indicator_edits import change_level2 as with_level2
from perfdesk.gui.indicator_edits import insert_indicator
from perfdesk.gui.indicator_edits import move_rows as with_moved
from perfdesk.gui.selection import Selection
from perfdesk.model import edits
from perfdesk.model.document import LEVELS, Indicator, Project, new_id
from perfdesk.model.place import Place
from perfdesk.model.session import Session

Levels = tuple[str, str]
"""A 一级 and one of its 二级."""


def shown_project(session: Session, selection: Selection) -> Project | None:
    """The project that the window shows, None for none."""
    return next((one for one in session.document.projects if one.id == selection.project), None)


def missing_level2(form: Form, project: Project) -> tuple[Levels, ...]:
    """The 二级 of the frame that have no row in the project's table yet."""
    there = {(row.level1, row.level2) for row in indicator_rows(form, project)}
    frame = ((upper.name, lower.name) for upper in form.levels for lower in upper.level2)
    return tuple(levels for levels in frame if levels not in there)


def add_indicator(session: Session, selection: Selection, form_of: FormOf, level1: str = "", level2: str = "") -> None:
    """Adds a blank indicator at the end of a 二级, by default that of the current cell, and goes there.

    Where the 二级 shows a blank row already, only goes there: that row becomes real by typing.
    """
    project = shown_project(session, selection)
    levels = (level1, level2) if level2 else _current_levels(project, selection)
    if project is None or levels is None:
        return
    rows = indicator_rows(form_of(project), project)
    if any(row.indicator is None and (row.level1, row.level2) == levels for row in rows):
        selection.go(Place(project.id, "", "", LEVELS[2], *levels), "indicators")
        return
    added = Indicator(new_id(), *levels)
    place = Place(project.id, "", added.id, LEVELS[2])
    session.edit("添加指标", lambda document: edits.add_indicators(document, project.id, (added,)), place)
    selection.go(place, "indicators")


def insert_row(session: Session, selection: Selection, form_of: FormOf) -> None:
    """Adds a blank indicator above the current one and goes there; in a blank row there is nothing to do."""
    project, cell = shown_project(session, selection), selection.cell
    if project is None or cell is None or not cell.indicator:
        return
    above, added = cell.indicator, new_id()
    place = Place(project.id, "", added, LEVELS[2])
    session.edit("插入指标", lambda document: insert_indicator(document, project.id, above, added), place)
    selection.go(place, "indicators")


def delete_rows(session: Session, selection: Selection, form_of: FormOf) -> None:
    """Deletes the selected indicators."""
    project, ids = shown_project(session, selection), selection.indicators
    if project is not None and ids:
        session.edit(
            "删除指标", lambda document: edits.remove_indicators(document, project.id, ids), _place(selection, ids[0])
        )


def can_move_rows(session: Session, selection: Selection, form_of: FormOf, step: int) -> bool:
    """Whether `move_rows` would change anything."""
    project = shown_project(session, selection)
    if project is None or not selection.indicators:
        return False
    moved = with_moved(session.document, form_of(project), project.id, selection.indicators, step)
    return moved is not session.document


def move_rows(session: Session, selection: Selection, form_of: FormOf, step: int) -> None:
    """Moves the selected indicators of one 二级 a row up (-1) or down (1), at its end on into the next 二级."""
    project, ids = shown_project(session, selection), selection.indicators
    if project is not None and ids:
        form = form_of(project)
        session.edit(
            "移动指标",
            lambda document: with_moved(document, form, project.id, ids, step),
            _place(selection, ids[0]),
        )


def change_level2(session: Session, selection: Selection, form_of: FormOf, level1: str, level2: str) -> None:
    """Puts the selected indicators into another 二级."""
    project, ids = shown_project(session, selection), selection.indicators
    if project is not None and ids:
        place = _place(selection, ids[0])
        session.edit("修改二级指标", lambda document: with_level2(document, project.id, ids, level1, level2), place)
        selection.go(place, "indicators")


def blank_annual(session: Session, selection: Selection, form_of: FormOf) -> int:
    """How many indicators `fill_blank_annual` would fill; 0 for a form that lacks one of the two columns."""
    project = shown_project(session, selection)
    if project is None:
        return 0
    roles = form_of(project).roles
    if not (roles.period_value and roles.annual_value):
        return 0
    pairs = [(one.text(roles.period_value), one.text(roles.annual_value)) for one in project.indicators]
    return sum(bool(period.strip()) and not annual.strip() for period, annual in pairs)


def fill_text(session: Session, selection: Selection, form_of: FormOf) -> str:
    """What `fill_blank_annual` does, in the words of the table; "" for a form that lacks one of the two columns."""
    project = shown_project(session, selection)
    roles = form_of(project).roles if project is not None else None
    if project is None or roles is None or not (roles.period_value and roles.annual_value):
        return ""
    period, annual = (
        filled(form_of(project).column(one).label, project) for one in (roles.period_value, roles.annual_value)
    )
    return f"空白的{annual}＝{period}"  # noqa: RUF001


def fill_blank_annual(session: Session, selection: Selection, form_of: FormOf) -> None:
    """Copies the value of the whole period wherever the annual one is blank."""
    project = shown_project(session, selection)
    if project is None or not blank_annual(session, selection, form_of):
        return
    form = form_of(project)
    source, target = form.roles.period_value, form.roles.annual_value
    first = next(one for one in project.indicators if one.text(source).strip() and not one.text(target).strip())
    session.edit(
        f"填写空白的“{form.column(target).label}”",
        lambda document: edits.copy_blanks(document, project.id, source, target),
        Place(project.id, "", first.id, target),
    )


def _current_levels(project: Project | None, selection: Selection) -> Levels | None:
    """The 二级 of the current cell."""
    cell = selection.cell
    if project is None or cell is None:
        return None
    if not cell.indicator:
        return cell.level1, cell.level2
    return next(((one.level1, one.level2) for one in project.indicators if one.id == cell.indicator), None)


def _place(selection: Selection, indicator: str) -> Place:
    """Where undo of a change of whole rows goes to: the current cell if it is one of them."""
    cell = selection.cell
    if cell is not None and cell.indicator in selection.indicators:
        return cell
    return Place(selection.project, "", indicator, LEVELS[2])
