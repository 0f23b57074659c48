"""The forms at hand: built-in, own, and carried by a document."""

from dataclasses import replace
from pathlib import Path

import pytest
from support.seeds import CENTRAL, DATA, OBJECTIVES, form, seeds

from perfdesk.base.errors import UserError
from perfdesk.forms.catalogue import load_catalogue
from perfdesk.forms.loader import FormError
from perfdesk.model.document import Document, Project


def put(folder: Path, name: str, text: str | bytes) -> None:
    (folder / name).mkdir(parents=True)
    (folder / name / "form.toml").write_bytes(text.encode() if isinstance(text, str) else text)


def test_built_in_and_own_forms_are_at_hand(tmp_path: Path) -> None:
    put(tmp_path, "mine", form(CENTRAL).text)
    catalogue = load_catalogue(own=tmp_path)
    assert [(entry.form.id, entry.origin) for entry in catalogue.entries] == [(OBJECTIVES, "内置"), (CENTRAL, "自己的")]
    assert catalogue.form(CENTRAL) == form(CENTRAL)
    assert not catalogue.faults


def test_no_folder_of_own_forms_is_no_fault(tmp_path: Path) -> None:
    assert len(load_catalogue(own=tmp_path / "none").entries) == 1


def test_broken_own_forms_are_listed_and_the_others_work(tmp_path: Path) -> None:
    put(tmp_path, "a", "id = 3")
    put(tmp_path, "b", b"\xff\xfe")
    put(tmp_path, "c", form(CENTRAL).text)
    put(tmp_path, "d", form(CENTRAL).text)
    (tmp_path / "e" / "form.toml").mkdir(parents=True)
    catalogue = load_catalogue(own=tmp_path)
    assert catalogue.form(CENTRAL).id == CENTRAL
    assert [Path(fault.source).parent.name for fault in catalogue.faults] == ["a", "b", "d", "e"]
    assert "UTF-8" in catalogue.faults[1].faults[0]
    assert "相同" in catalogue.faults[2].faults[0]
    assert "读不出来" in catalogue.faults[3].faults[0]


def test_a_mark_at_the_start_and_windows_line_ends_are_read(tmp_path: Path) -> None:
    put(tmp_path, "mine", b"\xef\xbb\xbf" + form(CENTRAL).text.replace("\n", "\r\n").encode())
    assert load_catalogue(own=tmp_path).form(CENTRAL) == form(CENTRAL)


def test_an_own_form_stands_in_the_place_of_the_built_in_one(tmp_path: Path) -> None:
    put(tmp_path, "mine", form(OBJECTIVES).text.replace('title = "项目绩效目标表"', 'title = "本局目标表"'))
    (entry,) = load_catalogue(own=tmp_path).entries
    assert (entry.origin, entry.form.title) == ("自己的", "本局目标表")


def test_a_broken_built_in_form_is_raised(tmp_path: Path) -> None:
    put(tmp_path, "mine", "id = 3")
    with pytest.raises(FormError):
        load_catalogue(builtin=tmp_path, own=tmp_path / "none")


def test_an_unknown_form_is_told(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="“x”"):
        load_catalogue(own=tmp_path).form("x")


def test_the_form_that_a_document_carries_wins(tmp_path: Path) -> None:
    catalogue = load_catalogue(own=tmp_path)
    text = form(OBJECTIVES).text.replace('title = "项目绩效目标表"', 'title = "旧的表"')
    carried = replace(seeds(), forms={OBJECTIVES: text, CENTRAL: form(CENTRAL).text})
    forms = catalogue.for_document(carried)
    assert forms[OBJECTIVES].title == "旧的表"
    assert forms[CENTRAL] == form(CENTRAL)
    assert catalogue.form(OBJECTIVES).title == "项目绩效目标表"
    assert catalogue.for_document(carried)[OBJECTIVES] is forms[OBJECTIVES]


def test_a_form_that_the_document_lacks_is_taken_from_the_catalogue(tmp_path: Path) -> None:
    catalogue = load_catalogue(builtin=DATA / "forms", own=tmp_path)
    assert set(catalogue.for_document(Document((Project("p", CENTRAL),)))) == {CENTRAL}
    with pytest.raises(UserError, match=OBJECTIVES):
        catalogue.for_document(Document((Project("p", OBJECTIVES),)))


def test_a_carried_form_with_another_id_or_with_faults_is_told(tmp_path: Path) -> None:
    catalogue = load_catalogue(own=tmp_path)
    for text in (form(CENTRAL).text, "id = 3"):
        with pytest.raises(FormError):
            catalogue.for_document(Document((), {OBJECTIVES: text}))
