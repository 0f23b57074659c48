"""What comes to a window and to none of its views: files that are dropped, and the help of what is under the mouse."""

from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QStatusTipEvent
from PySide6.QtWidgets import QWidget


class WindowEvents(QObject):
    """`dropped(paths)` carries files dropped anywhere on the window where no view takes them, `explained(text)` help.

    Not before the first paint: for the first event that Python sees, PySide builds the classes of all events.
    """

    dropped = Signal(object)
    explained = Signal(str)

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        window.setAcceptDrops(True)
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Accepts files alone; a text of help goes no further, to the status bar that Qt would make for it."""
        if isinstance(event, QDragEnterEvent) and _files(event):
            event.acceptProposedAction()
            return True
        if isinstance(event, QDropEvent) and event.type() == QEvent.Type.Drop and _files(event):
            event.acceptProposedAction()
            self.dropped.emit(_files(event))
            return True
        if isinstance(event, QStatusTipEvent):
            self.explained.emit(event.tip())
            return True
        return False


def _files(event: QDropEvent) -> tuple[Path, ...]:
    return tuple(Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile())
