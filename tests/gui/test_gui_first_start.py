"""The first start of the program is known by its lock; a later one hands its files over to it."""

import os
import subprocess
import sys
from pathlib import Path

from support.tree import ROOT

from perfdesk.gui.first_start import FirstStart

LATER = """
import sys
from pathlib import Path
from perfdesk.gui.first_start import FirstStart
first = FirstStart(Path(sys.argv[1]))
print("PySide6.QtNetwork" in sys.modules, flush=True)
print(first.hand_over([Path(one) for one in sys.argv[2:]]), flush=True)
"""
KEEPING = f"{LATER}\nsys.stdin.read()\n"


def start(code: str, *arguments: object) -> "subprocess.Popen[bytes]":
    return subprocess.Popen(
        [sys.executable, "-c", code, *map(str, arguments)],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )


def test_a_later_start_hands_its_files_to_the_first_that_listens_only_after_a_while(qapp, qtbot, tmp_path: Path):
    first = FirstStart(tmp_path)
    assert not first.hand_over([])
    later = start(LATER, tmp_path, tmp_path / "表.jxmb")
    assert later.stdout is not None
    assert later.stdout.readline() == b"False\n"
    handed: list[tuple[Path, ...]] = []
    first.listen(handed.append)
    qtbot.waitUntil(lambda: handed == [(tmp_path / "表.jxmb",)], timeout=10_000)
    assert later.communicate(timeout=10)[0] == b"True\n"
    first.close_down()
    following = FirstStart(tmp_path)
    assert not following.hand_over([])
    following.close_down()


def test_the_lock_of_a_program_that_was_killed_holds_nobody_up(qapp, tmp_path: Path):
    killed = start(KEEPING, tmp_path)
    assert killed.stdout is not None
    assert (killed.stdout.readline(), killed.stdout.readline()) == (b"False\n", b"False\n")
    killed.kill()
    killed.communicate(timeout=10)
    following = FirstStart(tmp_path)
    assert not following.hand_over([])
    following.close_down()


def test_where_no_lock_can_be_kept_the_program_starts_all_the_same(qapp, tmp_path: Path):
    place = tmp_path / "file"
    place.write_text("", encoding="utf-8")
    alone = FirstStart(place)
    assert not alone.hand_over([])
    alone.close_down()
