"""绩效目标 through its widgets."""

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QGuiApplication, QWheelEvent
from PySide6.QtWidgets import QApplication, QLabel, QToolButton
from support.form_window import FormWindow, commit, compose
from support.seeds import CENTRAL, form, seeds

from perfdesk.gui.goals_tab import GoalsTab
from perfdesk.model.document import Document, Project, texts
from perfdesk.model.edits import set_field
from perfdesk.model.place import Place

ROLES = form().roles
GOALS = (ROLES.period_goal, ROLES.annual_goal)
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def window(qtbot):
    made = FormWindow(GoalsTab, project="p4")
    qtbot.addWidget(made)
    qtbot.waitExposed(made)
    yield made
    made.tab.close_down()


def focus(qtbot, window, field):
    editor = window.editor(field)
    editor.setFocus()
    qtbot.waitUntil(editor.hasFocus)
    return editor


def write(window, field, text):
    project = window.selection.project
    window.session.edit("x", lambda d: set_field(d, project, field, text), Place(project, field=field))


def click(qtbot, window, name):
    qtbot.mouseClick(window.findChild(QToolButton, name), Qt.MouseButton.LeftButton)


def said(window):
    return window.findChild(QLabel, "differences").text()


def tinted(editor):
    return [mark.cursor.selectedText() for mark in editor.extraSelections()]


@pytest.mark.parametrize("field", GOALS)
def test_letters_composing_and_undo_go_through_the_one_history(field, window, qtbot):
    editor = focus(qtbot, window, field)
    before = window.held(field)
    editor.selectAll()
    qtbot.keyClicks(editor, "ab")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    compose(editor, "ni hao")
    assert window.held(field) == "ab\n"
    commit(editor, "你好")
    assert window.held(field) == editor.content() == "ab\n你好"

    qtbot.keyClick(editor, Qt.Key.Key_Z, CONTROL)
    assert window.held(field) == editor.content() == before
    qtbot.keyClick(editor, Qt.Key.Key_Y, CONTROL)
    assert window.held(field) == editor.content() == "ab\n你好"


def test_a_composition_over_a_selection_is_one_step(window, qtbot):
    editor = focus(qtbot, window, GOALS[0])
    before = window.session.document
    editor.select(3, 8)
    compose(editor, "ni")
    compose(editor, "ni h")
    commit(editor, "你")
    qtbot.keyClick(editor, Qt.Key.Key_Z, CONTROL)

    assert window.session.document is before


def test_esc_loses_nothing(window, qtbot):
    editor = focus(qtbot, window, GOALS[0])
    editor.selectAll()
    qtbot.keyClicks(editor, "abc")
    qtbot.keyClick(editor, Qt.Key.Key_Escape)

    assert window.held(GOALS[0]) == editor.content() == "abc"


