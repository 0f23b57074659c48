"""`dev.py bench`: measures every part, judges by its goals, and its floors know nothing of the program."""

import ast
import re
import subprocess
import sys

import pytest
from support.tree import ROOT

BENCH = ROOT / "packaging" / "bench"
JUDGE = """
import runpy, sys
_, folder, goal, *options = sys.argv
bench = runpy.run_path(folder, run_name="bench")
def work(turns):
    for _ in range(turns):
        "".join(map(str, range(100)))
made = bench["Case"]("made", 1, lambda: work(10), lambda: work(30), float(goal))
bench["PARTS"]["made"] = (lambda sizes: iter((made,)), lambda tables: ())
sys.argv = ["bench", "made", *options]
sys.exit(bench["main"]())
"""


def run(*command: str) -> subprocess.CompletedProcess[str]:
    variables = {"PYTHONPATH": str(ROOT), "PATH": ""}
    return subprocess.run([sys.executable, *command], env=variables, capture_output=True, text=True, check=False)


def test_every_part_is_measured():
    done = run(str(BENCH), "--quick")
    assert done.stderr == ""
    assert done.returncode == 0
    measured = set(re.findall(r"^([a-z-]+) .* [\d.]+(?:x| ms)", done.stdout, flags=re.MULTILINE))
    assert measured == {
        "word-out",
        "word-in",
        "excel-out",
        "pdf-out",
        "file",
        "edits",
        "differences",
        "start",
        "typing",
    }


@pytest.mark.parametrize(("goal", "options", "code"), [(1.5, [], 1), (1.5, ["--report"], 0), (6, [], 0)])
def test_a_ratio_over_its_goal_ends_with_1_unless_only_reported(goal: float, options: list[str], code: int):
    done = run("-c", JUDGE, str(BENCH), str(goal), *options)
    assert done.returncode == code, done.stdout + done.stderr
    assert ("over its goal" in done.stdout) == (goal < 3)


@pytest.mark.parametrize(("name", "also"), [("floors.py", set()), ("pdf_floor.py", {"PySide6"})])
def test_the_floors_know_nothing_of_the_program(name: str, also: set[str]):
    tree = ast.parse((BENCH / name).read_text("utf-8"))
    imported = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    imported |= {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert {name.split(".")[0] for name in imported} <= sys.stdlib_module_names | also
