"""The list as a person uses it: clicks, keys, letters of an input method; edits elsewhere leave it alone."""

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QHelpEvent, QInputMethodEvent
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu, QToolTip, QTreeView
from support.project_lists import ROLES, document, form_of, project
from support.seeds import form, seeds

from perfdesk.gui.project_tree import ProjectTree
from perfdesk.gui.selection import Selection
from perfdesk.model import edits
from perfdesk.model.place import Place
from perfdesk.model.session import Session

KEY, CONTROL, SHIFT = Qt.Key, Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
ALT_SHIFT = Qt.KeyboardModifier.AltModifier | SHIFT
PLAIN = Qt.KeyboardModifier.NoModifier


class Hand:
    """A shown list and the gestures of a person on it."""

    def __init__(self, qtbot, shown):
        self.qtbot = qtbot
        self.session, self.selection = Session(shown), Selection()
        self.tree = ProjectTree(self.session, self.selection, form_of)
        qtbot.addWidget(self.tree)
        self.view = self.tree.findChild(QTreeView, "project_list")
        self.search = self.tree.findChild(QLineEdit, "project_filter")
        self.model = self.view.model()
        self.tester = QAbstractItemModelTester(self.model, QAbstractItemModelTester.FailureReportingMode.Fatal)
        self.resets = []
        self.model.modelReset.connect(lambda: self.resets.append(1))
        self.asked = []
        self.selection.asked.connect(self.asked.append)
        self.tree.resize(264, 400)
        self.tree.show()
        qtbot.waitExposed(self.tree)
        self.tree.activateWindow()
        self.view.setFocus()

    def at(self, index, x=120):
        return QPoint(x, self.view.visualRect(index).center().y())

    def click(self, project_id, modifier=PLAIN):
        self.click_at(self.model.index_of(project_id), modifier)

    def click_at(self, index, modifier=PLAIN, x=120):
        self.qtbot.mouseClick(self.view.viewport(), Qt.MouseButton.LeftButton, modifier, self.at(index, x))

    def double_click_at(self, index):
        self.click_at(index)
        self.qtbot.mouseDClick(self.view.viewport(), Qt.MouseButton.LeftButton, PLAIN, self.at(index))

    def press(self, key, modifier=PLAIN):
        self.qtbot.keyClick(QApplication.focusWidget() or self.view, key, modifier)

    def type(self, text):
        self.qtbot.keyClicks(QApplication.focusWidget(), text)

    def compose(self, widget, preedit, commit=""):
        event = QInputMethodEvent(preedit, [])
        if commit:
            event.setCommitString(commit)
        QApplication.sendEvent(widget, event)

    def edit(self, project_id, field, text):
        change = lambda shown: edits.set_field(shown, project_id, field, text)  # noqa: E731
        self.session.edit("别处", change, Place(project_id, field=field))

    @property
    def editor(self):
        return self.view.findChild(QLineEdit, "rename_editor")

    @property
    def selected(self):
        return [self.model.project_id(index) for index in self.view.selectedIndexes()]

    @property
    def current(self):
        return self.model.project_id(self.view.currentIndex())

    def name(self, project_id):
        return self.session.document.project(project_id).field(ROLES.name)

    def group(self, *rows):
        index = self.view.rootIndex()
        for row in rows:
            index = self.model.index(row, 0, index)
        return index


@pytest.fixture
def hand(qtbot):
    shown = document(project("a"), project("b"), project("c"), project("x", unit="乙"), project("y", unit="乙"))
    return Hand(qtbot, shown)


@pytest.fixture
def many(qtbot):
    return Hand(qtbot, document(*(project(f"n{number}", unit=f"单位{number // 20}") for number in range(100))))


def test_the_first_project_is_pointed_at(hand):
    assert hand.selection.project == hand.current == "a"
    assert hand.selected == ["a"]


def test_a_click_points_at_a_project(hand):
    hand.click("c")
    assert (hand.selection.project, hand.selection.projects) == ("c", ("c",))


