"""Printing through actions and dialogs; the printer is a PDF file."""

import unicodedata
from dataclasses import dataclass, field, replace
from pathlib import Path

import pdfplumber
import pytest
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import QDialog, QPushButton, QToolButton
from support.previewed import Previewed
from support.seeds import CENTRAL, form, seeds

from perfdesk.gui.dialogs import Message
from perfdesk.model.document import Document, Project, texts
from perfdesk.model.edits import set_paper
from perfdesk.model.place import Place

NAME = form().roles.name
RANGES = QPrinter.PrintRange
RADICALS = str.maketrans("⻚⻔⻓", "页门长")
"""Qt's own PDFs give these for the letters; NFKC folds all others."""


@dataclass
class Printer:
    """What a person does in the system's dialog, and what came of it."""

    file: Path
    accepts: bool = True
    range: QPrinter.PrintRange = RANGES.AllPages
    pages: tuple[int, int] = (0, 0)
    copies: int = 1
    dialogs: list[str] = field(default_factory=list)
    options: list[QPrintDialog.PrintDialogOption] = field(default_factory=list)
    doc_name: str = ""

    def answer(self, dialog: QPrintDialog) -> int:
        printer = dialog.printer()
        self.dialogs.append(dialog.windowTitle())
        self.options.append(dialog.options())
        self.doc_name = printer.docName()
        printer.setOutputFileName(str(self.file))
        printer.setPrintRange(self.range)
        printer.setFromTo(*self.pages)
        printer.setCopyCount(self.copies)
        return QDialog.DialogCode.Accepted if self.accepts else QDialog.DialogCode.Rejected

    def texts(self) -> list[str]:
        """What stands on each page."""
        with pdfplumber.open(self.file) as pdf:
            return [
                unicodedata.normalize("NFKC", page.extract_text()).translate(RADICALS).replace(" ", "")
                for page in pdf.pages
            ]


@pytest.fixture
def printer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Printer:
    made = Printer(tmp_path / "printed.pdf")
    monkeypatch.setattr(QPrinterInfo, "availablePrinterNames", lambda: ["一台打印机"])
    monkeypatch.setattr(QPrintDialog, "exec", lambda dialog: made.answer(dialog))  # noqa: PLW0108 -- becomes a method
    return made


@pytest.fixture
def preview(program, qtbot) -> Previewed:
    """Of a file whose question about signature lines was answered."""
    return Previewed(program, qtbot, set_paper(seeds(), "signature", "no"))


@pytest.fixture
def unasked(program, qtbot) -> Previewed:
    return Previewed(program, qtbot)


def run(preview: Previewed, action: str = "print") -> None:
    preview.window.menus[action].trigger()
    preview.settle()
    preview.qtbot.waitUntil(lambda: not preview.window.findChild(QToolButton, "cancel_work").isVisible())


def said(preview: Previewed) -> str:
    return preview.label("state")


def name(project: str) -> str:
    return seeds().project(project).field(NAME)


def test_the_project_that_shows_is_printed_as_it_shows(preview, printer):
    run(preview)
    assert printer.dialogs == [f"打印：{name('p8')}，1 页"]
    (page,) = printer.texts()
    assert unicodedata.normalize("NFKC", name("p8")) in page
    assert "427,500.00" in page
    assert page.endswith("第1页共1页")
    assert said(preview) == "已送到打印机：1 页"
    with pdfplumber.open(printer.file) as pdf:
        assert (round(pdf.pages[0].width), round(pdf.pages[0].height)) == (595, 842)
        left = min(line["x0"] for line in (*pdf.pages[0].lines, *pdf.pages[0].rects))
        assert left == pytest.approx(20 / 25.4 * 72, abs=2)


def test_what_stands_in_an_open_editor_is_printed(preview, printer):
    preview.window.selection.show_tab("fields")
    editor = preview.window.findChild(object, f"field_{NAME}")
    editor.setFocus()
    editor.selectAll()
    preview.qtbot.keyClicks(editor, "abc")
    run(preview)
    assert "abc" in printer.texts()[0]


