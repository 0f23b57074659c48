"""打印预览 through its widgets: the choices for paper, zoom, and the menu of a page."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QToolButton
from support.previewed import Previewed
from support.seeds import form, seeds

from perfdesk.base.settings import load_settings
from perfdesk.gui.paper_lines import CHOICES
from perfdesk.model.document import Document
from perfdesk.model.edits import set_paper
from perfdesk.model.place import Place

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def preview(program, qtbot) -> Previewed:
    return Previewed(program, qtbot)


@pytest.mark.parametrize("name", CHOICES)
def test_a_choice_is_an_edit_that_is_undone_here(preview, name: str):
    if name == "stamp":
        preview.tick("signature")
    before, was = preview.session.document, preview.box(name).isChecked()
    preview.tick(name)
    assert preview.session.document.paper[name] == ("no" if was else "yes")
    assert CHOICES[name][0] in preview.session.undo_name
    preview.window.selection.show_tab("fields")
    preview.window.menus["undo"].trigger()
    preview.settle()
    assert preview.session.document is before
    assert preview.window.selection.tab == "preview"
    assert preview.box(name).isChecked() is was
    assert preview.box(name).hasFocus()


def test_the_pages_follow_the_choices(preview):
    plain = preview.canvas.viewport().grab().toImage()
    assert "审核人" not in preview.text()
    preview.tick("signature")
    assert "审核人" in preview.text()
    preview.tick("footer")
    assert "第 1 页 共" not in preview.text()
    preview.tick("signature")
    preview.tick("bold_labels")
    assert preview.canvas.viewport().grab().toImage() != plain


def test_the_choices_of_the_file_are_ticked(program, qtbot):
    document = set_paper(set_paper(seeds(), "fit", "yes"), "footer", "no")
    preview = Previewed(program, qtbot, document)
    assert preview.box("fit").isChecked()
    assert not preview.box("footer").isChecked()


def test_there_is_a_seal_only_beside_the_signature_lines(preview):
    assert not preview.box("stamp").isEnabled()
    preview.tick("signature")
    assert preview.box("stamp").isEnabled()


def test_a_form_without_lines_to_sign_has_no_such_choice(program, qtbot):
    text = form().text
    bare = text[: text.index("[signature]")] + text[text.index("[footer]") :]
    preview = Previewed(program, qtbot, Document(seeds().projects, {form().id: bare}))
    assert not preview.box("signature").isEnabled()
    assert not preview.box("stamp").isEnabled()


@pytest.mark.parametrize(
    ("project", "chosen", "says"),
    [
        ("p8", ("fit",), "字号 10.5，没有缩小"),
        ("p6", ("signature",), "字号 10.5，没有缩小"),
        ("p6", ("signature", "fit"), "缩到 9.5"),
        ("p1", ("fit",), "缩小也放不进一页，按原来的字号印成 2 页"),
    ],
)
def test_the_size_of_the_type_is_said(program, qtbot, project: str, chosen: tuple[str, ...], says: str):
    preview = Previewed(program, qtbot, project=project)
    for name in chosen:
        preview.tick(name)
    assert preview.label("print_size") == says


def test_blank_sides_begin_each_table_on_a_new_sheet(preview):
    preview.window.selection.show_projects("p8", ("p8", "p9"))
    preview.choose("print_scope", "选中的项目")
    preview.tick("new_leaf")
    assert preview.pages.endswith("共 3 页")
    assert preview.page(1).parts == preview.page(1).lines == ()
    assert preview.page(2).parts


def test_a_zoom_is_chosen_shown_and_kept(preview, program):
    fitted = preview.canvas.stack.percent
    preview.choose("preview_zoom", "150")
    assert preview.canvas.stack.percent == 150
    assert preview.window.status.findChild(QLabel, "zoom").text() == "150%"
    preview.choose("preview_zoom", "整页")
    rect = preview.canvas.stack.rect(0)
    assert rect.height() <= preview.canvas.viewport().height()
    preview.choose("preview_zoom", "适合宽度")
    assert preview.canvas.stack.percent == fitted
    assert preview.canvas.horizontalScrollBar().maximum() == 0
    preview.choose("preview_zoom", "75")
    program.keep_settings()
    assert load_settings().preview_zoom == 75
    assert load_settings().zoom == 100


def test_keys_wheel_and_buttons_zoom(preview):
    preview.choose("preview_zoom", "100")
    for key, percent in ((Qt.Key.Key_Plus, 125), (Qt.Key.Key_Equal, 150), (Qt.Key.Key_Minus, 125)):
        preview.press(key, CONTROL)
        assert preview.canvas.stack.percent == percent
    preview.press(Qt.Key.Key_0, CONTROL)
    assert preview.canvas.stack.percent == 100
    viewport = preview.canvas.viewport()
    for delta, percent in ((120, 125), (-120, 100)):
        wheel = QWheelEvent(
            QPointF(200, 200),
            QPointF(viewport.mapToGlobal(QPoint(200, 200))),
            QPoint(),
            QPoint(0, delta),
            Qt.MouseButton.NoButton,
            CONTROL,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        QApplication.sendEvent(viewport, wheel)
        assert preview.canvas.stack.percent == percent
    preview.tool("preview_larger")
    assert preview.canvas.stack.percent == 125
    QTest.mouseClick(preview.window.status.findChild(QToolButton, "zoom_more"), Qt.MouseButton.LeftButton)
    assert preview.canvas.stack.percent == 150
    for _ in range(4):
        preview.window.menus["zoom_in"].trigger()
    assert preview.canvas.stack.percent == 200
    assert not preview.window.findChild(QToolButton, "preview_larger").isEnabled()
    assert preview.window.settings.zoom == 100


def test_a_fitted_zoom_goes_on_from_what_it_comes_to(preview):
    assert preview.window.findChild(QComboBox, "preview_zoom").currentText() == "适合宽度"
    preview.press(Qt.Key.Key_Minus, CONTROL)
    assert preview.canvas.stack.percent == 75
    assert preview.window.findChild(QComboBox, "preview_zoom").currentText() == "75 %"


def test_the_status_bar_shows_the_zoom_of_what_shows(preview):
    preview.choose("preview_zoom", "150")
    preview.window.selection.show_tab("goals")
    assert preview.window.status.findChild(QLabel, "zoom").text() == "100%"
    preview.window.selection.show_tab("preview")
    assert preview.window.status.findChild(QLabel, "zoom").text() == "150%"


def test_the_menu_of_a_page_is_for_its_project_and_moves_nothing(preview):
    preview.choose("print_scope", "全部项目")
    preview.qtbot.waitUntil(lambda: preview.pages.endswith("共 14 页"))
    preview.choose("preview_zoom", "50")
    before = preview.bar.value()
    menu = preview.menu_at(preview.canvas.page + 1)
    assert menu.isVisible()
    texts = [action.text() for action in menu.actions() if action.text()]
    assert texts == ["打印本页(&G)…", "打印本项目(&T)…", "复制为表格(&F)", "导出(&X)…"]
    menu.close()
    assert preview.window.selection.project == "p9"
    assert preview.window.selection.page == ("p9", 0)
    assert preview.bar.value() == before


def test_the_place_of_a_choice_does_not_outlive_its_project(preview):
    preview.tick("signature")
    place = preview.session.undo_place
    assert place == Place("p8", paper="signature")
    preview.window.selection.show_projects("p1")
    preview.window.menus["undo"].trigger()
    assert preview.window.selection.project == "p8"
    assert replace(place, paper="") == Place("p8")
