"""Any gestures through the window's widgets end in the document that a plain model says, and every view shows it."""

import tempfile
from copy import deepcopy
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication
from support.person import Person
from support.seeds import form, seeds

from perfdesk.grid.indicator_rows import indicator_rows
from perfdesk.model.document import Document
from perfdesk.model.normal import normal_document
from perfdesk.storage.file import open_document, save

ROLES = form().roles
VALUES = (ROLES.period_value, ROLES.annual_value)
NUMBER = st.integers(0, 11)
TEXT = st.sampled_from(["a", "新写的字", "≥95%", "12000", "很长的一段话" * 9])
GESTURES = st.one_of(
    st.tuples(st.just("field"), st.sampled_from([ROLES.name, ROLES.money, ROLES.end]), TEXT),
    st.tuples(st.just("goal"), st.sampled_from([ROLES.period_goal, ROLES.annual_goal]), TEXT),
    st.tuples(st.just("cell"), NUMBER, st.integers(2, 4), TEXT),
    st.tuples(st.sampled_from(["insert", "remove", "lower"]), NUMBER),
    st.tuples(st.just("choose"), NUMBER),
    st.tuples(st.sampled_from(["new", "duplicate", "delete", "down", "undo", "undo", "redo", "save", "reopen"])),
)


class Plain:
    """Projects as dictionaries, fields by id and rows of three texts by (一级, 二级); and what was before and after."""

    def __init__(self, document: Document) -> None:
        self.now = plain(document)
        self.past, self.future = [], []

    def change(self, change) -> None:
        after = deepcopy(self.now)
        change(after)
        if after != self.now:
            self.past.append(self.now)
            self.now, self.future = after, []

    def undo(self) -> None:
        if self.past:
            self.future.append(self.now)
            self.now = self.past.pop()

    def redo(self) -> None:
        if self.future:
            self.past.append(self.now)
            self.now = self.future.pop()


def plain(document: Document):
    found = []
    for project in document.projects:
        rows = {}
        for one in project.indicators:
            rows.setdefault((one.level1, one.level2), []).append([one.level3, *map(one.text, VALUES)])
        found.append({"fields": {name: text for name, text in project.fields.items() if text}, "rows": rows})
    return found