def test_all_projects_are_one_document(preview, printer):
    preview.choose("print_scope", "全部项目")
    run(preview)
    assert printer.dialogs == ["打印：全部 12 个项目，14 页"]
    pages = printer.texts()
    assert len(pages) == 14
    assert [page.endswith(f"第{number}页共14页") for number, page in enumerate(pages, 1)] == [True] * 14


@pytest.mark.parametrize(
    ("chosen", "pages", "printed"),
    [
        (RANGES.PageRange, (2, 4), [2, 3, 4]),
        (RANGES.PageRange, (13, 20), [13, 14]),
        (RANGES.PageRange, (0, 0), list(range(1, 15))),
        (RANGES.CurrentPage, (0, 0), [10]),
        (RANGES.Selection, (0, 0), [3, 10]),
    ],
)
def test_the_range_of_the_dialog(preview, printer, chosen, pages, printed):
    preview.window.selection.show_projects("p8", ("p8", "p2"))
    preview.choose("print_scope", "全部项目")
    preview.qtbot.waitUntil(lambda: preview.pages == "第 10 页，共 14 页")
    printer.range, printer.pages = chosen, pages
    run(preview)
    assert [int(page.rsplit("第", 1)[1].split("页")[0]) for page in printer.texts()] == printed


def test_a_range_without_pages_prints_nothing(preview, printer):
    printer.range, printer.pages = RANGES.PageRange, (7, 9)
    run(preview)
    assert not printer.file.exists()
    assert said(preview) == "选的范围里没有页，什么也没有打印。"


def test_copies_are_printed_one_after_the_other(program, qtbot, printer):
    preview = Previewed(program, qtbot, set_paper(seeds(), "signature", "no"), "p1")
    printer.copies = 2
    run(preview)
    pages = printer.texts()
    by_itself = QPrinter().supportsMultipleCopies()
    assert [page[-6:] for page in pages] == ["第1页共2页", "第2页共2页"] * (1 if by_itself else 2)


def test_this_page_and_this_project_alone(preview, printer):
    preview.choose("print_scope", "全部项目")
    preview.qtbot.waitUntil(lambda: preview.pages == "第 10 页，共 14 页")
    run(preview, "print_page")
    (page,) = printer.texts()
    assert page.endswith("第10页共14页")
    option = QPrintDialog.PrintDialogOption.PrintPageRange
    assert not printer.options[0] & option
    run(preview, "print_project")
    (page,) = printer.texts()
    assert page.endswith("第1页共1页")
    assert printer.options[1] & option


def test_a_page_can_be_printed_only_where_one_shows(preview):
    assert preview.window.menus["print_page"].isEnabled()
    preview.window.selection.show_tab("fields")
    assert not preview.window.menus["print_page"].isEnabled()
    assert preview.window.menus["print"].isEnabled()


def test_given_up_in_the_dialog_nothing_is_printed(preview, printer):
    printer.accepts = False
    run(preview)
    assert not printer.file.exists()


def test_the_document_has_the_name_of_the_file(preview, printer, tmp_path):
    preview.session.file = tmp_path / "二〇二六年.jxmb"
    run(preview)
    assert printer.doc_name == "二〇二六年"


def test_tables_on_new_sheets_are_proposed_for_both_sides(preview, printer, monkeypatch):
    sides: list[QPrinter.DuplexMode] = []
    # A printer that is a file has no sides.
    monkeypatch.setattr(QPrinter, "setDuplex", lambda _printer, mode: sides.append(mode))
    preview.window.selection.show_projects("p8", ("p8", "p9"))
    preview.settle()
    preview.choose("print_scope", "选中的项目")
    run(preview)
    assert sides == []
    preview.tick("new_leaf")
    run(preview)
    assert sides == [QPrinter.DuplexMode.DuplexLongSide]
    assert [bool(page) for page in printer.texts()] == [True, False, True]


def test_each_page_has_the_paper_of_its_form(program, qtbot, printer):
    text = form(CENTRAL).text
    page = form(CENTRAL).page
    wide = text.replace('orientation = "portrait"', 'orientation = "landscape"')
    assert wide != text or page.width_mm > page.height_mm
    project = Project("c1", CENTRAL, texts([(form(CENTRAL).roles.name, "一个项目")]))
    both = Document((seeds().project("p8"), project), {form().id: form().text, CENTRAL: wide})
    preview = Previewed(program, qtbot, set_paper(both, "signature", "no"))
    preview.choose("print_scope", "全部项目")
    run(preview)
    with pdfplumber.open(printer.file) as pdf:
        assert [page.width < page.height for page in pdf.pages] == [True, *[False] * (len(pdf.pages) - 1)]


