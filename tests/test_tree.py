"""What holds for the tree as a whole: layers, the shape of modules, line ends, no word of a machine."""

import ast
import re
import subprocess
import tomllib
from pathlib import Path

import pytest
from support.tree import ROOT, tracked

CONTRACTS = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]["contracts"]


def test_the_layers_name_every_room_and_none_twice():
    (layers,) = (c for c in CONTRACTS if c["type"] == "layers")
    assert layers["exhaustive"] is True
    named = [re.sub(r"[()]", "", name).strip() for layer in layers["layers"] for name in layer.split("|")]
    rooms = {path.parent.name for path in (ROOT / "perfdesk").glob("*/__init__.py")}
    assert rooms <= set(named)
    assert len(named) == len(set(named))


@pytest.mark.parametrize("package", ["PySide6", "docx", "openpyxl", "lxml", "sqlite3", "appdirs"])
def test_each_heavy_or_narrow_package_has_its_contract(package: str):
    contracts = [c for c in CONTRACTS if c["type"] == "forbidden"]
    (contract,) = (c for c in contracts if c["forbidden_modules"] == [package])
    assert contract["source_modules"] == ["perfdesk"]


def modules() -> list[Path]:
    return sorted((ROOT / "perfdesk").rglob("*.py"))


@pytest.mark.parametrize("path", modules(), ids=lambda path: path.relative_to(ROOT).as_posix())
def test_a_module_is_short_and_says_what_it_is_for(path: Path):
    text = path.read_text("utf-8")
    assert text.count("\n") <= 400
    first = (ast.get_docstring(ast.parse(text)) or "").split("\n")[0]
    assert first.endswith((".", ":")), first


def test_the_tree_names_no_machine_and_no_server_of_packages():
    told = re.compile(
        rb"(?<![\w.])/(?:work|root|home|Users)/\w|pypi\.org|pythonhosted\.org|npmjs\.|deb\.debian\.org|debian\.org/debian"
    )
    found = [
        f"{path.relative_to(ROOT)}: {match.group().decode()}"
        for path in tracked()
        for match in told.finditer(path.read_bytes())
    ]
    assert found == []


def test_text_files_end_lines_with_lf_alone():
    listed = subprocess.run(["git", "ls-files", "--eol"], cwd=ROOT, capture_output=True, check=True, text=True).stdout
    wrong = [line for line in listed.splitlines() if "attr/text" in line and ("w/crlf" in line or "w/mixed" in line)]
    assert wrong == []
