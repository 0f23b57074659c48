import json
import os
from pathlib import Path

import pytest
from support.files import listing, names
from support.seeds import CENTRAL, DATA, OBJECTIVES, form, seeds

from perfdesk.base.resources import resource
from perfdesk.model.compare import same_content
from perfdesk.model.document import Document, Project
from perfdesk.model.document import texts as mapping
from perfdesk.storage.file import open_document, save

SAMPLE = resource("resources/sample/tables.txt")
HEAD = (
    "项目名称\t{name}\n用款单位\t某中心\n主管部门\t某局\n2026年预算金额(元)\t{money}\n起始年度\t{year}\t到期年度\t2099\n"
    "实施周期总目标\t全部做完。\n2026年度目标\t做完一半。\n"
)


def table(name: str = "甲项目", money: str = "100.00", year: str = "2024") -> str:
    return HEAD.format(name=name, money=money, year=year)


def text_file(path: Path, *tables: str) -> Path:
    path.write_text("\n".join(f"项目绩效目标表\n{one}" for one in tables), "utf-8")
    return path


def test_the_twelve_tables_are_saved_as_they_are(perfdesk, tmp_path: Path):
    out = tmp_path / "out.jxmb"

    ran = perfdesk("import", SAMPLE, "-o", out)

    assert (ran.code, ran.out) == (0, "")
    assert "12 个项目" in ran.err
    assert same_content(open_document(out), seeds())
    assert names(tmp_path) == ["out.jxmb"]


def test_the_report_gives_account_of_every_text(perfdesk, tmp_path: Path):
    ran = perfdesk("import", SAMPLE, "-o", tmp_path / "out.jxmb", "--report", tmp_path / "report.json")

    report = json.loads((tmp_path / "report.json").read_text("utf-8"))
    (source,) = report["sources"]
    assert ran.code == 0
    assert report["pieces"] == report["placed"] + report["labels"] + report["leftover_count"]
    assert (report["leftover_count"], source["kind"], source["projects"], len(source["tables"])) == (0, "text", 12, 12)
    assert {key for table in source["tables"] for one in table["placed"] for key in one} == {
        *("slot", "text", "value", "at", "how", "score", "why")
    }


def test_json_prints_the_report_and_nothing_else_on_stdout(perfdesk, tmp_path: Path):
    ran = perfdesk("import", SAMPLE, "-o", tmp_path / "out.jxmb", "--json")

    assert json.loads(ran.out)["leftover_count"] == 0


def test_dash_writes_the_document_as_json_to_stdout(perfdesk):
    ran = perfdesk("import", SAMPLE, "-o", "-", "--quiet")

    assert (ran.code, len(json.loads(ran.out)["projects"]), ran.err) == (0, 12, "")


def test_quiet_says_nothing_when_all_is_well(perfdesk, tmp_path: Path):
    ran = perfdesk("import", SAMPLE, "-o", tmp_path / "out.jxmb", "--quiet")

    assert (ran.out, ran.err) == ("", "")


@pytest.mark.parametrize("money", ["约18.5万元左右", "待定", "12,34"])
def test_an_amount_that_cannot_be_read_stays_as_typed_and_is_named(perfdesk, tmp_path: Path, money: str):
    source, out = text_file(tmp_path / "s.txt", table(money=money)), tmp_path / "out.jxmb"

    ran = perfdesk("import", source, "-o", out, "--json")

    (project,) = open_document(out).projects
    (placed,) = [
        one for t in json.loads(ran.out)["sources"][0]["tables"] for one in t["placed"] if one["text"] == money
    ]
    assert ran.code == 0
    assert project.field("budget_amount") == money == placed["value"]
    assert "金额" in placed["why"]
    assert money in ran.err


