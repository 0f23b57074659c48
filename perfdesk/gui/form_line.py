"""One line of the page of fields: label, editors, what is said under them, and help beside or below."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QLineEdit, QWidget

from perfdesk.gui import theme
from perfdesk.gui.form_lines import FormLine, finding, said_otherwise
from perfdesk.gui.goal_text import GoalText
from perfdesk.gui.icons import icon

LABEL_WIDTH = 128
FIELD_WIDTH = 440
ROW_HEIGHT = 36
"""Room for a field, and for two lines of help beside it, so that all rows keep one rhythm."""
_GAP = 16
_WIDTHS: Mapping[str, int] = {"year": 88, "money": 200}
_SIGN = 14
_LONG_HEIGHT = 96


class FormLineView(QWidget):
    """Shows `line` with an editor a field, in the order of its fields."""

    def __init__(self, line: FormLine, editors: Sequence[QWidget], parent: QWidget) -> None:
        super().__init__(parent)
        self._line = line
        self._editors = tuple(editors)
        self._labels = tuple(_label(parent=self) for _ in line.fields)
        self._shared = _label(parent=self)
        self._note = _Note(self)
        self._help = _Note(self)
        self._has_focus = False
        self._texts = [""] * len(line.fields)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(_GAP)
        self._grid.setVerticalSpacing(4)
        self._grid.setColumnMinimumWidth(0, LABEL_WIDTH)
        self._grid.setColumnMinimumWidth(1, FIELD_WIDTH)
        self._grid.setColumnStretch(2, 1)
        self._grid.setRowMinimumHeight(0, ROW_HEIGHT)
        self._place_editors()
        self._says_amounts = any(field.kind == "money" for field in line.fields)
        if self._says_amounts:
            self._grid.addWidget(self._note, 1, 1)
        else:
            self._note.hide()
        self.set_narrow(False)

    def set_labels(self, labels: Sequence[str]) -> None:
        """The labels of the fields as printed for the project shown."""
        for label, text, editor, field in zip(self._labels, labels, self._editors, self._line.fields, strict=True):
            label.setText(_marked(text, field.required and not self._line.label))
            editor.setAccessibleName(f"{self._line.label} {text}".strip())
            editor.setAccessibleDescription(field.help)

    def set_narrow(self, is_narrow: bool) -> None:
        """Help stands beside the editors, or below them on a narrow page."""
        self._grid.removeWidget(self._help)
        if is_narrow:
            self._grid.addWidget(self._help, 2, 1, 1, 2)
        else:
            self._grid.addWidget(self._help, 0, 2, Qt.AlignmentFlag.AlignVCenter)

    def show_text(self, index: int, text: str) -> None:
        """Says what is to be said of the text of the field `index`; never touches the editor's text."""
        self._texts[index] = text
        field, editor = self._line.fields[index], self._editors[index]
        severity = "error" if finding(field, text) else ""
        if editor.property("finding") != severity:
            editor.setProperty("finding", severity)
            editor.style().unpolish(editor)
            editor.style().polish(editor)
        self._say()

    def set_focused(self, has_focus: bool) -> None:
        """The help of the line with the focus is a little stronger."""
        self._has_focus = has_focus
        self._say()

    def _say(self) -> None:
        pairs = list(zip(self._line.fields, self._texts, strict=True))
        found = "；".join(filter(None, (finding(field, text) for field, text in pairs)))
        help_text = "".join(field.help for field in self._line.fields)
        tone = "text2" if self._has_focus else "text3"
        if not self._says_amounts:
            self._help.say(found or help_text, "error" if found else tone)
            return
        amounts = "；".join(filter(None, (said_otherwise(field, text) for field, text in pairs)))
        self._note.say(found or amounts, "error" if found else "text2")
        self._help.say(help_text, tone)

    def _place_editors(self) -> None:
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        align = Qt.AlignmentFlag.AlignVCenter
        for position, (field, editor, label) in enumerate(
            zip(self._line.fields, self._editors, self._labels, strict=True)
        ):
            editor.setParent(self)
            label.setBuddy(editor)
            if self._line.label:
                row.addSpacing(_GAP if position else 0)
                label.setAlignment(align | Qt.AlignmentFlag.AlignLeft)
                row.addWidget(label, 0, align)
            width = _WIDTHS.get(field.kind)
            if width is not None:
                editor.setFixedWidth(width)
            if isinstance(editor, QLineEdit):
                editor.setFixedHeight(32)
            elif isinstance(editor, GoalText):
                editor.setFixedHeight(_LONG_HEIGHT)
            row.addWidget(editor, 0 if width else 1, align)
        if all(field.kind in _WIDTHS for field in self._line.fields):
            row.addStretch(1)
        holder = QWidget(self)
        holder.setLayout(row)
        holder.setFixedWidth(FIELD_WIDTH)
        self._shared.setText(_marked(self._line.label, all(field.required for field in self._line.fields)))
        first = self._shared if self._line.label else self._labels[0]
        self._shared.setVisible(bool(self._line.label))
        self._grid.addWidget(first, 0, 0, align)
        self._grid.addWidget(holder, 0, 1, align)


class _Note(QWidget):
    """A line of small text, with a sign before it where it tells of an error; wraps at the width it gets."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._sign = QLabel(self)
        self._text = QLabel(self)
        self._text.setWordWrap(True)
        self._text.setProperty("type", "help")
        self._text.setFont(theme.font("help"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        self._sign.setPixmap(icon("error").pixmap(_SIGN, _SIGN))
        row.addWidget(self._sign)
        row.addWidget(self._text, 1)
        self.setMinimumHeight(theme.line_height("help"))

    def say(self, text: str, tone: str) -> None:
        """Shows `text` in a tone of the palette."""
        self._sign.setVisible(tone == "error")
        if self._text.text() != text:
            self._text.setText(text)
        if self._text.property("tone") != tone:
            self._text.setProperty("tone", tone)
            self._text.style().unpolish(self._text)
            self._text.style().polish(self._text)


def _label(parent: QWidget) -> QLabel:
    label = QLabel(parent)
    label.setProperty("tone", "text2")
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(False)
    label.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    return label


def _marked(label: str, is_required: bool) -> str:
    """The label with the mark of a required field before it; & would mark a key in a label with a buddy."""
    return ("* " if is_required else "") + label.replace("&", "&&")
