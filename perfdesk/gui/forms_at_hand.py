"""The form of a project of a session: the one that the document carries wins over the catalogue's."""

from collections.abc import Callable

from perfdesk.forms.catalogue import Catalogue
from perfdesk.forms.form import Form
from perfdesk.forms.loader import load_form
from perfdesk.model.document import Project
from perfdesk.model.session import Session

FormOf = Callable[[Project], Form]
"""`form_of(project)`; quick enough to be asked for every row that is painted, since forms are parsed once a text."""


def forms_at_hand(session: Session, catalogue: Catalogue) -> FormOf:
    """What answers for the session's document as it is at the time. UserError for a form that is nowhere."""

    def form_of(project: Project) -> Form:
        text = session.document.forms.get(project.form)
        return catalogue.form(project.form) if text is None else load_form(text, project.form)

    return form_of