def test_several_are_selected_with_control_and_shift_in_the_order_of_the_list(hand):
    hand.click("c")
    hand.click("a", CONTROL)
    assert (hand.selection.project, hand.selection.projects) == ("a", ("a", "c"))
    hand.click("y", SHIFT)
    assert (hand.selection.project, hand.selection.projects) == ("y", ("a", "b", "c", "x", "y"))


def test_arrows_walk_over_projects_and_groups(hand):
    hand.click("c")
    hand.press(KEY.Key_Down)
    assert hand.selection.project == "c"
    assert hand.selection.group == "x"
    hand.press(KEY.Key_Down)
    assert (hand.selection.project, hand.selection.group) == ("x", "")
    hand.press(KEY.Key_Down, SHIFT)
    assert hand.selection.projects == ("x", "y")


def test_a_click_on_a_group_or_beside_the_rows_keeps_the_selection(hand):
    hand.click("b")
    hand.click_at(hand.group(0, 1))
    assert (hand.selection.project, hand.selection.group, hand.selected) == ("b", "x", ["b"])
    hand.qtbot.mouseClick(hand.view.viewport(), Qt.MouseButton.LeftButton, PLAIN, QPoint(100, 300))
    assert hand.selected == ["b"]


def test_the_list_follows_the_selection(hand):
    hand.selection.show_projects("y", ("b", "y"))
    assert hand.current == "y"
    assert sorted(hand.selected) == ["b", "y"]


def test_a_group_folds_by_its_arrow_by_a_double_click_and_by_keys(hand):
    unit = hand.group(0, 0)
    hand.click_at(unit, x=34)
    assert not hand.view.isExpanded(unit)
    hand.double_click_at(unit)
    assert hand.view.isExpanded(unit)
    hand.click_at(unit)
    hand.press(KEY.Key_Left)
    assert not hand.view.isExpanded(unit)
    hand.press(KEY.Key_Return)
    assert hand.view.isExpanded(unit)


def test_enter_and_double_click_go_to_the_form(hand):
    hand.click("b")
    hand.press(KEY.Key_Return)
    hand.double_click_at(hand.model.index_of("b"))
    assert hand.asked == [Place("b"), Place("b")]


def test_a_name_is_changed_in_its_row_letter_by_letter_as_one_step(hand):
    hand.click("b")
    hand.press(KEY.Key_F2)
    hand.qtbot.keyClicks(hand.editor, "ne")
    assert hand.name("b") == "ne"
    hand.qtbot.keyClicks(hand.editor, "w")
    hand.qtbot.keyClick(hand.editor, KEY.Key_Return)
    hand.qtbot.waitUntil(lambda: hand.editor is None)

    assert hand.name("b") == "new"
    assert hand.session.undo_name == f"修改“{form().field(ROLES.name).label}”"
    hand.session.undo()
    assert hand.name("b") == "b"
    assert hand.session.undo_name is None


def test_escape_gives_the_old_name_back_and_leaves_nothing_to_redo(hand):
    hand.click("b")
    hand.press(KEY.Key_F2)
    hand.qtbot.keyClicks(hand.editor, "new")
    hand.qtbot.keyClick(hand.editor, KEY.Key_Escape)
    hand.qtbot.waitUntil(lambda: hand.editor is None)

    assert hand.name("b") == "b"
    assert (hand.session.undo_name, hand.session.redo_name) == (None, None)


def test_a_second_slow_click_opens_the_editor(hand):
    hand.click("b")
    assert hand.editor is None
    hand.click("b")
    hand.qtbot.waitUntil(lambda: hand.editor is not None, timeout=3000)
    assert hand.editor.text() == "b"


def test_what_an_input_method_brings_is_in_the_name(hand):
    hand.click("b")
    hand.press(KEY.Key_F2)
    hand.compose(hand.editor, "经fei")
    hand.compose(hand.editor, "", "经费")
    assert hand.name("b") == "经费"


