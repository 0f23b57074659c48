"""基本信息 through its widgets."""

from itertools import pairwise

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QGuiApplication, QWheelEvent
from PySide6.QtWidgets import QApplication, QLabel, QListView, QToolButton
from support.form_window import FormWindow, commit, compose
from support.seeds import CENTRAL, form, seeds

from perfdesk.gui.fields_tab import FieldsTab
from perfdesk.gui.goals_tab import GoalsTab
from perfdesk.model.document import Document, Project, texts
from perfdesk.model.edits import add_projects, remove_projects, set_field
from perfdesk.model.place import Place

ROLES = form().roles
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def window(qtbot):
    made = FormWindow(FieldsTab)
    qtbot.addWidget(made)
    qtbot.waitExposed(made)
    yield made
    made.tab.close_down()


def focus(qtbot, window, field):
    editor = window.editor(field)
    editor.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.waitUntil(editor.hasFocus)
    return editor


def words(window):
    return [label.text() for label in window.tab.findChildren(QLabel) if label.isVisible() and label.text()]


def copy(text):
    QGuiApplication.clipboard().setText(text)


def wheel(editor, notches):
    centre = QPointF(editor.rect().center())
    event = QWheelEvent(
        centre,
        QPointF(editor.mapToGlobal(centre.toPoint())),
        QPoint(),
        QPoint(0, 120 * notches),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(editor, event)


def test_each_letter_is_in_the_document_at_once_and_the_letters_are_one_step(window, qtbot):
    editor = focus(qtbot, window, ROLES.name)
    before = window.session.document
    editor.end(False)
    for letter in "ab":
        qtbot.keyClicks(editor, letter)
        assert window.held(ROLES.name) == editor.text()

    assert window.session.undo_name == "修改“项目名称”"
    qtbot.keyClick(editor, Qt.Key.Key_Z, CONTROL)
    assert window.session.document is before
    assert editor.text() == before.project("p8").field(ROLES.name)
    qtbot.keyClick(editor, Qt.Key.Key_Y, CONTROL)
    assert editor.text().endswith("ab")


@pytest.mark.parametrize(
    "field", [one.id for one in form().fields if one.id not in (ROLES.period_goal, ROLES.annual_goal)]
)
def test_every_editor_types_composes_and_undoes_through_the_one_history(field, window, qtbot):
    editor = focus(qtbot, window, field)
    before = editor.text()
    editor.selectAll()
    compose(editor, "ni")
    compose(editor, "ni hao")
    commit(editor, "你好")
    assert window.held(field) == "你好"

    qtbot.keyClick(editor, Qt.Key.Key_Z, CONTROL)
    assert (window.held(field), editor.text()) == (before, before)
    assert window.session.undo_name is None


def test_typing_deleting_and_a_moved_cursor_are_steps_of_their_own(window, qtbot):
    editor = focus(qtbot, window, ROLES.name)
    editor.selectAll()
    for keys in ("abcd", [Qt.Key.Key_Backspace] * 2, "e"):
        for key in keys:
            qtbot.keyClick(editor, key)
    editor.home(False)
    qtbot.keyClicks(editor, "x")

    seen = []
    for _ in range(4):
        seen.append(editor.text())
        qtbot.keyClick(editor, Qt.Key.Key_Z, CONTROL)
    assert seen == ["xabe", "abe", "ab", "abcd"]
    assert window.session.undo_name is None


def test_esc_takes_back_what_was_typed_since_the_person_came(window, qtbot):
    before = window.session.document
    editor = focus(qtbot, window, ROLES.unit)
    qtbot.keyClicks(editor, "x")
    editor = focus(qtbot, window, ROLES.name)
    name = editor.text()
    qtbot.keyClicks(editor, "abc")
    window.now += 10
    editor.selectAll()
    qtbot.keyClicks(editor, "d")
    qtbot.keyClick(editor, Qt.Key.Key_Escape)

    assert (window.held(ROLES.name), editor.text()) == (name, name)
    assert editor.hasFocus()
    qtbot.keyClick(editor, Qt.Key.Key_Escape)
    assert window.held(ROLES.unit) != before.project("p8").field(ROLES.unit), "what was typed elsewhere stays"


def test_esc_in_a_goal_takes_nothing(qtbot):
    shown = FormWindow(GoalsTab)
    qtbot.addWidget(shown)
    editor = focus(qtbot, shown, ROLES.period_goal)
    qtbot.keyClicks(editor, "abc")
    qtbot.keyClick(editor, Qt.Key.Key_Escape)

    assert "abc" in shown.held(ROLES.period_goal)


def test_the_arrows_of_a_year_spin_it_and_take_the_keyboard(window, qtbot):
    editor = window.editor(ROLES.start)
    more, less = editor.findChildren(QToolButton, "year_arrow")
    qtbot.mouseClick(more, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(more, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(less, Qt.MouseButton.LeftButton)

    assert window.held(ROLES.start) == "2023"
    assert editor.hasFocus()
    qtbot.keyClick(editor, Qt.Key.Key_Escape)
    assert window.held(ROLES.start) == "2022"
    editor.setCursorPosition(4)
    assert editor.cursorRect().center().x() < more.x()


def test_a_paste_is_one_line_of_plain_text_and_a_step_of_its_own(window, qtbot):
    editor = focus(qtbot, window, ROLES.name)
    editor.selectAll()
    qtbot.keyClicks(editor, "a")
    copy("<p>甲\u00a0乙</p>\r\n\t丙\u200b\n")
    qtbot.keyClick(editor, Qt.Key.Key_V, CONTROL)
    assert window.held(ROLES.name) == "a甲 乙 丙"

    qtbot.keyClick(editor, Qt.Key.Key_Z, CONTROL)
    assert window.held(ROLES.name) == "a"


def test_enter_goes_through_the_fields_as_on_paper(window, qtbot):
    fields = [one.id for one in form().fields if one.id not in (ROLES.period_goal, ROLES.annual_goal)]
    focus(qtbot, window, fields[0])
    for field, following in zip(fields, [*fields[1:], fields[-1]], strict=True):
        qtbot.keyClick(window.editor(field), Qt.Key.Key_Return)
        assert QApplication.focusWidget() is window.editor(following)


def test_tab_goes_the_same_way(window, qtbot):
    fields = [one.id for one in form().fields if one.id not in (ROLES.period_goal, ROLES.annual_goal)]
    focus(qtbot, window, fields[0])
    for field, following in pairwise(fields):
        qtbot.keyClick(window.editor(field), Qt.Key.Key_Tab)
        assert QApplication.focusWidget() is window.editor(following)


def test_every_editor_has_a_name_for_screen_readers(window):
    project = seeds().project("p8")
    assert window.editor(ROLES.start).accessibleName() == "实施周期 起始年度"
    assert window.editor(ROLES.money).accessibleName() == f"{project.field(ROLES.year)}年预算金额(元)"


def test_an_amount_is_said_in_another_unit_and_in_capitals_as_it_is_typed(window, qtbot):
    assert "= 42.75 万元 · 肆拾贰万柒仟伍佰元整" in words(window)
    editor = focus(qtbot, window, ROLES.money)
    editor.selectAll()
    qtbot.keyClicks(editor, "1,000.50")
    assert "= 0.10005 万元 · 壹仟元零伍角" in words(window)
    assert window.held(ROLES.money) == "1,000.50"


@pytest.mark.parametrize(("role", "typed"), [("money", "约18万"), ("start", "二〇"), ("year", "26")])
def test_what_cannot_be_read_is_marked_and_kept_as_typed(role, typed, window, qtbot):
    editor = focus(qtbot, window, getattr(ROLES, role))
    top = window.editor(ROLES.money).mapTo(window, QPoint()).y()
    editor.clear()
    commit(editor, typed)

    assert window.held(getattr(ROLES, role)) == editor.text() == typed
    assert editor.property("finding") == "error"
    assert any("打印时照原样" in one for one in words(window))
    assert window.editor(ROLES.money).mapTo(window, QPoint()).y() == top
    editor.clear()
    assert not editor.property("finding")


def test_the_label_of_the_amount_follows_the_year(window, qtbot):
    editor = focus(qtbot, window, ROLES.year)
    editor.selectAll()
    qtbot.keyClicks(editor, "2031")

    assert "* 2031年预算金额(元)" in words(window)


def test_the_wheel_spins_a_year_only_while_it_has_the_focus(window, qtbot):
    focus(qtbot, window, ROLES.name)
    wheel(window.editor(ROLES.start), 1)
    assert window.held(ROLES.start) == "2022"

    editor = focus(qtbot, window, ROLES.start)
    wheel(editor, 1)
    wheel(editor, 1)
    qtbot.keyClick(editor, Qt.Key.Key_Down)
    assert window.held(ROLES.start) == "2023"
    qtbot.keyClick(editor, Qt.Key.Key_Z, CONTROL)
    assert window.held(ROLES.start) == "2022"


def test_a_wheel_over_a_text_that_is_no_year_leaves_it(window, qtbot):
    editor = focus(qtbot, window, ROLES.start)
    editor.selectAll()
    commit(editor, "待定")
    wheel(editor, 1)

    assert window.held(ROLES.start) == "待定"


def open_list(qtbot, editor):
    qtbot.mouseClick(editor.findChild(QToolButton, "choice_arrow"), Qt.MouseButton.LeftButton)
    popup = QApplication.activePopupWidget()
    assert isinstance(popup, QListView)
    model = popup.model()
    return popup, [model.index(row, 0).data() for row in range(model.rowCount())]


def test_a_choice_offers_the_form_and_the_file_and_takes_own_words(window, qtbot):
    field = next(one for one in form().fields if one.kind == "choice")
    editor = focus(qtbot, window, field.id)
    editor.selectAll()
    qtbot.keyClicks(editor, "own")
    assert window.held(field.id) == "own"

    popup, offered = open_list(qtbot, editor)
    assert offered[: len(field.choices)] == list(field.choices)
    assert offered[-1] == "own"
    qtbot.keyClick(popup, Qt.Key.Key_Up)
    qtbot.keyClick(popup, Qt.Key.Key_Return)
    assert window.held(field.id) in offered
    assert window.held(field.id) == editor.text() != "own"
    qtbot.keyClick(editor, Qt.Key.Key_Z, CONTROL)
    assert window.held(field.id) == "own"


def test_units_of_the_file_are_offered_and_typing_with_the_list_open_goes_on(window, qtbot):
    editor = focus(qtbot, window, ROLES.unit)
    popup, offered = open_list(qtbot, editor)
    assert offered == list(dict.fromkeys(one.field(ROLES.unit) for one in seeds().projects))
    editor.end(False)
    qtbot.keyClick(popup, Qt.Key.Key_A)

    assert not popup.isVisible()
    assert window.held(ROLES.unit).endswith("a")


def test_undo_comes_back_to_the_field_and_the_place_in_it(window, qtbot):
    editor = focus(qtbot, window, ROLES.name)
    editor.setCursorPosition(2)
    qtbot.keyClicks(editor, "xy")
    other = focus(qtbot, window, ROLES.money)
    qtbot.keyClick(other, Qt.Key.Key_Z, CONTROL)

    assert editor.hasFocus()
    assert editor.cursorPosition() == 2


def test_an_edit_elsewhere_leaves_the_editor_in_use_alone(window, qtbot):
    editor = focus(qtbot, window, ROLES.name)
    editor.setSelection(1, 3)
    changes = []
    editor.textChanged.connect(changes.append)
    for project, field in (("p8", ROLES.unit), ("p8", ROLES.annual_goal), ("p1", ROLES.name)):
        window.session.edit("x", lambda d, p=project, f=field: set_field(d, p, f, "别处"), Place(project, field=field))

    assert changes == []
    assert (editor.selectionStart(), editor.selectionEnd()) == (1, 4)
    assert window.editor(ROLES.unit).text() == "别处"


def test_a_change_of_the_same_field_leaves_cursor_and_selection(window, qtbot):
    editor = focus(qtbot, window, ROLES.name)
    editor.setSelection(4, -2)
    text = "新" + editor.text()
    window.session.edit("x", lambda d: set_field(d, "p8", ROLES.name, text), Place("p8"))

    assert editor.text() == text
    assert (editor.selectionStart(), editor.selectionEnd(), editor.cursorPosition()) == (3, 5, 3)


def test_a_change_of_the_same_field_waits_for_the_end_of_a_composition(window, qtbot):
    editor = focus(qtbot, window, ROLES.name)
    old = editor.text()
    compose(editor, "ni")
    window.session.edit("x", lambda d: set_field(d, "p8", ROLES.name, "别处"), Place("p8"))
    assert editor.text() == old
    compose(editor, "")

    assert editor.text() == "别处"


def test_another_project_fills_the_same_editors(window, qtbot):
    editor = window.editor(ROLES.name)
    window.selection.show_projects("p1")

    assert window.editor(ROLES.name) is editor
    assert editor.text() == seeds().project("p1").field(ROLES.name)
    focus(qtbot, window, ROLES.name).selectAll()
    qtbot.keyClicks(editor, "a")
    assert (window.held(ROLES.name, "p1"), window.held(ROLES.name, "p8")) == (
        "a",
        seeds().project("p8").field(ROLES.name),
    )
    assert window.session.undo_name is not None


def test_a_project_that_goes_and_comes_back_is_shown_again(window):
    window.session.edit("x", lambda d: remove_projects(d, ["p8"]), Place("p8"))
    assert window.editor(ROLES.name).text() == ""
    assert not window.editor(ROLES.name).isEnabled()
    window.session.undo()

    window.selection.changed.emit()
    assert window.editor(ROLES.name).text() == seeds().project("p8").field(ROLES.name)
    assert window.editor(ROLES.name).isEnabled()


def test_another_form_gets_its_own_fields(window):
    other = form(CENTRAL)
    project = Project("c1", CENTRAL, texts([(other.roles.name, "甲"), (other.roles.money, "12.5")]))
    window.session.edit("x", lambda d: add_projects(d, [project], forms={CENTRAL: other.text}), Place("c1"))
    window.selection.show_projects("c1")

    assert window.editor(other.roles.name).text() == "甲"
    assert "= 125,000.00 元 · 壹拾贰万伍仟元整" in words(window)


@pytest.mark.parametrize("size", [(1101, 520), (1015, 472)])
def test_all_fields_of_a_project_stand_without_scrolling(size, qtbot):
    window = FormWindow(FieldsTab, size=size)
    qtbot.addWidget(window)
    qtbot.waitExposed(window)

    qtbot.waitUntil(lambda: window.tab.verticalScrollBar().maximum() == 0)
    assert window.tab.horizontalScrollBar().maximum() == 0
    window.tab.close_down()


def test_an_empty_file_shows_a_page_without_editors(qtbot):
    window = FormWindow(FieldsTab, document=Document(), project="")
    qtbot.addWidget(window)
    window.selection.show_projects("gone")

    assert window.tab.widget() is None
    window.tab.close_down()


def test_html_without_text_is_pasted_as_its_text(window, qtbot):
    data = QMimeData()
    data.setHtml("<b>甲</b>乙")
    QGuiApplication.clipboard().setMimeData(data)
    editor = focus(qtbot, window, ROLES.name)
    editor.selectAll()
    qtbot.keyClick(editor, Qt.Key.Key_V, CONTROL)

    assert window.held(ROLES.name) == "甲乙"
