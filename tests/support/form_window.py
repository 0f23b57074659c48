"""A window with one tab of the form and the two actions of the history, for tests."""

from PySide6.QtGui import QAction, QInputMethodEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QMainWindow
from support.seeds import form, seeds

from perfdesk.gui.selection import Selection
from perfdesk.model.session import Session


class FormWindow(QMainWindow):
    """Shows `tab` for a project; undo and redo go where they lead, as in the real window."""

    def __init__(self, tab, document=None, project="p8", size=(1101, 520)):
        super().__init__()
        self.session = Session(document or seeds(), clock=lambda: self.now)
        self.now = 0.0
        self.selection = Selection()
        self.selection.show_projects(project)
        self.tab = tab(self.session, self.selection, lambda one: form(one.form))
        self.setCentralWidget(self.tab)
        for keys, move in (("Ctrl+Z", self.session.undo), ("Ctrl+Y", self.session.redo)):
            action = QAction(keys, self)
            action.setShortcut(QKeySequence(keys))
            action.triggered.connect(lambda _=False, move=move: self._move(move))
            self.addAction(action)
        self.resize(*size)
        self.show()
        self.activateWindow()

    def editor(self, field):
        return self.findChild(object, f"field_{field}")

    def held(self, field, project=None):
        return self.session.document.project(project or self.selection.project).field(field)

    def _move(self, move):
        place = move()
        if place is not None:
            self.selection.go(place)


def compose(widget, preedit):
    QApplication.sendEvent(widget, QInputMethodEvent(preedit, []))


def commit(widget, text):
    event = QInputMethodEvent()
    event.setCommitString(text)
    QApplication.sendEvent(widget, event)
