"""The real program with somebody at the keyboard: types letters without end and prints each with its time.

python -m support.typist PLACE FILE: the place is a field id, `goal` for the annual goal, or `cell` for one whose editor
stays open.
"""

import sys
import time

from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QTableView

from perfdesk.__main__ import main
from perfdesk.gui import app
from perfdesk.gui.window import MainWindow
from perfdesk.model.place import Place

_PAUSE_MS = 25
_LETTERS = "abcdefghijklmnopqrstuvwxyz"


class Typist:
    """Opens the place once the document is there, then types a letter every now and then."""

    def __init__(self, where: str) -> None:
        self._where = where
        self._count = 0
        self._timer = QTimer()
        self._timer.timeout.connect(self._act)
        self._timer.start(_PAUSE_MS)
        self._is_there = False

    def _act(self) -> None:
        windows = [one for one in QApplication.topLevelWidgets() if isinstance(one, MainWindow) and one.session]
        if not windows:
            return
        (window,) = windows
        if not self._is_there:
            self._is_there = self._go(window)
            return
        letter = _LETTERS[self._count % len(_LETTERS)]
        QTest.keyClicks(QApplication.focusWidget(), letter)
        self._count += 1
        print(f"{time.monotonic()} {letter}", flush=True)

    def _go(self, window: MainWindow) -> bool:
        """Puts the keyboard on the place; whether it is there, with the place empty."""
        project = window.session.document.projects[0]
        roles = window.form_of(project).roles
        if self._where == "cell":
            one = project.indicators[0]
            window.selection.go(Place(project.id, indicator=one.id, column=roles.annual_value), "indicators")
            view = QApplication.focusWidget()
            if not isinstance(view, QTableView):
                return False
            QTest.keyClick(view, Qt.Key.Key_F2)
        elif self._where == "goal":
            window.selection.go(Place(project.id, field=roles.annual_goal), "goals")
        else:
            window.selection.go(Place(project.id, field=self._where), "fields")
        editor = QApplication.focusWidget()
        if editor is None or isinstance(editor, QTableView):
            return False
        QTest.keyClick(editor, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        QTest.keyClick(editor, Qt.Key.Key_Delete)
        return True


if __name__ == "__main__":
    _where = sys.argv.pop(1)
    _made = app.make_app

    def _with_typist(arguments):
        application = _made(arguments)
        application.setProperty("typist", _where)
        application.typist = Typist(_where)
        return application

    app.make_app = _with_typist
    sys.exit(main())