def test_a_year_that_cannot_be_read_stays_as_typed_and_is_named(perfdesk, tmp_path: Path):
    source, out = text_file(tmp_path / "s.txt", table(year="明年")), tmp_path / "out.jxmb"

    ran = perfdesk("import", source, "-o", out)

    assert ran.code == 0
    assert open_document(out).projects[0].field("start_year") == "明年"
    assert "“明年”：读不出四位年度" in ran.err


def test_what_finds_no_place_is_said_and_ends_with_1(perfdesk, tmp_path: Path):
    source = text_file(tmp_path / "s.txt", table() + "审核意见\t同意上报\n")

    ran = perfdesk("import", source, "-o", tmp_path / "out.jxmb")

    assert ran.code == 1
    assert "同意上报" in ran.err
    assert (tmp_path / "out.jxmb").exists()


def test_a_text_without_any_table_ends_with_3_and_makes_no_file(perfdesk, tmp_path: Path):
    source = tmp_path / "letter.txt"
    source.write_text("各科室：\n请于周五前报送材料。\n", "utf-8")

    ran = perfdesk("import", source, "-o", tmp_path / "out.jxmb")

    assert ran.code == 3
    assert "没有找到绩效目标表" in ran.err
    assert names(tmp_path) == ["letter.txt"]


def test_a_source_that_cannot_be_read_is_named_and_the_others_go_on(perfdesk, tmp_path: Path):
    good, gone = text_file(tmp_path / "good.txt", table()), tmp_path / "gone.docx"

    ran = perfdesk("import", gone, good, "-o", tmp_path / "out.jxmb", "--report", tmp_path / "r.json")

    report = json.loads((tmp_path / "r.json").read_text("utf-8"))
    assert ran.code == 1
    assert "gone.docx" in ran.err
    assert [bool(source.get("error")) for source in report["sources"]] == [True, False]
    assert len(open_document(tmp_path / "out.jxmb").projects) == 1


def test_append_adds_behind_and_names_what_stands_twice(perfdesk, tmp_path: Path):
    out = tmp_path / "out.jxmb"
    perfdesk("import", text_file(tmp_path / "a.txt", table("甲"), table("乙")), "-o", out)

    ran = perfdesk("import", text_file(tmp_path / "b.txt", table("乙"), table("丙")), "-o", out, "--append")

    assert ran.code == 0
    assert [one.field("project_name") for one in open_document(out).projects] == ["甲", "乙", "乙", "丙"]
    assert "有重复的项目：乙\n" in ran.err


def test_a_file_appended_to_itself_has_each_project_twice_with_ids_of_its_own(perfdesk, saved: Path, tmp_path: Path):
    out = tmp_path / "out.jxmb"
    out.write_bytes(saved.read_bytes())

    ran = perfdesk("import", saved, "-o", out, "--append", "--json")

    projects = open_document(out).projects
    assert (ran.code, len(projects), len(json.loads(ran.out)["twice"])) == (0, 24, 12)
    assert projects[:12] == open_document(saved).projects


def test_append_makes_the_file_where_there_is_none(perfdesk, tmp_path: Path):
    ran = perfdesk("import", SAMPLE, "-o", tmp_path / "new.jxmb", "--append")

    assert (ran.code, len(open_document(tmp_path / "new.jxmb").projects)) == (0, 12)


def test_append_to_a_damaged_file_ends_with_4_and_leaves_it(perfdesk, saved: Path, tmp_path: Path):
    out = tmp_path / "out.jxmb"
    out.write_bytes(saved.read_bytes()[:5000])
    before = listing(tmp_path)

    ran = perfdesk("import", SAMPLE, "-o", out, "--append")

    assert (ran.code, listing(tmp_path)) == (4, before)


def test_an_existing_target_is_refused_before_anything_is_read(perfdesk, tmp_path: Path):
    out = tmp_path / "out.jxmb"
    out.write_bytes(b"mine")

    ran = perfdesk("import", tmp_path / "gone.txt", "-o", out)

    assert (ran.code, out.read_bytes()) == (4, b"mine")
    assert "--force" in ran.err


