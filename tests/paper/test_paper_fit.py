"""缩放到一页: the largest size at which a table takes one page, decided once for all."""

from dataclasses import replace

import pytest
from support.paper import project, rows
from support.seeds import form, seeds

from perfdesk.grid.layout import lay_out
from perfdesk.paper.fit import fitted
from perfdesk.paper.paginate import paginate

TWO_PAGES = {
    "plain": {10.5: (1, 4), 10: (1, 4), 9.5: (1, 4), 9: (1, 4)},
    "signed": {10.5: (1, 4, 5, 6, 7), 10: (1, 4, 5, 6, 7), 9.5: (1, 4, 5), 9: (1, 4)},
    "sealed": {
        10.5: (1, 2, 3, 4, 5, 6, 7, 8, 11),
        10: (1, 3, 4, 5, 6, 7),
        9.5: (1, 4, 5, 6, 7),
        9: (1, 4, 5, 7),
    },
}
"""Numbers of the twelve tables that take two pages in LibreOffice at each size, the others take one."""
OPTIONS = {
    "plain": form().options,
    "signed": replace(form().options, signature=True),
    "sealed": replace(form().options, signature=True, stamp=True),
}


def two_pages(options, size, gap_em):
    counts = [len(paginate(lay_out(form(), one, options, size), gap_em)) for one in seeds().projects]
    assert set(counts) <= {1, 2}
    return tuple(number for number, count in enumerate(counts, 1) if count == 2)


@pytest.mark.parametrize("gap_em", [0.2, 0.25])
@pytest.mark.parametrize("name", OPTIONS)
def test_the_twelve_tables_take_the_pages_that_they_take_in_libreoffice(name, gap_em):
    found = {size: two_pages(OPTIONS[name], None if size == 10.5 else size, gap_em) for size in TWO_PAGES[name]}
    assert found == TWO_PAGES[name]


@pytest.mark.parametrize("name", OPTIONS)
def test_the_largest_size_that_takes_one_page_is_chosen(name):
    options = replace(OPTIONS[name], fit=True)
    for number, one in enumerate(seeds().projects, 1):
        expected = next((size for size, two in TWO_PAGES[name].items() if number not in two), 10.5)
        found = fitted(form(), one, options)
        assert found.size_pt == expected
        assert found.grid == lay_out(form(), one, options, None if expected == 10.5 else expected)
        assert found.pages == len(paginate(found.grid))


def test_a_table_that_no_size_fits_keeps_the_normal_size_and_tells_its_pages():
    found = fitted(form(), project(indicators=rows(60)), replace(form().options, fit=True))
    assert (found.size_pt, found.pages) == (10.5, 3)


def test_size_is_left_alone_unless_asked():
    one = seeds().projects[4]
    assert fitted(form(), one, OPTIONS["signed"]).size_pt == 10.5
    assert fitted(form(), one).grid == lay_out(form(), one)
