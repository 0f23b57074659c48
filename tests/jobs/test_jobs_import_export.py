import errno
from dataclasses import replace
from itertools import count
from pathlib import Path

import pytest
from support.files import names
from support.seeds import CENTRAL, OBJECTIVES, form, seeds

from perfdesk.base.errors import Cancelled, UserError
from perfdesk.base.resources import resource
from perfdesk.forms.catalogue import Catalogue, load_catalogue
from perfdesk.jobs.export import FORMATS, Export, Unfitted, export_each, format_of, only
from perfdesk.jobs.import_ import import_sources
from perfdesk.jobs.report import report
from perfdesk.jobs.sources import Given
from perfdesk.model.document import Document, Project
from perfdesk.model.edits import set_paper
from perfdesk.paper.fit import fitted
from perfdesk.storage import disk
from perfdesk.storage.json_encode import encode
from perfdesk.storage.jxmb import encode as encode_jxmb
from perfdesk.writers.formats import WRITERS

SAMPLE = resource("resources/sample/tables.txt")
FORMS = {OBJECTIVES: form()}


@pytest.fixture(scope="module")
def catalogue(tmp_path_factory: pytest.TempPathFactory) -> Catalogue:
    return load_catalogue(own=tmp_path_factory.mktemp("own"))


def given_json(document: Document, name: str = "a.json") -> Given:
    return Given(name, encode(document, {}))


def cancel_at(fraction: float):
    def progress(_text: str, done: float) -> None:
        if done >= fraction:
            raise Cancelled

    return progress


def test_sources_are_read_in_their_order_and_carry_their_forms(catalogue: Catalogue):
    other = Document((Project("x", CENTRAL),), {CENTRAL: form(CENTRAL).text})

    imported = import_sources([given_json(other), SAMPLE], catalogue)

    assert [project.form for project in imported.document.projects] == [CENTRAL] + [OBJECTIVES] * 12
    assert set(imported.document.forms) == {CENTRAL, OBJECTIVES}
    assert imported.is_complete


def test_ids_that_are_there_already_are_made_anew_and_the_document_stays_as_it_was(catalogue: Catalogue):
    ids = map(str, count())

    imported = import_sources([given_json(seeds())], catalogue, into=seeds(), ids=lambda: next(ids))

    projects = imported.document.projects
    assert projects[:12] == seeds().projects
    assert len({project.id for project in projects}) == 24
    assert len({one.id for project in projects for one in project.indicators}) == 2 * 75
    assert len(imported.twice) == 12


def test_a_new_document_takes_over_the_choices_for_paper_and_one_that_is_there_keeps_its_own(catalogue: Catalogue):
    theirs = given_json(set_paper(seeds(), "signature", "yes"))
    others = given_json(set_paper(set_paper(seeds(), "signature", "no"), "fit", "yes"))

    assert import_sources([SAMPLE, theirs, others], catalogue).document.paper == {"signature": "yes", "fit": "yes"}
    assert import_sources([theirs], catalogue, into=seeds()).document.paper == {}
    into = set_paper(seeds(), "stamp", "yes")
    assert import_sources([theirs], catalogue, into=into).document.paper == {"stamp": "yes"}


def test_another_version_of_a_form_is_said_and_the_first_one_stays(catalogue: Catalogue):
    changed = Document((Project("x", OBJECTIVES),), {OBJECTIVES: form().text + "\n# later\n"})

    imported = import_sources([given_json(changed)], catalogue, into=seeds())

    assert imported.document.forms == seeds().forms
    assert [notice.what for notice in imported.opened[0].notices] == [
        f"表样“{OBJECTIVES}”的内容与已有的不同，按已有的打印"
    ]
    assert not imported.is_complete


def test_a_form_of_the_document_counts_before_that_of_the_catalogue(catalogue: Catalogue):
    text = form().text.replace('aliases = ["项目类别", "支出类型"]', 'aliases = ["另一种叫法"]')
    into = Document((Project("x", OBJECTIVES),), {OBJECTIVES: text})
    source = Given("a.txt", "项目绩效目标表\n项目名称\t甲\n用款单位\t乙\n主管部门\t丙\n另一种叫法\t丁\n".encode())

    with_it, without = (import_sources([source], catalogue, into=one) for one in (into, None))

    assert with_it.document.projects[1].field("project_type") == "丁"
    assert without.document.projects[0].field("project_type") == ""


def test_a_carried_form_with_faults_stops_its_source_alone(catalogue: Catalogue):
    broken = Document((Project("x", "broken"),), {"broken": "id = 1"})

    imported = import_sources([Given("b.jxmb", encode_jxmb(broken)), SAMPLE], catalogue)

    assert [failed.name for failed in imported.failed] == ["b.jxmb"]
    assert len(imported.document.projects) == 12


def test_an_unknown_form_is_refused_before_anything_is_read(catalogue: Catalogue):
    with pytest.raises(UserError):
        import_sources([Path("gone")], catalogue, form_id="none-such")