def test_force_overwrites_a_target(perfdesk, tmp_path: Path):
    out = tmp_path / "out.jxmb"
    out.write_bytes(b"old")

    assert perfdesk("import", SAMPLE, "-o", out, "--force").code == 0
    assert len(open_document(out).projects) == 12


def test_an_existing_report_is_refused_too(perfdesk, tmp_path: Path):
    report = tmp_path / "report.json"
    report.write_bytes(b"mine")

    ran = perfdesk("import", SAMPLE, "-o", tmp_path / "out.jxmb", "--report", report)

    assert (ran.code, names(tmp_path), report.read_bytes()) == (4, ["report.json"], b"mine")


def test_a_folder_that_is_gone_ends_with_4(perfdesk, tmp_path: Path):
    ran = perfdesk("import", SAMPLE, "-o", tmp_path / "gone" / "out.jxmb")

    assert (ran.code, names(tmp_path)) == (4, [])
    assert "找不到文件夹" in ran.err


@pytest.mark.skipif(not Path("/dev/full").exists() or os.name == "nt", reason="needs /dev/full")
def test_a_target_that_is_no_regular_file_ends_with_4(perfdesk, tmp_path: Path):
    (tmp_path / "full.jxmb").symlink_to("/dev/full")

    assert perfdesk("import", SAMPLE, "-o", tmp_path / "full.jxmb", "--force").code == 4


def test_the_form_can_be_fixed(perfdesk, tmp_path: Path):
    out = tmp_path / "out.jxmb"

    assert perfdesk("import", SAMPLE, "-o", out, "--form", "project-objectives").code == 0
    assert perfdesk("import", SAMPLE, "-o", out, "--force", "--form", "none-such").code == 2


def test_tables_of_two_forms_come_in_each_by_its_own(perfdesk, tmp_path: Path):
    own = Path(os.environ["XDG_DATA_HOME"]) / "perfdesk" / "forms" / "own"
    own.mkdir(parents=True)
    (own / "form.toml").write_bytes((DATA / "forms" / "central-application" / "form.toml").read_bytes())
    other = form(CENTRAL)
    fields = mapping((one.id, {"year": "2026", "money": "1.00"}.get(one.kind, f"甲{one.id}")) for one in other.fields)
    document = Document((Project("p", CENTRAL, fields),), {CENTRAL: other.text})
    save(document, tmp_path / "own.jxmb")

    perfdesk("export", tmp_path / "own.jxmb", "-o", tmp_path / "own.txt")
    ran = perfdesk("import", tmp_path / "own.txt", SAMPLE, "-o", tmp_path / "out.jxmb")

    found = open_document(tmp_path / "out.jxmb")
    assert ran.code == 0
    assert found.forms == {CENTRAL: other.text, OBJECTIVES: form().text}
    assert same_content(Document(found.projects[:1]), Document(document.projects))
    assert same_content(Document(found.projects[1:]), Document(seeds().projects))


@pytest.mark.parametrize(
    "arguments",
    [
        ("-o", "out.docx"),
        ("-o", "-", "--append"),
        ("-o", "-", "--json"),
        ("-o", "out.jxmb", "--report", "-", "--json"),
        (),
    ],
)
def test_a_wrong_use_ends_with_2(perfdesk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...]):
    monkeypatch.chdir(tmp_path)

    assert perfdesk("import", SAMPLE, *arguments).code == 2
    assert names(tmp_path) == []


def test_a_file_name_that_is_no_text_is_read_and_reported(perfdesk, tmp_path: Path):
    source = tmp_path / os.fsdecode(b"\xff\xfe.txt")
    try:
        text_file(source, table())
    except (OSError, UnicodeError):
        pytest.skip("this file system holds text names only")

    ran = perfdesk("import", source, "-o", tmp_path / "out.jxmb", "--json")

    assert ran.code == 0
    assert json.loads(ran.out)["sources"][0]["name"] == str(source)
