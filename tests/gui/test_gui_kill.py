"""The program is killed while somebody types, also in an open cell editor: all but the last second comes back."""

import os
import random
import signal
import subprocess
import sys
import time
from itertools import cycle, islice
from pathlib import Path

import pytest
from support.seeds import form, seeds

from perfdesk.model.document import Project
from perfdesk.storage.abandoned import abandoned
from perfdesk.storage.file import open_document, save

RUNS = 50 if os.environ.get("PERFDESK_LONG") else 10
ROLES = form().roles
PLACES = (ROLES.name, "goal", "cell")
LOST_SECONDS = 1.0


def text_at(project: Project, place: str) -> str:
    if place == "cell":
        return project.indicators[0].text(ROLES.annual_value)
    return project.field(ROLES.annual_goal if place == "goal" else place)


def killed_while_typing(place: str, folder: Path, seconds: float) -> tuple[list[tuple[float, str]], float]:
    """The letters typed with their times, and when the program was killed."""
    environment = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join(path for path in sys.path if path),
        "QT_QPA_PLATFORM": "offscreen",
        **{f"XDG_{name}_HOME": str(folder / name.lower()) for name in ("CONFIG", "DATA", "CACHE")},
        "TMPDIR": str(folder / "temporary"),
    }
    command = [sys.executable, "-m", "support.typist", place, str(folder / "表.jxmb")]
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout is not None
        first = child.stdout.readline()
        assert first, "the program ended before a letter was typed"
        with pytest.raises(subprocess.TimeoutExpired):
            child.wait(seconds)
        child.kill()
        at = time.monotonic()
        rest = child.stdout.readlines()
    assert child.returncode == -signal.SIGKILL
    lines = [line.split() for line in (first, *rest) if line.endswith("\n")]
    return [(float(moment), letter) for moment, letter in lines], at


@pytest.mark.slow
def test_after_a_kill_all_but_the_last_second_comes_back(tmp_path: Path):
    rng, checked = random.Random(10), 0
    for run, place in enumerate(islice(cycle(PLACES), RUNS)):
        folder = tmp_path / str(run)
        (folder / "temporary").mkdir(parents=True)
        save(seeds(), folder / "表.jxmb")

        typed, at = killed_while_typing(place, folder, rng.uniform(0.2, 1.9))

        everything = "".join(letter for _, letter in typed)
        must = "".join(letter for moment, letter in typed if moment <= at - LOST_SECONDS)
        left = abandoned(folder / "data" / "perfdesk" / "recovery")
        back = text_at(left[0].work.document.projects[0], place) if left else ""
        # A letter may have been kept that there was no time to print.
        assert everything.startswith(back[: len(everything)])
        assert len(back) >= len(must), f"{place}: {len(back)} of {len(must)} letters"
        assert [one.work.owned.file for one in left] in ([], [folder / "表.jxmb"])
        assert open_document(folder / "表.jxmb") == seeds()
        checked += len(must)
    assert checked > RUNS, "no run was long enough to show anything"
