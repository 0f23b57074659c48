"""The editor of one indicator cell, in its place: every letter is an edit, and no letter moves when it opens."""

from PySide6.QtCore import QMimeData, QPoint, QRect, QRectF, Qt, Signal
from PySide6.QtGui import (
    QInputMethodEvent,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QTextBlockFormat,
    QTextCursor,
    QTextOption,
)
from PySide6.QtWidgets import QFrame, QTextEdit, QWidget

from perfdesk.gui.composing import Composing
from perfdesk.gui.indicator_text import SIDE, Lettering, framing_pen
from perfdesk.gui.one_history import send_undo_to_window
from perfdesk.gui.pasted import pasted_text
from perfdesk.gui.text_changes import Gesture, Runs
from perfdesk.model.document import new_id
from perfdesk.model.history import Typing
from perfdesk.model.place import Place
from perfdesk.model.text import clean


class CellEditor(Composing, QTextEdit):
    """Plain text over a cell. `typed` follows each change by the person; `typing` says what it merges with.

    `place` is where the text goes, also once its blank row has become an indicator. A QTextEdit, since a
    QPlainTextEdit knows no line heights.
    """

    typed = Signal()

    def __init__(self, place: Place, lettering: Lettering, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("cell_editor")
        self.place = place if place.indicator else _begun(place)
        self.token = new_id()
        self.typing = Typing(self.token)
        self._lettering = lettering
        self._cell = QRect()
        self._top = -1
        self._centred: bool | None = None
        self._text: str = ""
        self._runs = Runs()
        self._gesture: Gesture = ""
        self._look()
        send_undo_to_window(self)
        self.textChanged.connect(self._tell)

    @property
    def content(self) -> str:
        """What is typed, without what an input method still composes. Blanks of each kind stay what they are."""
        return self._text

    def show_text(self, text: str, centred: bool) -> None:
        """Shows the document's text and where it stands. The same text is not touched, nor is a composition."""
        if self.is_composing:
            return
        if text != self._text:
            self._text = text
            self.selectAll()
            self.insertPlainText(text)
            self._centred = None
        if centred != self._centred:
            self._set_blocks(centred)

    def fill(self, cell: QRect) -> None:
        """Lies down on a cell; grows beyond it while its text needs more."""
        self._cell = cell
        self._fit()

    def put_cursor(self, click: QPoint | None) -> None:
        """Puts the cursor where a click on the screen was, in global coordinates; None: at the end."""
        if click is None:
            self.moveCursor(QTextCursor.MoveOperation.End)
        else:
            self.setTextCursor(self.cursorForPosition(self.viewport().mapFromGlobal(click)))

    def break_line(self) -> None:
        """Begins a new line in the text."""
        self.textCursor().insertBlock()
        self.ensureCursorVisible()

    def _look(self) -> None:
        self.setAcceptRichText(False)
        self.setTabChangesFocus(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFont(self._lettering.font)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.document().setDocumentMargin(0)
        self._set_top(0)
        self.document().documentLayout().documentSizeChanged.connect(self._fit)

    def _set_blocks(self, centred: bool) -> None:
        self._centred = centred
        block = QTextBlockFormat()
        block.setLineHeight(self._lettering.line, QTextBlockFormat.LineHeightTypes.FixedHeight.value)
        block.setAlignment(Qt.AlignmentFlag.AlignHCenter if centred else Qt.AlignmentFlag.AlignLeft)
        cursor = QTextCursor(self.document())
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.setBlockFormat(block)

    def _tell(self) -> None:
        text = clean(self.document().toRawText().replace("\u2029", "\n").replace("\u2028", "\n"))
        if text != self._text:
            run = self._runs.run(self._text, text, self.textCursor().position(), self._gesture, self.is_composing)
            self._text, self.typing = text, Typing(self.token, run)
            self.typed.emit()

    def _fit(self) -> None:
        if not self._cell.isValid():
            return
        lines = max(round((self.document().size().height() - self._top) / self._lettering.line), 1)
        height = max(self._cell.height(), self._lettering.height(lines))
        self.setGeometry(self._cell.x(), self._cell.y(), self._cell.width(), height)
        top = self._lettering.top(lines, height)
        if top != self._top:
            self._set_top(top)

    def _set_top(self, top: int) -> None:
        """Lets the text begin where that of the cell does."""
        self._top = top
        root = self.document().rootFrame()
        around = root.frameFormat()
        around.setTopMargin(top)
        around.setLeftMargin(SIDE)
        around.setRightMargin(SIDE)
        root.setFrameFormat(around)

    def keyPressEvent(self, e: QKeyEvent) -> None:
        if e.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.break_line()
        else:
            super().keyPressEvent(e)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:  # pyright: ignore[reportIncompatibleMethodOverride]
        """Lines that are being composed need room too."""
        super().inputMethodEvent(event)
        self._fit()

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        return source.hasText() or source.hasHtml()

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Plain text alone, without the line end that Excel adds."""
        self._gesture = "paste"
        self.textCursor().insertText(pasted_text(source).removesuffix("\n"))
        self._gesture = ""
        self.ensureCursorVisible()

    def createMimeDataFromSelection(self) -> QMimeData:
        data = QMimeData()
        data.setText(self.textCursor().selection().toPlainText())
        return data

    def paintEvent(self, e: QPaintEvent) -> None:
        super().paintEvent(e)
        painter = QPainter(self.viewport())
        painter.setPen(framing_pen())
        painter.drawRect(QRectF(self.viewport().rect()).adjusted(1, 1, -1, -1))
        painter.end()


def _begun(place: Place) -> Place:
    """The place of an indicator that will begin with the first letter."""
    return Place(place.project, "", new_id(), place.column, place.level1, place.level2)