def test_leaving_the_editor_keeps_what_was_typed(hand):
    hand.tree.rename()
    hand.qtbot.keyClicks(hand.editor, "new")
    hand.tree.finish_editing()
    hand.qtbot.waitUntil(lambda: hand.editor is None)
    assert hand.name("a") == "new"
    hand.tree.finish_editing()


def test_an_open_editor_survives_edits_elsewhere(hand):
    hand.click("c")
    hand.press(KEY.Key_F2)
    hand.qtbot.keyClicks(hand.editor, "long")
    editor = hand.editor
    editor.setCursorPosition(2)

    hand.edit("a", ROLES.name, "改名")
    hand.edit("a", ROLES.money, "70000")
    hand.edit("a", ROLES.unit, "丙")
    hand.session.edit("别处", lambda shown: edits.add_projects(shown, (project("z"),), 0), Place("z"))
    hand.session.edit("别处", lambda shown: edits.remove_projects(shown, ["b"]), Place("b"))
    hand.edit("c", ROLES.annual_goal, "目标")

    assert hand.editor is editor
    assert (editor.text(), editor.cursorPosition(), editor.isVisible()) == ("long", 2, True)
    assert hand.view.currentIndex().data() == "long"
    assert hand.resets == []


def test_an_open_editor_shows_its_name_changed_elsewhere(hand):
    hand.click("b")
    hand.press(KEY.Key_F2)
    hand.edit("b", ROLES.name, "新名")
    assert hand.editor.text() == "新名"


def test_scroll_folds_and_selection_survive_edits_elsewhere(many):
    many.view.setExpanded(many.group(0, 1), False)
    many.selection.show_projects("n70", ("n70", "n72"))
    bar = many.view.verticalScrollBar()
    many.qtbot.waitUntil(lambda: bar.maximum() > 0)
    bar.setValue(600)
    shown = []
    many.selection.changed.connect(lambda: shown.append(1))

    many.edit("n5", ROLES.name, "改名")
    many.edit("n90", ROLES.money, "")
    many.edit("n99", ROLES.unit, "别的单位")
    many.session.edit("别处", lambda found: edits.move_projects(found, ["n95"], 82), Place("n95"))
    QApplication.processEvents()

    assert bar.value() == 600
    assert not many.view.isExpanded(many.group(0, 1))
    assert sorted(many.selected) == ["n70", "n72"]
    assert many.current == "n70"
    assert shown == many.resets == []


def test_a_new_group_is_open(hand):
    hand.edit("c", ROLES.unit, "丙")
    assert hand.model.index_of("c").parent().data() == "丙"
    assert hand.view.isExpanded(hand.model.index_of("c").parent())


def test_delete_removes_the_selected_without_asking_and_undo_brings_them_back(hand):
    hand.click("a")
    hand.click("b", CONTROL)
    hand.press(KEY.Key_Delete)
    assert hand.model.ids() == ["c", "x", "y"]
    assert hand.selected == [hand.selection.project] == ["c"]
    hand.session.undo()
    assert hand.model.ids() == ["a", "b", "c", "x", "y"]
    assert hand.selected == ["c"]


def test_delete_on_a_group_deletes_nothing(hand):
    hand.click("a")
    hand.click_at(hand.group(0, 1))
    hand.press(KEY.Key_Delete)
    assert len(hand.model.ids()) == 5


def test_when_the_project_goes_by_undo_the_next_is_pointed_at(hand):
    hand.session.edit("新建项目", lambda shown: edits.add_projects(shown, (project("z"),), 1), Place("z"))
    hand.selection.show_projects("z")
    hand.session.undo()
    assert hand.selection.project == hand.current == "b"
    assert hand.selected == ["b"]


def test_alt_shift_and_arrows_move_projects(hand):
    hand.click("a")
    hand.press(KEY.Key_Down, ALT_SHIFT)
    assert hand.model.ids() == ["b", "a", "c", "x", "y"]
    hand.press(KEY.Key_Up, ALT_SHIFT)
    assert hand.model.ids() == ["a", "b", "c", "x", "y"]
    assert hand.selected == ["a"]


