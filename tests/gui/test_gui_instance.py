import os
import subprocess
import sys
import uuid
from pathlib import Path

import pytest
from support.tree import ROOT

from perfdesk.gui.instance import Instance, hand_over, server_name

SECOND = """
import sys
from pathlib import Path
from perfdesk.gui.instance import hand_over
print(hand_over([Path(one) for one in sys.argv[2:]], sys.argv[1], 0))
"""
LIVING = """
import sys
from PySide6.QtCore import QCoreApplication
from perfdesk.gui.instance import Instance
app = QCoreApplication([])
instance = Instance(sys.argv[1])
print(instance.is_listening, flush=True)
app.exec()
"""


def second_start(name: str, *paths: str) -> "subprocess.Popen[bytes]":
    return subprocess.Popen(
        [sys.executable, "-c", SECOND, name, *paths],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
    )


@pytest.fixture
def name() -> str:
    return f"perfdesk-test-{uuid.uuid4().hex[:12]}"


@pytest.fixture
def instance(qapp, name: str):
    made = Instance(name)
    yield made
    made.close_down()


@pytest.mark.parametrize(
    "files", [(), ("a.jxmb",), ("2026年 项目\t绩效.jxmb", "b.docx"), tuple(f"{n}.txt" for n in range(3000))]
)
def test_a_second_start_hands_its_files_over(instance, name, qtbot, tmp_path: Path, files: tuple[str, ...]):
    paths = tuple(tmp_path / file for file in files)
    with qtbot.waitSignal(instance.handed, timeout=10_000) as handed:
        second = second_start(name, *map(str, paths))
    assert handed.args == [paths]
    assert second.communicate(timeout=10)[0].strip() == b"True"


def test_without_another_there_is_nobody_to_hand_to(qapp, name: str):
    assert hand_over([Path("a.jxmb")], name, 0) is False


def test_a_name_left_by_a_killed_program_is_taken_over(qapp, name: str, qtbot):
    killed = subprocess.Popen(
        [sys.executable, "-c", LIVING, name], env={**os.environ, "PYTHONPATH": str(ROOT)}, stdout=subprocess.PIPE
    )
    assert killed.stdout.readline().strip() == b"True"
    killed.kill()
    killed.communicate(timeout=10)
    assert hand_over([], name, 0) is False
    instance = Instance(name)
    assert instance.is_listening
    with qtbot.waitSignal(instance.handed, timeout=10_000):
        second = second_start(name)
    second.communicate(timeout=10)
    instance.close_down()


def test_the_name_belongs_to_the_data_folder(tmp_path: Path):
    assert server_name(tmp_path) == server_name(tmp_path)
    assert server_name(tmp_path) != server_name(tmp_path / "other")
    assert len(server_name(tmp_path)) < 40
