"""Pasted text as a person means it: plain, without tags and odd blanks, line breaks kept."""

import re

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QTextDocumentFragment

from perfdesk.model.text import clean
from perfdesk.readers.text_tags import unwrap

_ODD_BLANKS = re.compile("[\t\u00a0\u2000-\u200a\u202f\u205f]")
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
_LINE_ENDS = re.compile(r"\s*\n\s*")


def pasted_text(data: QMimeData) -> str:
    """The text of the clipboard or of a drop, "" when it holds none."""
    if data.hasText():
        text = data.text()
    else:
        text = QTextDocumentFragment.fromHtml(data.html()).toPlainText() if data.hasHtml() else ""
    text = _UNSEEN.sub("", _ODD_BLANKS.sub(" ", unwrap(clean(text))))
    return "\n".join(line.rstrip(" ") for line in text.split("\n"))


def pasted_line(data: QMimeData) -> str:
    """The same as one line, trimmed: each line break with the blanks around it becomes one blank."""
    return _LINE_ENDS.sub(" ", pasted_text(data).strip())
