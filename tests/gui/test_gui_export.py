"""Exports through the dialog: what is written, under which names, what is asked, and what is said afterwards."""

import errno
import time
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import lxml.html
import openpyxl
import pdfplumber
import pytest
from PySide6.QtCore import QDir, QObject, QStandardPaths, Qt, QUrl, Slot
from PySide6.QtGui import QAccessible, QDesktopServices
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QWidget
from support.answers import Answers
from support.export_dialog import LEFT, Exports
from support.files import Disk, refusal
from support.seeds import form, seeds

from perfdesk.forms.catalogue import load_catalogue
from perfdesk.gui.window import MainWindow
from perfdesk.jobs.import_ import import_sources
from perfdesk.model.document import NO, YES, Document
from perfdesk.model.place import Place
from perfdesk.model.session import Session
from perfdesk.paper.fonts import substitutes
from perfdesk.storage.disk import write_file

ROLES = form().roles


@pytest.fixture
def answers(qapp):
    made = Answers()
    yield made
    made.stop()


@pytest.fixture
def window(program) -> MainWindow:
    made = program.new_window()
    made.show_session(Session(seeds()))
    return made


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "导出"
    made.mkdir()
    return made


@pytest.fixture
def exports(window, qtbot) -> Exports:
    return Exports(window, qtbot)


def texts(document: Document) -> list[tuple[object, ...]]:
    return [
        (dict(one.fields), [(row.level1, row.level2, row.level3, dict(row.values)) for row in one.indicators])
        for one in document.projects
    ]


class Opener(QObject):
    """Stands for the system's programs."""

    def __init__(self) -> None:
        super().__init__()
        self.opened: list[str] = []

    @Slot(QUrl)
    def open(self, url: QUrl) -> None:
        self.opened.append(url.toLocalFile())


@contextmanager
def opened_by_the_system() -> Iterator[list[str]]:
    opener = Opener()
    QDesktopServices.setUrlHandler("file", opener, "open")
    try:
        yield opener.opened
    finally:
        QDesktopServices.unsetUrlHandler("file")


def word_text(path: Path) -> str:
    with zipfile.ZipFile(path) as package:
        return "".join(ElementTree.fromstring(package.read("word/document.xml")).itertext())


def read_back(*paths: Path) -> Document:
    read = import_sources(list(paths), load_catalogue())
    assert read.is_complete
    return read.document


@pytest.mark.parametrize(
    ("action", "wanted"), [("export", range(12)), ("export_word", range(12)), ("export_project", [3])]
)
def test_the_word_file_holds_what_the_window_shows(window, exports, folder, action, wanted):
    document = seeds()
    window.selection.show_projects(document.projects[3].id)
    exports.open(action).into(folder).write("export_name", "我的 表").go()
    target = folder / "我的 表.docx"
    assert exports.done() == f"已导出 {len(wanted)} 个项目：{target}"
    assert [path.name for path in folder.iterdir()] == [target.name]
    assert texts(read_back(target)) == texts(Document(tuple(document.projects[one] for one in wanted)))


def test_a_pdf_has_the_pages_and_texts_of_the_tables(exports, folder):
    exports.open().format("pdf").into(folder).write("export_name", "表").tick("paper_signature").go()
    exports.done()
    with pdfplumber.open(folder / "表.pdf") as book:
        found = [page.extract_text() for page in book.pages]
    assert len(found) >= 12
    for project in seeds().projects:
        name = project.field(ROLES.name)
        assert any(name in text.replace("\n", "") for text in found), name
    assert sum("单位负责人" in text for text in found) == 12


def test_excel_has_a_sheet_a_project_that_reads_back(exports, folder):
    exports.open().format("xlsx").into(folder).write("export_name", "表").go()
    exports.done()
    book = openpyxl.load_workbook(folder / "表.xlsx")
    assert len(book.sheetnames) == 12
    for sheet, project in zip(book, seeds().projects, strict=True):
        shown = {str(cell.value) for row in sheet for cell in row}
        assert project.field(ROLES.name) in shown
        assert {row.level3 for row in project.indicators} <= shown


def test_a_web_page_holds_every_table(exports, folder):
    exports.open().format("html").into(folder).write("export_name", "表").go()
    exports.done()
    page = lxml.html.parse(str(folder / "表.html")).getroot()
    assert len(page.findall(".//table")) == 12
    shown = page.text_content()
    assert all(one.field(ROLES.name) in shown for one in seeds().projects)


