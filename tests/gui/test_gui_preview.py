"""打印预览 through its widgets: what shows, live, and where a click leads."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QCheckBox, QComboBox, QLabel, QPushButton, QToolButton, QWidget
from support.previewed import Previewed
from support.seeds import CENTRAL, form, seeds

from perfdesk.gui import live_book
from perfdesk.model.document import Document, Indicator, Project, texts
from perfdesk.model.edits import remove_projects, set_field
from perfdesk.model.place import Place

ROLES = form().roles
CURSOR = Qt.CursorShape


@pytest.fixture
def preview(program, qtbot) -> Previewed:
    return Previewed(program, qtbot)


def write(preview: Previewed, project: str, field: str, text: str) -> None:
    place = Place(project, field)
    preview.session.edit("x", lambda document: set_field(document, project, field, text), place)
    preview.settle()


def many(count: int) -> Document:
    document = seeds()
    projects = tuple(replace(document.projects[number % 12], id=f"q{number}") for number in range(count))
    return Document(projects, document.forms)


def test_the_page_of_the_selected_project_shows(preview):
    assert preview.pages == "第 1 页，共 1 页"
    assert seeds().project("p8").field(ROLES.name) in preview.text()
    picture = preview.canvas.viewport().grab().toImage()
    rect = preview.canvas.in_viewport(preview.canvas.stack.rect(0)).toRect()
    colours = {picture.pixelColor(x, y).name() for y in range(120, 300) for x in range(rect.left(), rect.right(), 3)}
    assert {"#ffffff", "#000000"} <= colours


def test_an_edit_shows_at_once_and_keeps_scroll_page_and_zoom(preview):
    preview.choose("preview_zoom", "150")
    preview.bar.setValue(210)
    before = preview.canvas.viewport().grab().toImage()
    write(preview, "p8", ROLES.name, "另一个名称")
    assert "另一个名称" in preview.text()
    assert preview.canvas.viewport().grab().toImage() != before
    assert (preview.bar.value(), preview.canvas.stack.percent) == (210, 150)


def test_a_table_that_grows_by_a_page_keeps_its_place(program, qtbot):
    preview = Previewed(program, qtbot, project="p1")
    preview.canvas.go(1)
    write(preview, "p1", ROLES.period_goal, "\n".join(["很长的一段目标。" * 30] * 12))
    assert preview.pages == "第 2 页，共 4 页"


def test_what_is_not_seen_is_not_laid_out(preview, monkeypatch):
    laid_out: list[str] = []
    really = live_book.fitted
    monkeypatch.setattr(
        live_book,
        "fitted",
        lambda form, project, options: laid_out.append(project.id) or really(form, project, options),
    )
    preview.window.selection.show_tab("fields")
    preview.settle()
    for letter in "甲乙丙":
        write(preview, "p8", ROLES.name, letter)
    assert laid_out == []
    preview.window.selection.show_tab("preview")
    preview.settle()
    assert laid_out == ["p8"]
    assert "丙" in preview.text()


def test_only_the_project_that_changed_is_laid_out_again(preview, monkeypatch):
    preview.choose("print_scope", "全部项目")
    preview.qtbot.waitUntil(lambda: preview.pages.endswith("共 14 页"))
    laid_out: list[str] = []
    really = live_book.fitted
    monkeypatch.setattr(
        live_book,
        "fitted",
        lambda form, project, options: laid_out.append(project.id) or really(form, project, options),
    )
    write(preview, "p8", ROLES.name, "另一个名称")
    assert laid_out == ["p8"]


@pytest.mark.parametrize(
    ("says", "tab", "focus"),
    [
        ("427,500", "fields", f"field_{ROLES.money}"),
        ("运行维护经费", "fields", f"field_{ROLES.name}"),
        ("日常工作正常运行", "goals", f"field_{ROLES.period_goal}"),
        ("印刷文件数量", "indicators", "indicator_grid"),
        ("产出指标", "indicators", "indicator_grid"),
    ],
)
def test_a_click_leads_to_the_editor(preview, says: str, tab: str, focus: str):
    preview.click(says)
    assert preview.window.selection.tab == tab
    held = preview.window.focusWidget()
    assert held.objectName() == focus


def test_a_click_on_a_label_or_on_the_title_leads_nowhere(preview):
    for says in ("主管部门", "绩效指标", "年度目标"):
        preview.click(says)
        assert preview.window.selection.tab == "preview"
    preview.bar.setValue(0)
    preview.qtbot.mouseClick(preview.canvas.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(400, 90))
    assert preview.window.selection.tab == "preview"


def test_the_mouse_shows_where_a_click_leads(preview):
    preview.hover("427,500")
    assert preview.canvas.viewport().cursor().shape() == CURSOR.PointingHandCursor
    assert preview.window.status.findChild(QLabel, "state").text() == "点一下，去改“2026年预算金额(元)”"
    preview.hover("主管部门")
    assert preview.canvas.viewport().cursor().shape() == CURSOR.ArrowCursor
    assert "点一下" not in preview.window.status.findChild(QLabel, "state").text()


def test_another_project_in_the_list_moves_the_preview_there(preview):
    preview.bar.setValue(300)
    preview.window.selection.show_projects("p1")
    preview.settle()
    assert preview.pages == "第 1 页，共 2 页"
    assert seeds().project("p1").field(ROLES.name) in preview.text()


def test_all_projects_are_scrolled_to_the_selected_one(preview):
    preview.choose("print_scope", "全部项目（12 个）")
    preview.qtbot.waitUntil(lambda: preview.pages.endswith("共 14 页"))
    assert preview.pages == "第 10 页，共 14 页"
    preview.window.selection.show_projects("p2")
    preview.settle()
    assert preview.pages == "第 3 页，共 14 页"
    assert "第 14 页 共 14 页" in preview.text()


def test_the_selected_projects_are_shown_in_their_order_on_paper(preview):
    preview.window.selection.show_projects("p8", ("p8", "p2"))
    preview.settle()
    preview.choose("print_scope", "选中的项目（2 个）")
    assert preview.pages.endswith("共 2 页")
    names = [seeds().project(one).field(ROLES.name) for one in ("p2", "p8")]
    assert preview.text().index(names[0]) < preview.text().index(names[1])


def test_of_many_projects_the_own_page_is_there_at_once(program, qtbot):
    preview = Previewed(program, qtbot, many(60), "q31")
    lengths: list[int] = []
    preview.canvas.seen.connect(lambda: lengths.append(len(preview.canvas.stack)))
    preview.choose("print_scope", "全部项目")
    assert lengths[0] == 1
    qtbot.waitUntil(lambda: preview.pages.endswith("共 70 页"))
    assert preview.canvas.stack.book.project(preview.canvas.page).id == "q31"
    assert preview.label("preview_note") == ""


def test_the_buttons_and_keys_turn_pages(program, qtbot):
    preview = Previewed(program, qtbot, project="p1")
    assert not preview.window.findChild(QToolButton, "preview_previous").isEnabled()
    preview.tool("preview_next")
    assert preview.pages == "第 2 页，共 2 页"
    assert not preview.window.findChild(QToolButton, "preview_next").isEnabled()
    preview.tool("preview_previous")
    assert preview.pages == "第 1 页，共 2 页"
    preview.press(Qt.Key.Key_End)
    assert preview.bar.value() == preview.bar.maximum()
    preview.press(Qt.Key.Key_Home)
    assert preview.bar.value() == 0
    preview.press(Qt.Key.Key_Down)
    small = preview.bar.value()
    preview.press(Qt.Key.Key_PageDown)
    assert 0 < small < 100 < preview.bar.value() < preview.canvas.viewport().height() + small
    preview.choose("preview_zoom", "整页")
    preview.press(Qt.Key.Key_Home)
    preview.press(Qt.Key.Key_PageDown)
    assert preview.pages == "第 2 页，共 2 页"


def test_all_that_can_be_used_has_a_name_for_a_screen_reader(preview):
    tab = preview.window.findChild(QWidget, "preview_tab")
    for kind in (QToolButton, QComboBox, QCheckBox, QPushButton):
        for one in tab.findChildren(kind):
            assert one.accessibleName() or one.text(), one.objectName()
    assert preview.canvas.accessibleDescription() == "第 1 页，共 1 页"


def test_without_a_project_the_window_says_so(preview):
    ids = [one.id for one in preview.session.document.projects]
    preview.session.edit("x", lambda document: remove_projects(document, ids), Place("p8"))
    preview.settle()
    assert not preview.canvas.isVisible()
    assert not preview.window.menus["print"].isEnabled()
    preview.window.menus["undo"].trigger()
    preview.settle()
    assert preview.canvas.isVisible()
    assert preview.pages.startswith("第 1 页，共 1 页")


def test_another_form_lies_on_its_own_paper(program, qtbot):
    project = Project("c1", CENTRAL, texts([(form(CENTRAL).roles.name, "一个项目")]))
    preview = Previewed(program, qtbot, Document((project,), {CENTRAL: form(CENTRAL).text}), "c1")
    rect, page = preview.canvas.stack.rect(0), form(CENTRAL).page
    assert rect.width() / rect.height() == pytest.approx(page.width_mm / page.height_mm, rel=0.01)
    assert "一个项目" in preview.text()


def test_a_huge_table_shows(program, qtbot):
    rows = tuple(Indicator(f"i{n}", "产出指标", "数量指标", f"第{n}个") for n in range(1500))
    document = seeds()
    huge = replace(document.project("p8"), indicators=rows)
    preview = Previewed(program, qtbot, document.with_project(huge))
    preview.press(Qt.Key.Key_End)
    assert len(preview.canvas.stack) > 30
    assert "第1499个" in preview.text()


def test_a_font_that_is_nowhere_shows_all_the_same(program, qtbot):
    text = form().text.replace("宋体", "没有这种字体").replace("Times New Roman", "No Such Font")
    document = Document(seeds().projects, {form().id: text})
    preview = Previewed(program, qtbot, document)
    assert "没有这种字体（用" in preview.label("print_fonts")
    assert "No Such Font（用" in preview.label("print_fonts")
    assert "427,500" in preview.text()


@pytest.mark.parametrize("zoom", ["适合宽度", "整页", "200"])
def test_there_need_be_no_room(preview, zoom: str):
    preview.choose("preview_zoom", zoom)
    for size in ((0, 0), (1, 1), (30, 400), (900, 5)):
        preview.canvas.resize(*size)
        preview.canvas.grab()
        preview.settle()
    assert len(preview.canvas.stack) == 1
