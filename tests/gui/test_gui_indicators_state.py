"""Random gestures through the indicator grid end in the document that they should, there and back by undo and redo."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication
from support.grid_tab import ALT, CTRL, LEVEL3, NONE, SHIFT, make_desk
from support.seeds import form, seeds

from perfdesk.grid.indicator_rows import indicator_rows

Key = Qt.Key
KEYS = {
    "enter": (Key.Key_Return, NONE),
    "tab": (Key.Key_Tab, NONE),
    "back": (Key.Key_Backtab, SHIFT),
    "up": (Key.Key_Up, NONE),
    "down": (Key.Key_Down, NONE),
    "left": (Key.Key_Left, NONE),
    "right": (Key.Key_Right, NONE),
    "extend": (Key.Key_Down, SHIFT),
    "widen": (Key.Key_Right, SHIFT),
    "empty": (Key.Key_Delete, NONE),
    "fill down": (Key.Key_D, CTRL),
    "fill right": (Key.Key_R, CTRL),
    "delete": (Key.Key_Minus, CTRL),
    "insert": (Key.Key_Plus, CTRL | SHIFT),
    "move up": (Key.Key_Up, ALT | SHIFT),
    "move down": (Key.Key_Down, ALT | SHIFT),
    "copy": (Key.Key_C, CTRL),
    "paste": (Key.Key_V, CTRL),
    "break": (Key.Key_Return, ALT),
    "f2": (Key.Key_F2, NONE),
    "escape": (Key.Key_Escape, NONE),
    "undo": (Key.Key_Z, CTRL),
    "redo": (Key.Key_Y, CTRL),
}
GESTURES = st.one_of(
    st.sampled_from(sorted(KEYS)),
    st.tuples(st.sampled_from(["click", "shift"]), st.integers(0, 30), st.integers(0, 4)),
    st.tuples(st.just("type"), st.sampled_from(["a", "≥95%", "好", "很长的指标值" * 6])),
    st.tuples(st.just("compose"), st.sampled_from(["你好", "ni"])),
)


def act(desk, gesture):
    if isinstance(gesture, str):
        desk.key(*KEYS[gesture])
    elif gesture[0] in ("click", "shift"):
        desk.click(gesture[1] % desk.model.rowCount(), gesture[2], SHIFT if gesture[0] == "shift" else NONE)
    elif desk.grid.currentIndex().column() >= LEVEL3 and QApplication.focusWidget() is not None:
        if gesture[0] == "compose":
            desk.preedit(gesture[1])
        desk.commit(gesture[1])


def check(desk):
    """What is shown is the document, as on paper; what is typed is in it; what is selected is told."""
    columns = [column.id for column in form().columns]
    assert desk.table() == [tuple(row.text(one) for one in columns) for row in indicator_rows(form(), desk.project)]
    assert desk.grid.currentIndex().isValid()
    assert desk.selection.cell == desk.grid.current_place()
    if desk.editor is not None:
        row, column = desk.at
        assert desk.editor.content == desk.text(row, column)
    for row, one in enumerate(desk.model.rows):
        for column, level in enumerate(columns[:2]):
            if one.rows(level):
                assert desk.grid.rowSpan(row, column) == one.rows(level)


@pytest.mark.slow
@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(GESTURES, min_size=5, max_size=25))
def test_any_gestures(qtbot, gestures):
    desk = make_desk(qtbot)
    tester = QAbstractItemModelTester(desk.model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    resets = []
    desk.model.modelReset.connect(lambda: resets.append(1))
    for gesture in gestures:
        act(desk, gesture)
        check(desk)
    desk.tab.finish_editing()
    while desk.session.redo() is not None:
        check(desk)
    ended = desk.session.document
    while desk.session.undo() is not None:
        check(desk)
    assert desk.session.document == seeds()
    while desk.session.redo() is not None:
        check(desk)
    QApplication.processEvents()
    assert desk.session.document == ended
    assert resets == []
    desk.tab.close_down()
    desk.window.close()
    del tester