def test_the_summary_has_a_row_a_project_and_is_always_one_file(window, exports, folder):
    exports.open().tick("export_each").format("summary").into(folder)
    assert exports.text("export_name") == "2026年项目绩效目标表_中共东莞市委办公室_汇总"
    assert not exports.enabled["export_each"]
    exports.write("export_name", "汇总").go()
    assert exports.done() == f"已导出 12 个项目：{folder / '汇总.xlsx'}"
    sheet = openpyxl.load_workbook(folder / "汇总.xlsx").worksheets[0]
    shown = [str(cell.value) for row in sheet for cell in row]
    assert [shown.count(one.field(ROLES.name)) for one in seeds().projects] == [1] * 12
    assert window.session.is_saved


def test_json_reads_back_as_the_very_document(window, exports, folder):
    exports.open().format("json").into(folder).write("export_name", "表").go()
    exports.done()
    assert read_back(folder / "表.json") == window.session.document


def test_the_selected_projects_are_exported_in_their_order_on_paper(window, exports, folder):
    ids = [one.id for one in seeds().projects]
    window.selection.show_projects(ids[7], (ids[7], ids[2]))
    exports.open("export_project")
    assert exports.find("scope_selected").isChecked()
    assert exports.find("scope_selected").text() == "选中的 2 个项目"
    exports.into(folder).write("export_name", "两个").go()
    exports.done()
    assert texts(read_back(folder / "两个.docx")) == texts(Document((seeds().projects[2], seeds().projects[7])))


def test_what_is_being_typed_is_exported(window, exports, folder, qtbot):
    name = window.findChild(QLineEdit, f"field_{ROLES.name}")
    name.setFocus()
    name.selectAll()
    qtbot.keyClicks(name, "Typed just now")
    exports.open("export_project").into(folder).write("export_name", "a").go()
    exports.done()
    assert read_back(folder / "a.docx").projects[0].field(ROLES.name) == "Typed just now"


def test_a_file_a_project_is_named_by_the_pattern_as_the_list_shows(exports, folder):
    exports.open().into(folder).tick("export_each")
    assert exports.names[0] == "01-中共东莞市委办公室-督办、国安及综合调研工作经费.docx"
    exports.write("export_pattern", "{年度}_{序号}")
    names = exports.names
    assert names == [f"2026_{number:02}.docx" for number in range(1, 13)]
    assert exports.text("export_count") == "12 个文件"
    exports.go()
    assert exports.done() == f"已导出 12 个项目：{folder}"
    assert sorted(path.name for path in folder.iterdir()) == names
    assert texts(read_back(folder / names[4])) == texts(Document((seeds().projects[4],)))


def test_a_word_put_into_the_pattern_and_names_alike_are_numbered(exports, folder):
    exports.open().into(folder).tick("export_each").write("export_pattern", "")
    assert exports.names == []
    words = exports.find("export_insert").menu()
    next(one for one in words.actions() if one.text() == "单位").trigger()
    assert exports.text("export_pattern") == "{单位}"
    assert exports.names[:2] == ["中共东莞市委办公室.docx", "中共东莞市委办公室-2.docx"]
    assert "项目类型" in [one.text() for one in words.actions()]


@pytest.mark.parametrize(
    ("field", "text", "said"),
    [
        ("export_name", " . ", "请写上文件名。"),
        ("export_folder", "子文件夹", "请写上完整的文件夹。"),
        ("export_folder", "~nobody-here/a", "请写上完整的文件夹。"),
        ("export_pattern", "名称", "文件名样式“名称”里没有花括号里的词。请写成“{序号}-{单位}-{名称}”这样。"),
        (
            "export_pattern",
            "{电话}",
            "文件名样式里的“电话”不认识。可以用序号、名称、单位、年度，或者表样里一项的名称。",
        ),
    ],
)
def test_what_will_not_do_is_said_while_it_is_written(exports, folder, field, text, said):
    exports.open().into(folder)
    if field == "export_pattern":
        exports.tick("export_each")
    exports.write(field, text)
    assert exports.text("export_problem") == said
    assert not exports.enabled["export_go"]
    exports.press()
    assert exports.is_open


@pytest.mark.parametrize(
    ("typed", "name"),
    [("表 1", "表 1.docx"), ("a.DOCX", "a.docx"), ("a.txt", "a.docx"), ("1/2:3", "1／2：3.docx"), ("con", "con_.docx")],
)
def test_a_typed_name_is_kept_as_far_as_every_system_can_hold_it(exports, folder, typed, name):
    exports.open().into(folder).write("export_name", typed).go()
    exports.done()
    assert [path.name for path in folder.iterdir()] == [name]


