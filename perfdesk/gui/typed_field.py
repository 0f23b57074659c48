"""An editor and a field of the document kept alike: letters go to the session at once, changes come back.

Editors have the same face: `typed` follows each change by the person and none by `show_text`; `composed` follows the
end of an input method's composition, during which (`is_composing`) the text is left alone; `entered` follows the focus.
"""

from PySide6.QtCore import QObject, Signal

from perfdesk.gui.goal_text import GoalText
from perfdesk.gui.line_editors import LineText
from perfdesk.gui.text_changes import Runs
from perfdesk.model.document import Document, Project, new_id
from perfdesk.model.edits import set_field
from perfdesk.model.history import Typing
from perfdesk.model.place import Place
from perfdesk.model.session import Session


def project_shown(document: Document, project_id: str) -> Project | None:
    """The project with this id, None when it is not, or no longer, there."""
    try:
        return document.project(project_id)
    except KeyError:
        return None


class TypedField(QObject):
    """Ties an editor to a field of one project, which may change."""

    shown = Signal()
    """The text in the editor changed, by the person or by the document."""

    def __init__(self, session: Session, editor: LineText | GoalText, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._editor = editor
        self._place: Place | None = None
        self._name = ""
        self._token = new_id()
        self._runs = Runs()
        self._text = ""
        editor.typed.connect(self._type)
        editor.composed.connect(self.show)
        editor.entered.connect(self._begin)
        if isinstance(editor, LineText):
            # Not in a goal: one key must not take an hour's work.
            editor.given_up.connect(self.cancel)

    def bind(self, place: Place | None, name: str) -> None:
        """Shows the field at `place`, None for nothing; its edits are called `修改“name”`."""
        self._place, self._name = place, name
        self._begin()
        text = "" if place is None else self._session.document.project(place.project).field(place.field)
        self._editor.show_new(text)
        self._text = text
        self.shown.emit()

    def rename(self, name: str) -> None:
        """The label of the field changed, say with the year in it."""
        self._name = name

    def show(self) -> None:
        """Shows what the document holds now, unless an input method is at work: then when it is done."""
        place = self._place
        if place is None or self._editor.is_composing:
            return
        text = self._session.document.project(place.project).field(place.field)
        if text != self._editor.content():
            self._editor.show_text(text)
            self._text = text
            self.shown.emit()

    def cancel(self) -> None:
        """Takes back what was typed since the editor got the focus."""
        self._session.cancel(self._token)

    def _begin(self) -> None:
        self._token = new_id()
        self._runs.begin()

    def _type(self) -> None:
        place = self._place
        if place is None:
            return
        editor = self._editor
        old, text = self._text, editor.content()
        if text == old:
            return
        self._text = text
        run = self._runs.run(old, text, editor.caret(), editor.gesture, editor.is_composing)
        self._session.edit(
            f"修改“{self._name}”",
            lambda document: set_field(document, place.project, place.field, text),
            place,
            Typing(self._token, run),
        )
        self.shown.emit()
