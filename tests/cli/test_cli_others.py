"""compare, forms, doctor, and what holds for all commands."""

import json
from pathlib import Path

import pytest
from support.files import listing
from support.seeds import DATA

from perfdesk.base.resources import resource
from perfdesk.cli.arguments import COMMANDS, main_parser
from perfdesk.cli.console import Console
from perfdesk.cli.main import explain_no_window
from perfdesk.model import edits
from perfdesk.storage.file import open_document, save

FORM = resource("forms/project-objectives/form.toml")


@pytest.fixture
def changed(saved: Path, tmp_path: Path) -> Path:
    """The twelve tables with one amount changed, one indicator renamed and the last project gone."""
    document = open_document(saved)
    first = document.projects[0]
    document = edits.set_field(document, first.id, "budget_amount", "1.00")
    document = edits.set_text(document, first.id, first.indicators[0].id, "level3", "新的指标")
    document = edits.remove_projects(document, [document.projects[-1].id])
    save(document, tmp_path / "changed.jxmb")
    return tmp_path / "changed.jxmb"


def test_compare_names_each_difference_in_the_words_of_the_form(perfdesk, saved: Path, changed: Path):
    ran = perfdesk("compare", saved, changed)

    before = open_document(saved).projects[0]
    assert ran.code == 1
    assert f"修改项目 {before.field('project_name')}\n" in ran.out
    assert f"  2026年预算金额(元)：{before.field('budget_amount')} → 1.00\n" in ran.out
    assert f"    三级指标：{before.indicators[0].level3} → 新的指标\n" in ran.out
    assert f"删除项目 {open_document(saved).projects[-1].field('project_name')}\n" in ran.out


def test_compare_as_json(perfdesk, saved: Path, changed: Path):
    ran = perfdesk("compare", saved, changed, "--json")

    found = json.loads(ran.out)
    assert (ran.code, found["same"]) == (1, False)
    assert [one["change"] for one in found["projects"]] == ["changed", "removed"]
    assert [one["id"] for one in found["projects"][0]["fields"]] == ["budget_amount"]


def test_sources_of_any_kind_are_compared_without_ids(perfdesk, saved: Path):
    assert perfdesk("compare", resource("resources/sample/tables.txt"), saved).code == 0
    assert perfdesk("compare", DATA / "seeds" / "tables.json", saved).code == 0


def test_compare_of_what_cannot_be_read_ends_with_3(perfdesk, saved: Path, tmp_path: Path):
    assert perfdesk("compare", saved, tmp_path / "gone.docx").code == 3


def test_what_was_not_recognised_is_said_and_not_called_equal(perfdesk, tmp_path: Path):
    rows = "项目绩效目标表\n项目名称\t甲\n用款单位\t乙\n主管部门\t丙\n"
    (tmp_path / "a.txt").write_text(rows, "utf-8")
    (tmp_path / "b.txt").write_text(f"{rows}审核意见\t同意上报\n", "utf-8")

    ran = perfdesk("compare", tmp_path / "a.txt", tmp_path / "b.txt")

    assert (ran.code, ran.out) == (1, "")
    assert "没有比较" in ran.err


def test_forms_lists_the_forms_and_where_they_are_from(perfdesk):
    assert f"project-objectives  项目绩效目标表（内置）  {FORM}\n" in perfdesk("forms").out
    assert json.loads(perfdesk("forms", "--json").out)["forms"][0]["id"] == "project-objectives"


def test_a_sound_form_is_said_to_be_so(perfdesk):
    assert perfdesk("forms", "--check", FORM).code == 0


def test_check_lists_every_fault_of_a_form(perfdesk, tmp_path: Path):
    text = FORM.read_text("utf-8").replace('kind = "money"', 'kind = "mony"').replace("[roles]", "[roles]\nnone = 1")
    (tmp_path / "form.toml").write_text(text, "utf-8")

    ran = perfdesk("forms", "--check", tmp_path / "form.toml")

    assert ran.code == 1
    assert len(ran.out.splitlines()) >= 2
    assert "mony" in ran.out
    assert "none" in ran.out
    assert json.loads(perfdesk("forms", "--check", tmp_path / "form.toml", "--json").out)["faults"] == (
        ran.out.splitlines()
    )


@pytest.mark.parametrize("data", [b"[[[", b"\xff\xfe", b"", b"id = 1"])
def test_what_is_no_form_has_faults(perfdesk, tmp_path: Path, data: bytes):
    (tmp_path / "form.toml").write_bytes(data)

    ran = perfdesk("forms", "--check", tmp_path / "form.toml")

    assert (ran.code, ran.out != "") == (1, True)


def test_a_form_that_is_gone_ends_with_3(perfdesk, tmp_path: Path):
    assert perfdesk("forms", "--check", tmp_path / "gone.toml").code == 3