def test_the_proposed_name_follows_scope_and_format_until_one_is_written(window, exports, folder):
    window.selection.show_projects("p2")
    exports.open()
    assert exports.text("export_name") == "2026年项目绩效目标表_中共东莞市委办公室"
    exports.tick("scope_one")
    assert exports.text("export_name") == "会议公务活动经费"
    exports.write("export_name", "自己的").tick("scope_all").format("txt")
    assert exports.text("export_name") == "自己的"
    assert exports.text("export_suffix") == ".txt"


def test_an_existing_file_is_asked_about_once_and_only_overwritten_when_told(exports, folder, answers):
    (folder / "表.docx").write_bytes(b"old")
    exports.open().into(folder).write("export_name", "表")
    with answers.click("cancel").during():
        exports.press()
    assert exports.is_open
    assert (folder / "表.docx").read_bytes() == b"old"
    with answers.click("overwrite").during():
        exports.press()
    assert not exports.is_open
    exports.done()
    assert [one.split("\n")[0] for one in answers.said] == ["“表.docx”已经有了，要覆盖吗？"] * 2
    assert len(read_back(folder / "表.docx").projects) == 12
    assert [path.name for path in folder.iterdir()] == ["表.docx"]


def test_enter_never_overwrites(exports, folder, answers):
    (folder / "表.docx").write_bytes(b"old")
    exports.open().into(folder).write("export_name", "表")
    with answers.press_main().during():
        exports.press()
    assert exports.is_open
    assert exports.text("export_name") == "表-2"
    assert (folder / "表.docx").read_bytes() == b"old"


def test_another_name_is_proposed_beside_a_file_that_is_there(exports, folder, answers):
    for name in ("表.docx", "表-2.docx"):
        (folder / name).write_bytes(b"old")
    exports.open().into(folder).write("export_name", "表").tick("paper_fit")
    with answers.click("other_name").during():
        exports.press()
    assert exports.text("export_name") == "表-3"
    assert exports.find("export_name").selectedText() == "表-3"
    assert exports.find("paper_fit").isChecked()
    exports.go()
    exports.done()
    assert sorted(path.name for path in folder.iterdir()) == ["表-2.docx", "表-3.docx", "表.docx"]


def test_existing_files_of_an_export_by_project_are_listed(exports, folder, answers):
    for number in (3, 11):
        (folder / f"{number:02}.txt").write_bytes(b"old")
    exports.open().format("txt").into(folder).tick("export_each").write("export_pattern", "{序号}")
    with answers.click("other_name").during():
        exports.press()
    assert answers.said[0].startswith("有 2 个同名的文件已经有了，要覆盖吗？")
    assert answers.said[0].endswith("\n03.txt\n11.txt")
    assert exports.names[0] == "01-2.txt"
    exports.write("export_pattern", "{序号}")
    with answers.click("overwrite").during():
        exports.press()
    exports.done()
    assert sorted(path.name for path in folder.iterdir()) == [f"{number:02}.txt" for number in range(1, 13)]
    assert b"old" not in [path.read_bytes() for path in folder.iterdir()]


@pytest.mark.parametrize(
    ("owner", "software"), [("~$表.docx", "Word"), (".~lock.表.docx#", "LibreOffice"), (".~表.docx", "WPS")]
)
def test_a_file_that_is_open_elsewhere_is_said_before_it_is_written(exports, folder, answers, owner, software):
    (folder / "表.docx").write_bytes(b"old")
    (folder / owner).touch()
    exports.open().into(folder).write("export_name", "表")
    with answers.click("other_name").during():
        exports.press()
    assert answers.said[0].startswith(f"“表.docx”正在 {software} 里打开\n")
    assert exports.text("export_name") == "表-2"
    exports.go()
    exports.done()
    assert (folder / "表.docx").read_bytes() == b"old"
    assert len(read_back(folder / "表-2.docx").projects) == 12


def test_a_folder_that_has_vanished_brings_the_dialog_back_as_it_was(exports, folder, answers):
    exports.open().into(folder / "没了").write("export_name", "表").tick("paper_signature")
    answers.click("other_folder").watch()
    exports.press()
    exports.wait()
    assert answers.said[0].startswith(f"找不到文件夹“{folder / '没了'}”。")
    assert exports.text("export_name") == "表"
    assert exports.find("paper_signature").isChecked()
    exports.into(folder).go()
    exports.done()
    assert [path.name for path in folder.iterdir()] == ["表.docx"]


