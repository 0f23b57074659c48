"""One goal: its name, its counts, a line that tells of the focus, and the editor."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from perfdesk.gui import theme
from perfdesk.gui.goal_text import GoalText

_SIDE = 20
_HEADS = {False: (36, 8), True: (30, 4)}
"""Height of the head and room under it, in pixels; for a low page the tight ones."""
_SCROLL_BAR = 12
"""Room that the editor keeps for its scroll bar."""


def counts(text: str) -> str:
    """Paragraphs that hold something, and characters, line breaks apart."""
    paragraphs = text.split("\n")
    return f"{sum(bool(one.strip()) for one in paragraphs)} 段 · {sum(map(len, paragraphs))} 字"


class GoalPane(QWidget):
    """The pane of the field `field_id`. `entered` follows the focus coming into its editor."""

    entered = Signal()

    def __init__(self, field_id: str, help_text: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.field_id = field_id
        self.editor = GoalText(self)
        self.editor.setObjectName(f"field_{field_id}")
        self.editor.setAccessibleDescription(help_text)
        self.editor.hint = help_text
        self._name = QLabel(self)
        self._name.setBuddy(self.editor)
        font = theme.font("content")
        font.setWeight(theme.font("name").weight())
        self._name.setFont(font)
        self._counts = QLabel(self)
        self._counts.setObjectName(f"counts_{field_id}")
        self._counts.setProperty("tone", "text3")
        self._counts.setProperty("type", "help")
        self._rule = _Rule(self.editor, self)
        self._head, self._room = QWidget(self), QWidget(self)
        row = QHBoxLayout(self._head)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._name)
        row.addStretch(1)
        row.addWidget(self._counts)
        column = QVBoxLayout(self)
        column.setContentsMargins(_SIDE, 0, _SIDE - _SCROLL_BAR, 0)
        column.setSpacing(0)
        for part in (self._head, self._rule):
            holder = QHBoxLayout()
            holder.setContentsMargins(0, 0, _SCROLL_BAR, 0)
            holder.addWidget(part)
            column.addLayout(holder)
        column.addWidget(self._room)
        column.addWidget(self.editor, 1)
        self.set_tight(False)
        self.editor.entered.connect(self._rule.update)
        self.editor.entered.connect(self.entered)
        self.editor.left.connect(self._rule.update)

    def set_tight(self, is_tight: bool) -> None:
        """All stands closer, for a low page."""
        head, room = _HEADS[is_tight]
        self._head.setFixedHeight(head)
        self._room.setFixedHeight(room)
        self.editor.set_tight(is_tight)

    def set_name(self, name: str) -> None:
        """The label as printed for the project shown."""
        self._name.setText(name.replace("&", "&&"))
        self.editor.setAccessibleName(name)

    def count(self) -> None:
        """Counts anew."""
        self._counts.setText(counts(self.editor.content()))


class _Rule(QWidget):
    """A hairline, or a line of the accent while `editor` has the focus; its height stays."""

    def __init__(self, editor: QWidget, parent: QWidget) -> None:
        super().__init__(parent)
        self._editor = editor
        self.setFixedHeight(2)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self._editor.hasFocus():
            painter.fillRect(self.rect(), theme.colour("accent"))
        else:
            painter.fillRect(0, 1, self.width(), 1, theme.colour("line"))