class Machine:
    """The window and the plain model, given the same gestures."""

    def __init__(self, program, qtbot, path: Path) -> None:
        self.program, self.qtbot, self.path = program, qtbot, path
        self.open()
        self.plain = Plain(self.person.document)

    def open(self) -> None:
        self.person = Person(self.program.new_window(), self.qtbot)
        self.person.window.files.open_files((self.path,))
        self.qtbot.waitUntil(lambda: self.person.window.session is not None)
        self.person.tab("fields")
        self.resets = []
        self.person.list.model().modelReset.connect(lambda: self.resets.append("list"))
        self._watched = None

    @property
    def at(self) -> int:
        return self.person.document.position(self.person.project.id)

    def act(self, name: str, *given) -> None:
        before = self.person.project.id
        self.resets.clear()
        getattr(self, f"do_{name}")(*given)
        if self.person.window.session is not None and self.person.project.id == before:
            assert self.resets == [], name
        assert plain(self.person.document) == self.plain.now, name
        self.person.sees()

    def do_field(self, field: str, text: str) -> None:
        self.person.tab("fields")
        self.write(field, text)

    def do_goal(self, field: str, text: str) -> None:
        self.person.tab("goals")
        self.write(field, text)

    def write(self, field: str, text: str) -> None:
        at = self.at
        self.person.field(field)
        self.person.press("Ctrl+A")
        commit(text)
        self.plain.change(lambda now: now[at]["fields"].update({field: text}))
        self.person.list.setFocus()

    def do_cell(self, number: int, column: int, text: str) -> None:
        at, row, (levels, place) = self.at, *self.row(number)
        self.person.cell(row, column)
        commit(text)
        self.person.press("Return")

        def change(now) -> None:
            rows = now[at]["rows"].setdefault(levels, [])
            if place is None:
                rows.append(["", "", ""])
            rows[-1 if place is None else place][column - 2] = text

        self.plain.change(change)

    def do_insert(self, number: int) -> None:
        at, row, (levels, place) = self.at, *self.row(number)
        self.person.cell(row, 2)
        self.person.press("Ctrl+Shift+=")
        if place is not None:
            self.plain.change(lambda now: now[at]["rows"][levels].insert(place, ["", "", ""]))

    def do_remove(self, number: int) -> None:
        at, row, (levels, place) = self.at, *self.row(number)
        self.person.cell(row, 2)
        self.person.press("Ctrl+-")

        def change(now) -> None:
            del now[at]["rows"][levels][place]
            if not now[at]["rows"][levels]:
                del now[at]["rows"][levels]

        if place is not None:
            self.plain.change(change)

    def do_lower(self, number: int) -> None:
        at, row, (levels, place) = self.at, *self.row(number)
        rows = self.plain.now[at]["rows"].get(levels, [])
        if place is None or place + 1 == len(rows) or rows[place] == rows[place + 1]:
            return
        self.person.cell(row, 2)
        self.person.press("Alt+Shift+Down")
        self.plain.change(lambda now: now[at]["rows"][levels].insert(place + 1, now[at]["rows"][levels].pop(place)))

    def row(self, number: int):
        """A row of the grid; its 一级 and 二级, and its place among the rows of both, None for a blank row."""
        self.person.tab("indicators")
        if self._watched is not self.person.grid:
            self._watched = self.person.grid
            self._watched.model().modelReset.connect(lambda: self.resets.append("grid"))
        rows = indicator_rows(form(), self.person.project)
        row = number % len(rows)
        levels = [(one.level1, one.level2) for one in rows]
        place = levels[:row].count(levels[row])
        return row, (levels[row], None if rows[row].indicator is None else place)

    def do_choose(self, number: int) -> None:
        projects = self.person.document.projects
        self.person.choose(projects[number % len(projects)].id)

    def do_new(self) -> None:
        self.person.press("Ctrl+Shift+N")
        taken = (ROLES.department, ROLES.unit, ROLES.year)
        fields = {field.id: field.default for field in form().fields if field.default}
        fields |= {name: self.plain.now[0]["fields"][name] for name in taken}
        self.plain.change(lambda now: now.append({"fields": fields, "rows": {}}))
        assert self.at == len(self.plain.now) - 1

    def do_duplicate(self) -> None:
        at = self.at
        self.person.press("Ctrl+Shift+D")
        self.plain.change(lambda now: now.insert(at + 1, deepcopy(now[at])))
        assert self.at == at + 1

    def do_delete(self) -> None:
        if len(self.plain.now) == 1:
            return
        at = self.at
        self.person.list.setFocus()
        self.person.press("Delete")
        self.plain.change(lambda now: now.pop(at))
        assert self.at == min(at, len(self.plain.now) - 1)

    def do_down(self) -> None:
        at = self.at
        self.person.list.setFocus()
        if at + 1 == len(self.plain.now) or self.plain.now[at] == self.plain.now[at + 1]:
            return
        self.person.press("Alt+Shift+Down")
        self.plain.change(lambda now: now.insert(at + 1, now.pop(at)))
        assert self.at == at + 1

    def do_undo(self) -> None:
        self.person.press("Ctrl+Z")
        self.plain.undo()

    def do_redo(self) -> None:
        self.person.press("Ctrl+Y")
        self.plain.redo()

    def do_save(self) -> None:
        self.person.press("Ctrl+S")
        self.qtbot.waitUntil(lambda: self.person.window.session.is_saved)
        assert not self.person.window.isWindowModified()
        assert plain(open_document(self.path)) == plain(normal_document(self.person.document))

    def do_reopen(self) -> None:
        self.do_save()
        assert self.person.window.close()
        self.open()
        self.plain = Plain(self.person.document)


def commit(text: str) -> None:
    event = QInputMethodEvent()
    event.setCommitString(text)
    QApplication.sendEvent(QApplication.focusWidget(), event)


@pytest.mark.slow
@settings(
    max_examples=12,
    derandomize=True,
    deadline=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)
@given(gestures=st.lists(GESTURES, min_size=8, max_size=22))
def test_any_gestures_end_in_the_document_of_the_plain_model(program, qtbot, tmp_path, monkeypatch, gestures):
    # Files of tests are in no place that the system clears.
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temporary"))
    path = tmp_path / "表.jxmb"
    save(Document(seeds().projects[:3], seeds().forms), path)
    machine = Machine(program, qtbot, path)
    try:
        for gesture in gestures:
            machine.act(*gesture)
        while machine.plain.past:
            machine.act("undo")
        while machine.plain.future:
            machine.act("redo")
        machine.act("reopen")
    finally:
        # Hypothesis tries a case that failed once more: the file must be free again.
        machine.person.window.files.close_down()
        machine.person.window.hide()
        machine.person.window.close_down()
