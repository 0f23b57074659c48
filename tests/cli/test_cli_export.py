import io
import json
import zipfile
from pathlib import Path

import pytest
from openpyxl import load_workbook
from support.files import names
from support.seeds import DATA

from perfdesk.model.edits import set_paper
from perfdesk.storage.file import open_document, save

pytestmark = pytest.mark.usefixtures("qapp")  # a PDF is painted by the application that is there
SUFFIXES = (".docx", ".txt", ".json", ".jsonl")


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_what_is_exported_is_read_back_as_the_same_document(perfdesk, saved: Path, tmp_path: Path, suffix: str):
    out, back = tmp_path / f"out{suffix}", tmp_path / "back.jxmb"

    assert perfdesk("export", saved, "-o", out).code == 0
    assert perfdesk("import", out, "-o", back).code == 0
    compared = perfdesk("compare", saved, back)

    assert (compared.code, compared.out) == (0, "")


@pytest.mark.parametrize("suffix", [".json", ".jsonl"])
def test_json_is_the_same_byte_for_byte_on_the_second_pass(perfdesk, saved: Path, tmp_path: Path, suffix: str):
    first, back, second = tmp_path / f"1{suffix}", tmp_path / "back.jxmb", tmp_path / f"2{suffix}"

    perfdesk("export", saved, "-o", first)
    perfdesk("import", first, "-o", back)
    perfdesk("export", back, "-o", second)

    assert first.read_bytes() == second.read_bytes()
    assert back.read_bytes() == saved.read_bytes()


def test_plain_json_is_the_twelve_tables(perfdesk, saved: Path, tmp_path: Path):
    perfdesk("export", saved, "-o", tmp_path / "out.json", "--plain")

    written = json.loads((tmp_path / "out.json").read_text("utf-8"))
    assert written == json.loads((DATA / "seeds" / "tables.json").read_text("utf-8"))


def test_a_project_a_line(perfdesk, saved: Path, tmp_path: Path):
    perfdesk("export", saved, "-o", tmp_path / "out.jsonl")

    assert (tmp_path / "out.jsonl").read_text("utf-8").count("\n") == 12


def test_each_project_has_a_file_named_by_number_unit_and_name(perfdesk, saved: Path, tmp_path: Path):
    ran = perfdesk("export", saved, "-o", tmp_path / "each", "--each", "--json")

    first = open_document(saved).projects[0]
    found = names(tmp_path / "each")
    assert ran.code == 0
    assert len(found) == 12
    assert found[0] == f"01-{first.field('unit')}-{first.field('project_name')}.docx"
    assert sorted(json.loads(ran.out)["files"]) == [str(tmp_path / "each" / name) for name in found]


def test_each_file_holds_its_project_alone(perfdesk, saved: Path, tmp_path: Path):
    perfdesk("export", saved, "-o", tmp_path, "--each", "--name", "{序号}.json")
    perfdesk("import", tmp_path / "03.json", "-o", tmp_path / "3.jxmb")

    assert open_document(tmp_path / "3.jxmb").projects == open_document(saved).projects[2:3]


def test_each_refuses_a_name_that_is_there_and_writes_nothing(perfdesk, saved: Path, tmp_path: Path):
    (tmp_path / "05.txt").write_bytes(b"mine")

    ran = perfdesk("export", saved, "-o", tmp_path, "--each", "--name", "{序号}.txt")

    assert (ran.code, names(tmp_path)) == (4, ["05.txt"])
    assert "05.txt" in ran.err
    assert perfdesk("export", saved, "-o", tmp_path, "--each", "--name", "{序号}.txt", "--force").code == 0
    assert (tmp_path / "05.txt").read_bytes() != b"mine"


def test_only_the_projects_whose_name_holds_one_of_the_words(perfdesk, saved: Path, tmp_path: Path):
    perfdesk("export", saved, "-o", tmp_path / "out.json", "--only", "业务培训", "--only", "档案")

    written = json.loads((tmp_path / "out.json").read_text("utf-8"))
    assert [one["fields"]["project_name"] for one in written["projects"]] == [
        project.field("project_name")
        for project in open_document(saved).projects
        if "业务培训" in project.field("project_name") or "档案" in project.field("project_name")
    ]


def test_a_word_that_no_name_holds_ends_with_2(perfdesk, saved: Path, tmp_path: Path):
    ran = perfdesk("export", saved, "-o", tmp_path / "out.docx", "--only", "没有这个词")

    assert (ran.code, names(tmp_path)) == (2, [])


def test_signature_lines_are_there_when_wanted(perfdesk, saved: Path, tmp_path: Path):
    perfdesk("export", saved, "-o", tmp_path / "without.docx")
    perfdesk("export", saved, "-o", tmp_path / "with.docx", "--signatures")

    def main_part(name: str) -> str:
        return zipfile.ZipFile(tmp_path / name).read("word/document.xml").decode()

    assert main_part("with.docx").count("负责人") - main_part("without.docx").count("负责人") == 12


