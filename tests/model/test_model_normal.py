"""Normal form: what files hold."""

from hypothesis import given
from support.documents import documents

from perfdesk.model.document import LEVELS, Document, Indicator, Project
from perfdesk.model.normal import normal_document, normal_project
from perfdesk.model.text import normal


@given(documents(controls=True))
def test_normal_form_of_normal_form_is_the_same_object(document: Document):
    once = normal_document(document)

    assert normal_document(once) is once


@given(documents(controls=True))
def test_normal_form_holds_every_text_trimmed_and_nothing_blank(document: Document):
    for before, after in zip(document.projects, normal_document(document).projects, strict=True):
        assert after.fields == {name: normal(text) for name, text in before.fields.items() if normal(text)}
        kept = [one for one in before.indicators if normal(one.level3) or any(map(normal, one.values.values()))]
        assert [one.id for one in after.indicators] == [one.id for one in kept]
        for old, new in zip(kept, after.indicators, strict=True):
            columns = {*LEVELS, *old.values}
            assert {c: new.text(c) for c in columns} == {c: normal(old.text(c)) for c in columns}
            assert all(new.values.values())


@given(documents())
def test_normal_form_shares_the_projects_that_are_normal(document: Document):
    for before, after in zip(document.projects, normal_document(document).projects, strict=True):
        assert (after is before) == (after == before)


def test_a_name_or_a_value_keeps_an_indicator_and_a_level_alone_does_not():
    named = Indicator("1", level3="次数")
    valued = Indicator("2", "产出指标", values={"annual": "3次"})
    project = Project("p", "form-a", indicators=(named, Indicator("3", "产出指标", "数量指标", " \n"), valued))

    assert normal_project(project).indicators == (named, valued)


def test_texts_held_empty_and_forms_out_of_use_are_dropped():
    document = Document(
        (Project("p", "form-a", {"name": ""}),), {"form-a": "a", "form-b": "b"}, {"fit": "", "signature": " yes\n"}
    )

    found = normal_document(document)

    assert dict(found.projects[0].fields) == {}
    assert dict(found.forms) == {"form-a": "a"}
    assert dict(found.paper) == {"signature": "yes"}


def test_choices_for_paper_alone_are_brought_to_normal_form():
    assert dict(normal_document(Document(paper={"fit": "", "signature": " yes\n"})).paper) == {"signature": "yes"}
