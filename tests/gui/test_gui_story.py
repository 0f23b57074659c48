"""The issue's story as the clerk lives it: from the welcome page to the Word file, with the mouse and without."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from support.export_dialog import Exports
from support.person import Person
from support.seeds import DATA, form, seeds

from perfdesk.forms.catalogue import load_catalogue
from perfdesk.gui.dialogs import Message
from perfdesk.jobs.import_ import import_sources
from perfdesk.model.document import Document
from perfdesk.storage.file import open_document
from perfdesk.storage.locks import Holder, lock
from perfdesk.storage.locks import Person as Owner

ROLES = form().roles
SAMPLE = DATA.parent.parent / "resources" / "sample" / "tables.txt"


@pytest.fixture
def clerk(program, qtbot) -> Person:
    window = program.new_window()
    window.complete()
    return Person(window, qtbot)


@pytest.fixture
def sample(clerk, qtbot) -> Person:
    clerk.click("start_sample")
    qtbot.waitUntil(lambda: clerk.window.session is not None)
    return clerk


def opened(clerk: Person, qtbot, path: Path) -> Person:
    clerk.drop(path)
    qtbot.waitUntil(lambda: clerk.window.session is not None and clerk.window.session.file == path)
    clerk.come()
    return clerk


def texts(document: Document):
    """What stands on the paper; ids are made anew by every reading."""
    return [
        (dict(one.fields), [(row.level1, row.level2, row.level3, dict(row.values)) for row in one.indicators])
        for one in document.projects
    ]


def change_three(clerk: Person) -> tuple[Document, ...]:
    """A field, a goal and an indicator of three projects; the documents from before the first to after the last."""
    ids = [one.id for one in clerk.document.projects]
    documents = [clerk.document]
    clerk.choose(ids[2])
    clerk.tab("fields")
    clerk.field(ROLES.name)
    clerk.press("End")
    clerk.type("二期")
    documents.append(clerk.document)
    clerk.choose(ids[3])
    clerk.tab("goals")
    clerk.field(ROLES.annual_goal)
    clerk.press("Ctrl+Home")
    clerk.type("全年，")
    documents.append(clerk.document)
    clerk.choose(ids[4])
    clerk.tab("indicators")
    clerk.cell(1, 4)
    clerk.type("满90%")
    documents.append(clerk.document)
    assert clerk.document.project(ids[2]).field(ROLES.name).endswith("二期")
    assert clerk.document.project(ids[3]).field(ROLES.annual_goal).startswith("全年，")
    assert clerk.document.project(ids[4]).indicators[1].text(ROLES.annual_value) == "满90%"
    return tuple(documents)


def test_who_comes_from_another_tab_is_in_the_goal_and_with_the_pages_and_not_on_a_button(sample):
    sample.tab("fields")
    sample.field(ROLES.name)
    sample.press("Ctrl+2")
    assert sample.keyboard.objectName() == f"field_{ROLES.period_goal}"
    sample.press("Ctrl+4")
    assert sample.keyboard.objectName() == "page_canvas"


def test_a_click_on_the_preview_leads_to_its_pages_whatever_had_the_keyboard(sample):
    sample.choose(sample.document.projects[0].id)
    assert sample.keyboard is sample.list
    sample.tab("preview")
    sample.click("paper_signature")
    before = sample.find("page_canvas").verticalScrollBar().value()
    sample.press("PgDown")
    assert sample.find("page_canvas").verticalScrollBar().value() > before


def test_one_history_over_three_tabs_and_three_projects_walked_by_keys_in_any_editor(sample):
    documents = change_three(sample)
    ids = [one.id for one in sample.document.projects]
    assert sample.keyboard.objectName() == "cell_editor"
    places = [("indicators", 4), ("goals", 3), ("fields", 2)]
    for (tab, project), document in zip(places, reversed(documents[:-1]), strict=True):
        sample.press("Ctrl+Z")
        assert sample.document == document, sample.project.indicators[1:2]
        assert (sample.window.selection.tab, sample.project.id) == (tab, ids[project])
        assert sample.list.currentIndex() == sample.list.model().index_of(ids[project])
        assert sample.find(f"{tab}_tab").isAncestorOf(sample.keyboard)
        sample.sees()
    assert not sample.window.isWindowModified()
    for (tab, project), document in zip(reversed(places), documents[1:], strict=True):
        sample.press("Ctrl+Y")
        assert sample.document == document, sample.project.indicators[1:2]
        assert (sample.window.selection.tab, sample.project.id) == (tab, ids[project])
        sample.sees()
    index = sample.grid.currentIndex()
    assert (index.row(), index.column()) == (1, 4)


def test_undo_puts_the_cursor_where_the_text_went(sample):
    change_three(sample)
    sample.press("Ctrl+Z", "Ctrl+Z")
    assert sample.keyboard.objectName() == f"field_{ROLES.annual_goal}"
    assert sample.keyboard.textCursor().position() == 0
    sample.press("Ctrl+Z")
    assert sample.keyboard.objectName() == f"field_{ROLES.name}"
    assert sample.keyboard.cursorPosition() == len(sample.project.field(ROLES.name))
    sample.press("Ctrl+Y", "Ctrl+Y")
    assert sample.keyboard.textCursor().position() == len("全年，")


def test_saved_closed_and_reopened_from_the_welcome_page_it_is_the_same(sample, program, qtbot, tmp_path, answers):
    change_three(sample)
    assert sample.window.isWindowModified()
    with answers.choose(tmp_path / "我的表").during():
        sample.press("Ctrl+S")
    qtbot.waitUntil(lambda: sample.window.session.is_saved)
    document = sample.document
    assert not sample.window.isWindowModified()
    assert sample.window.windowTitle() == "我的表.jxmb[*] — 绩效目标表"
    assert sample.window.close()
    assert program.windows == ()

    again = Person(program.new_window(), qtbot)
    again.click("recent_file")
    qtbot.waitUntil(lambda: again.window.session is not None)
    assert again.document == document
    assert again.window.session.is_saved
    again.choose(document.projects[4].id)
    for tab in ("fields", "goals", "indicators"):
        again.tab(tab)
        again.sees()


@pytest.mark.parametrize("action", ["export", "export_project"])
def test_the_word_file_holds_what_the_window_shows(sample, qtbot, tmp_path, action):
    change_three(sample)
    exports = Exports(sample.window, qtbot).open(action).into(tmp_path).write("export_name", "表")
    exports.go()
    assert "已导出" in exports.done()
    read = import_sources([tmp_path / "表.docx"], load_catalogue())
    assert read.is_complete
    wanted = sample.document.projects if action == "export" else (sample.project,)
    assert texts(read.document) == texts(Document(wanted, sample.document.forms))


def test_files_dragged_onto_the_window_open_or_come_in(clerk, program, qtbot, file):
    opened(clerk, qtbot, file)
    assert len(program.windows) == 1
    assert clerk.document == seeds()
    word = next(iter(sorted(DATA.rglob("*.docx"))))
    clerk.drop(word, SAMPLE)
    qtbot.waitUntil(lambda: len(clerk.document.projects) > 24)
    assert clerk.window.isWindowModified()
    clerk.sees()
    clerk.come()
    clerk.press("Ctrl+Z")
    assert clerk.document == seeds()


@pytest.mark.parametrize("answer", ["save", "discard", "cancel"])
def test_closing_in_the_middle_of_a_cell_asks_and_does_as_told(clerk, qtbot, file, answers, answer):
    opened(clerk, qtbot, file)
    clerk.tab("indicators")
    clerk.cell(0, 3)
    clerk.type("三篇")
    changed = clerk.document
    with answers.click(answer).during():
        assert clerk.window.close() is (answer != "cancel")
    assert "表.jxmb" in answers.said[0]
    assert open_document(file) == (changed if answer == "save" else seeds())
    if answer == "cancel":
        assert clerk.document is changed
        assert clerk.window.isWindowModified()
        clerk.sees()


def test_what_was_never_saved_is_told_from_what_has_a_file(sample, answers):
    change_three(sample)
    with answers.click("discard").during():
        assert sample.window.close()
    assert "还没有保存过" in answers.said[0]
    assert "上次保存" not in answers.said[0]


def test_a_colleagues_file_is_read_shown_and_changed_but_goes_elsewhere(clerk, qtbot, file, tmp_path, answers):
    theirs = lock(file, Owner("老李", "办公室-2"), datetime(2026, 3, 2, 9, tzinfo=UTC))
    assert not isinstance(theirs, Holder)
    answers.click("read_only").watch()
    opened(clerk, qtbot, file)
    assert clerk.said().startswith("只读：老李（办公室-2）")
    clerk.tab("fields")
    clerk.field(ROLES.name)
    clerk.type("新")
    answers.click("save_as").choose(tmp_path / "副本.jxmb")
    clerk.press("Ctrl+S")
    qtbot.waitUntil(lambda: clerk.window.session.is_saved)
    assert open_document(file) == seeds()
    assert open_document(tmp_path / "副本.jxmb") == clerk.document
    theirs.release()


def test_the_first_project_of_a_new_file_without_a_mouse(clerk, program, qtbot, tmp_path, answers):
    clerk.press_until("Tab", "start_new")
    clerk.press("Space")
    qtbot.waitUntil(lambda: clerk.window.session is not None)
    assert clerk.find("empty_new_project").isVisible()
    clerk.press("Ctrl+Shift+N")
    assert clerk.keyboard.objectName() == f"field_{ROLES.name}"
    clerk.type("档案整理")
    clerk.press("Return")
    assert clerk.keyboard.objectName() != f"field_{ROLES.name}"
    clerk.press_until("Return", f"field_{ROLES.money}")
    clerk.type("120000")
    clerk.press("Ctrl+2")
    clerk.press_until("Tab", f"field_{ROLES.period_goal}")
    clerk.type("整理档案。")
    clerk.press("Return")
    clerk.type("移交档案。")
    clerk.press("Ctrl+3")
    clerk.press_until("Tab", "indicator_grid")
    clerk.type("a")
    clerk.press("Tab")
    clerk.type("1")
    clerk.press("Tab")
    clerk.type("2")
    clerk.press("Return")
    with answers.choose(tmp_path / "新.jxmb").during():
        clerk.press("Ctrl+S")
    qtbot.waitUntil(lambda: clerk.window.session.is_saved)
    project = open_document(tmp_path / "新.jxmb").projects[0]
    assert project.field(ROLES.name) == "档案整理"
    assert project.field(ROLES.money) == "120000"
    assert project.field(ROLES.period_goal) == "整理档案。\n移交档案。"
    row = project.indicators[0]
    assert (row.level3, row.text(ROLES.period_value), row.text(ROLES.annual_value)) == ("a", "1", "2")
    clerk.window.menus["close"].trigger()
    assert program.windows == ()


def test_the_list_filters_deletes_duplicates_and_renames_and_undo_takes_each_back(sample):
    whole = sample.document
    ids = [one.id for one in whole.projects]
    sample.click("project_filter")
    sample.type("hygw")
    assert sample.list.model().ids() == [ids[1]]
    sample.press("Return")
    assert sample.keyboard is sample.list
    sample.choose(ids[1])
    sample.click("project_filter")
    sample.press("Ctrl+A", "Delete")
    sample.sees()

    sample.choose(ids[1])
    sample.press("Delete")
    assert [one.id for one in sample.document.projects] == ids[:1] + ids[2:]
    assert sample.project.id == ids[2]
    sample.press("Ctrl+Z")
    assert sample.document is whole
    assert sample.project.id == ids[1]

    sample.press("Ctrl+Shift+D")
    copy = sample.project
    assert [one.id for one in sample.document.projects] == [*ids[:2], copy.id, *ids[2:]]
    assert texts(Document((copy,), {})) == texts(Document(whole.projects[1:2], {}))

    sample.list.setFocus()
    sample.press("F2")
    assert isinstance(sample.keyboard.parent().parent(), type(sample.list))
    sample.press("Ctrl+A")
    sample.type("会议费")
    sample.press("Return")
    assert sample.project.field(ROLES.name) == "会议费"
    sample.sees()
    sample.press("Ctrl+Z", "Ctrl+Z")
    assert sample.document is whole
    sample.sees()


def test_a_damaged_file_is_explained_and_leaves_the_window_as_it_was(sample, qtbot, tmp_path):
    damaged = tmp_path / "坏.jxmb"
    damaged.write_bytes(b"PK\x03\x04 not a file")
    before = sample.document
    sample.drop(damaged)
    qtbot.waitUntil(lambda: sample.window.findChild(Message) is not None)
    message = sample.window.findChild(Message)
    assert "坏.jxmb" in message.windowTitle()
    QTest.keyClick(message, Qt.Key.Key_Escape)
    assert sample.document is before
    QApplication.processEvents()
