"""历史版本: every saved state is listed and can be had back as a file of its own."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QTableWidget
from support.files import listing
from support.seeds import form, seeds

from perfdesk.gui.history_dialog import HistoryDialog
from perfdesk.model.document import Document
from perfdesk.model.edits import remove_projects, set_field
from perfdesk.storage.file import open_document, save
from perfdesk.storage.stamp import read_held

NAME = form().roles.name


def states() -> list[Document]:
    """Three states of a file, the newest first."""
    first = set_field(seeds(), "p1", NAME, "最早的")
    return [seeds(), remove_projects(first, ["p12"]), first]


@pytest.fixture
def window(program, qtbot, tmp_path, keeping):
    file = tmp_path / "表.jxmb"
    for document in reversed(states()):
        if file.exists():
            found = read_held(file)
            assert found is not None
            keeping.backups.keep(file, found)
        save(document, file)
    made = program.new_window()
    made.files.open_files((file,))
    qtbot.waitUntil(lambda: made.session is not None)
    return made


def dialog(window, qtbot) -> HistoryDialog:
    window.menus["history"].trigger()
    return window.findChild(HistoryDialog)


def rows(shown: HistoryDialog) -> list[str]:
    table = shown.findChild(QTableWidget, "versions")
    return [table.item(row, 1).text() for row in range(table.rowCount())]


def test_versions_are_listed_newest_first_with_their_projects(window, qtbot):
    shown = dialog(window, qtbot)
    qtbot.waitUntil(lambda: rows(shown) == ["11 个项目", "12 个项目"])


def test_a_version_opens_as_a_document_of_its_own_and_the_file_stays(window, program, qtbot, tmp_path):
    before = listing(next((tmp_path / "kept" / "backups").iterdir()))
    shown = dialog(window, qtbot)
    shown.findChild(QTableWidget, "versions").selectRow(1)
    shown.findChild(QPushButton, "open_version").click()
    qtbot.waitUntil(lambda: len(program.windows) == 2 and program.windows[1].session is not None)
    other = program.windows[1]
    assert (other.session.document, other.session.file) == (states()[2], None)
    assert open_document(tmp_path / "表.jxmb") == seeds()
    assert listing(next((tmp_path / "kept" / "backups").iterdir())) == before


def test_its_first_save_proposes_a_name_of_its_own_beside_the_file(window, program, qtbot, tmp_path, answers):
    shown = dialog(window, qtbot)
    shown.findChild(QPushButton, "open_version").click()
    qtbot.waitUntil(lambda: len(program.windows) == 2 and program.windows[1].session is not None)
    with answers.choose().during():
        program.windows[1].menus["save"].trigger()
    assert answers.said[0].startswith(f"{tmp_path}/表（")
    assert answers.said[0].endswith("的版本）.jxmb")


def test_a_version_is_saved_as_another_file(window, qtbot, tmp_path, answers):
    shown = dialog(window, qtbot)
    with answers.choose(tmp_path / "旧.jxmb").during():
        shown.findChild(QPushButton, "save_version").click()
    qtbot.waitUntil((tmp_path / "旧.jxmb").exists)
    qtbot.waitUntil(lambda: "已存为" in window.findChild(QLabel, "state").text())
    assert open_document(tmp_path / "旧.jxmb") == states()[1]


def test_a_version_never_goes_over_the_open_file(window, qtbot, tmp_path, answers):
    shown = dialog(window, qtbot)
    before = (tmp_path / "表.jxmb").read_bytes()
    answers.choose(tmp_path / "表.jxmb").confirm().click("close").watch()
    shown.findChild(QPushButton, "save_version").click()
    qtbot.waitUntil(lambda: answers.is_done)
    assert "换一个名字" in answers.said[-1]
    assert (tmp_path / "表.jxmb").read_bytes() == before


def test_a_damaged_version_is_marked_and_the_others_stay_usable(window, qtbot, tmp_path):
    folder = next((tmp_path / "kept" / "backups").iterdir())
    newest = sorted(folder.iterdir())[-1]
    newest.write_bytes(b"damaged")
    shown = dialog(window, qtbot)
    qtbot.waitUntil(lambda: rows(shown) == ["读不出来", "12 个项目"])


def test_without_versions_it_says_how_there_come_to_be_some(program, qtbot, tmp_path):
    save(seeds(), tmp_path / "新.jxmb")
    window = program.new_window()
    window.files.open_files((tmp_path / "新.jxmb",))
    qtbot.waitUntil(lambda: window.session is not None)
    shown = dialog(window, qtbot)
    assert "还没有历史版本" in shown.findChild(QLabel, "history_text").text()
    assert not shown.findChild(QPushButton, "open_version").isEnabled()


@pytest.mark.parametrize("harm", [lambda file: file.write_bytes(b"damaged"), lambda file: file.unlink()])
def test_a_file_that_cannot_be_read_leads_to_its_versions(program, qtbot, window, answers, harm):
    file = window.session.file
    window.close()
    harm(file)
    other = program.new_window()
    answers.click("history").watch()
    other.files.open_files((file,))
    qtbot.waitUntil(lambda: answers.is_done and other.findChild(HistoryDialog) is not None)
    assert "历史版本" in answers.said[0]
    shown = other.findChild(HistoryDialog)
    qtbot.waitUntil(lambda: rows(shown) == ["11 个项目", "12 个项目"])
    shown.findChild(QPushButton, "open_version").click()
    qtbot.waitUntil(lambda: other.session is not None)

    assert other.session.document == states()[1]
    assert not other.files.may_close() or other.session.is_saved


def test_the_columns_are_as_wide_as_they_need_and_heads_stand_over_their_texts(window, qtbot):
    shown = dialog(window, qtbot)
    table = shown.findChild(QTableWidget, "versions")

    assert 190 <= table.columnWidth(0) <= 260
    assert table.horizontalHeader().defaultAlignment() & Qt.AlignmentFlag.AlignLeft
