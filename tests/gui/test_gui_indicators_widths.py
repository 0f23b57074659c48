"""Column widths of the grid: dragged in the head, kept for the person, the two values always equal."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from support.grid_tab import ANNUAL, LEVEL1, LEVEL2, LEVEL3, PERIOD, make_desk
from support.person import Person
from support.seeds import seeds

from perfdesk.base.settings import load_settings
from perfdesk.gui.indicator_widths import Kind, dragged, edges, shared
from perfdesk.model.session import Session

LEFT = Qt.MouseButton.LeftButton
KINDS: list[Kind] = ["level", "level", "level3", "value", "value"]
TABLES = st.lists(st.sampled_from(["number", "value"]), max_size=5).map(
    lambda rest: ["level", "level", "level3", *rest]
)


@pytest.fixture
def desk(qtbot):
    return make_desk(qtbot)


def end(grid, column: int) -> QPoint:
    """The right edge of a column in the head."""
    return QPoint(grid.head.sectionViewportPosition(column) + grid.head.sectionSize(column), 17)


def drag(grid, column: int, by: int) -> None:
    head, start = grid.head.viewport(), end(grid, column)
    QTest.mouseMove(head, start)
    QTest.mousePress(head, LEFT, pos=start)
    for step in (by // 2, by):
        QTest.mouseMove(head, start + QPoint(step, 0))
    QTest.mouseRelease(head, LEFT, pos=start + QPoint(by, 0))


def widths(grid) -> list[int]:
    return [grid.columnWidth(column) for column in range(grid.model().columnCount())]


@pytest.mark.parametrize(("column", "by"), [(LEVEL1, 30), (LEVEL2, -20), (LEVEL3, 60), (PERIOD, 25), (PERIOD, -40)])
def test_the_edge_goes_where_the_mouse_takes_it(desk, column, by):
    before, stood = widths(desk.grid), end(desk.grid, column).x()
    drag(desk.grid, column, by)
    after = widths(desk.grid)

    assert abs(end(desk.grid, column).x() - stood - by) <= 1
    assert sum(after) == sum(before)
    assert after[PERIOD] == after[ANNUAL]
    assert after[:LEVEL3] == before[:LEVEL3] or column in (LEVEL1, LEVEL2)


def test_a_double_click_takes_a_width_back(desk):
    before = widths(desk.grid)
    for column in (LEVEL1, PERIOD):
        drag(desk.grid, column, 40)
        QTest.mouseDClick(desk.grid.head.viewport(), LEFT, pos=end(desk.grid, column))

    assert widths(desk.grid) == before


def test_the_last_edge_stays_and_the_menu_of_the_annual_value_is_still_there(desk):
    before = widths(desk.grid)
    drag(desk.grid, ANNUAL, -60)

    assert widths(desk.grid) == before


def test_rows_are_as_high_as_their_text_needs_in_the_new_width(desk):
    heights = [desk.grid.rowHeight(row) for row in range(desk.model.rowCount())]
    drag(desk.grid, LEVEL3, -120)

    assert [desk.grid.rowHeight(row) for row in range(desk.model.rowCount())] != heights
    assert min(desk.grid.rowHeight(row) for row in range(desk.model.rowCount())) >= 35


def test_no_column_is_dragged_to_nothing(desk):
    for column in (LEVEL1, LEVEL2, LEVEL3, PERIOD):
        for by in (-2000, 2000):
            drag(desk.grid, column, by)
            assert min(widths(desk.grid)) >= 48
            assert sum(widths(desk.grid)) == sum(shared(KINDS, sum(widths(desk.grid)), 1))


def test_widths_and_the_unfolded_goal_are_kept(program, qtbot):
    clerk = Person(program.new_window(), qtbot)
    clerk.window.show_session(Session(seeds()))
    clerk.window.resize(1366, 696)
    clerk.tab("indicators")
    qtbot.waitUntil(lambda: clerk.grid.width() > 1000)
    drag(clerk.grid, LEVEL2, 50)
    clerk.click("goal_fold")
    chosen = widths(clerk.grid)
    assert clerk.find("goal_whole").isVisible()
    program.keep_settings()
    kept = load_settings()
    program.change_settings(lambda _settings: kept)
    other = Person(program.new_window(), qtbot)
    other.window.resize(1366, 696)
    other.window.show_session(Session(seeds()))
    qtbot.waitUntil(lambda: other.grid.width() == clerk.grid.width())

    assert widths(other.grid) == chosen
    assert other.find("goal_whole").isVisible()
    other.click("goal_fold")
    assert not [one for one in (clerk, other) if one.window.findChild(object, "goal_whole").isVisible()]


@given(TABLES, st.integers(300, 3000), st.sampled_from([0.8, 1, 1.25, 2]), st.data())
def test_shares_fill_the_room_and_values_are_equal_whatever_was_chosen(kinds, room, zoom, data):
    chosen = data.draw(st.lists(st.integers(-5, 4000), max_size=len(kinds)))
    made = shared(kinds, room, zoom, chosen)
    values = {width for width, kind in zip(made, kinds, strict=True) if kind == "value"}

    assert len(values) <= 1
    assert min(made) >= round(48 * zoom)
    assert sum(made) == max(room, sum(shared(kinds, 0, zoom, chosen)))


@given(TABLES, st.integers(900, 2000), st.data())
def test_a_drag_puts_the_edge_there_or_as_far_as_it_goes(kinds, room, data):
    if not edges(kinds):
        return
    column = data.draw(st.sampled_from(edges(kinds)))
    pixel = data.draw(st.integers(-100, 2200))
    chosen = dragged(kinds, room, 1, (), (column, pixel))
    ends = [sum(shared(kinds, room, 1, one)[: column + 1]) for one in ((), chosen)]

    assert min(abs(ends[1] - pixel), abs(ends[0] - pixel)) == abs(ends[1] - pixel)
    assert dragged(kinds, room, 1, chosen, (column, ends[1])) is not None
