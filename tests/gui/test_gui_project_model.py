"""The model of the list: groups in the order of the document, and changes told as what they are."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester
from support.documents import numbered
from support.project_lists import ROLES, document, form_of, project
from support.seeds import form, seeds

from perfdesk.gui.project_drops import MIME, MovableProjects
from perfdesk.model import edits
from perfdesk.model.document import Project
from perfdesk.model.place import Place


class Told:
    """A model with all that it told."""

    def __init__(self, shown):
        self.moves = []
        self.model = MovableProjects(shown, form_of, lambda ids, before: self.moves.append((list(ids), before)))
        self.tester = QAbstractItemModelTester(self.model, QAbstractItemModelTester.FailureReportingMode.Fatal)
        self.document = shown
        self.signals = []
        model, note = self.model, self.signals.append
        model.modelReset.connect(lambda: note("reset"))
        model.layoutChanged.connect(lambda: note("layout"))
        model.rowsInserted.connect(lambda *_: note("in"))
        model.rowsRemoved.connect(lambda *_: note("out"))
        model.rowsMoved.connect(lambda *_: note("move"))
        model.dataChanged.connect(lambda index, _: note(index.data()))
        self.lines()

    def change(self, edit, *arguments, **named):
        before, self.document = self.document, edit(self.document, *arguments, **named)
        self.signals.clear()
        self.model.show_change(before, self.document, Place(""))
        return list(self.signals)

    def lines(self, parent=None, depth=0):
        parent = QModelIndex() if parent is None else parent
        found = []
        for row in range(self.model.rowCount(parent)):
            index = self.model.index(row, 0, parent)
            shown = self.model.node(index).shown
            found.append("  " * depth + " ".join(part for part in (shown.name, shown.count, shown.amount) if part))
            found += self.lines(index, depth + 1)
        return found


@pytest.fixture
def told(qapp):
    return Told(document(project("a"), project("b"), project("c", unit="乙"), project("d")))


def test_the_twelve_tables_stand_under_year_and_unit(qapp):
    lines = Told(seeds()).lines()

    assert lines[:4] == [
        "2026年度 12 个 363.79",
        f"  {seeds().projects[0].field(ROLES.unit)} 12 个 363.79",
        f"    {seeds().projects[0].field(ROLES.name)} 48.87",
        f"    {seeds().projects[1].field(ROLES.name)} 42.25",
    ]
    assert len(lines) == 14


def test_groups_stand_where_their_first_project_stands(told):
    assert told.lines() == [
        "2026年度 4 个 4.00",
        "  甲 3 个 3.00",
        "    a 1.00",
        "    b 1.00",
        "    d 1.00",
        "  乙 1 个 1.00",
        "    c 1.00",
    ]


def test_blank_and_unreadable_amounts_are_counted_apart(qapp):
    told = Told(document(project("a"), project("b", money=""), project("c", money="约18万")))
    unit = told.model.index(0, 0, told.model.index(0, 0))

    assert told.model.node(unit).shown.amount == "1.00"
    assert told.model.node(unit).shown.note == "2 个未计"
    assert "2 个项目" in unit.data(Qt.ItemDataRole.AccessibleTextRole)
    assert told.model.node(told.model.index_of("b")).shown.note == ""
    assert told.model.node(told.model.index_of("c")).shown.note == "无法识别"


@pytest.mark.parametrize(
    ("money", "amount"),
    [("488,700.00", "48.87"), ("１２万元", "12.00"), ("-5000", "-0.50"), ("12345678900", "1,234,567.89")],
)
def test_amounts_are_shown_in_ten_thousands(qapp, money, amount):
    told = Told(document(project("a", money=money)))
    assert told.model.node(told.model.index_of("a")).shown.amount == amount


def test_what_is_left_blank_has_a_name_of_its_own(qapp):
    bare = Project("a", form().id)
    assert Told(document(bare)).lines() == ["未填年度 1 个", "  未填单位 1 个", "    未命名项目"]


def test_a_new_name_is_told_of_its_row_alone(told):
    assert told.change(edits.set_field, "a", ROLES.name, "新名") == ["新名"]


def test_a_new_amount_is_told_of_its_row_and_its_groups(told):
    assert sorted(told.change(edits.set_field, "a", ROLES.money, "20000")) == ["2026年度", "a", "甲"]


def test_what_the_list_does_not_show_is_not_told(told):
    assert told.change(edits.set_field, "a", ROLES.annual_goal, "目标") == []


def test_a_project_that_is_added_removed_or_moved_is_told_as_that(told):
    assert sorted(told.change(edits.add_projects, (project("e"),))) == ["2026年度", "in", "甲"]
    assert told.change(edits.move_projects, ["a"], 4) == ["move"]
    assert told.change(edits.move_projects, ["e"], 0) == ["move"]
    assert sorted(told.change(edits.remove_projects, ["e"])) == ["2026年度", "out", "甲"]


def test_a_project_goes_to_another_group_with_its_persistent_index(told):
    kept = QPersistentModelIndex(told.model.index_of("d"))

    signals = told.change(edits.set_field, "d", ROLES.unit, "丙")

    assert sorted(signals) == ["in", "move", "甲"]
    assert kept.data() == "d"
    assert kept.parent().data() == "丙"


def test_the_last_of_a_group_takes_the_group_along(told):
    assert "out" in told.change(edits.set_field, "c", ROLES.unit, "甲")
    assert told.lines()[1:] == ["  甲 4 个 4.00", "    a 1.00", "    b 1.00", "    c 1.00", "    d 1.00"]


def test_a_filter_shows_name_unit_and_initials(told):
    told.document = edits.set_field(told.document, "b", ROLES.name, "督查调研")
    told.model.show_change(told.document, told.document, Place(""))

    for query, ids in (("dcdy", ["b"]), ("乙", ["c"]), ("yi", []), ("y", ["b", "c"]), ("", ["a", "b", "d", "c"])):
        told.model.show_only(told.model.hits(query))
        assert told.model.ids() == ids, query


def test_with_a_filter_what_is_edited_stays_and_what_is_new_is_shown(told):
    told.model.show_only({"a"})
    told.lines()

    assert told.change(edits.set_field, "a", ROLES.name, "改名") == ["改名"]
    assert told.change(edits.set_field, "b", ROLES.name, "别的") == []
    assert "in" in told.change(edits.add_projects, (project("e"),))
    assert told.model.ids() == ["a", "e"]
    told.model.show_only(told.model.hits(""))
    assert told.model.ids() == ["a", "b", "d", "e", "c"]


def index_at(model, *rows):
    index = QModelIndex()
    for row in rows:
        index = model.index(row, 0, index)
    return index


def test_projects_dropped_in_their_group_are_handed_over(told):
    model = told.model
    unit = index_at(model, 0, 0)
    data = model.mimeData([model.index_of("d"), model.index_of("a")])

    assert model.dropMimeData(data, Qt.DropAction.MoveAction, 1, 0, unit)
    assert model.dropMimeData(data, Qt.DropAction.MoveAction, -1, -1, unit)
    assert told.moves == [(["a", "d"], "b"), (["a", "d"], "")]


def test_projects_cannot_be_dropped_into_another_group_or_beside_groups(told):
    model, drop = told.model, Qt.DropAction.MoveAction
    data = model.mimeData([model.index_of("a")])

    for parent in (index_at(model, 0, 1), index_at(model, 0), QModelIndex(), model.index_of("b")):
        assert not model.canDropMimeData(data, drop, 0, 0, parent)
        assert not model.dropMimeData(data, drop, 0, 0, parent)
    assert not model.dropMimeData(model.mimeData([]), drop, 0, 0, index_at(model, 0, 0))
    data.setData(MIME, b"\xff\nnothing")
    assert not model.dropMimeData(data, drop, 0, 0, index_at(model, 0, 0))
    assert told.moves == []


def test_rows_move_within_their_group(told):
    model, unit = told.model, index_at(told.model, 0, 0)

    assert model.moveRows(unit, 0, 2, unit, 3)
    assert model.moveRows(unit, 2, 1, unit, 0)
    assert told.moves == [(["a", "b"], ""), (["d"], "a")]
    for wrong in ((unit, 0, 1, unit, 1), (unit, 0, 0, unit, 2), (unit, 2, 2, unit, 0), (unit, 0, 1, unit, 9)):
        assert not model.moveRows(*wrong)
    assert not model.moveRows(unit, 0, 1, index_at(model, 0, 1), 0)
    assert not model.moveRows(QModelIndex(), 0, 1, QModelIndex(), 1)


def test_indexes_that_are_out_of_date_are_harmless(told):
    model, stale = told.model, told.model.index_of("a")
    told.change(edits.remove_projects, ["a"])

    assert model.node(stale) is None
    assert model.data(stale) is None
    assert model.flags(stale) == Qt.ItemFlag.NoItemFlags
    assert not model.parent(stale).isValid()
    assert model.rowCount(stale) == 0
    assert not model.index(5, 0).isValid()
    assert not model.index(0, 1).isValid()


UNITS, YEARS, MONEY = ("甲", "乙", "丙", ""), ("2026", "2025", "二〇二六"), ("10000", "", "约一万", "3.5万元")
CHANGES = st.tuples(st.integers(0, 7), st.integers(0, 99), st.integers(0, 99))


def changed(document, change, ids):
    kind, which, where = change
    count = len(document.projects)
    if kind == 0 or not count:
        new = project(ids(), unit=UNITS[which % 4], year=YEARS[where % 3])
        return edits.add_projects(document, (new,), which % (count + 1), {form().id: form().text})
    one = document.projects[which % count].id
    if kind in (1, 2, 3, 4):
        field, choices = ((ROLES.unit, UNITS), (ROLES.year, YEARS), (ROLES.money, MONEY), (ROLES.name, UNITS))[kind - 1]
        return edits.set_field(document, one, field, choices[where % len(choices)])
    if kind == 5:
        return edits.remove_projects(document, {one, document.projects[where % count].id})
    if kind == 6:
        return edits.move_projects(document, {one, document.projects[where % count].id}, where % (count + 1))
    return edits.sort_projects(document, lambda found: found.field(ROLES.name), reverse=where % 2 == 1)


@settings(max_examples=60, deadline=None)
@given(st.lists(CHANGES, max_size=25))
def test_after_any_edits_the_list_is_as_if_made_anew_and_never_reset(qapp, changes):
    told, ids = Told(document(project("a"), project("b", unit="乙"))), numbered()

    for change in changes:
        signals = told.change(changed, change, ids)
        assert "reset" not in signals
        assert told.lines() == Told(told.document).lines()


@settings(max_examples=40, deadline=None)
@given(st.lists(CHANGES, max_size=20), st.sets(st.sampled_from("abc")))
def test_with_a_filter_too(qapp, changes, shown):
    told, ids = Told(document(*(project(one) for one in "abc"))), numbered("f")
    told.model.show_only(shown)

    for change in changes:
        assert "reset" not in told.change(changed, change, ids)
    left = {one.id for one in told.document.projects}
    assert set(told.model.ids()) == (left & shown) | (left - set("abc"))


def test_a_thousand_projects_in_random_order_are_sorted_without_a_reset(qapp):
    numbers = list(range(1000))
    random.Random(1).shuffle(numbers)
    told = Told(document(*(project(f"{number:04}") for number in numbers)))

    signals = told.change(edits.sort_projects, lambda one: one.id)

    assert set(signals) == {"move"}
    assert told.model.ids() == [f"{number:04}" for number in range(1000)]
