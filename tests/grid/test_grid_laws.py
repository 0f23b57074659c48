"""Laws of the Grid: what is laid out is recognised as the same, and no text of any Grid is lost."""

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from support.seeds import CENTRAL, OBJECTIVES, form, seeds
from support.tables import UNKNOWN, document, on_paper, projects, words

from perfdesk.grid.grid import Cell, Grid, Row
from perfdesk.grid.layout import lay_out
from perfdesk.grid.recognise import recognise, recognise_all
from perfdesk.grid.source import Paragraph
from perfdesk.model.compare import compare, same_content

BOTH = (OBJECTIVES, CENTRAL)


def titled(one, project):
    """The laid-out Grid as a reader gives it: title and subtitle are paragraphs before it."""
    grid = lay_out(one, project)
    return [Paragraph(text, "第1段") for text in (grid.title, grid.subtitle) if text] + [grid]


@pytest.mark.parametrize("form_id", BOTH)
@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_a_laid_out_project_is_recognised_as_the_same(form_id, data):
    one = form(form_id)
    project = data.draw(projects(one))

    reading = recognise_all([one], titled(one, project))

    assert len(reading.tables) == 1
    expected = on_paper(one, project)
    found = reading.tables[0].project
    assert found is not None
    assert found.fields == expected.fields
    assert same_content(document(one, found), document(one, expected)), compare(
        document(one, expected), document(one, found)
    )
    assert not reading.outside
    assert not reading.tables[0].leftover


@settings(max_examples=50, deadline=None)
@given(data=st.data())
def test_tables_of_one_source_are_told_apart(data):
    one = form()
    drawn = data.draw(st.lists(projects(one, 3), min_size=2, max_size=3))

    reading = recognise_all([one], [area for project in drawn for area in titled(one, project)])

    found = tuple(table.project for table in reading.tables)
    expected = tuple(on_paper(one, project) for project in drawn)
    assert same_content(document(one, *found), document(one, *expected))


def test_the_twelve_tables_are_recognised_from_their_grids():
    one = form()

    for project in seeds().projects:
        found = recognise(one, lay_out(one, project))

        assert found.project is not None
        assert same_content(document(one, found.project), document(one, on_paper(one, project)))
        assert found.leftover == ()


@st.composite
def grids(draw):
    """Any Grid: random spans, also over each other and over the edge, random texts among words of the form."""
    text = st.sampled_from((*words(form()), "", "甲", "2026", "项目名称：乙", "1.", "填报人："))
    cell = st.builds(
        Cell,
        column=st.integers(0, 6),
        text=text,
        rows=st.integers(1, 4),
        cols=st.integers(1, 4),
        at=st.just("某处"),
    )
    return Grid(tuple(Row(tuple(cells)) for cells in draw(st.lists(st.lists(cell, max_size=6), max_size=12))))


@settings(max_examples=150, deadline=None)
@given(st.lists(grids() | st.builds(Paragraph, st.sampled_from((*words(form()), "正文")), st.just("某段")), max_size=4))
def test_no_text_of_any_grid_is_lost(areas):
    texts = [area.text for area in areas if isinstance(area, Paragraph)]
    texts += [cell.text for area in areas if isinstance(area, Grid) for _row, cell in area.cells()]

    reading = recognise_all([form()], areas)

    told = {one.text for one in reading.outside}
    for table in reading.tables:
        told |= {one.text for one in (*table.placed, *table.labels, *table.leftover)}
    for text in filter(None, texts):
        head, colon, tail = text.partition("：")
        assert text in told or {head + colon, tail} <= told


@st.composite
def drawn_texts(draw):
    """The texts of one drawn project by what they are: contents, and the names of its levels."""
    project = draw(projects(form()))
    contents = [project.field(field.id) for field in form().fields if field.kind != "year"]
    for one in project.indicators:
        contents += [one.level3, *(one.values.get(column.id, "") for column in form().value_columns)]
    return contents, [one.level1 for one in project.indicators], [one.level2 for one in project.indicators]


def test_the_hard_cases_are_drawn_often_enough():
    """At least 5 % each: empty texts, several lines, words of the form, unknown 一级 and 二级."""
    contents, firsts, seconds = [], [], []

    @settings(max_examples=200, deadline=None, phases=[Phase.generate], database=None, derandomize=True)
    @given(drawn_texts())
    def collect(drawn):
        contents.extend(drawn[0])
        firsts.extend(drawn[1])
        seconds.extend(drawn[2])

    collect()

    assert share(contents, lambda text: not text) >= 0.05
    assert share(contents, lambda text: "\n" in text) >= 0.05
    assert share(contents, lambda text: text in words(form())) >= 0.05
    assert share(firsts, lambda text: text in UNKNOWN) >= 0.05
    assert share(seconds, lambda text: text in UNKNOWN) >= 0.05


def share(texts, is_one):
    return sum(map(is_one, texts)) / len(texts)
