"""Composes Chinese with a real input method in each kind of editor, leaves it in each way, and reads the saved file.

For each place and way: a picture in build/input/, taken right after the way out, and the whole saved document beside
the one that there should be. Needs what packaging/type_chinese.sh needs, which names the Debian packages.
"""

from __future__ import annotations

import argparse
import copy
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TYPIST = ROOT / "packaging" / "type_chinese.sh"
POINTS = ROOT / "packaging" / "input_points.py"
SAMPLE = ROOT / "resources" / "sample" / "tables.txt"
PICTURES = ROOT / "build" / "input"
SECONDS = 120
SCREEN = "1600x900"
"""On a smaller screen the window would fill it, and be of another size than where the points were measured."""
PROGRAM_ENDED = 5
"""Exit status of the typist."""

CHOSEN, OPEN, LETTERS = "你好", "世界", "shijie"
COMPOSE = f"type nihao; key space; type {LETTERS}; sleep 0.5"
"""One word is chosen, the next stands on the screen and is not chosen yet."""

PLACES: Mapping[str, str] = {
    "field": "click {field}; key End",
    "goal": "click {tab_goals}; sleep 0.5; click {goal}; key ctrl+End",
    "editor": "click {tab_indicators}; sleep 0.5; dclick {cell}; key End",
    "cell": "click {tab_indicators}; sleep 0.5; click {cell}",
}
"""How one gets there; `editor` is the editor of an indicator cell, `cell` a selected cell that is not being edited."""

Projects = list[dict[str, object]]


BOTH = CHOSEN + OPEN
SAVE = "; key ctrl+s; sleep 1.5"
END = "; sleep 1; shot {shot}; key Return; sleep 3"
"""The question whether to save has come up, and Enter says yes."""


@dataclass(frozen=True, slots=True)
class Way:
    """A way out: steps, with a picture at {shot}, and what they add to the text that was there.

    None: the text is as before. `apart` names places where something else is kept.
    """

    steps: str
    kept: str | None
    apart: Mapping[str, str | None] = field(default_factory=dict[str, "str | None"])
    ends: bool = False
    """Whether the program has ended then."""


WAYS: Mapping[str, Way] = {
    # libpinyin takes the first Enter for the letters, the first Esc to drop them, and Tab for strokes.
    "enter": Way("key Return; key Return; shot {shot}" + SAVE, CHOSEN + LETTERS),
    "tab": Way("key space; key Tab; shot {shot}" + SAVE, BOTH),
    "esc": Way("key Escape; key Escape; shot {shot}" + SAVE, CHOSEN, {"field": None, "editor": None, "cell": None}),
    "click": Way("click {elsewhere}; shot {shot}" + SAVE, BOTH),
    # The first Ctrl+S stays with libpinyin, and nothing is saved before a word is chosen.
    "ctrl-s": Way("key ctrl+s; sleep 1; shot {shot}; key space" + SAVE, BOTH),
    "save": Way("click {save}; sleep 1.5; shot {shot}", BOTH),
    "tabs": Way("click {other_tab}; shot {shot}" + SAVE, BOTH),
    "tree": Way("click {tree}; shot {shot}" + SAVE, BOTH),
    # The words are two steps, since there is a pause between them.
    "undo": Way("click {undo}; shot {shot}" + SAVE, CHOSEN),
    "close": Way("click {close}" + END, BOTH, ends=True),
    "alt-f4": Way("key alt+F4" + END, BOTH, ends=True),
}


def perfdesk(*arguments: str) -> str:
    """What the command prints. Its exit status 1 says that a person should look at what was read."""
    done = subprocess.run([sys.executable, "-m", "perfdesk", *arguments], cwd=ROOT, capture_output=True, check=False)
    if done.returncode not in (0, 1):
        raise SystemExit(done.stderr.decode(errors="replace"))
    return done.stdout.decode()


def saved(file: Path) -> Projects:
    return json.loads(perfdesk("export", str(file), "-o", "-", "--json"))["projects"]


