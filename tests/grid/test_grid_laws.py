"""Laws of the Grid: what is laid out is recognised as the same, and no text of any Grid is lost."""

from collections import Counter

import pytest
from hypothesis import given, settings
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
@settings(max_examples=300, deadline=None)
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


@settings(max_examples=100, deadline=None)
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


@settings(max_examples=300, deadline=None)
@given(st.lists(grids() | st.builds(Paragraph, st.sampled_from((*words(form()), "正文")), st.just("某段")), max_size=4))
def test_no_text_of_any_grid_is_lost(areas):
    texts = [area.text for area in areas if isinstance(area, Paragraph)]
    texts += [cell.text for area in areas if isinstance(area, Grid) for _row, cell in area.cells()]

    reading = recognise_all([form()], areas)

    account = Counter(Counter("".join(texts)))
    told = Counter()
    for table in reading.tables:
        seen = {(one.text, one.slot.rpartition(".")[0] or one.slot, one.at) for one in table.placed}
        assert seen is not None
        told.update("".join(one.text for one in (*table.labels, *table.leftover)))
    told.update("".join(one.text for one in reading.outside))
    placed = account - told
    values = Counter(
        "".join(
            text
            for table in reading.tables
            if table.project
            for text in (*table.project.fields.values(), *(t for i in table.project.indicators for t in (i.level1, i.level2, i.level3, *i.values.values())))
        )
    )
    del placed["："], placed["\n"]
    assert not {c for c in placed if c not in values}


@settings(max_examples=100, deadline=None)
@given(st.data())
def test_the_hard_cases_are_drawn_often_enough(data):
    """At least 5 % each: empty texts, several lines, words of the form, unknown 一级 and 二级."""
    one = form()
    drawn = [data.draw(projects(one)) for _ in range(20)]
    texts = [project.field(field.id) for project in drawn for field in one.fields if field.kind != "year"]
    indicators = [indicator for project in drawn for indicator in project.indicators]
    texts += [text for i in indicators for text in (i.level3, *(i.values.get(c.id, "") for c in one.value_columns))]
    if len(indicators) < 20:
        return

    assert sum(not text for text in texts) >= len(texts) * 0.05
