from dataclasses import replace
from pathlib import Path

import pytest
from support.seeds import CENTRAL, form, seeds

from perfdesk.base.errors import UserError
from perfdesk.forms.catalogue import Catalogue, load_catalogue
from perfdesk.jobs.compare import compare_sources
from perfdesk.jobs.sources import Given, open_source
from perfdesk.model import edits
from perfdesk.model.document import Document, Indicator, Project
from perfdesk.model.document import texts as mapping
from perfdesk.storage.jxmb import encode

ROLES = form().roles


@pytest.fixture(scope="module")
def catalogue(tmp_path_factory: pytest.TempPathFactory) -> Catalogue:
    return load_catalogue(own=tmp_path_factory.mktemp("own"))


def given(document: Document) -> Given:
    return Given("a.jxmb", encode(document))


def with_first(project: Project) -> Document:
    return replace(seeds(), projects=(project, *seeds().projects[1:]))


def test_an_order_of_indicators_that_no_paper_shows_is_no_difference(catalogue: Catalogue):
    first = seeds().projects[0]
    shuffled = replace(first, indicators=(first.indicators[-1], *first.indicators[:-1]))

    assert first.indicators[-1].level2 != first.indicators[-2].level2
    assert compare_sources(given(seeds()), given(with_first(shuffled)), catalogue).projects == ()


def test_an_order_that_paper_shows_is_a_difference(catalogue: Catalogue):
    first = seeds().projects[0]
    one, two = first.indicators[:2]
    swapped = replace(first, indicators=(two, one, *first.indicators[2:]))

    (found,) = compare_sources(given(seeds()), given(with_first(swapped)), catalogue).projects

    assert one.level2 == two.level2
    assert (found.change, [entry.change for entry in found.indicators]) == ("changed", ["moved"])


def test_projects_without_common_ids_are_matched_by_name_unit_and_year(catalogue: Catalogue):
    ids = iter(range(1000))
    others = tuple(edits.renewed(project, lambda: f"new{next(ids)}") for project in seeds().projects)
    changed = edits.set_field(replace(seeds(), projects=others), others[4].id, ROLES.money, "1.00")

    (found,) = compare_sources(given(seeds()), given(changed), catalogue).projects

    assert found.name == others[4].field(ROLES.name)
    assert [(entry.id, entry.after) for entry in found.fields] == [(ROLES.money, "1.00")]


def test_a_choice_for_paper_is_no_difference(catalogue: Catalogue):
    signed = edits.set_paper(seeds(), "signature", "yes")

    assert compare_sources(given(seeds()), given(signed), catalogue).projects == ()


def test_another_form_is_a_difference(catalogue: Catalogue):
    before = Document((Project("x", form().id),), {form().id: form().text})
    after = Document((Project("x", CENTRAL),), {CENTRAL: form(CENTRAL).text})

    (found,) = compare_sources(given(before), given(after), catalogue).projects

    assert (found.change, found.form) == ("changed", (form().id, CENTRAL))


def test_a_source_without_a_table_cannot_be_compared(catalogue: Catalogue):
    with pytest.raises(UserError, match=r"letter\.txt"):
        compare_sources(Given("letter.txt", "一封信".encode()), given(seeds()), catalogue)
    with pytest.raises(UserError, match="gone"):
        compare_sources(given(seeds()), Path("gone"), catalogue)


def test_what_is_opened_is_in_normal_form(catalogue: Catalogue):
    odd = Project("x", form().id, mapping([(ROLES.name, " 甲\r\n")]), (Indicator("i", "产出指标"),))

    opened = open_source(given(Document((odd,), {form().id: form().text})), catalogue)

    assert opened.document.projects == (Project("x", form().id, mapping([(ROLES.name, "甲")])),)
