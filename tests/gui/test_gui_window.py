"""The window as a person uses it: open the sample, point, type, undo, export, drop, close."""

import gc
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QAction, QDragEnterEvent, QDropEvent, QInputMethodEvent, QStatusTipEvent
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QLineEdit, QMenu, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from perfdesk.base.errors import UserError
from perfdesk.base.settings import load_settings
from perfdesk.gui.actions import ACTIONS
from perfdesk.gui.dialogs import Message
from perfdesk.gui.menu_plan import MENUS
from perfdesk.gui.program import Program
from perfdesk.gui.tab_bar import TabBar
from perfdesk.gui.window import MainWindow
from perfdesk.gui.workplace import Workplace


@pytest.fixture
def window(program: Program, qtbot: QtBot) -> MainWindow:
    made = program.new_window()
    qtbot.waitExposed(made)
    made.complete()
    return made


@pytest.fixture
def sample(window: MainWindow, qtbot: QtBot) -> MainWindow:
    window.menus["sample"].trigger()
    qtbot.waitUntil(lambda: window.session is not None)
    return window


def state(window: MainWindow, name: str) -> str:
    return window.status.findChild(QLabel, name).text()


def name_field(window: MainWindow) -> QLineEdit:
    form = window.form_of(window.session.document.project(window.selection.project))
    return next(
        one for one in window.findChildren(QLineEdit) if form.roles.name in one.objectName() and one.isVisible()
    )


def test_it_opens_on_the_welcome_page_with_nothing_to_save(window):
    assert window.welcome.isVisible()
    assert window.windowTitle() == "绩效目标表"
    assert not window.menus["save"].isEnabled()
    assert window.menus["open"].isEnabled()
    assert state(window, "state") == "新建或打开一个文件"


def test_the_sample_stands_in_the_list_as_an_unsaved_copy(sample):
    assert len(sample.session.document.projects) == 12
    assert sample.session.file is None
    assert sample.windowTitle().startswith("未命名")
    assert state(sample, "total") == "12 个项目　合计 3,637,900.00 元"
    assert sample.selection.project == sample.session.document.projects[0].id


def test_a_click_on_a_tab_shows_its_view_and_comes_back_next_time(sample, program, qtbot):
    bar = sample.findChild(TabBar)
    for index, tab in ((1, "goals"), (2, "indicators"), (0, "fields"), (1, "goals")):
        qtbot.mouseClick(bar, Qt.MouseButton.LeftButton, pos=bar.text_rect(index).center())
        assert sample.selection.tab == tab
        assert sample.findChild(QWidget, f"{tab}_tab").isVisible()
    program.keep_settings()
    assert load_settings().tab == "goals"


def test_typing_marks_the_window_and_undo_brings_all_back(sample, qtbot):
    before = sample.session.document
    field = name_field(sample)
    field.setFocus()
    field.selectAll()
    qtbot.keyClicks(field, "abc")
    assert sample.isWindowModified()
    assert sample.findChild(Workplace).head.name == "abc"
    assert sample.menus["undo"].isEnabled()
    assert "修改" in sample.menus["undo"].text()
    qtbot.keyClick(field, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert sample.session.document is before
    assert field.text() == sample.findChild(Workplace).head.name
    qtbot.keyClick(field, Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier)
    assert field.text() == "abc"


def test_undo_goes_back_to_the_project_and_tab_of_the_edit(sample, qtbot):
    first = sample.selection.project
    field = name_field(sample)
    field.setFocus()
    qtbot.keyClicks(field, "x")
    sample.menus["next_project"].trigger()
    sample.menus["show_goals"].trigger()
    assert (sample.selection.project, sample.selection.tab) != (first, "fields")
    sample.menus["undo"].trigger()
    assert (sample.selection.project, sample.selection.tab) == (first, "fields")


@pytest.mark.parametrize("way", ["save_as", "export", "show_goals", "next_project", "undo"])
def test_every_way_out_of_an_editor_keeps_what_is_composed(sample, qtbot, monkeypatch: pytest.MonkeyPatch, way: str):
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: ("", ""))
    monkeypatch.setattr(QFileDialog, "exec", lambda _self: 0)
    project = sample.selection.project
    field = name_field(sample)
    sample.activateWindow()
    field.setFocus()
    qtbot.waitUntil(field.hasFocus)
    field.selectAll()
    QApplication.sendEvent(field, QInputMethodEvent("督查", []))
    if way == "undo":
        sample.finish_editing()
        assert sample.session.undo_name is not None
        sample.menus["undo"].trigger()
        sample.menus["redo"].trigger()
    else:
        sample.menus[way].trigger()
    form = sample.form_of(sample.session.document.project(project))
    assert sample.session.document.project(project).field(form.roles.name) == "督查"


def test_letters_that_are_no_han_are_named(sample, qtbot):
    field = name_field(sample)
    sample.activateWindow()
    field.setFocus()
    qtbot.waitUntil(field.hasFocus)
    QApplication.sendEvent(field, QInputMethodEvent("ni hao", []))
    sample.finish_editing()
    assert "ni hao" in state(sample, "state")


