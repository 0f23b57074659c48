"""基本信息: an editor a field of the form, in the lines of the paper."""

from itertools import pairwise

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from perfdesk.forms.form import Field, Form
from perfdesk.forms.labels import filled
from perfdesk.gui.form_line import FormLineView
from perfdesk.gui.form_lines import choices, form_lines, offers_choices
from perfdesk.gui.forms_at_hand import FormOf
from perfdesk.gui.goal_text import GoalText
from perfdesk.gui.line_editors import ChoiceText, LineText, YearText
from perfdesk.gui.selection import Selection
from perfdesk.gui.typed_field import TypedField, project_shown
from perfdesk.model.document import Document, Project
from perfdesk.model.place import Place
from perfdesk.model.session import Session

NARROW = 900
"""Below this width of the page help stands under its field, in pixels."""
_MARGIN = 24
_BETWEEN = 8


class FieldsTab(QScrollArea):
    """The fields of the selected project. Widgets are made once a form; another project only fills them anew."""

    def __init__(self, session: Session, selection: Selection, form_of: FormOf, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("fields_tab")
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._session = session
        self._selection = selection
        self._form_of = form_of
        self._form: Form | None = None
        self._project = ""
        self._lines: list[FormLineView] = []
        self._editors: dict[str, LineText | GoalText] = {}
        self._ties: dict[str, TypedField] = {}
        self._unsubscribe = session.subscribe(self.show_change)
        selection.changed.connect(self._show_selected)
        selection.asked.connect(self._go)
        self._show_selected()

    def show_change(self, before: Document, after: Document, _place: Place) -> None:
        """Shows what differs for the project shown."""
        project, old = (project_shown(document, self._project) for document in (after, before))
        if project is None:
            self._show_selected()
        elif self._form_of(project) != self._form:
            self._show(project)
        elif old is None or project.fields is not old.fields:
            self._name(project)
            for tie in self._ties.values():
                tie.show()

    def finish_editing(self) -> None:
        """Nothing waits here: each letter is in the document as soon as it stands in an editor."""

    def close_down(self) -> None:
        """Listens no longer."""
        self._unsubscribe()
        self._selection.changed.disconnect(self._show_selected)
        self._selection.asked.disconnect(self._go)

    def _show_selected(self) -> None:
        project = project_shown(self._session.document, self._selection.project)
        if project is None:
            self._project = ""
            for tie in self._ties.values():
                tie.bind(None, "")
        elif project.id != self._project:
            self._show(project)
        page = self.widget()
        if page is not None:
            page.setEnabled(project is not None)

    def _show(self, project: Project) -> None:
        form = self._form_of(project)
        self._project = project.id
        if form != self._form:
            self._build(form)
        for field_id, tie in self._ties.items():
            tie.bind(Place(project.id, field=field_id), filled(form.field(field_id).label, project))
        self._name(project)
        self.verticalScrollBar().setValue(0)

    def _name(self, project: Project) -> None:
        form = self._form_of(project)
        for line, view in zip(form_lines(form), self._lines, strict=True):
            labels = [filled(field.label, project) for field in line.fields]
            view.set_labels(labels)
            for field, label in zip(line.fields, labels, strict=True):
                self._ties[field.id].rename(label)

    def _build(self, form: Form) -> None:
        for tie in self._ties.values():
            tie.deleteLater()
        self._form = form
        self._lines, self._editors, self._ties = [], {}, {}
        page = QWidget()
        page.setObjectName("page")
        column = QVBoxLayout(page)
        column.setContentsMargins(_MARGIN, 16, _MARGIN, 16)
        column.setSpacing(_BETWEEN)
        for line in form_lines(form):
            editors = [self._editor(form, field) for field in line.fields]
            view = FormLineView(line, editors, page)
            column.addWidget(view)
            self._lines.append(view)
            for index, (field, editor) in enumerate(zip(line.fields, editors, strict=True)):
                self._tie(field, editor, view, index)
        column.addStretch(1)
        self.setWidget(page)
        self._set_tab_order()
        self._set_narrow()

    def _editor(self, form: Form, field: Field) -> LineText | GoalText:
        if field.kind == "year":
            editor = YearText()
        elif field.kind == "longtext":
            editor = GoalText()
        elif offers_choices(form, field):
            editor = ChoiceText(lambda: choices(self._session.document, form, field))
        else:
            editor = LineText()
        editor.setObjectName(f"field_{field.id}")
        editor.installEventFilter(self)
        return editor

    def _tie(self, field: Field, editor: LineText | GoalText, view: FormLineView, index: int) -> None:
        tie = TypedField(self._session, editor, self)
        tie.shown.connect(lambda: view.show_text(index, editor.content()))
        editor.entered.connect(lambda: view.set_focused(True))
        if isinstance(editor, LineText):
            editor.returnPressed.connect(lambda: self._go_on(field.id))
        self._editors[field.id] = editor
        self._ties[field.id] = tie

    def _set_tab_order(self) -> None:
        editors = list(self._editors.values())
        for one, following in pairwise(editors):
            QWidget.setTabOrder(one, following)

    def _go_on(self, field_id: str) -> None:
        """Enter: the next field, as Tab does; the last one keeps the keyboard."""
        fields = list(self._editors)
        position = fields.index(field_id) + 1
        if position < len(fields):
            self._editors[fields[position]].setFocus(Qt.FocusReason.TabFocusReason)

    def _go(self, place: Place) -> None:
        editor = self._editors.get(place.field)
        if editor is not None and place.project == self._project:
            editor.go_to_change()
            self.ensureWidgetVisible(editor)

    def _set_narrow(self) -> None:
        for view in self._lines:
            view.set_narrow(self.viewport().width() < NARROW)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut) and isinstance(watched, QWidget):
            view = next((view for view in self._lines if view.isAncestorOf(watched)), None)
            if view is not None:
                view.set_focused(event.type() == QEvent.Type.FocusIn)
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._set_narrow()
