"""What a person is asked before tables leave the program on paper."""

from collections.abc import Iterable

from PySide6.QtWidgets import QWidget

from perfdesk.forms.form import Form
from perfdesk.gui.dialogs import CANCEL, Answer, ask
from perfdesk.model.document import NO, YES
from perfdesk.model.edits import set_paper
from perfdesk.model.place import Place
from perfdesk.model.session import Session

ADD = Answer("add_signature", "加签字栏")
LEAVE = Answer("no_signature", "不加")
EXPORT_PDF = Answer("export_pdf", "导出 PDF…")
STOP = Answer("stop_printing", "停止打印并关闭")
GO_ON = Answer("go_on_printing", "继续打印")
_NAME = "signature"


def ask_signature(parent: QWidget, session: Session, project_id: str, forms: Iterable[Form]) -> bool:
    """Asks once a file whether its tables get lines to sign; the answer is an edit of the file. False for 取消.

    `project_id` is the project that shows. Forms without such lines need no answer.
    """
    lines = [line for form in forms for line in form.signature.lines]
    if not lines or _NAME in session.document.paper:
        return True
    names = "、".join(text.rstrip("：:") for text in lines[0] if text)
    text = f"签字栏有{names}等。答案随文件保存，以后在“打印预览”里可以改。"
    answer = ask(parent, "这份文件的表下面要签字栏吗？", text, (ADD, LEAVE, CANCEL))
    if answer == CANCEL.id:
        return False
    value, name = (YES, "加上“签字栏”") if answer == ADD.id else (NO, "不加“签字栏”")
    session.edit(name, lambda document: set_paper(document, _NAME, value), Place(project_id, paper=_NAME))
    return True


def ask_without_printer(parent: QWidget) -> bool:
    """Says that nothing can be printed; whether a PDF is wanted instead."""
    text = "文件没有受影响。可以先导出 PDF，拿到有打印机的电脑上打印。"
    return ask(parent, "这台电脑没有可用的打印机。", text, (EXPORT_PDF, CANCEL)) == EXPORT_PDF.id


def ask_before_stopping(parent: QWidget) -> bool:
    """Whether the window is to close although it prints."""
    text = "现在关闭，还没有送到打印机的页就不印了。文件不受影响。"
    return ask(parent, "还在打印，要关闭吗？", text, (STOP, GO_ON)) == STOP.id
