"""The hostile files of make_hostile.py through the command line: exit code, no traceback, no file, in time."""

import subprocess
import sys
import time
from pathlib import Path

import pytest
from support.files import names

TOOL = Path(__file__).parent.parent / "tools" / "make_hostile.py"
SECONDS = 10
LATER = {"xlsx-inside.docx", "html-inside.doc", "altchunk-html.docx"}
"""Their content is of a format that cannot be read yet; that is said."""
OF_A_FORMAT = (".docx", ".docm", ".doc", ".txt", ".json", ".jxmb")


def table() -> dict[str, str]:
    """How each case must end, by its name: the table in the tool's docstring."""
    rows = (line.split("|") for line in TOOL.read_text("utf-8").splitlines() if line.startswith("| "))
    return {row[1].strip(): row[2].strip() for row in rows if row[1].strip().endswith(OF_A_FORMAT)}


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("hostile")
    made = [sys.executable, TOOL, folder, "--line-mb", "5", "--blob-mb", "1", "--bomb-mb", "140", "--only", *table()]
    subprocess.run(made, check=True, stdout=subprocess.DEVNULL, timeout=120)
    return folder


TABLES = {"surrogates.json", "control.txt", "macros.docm"} | {
    f"{name}.docx" for name in ("nested-2000", "nested-60", "external-rel", "altchunk-outside", "traversal")
}
"""Files with three fields or more, which are a table."""


@pytest.mark.slow
@pytest.mark.parametrize("name", table())
def test_a_hostile_file_harms_nothing(perfdesk, hostile: Path, tmp_path: Path, name: str):
    began = time.monotonic()

    ran = perfdesk("import", hostile / name, "-o", tmp_path / "out.jxmb")

    assert time.monotonic() - began < SECONDS
    assert name in ran.err
    if name in TABLES:
        assert ran.code in (0, 1)
        assert names(tmp_path) == ["out.jxmb"]
        return
    assert (ran.code, names(tmp_path)) == (3, [])
    # The other files that can be read hold no table; what was in them is said all the same.
    if table()[name] in ("full", "part") and name not in LATER:
        assert "没有找到绩效目标表" in ran.err
        assert "未识别的内容" in ran.err


def test_every_kind_of_case_is_tried():
    assert len(table()) > 50
    assert set(table().values()) == {"refuse", "part", "full"}
