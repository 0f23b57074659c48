"""Answers dialogs as a person does: waits until one is there, looks at it, clicks one of its buttons."""

from collections.abc import Callable
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QMetaObject, Qt, QTimer
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QLabel,
    QLineEdit,
    QMessageBox,
    QPushButton,
)

_POLL_MS = 5
_SETTLED = 8
_PATIENCE_MS = 8000
"""After which all dialogs are closed, so that a test fails and does not hang."""


class Answers:
    """The dialogs that are to come, in their order, and what those that came said."""

    def __init__(self) -> None:
        self.said: list[str] = []
        self._steps: list[Callable[[QDialog], bool]] = []
        self._waited = 0
        self._timer = QTimer()
        self._timer.setInterval(_POLL_MS)
        self._timer.timeout.connect(self._look)

    def click(self, button: str) -> "Answers":
        """Clicks the button with this object name in the next question or message that has it."""

        def step(dialog: QDialog) -> bool:
            found = dialog.findChild(QPushButton, button)
            if dialog.objectName() != "message" or found is None:
                return False
            self.said.append("\n".join(one.text() for one in dialog.findChildren(QLabel) if one.text()))
            _click(found)
            return True

        self._steps.append(step)
        return self

    def press_main(self) -> "Answers":
        """Clicks what Enter would, in the next question or message."""

        def step(dialog: QDialog) -> bool:
            if dialog.objectName() != "message":
                return False
            _click(next(button for button in dialog.findChildren(QPushButton) if button.isDefault()))
            return True

        self._steps.append(step)
        return self

    def choose(self, *paths: Path) -> "Answers":
        """Types names of files into the next file dialog and presses its main button; without any, gives it up."""

        typed = " ".join(f'"{path}"' for path in paths) if len(paths) > 1 else "".join(map(str, paths))
        proposed: list[str] = []
        looks = 0

        def step(dialog: QDialog) -> bool:
            nonlocal looks
            if not isinstance(dialog, QFileDialog):
                return False
            name = dialog.findChild(QLineEdit, "fileNameEdit")
            # A file of the folder that is shown is selected there, which leaves its name alone in the field.
            if name.text() != typed and dialog.directory().filePath(name.text()) != typed:
                # The dialog reads its folder in a thread, and then selects the proposed name once more.
                proposed.append(name.text())
                _type(name, typed)
                looks = 0
            looks += 1
            if looks < _SETTLED and paths:
                return False
            self.said.append(f"{dialog.directory().absolutePath()}/{proposed[0]}")
            if not paths:
                dialog.reject()
                return True
            kind = QDialogButtonBox.StandardButton
            wanted = kind.Save if dialog.acceptMode() == QFileDialog.AcceptMode.AcceptSave else kind.Open
            _click(dialog.findChild(QDialogButtonBox).button(wanted))
            return True

        self._steps.append(step)
        return self

    def confirm(self) -> "Answers":
        """Says yes in the next message box, which is Qt's question whether to replace a file."""

        def step(dialog: QDialog) -> bool:
            if not isinstance(dialog, QMessageBox):
                return False
            self.said.append(dialog.text())
            _click(dialog.button(QMessageBox.StandardButton.Yes))
            return True

        self._steps.append(step)
        return self

    @contextmanager
    def during(self):
        """Answers while something is done; fails when a dialog that was to come did not."""
        self._waited = 0
        self._timer.start()
        try:
            yield self
            assert not self._steps, "a dialog that was to be answered did not come"
        finally:
            self._timer.stop()

    def watch(self) -> "Answers":
        """Answers from now on; `is_done` tells when all came."""
        self._waited = 0
        self._timer.start()
        return self

    @property
    def is_done(self) -> bool:
        """Whether every dialog came and was answered."""
        return not self._steps

    def stop(self) -> None:
        """Answers no more."""
        self._timer.stop()

    def _look(self) -> None:
        self._waited += 1
        if self._waited * _POLL_MS > _PATIENCE_MS:
            for widget in QApplication.topLevelWidgets():
                if isinstance(widget, QDialog):
                    widget.reject()
        for widget in QApplication.topLevelWidgets():
            if self._steps and isinstance(widget, QDialog) and widget.isVisible() and self._steps[0](widget):
                self._steps.pop(0)
                self._waited = 0
                return


def _click(button) -> None:
    # From the event loop: a click that opens another dialog would keep this timer, and the GIL, until that is closed.
    QMetaObject.invokeMethod(button, "click", Qt.ConnectionType.QueuedConnection)


def _type(field: QLineEdit, text: str) -> None:
    # A name that is selected in the list would win over the typed one.
    for view in field.window().findChildren(QAbstractItemView):
        view.clearSelection()
    field.selectAll()
    event = QInputMethodEvent()
    event.setCommitString(text)
    QApplication.sendEvent(field, event)