def test_an_empty_document_says_what_to_do(window, qtbot):
    window.menus["new"].trigger()
    qtbot.waitUntil(lambda: window.session is not None)
    texts = [label.text() for label in window.findChildren(QLabel) if label.isVisible()]
    assert "还没有项目" in texts
    assert state(window, "total") == "0 个项目"
    button = window.findChild(QWidget, "empty_new_project")
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert len(window.session.document.projects) == 1
    assert name_field(window).isVisible()
    window.menus["undo"].trigger()
    assert button.isVisible()


def drop(window: MainWindow, *paths: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    at, buttons, keys = QPoint(200, 200), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(at, Qt.DropAction.CopyAction, data, buttons, keys)
    QApplication.sendEvent(window, enter)
    assert enter.isAccepted()
    QApplication.sendEvent(window, QDropEvent(QPointF(at), Qt.DropAction.CopyAction, data, buttons, keys))


def test_a_file_that_is_dropped_on_the_window_is_taken(window, qtbot, monkeypatch: pytest.MonkeyPatch):
    taken: list[tuple[Path, ...]] = []
    monkeypatch.setattr(window.files, "open_files", taken.append)
    drop(window, Path("/a/b.jxmb").absolute(), Path("/a/c.docx").absolute())
    assert taken == [(Path("/a/b.jxmb"), Path("/a/c.docx"))]


def test_zoom_is_one_for_all_and_kept(sample, program, qtbot):
    more = sample.status.findChild(QToolButton, "zoom_more")
    qtbot.mouseClick(more, Qt.MouseButton.LeftButton)
    assert state(sample, "zoom") == "110%"
    for _ in range(20):
        qtbot.mouseClick(more, Qt.MouseButton.LeftButton)
    assert state(sample, "zoom") == "200%"
    assert not sample.menus["zoom_in"].isEnabled()
    program.keep_settings()
    assert load_settings().zoom == 200
    sample.menus["zoom_reset"].trigger()
    assert state(sample, "zoom") == "100%"


def test_what_the_first_paint_does_not_need_comes_soon_after_it(program, qtbot):
    window = program.new_window()
    children = window.menuBar().findChildren(QMenu, "", Qt.FindChildOption.FindDirectChildrenOnly)
    menus = [menu for menu in children if menu.title()]

    def sizes() -> list[int]:
        return [len(menu.actions()) for menu in menus]

    assert [menu.title() for menu in menus] == [name for name, _entries in MENUS]
    assert set(sizes()) == {0}
    qtbot.waitUntil(lambda: sizes() == [len(entries) for _name, entries in MENUS])
    assert {one.id for one in ACTIONS} <= {action.objectName() for action in window.actions()}
    assert not window.menus["save_as"].isEnabled()
    qtbot.keyClick(window, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    assert window.session is not None


def test_help_of_what_is_under_the_mouse_stands_in_the_status_bar(window):
    QApplication.sendEvent(window, QStatusTipEvent(window.menus["open"].statusTip()))
    assert state(window, "state") == "打开保存过的文件"
    QApplication.sendEvent(window, QStatusTipEvent(""))
    assert state(window, "state") == "新建或打开一个文件"


@pytest.mark.parametrize("said", ["passing", "state"])
def test_what_a_click_on_a_button_led_to_is_not_hidden_by_its_help(window, said: str):
    QApplication.sendEvent(window, QStatusTipEvent("把修改写进文件"))
    if said == "passing":
        window.status.say_dropped("ni hao")
    else:
        window.show_state("已保存 10:00")
    assert ("ni hao" if said == "passing" else "已保存") in state(window, "state")


def test_a_second_document_gets_its_own_window(sample, program):
    sample.menus["new"].trigger()
    first, second = program.windows
    assert first is sample
    assert second.session is not None
    assert len(first.session.document.projects) == 12
    assert program.window_for(second) is second


def test_a_window_that_was_closed_hears_of_new_settings_without_harm(sample, program):
    sample.menus["show_indicators"].trigger()
    QApplication.processEvents()
    assert sample.close()
    program.change_settings(lambda settings: replace(settings, zoom=125))
    assert sample.session is None


def test_its_size_is_kept(program, qtbot):
    window = program.new_window()
    window.resize(900, 612)
    qtbot.waitUntil(lambda: window.height() == 612)
    window.close()
    assert program.windows == ()
    again = program.new_window()
    assert (again.width(), again.height()) == (900, 612)


def test_an_error_says_what_happened_whether_the_work_is_safe_and_what_to_do(window, qtbot):
    window.show_error(UserError("磁盘满了。", "原来的文件没有变。", "请腾出空间再试。"))
    message = window.findChild(Message)
    qtbot.waitUntil(message.isVisible)
    assert message.findChild(QLabel, "message_title").text() == "磁盘满了。"
    assert message.findChild(QLabel, "message_text").text() == "原来的文件没有变。\n请腾出空间再试。"
    qtbot.mouseClick(message.findChild(QWidget, "close"), Qt.MouseButton.LeftButton)


def test_every_tool_has_its_name_and_help(window):
    for button in window.findChild(QWidget, "tool_bar").findChildren(QToolButton):
        if isinstance(button.defaultAction(), QAction):
            assert button.text()
            assert button.toolTip()


def test_what_is_open_is_not_looked_at_again_by_the_collector(program, sample, qtbot):
    gc.unfreeze()
    qtbot.waitUntil(lambda: gc.get_freeze_count() > 10_000)
    assert not any(one is sample.session.document for one in gc.get_objects())
    gc.unfreeze()
    assert any(one is sample.session.document for one in gc.get_objects())