def test_what_is_dropped_changes_the_order_as_one_step(hand):
    data = hand.model.mimeData([hand.model.index_of("c")])
    hand.model.dropMimeData(data, Qt.DropAction.MoveAction, 0, 0, hand.group(0, 0))
    assert hand.model.ids() == ["c", "a", "b", "x", "y"]
    assert hand.session.undo_name == "移动项目"


def test_letters_typed_in_the_list_filter_it(hand):
    hand.edit("b", ROLES.name, "督查调研")
    hand.press(KEY.Key_D)
    hand.type("cdy")
    assert hand.search.text() == "dcdy"
    assert hand.search.hasFocus()
    assert hand.model.ids() == ["b"]


def test_the_end_of_a_composition_elsewhere_leaves_the_keyboard_in_the_list(hand):
    """ibus clears its letters late, when the click on a project has moved the focus here."""
    hand.click("p2")
    hand.compose(hand.view, "")
    assert hand.view.hasFocus()


def test_composing_in_the_list_goes_to_the_filter_and_loses_no_letter(hand):
    hand.edit("b", ROLES.name, "督查调研")
    hand.compose(hand.view, "du")
    assert not hand.search.hasFocus()
    hand.compose(hand.view, "", "督查")
    assert hand.search.text() == "督查"
    assert hand.search.hasFocus()
    assert hand.model.ids() == ["b"]


@pytest.mark.parametrize(
    ("preedit", "ids"),
    [
        ("督", ["b"]),
        ("dc", ["b"]),
        ("d c", ["b"]),
        ("du'cha", ["b"]),
        ("du cha diao", ["b"]),
        ("ka", ["a", "b", "c", "x", "y"]),
    ],
)
def test_what_is_still_being_composed_filters_as_far_as_it_can_be_found(hand, preedit, ids):
    hand.edit("b", ROLES.name, "督查调研")
    hand.search.setFocus()
    hand.compose(hand.search, preedit)
    assert hand.model.ids() == ids
    assert hand.search.text() == ""


def test_letters_before_and_behind_what_is_composed_count(hand):
    hand.edit("b", ROLES.name, "督查调研")
    hand.search.setFocus()
    hand.search.setText("督研")
    hand.search.setCursorPosition(1)
    hand.compose(hand.search, "cd")
    assert hand.model.ids() == ["b"]


def test_a_filter_keeps_folds_selection_and_content(hand):
    hand.view.setExpanded(hand.group(0, 1), False)
    hand.selection.show_projects("b")
    hand.search.setText("乙")
    assert hand.model.ids() == ["x", "y"]
    assert hand.view.isExpanded(hand.group(0, 0))
    assert (hand.selection.project, hand.selected) == ("b", [])

    hand.search.setFocus()
    hand.press(KEY.Key_Escape)

    assert hand.model.ids() == ["a", "b", "c", "x", "y"]
    assert not hand.view.isExpanded(hand.group(0, 1))
    assert (hand.current, hand.selected) == ("b", ["b"])


def _rows_told(model, parent):
    rows = [model.index(row, 0, parent) for row in range(model.rowCount(parent))]
    return [row for top in rows for row in (top, *_rows_told(model, top))]


