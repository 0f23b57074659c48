"""What can be done with the text of an editor of Qt's, whichever of its kinds it is."""

from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QTextEdit

TextEditor = QLineEdit | QPlainTextEdit | QTextEdit


def can_copy(editor: TextEditor) -> bool:
    """Whether text is selected, and may be read."""
    if isinstance(editor, QLineEdit):
        return editor.hasSelectedText() and editor.echoMode() == QLineEdit.EchoMode.Normal
    return editor.textCursor().hasSelection()


def can_write(editor: TextEditor) -> bool:
    """Whether a person may change the text."""
    return editor.isEnabled() and not editor.isReadOnly()


def clear_selection(editor: TextEditor) -> None:
    """Takes the selected text away."""
    if isinstance(editor, QLineEdit):
        editor.del_()
    else:
        editor.textCursor().removeSelectedText()