def test_the_report_counts_every_text_once(catalogue: Catalogue):
    made = report(import_sources([SAMPLE, Given("x.txt", "一封信\n".encode()), Path("gone")], catalogue))

    assert [source["projects"] for source in made["sources"]] == [12, 0, 0]
    assert made["pieces"] == made["placed"] + made["labels"] + made["leftover_count"]
    assert made["leftover_count"] == len(made["sources"][1]["outside"]) == 1
    assert "gone" in made["sources"][2].get("error", "")


def test_an_import_is_cancelled_by_its_progress(catalogue: Catalogue):
    with pytest.raises(Cancelled):
        import_sources([SAMPLE, SAMPLE], catalogue, progress=cancel_at(0.5))


@pytest.mark.parametrize("suffix", FORMATS)
def test_the_same_document_gives_the_same_bytes(suffix: str):
    export = Export(seeds(), FORMS, FORMS)

    assert export.render(suffix) == export.render(suffix)


def test_a_document_is_printed_as_it_has_chosen_and_an_export_may_choose_otherwise():
    signed = set_paper(seeds(), "signature", "yes")

    plain, from_file, from_export, refused = (
        Export(document, FORMS, FORMS, paper).render(".docx")
        for document, paper in (
            (seeds(), {}),
            (signed, {}),
            (seeds(), {"signature": "yes"}),
            (signed, {"signature": "no"}),
        )
    )

    assert from_file == from_export != plain
    assert refused == plain


def test_each_file_is_printed_as_the_document_has_chosen(tmp_path: Path):
    signed = set_paper(seeds(), "signature", "yes")

    first, *_rest = export_each(Export(signed, FORMS, FORMS), tmp_path, [f"{n}.docx" for n in range(12)]).paths

    alone = replace(signed, projects=signed.projects[:1])
    assert first.read_bytes() == Export(alone, FORMS, FORMS).render(".docx").data


ON_PAPER = [suffix for suffix in FORMATS if suffix not in (".txt", ".json", ".jsonl")]


@pytest.mark.parametrize("suffix", ON_PAPER)
def test_what_does_not_fit_on_one_page_is_told_for_every_format_alike(suffix: str, tmp_path: Path):
    export = Export(seeds(), FORMS, FORMS, {"fit": "yes", "signature": "yes"})
    too_long = [
        project.field(form().roles.name)
        for project in seeds().projects
        if fitted(form(), project, replace(form().options, fit=True, signature=True)).pages > 1
    ]
    each = export_each(export, tmp_path, [f"{n}{suffix}" for n in range(12)])

    assert 0 < len(too_long) < 12
    assert export.render(suffix).unfitted == each.unfitted == tuple(Unfitted(name, 2) for name in too_long)
    assert each.unfitted[0].text == f"“{too_long[0]}”放不进一页，按原来的字号印成两页"
    assert export.render(suffix).data != replace(export, paper={"signature": "yes"}).render(suffix).data


def test_nothing_is_told_where_nothing_was_to_fit():
    assert Export(seeds(), FORMS, FORMS).render(".docx").unfitted == ()
    assert Export(seeds(), FORMS, FORMS, {"fit": "yes"}).render(".txt").unfitted == ()


@pytest.mark.usefixtures("qapp")
def test_an_export_is_cancelled_by_its_progress():
    for suffix in (*WRITERS, ".pdf"):
        with pytest.raises(Cancelled):
            Export(seeds(), FORMS, FORMS).render(suffix, cancel_at(0.5))


@pytest.mark.parametrize("name", ["a.xls", "a", "docx", "a.docx.bak"])
def test_a_format_that_is_not_written_is_refused(name: str):
    with pytest.raises(UserError):
        format_of(name)


def test_the_suffix_counts_in_any_case():
    assert format_of("A.DOCX") == ".docx"


def test_only_finds_names_by_their_key():
    name = seeds().projects[3].field(form().roles.name)

    found = only(set_paper(seeds(), "signature", "yes"), FORMS, [f" {name[:2]} {name[2:]}"])

    assert found.projects == seeds().projects[3:4]
    assert found.paper == {"signature": "yes"}


def test_each_is_cancelled_before_anything_is_written(tmp_path: Path):
    with pytest.raises(Cancelled):
        export_each(
            Export(seeds(), FORMS, FORMS), tmp_path / "each", [f"{n}.txt" for n in range(12)], progress=cancel_at(0.9)
        )
    assert names(tmp_path) == []


def test_a_disk_that_refuses_a_later_file_leaves_whole_files_and_says_how_many(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    export = Export(seeds(), FORMS, FORMS)
    wanted = [f"{number:02}.txt" for number in range(12)]
    opened = iter(range(1000))
    real = disk.SYSTEM.open

    def full(*arguments: object) -> int:
        if str(arguments[0]).endswith(".tmp") and next(opened) == 3:
            raise OSError(errno.ENOSPC, "no space")
        return real(*arguments)

    monkeypatch.setattr(disk.SYSTEM, "open", full, raising=False)

    with pytest.raises(UserError, match="磁盘空间不够") as caught:
        export_each(export, tmp_path, wanted)

    assert names(tmp_path) == wanted[:3]
    assert "前面 3 个文件已经写好" in str(caught.value)