def test_shift_enter_makes_a_paragraph_too(window, qtbot):
    editor = focus(qtbot, window, GOALS[0])
    editor.selectAll()
    qtbot.keyClicks(editor, "a")
    qtbot.keyClick(editor, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClicks(editor, "b")

    assert window.held(GOALS[0]) == "a\nb"
    assert editor.document().blockCount() == 2


def test_a_paste_keeps_lines_and_drops_tags_and_odd_blanks(window, qtbot):
    editor = focus(qtbot, window, GOALS[0])
    editor.selectAll()
    data = QMimeData()
    data.setText("<p>甲\u00a0乙</p>\r\n丙\u200b  \n丁<br>≥90%")
    data.setHtml("<h1 style='color:red'>别的</h1>")
    QGuiApplication.clipboard().setMimeData(data)
    qtbot.keyClick(editor, Qt.Key.Key_V, CONTROL)

    assert [line for line in window.held(GOALS[0]).split("\n") if line] == ["甲 乙", "丙", "丁", "≥90%"]


def test_blanks_of_each_kind_are_kept_as_they_were(window):
    write(window, GOALS[0], "\u3000\u3000甲\u00a0乙\t丙\n\n 丁")

    assert window.editor(GOALS[0]).content() == "\u3000\u3000甲\u00a0乙\t丙\n\n 丁"


def test_blanks_typed_before_a_paragraph_take_the_place_of_the_indent(window):
    write(window, GOALS[0], "甲\n\u3000\u3000乙")
    document = window.editor(GOALS[0]).document()
    indents = [document.findBlockByNumber(number).blockFormat().textIndent() for number in (0, 1)]

    assert indents[0] == pytest.approx(2 * window.editor(GOALS[0]).fontMetrics().horizontalAdvance("\u3000"), abs=1)
    assert indents[1] == 0


def test_lines_have_a_fixed_height_whatever_the_font(window, qtbot):
    focus(qtbot, window, GOALS[0])
    write(window, GOALS[0], "甲\n乙\n丙")
    document = window.editor(GOALS[0]).document()

    tops = [document.documentLayout().blockBoundingRect(document.findBlockByNumber(n)).y() for n in range(3)]
    assert [tops[1] - tops[0], tops[2] - tops[1]] == [30, 30]


def test_counts_follow_the_typing(window, qtbot):
    assert window.findChild(QLabel, f"counts_{GOALS[0]}").text() == "3 段 · 573 字"
    editor = focus(qtbot, window, GOALS[0])
    editor.selectAll()
    qtbot.keyClicks(editor, "ab c")

    assert window.findChild(QLabel, f"counts_{GOALS[0]}").text() == "1 段 · 4 字"


def test_copying_to_the_annual_goal_is_one_step_and_undo_leads_back_to_it(window, qtbot):
    write(window, GOALS[1], "另一个")
    click(qtbot, window, "copy_goal")
    assert window.held(GOALS[1]) == window.held(GOALS[0]) == window.editor(GOALS[1]).content()
    assert not window.findChild(QToolButton, "copy_goal").isEnabled()

    qtbot.keyClick(window.editor(GOALS[0]), Qt.Key.Key_Z, CONTROL)
    assert window.held(GOALS[1]) == "另一个"
    qtbot.waitUntil(window.editor(GOALS[1]).hasFocus)


def test_comparing_tints_both_sides_and_follows_the_typing(window, qtbot):
    annual = window.held(GOALS[1]).replace("70-130人", "130人").replace("2-3天", "3天")
    write(window, GOALS[1], annual)
    click(qtbot, window, "compare_goals")
    assert said(window) == "不同 2 处"
    assert [tinted(window.editor(goal)) for goal in GOALS] == [["70-130", "2-3"], ["130", "3"]]

    editor = focus(qtbot, window, GOALS[1])
    qtbot.keyClicks(editor, "Z")
    qtbot.waitUntil(lambda: said(window) == "不同 3 处")
    click(qtbot, window, "compare_goals")
    assert (said(window), tinted(editor)) == ("", [])


def test_next_and_previous_go_round_the_differences_in_both_editors(window, qtbot):
    write(window, GOALS[1], window.held(GOALS[1]).replace("70-130人", "130人").replace("2-3天", "3天"))
    focus(qtbot, window, GOALS[0])
    click(qtbot, window, "compare_goals")
    seen = []
    for name in ("next_difference", "next_difference", "next_difference", "previous_difference"):
        click(qtbot, window, name)
        seen.append(tuple(window.editor(goal).textCursor().selectedText() for goal in GOALS))

    assert seen == [("70-130", "130"), ("2-3", "3"), ("70-130", "130"), ("2-3", "3")]
    assert window.editor(GOALS[0]).hasFocus()


def test_comparing_is_no_edit(window, qtbot):
    before = window.session.document
    click(qtbot, window, "compare_goals")
    click(qtbot, window, "compare_goals")

    assert window.session.document is before
    assert window.session.undo_name is None


def test_an_edit_elsewhere_leaves_cursor_selection_and_scroll(window, qtbot):
    window.resize(1101, 300)
    editor = focus(qtbot, window, GOALS[0])
    bar = editor.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 50)
    editor.select(40, 60)
    bar.setValue(50)
    write(window, GOALS[1], "别处")
    write(window, ROLES.name, "别处")

    cursor = editor.textCursor()
    assert (cursor.anchor(), cursor.position(), bar.value()) == (40, 60, 50)


def test_a_change_of_the_same_goal_touches_only_what_differs(window, qtbot):
    window.resize(1101, 300)
    editor = focus(qtbot, window, GOALS[0])
    bar = editor.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 50)
    editor.select(40, 60)
    bar.setValue(50)
    write(window, GOALS[0], "新" + window.held(GOALS[0]))
    cursor = editor.textCursor()
    assert (cursor.anchor(), cursor.position(), bar.value()) == (41, 61, 50)

    write(window, GOALS[0], "二" + window.held(GOALS[0])[1:] + "末")
    cursor = editor.textCursor()
    assert (cursor.anchor(), cursor.position(), bar.value()) == (41, 61, 50)
    assert editor.content() == window.held(GOALS[0])


