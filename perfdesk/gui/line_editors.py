"""One-line editors: text, a year that can be spun, and text with choices to take from."""

from collections.abc import Callable, Generator, Iterable
from contextlib import contextmanager

from PySide6.QtCore import QEvent, QObject, QSize, QStringListModel, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QApplication, QCompleter, QLineEdit, QListView, QToolButton, QWidget

from perfdesk.gui import theme
from perfdesk.gui.composing import Composing
from perfdesk.gui.icons import icon
from perfdesk.gui.one_history import send_undo_to_window
from perfdesk.gui.pasted import pasted_line
from perfdesk.gui.text_changes import Gesture, changed_part, moved, units
from perfdesk.model.amounts import read_year

_ARROW_ROOM = 28
_SPIN_ROOM = 20
_POPUP_LINES = 10


class LineText(Composing, QLineEdit):
    """A line of text; the editors' common face is told in `typed_field`."""

    typed = Signal()
    given_up = Signal()
    """Esc: what was typed since the person came is to be taken back."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.gesture: Gesture = ""
        self._is_showing = False
        self._changed_at: int | None = None
        self.setFont(theme.font("content"))
        send_undo_to_window(self)
        self.textChanged.connect(self._tell)

    def content(self) -> str:
        """The whole text, without what is still being composed."""
        return self.text()

    def caret(self) -> int:
        """Where the cursor stands, in UTF-16 units."""
        return self.cursorPosition()

    def show_text(self, text: str) -> None:
        """Shows `text`, touching only what differs; the cursor stays in the text where it stood."""
        old, cursor = self.text(), self.cursorPosition()
        anchor = cursor if not self.hasSelectedText() else self.selectionStart() + self.selectionEnd() - cursor
        start, old_end, new_end = changed_part(old, text)
        at, removed, added = units(old[:start]), units(old[start:old_end]), units(text[start:new_end])
        with self._showing():
            self.setSelection(at, removed)
            self.insert(text[start:new_end])
        self._changed_at = at + added
        anchor, cursor = (moved(one, at, removed, added) for one in (anchor, cursor))
        self.setSelection(anchor, cursor - anchor)

    def show_new(self, text: str) -> None:
        """Shows the text of another project, from its beginning."""
        self.is_composing = False
        if text != self.text():
            with self._showing():
                self.setText(text)
        self.setCursorPosition(0)
        self._changed_at = None

    def go_to_change(self) -> None:
        """Takes the keyboard, the cursor behind what `show_text` changed last, or where it stood."""
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        if self._changed_at is not None:
            self.setCursorPosition(self._changed_at)

    def take(self, text: str, gesture: Gesture) -> None:
        """Puts `text` in place of all, as the person's doing."""
        with self._doing(gesture):
            self.selectAll()
            self.insert(text)

    def paste(self) -> None:
        """Pastes as one line of plain text."""
        with self._doing("paste"):
            self.insert(pasted_line(QGuiApplication.clipboard().mimeData()))

    def _tell(self) -> None:
        if not self._is_showing:
            self._changed_at = None
            self.typed.emit()

    @contextmanager
    def _showing(self) -> Generator[None]:
        self._is_showing = True
        try:
            yield
        finally:
            self._is_showing = False

    @contextmanager
    def _doing(self, gesture: Gesture) -> Generator[None]:
        self.gesture = gesture
        try:
            yield
        finally:
            self.gesture = ""

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """The menu bar acts on the selected text, which Qt would drop."""
        start, length = self.selectionStart(), self.selectionLength()
        super().focusOutEvent(event)
        if start >= 0 and event.reason() == Qt.FocusReason.MenuBarFocusReason:
            self.setSelection(start, length)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Paste):
            self.paste()
        elif event.key() == Qt.Key.Key_Escape:
            self.given_up.emit()
        else:
            super().keyPressEvent(event)


class YearText(LineText):
    """A year, typed, or spun by ↑ and ↓, by its arrows, and by the wheel while it has the focus.

    Any text is kept as typed.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextMargins(0, 0, _SPIN_ROOM - 8, 0)
        self._arrows = tuple(
            self._arrow(picture, name, years)
            for picture, name, years in (("chevron-up", "下一年", 1), ("chevron-down", "上一年", -1))
        )

    def step(self, years: int) -> None:
        """Goes on by some years; a text that is no year stays."""
        year = read_year(self.text())
        if year is not None and not self.is_composing:
            self.take(str(year + years), "step")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}
        if event.key() in steps and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            self.step(steps[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)

    def _arrow(self, picture: str, name: str, years: int) -> QToolButton:
        arrow = _inner_button(self, "year_arrow", picture, f"{name}（{'↑' if years > 0 else '↓'}）", name)
        arrow.setAutoRepeat(True)
        arrow.setIconSize(QSize(12, 12))
        arrow.clicked.connect(lambda: self.setFocus(Qt.FocusReason.MouseFocusReason))
        arrow.clicked.connect(lambda: self.step(years))
        return arrow

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        half = (self.height() - 6) // 2
        for number, arrow in enumerate(self._arrows):
            arrow.setGeometry(self.width() - _SPIN_ROOM - 2, 3 + number * half, _SPIN_ROOM, half)

    def wheelEvent(self, event: QWheelEvent) -> None:
        notches = event.angleDelta().y()
        if self.hasFocus() and notches:
            self.step(1 if notches > 0 else -1)
            event.accept()
        else:
            event.ignore()


class ChoiceText(LineText):
    """A line of text with an arrow that shows choices to take; own words are welcome. Alt+↓ opens the list."""

    def __init__(self, choices: Callable[[], Iterable[str]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._choices = choices
        self._model = QStringListModel(self)
        self._list = QCompleter(self._model, self)
        self._list.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self._list.setMaxVisibleItems(_POPUP_LINES)
        self._list.setWidget(self)
        self._list.activated.connect(self._take_choice)
        self._popup = QListView()
        self._list.setPopup(self._popup)
        self._popup.setFont(self.font())
        self._popup.installEventFilter(self)
        self.setTextMargins(0, 0, _ARROW_ROOM - 8, 0)
        self._arrow = _inner_button(self, "choice_arrow", "chevron-down", "可选的内容（Alt+↓）", "可选的内容")
        self._arrow.clicked.connect(self.show_choices)
        self.textChanged.connect(self._popup.hide)

    def show_choices(self) -> None:
        """Opens the list, the present text chosen in it."""
        choices = list(self._choices())
        if not choices:
            return
        self.setFocus(Qt.FocusReason.PopupFocusReason)
        self._model.setStringList(choices)
        self._list.complete()
        if self.text() in choices:
            self._popup.setCurrentIndex(self._model.index(choices.index(self.text())))

    def _take_choice(self, text: str) -> None:
        self.take(text, "choice")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # The list keeps the keys that move in it; any other closes it and does what it does without a list.
        if watched is self._popup and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            moves = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)
            if event.key() not in (*moves, Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape):
                self._popup.hide()
                QApplication.sendEvent(self, event)
                return True
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Down and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.show_choices()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrow.setGeometry(self.width() - _ARROW_ROOM - 2, 3, _ARROW_ROOM, self.height() - 6)


def _inner_button(editor: QLineEdit, object_name: str, picture: str, tip: str, name: str) -> QToolButton:
    """A button within a line of text, which keeps the keyboard."""
    button = QToolButton(editor)
    button.setObjectName(object_name)
    button.setIcon(icon(picture))
    button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    button.setCursor(Qt.CursorShape.ArrowCursor)
    button.setToolTip(tip)
    button.setAccessibleName(name)
    return button