class Story:
    """All places and ways, on copies of one file."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.file = folder / "sample.jxmb"
        perfdesk("import", str(SAMPLE), "-o", str(self.file))
        # Not above the file: the window warns of files in the folder for temporary files.
        self.scratch = folder / "scratch"
        self.scratch.mkdir()
        self.before = saved(self.file)
        own = {f"XDG_{name}_HOME": str(folder / name.lower()) for name in ("CONFIG", "DATA", "CACHE")}
        measured = subprocess.run(
            [sys.executable, str(POINTS), str(self.file)],
            cwd=ROOT,
            env={**os.environ, **own, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT)},
            stdout=subprocess.PIPE,
            check=True,
        )
        found = json.loads(measured.stdout)
        self.points: dict[str, str] = found["points"]
        self.keys: dict[str, str] = found["places"]

    def tell(self, place: str, name: str) -> tuple[bool, str]:
        """Does it and says what came of it."""
        one = WAYS[name]
        file = self.folder / f"{place}-{name}.jxmb"
        shutil.copyfile(self.file, file)
        steps = "; ".join((PLACES[place], COMPOSE, one.steps)).format(
            **self.clicks(place), shot=self.picture(place, name)
        )
        typist = [str(TYPIST), "-g", SCREEN, "-t", str(SECONDS), "-l", str(file.with_suffix(".log")), "-s", steps]
        done = subprocess.run(
            ["bash", *typist, "--", sys.executable, "-m", "perfdesk", str(file)],
            cwd=ROOT,
            env={**os.environ, "TMPDIR": str(self.scratch)},
            capture_output=True,
            text=True,
            check=False,
        )
        after = saved(file)
        old, new = self.text(self.before, place), self.text(after, place)
        wanted = self.wanted(place, one.apart.get(place, one.kept))
        others = self.with_text(after, place, old) == self.before
        ended = done.returncode == (PROGRAM_ENDED if one.ends else 0)
        said = f"{place:<7} {name:<7} {self.kept(place, old, new)}"
        if new != wanted:
            said += f"   instead of {self.kept(place, old, wanted)}"
        if not others:
            said += "   and something else changed"
        if not ended:
            said += f"   {done.stderr.strip()}"
        return ended and new == wanted and others, said

    def clicks(self, place: str) -> dict[str, str]:
        """Where to click; the button that closes the window is in the frame that openbox puts around it."""
        part = "cell" if place in ("editor", "cell") else place
        other = "tab_fields" if place != "field" else "tab_goals"
        there = {"elsewhere": self.points[f"{part}_elsewhere"], "other_tab": self.points[other]}
        return {**self.points, **there}

    @staticmethod
    def picture(place: str, name: str) -> Path:
        return PICTURES / f"{place}-{name}.png"

    def wanted(self, place: str, kept: str | None) -> str:
        old = self.text(self.before, place)
        if kept is None:
            return old
        return kept if place == "cell" else old + kept

    def kept(self, place: str, old: str, new: str) -> str:
        """What is new in a text."""
        if new == old:
            return "(as before)"
        return repr(new.removeprefix(old) if place != "cell" else new)

    def text(self, projects: Projects, place: str) -> str:
        return self.holder(projects, place)[self.key(place)]

    def with_text(self, projects: Projects, place: str, text: str) -> Projects:
        changed = copy.deepcopy(projects)
        self.holder(changed, place)[self.key(place)] = text
        return changed

    def key(self, place: str) -> str:
        return self.keys.get(place, self.keys["cell"])

    def holder(self, projects: Projects, place: str) -> dict[str, str]:
        project: dict = projects[0]
        return project["indicators"][0] if place in ("editor", "cell") else project["fields"]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--place", action="append", choices=PLACES, help="only this place; more than once for more")
    parser.add_argument("--way", action="append", choices=WAYS, help="only this way out; more than once for more")
    parser.add_argument("--jobs", type=int, default=2, help="how many at a time")
    options = parser.parse_args()
    PICTURES.mkdir(parents=True, exist_ok=True)
    chosen = [(place, name) for place in options.place or PLACES for name in options.way or WAYS]
    with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor(options.jobs) as typists:
        story = Story(Path(folder))
        wrong = 0
        for right, said in typists.map(lambda one: story.tell(*one), chosen):
            print("ok   " if right else "WRONG", said, flush=True)
            wrong += not right
    print(f"{len(chosen) - wrong} as expected, {wrong} not; pictures in {PICTURES.relative_to(ROOT)}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
