"""Questions and errors, each said in three steps: what happened, whether the work is safe, what to do."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from perfdesk.base.errors import UserError
from perfdesk.gui.theme import font, line_height

_WIDTH = 480
_INSIDE = 24


@dataclass(frozen=True, slots=True)
class Answer:
    """A button: its id, which is the answer, and its verb."""

    id: str
    text: str


CLOSE = Answer("close", "关闭")
CANCEL = Answer("cancel", "取消")


class Message(QDialog):
    """A title, a text and buttons; the last is also the answer of Esc and of closing, `main` that of Enter."""

    def __init__(
        self, parent: QWidget | None, title: str, text: str, answers: Sequence[Answer], main: Answer | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("message")
        self.setWindowTitle(title)
        self.answer = answers[-1].id
        layout = QVBoxLayout(self)
        layout.setContentsMargins(_INSIDE, _INSIDE, _INSIDE, _INSIDE)
        layout.setSpacing(8)
        for name, role, said in (("message_title", "name", title), ("message_text", "content", text)):
            label = QLabel()
            label.setObjectName(name)
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setProperty("type", role)
            label.setWordWrap(True)
            label.setFont(font("name" if role == "name" else "content"))
            label.setText(said)
            label.setMinimumHeight(line_height("content"))
            label.setVisible(bool(said))
            if name == "message_text":
                label.setProperty("tone", "text2")
                label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            layout.addWidget(label)
        layout.addSpacing(8)
        layout.addLayout(self._buttons(answers, main or answers[0]))
        self.setFixedWidth(_WIDTH)

    def _buttons(self, answers: Sequence[Answer], main: Answer) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addStretch()
        for answer in answers:
            button = QPushButton(answer.text)
            button.setObjectName(answer.id)
            button.setProperty("main", answer == main)
            button.setDefault(answer == main)
            button.setAutoDefault(answer == main)
            button.setMinimumWidth(72)
            button.clicked.connect(lambda _checked=False, chosen=answer.id: self._choose(chosen))
            row.addWidget(button)
        return row

    def _choose(self, answer: str) -> None:
        self.answer = answer
        self.accept()


def ask(parent: QWidget | None, title: str, text: str, answers: Sequence[Answer], main: Answer | None = None) -> str:
    """Asks and waits; the id of the answer: `main`, else the first, for Enter, the last one for Esc and for closing."""
    question = Message(parent, title, text, answers, main)
    question.exec()
    question.deleteLater()
    return question.answer


def show_error(parent: QWidget | None, error: UserError) -> Message:
    """Shows the error over its window without waiting for it to be closed."""
    text = "\n".join(part for part in (error.safe, error.todo) if part)
    message = Message(parent, error.what, text, (CLOSE,))
    message.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    message.open()
    return message