@pytest.mark.parametrize(("button", "value"), [("add_signature", "yes"), ("no_signature", "no")])
def test_lines_to_sign_are_asked_for_once_a_file(unasked, printer, answers, button: str, value: str):
    preview = unasked
    with answers.click(button).during():
        run(preview)
    assert "这份文件的表下面要签字栏吗？" in answers.said[0]
    assert preview.session.document.paper["signature"] == value
    assert ("审核人" in printer.texts()[0]) is (value == "yes")
    run(preview)
    assert len(printer.dialogs) == 2
    preview.window.menus["undo"].trigger()
    assert "signature" not in preview.session.document.paper


def test_the_question_can_be_given_up(unasked, printer, answers):
    preview = unasked
    before = preview.session.document
    with answers.click("cancel").during():
        run(preview)
    assert printer.dialogs == []
    assert preview.session.document is before


def test_without_a_printer_a_pdf_is_offered(preview, answers, monkeypatch):
    monkeypatch.setattr(QPrinterInfo, "availablePrinterNames", list)
    with answers.click("cancel").during():
        run(preview)
    assert "这台电脑没有可用的打印机。" in answers.said[0]
    with answers.click("export_pdf").during():
        run(preview)
    dialog = preview.window.findChild(QDialog, "export_dialog")
    assert dialog.choice.format.id == "pdf"
    dialog.reject()


def test_a_printer_that_refuses_is_said(preview, printer, tmp_path):
    printer.file = tmp_path / "nowhere" / "printed.pdf"
    with preview.qtbot.captureExceptions() as errors:
        run(preview)
    preview.qtbot.waitUntil(lambda: preview.window.findChild(Message) is not None)
    message = preview.window.findChild(Message)
    assert message.windowTitle() == "打印机没有接受。"
    assert errors == []
    message.reject()


def many(count: int) -> Document:
    document = seeds()
    projects = tuple(replace(document.projects[number % 12], id=f"q{number}") for number in range(count))
    return set_paper(Document(projects, document.forms), "signature", "no")


def test_a_long_job_lets_the_window_live_and_can_be_cancelled(program, qtbot, printer):
    preview = Previewed(program, qtbot, many(120), "q0")
    preview.choose("print_scope", "全部项目")
    qtbot.waitUntil(lambda: preview.pages.endswith("共 140 页"))
    preview.window.menus["print"].trigger()
    qtbot.waitUntil(lambda: said(preview).startswith("正在打印第"))
    preview.session.edit("x", lambda document: set_paper(document, "footer", "no"), Place("q0"))
    preview.tool("cancel_work")
    preview.settle()
    assert not preview.window.findChild(QToolButton, "cancel_work").isVisible()
    assert not said(preview).startswith("已送到打印机")


def test_closing_while_it_prints_is_asked_about(program, qtbot, printer, answers):
    preview = Previewed(program, qtbot, many(120), "q0")
    preview.session.mark_saved(preview.session.document)
    preview.choose("print_scope", "全部项目")
    qtbot.waitUntil(lambda: preview.pages.endswith("共 140 页"))
    preview.window.menus["print"].trigger()
    qtbot.waitUntil(lambda: said(preview).startswith("正在打印第"))
    with answers.click("go_on_printing").during():
        assert not preview.window.close()
    assert preview.window.isVisible()
    qtbot.waitUntil(lambda: said(preview) == "已送到打印机：140 页", timeout=20_000)
    preview.window.menus["print"].trigger()
    qtbot.waitUntil(lambda: said(preview).startswith("正在打印第"))
    with answers.click("stop_printing").during():
        assert preview.window.close()


def test_the_dialog_of_the_system_speaks_chinese(qapp):
    dialog = QPrintDialog(QPrinter())
    texts = " ".join(button.text() for button in dialog.findChildren(QPushButton))
    assert "打印" in texts
    assert "取消" in texts
    dialog.deleteLater()
