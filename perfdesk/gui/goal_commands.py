"""Commands on the goals of the project that the window shows, for the menu and for the page of goals."""

from perfdesk.forms.labels import filled
from perfdesk.gui.form_lines import goal_fields
from perfdesk.gui.forms_at_hand import FormOf
from perfdesk.gui.selection import Selection
from perfdesk.gui.typed_field import project_shown
from perfdesk.model.edits import set_field
from perfdesk.model.place import Place
from perfdesk.model.session import Session


def has_two_goals(session: Session, selection: Selection, form_of: FormOf) -> bool:
    """Whether the form of the project has both goals."""
    project = project_shown(session.document, selection.project)
    return project is not None and len(goal_fields(form_of(project))) == 2


def can_copy_goal(session: Session, selection: Selection, form_of: FormOf) -> bool:
    """Whether `copy_to_annual_goal` would change anything, and not just empty the annual goal."""
    project = project_shown(session.document, selection.project)
    if project is None or not has_two_goals(session, selection, form_of):
        return False
    source, target = (project.field(one) for one in goal_fields(form_of(project)))
    return bool(source.strip()) and source != target


def copy_to_annual_goal(session: Session, selection: Selection, form_of: FormOf) -> Place:
    """Puts the goal of the whole period in the place of the annual one, as one step. Only for a form with both.

    Gives the place of the annual goal.
    """
    project = session.document.project(selection.project)
    source, target = goal_fields(form_of(project))
    name = filled(form_of(project).field(target).label, project)
    place = Place(project.id, field=target)
    session.edit(
        f"复制到“{name}”",
        lambda document: set_field(document, project.id, target, document.project(project.id).field(source)),
        place,
    )
    return place
