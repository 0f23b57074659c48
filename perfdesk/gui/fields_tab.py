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
from perfdesk.gui.tied_page import TiedPage
from perfdesk.model.document import Project
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
        self._lines: list[FormLineView] = []
        self._editors: dict[str, LineText | GoalText] = {}
        self._tied = TiedPage(session, selection, form_of, self, self)
        selection.asked.connect(self._go)
        self._tied.show_selected()

    def finish_editing(self) -> None:
        """Nothing waits here: each letter is in the document as soon as it stands in an editor."""

    def close_down(self) -> None:
        """Listens no longer."""
        self._tied.close_down()
        self._selection.asked.disconnect(self._go)

    def begin(self, project: Project | None) -> None:
        """From the top; without a project there is nothing to type in."""
        page = self.widget()
        if page is not None:
            page.setEnabled(project is not None)
        if project is not None:
            self.verticalScrollBar().setValue(0)

    def name(self, project: Project) -> None:
        """The labels as printed."""
        form = self._form_of(project)
        for line, view in zip(form_lines(form), self._lines, strict=True):
            view.set_labels([filled(field.label, project) for field in line.fields])

    def build(self, form: Form) -> None:
        """A line of editors after the other."""
        self._lines, self._editors = [], {}
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
        tie = self._tied.tie(field.id, editor)
        tie.shown.connect(lambda: view.show_text(index, editor.content()))
        editor.entered.connect(lambda: view.set_focused(True))
        if isinstance(editor, LineText):
            editor.returnPressed.connect(lambda: self._go_on(field.id))
        self._editors[field.id] = editor

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
        if editor is not None and place.project == self._tied.project:
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