def test_what_the_file_has_chosen_for_paper_holds_without_any_option(perfdesk, saved: Path, tmp_path: Path):
    save(set_paper(open_document(saved), "signature", "yes"), tmp_path / "signed.jxmb")

    perfdesk("export", tmp_path / "signed.jxmb", "-o", tmp_path / "chosen.docx")
    perfdesk("export", saved, "-o", tmp_path / "asked.docx", "--signatures")

    assert (tmp_path / "chosen.docx").read_bytes() == (tmp_path / "asked.docx").read_bytes()


@pytest.mark.parametrize("suffix", [".docx", ".xlsx", ".pdf", ".html"])
def test_what_does_not_fit_on_one_page_is_told(perfdesk, saved: Path, tmp_path: Path, suffix: str):
    ran = perfdesk("export", saved, "-o", tmp_path / f"out{suffix}", "--fit", "--json")

    first = open_document(saved).projects[0].field("project_name")
    assert ran.code == 0
    assert f"“{first}”放不进一页，按原来的字号印成两页。\n" in ran.err
    assert json.loads(ran.out)["unfitted"][0] == {"name": first, "pages": 2}
    assert perfdesk("export", saved, "-o", tmp_path / f"more{suffix}").err.count("一页") == 0


def test_each_can_be_a_pdf(perfdesk, saved: Path, tmp_path: Path):
    ran = perfdesk("export", saved, "-o", tmp_path / "each", "--each", "--name", "{序号}.pdf", "--only", "档案")

    assert ran.code == 0
    assert {path.read_bytes()[:5] for path in (tmp_path / "each").iterdir()} == {b"%PDF-"}


def test_dash_writes_text_or_json_to_stdout_and_reads_json_from_stdin(
    perfdesk, saved: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    text, data = perfdesk("export", saved, "-o", "-"), perfdesk("export", saved, "-o", "-", "--json")
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(data.out.encode())))

    back = perfdesk("import", "-", "-o", tmp_path / "back.jxmb")

    assert text.out.startswith("## ")
    assert back.code == 0
    assert (tmp_path / "back.jxmb").read_bytes() == saved.read_bytes()


@pytest.mark.parametrize(
    "arguments",
    [
        ("-o", "out.xls"),
        ("-o", "out.docx", "--summary"),
        ("-o", "-", "--summary"),
        ("-o", "out.xlsx", "--summary", "--each"),
        ("-o", "out"),
        ("-o", "out.docx", "--name", "{序号}"),
        ("-o", "-", "--each"),
        ("-o", ".", "--each", "--name", "表"),
        ("-o", ".", "--each", "--name", "{不认识}"),
        ("-o", "out.docx", "--none-such"),
        (),
    ],
)
def test_a_wrong_use_ends_with_2(perfdesk, saved: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments):
    monkeypatch.chdir(tmp_path)

    assert perfdesk("export", saved, *arguments).code == 2
    assert names(tmp_path) == []


def test_a_source_that_is_no_document_of_this_program_ends_with_3(perfdesk, tmp_path: Path):
    (tmp_path / "s.txt").write_text("项目名称\t甲\n", "utf-8")

    ran = perfdesk("export", tmp_path / "s.txt", "-o", tmp_path / "out.docx")

    assert (ran.code, names(tmp_path)) == (3, ["s.txt"])


def test_an_existing_target_is_refused_without_force(perfdesk, saved: Path, tmp_path: Path):
    (tmp_path / "out.txt").write_bytes(b"mine")

    assert perfdesk("export", saved, "-o", tmp_path / "out.txt").code == 4
    assert (tmp_path / "out.txt").read_bytes() == b"mine"
    assert perfdesk("export", saved, "-o", tmp_path / "out.txt", "--force").code == 0


def test_a_file_where_a_folder_is_wanted_ends_with_4(perfdesk, saved: Path, tmp_path: Path):
    (tmp_path / "taken").write_bytes(b"mine")

    ran = perfdesk("export", saved, "-o", tmp_path / "taken", "--each")

    assert (ran.code, (tmp_path / "taken").read_bytes()) == (4, b"mine")


def test_the_summary_is_a_workbook_with_a_line_a_project(perfdesk, saved: Path, tmp_path: Path):
    ran = perfdesk("export", saved, "-o", tmp_path / "汇总.xlsx", "--summary", "--only", "经费")

    wanted = [one for one in open_document(saved).projects if "经费" in one.field("project_name")]
    page = load_workbook(tmp_path / "汇总.xlsx").worksheets[0]
    assert ran.code == 0
    assert [page.cell(row, 2).value for row in range(3, 3 + len(wanted))] == [
        one.field("project_name") for one in wanted
    ]
    assert page.cell(4 + len(wanted), 2).value == f"合计（{len(wanted)} 项）"
