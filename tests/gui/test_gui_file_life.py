"""The life of a file through the window: opened, imported, saved, closed, and nothing of it lost on the way."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QLabel, QTreeWidget
from support.files import names
from support.seeds import DATA, form, seeds

from perfdesk.gui.import_dialog import ImportDialog
from perfdesk.jobs import open_file as opening
from perfdesk.model.document import Document
from perfdesk.model.edits import set_field
from perfdesk.model.normal import normal_document
from perfdesk.model.place import Place
from perfdesk.storage.backups import Backups
from perfdesk.storage.file import open_document, save
from perfdesk.storage.json_encode import encode
from perfdesk.storage.locks import Holder, Person, lock, lock_path

NAME = form().roles.name
OTHER = Person("老李", "办公室-2")


@pytest.fixture
def window(program):
    made = program.new_window()
    made.complete()
    return made


def opened(window, qtbot, path: Path):
    window.files.open_files((path,))
    qtbot.waitUntil(lambda: window.session is not None and window.session.file == path)
    return window


def rename(window, text: str, project: str = "p1") -> Document:
    place = Place(project, field=NAME)
    window.session.edit("修改“项目名称”", lambda document: set_field(document, project, NAME, text), place)
    return window.session.document


def state(window) -> str:
    return window.findChild(QLabel, "state").text()


def saved(window, qtbot) -> None:
    window.menus["save"].trigger()
    qtbot.waitUntil(lambda: window.session.is_saved and "已保存" in state(window))


def test_a_file_is_opened_changed_saved_closed_and_opened_to_the_same_state(window, program, qtbot, file, keeping):
    opened(window, qtbot, file)
    assert window.session.document == seeds()
    assert window.windowTitle().startswith("表.jxmb")
    changed = rename(window, "新名称")
    assert window.isWindowModified()
    saved(window, qtbot)
    assert not window.isWindowModified()
    assert f"已保存 {keeping.now():%H:}" in state(window)
    assert open_document(file) == changed
    assert window.close()

    again = opened(program.new_window(), qtbot, file)
    assert again.session.document == changed
    assert program.settings.recent[0] == str(file)


def test_the_first_save_asks_for_a_name_and_proposes_folder_year_form_and_unit(window, qtbot, tmp_path, answers):
    source = DATA / "docx" / "T01-02.docx"
    source = source if source.exists() else next(iter(sorted(DATA.rglob("*.docx"))))
    window.files.open_files((source,))
    qtbot.waitUntil(lambda: window.session is not None)
    assert window.session.file is None
    assert window.isWindowModified()
    with answers.choose(tmp_path / "我的表").during():
        window.menus["save"].trigger()
    qtbot.waitUntil(lambda: window.session.is_saved)
    proposed = Path(answers.said[0])
    assert proposed.parent == source.parent
    assert proposed.suffix == ".jxmb"
    assert form().title in proposed.name
    assert window.session.file == tmp_path / "我的表.jxmb"
    assert open_document(tmp_path / "我的表.jxmb") == normal_document(window.session.document)


def test_a_save_that_is_given_up_leaves_everything_unsaved(window, qtbot, answers):
    window.menus["new"].trigger()
    qtbot.waitUntil(lambda: window.session is not None)
    with answers.choose().during():
        assert not window.files.save()
    assert window.session.file is None
    assert "已保存" not in state(window)


def two_projects(folder: Path) -> Path:
    """A source whose projects have ids."""
    path = folder / "两个项目.json"
    path.write_bytes(encode(Document(seeds().projects[:2], seeds().forms), {form().id: form()}))
    return path


def test_two_imports_at_once_of_the_same_file_both_arrive(window, qtbot, tmp_path):
    source = two_projects(tmp_path)
    window.files.open_files((source,))
    window.files.open_files((source,))
    qtbot.waitUntil(lambda: window.session is not None and len(window.session.document.projects) == 4)
    assert len({one.id for one in window.session.document.projects}) == 4


def test_an_import_goes_into_the_open_document_as_one_step_and_is_undone_as_one(window, qtbot, file, tmp_path):
    opened(window, qtbot, file)
    source = two_projects(tmp_path)
    before = window.session.document
    window.files.open_files((source,))
    qtbot.waitUntil(lambda: len(window.session.document.projects) == 14)
    assert window.session.undo_name == "导入 2 个项目"
    assert len({one.id for one in window.session.document.projects}) == 14
    window.menus["undo"].trigger()
    assert window.session.document is before


def test_what_an_import_did_not_understand_is_listed_text_by_text(window, qtbot, tmp_path):
    source = tmp_path / "去年.txt"
    sample = (DATA.parent.parent / "resources" / "sample" / "tables.txt").read_text(encoding="utf-8")
    source.write_text(f"这一行不属于任何表\n\n{sample}", encoding="utf-8")
    window.files.open_files((source,))
    qtbot.waitUntil(lambda: window.findChild(ImportDialog) is not None)
    dialog = window.findChild(ImportDialog)
    table = dialog.findChild(QTreeWidget, "import_list")
    shown = [[table.topLevelItem(row).text(column) for column in range(5)] for row in range(table.topLevelItemCount())]
    assert ["去年.txt", "未识别的内容"] in [row[:2] for row in shown]
    assert any("这一行不属于任何表" in row[4] for row in shown)
    assert "未识别的内容" in dialog.findChild(QLabel, "import_summary").text()
    assert len(window.session.document.projects) == 12


def test_a_line_of_the_import_leads_to_its_place(window, qtbot, tmp_path):
    source = tmp_path / "去年.txt"
    sample = (DATA.parent.parent / "resources" / "sample" / "tables.txt").read_text(encoding="utf-8")
    source.write_text(sample.replace("422,500.00", "约42万元上下"), encoding="utf-8")
    for count in (12, 24):  # the second time all projects get new ids
        window.files.open_files((source,))
        qtbot.waitUntil(lambda count=count: window.session and len(window.session.document.projects) == count)
    qtbot.waitUntil(lambda: len(window.findChildren(ImportDialog)) == 2)
    dialog = window.findChildren(ImportDialog)[-1]
    table = dialog.findChild(QTreeWidget, "import_list")
    items = [table.topLevelItem(row) for row in range(table.topLevelItemCount())]
    found = next(item for item in items if "约42万元上下" in item.text(4))
    table.scrollToItem(found)
    window.selection.show_tab("indicators")
    qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=table.visualItemRect(found).center())

    project = window.session.document.project(window.selection.project)
    assert found.text(2) == project.field(NAME)
    assert project in window.session.document.projects[12:]
    assert project.field(form().roles.money) == "约42万元上下"
    assert window.selection.tab == "fields"
    table.setFocus()
    window.menus["undo"].trigger()
    window.selection.show_projects("")
    qtbot.keyClick(table, Qt.Key.Key_Return)
    assert window.selection.project == "", "the project is gone"


def test_saving_says_that_blank_rows_are_left_out(window, qtbot, file):
    opened(window, qtbot, file)
    window.selection.show_tab("indicators")
    window.menus["add_indicator"].trigger()
    assert window.files.save()
    qtbot.waitUntil(lambda: "1 行空白的指标没有写进文件" in state(window))
    held = window.session.document.projects[0].indicators
    assert any(one.is_blank for one in held), "it stays while the file is open"
    assert open_document(file) == seeds()


def test_a_source_without_a_table_changes_nothing_and_says_so(window, qtbot, tmp_path):
    (tmp_path / "信.txt").write_text("你好", encoding="utf-8")
    window.files.open_files((tmp_path / "信.txt",))
    qtbot.waitUntil(lambda: window.findChild(ImportDialog) is not None)
    assert window.session is None
    assert "没有导入项目" in window.findChild(QLabel, "import_summary").text()


def test_a_file_that_is_gone_is_said_and_opens_nothing(window, qtbot, tmp_path, answers):
    answers.click("close").watch()
    window.files.open_files((tmp_path / "没有.jxmb",))
    qtbot.waitUntil(lambda: answers.is_done)
    assert "不在了" in answers.said[0]
    assert window.session is None


def drop(window, path: Path) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path))])
    copy, button, no_key = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(window, QDragEnterEvent(QPointF(50, 50).toPoint(), copy, mime, button, no_key))
    QApplication.sendEvent(window, QDropEvent(QPointF(50, 50), copy, mime, button, no_key))


def test_a_file_dropped_on_the_window_is_opened_or_imported(window, qtbot, file, tmp_path):
    drop(window, file)
    qtbot.waitUntil(lambda: window.session is not None)
    assert window.session.file == file
    source = tmp_path / "去年.txt"
    source.write_text(
        (DATA.parent.parent / "resources/sample/tables.txt").read_text(encoding="utf-8"), encoding="utf-8"
    )
    drop(window, source)
    qtbot.waitUntil(lambda: len(window.session.document.projects) == 24)


@pytest.mark.parametrize("answer", ["save", "discard"])
def test_closing_with_changes_asks_and_does_as_told(window, qtbot, file, answers, answer):
    opened(window, qtbot, file)
    changed = rename(window, "新名称")
    with answers.click(answer).during():
        assert window.close()
    assert open_document(file) == (changed if answer == "save" else seeds())
    assert "表.jxmb" in answers.said[0]


def test_closing_can_be_called_off(window, qtbot, file, answers):
    opened(window, qtbot, file)
    changed = rename(window, "新名称")
    with answers.click("cancel").during():
        assert not window.close()
    assert window.isVisible()
    assert window.session.document is changed
    assert not window.session.is_saved


def test_closing_without_changes_asks_nothing_and_lets_go_of_the_file(window, qtbot, file):
    opened(window, qtbot, file)
    assert lock_path(file).exists()
    assert window.close()
    assert names(file.parent) == [file.name]


def test_a_file_is_open_in_one_window_only(window, program, qtbot, file):
    opened(window, qtbot, file)
    window.files.open_files((file,))
    qtbot.wait(50)
    assert len(program.windows) == 1


def test_another_document_gets_another_window(window, program, qtbot, file, tmp_path):
    opened(window, qtbot, file)
    other = tmp_path / "另.jxmb"
    save(seeds(), other)
    window.files.open_files((other,))
    qtbot.waitUntil(lambda: len(program.windows) == 2 and program.windows[1].session is not None)
    assert program.windows[1].session.file == other
    assert window.session.file == file


def test_a_file_that_somebody_else_has_opens_read_only_and_is_saved_under_another_name(
    window, qtbot, file, tmp_path, answers
):
    theirs = lock(file, OTHER, datetime(2026, 3, 2, 9, tzinfo=UTC))
    answers.click("read_only").watch()
    opened(window, qtbot, file)
    assert "老李（办公室-2）" in answers.said[0]
    assert "只读" in state(window)
    assert "老李" in state(window)
    before = file.read_bytes()
    changed = rename(window, "新名称")
    answers.click("save_as").choose(tmp_path / "副本.jxmb")
    window.menus["save"].trigger()
    qtbot.waitUntil(lambda: window.session.is_saved)
    assert file.read_bytes() == before
    assert open_document(tmp_path / "副本.jxmb") == changed
    assert "只读" not in state(window)
    assert not isinstance(theirs, Holder)
    theirs.release()


def test_opening_what_somebody_else_has_can_be_called_off(window, qtbot, file, answers):
    lock(file, OTHER, datetime(2026, 3, 2, 9, tzinfo=UTC))
    answers.click("cancel").watch()
    window.files.open_files((file,))
    qtbot.waitUntil(lambda: answers.is_done)
    assert window.session is None


def test_a_lock_that_was_left_behind_can_be_taken_over(window, qtbot, file, answers):
    lock(file, OTHER, datetime(2026, 3, 2, 9, tzinfo=UTC))
    answers.click("take_over").watch()
    opened(window, qtbot, file)
    assert "只读" not in state(window)
    rename(window, "新名称")
    saved(window, qtbot)
    assert isinstance(lock(file, OTHER, datetime.now(UTC)), Holder)


def theirs(file: Path) -> Document:
    document = set_field(set_field(seeds(), "p2", NAME, "同事改的"), "p3", NAME, "同事改的")
    save(document, file)
    return document


def test_a_file_that_was_changed_meanwhile_is_asked_about_with_the_differences(window, qtbot, file, tmp_path, answers):
    opened(window, qtbot, file)
    other = theirs(file)
    mine = rename(window, "我改的")
    answers.click("save_as").choose(tmp_path / "我的.jxmb").watch()
    window.menus["save"].trigger()
    qtbot.waitUntil(lambda: window.session.is_saved)
    assert "3 个项目不同" in answers.said[0]
    assert open_document(file) == other
    assert open_document(tmp_path / "我的.jxmb") == mine


def test_overwriting_what_was_changed_meanwhile_keeps_it_among_the_versions(window, qtbot, file, answers, keeping):
    opened(window, qtbot, file)
    other = theirs(file)
    mine = rename(window, "我改的")
    answers.click("overwrite").watch()
    window.menus["save"].trigger()
    qtbot.waitUntil(lambda: window.session.is_saved)
    assert open_document(file) == mine
    assert [open_document(one.path) for one in keeping.backups.of(file)] == [other]


def test_calling_off_leaves_both_as_they_are(window, qtbot, file, answers):
    opened(window, qtbot, file)
    other = theirs(file)
    mine = rename(window, "我改的")
    answers.click("cancel").watch()
    window.menus["save"].trigger()
    qtbot.waitUntil(lambda: answers.is_done)
    qtbot.waitUntil(lambda: "正在保存" not in state(window))
    assert (open_document(file), window.session.document) == (other, mine)
    assert not window.session.is_saved
    assert "已保存" not in state(window)


def test_a_place_that_vanished_is_said_and_another_name_offered(window, qtbot, file, tmp_path, answers):
    opened(window, qtbot, file)
    file.parent.rename(tmp_path / "搬走了")
    changed = rename(window, "新名称")
    answers.click("save_as").choose(tmp_path / "别处.jxmb").watch()
    window.menus["save"].trigger()
    qtbot.waitUntil(lambda: window.session.is_saved)
    assert "找不到文件夹" in answers.said[0]
    assert "没有丢" in answers.said[0]
    assert window.session.file == tmp_path / "别处.jxmb"
    assert open_document(tmp_path / "别处.jxmb") == changed


def test_saved_is_said_of_what_is_on_the_disk_only(window, qtbot, file, tmp_path, answers):
    opened(window, qtbot, file)
    file.parent.rename(tmp_path / "搬走了")
    rename(window, "新名称")
    answers.click("cancel").watch()
    window.menus["save"].trigger()
    qtbot.waitUntil(lambda: answers.is_done)
    assert "已保存" not in state(window)
    assert window.isWindowModified()


def test_closing_by_a_save_that_fails_keeps_the_window(window, qtbot, file, tmp_path, answers):
    opened(window, qtbot, file)
    file.parent.rename(tmp_path / "搬走了")
    rename(window, "新名称")
    with answers.click("save").click("cancel").during():
        assert not window.close()
    assert window.isVisible()


def test_typing_goes_on_during_a_save_and_is_not_said_to_be_saved(window, qtbot, file):
    opened(window, qtbot, file)
    first = rename(window, "一")
    window.menus["save"].trigger()
    second = rename(window, "二")
    qtbot.waitUntil(lambda: "已保存" in state(window))
    assert open_document(file) == first
    assert window.session.document is second
    assert window.isWindowModified()


def test_closing_waits_for_the_save_that_is_under_way(window, qtbot, file):
    opened(window, qtbot, file)
    changed = rename(window, "新名称")
    window.menus["save"].trigger()
    assert window.close()
    assert open_document(file) == changed


def test_two_saves_in_a_row_save_what_is_there_at_the_second(window, qtbot, file):
    opened(window, qtbot, file)
    rename(window, "一")
    window.menus["save"].trigger()
    second = rename(window, "二")
    window.menus["save"].trigger()
    qtbot.waitUntil(lambda: window.session.is_saved)
    assert open_document(file) == second


def test_save_as_goes_on_with_the_new_file_and_lets_go_of_the_old(window, qtbot, file, tmp_path, answers):
    opened(window, qtbot, file)
    with answers.choose(tmp_path / "新.jxmb").during():
        window.menus["save_as"].trigger()
    qtbot.waitUntil(lambda: window.session.file == tmp_path / "新.jxmb")
    assert not lock_path(file).exists()
    assert lock_path(tmp_path / "新.jxmb").exists()
    assert window.windowTitle().startswith("新.jxmb")


def test_a_file_in_a_temporary_folder_is_said_and_saved_elsewhere(window, qtbot, tmp_path, answers):
    attached = tmp_path / "temporary" / "附件.jxmb"
    save(seeds(), attached)
    answers.click("save_as").choose(tmp_path / "附件.jxmb").watch()
    opened(window, qtbot, attached)
    qtbot.waitUntil(lambda: window.session.file == tmp_path / "附件.jxmb")
    assert "自动清理" in answers.said[0]


def test_a_read_only_place_is_said(window, qtbot, file, answers, monkeypatch):
    monkeypatch.setattr(opening, "standing_of", lambda _path: "read-only")
    answers.click("close").watch()
    opened(window, qtbot, file)
    qtbot.waitUntil(lambda: answers.is_done)
    assert "只读" in state(window)


def test_a_backup_that_is_not_kept_is_said_and_the_file_saved(window, qtbot, file, keeping, monkeypatch):
    opened(window, qtbot, file)
    (file.parent.parent / "kept").mkdir(exist_ok=True)
    (file.parent.parent / "kept" / "backups").write_text("no folder")
    changed = rename(window, "新名称")
    window.menus["save"].trigger()
    qtbot.waitUntil(lambda: window.session.is_saved)
    assert "没有留下历史版本" in state(window)
    assert open_document(file) == changed
    assert isinstance(keeping.backups, Backups)


def test_the_sample_is_an_unsaved_copy(window, qtbot):
    window.menus["sample"].trigger()
    qtbot.waitUntil(lambda: window.session is not None)
    assert window.session.file is None
    assert len(window.session.document.projects) == 12
    assert window.close()
