"""One page: where title, table, texts and borders stand on it, by the measures of the form."""

from dataclasses import replace

import pytest
from support.seeds import CENTRAL, form, seeds

from perfdesk.grid.layout import lay_out
from perfdesk.model.document import Project
from perfdesk.paper.paginate import paginate

MM = 72 / 25.4


def page(number=2, **options):
    laid = lay_out(form(), seeds().projects[number - 1], replace(form().options, **options))
    (only,) = paginate(laid)
    return only


def part(pages, text):
    (found,) = [one for one in pages.parts if "".join(line.text for line in one.lines) == text]
    return found


def test_the_title_stands_centred_over_the_table():
    one = page()
    (title,) = one.lines
    (run,) = title.runs
    assert run.face.family == "方正小标宋简体"
    assert run.x + run.width / 2 == pytest.approx(one.width / 2, abs=0.1)
    assert title.baseline == pytest.approx(20 * MM + 0.8 * 28, abs=0.1)
    assert min(p.y for p in one.parts) == pytest.approx(20 * MM + 28 + 6, abs=0.1)


def test_columns_stand_at_the_edges_of_the_form():
    edges = sorted({round(p.x, 3) for p in page().parts})
    assert edges == pytest.approx([20 * MM, 30 * MM, 57 * MM, 86 * MM, 120 * MM, 155 * MM], abs=0.1)


def test_rows_of_one_line_are_of_the_least_height():
    assert part(page(), "项目名称").height == pytest.approx(8 * MM, abs=0.1)


def test_a_form_without_a_project_takes_one_page_too():
    (one,) = paginate(lay_out(form(CENTRAL), Project("p", CENTRAL)))
    assert part(one, "绩效指标").row == 6