@pytest.mark.parametrize(
    ("refuse", "said"),
    [
        ({"open": refusal(errno.EACCES)}, "没有权限在文件夹“{folder}”里写文件。"),
        ({"replace": refusal(errno.EACCES, winerror=32)}, "“表.docx”正被其他程序打开。"),
        ({"write": refusal(errno.ENOSPC)}, "磁盘空间不够，写不下“表.docx”。"),
    ],
)
def test_a_disk_that_refuses_leaves_the_old_file_and_offers_another_name(
    exports, folder, answers, monkeypatch, *, refuse, said
):
    (folder / "表.docx").write_bytes(b"old")
    exports.open().into(folder).write("export_name", "表")
    answers.click("overwrite").click("other_name").watch()
    with monkeypatch.context() as patch:
        patch.setitem(write_file.__kwdefaults__, "system", Disk(refuse=refuse))
        exports.press()
        exports.wait()
    assert answers.said[1].startswith(said.format(folder=folder))
    assert "没有写入，原来的文件没有变。" in answers.said[1]
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == {"表.docx": b"old"}
    assert exports.text("export_name") == "表-2"
    exports.go()
    exports.done()
    assert len(read_back(folder / "表-2.docx").projects) == 12


def test_a_name_that_is_a_folder_offers_another_name(exports, folder, answers):
    (folder / "表.docx").mkdir()
    exports.open().into(folder).write("export_name", "表")
    answers.click("overwrite").click("other_name").watch()
    exports.press()
    exports.wait()
    assert answers.is_done
    assert exports.text("export_name") == "表-2"


@pytest.mark.parametrize(("format_id", "doing"), [("docx", "正在排版"), ("pdf", "正在生成 PDF"), ("xlsx", "正在排版")])
def test_a_cancelled_export_leaves_nothing(window, exports, folder, qtbot, *, format_id, doing):
    projects = tuple(replace(seeds().projects[number % 12], id=f"x{number}") for number in range(400))
    window.show_session(Session(Document(projects, seeds().forms)))
    exports.open().format(format_id).into(folder).write("export_name", "表").go()
    cancel = window.status.findChild(QWidget, "cancel_work")
    qtbot.waitUntil(lambda: exports.said == doing and cancel.isVisible(), timeout=20_000)
    QTest.mouseClick(cancel, LEFT)
    assert exports.done() == "已取消导出。"
    assert list(folder.iterdir()) == []
    assert not cancel.isVisible()


def test_a_window_that_closes_ends_its_export(window, program, exports, folder):
    projects = tuple(replace(seeds().projects[number % 12], id=f"x{number}") for number in range(400))
    window.show_session(Session(Document(projects, seeds().forms)))
    exports.open().into(folder).write("export_name", "表").go()
    assert window.close()
    assert window not in program.windows
    assert list(folder.iterdir()) == []


def test_the_document_can_be_edited_while_it_is_exported(window, exports, folder):
    projects = tuple(replace(seeds().projects[number % 12], id=f"x{number}") for number in range(100))
    window.show_session(Session(Document(projects, seeds().forms)))
    exports.open().into(folder).write("export_name", "表").go()
    window.session.edit("清空", lambda document: Document(forms=document.forms), Place("x0"))
    assert exports.done().startswith("已导出 100 个项目")
    assert len(read_back(folder / "表.docx").projects) == 100


def test_a_thousand_projects_are_listed_and_asked_about_at_once(window, exports, folder, answers):
    projects = tuple(replace(seeds().projects[0], id=f"x{number}") for number in range(1000))
    window.show_session(Session(Document(projects, seeds().forms)))
    begin = time.perf_counter()
    exports.open().into(folder).tick("export_each").write("export_pattern", "{名称}")
    assert len(set(exports.names)) == 1000
    for name in exports.names:
        (folder / name).touch()
    with answers.click("cancel").during():
        exports.press()
    assert time.perf_counter() - begin < 5
    assert answers.said[0].endswith("\n等 1000 个")
    assert exports.is_open


def test_options_that_do_nothing_are_disabled_not_hidden(exports):
    def disabled() -> set[str]:
        return {name for name, on in exports.enabled.items() if name and not on}

    exports.open()
    assert disabled() == {"scope_selected", "paper_stamp"}
    exports.tick("paper_signature")
    assert disabled() == {"scope_selected"}
    exports.format("html")
    assert disabled() == {"scope_selected", "paper_new_leaf"}
    exports.format("txt")
    assert disabled() == {"scope_selected", "paper_signature", "paper_stamp", "paper_fit", "paper_new_leaf"}
    exports.tick("export_each")
    assert disabled() >= {"open_file"}
    assert all(exports.find(name).isVisible() for name in disabled())


