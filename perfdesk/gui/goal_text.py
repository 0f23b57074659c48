"""The editor of a goal: plain text in paragraphs, with the first-line indent of the paper shown and not typed."""

from collections.abc import Generator, Sequence
from contextlib import contextmanager

from PySide6.QtCore import QMimeData, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QFontMetricsF,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QWheelEvent,
)
from PySide6.QtWidgets import QFrame, QTextEdit, QWidget

from perfdesk.gui import theme
from perfdesk.gui.composing import Composing
from perfdesk.gui.one_history import send_undo_to_window
from perfdesk.gui.pasted import pasted_text
from perfdesk.gui.scrolling import hide_idle, zoom_step
from perfdesk.gui.text_changes import Gesture, changed_part, moved, units

_LINES = {False: (24, 6), True: (22, 4)}
"""Height of a line and room after a paragraph, in pixels; for a low page the tight ones."""
_INDENT_CHARS = 2
_BLANKS = " \u3000\u00a0"


class GoalText(Composing, QTextEdit):
    """Paragraphs of plain text; the editors' common face is told in `typed_field`.

    A QTextEdit, since a QPlainTextEdit knows neither line heights nor indents.
    """

    typed = Signal()
    left = Signal()
    zoom_asked = Signal(int)
    """Ctrl and the wheel were turned: +1 for larger, -1 for smaller."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.gesture: Gesture = ""
        self._is_showing = False
        self._changed_at: int | None = None
        self._percent = 100
        self._is_tight = False
        self.hint = ""
        """Stands in grey where nothing is written."""
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAcceptRichText(False)
        self.setTabChangesFocus(True)
        self.document().setDocumentMargin(0)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.verticalScrollBar().rangeChanged.connect(self._hide_idle_bar)
        self._hide_idle_bar()
        send_undo_to_window(self)
        self.set_zoom(100)
        self.textChanged.connect(self._tell)

    def content(self) -> str:
        """The whole text, without what is still being composed. Blanks of each kind stay what they are."""
        return self.document().toRawText().replace("\u2029", "\n").replace("\u2028", "\n")

    def caret(self) -> int:
        """Where the cursor stands, in UTF-16 units."""
        return self.textCursor().position()

    def show_text(self, text: str) -> None:
        """Shows `text`, touching only what differs; cursor, selection and scroll stay."""
        old, cursor = self.content(), self.textCursor()
        start, old_end, new_end = changed_part(old, text)
        at, removed, added = units(old[:start]), units(old[start:old_end]), units(text[start:new_end])
        anchor, position = (moved(one, at, removed, added) for one in (cursor.anchor(), cursor.position()))
        scroll = self.verticalScrollBar().value()
        with self._showing():
            self._replace(at, at + removed, text[start:new_end])
            cursor.setPosition(anchor)
            cursor.setPosition(position, QTextCursor.MoveMode.KeepAnchor)
            self.setTextCursor(cursor)
        self._changed_at = at + added
        self.verticalScrollBar().setValue(scroll)

    def show_new(self, text: str) -> None:
        """Shows the text of another project, from its beginning."""
        self.is_composing = False
        if text != self.content():
            with self._showing():
                self._replace(0, units(self.content()), text)
        self.moveCursor(QTextCursor.MoveOperation.Start)
        self.verticalScrollBar().setValue(0)
        self._changed_at = None

    def go_to_change(self) -> None:
        """Takes the keyboard, the cursor behind what `show_text` changed last, or where it stood."""
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        if self._changed_at is not None:
            self.select(self._changed_at, self._changed_at)

    def select(self, start: int, end: int) -> None:
        """Selects from `start` to `end`, in UTF-16 units, and scrolls there."""
        cursor = self.textCursor()
        cursor.setPosition(start)
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        self.setTextCursor(cursor)
        self.ensureCursorVisible()

    def mark(self, spans: Sequence[tuple[int, int]]) -> None:
        """Tints and underlines spans of the text, in UTF-16 units; the text itself does not change."""
        look = QTextCharFormat()
        look.setBackground(theme.colour("difference"))
        look.setForeground(theme.colour("text"))
        look.setUnderlineStyle(QTextCharFormat.UnderlineStyle.SingleUnderline)
        look.setUnderlineColor(theme.colour("warning_mark"))
        marks: list[QTextEdit.ExtraSelection] = []
        for start, end in spans:
            mark = QTextEdit.ExtraSelection()
            cursor = QTextCursor(self.document())
            cursor.setPosition(start)
            cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
            mark.cursor, mark.format = cursor, look  # pyright: ignore[reportAttributeAccessIssue]
            marks.append(mark)
        self.setExtraSelections(marks)

    def set_zoom(self, percent: int) -> None:
        """Sizes of text and lines in per cent of the usual ones."""
        self._percent = percent
        font = theme.font("content")
        font.setPixelSize(round(font.pixelSize() * percent / 100))
        self.setFont(font)
        with self._showing():
            self._lay_out_paragraphs(all_of_them=True)

    def set_tight(self, is_tight: bool) -> None:
        """Lines stand closer, for a low page."""
        if is_tight != self._is_tight:
            self._is_tight = is_tight
            with self._showing():
                self._lay_out_paragraphs(all_of_them=True)

    def _hide_idle_bar(self) -> None:
        hide_idle(self.verticalScrollBar())

    def _replace(self, start: int, end: int, text: str) -> None:
        cursor = QTextCursor(self.document())
        cursor.setPosition(start)
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        cursor.insertText(text)
        self._lay_out_paragraphs()

    def _lay_out_paragraphs(self, all_of_them: bool = False) -> None:
        """Gives each paragraph its line height, room behind it and indent, less the blanks that are typed there."""
        block = self.document().begin()
        while block.isValid():
            indent = self._indent(block.text())
            if all_of_them or not block.blockFormat().lineHeight() or block.blockFormat().textIndent() != indent:
                self._format(block, indent)
            block = block.next()

    def _indent(self, paragraph: str) -> float:
        metrics = QFontMetricsF(self.font())
        wanted = _INDENT_CHARS * metrics.horizontalAdvance("\u3000")
        blanks = paragraph[: len(paragraph) - len(paragraph.lstrip(_BLANKS))]
        return round(max(0.0, wanted - metrics.horizontalAdvance(blanks)), 2)

    def _format(self, block: QTextBlock, indent: float) -> None:
        look = QTextBlockFormat()
        line, after = _LINES[self._is_tight]
        height = theme.line_height("content") * line / 21 * self._percent / 100
        look.setLineHeight(round(height), QTextBlockFormat.LineHeightTypes.FixedHeight.value)
        look.setBottomMargin(round(after * self._percent / 100))
        look.setTextIndent(indent)
        QTextCursor(block).setBlockFormat(look)

    def _tell(self) -> None:
        if self._is_showing:
            return
        if not self.is_composing:
            with self._showing():
                self._lay_out_paragraphs()
        self._changed_at = None
        self.typed.emit()

    @contextmanager
    def _showing(self) -> Generator[None]:
        before, self._is_showing = self._is_showing, True
        try:
            yield
        finally:
            self._is_showing = before

    def has_composed(self) -> None:
        """Paragraphs that came with it get their looks."""
        with self._showing():
            self._lay_out_paragraphs()

    def createMimeDataFromSelection(self) -> QMimeData:
        data = QMimeData()
        data.setText(self.textCursor().selection().toPlainText())
        return data

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        return source.hasText() or source.hasHtml()

    def insertFromMimeData(self, source: QMimeData) -> None:
        self.gesture = "paste"
        try:
            self.textCursor().insertText(pasted_text(source))
            self.ensureCursorVisible()
        finally:
            self.gesture = ""

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.left.emit()

    def keyPressEvent(self, e: QKeyEvent) -> None:
        if e.matches(QKeySequence.StandardKey.InsertLineSeparator):
            # A line separator within a paragraph would get no indent; in the document both are line breaks.
            self.textCursor().insertBlock()
        else:
            super().keyPressEvent(e)

    def paintEvent(self, e: QPaintEvent) -> None:
        super().paintEvent(e)
        block = self.document().firstBlock()
        if self.hint and self.document().isEmpty() and not block.layout().preeditAreaText():
            # Qt's own placeholder stands on one line, however long it is.
            painter = QPainter(self.viewport())
            painter.setFont(self.font())
            painter.setPen(theme.colour("placeholder"))
            painter.drawText(self.viewport().rect(), Qt.TextFlag.TextWordWrap.value, self.hint)
            painter.end()

    def wheelEvent(self, e: QWheelEvent) -> None:
        if step := zoom_step(e):
            self.zoom_asked.emit(step)
            e.accept()
        else:
            super().wheelEvent(e)
