"""Files that are open in an office program are known by what it keeps beside them."""

from pathlib import Path

import pytest

from perfdesk.storage.owner_files import opened_in


@pytest.mark.parametrize(
    ("name", "owner", "program"),
    [
        ("OfficeReport.docx", "~$ficeReport.docx", "Word"),
        ("seven77.docx", "~$even77.docx", "Word"),
        ("sixsix.docx", "~$sixsix.docx", "Word"),
        ("2026年项目绩效目标表.docx", "~$26年项目绩效目标表.docx", "Word"),
        ("2026年项目绩效目标表.xlsx", "~$2026年项目绩效目标表.xlsx", "Excel"),
        ("预算.docx", ".~lock.预算.docx#", "LibreOffice"),
        ("预算.docx", ".~预算.docx", "WPS"),
    ],
)
def test_the_owner_file_of_each_program_is_known(tmp_path: Path, name: str, owner: str, program: str):
    path = tmp_path / name
    path.touch()
    assert not opened_in(path)
    (tmp_path / owner).touch()
    assert opened_in(path) == program


def test_a_file_that_is_gone_is_open_nowhere(tmp_path: Path):
    (tmp_path / ".~lock.预算.docx#").touch()
    assert not opened_in(tmp_path / "预算.docx")


def test_the_owner_file_of_another_file_says_nothing(tmp_path: Path):
    for name in ("表格一二三四五六.docx", "~$表格一二三四五六七.docx"):
        (tmp_path / name).touch()
    assert not opened_in(tmp_path / "表格一二三四五六.docx")