def test_a_change_of_the_same_goal_waits_for_the_end_of_a_composition(window, qtbot):
    editor = focus(qtbot, window, GOALS[0])
    old = editor.content()
    compose(editor, "ni")
    write(window, GOALS[0], "别处")
    assert editor.content() == old
    compose(editor, "")

    assert editor.content() == "别处"


def test_undo_puts_the_cursor_where_the_text_changed(window, qtbot):
    editor = focus(qtbot, window, GOALS[0])
    editor.select(30, 30)
    qtbot.keyClicks(editor, "xyz")
    other = focus(qtbot, window, GOALS[1])
    qtbot.keyClick(other, Qt.Key.Key_Z, CONTROL)

    assert editor.hasFocus()
    assert editor.textCursor().position() == 30


def test_ctrl_and_the_wheel_zoom_both_goals(window):
    editor = window.editor(GOALS[0])
    usual = editor.font().pixelSize()
    centre = QPointF(editor.viewport().rect().center())
    event = QWheelEvent(
        centre,
        QPointF(editor.mapToGlobal(centre.toPoint())),
        QPoint(),
        QPoint(0, 120),
        Qt.MouseButton.NoButton,
        CONTROL,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    for _ in range(3):
        QApplication.sendEvent(editor.viewport(), event)

    assert window.tab.zoom == 130
    assert [window.editor(goal).font().pixelSize() for goal in GOALS] == [round(usual * 1.3)] * 2
    assert window.session.undo_name is None


def test_both_goals_of_a_project_stand_side_by_side_without_scrolling(window, qtbot):
    left, right = (window.editor(goal) for goal in GOALS)

    qtbot.waitUntil(lambda: left.verticalScrollBar().maximum() == right.verticalScrollBar().maximum() == 0)
    assert left.mapTo(window, QPoint()).y() == right.mapTo(window, QPoint()).y()
    assert left.mapTo(window, QPoint()).x() + left.width() <= right.mapTo(window, QPoint()).x()


def test_on_a_narrow_page_the_goals_are_stacked(window, qtbot):
    window.resize(600, 520)
    left, right = (window.editor(goal) for goal in GOALS)

    qtbot.waitUntil(lambda: left.mapTo(window, QPoint()).x() == right.mapTo(window, QPoint()).x())


def test_another_project_fills_the_same_editors_from_the_top(window, qtbot):
    editor = focus(qtbot, window, GOALS[0])
    editor.moveCursor(editor.textCursor().MoveOperation.End)
    window.selection.show_projects("p1")

    assert window.editor(GOALS[0]) is editor
    assert editor.content() == seeds().project("p1").field(GOALS[0])
    assert editor.textCursor().position() == 0


def test_a_form_with_one_goal_shows_one_editor_and_nothing_to_compare(qtbot):
    other = form(CENTRAL)
    project = Project("c1", CENTRAL, texts([(other.roles.annual_goal, "做事。")]))
    window = FormWindow(GoalsTab, Document((project,), {CENTRAL: other.text}), "c1")
    qtbot.addWidget(window)
    qtbot.waitExposed(window)

    assert window.editor(other.roles.annual_goal).content() == "做事。"
    assert not window.findChild(QToolButton, "compare_goals").isVisible()
    window.tab.close_down()


def test_the_help_in_an_empty_goal_wraps(window, qtbot):
    write(window, GOALS[1], "")
    editor = window.editor(GOALS[1])
    help_text = form().field(GOALS[1]).help
    assert editor.hint == help_text
    assert editor.fontMetrics().horizontalAdvance(editor.hint) > 300
    editor.setFixedWidth(200)
    QApplication.processEvents()
    image = editor.viewport().grab().toImage()
    inked = [y for y in range(image.height()) if any(image.pixel(x, y) != image.pixel(0, 199) for x in range(190))]

    assert max(inked) > 2 * editor.fontMetrics().height()
    assert all(image.pixel(image.width() - 1, y) == image.pixel(0, 199) for y in range(40))


@pytest.mark.parametrize("project", ["p1", "p4", "p8"])
@pytest.mark.parametrize("size", [(1101, 520), (1015, 474)], ids=["1366x768", "1920x1080 at 150 %"])
def test_both_goals_stand_without_scrolling(size, project, qtbot):
    made = FormWindow(GoalsTab, project=project, size=size)
    qtbot.addWidget(made)
    qtbot.waitExposed(made)
    QApplication.processEvents()

    assert [made.editor(goal).verticalScrollBar().maximum() for goal in GOALS] == [0, 0]
    made.tab.close_down()
