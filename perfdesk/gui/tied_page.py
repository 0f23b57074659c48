"""What the pages of fields and goals share: editors kept alike with the fields of the project that is pointed at."""

from typing import Protocol

from PySide6.QtCore import QObject

from perfdesk.forms.form import Form
from perfdesk.forms.labels import filled
from perfdesk.gui.forms_at_hand import FormOf
from perfdesk.gui.goal_text import GoalText
from perfdesk.gui.line_editors import LineText
from perfdesk.gui.selection import Selection
from perfdesk.gui.typed_field import TypedField, project_shown
from perfdesk.model.document import Document, Project
from perfdesk.model.place import Place
from perfdesk.model.session import Session


class Page(Protocol):
    """The widgets of a page."""

    def build(self, form: Form) -> None:
        """Makes the editors of another form, each tied by `TiedPage.tie`, in the place of those that are there."""
        ...

    def name(self, project: Project) -> None:
        """Shows the labels as printed for the project."""
        ...

    def begin(self, project: Project | None) -> None:
        """Another project is shown, or none any more."""
        ...


class TiedPage(QObject):
    """Follows session and selection for a page. Editors are made once a form; another project only fills them anew."""

    def __init__(self, session: Session, selection: Selection, form_of: FormOf, page: Page, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._selection = selection
        self._form_of = form_of
        self._page = page
        self._form: Form | None = None
        self._ties: dict[str, TypedField] = {}
        self.project = ""
        """Id of the project that is shown, "" for none."""
        self._unsubscribe = session.subscribe(self._change)
        selection.changed.connect(self.show_selected)

    def tie(self, field_id: str, editor: LineText | GoalText) -> TypedField:
        """Ties an editor of the page to a field."""
        self._ties[field_id] = made = TypedField(self._session, editor, self)
        return made

    def show_selected(self) -> None:
        """Shows the project that is pointed at."""
        project = project_shown(self._session.document, self._selection.project)
        if project is None:
            self.project = ""
            for tie in self._ties.values():
                tie.bind(None, "")
            self._page.begin(None)
        elif project.id != self.project:
            self._show(project)

    def close_down(self) -> None:
        """Follows no longer."""
        self._unsubscribe()
        self._selection.changed.disconnect(self.show_selected)

    def _change(self, before: Document, after: Document, _place: Place) -> None:
        """Shows what differs for the project shown."""
        project, old = (project_shown(document, self.project) for document in (after, before))
        if project is None:
            self.show_selected()
        elif self._form_of(project) != self._form:
            self._show(project)
        elif old is None or project.fields is not old.fields:
            self._name(project)
            for tie in self._ties.values():
                tie.show()

    def _show(self, project: Project) -> None:
        form = self._form_of(project)
        self.project = project.id
        if form != self._form:
            for tie in self._ties.values():
                tie.deleteLater()
            self._ties = {}
            self._form = form
            self._page.build(form)
        for field_id, tie in self._ties.items():
            tie.bind(Place(project.id, field=field_id), filled(form.field(field_id).label, project))
        self._name(project)
        self._page.begin(project)

    def _name(self, project: Project) -> None:
        form = self._form_of(project)
        self._page.name(project)
        for field_id, tie in self._ties.items():
            tie.rename(filled(form.field(field_id).label, project))
