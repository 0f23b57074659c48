"""Exports through the dialog: what is written, under which names, what is asked, and what is said afterwards."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QLineEdit
from support.answers import Answers
from support.export_dialog import Exports
from support.seeds import form, seeds

from perfdesk.forms.catalogue import load_catalogue
from perfdesk.gui.window import MainWindow
from perfdesk.jobs.import_ import import_sources
from perfdesk.model.document import Document
from perfdesk.model.session import Session

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
