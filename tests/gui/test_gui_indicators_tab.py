"""The indicators tab around its grid: the goal above, menus, zoom, forms with other columns, and the look."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolButton, QWidget
from support.grid_tab import ANNUAL, CTRL, LEVEL1, LEVEL3, NONE, PERIOD, make_desk
from support.seeds import CENTRAL, form, seeds

from perfdesk.base.settings import Settings
from perfdesk.model import edits
from perfdesk.model.document import Document, Indicator, Project, texts
from perfdesk.model.place import Place


@pytest.fixture
def desk(qtbot):
    return make_desk(qtbot)


def test_the_six_indicators_of_a_usual_table_stand_without_scrolling(qtbot):
    desk = make_desk(qtbot, "p4")
    assert desk.model.rowCount() == 6
    assert not desk.grid.verticalScrollBar().isVisible()


def test_values_are_equally_wide_and_stay_so_when_the_scroll_bar_comes(desk):
    widths = [desk.grid.columnWidth(column) for column in range(5)]
    desk.window.resize(1101, 250)
    QApplication.processEvents()

    assert desk.grid.verticalScrollBar().isVisible()
    assert [desk.grid.columnWidth(column) for column in range(5)] == widths
    assert widths[PERIOD] == widths[ANNUAL]
    assert sum(widths) == desk.grid.viewport().width()


def test_a_level_that_needs_more_lines_grows_its_last_row(desk):
    change = lambda d: edits.set_text(d, "p1", "p1-9", "level2", "很长的二级指标名称" * 5)  # noqa: E731
    desk.session.edit("x", change, Place("p1"))
    row = next(at for at, one in enumerate(desk.model.rows) if one.indicator and one.indicator.id == "p1-9")

    assert desk.grid.rowHeight(row) > 35
    assert all(
        height in (35, 56) for at in range(desk.model.rowCount()) if at != row for height in [desk.grid.rowHeight(at)]
    )


def test_the_strip_shows_the_goal_and_a_click_goes_to_it(desk):
    line = desk.tab.findChild(QWidget, "goal_line")
    whole = desk.tab.findChild(QWidget, "goal_whole")
    assert line.accessibleName() == " ".join(seeds().project("p1").field("annual_objective").split())
    assert whole.isHidden()
    desk.tab.findChild(QToolButton, "goal_fold").click()
    assert not whole.isHidden()
    asked = []
    desk.selection.asked.connect(asked.append)
    QTest.mouseClick(line, Qt.MouseButton.LeftButton)

    assert desk.selection.tab == "goals"
    assert asked == [Place("p1", "annual_objective")]


def test_the_strip_follows_an_edit_of_the_goal(desk):
    desk.session.edit("x", lambda d: edits.set_field(d, "p1", "annual_objective", "新目标\n两段"), Place("p1"))
    assert desk.tab.findChild(QWidget, "goal_line").accessibleName() == "新目标 两段"


def test_a_form_with_other_columns_works_as_well(qtbot):
    other = form(CENTRAL)
    project = Project(
        "c", CENTRAL, texts([]), (Indicator("i", "产出指标", "数量指标", "次数", texts([("weight", "10")])),)
    )
    desk = make_desk(qtbot, "c", Document((project,), {CENTRAL: other.text}))
    weight = desk.model.column("weight")
    desk.click(0, weight)
    desk.type("12")
    desk.key(Qt.Key.Key_Return)

    assert desk.project.indicators[0].text("weight") == "12"
    assert desk.grid.columnWidth(weight) == 92
    head = desk.grid.head
    QTest.mouseClick(head.viewport(), Qt.MouseButton.LeftButton, NONE, QPoint(head.length() - 12, 17))
    assert QApplication.activePopupWidget() is None


def test_ctrl_and_the_wheel_ask_for_zoom_which_scales_rows(desk, qtbot):
    at = QPoint(400, 100)
    event = QWheelEvent(
        at,
        desk.grid.mapToGlobal(at),
        QPoint(),
        QPoint(0, 120),
        Qt.MouseButton.NoButton,
        CTRL,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    with qtbot.waitSignal(desk.tab.zoom_asked) as asked:
        QApplication.sendEvent(desk.grid.viewport(), event)
    assert asked.args == [1]
    desk.tab.show_settings(Settings(zoom=150))

    assert desk.grid.rowHeight(3) > 35


def test_the_right_click_menu_offers_what_can_be_done(desk):
    desk.click(0, LEVEL3)
    desk.grid.customContextMenuRequested.emit(desk.point(0, LEVEL3))
    enabled = {action.text(): action.isEnabled() for action in desk.menu("indicator_menu").actions() if action.text()}
    assert not enabled["上移(&U)"]
    assert enabled["下移(&W)"]
    desk.choose("indicator_menu", "删除所选的行")

    assert len(desk.project.indicators) == len(seeds().project("p1").indicators) - 1


def test_a_level_text_stays_in_the_part_that_is_seen(qtbot):
    desk = make_desk(qtbot, size=(1101, 250))
    desk.grid.verticalScrollBar().setValue(40)
    QApplication.processEvents()
    cell = desk.grid.visualRect(desk.model.index(0, LEVEL1))
    assert cell.top() < 0
    seen = desk.grid.itemDelegate()._seen(cell, 35)

    assert seen == cell & desk.grid.viewport().rect()


def test_a_closed_tab_hears_nothing(desk):
    desk.tab.close_down()
    desk.session.edit("x", lambda d: edits.set_text(d, "p1", "p1-1", "level3", "x"), Place("p1"))
    desk.selection.show_projects("p2")

    assert desk.model.project is seeds().project("p1")


def test_a_project_that_goes_empties_the_grid(desk):
    desk.session.edit("x", lambda d: edits.remove_projects(d, ["p1"]), Place("p1"))
    assert desk.model.rowCount() == 0
    desk.session.undo()
    assert desk.model.rowCount() == 10
