"""复制为表格: what lies on the clipboard, and what LibreOffice makes of it."""

import shutil
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QLineEdit, QMenu
from support.office import convert
from support.seeds import form, seeds

from perfdesk.forms.catalogue import load_catalogue
from perfdesk.gui.window import MainWindow
from perfdesk.jobs.import_ import import_sources
from perfdesk.model.document import Document
from perfdesk.model.session import Session


@pytest.fixture
def window(program) -> MainWindow:
    made = program.new_window()
    made.show_session(Session(seeds()))
    return made


def said(window: MainWindow) -> str:
    return window.status.findChild(QLabel, "state").text()


def copy(window: MainWindow, qtbot):
    window.menus["copy_tables"].trigger()
    qtbot.waitUntil(lambda: "已复制" in said(window))
    return QGuiApplication.clipboard().mimeData()


def texts(document: Document) -> list[tuple[object, ...]]:
    return [
        (dict(one.fields), [(row.level1, row.level2, row.level3, dict(row.values)) for row in one.indicators])
        for one in document.projects
    ]


def test_the_text_holds_the_selected_projects_in_their_order_on_paper(window, qtbot, tmp_path):
    window.selection.show_projects("p8", ("p8", "p3"))
    data = copy(window, qtbot)
    assert said(window) == "已复制 2 张表，可以粘贴到 Word、WPS 里。"
    (tmp_path / "a.txt").write_text(data.text(), "utf-8")
    read = import_sources([tmp_path / "a.txt"], load_catalogue())
    assert read.is_complete
    assert texts(read.document) == texts(Document((seeds().projects[2], seeds().projects[7])))
    assert data.html().count("<table") == 2


def test_what_is_being_typed_is_copied(window, qtbot):
    name = window.findChild(QLineEdit, f"field_{form().roles.name}")
    name.setFocus()
    name.selectAll()
    qtbot.keyClicks(name, "R&D typed now")
    data = copy(window, qtbot)
    assert said(window) == "已复制本项目的表，可以粘贴到 Word、WPS 里。"
    assert "R&D typed now" in data.text()
    assert "R&amp;D typed now" in data.html()


def test_the_list_offers_it_too(window):
    menus = [menu for menu in window.findChildren(QMenu) if window.menus["copy_tables"] in menu.actions()]
    assert len(menus) == 2


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_takes_the_html_for_the_table_it_is(window, qtbot, tmp_path: Path):
    window.selection.show_projects("p4")
    (tmp_path / "a.html").write_text(copy(window, qtbot).html(), "utf-8")
    convert([tmp_path / "a.html"], tmp_path, "--infilter=HTML (StarWriter)", to="docx:MS Word 2007 XML")
    read = import_sources([tmp_path / "a.docx"], load_catalogue())
    assert texts(read.document) == texts(Document((seeds().projects[3],)))