def test_fonts_that_a_pdf_has_to_do_without_are_named_with_their_substitutes(exports):
    styles = form().styles.values()
    lacking = substitutes([family for style in styles for family in (style.font, style.latin)])
    exports.open().format("pdf")
    note = exports.find("export_fonts")
    assert note.isVisible() == bool(lacking)
    assert all(f"{family}（用 {other} 代替）" in note.text() for family, other in lacking.items())
    exports.format("docx")
    assert not note.isVisible()


def test_print_options_are_those_of_the_file_and_one_step_to_undo(window, exports, folder):
    session = window.session
    exports.open().into(folder).write("export_name", "一").tick("paper_signature").tick("paper_fit").go()
    exports.done()
    assert dict(session.document.paper) == {"signature": YES, "fit": YES}
    assert session.undo_name == "修改版面"
    assert word_text(folder / "一.docx").count("单位负责人：") == 12
    exports.open().into(folder).write("export_name", "二")
    assert exports.find("paper_signature").isChecked()
    exports.tick("paper_signature").go()
    exports.done()
    assert dict(session.document.paper) == {"signature": NO, "fit": YES}
    session.undo()
    session.undo()
    assert dict(session.document.paper) == {}


def test_leaving_the_signature_out_is_an_answer_too(window, exports, folder):
    exports.open().into(folder).write("export_name", "一").go()
    exports.done()
    assert dict(window.session.document.paper) == {"signature": NO}


def test_a_format_without_paper_changes_no_document(window, exports, folder):
    document = window.session.document
    exports.open().format("json").into(folder).write("export_name", "一").go()
    exports.done()
    assert window.session.document is document


def test_the_last_choices_are_proposed_again(window, exports, folder):
    exports.open().format("txt").into(folder).tick("export_each").write("export_pattern", "{名称}").tick("open_folder")
    with opened_by_the_system() as opened:
        exports.go()
        exports.done()
    assert opened == [str(folder)]
    exports.open()
    assert exports.dialog.choice.format.id == "txt"
    assert exports.dialog.choice.is_each
    assert exports.text("export_pattern") == "{名称}"
    assert exports.text("export_folder") == str(folder)
    assert exports.find("open_folder").isChecked()
    exports.click("cancel")
    exports.open("export_word")
    assert exports.dialog.choice.format.id == "docx"


def test_the_file_is_opened_when_that_is_wanted(exports, folder):
    exports.open().into(folder).write("export_name", "表").tick("open_file")
    with opened_by_the_system() as opened:
        exports.go()
        exports.done()
    assert opened == [str(folder / "表.docx")]


def test_everything_is_reached_by_tab_and_escape_leaves(window, exports, qtbot):
    exports.open()
    dialog = exports.dialog
    qtbot.waitUntil(lambda: dialog.focusWidget() is not None)
    assert dialog.focusWidget().objectName() == "export_name"
    reached: list[str] = []
    while not reached or dialog.focusWidget().objectName() != "export_name":
        QTest.keyClick(dialog.focusWidget(), Qt.Key.Key_Tab)
        reached.append(dialog.focusWidget().objectName())
        assert len(reached) < 30
    assert reached == [
        *("export_folder", "export_browse", "paper_signature", "paper_fit", "paper_new_leaf"),
        *("open_file", "open_folder", "export_go", "cancel", "scope_all", "export_format", "export_one", "export_name"),
    ]
    for name in reached:
        widget = exports.find(name)
        assert QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name), name
    QTest.keyClick(dialog.focusWidget(), Qt.Key.Key_Escape)
    assert not exports.is_open


def test_what_does_not_fit_on_one_page_is_said(window, exports, folder):
    window.selection.show_projects(seeds().projects[0].id)
    name = seeds().projects[0].field(ROLES.name)
    exports.open("export_project").into(folder).write("export_name", "一").tick("paper_fit").go()
    assert exports.done() == f"已导出 1 个项目：{folder / '一.docx'}。“{name}”放不进一页，按原来的字号印成两页"
    exports.open().into(folder).write("export_name", "全部").go()
    second = seeds().projects[3].field(ROLES.name)
    assert exports.done().endswith(f"。“{name}”、“{second}”放不进一页，按原来的字号印")


def test_a_machine_without_a_folder_for_documents_is_offered_home(exports, monkeypatch, tmp_path):
    monkeypatch.setattr(QStandardPaths, "writableLocation", lambda _kind: str(tmp_path / "没有"))
    assert exports.open().find("export_folder").text() == QDir.homePath()
