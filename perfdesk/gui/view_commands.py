"""What the actions do that concern the window itself: history, tabs, projects, zoom, help."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication

from perfdesk.gui.action import there
from perfdesk.gui.selection import Tab

if TYPE_CHECKING:
    from perfdesk.forms.form import Form
    from perfdesk.gui.desk import Desk
    from perfdesk.model.place import Place
    from perfdesk.model.session import Session

ZOOMS = (80, 90, 100, 110, 125, 150, 175, 200)


def session(desk: Desk) -> Session:
    """The open document's session. RuntimeError when nothing is open: the action should not have been enabled."""
    if desk.session is None:
        raise RuntimeError("nothing is open")
    return desk.session


def tab_of(place: Place, form: Form) -> Tab | None:
    """The tab on which the place stands; None for a project as a whole."""
    if place.paper:
        return "preview"
    if place.field:
        return "goals" if place.field in (form.roles.period_goal, form.roles.annual_goal) else "fields"
    return "indicators" if place.indicator or place.column or place.level1 else None


def can_undo(desk: Desk) -> bool:
    """Whether there is a step to take back."""
    return desk.session is not None and desk.session.undo_name is not None


def can_redo(desk: Desk) -> bool:
    """Whether there is a step to do again."""
    return desk.session is not None and desk.session.redo_name is not None


def undo_text(desk: Desk) -> str:
    """撤销, with the name of the step."""
    name = desk.session.undo_name if desk.session else None
    return f"撤销 {name}(&U)" if name else "撤销(&U)"


def redo_text(desk: Desk) -> str:
    """重做, with the name of the step."""
    name = desk.session.redo_name if desk.session else None
    return f"重做 {name}(&R)" if name else "重做(&R)"


def undo(desk: Desk) -> None:
    """Takes the last step back, where it was made."""
    _walk(desk, session(desk).undo_place, session(desk).undo)


def redo(desk: Desk) -> None:
    """Does the step again that was undone last, where it was made."""
    _walk(desk, session(desk).redo_place, session(desk).redo)


def _walk(desk: Desk, place: Place | None, step: Callable[[], Place | None]) -> None:
    """Shows the place before the step too: an editor that sees its text change knows where the cursor belongs."""
    if place is None:
        return
    tab = _tab_there(desk, place)
    if tab is not None:
        desk.selection.show_projects(place.project)
        desk.selection.show_tab(tab)
    step()
    if any(one.id == place.project for one in session(desk).document.projects):
        desk.selection.go(place, _tab_there(desk, place))


def _tab_there(desk: Desk, place: Place) -> Tab | None:
    """The tab of the place; None where its project is not there, or is meant as a whole."""
    found = next((one for one in session(desk).document.projects if one.id == place.project), None)
    return None if found is None else tab_of(place, desk.form_of(found))


def previous_project(desk: Desk) -> None:
    """Selects the project above."""
    desk.selection.show_projects(_beside(desk, -1) or desk.selection.project)


def next_project(desk: Desk) -> None:
    """Selects the project below."""
    desk.selection.show_projects(_beside(desk, 1) or desk.selection.project)


def _beside(desk: Desk, step: int) -> str | None:
    from perfdesk.gui.project_commands import list_order

    if desk.session is None:
        return None
    ids = [one.id for one in list_order(desk.session.document.projects, desk.form_of)]
    if desk.selection.project not in ids:
        return None
    at = ids.index(desk.selection.project) + step
    return ids[at] if 0 <= at < len(ids) else None


def zoom_by(desk: Desk, step: int) -> None:
    """Takes the next larger or smaller zoom of what shows: pages or text."""
    if _shows_preview(desk):
        there(desk).preview.zoom_by(step)
        return
    zoom = desk.settings.zoom
    further = [one for one in ZOOMS if (one - zoom) * step > 0]
    if further:
        _zoom(desk, further[0] if step > 0 else further[-1])


def zoom_in(desk: Desk) -> None:
    """One step larger."""
    zoom_by(desk, 1)


def zoom_out(desk: Desk) -> None:
    """One step smaller."""
    zoom_by(desk, -1)


def zoom_reset(desk: Desk) -> None:
    """Back to 100 %."""
    if _shows_preview(desk):
        there(desk).preview.zoom_by(0)
    else:
        _zoom(desk, 100)


def can_zoom_in(desk: Desk) -> bool:
    """Whether there is a larger one."""
    return _shows_preview(desk) or desk.settings.zoom < ZOOMS[-1]


def can_zoom_out(desk: Desk) -> bool:
    """Whether there is a smaller one."""
    return _shows_preview(desk) or desk.settings.zoom > ZOOMS[0]


def _shows_preview(desk: Desk) -> bool:
    return desk.workplace is not None and desk.selection.tab == "preview"


def _zoom(desk: Desk, percent: int) -> None:
    desk.change_settings(lambda settings: replace(settings, zoom=percent))


def quit_program(_desk: Desk) -> None:
    """Closes all windows; each asks about its own changes, and one that stays keeps the program."""
    QApplication.closeAllWindows()


def show_keys(desk: Desk) -> None:
    """Lists all keys."""
    from perfdesk.gui.key_list import KeyList

    KeyList(desk.widget).open()


def show_about(desk: Desk) -> None:
    """Names version, licences and folders."""
    from perfdesk.gui.about import show_about as show

    show(desk.widget)
