"""The model of the indicator grid: rows as on paper, and changes told as what they are."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from support.seeds import CENTRAL, OBJECTIVES, form, seeds

from perfdesk.grid.indicator_rows import indicator_rows
from perfdesk.gui.indicator_edits import change_level2, insert_indicator, move_rows, write_cell, write_cells
from perfdesk.gui.indicator_model import IndicatorModel
from perfdesk.model import edits
from perfdesk.model.document import LEVELS, Document, Indicator, Project, texts
from perfdesk.model.place import Place

FORM = form()


class Signals:
    """What a model told since `clear`."""

    def __init__(self, model):
        self.model = model
        self.told = []
        model.modelReset.connect(lambda: self.told.append("reset"))
        model.layoutChanged.connect(lambda: self.told.append("layout"))
        model.rows_changed.connect(lambda: self.told.append("spans"))
        model.rowsInserted.connect(lambda _, first, last: self.told.append(("in", first, last)))
        model.rowsRemoved.connect(lambda _, first, last: self.told.append(("out", first, last)))
        model.rowsMoved.connect(lambda _, first, last, __, to: self.told.append(("move", first, last, to)))
        model.dataChanged.connect(lambda a, b: self.told.append(("data", a.row(), b.row(), a.column(), b.column())))


def shown(model):
    return [
        tuple(model.index(row, column).data() for column in range(model.columnCount()))
        for row in range(model.rowCount())
    ]


def on_paper(document, project_id="p1", form_id=OBJECTIVES):
    columns = [column.id for column in form(form_id).columns]
    return [
        tuple(row.text(column) for column in columns)
        for row in indicator_rows(form(form_id), document.project(project_id))
    ]


@pytest.fixture
def model(qapp):
    model = IndicatorModel()
    model.show_project(FORM, seeds().project("p1"))
    return model


def change(model, document):
    signals = Signals(model)
    model.show_project(FORM, document.project("p1"))
    assert shown(model) == on_paper(document)
    return signals.told


def test_the_rows_are_those_of_the_paper(model):
    assert shown(model) == on_paper(seeds())
    assert [model.headerData(at, Qt.Orientation.Horizontal) for at in range(5)] == [
        column.label for column in FORM.columns
    ]


def test_a_written_cell_is_one_changed_cell(model):
    row = model.rows[1]
    document = edits.set_text(seeds(), "p1", row.indicator.id, "level3", "新的名称")

    assert change(model, document) == [("data", 1, 1, 2, 2)]


def test_a_value_too_long_to_stay_centred_changes_its_whole_row(model):
    at = next(at for at in range(model.rowCount()) if model.is_centred(at, 3) and model.rows[at].indicator)
    document = edits.set_text(seeds(), "p1", model.rows[at].indicator.id, "period_value", "很长的指标值" * 6)

    assert change(model, document) == [("data", at, at, 3, 4)]
    assert not model.is_centred(at, 4)


def test_the_first_letter_in_a_blank_row_keeps_the_row(model):
    blank = next(at for at, row in enumerate(model.rows) if row.indicator is None)
    row = model.rows[blank]
    place = Place("p1", "", "new", "level3", row.level1, row.level2)
    document = write_cell(seeds(), place, "满")

    assert change(model, document) == [("data", blank, blank, 2, 2), "spans"]
    assert change(model, write_cell(document, place, "")) == [("data", blank, blank, 2, 2), "spans"]
    assert write_cell(document, place, "") == seeds()


def test_rows_that_come_go_and_move_are_told_as_such(model):
    first, second = (row.indicator.id for row in model.rows[:2])

    document = insert_indicator(seeds(), "p1", second, "new")
    assert change(model, document) == [("in", 1, 1), "spans"]
    document = move_rows(document, FORM, "p1", ["new"], -1)
    assert change(model, document) == [("move", 0, 0, 2), "spans"]
    document = edits.remove_indicators(document, "p1", [first, "new"])
    assert change(model, document) == [("out", 1, 1), ("out", 0, 0), "spans"]


def test_another_project_is_a_reset(model):
    signals = Signals(model)
    model.show_project(FORM, seeds().project("p2"))
    model.show_project(None, None)

    assert signals.told == ["reset", "reset"]
    assert model.rowCount() == model.columnCount() == 0


def test_a_form_with_other_columns_is_shown_as_well(qapp):
    other = form(CENTRAL)
    project = Project(
        "c", CENTRAL, texts([]), (Indicator("i", "产出指标", "数量指标", "次数", texts([("weight", "10")])),)
    )
    model = IndicatorModel()
    model.show_project(other, project)

    assert [column.id for column in model.columns][-1] == "weight"
    assert shown(model) == on_paper(Document((project,), {CENTRAL: other.text}), "c", CENTRAL)


LEVEL_PAIRS = [(one.name, two.name) for one in FORM.levels for two in one.level2] + [
    ("别的", "没有的"),
    ("产出指标", "杂项"),
]


@st.composite
def gestures(draw):
    return draw(
        st.lists(
            st.tuples(
                st.sampled_from(["add", "insert", "remove", "move", "level", "write", "blank"]),
                st.integers(0, 30),
                st.integers(0, 30),
                st.sampled_from(["", "好", "≥95%", "很长的指标值" * 6]),
            ),
            max_size=12,
        )
    )


def apply(document, gesture, number):
    kind, a, b, text = gesture
    indicators = document.project("p1").indicators
    ids = [one.id for one in indicators]
    one = ids[a % len(ids)] if ids else ""
    level1, level2 = LEVEL_PAIRS[b % len(LEVEL_PAIRS)]
    if kind == "add":
        return edits.add_indicators(document, "p1", [Indicator(f"n{number}", level1, level2, text)], a % (len(ids) + 1))
    if kind == "blank":
        blanks = [row for row in indicator_rows(FORM, document.project("p1")) if row.indicator is None]
        cells = [(row.place("p1", "level3"), text) for row in blanks[: 1 + a % 2]]
        return write_cells(document, cells, iter([f"b{number}", f"c{number}"]).__next__)
    if not one:
        return document
    if kind == "insert":
        return insert_indicator(document, "p1", one, f"i{number}")
    if kind == "remove":
        return edits.remove_indicators(document, "p1", ids[a % len(ids) : a % len(ids) + 1 + b % 5])
    if kind == "move":
        return move_rows(document, FORM, "p1", [one], 1 if b % 2 else -1)
    if kind == "level":
        return change_level2(document, "p1", [one], level1, level2)
    return edits.set_text(document, "p1", one, (*LEVELS[2:], "period_value", "annual_value")[b % 3], text)


@pytest.mark.slow
@settings(max_examples=100, deadline=None)
@given(gestures(), st.data())
def test_any_edits_end_in_the_rows_of_the_paper_without_a_reset(qapp, gestures, data):
    document, model = seeds(), IndicatorModel()
    model.show_project(FORM, document.project("p1"))
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    signals, seen = Signals(model), [document]
    for number, gesture in enumerate(gestures):
        document = apply(document, gesture, number)
        seen.append(document)
        change(model, document)
    for document in data.draw(st.permutations(seen[:6])):
        change(model, document)
    assert "reset" not in signals.told
    assert "layout" not in signals.told
    del tester


def moved(order, ids, step):
    project = seeds().project("p1")
    project = Project("p1", project.form, project.fields, tuple(Indicator(*one) for one in order))
    document = move_rows(Document((project,), seeds().forms), FORM, "p1", ids, step)
    return [(one.id, one.level2) for one in document.project("p1").indicators]


def test_a_row_passes_its_neighbour_then_goes_on_into_the_next_level2():
    rows = [
        ("a", "产出指标", "数量指标"),
        ("x", "效益指标", "社会效益"),
        ("b", "产出指标", "数量指标"),
        ("c", "产出指标", "质量指标"),
    ]

    assert [one for one, _ in moved(rows, ["a"], 1)] == ["b", "x", "a", "c"]
    assert moved(rows, ["b"], 1) == [("a", "数量指标"), ("x", "社会效益"), ("b", "质量指标"), ("c", "质量指标")]
    assert moved(rows, ["c"], -1) == [("a", "数量指标"), ("x", "社会效益"), ("b", "数量指标"), ("c", "数量指标")]
    assert moved(rows, ["c"], 1)[-1] == ("c", "时效指标")
    assert moved(rows, ["a"], -1) == [(one, level2) for one, _, level2 in rows]
    assert moved(rows, ["a", "b"], 1) == [("x", "社会效益"), ("a", "质量指标"), ("b", "质量指标"), ("c", "质量指标")]
