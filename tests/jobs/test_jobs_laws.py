"""Laws of the formats: a document in normal form goes out and comes in as the same content.

What paper cannot say is left out of the documents, each with its reason, in `support.tables`.
"""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.documents import numbered, papers
from support.seeds import CENTRAL, OBJECTIVES, form
from support.tables import document, on_paper, projects

from perfdesk.forms.catalogue import Catalogue, Entry
from perfdesk.jobs.export import Export
from perfdesk.jobs.sources import Given, open_source
from perfdesk.model.compare import compare, same_content
from perfdesk.model.edits import renewed
from perfdesk.model.normal import normal_document

FORMS = {form_id: form(form_id) for form_id in (OBJECTIVES, CENTRAL)}


def catalogue(*forms):
    """A catalogue of these forms, as if all were built in."""
    return Catalogue(tuple(Entry(one, "内置", None) for one in forms))


def exported(one, whole, suffix):
    """The file of the document in a format."""
    return Export(whole, {one.id: one}, {one.id: one}).render(suffix).data


@pytest.mark.parametrize("suffix", [".docx", ".txt"])
@pytest.mark.parametrize("form_id", list(FORMS))
@settings(max_examples=30, deadline=None)
@given(data=st.data())
def test_what_goes_out_to_paper_or_text_comes_in_as_the_same(form_id, suffix, data):
    one = FORMS[form_id]
    drawn = data.draw(st.lists(projects(one, 4), min_size=1, max_size=2))
    whole = document(one, *drawn)

    opened = open_source(Given(f"a{suffix}", exported(one, whole, suffix)), catalogue(one))

    expected = document(one, *(on_paper(one, project) for project in drawn))
    assert same_content(opened.document, expected), compare(expected, opened.document)
    assert opened.leftovers == 0


@pytest.mark.parametrize("suffix", [".json", ".jsonl"])
@settings(max_examples=30, deadline=None)
@given(data=st.data())
def test_json_brings_back_the_very_same_document(suffix, data):
    one = FORMS[OBJECTIVES]
    # Without a line an empty file says nothing, and choices alone are taken for no document.
    drawn = data.draw(st.lists(projects(one), min_size=suffix == ".jsonl", max_size=3))
    ids = numbered()
    whole = replace(document(one, *(renewed(project, ids) for project in drawn)), paper=data.draw(papers()))

    opened = open_source(Given(f"a{suffix}", exported(one, whole, suffix)), catalogue(one))

    expected = normal_document(whole)
    assert (opened.document.projects, opened.document.paper) == (expected.projects, expected.paper)


@settings(max_examples=20, deadline=None)
@given(data=st.data())
def test_a_form_that_carries_another_is_recognised_by_its_labels(data):
    """With both forms at hand, each table is read by its own."""
    form_id = data.draw(st.sampled_from(list(FORMS)))
    one = FORMS[form_id]
    project = data.draw(projects(one, 3))

    opened = open_source(Given("a.docx", exported(one, document(one, project), ".docx")), catalogue(*FORMS.values()))

    assert [found.form for found in opened.document.projects] == [form_id]
