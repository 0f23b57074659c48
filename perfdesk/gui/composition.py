"""Finishes an open composition of an input method before the program reads a text or the focus moves away."""

from typing import cast

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Signal
from PySide6.QtGui import QGuiApplication, QInputMethodEvent, QWindow


class Composition(QObject):
    """One for the whole program, listening from the beginning, which is not before the first paint.

    What a text widget shows while composing is not part of its text yet.

    Qt 6.5 commits it on `QInputMethod.commit()`, later versions with ibus throw it away; then the Han that stand on
    the screen are sent as a commit. Bare letters are no text that anybody wanted: `dropped` names them.
    """

    dropped = Signal(str)

    def __init__(self, app: QGuiApplication) -> None:
        super().__init__(app)
        self._app = app
        self._preedit = ""
        self._arrived = False
        app.installEventFilter(self)

    @property
    def is_open(self) -> bool:
        """Whether there is text on the screen that no widget holds yet."""
        return bool(self._preedit)

    def close_down(self) -> None:
        """Stops listening."""
        self._app.removeEventFilter(self)

    def finish(self) -> None:
        """Commits what is being composed, or says by `dropped` what could not be kept."""
        text, self._preedit, self._arrived = self._preedit, "", False
        if not text:
            return
        QGuiApplication.inputMethod().commit()
        if self._arrived:
            return
        # Looked up after the commit: the first letters on a cell have opened its editor by then.
        target = cast("QObject | None", QGuiApplication.focusObject())
        if target is None or any("a" <= letter.lower() <= "z" for letter in text):
            if target is not None:
                QCoreApplication.sendEvent(target, QInputMethodEvent())
            self.dropped.emit(text)
            return
        event = QInputMethodEvent()
        event.setCommitString(text)
        QCoreApplication.sendEvent(target, event)

    def eventFilter(self, target: QObject, event: QEvent) -> bool:
        """Notes what is composed; a click anywhere finishes it before the click arrives."""
        if isinstance(event, QInputMethodEvent):
            if target is QGuiApplication.focusObject():
                self._arrived = self._arrived or bool(event.commitString())
                self._preedit = event.preeditString()
        elif event.type() == QEvent.Type.MouseButtonPress and self._preedit and isinstance(target, QWindow):
            self.finish()
        return False