def test_doctor_names_versions_folders_and_forms(perfdesk):
    found = json.loads(perfdesk("doctor", "--json").out)

    assert {one["name"] for one in found["versions"]} >= {"perfdesk", "Python", "lxml"}
    assert found["forms"][0]["name"] == "project-objectives"
    assert perfdesk("doctor").code == 0


def test_doctor_of_a_sound_file(perfdesk, saved: Path):
    before = listing(saved.parent)

    found = json.loads(perfdesk("doctor", saved, "--json").out)

    assert (found["kind"], found["wrong"], found["projects"]) == ("jxmb", [], 12)
    assert listing(saved.parent) == before


def test_doctor_of_a_damaged_file_says_what_can_still_be_read(perfdesk, saved: Path, tmp_path: Path):
    data = bytearray(saved.read_bytes())
    data[-2000:-1900] = bytes(100)
    (tmp_path / "bad.jxmb").write_bytes(data)

    ran = perfdesk("doctor", tmp_path / "bad.jxmb")

    assert ran.code == 1
    assert "问题：" in ran.out
    assert "还能读出 12 个项目" in ran.out


def test_doctor_of_what_holds_nothing_ends_with_3(perfdesk, tmp_path: Path):
    (tmp_path / "zip.docx").write_bytes(b"PK\x03\x04 cut off")

    assert perfdesk("doctor", tmp_path / "zip.docx").code == 3
    assert perfdesk("doctor", tmp_path / "gone").code == 3


def test_doctor_says_of_json_which_key_is_wrong(perfdesk, tmp_path: Path):
    (tmp_path / "a.json").write_text('{"form": ["x"], "projects": []}', "utf-8")

    ran = perfdesk("doctor", tmp_path / "a.json")

    assert (ran.code, "“form”应当是文字" in ran.out) == (3, True)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help_with_an_example_and_every_option_says_what_it_does(perfdesk, name: str):
    ran = perfdesk(name, "--help")

    assert ran.code == 0
    assert "例：perfdesk " in ran.out
    assert ":\n" not in ran.out
    assert all(action.help for action in COMMANDS[name].parser(name)._actions)


def test_the_main_help_names_every_command(perfdesk):
    ran = perfdesk("--help")

    assert ran.code == 0
    assert all(f"  {name} " in ran.out for name in COMMANDS)
    assert all(action.help for action in main_parser("1")._actions)


def test_the_version_is_printed(perfdesk):
    assert perfdesk("--version").out == "perfdesk 0.1.0\n"


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("import",), "缺少参数：SOURCE, -o/--out"),
        (("export", "a", "-o", "b.txt", "c"), "不认识的参数：c"),
        (("export", "a", "-o"), "-o/--out 后面缺少内容"),
        (("import", "a", "-o", "b.jxmb", "--append=1"), "--append 后面不能带内容"),
        (("--none-such",), "不认识的参数：--none-such"),
    ],
)
def test_a_wrong_use_is_told_in_chinese(perfdesk, arguments: tuple[str, ...], told: str):
    ran = perfdesk(*arguments)

    assert (ran.code, told in ran.err) == (2, True), ran.err


@pytest.mark.parametrize(("arguments", "told"), [([], "窗口"), (["exprot"], "没有“exprot”这个命令")])
def test_without_a_window_the_commands_are_named(capsys: pytest.CaptureFixture[str], arguments: list[str], told: str):
    assert explain_no_window(arguments) == 2

    printed = capsys.readouterr()
    assert printed.out == ""
    assert told in printed.err
    assert all(f"perfdesk {name}" in printed.err for name in COMMANDS)


class Terminal:
    """Counts what is written to a terminal."""

    def __init__(self, is_terminal: bool = True) -> None:
        self.text = ""
        self._is_terminal = is_terminal

    def isatty(self) -> bool:
        return self._is_terminal

    def write(self, text: str) -> None:
        self.text += text

    def flush(self) -> None:
        pass


def shown_after(seconds: float, monkeypatch: pytest.MonkeyPatch, *, quiet: bool = False, terminal: bool = True) -> str:
    stderr = Terminal(terminal)
    monkeypatch.setattr("sys.stderr", stderr)
    times = iter((0.0, seconds))
    Console(quiet, lambda: next(times)).progress("正在排版", 0.5)
    return stderr.text


def test_progress_is_shown_on_a_terminal_after_half_a_second(monkeypatch: pytest.MonkeyPatch):
    assert "正在排版 50%" in shown_after(0.6, monkeypatch)
    assert shown_after(0.4, monkeypatch) == ""
    assert shown_after(0.6, monkeypatch, quiet=True) == ""
    assert shown_after(0.6, monkeypatch, terminal=False) == ""


def test_a_bug_ends_with_a_code_of_its_own(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):
    from perfdesk.cli import forms_command, main

    def broken() -> None:
        raise RuntimeError("broken")

    monkeypatch.setattr(forms_command, "load_catalogue", broken)

    assert main.run(["forms"]) == 70
    assert "程序出错了" in capsys.readouterr().err