def test_the_first_rows_of_a_long_filter_come_at_once_and_the_rest_after_a_pause(qtbot):
    of = [project(f"n{number}", unit=f"单位{number // 10}", year=str(2026 + number // 40)) for number in range(120)]
    many = Hand(qtbot, document(*of))

    def projects():
        return [many.model.project_id(row) for row in _rows_told(many.model, many.view.rootIndex())]

    everything = many.model.ids()
    many.selection.show_projects("n99")
    many.search.setText("n9")
    many.search.clear()
    first = [one for one in projects() if one]
    assert first == everything[:60]
    assert many.model.ids() == everything
    assert many.model.data(many.group(1), Qt.ItemDataRole.AccessibleTextRole).startswith("2027年度，40 个")
    assert not many.selected

    many.qtbot.waitUntil(lambda: [one for one in projects() if one] == everything)

    assert many.selection.project == "n99"
    assert many.selected == ["n99"]
    groups = [row for row in _rows_told(many.model, many.view.rootIndex()) if not many.model.project_id(row)]
    assert all(many.view.isExpanded(group) for group in groups)
    assert many.view.viewport().rect().intersects(many.view.visualRect(many.model.index_of("n99")))


def test_nothing_of_a_filter_is_kept_back_from_an_edit_or_the_keyboard(many):
    many.search.setText("n9")
    many.search.clear()
    many.edit("n1", ROLES.name, "另一个")
    assert many.model.index_of("n99").isValid()

    many.search.setText("n9")
    many.search.setText("n")
    many.search.setFocus()
    many.press(KEY.Key_Down)
    assert many.model.index_of("n98").isValid()


@pytest.mark.parametrize("key", [KEY.Key_Return, KEY.Key_Down])
def test_from_the_filter_the_list_takes_the_keyboard(hand, key):
    hand.search.setFocus()
    hand.type("yi")
    hand.search.setText("乙")
    hand.press(key)
    assert hand.view.hasFocus()
    assert hand.selection.project == "x"


def test_ctrl_z_in_the_filter_is_left_to_the_window(hand):
    hand.search.setFocus()
    hand.type("abc")
    hand.press(KEY.Key_Z, CONTROL)
    assert hand.search.text() == "abc"


def test_an_empty_list_says_why(hand):
    hand.search.setText("没有")
    assert "没有" in hand.view.empty_text
    hand.search.clear()
    hand.selection.show_projects("a", ("a", "b", "c", "x", "y"))
    hand.view.setFocus()
    hand.press(KEY.Key_Delete)
    assert "新建项目" in hand.view.empty_text
    assert not hand.search.isEnabled()
    assert hand.selection.project == ""
    hand.tree.grab()


def test_a_cut_name_and_an_unread_amount_are_told_by_the_tooltip(hand, monkeypatch):
    shown = []
    monkeypatch.setattr(QToolTip, "showText", lambda _at, text, _view: shown.append(text))
    long = "很长的项目名称" * 5
    hand.edit("b", ROLES.name, long)
    hand.edit("b", ROLES.money, "约一万")

    for project_id in ("b", "c"):
        at = hand.at(hand.model.index_of(project_id))
        QApplication.sendEvent(hand.view.viewport(), QHelpEvent(QEvent.Type.ToolTip, at, at))

    assert shown[0].startswith(f"{long}\n")
    assert "约一万" in shown[0]
    assert shown[1] == ""


def test_the_context_menu_comes_where_it_is_asked_for(hand):
    menu = QMenu(hand.tree)
    menu.addAction("删除")
    hand.tree.set_menu(menu)
    at = hand.view.visualRect(hand.model.index_of("b")).center()
    screen = hand.view.viewport().mapToGlobal(at)
    for reason in (QContextMenuEvent.Reason.Mouse, QContextMenuEvent.Reason.Keyboard):
        QApplication.sendEvent(hand.view.viewport(), QContextMenuEvent(reason, at, screen))
        assert menu.isVisible()
        menu.close()


def test_parts_have_names_for_a_screen_reader(hand):
    assert hand.search.accessibleName()
    assert hand.view.accessibleName()
    spoken = hand.model.index_of("b").data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "b，1.00 万元"


def test_a_list_that_was_closed_down_hears_of_nothing(hand):
    hand.tree.close_down()
    hand.edit("a", ROLES.name, "改名")
    hand.selection.show_projects("b")
    assert hand.model.index_of("a").data() == "a"
    assert hand.selected == ["a"]


@pytest.mark.parametrize("width", [200, 264, 400])
def test_the_twelve_tables_are_painted(qtbot, width):
    hand = Hand(qtbot, seeds())
    hand.tree.resize(width, 500)
    assert not hand.tree.grab().isNull()
