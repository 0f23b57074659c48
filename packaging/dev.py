"""The one command of a developer: runs, tests, measures and tidies perfdesk from a checkout.

It sets up `.venv` by itself from `requirements.lock` and, on Debian and Ubuntu, the system libraries of Qt. Standard
library only. It must at least start on an older Python, to say which one is needed.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOCK = ROOT / "packaging" / "requirements.lock"
OLDEST_QT = ROOT / "packaging" / "oldest-qt.lock"
VENV = ROOT / ".venv"
VENV_OLDEST = ROOT / ".venv-oldest"
SAMPLE = ROOT / "resources" / "sample" / "tables.txt"
COMPARED = ROOT / "tests" / "paper" / "test_paper_agreement.py"
"""LibreOffice is a judge of what is painted, not of Qt, and takes long."""
USAGE = """usage: python3 packaging/dev.py COMMAND [ARGUMENTS]

  run    start the program; sets everything up first
  test   check format, lint, types and imports, then run the tests
  oldest run the tests of the window and of paper on the oldest PySide6 that is supported
  bench  measure speed and memory as ratios to fixed floors
  fix    format the code, sort imports, mend what the linter can

`python3 packaging/dev.py COMMAND --help` says more.
"""


class Failed(Exception):
    """A step that could not be done; its text is all that the person needs to see."""


def say(text: str) -> None:
    print(text, flush=True)


def tool(name: str, venv: Path = VENV) -> str:
    """Path of a program that is installed in `.venv`, or in another one."""
    return str(venv / ("Scripts" if os.name == "nt" else "bin") / (f"{name}.exe" if os.name == "nt" else name))


def environment() -> dict[str, str]:
    """The environment of all that is started here: the checkout can be imported from any folder."""
    above = os.environ.get("PYTHONPATH")
    return {**os.environ, "PYTHONPATH": f"{ROOT}{os.pathsep}{above}" if above else str(ROOT)}


def quietly(command: list[str], failure: str) -> None:
    """Runs the command and shows what it printed only when it fails."""
    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
    if done.returncode:
        raise Failed(f"{done.stdout.decode(errors='replace').strip()}\n{failure}")


def set_up(screen: bool = False) -> None:
    """Makes `.venv` and installs the lock into it, when it is not there yet or the lock has changed."""
    import system

    system.ensure(screen)
    install(VENV, LOCK)


def install(venv: Path, *locks: Path) -> None:
    """Makes `venv` and installs the locks into it one after the other, when that was not done with these before."""
    stamp, python = venv / "installed.lock", tool("python", venv)
    wanted = b"".join(lock.read_bytes() for lock in locks)
    if stamp.is_file() and stamp.read_bytes() == wanted and Path(python).exists():
        return
    started = time.monotonic()
    if not Path(python).exists():
        say(f"Making {venv.name}")
        quietly([sys.executable, "-m", "venv", "--clear", str(venv)], f"The folder {venv.name} could not be made.")
    stamp.unlink(missing_ok=True)
    pip = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-input"]
    for lock in locks:
        say(f"Installing the packages of packaging/{lock.name} into {venv.name}")
        quietly(
            [*pip, "--require-hashes", "--only-binary=:all:", "--requirement", str(lock)],
            "The packages could not be installed. Is the network there, and is this a 64-bit Python?",
        )
    stamp.write_bytes(wanted)
    say(f"Set up in {time.monotonic() - started:.0f} s")


def perfdesk(arguments: list[str]) -> int:
    return subprocess.run([tool("python"), "-m", "perfdesk", *arguments], env=environment(), check=False).returncode


def run(arguments: list[str]) -> int:
    """usage: python3 packaging/dev.py run [ARGUMENTS OF perfdesk]

    Starts perfdesk with the arguments; `run -- --help` shows its own help. Without arguments its window opens with the
    sample, the twelve tables of resources/sample/tables.txt, as an unsaved copy. Where there is no display, a file
    and a Word document are made of them in build/sample/.
    """
    sys.path.append(str(ROOT))
    from perfdesk.base.display import has_display
    from perfdesk.base.start import SAMPLE as SHOW_SAMPLE

    shown = has_display(os.environ)
    set_up(screen=shown)
    if arguments:
        return perfdesk(arguments[1:] if arguments[0] == "--" else arguments)
    if shown:
        return perfdesk([SHOW_SAMPLE])
    folder = ROOT / "build" / "sample"
    folder.mkdir(parents=True, exist_ok=True)
    saved, word = folder / "项目绩效目标表.jxmb", folder / "项目绩效目标表.docx"
    for job in (["import", str(SAMPLE), "-o", str(saved)], ["export", str(saved), "-o", str(word)]):
        code = perfdesk([*job, "--force"])
        if code:
            return code
    say(f"The sample's twelve tables:\n  file  {saved}\n  Word  {word}")
    return 0


def test(arguments: list[str]) -> int:
    """usage: python3 packaging/dev.py test [ARGUMENTS OF pytest]

    Checks format, lint, types and the imports between rooms, then runs the tests; stops at the first part that fails.
    Arguments go to pytest: `test -k money`, `test tests/grid`, `test -m "not slow"`.
    """
    set_up(screen=True)
    started = time.monotonic()
    parts = {
        "format": [tool("ruff"), "format", "--check", "."],
        "lint": [tool("ruff"), "check", "."],
        "types": [tool("pyright")],
        "imports": [tool("lint-imports")],
    }
    for name, command in parts.items():
        begun = time.monotonic()
        quietly(command, f"Stopped at: {name}. `python3 packaging/dev.py fix` mends format and order of imports.")
        say(f"{name}: in order ({time.monotonic() - begun:.1f} s)")
    variables = {**environment(), "QT_QPA_PLATFORM": "offscreen"}
    code = subprocess.run([tool("pytest"), *arguments], cwd=ROOT, env=variables, check=False).returncode
    if code:
        say("Stopped at: tests.")
    else:
        say(f"All parts in order ({time.monotonic() - started:.0f} s)")
    return code


def oldest(arguments: list[str]) -> int:
    """usage: python3 packaging/dev.py oldest [ARGUMENTS OF pytest]

    Runs the tests of the window and of paper on the oldest PySide6 that is supported, that of packaging/oldest-qt.lock
    (wheels for 64-bit Linux on Intel), in .venv-oldest. Arguments go to pytest: `oldest -m "not slow"`.
    """
    import system

    system.ensure(True)
    install(VENV_OLDEST, LOCK, OLDEST_QT)
    command = [tool("pytest", VENV_OLDEST), "tests/gui", "tests/paper", f"--ignore={COMPARED}", *arguments]
    variables = {**environment(), "QT_QPA_PLATFORM": "offscreen"}
    return subprocess.run(command, cwd=ROOT, env=variables, check=False).returncode


def bench(arguments: list[str]) -> int:
    """usage: python3 packaging/dev.py bench [--report] [--quick] [PART …]

    Prints, for each job, the time of a fixed floor, ours, their ratio and the goal; ends with 1 when a ratio is over
    its goal. --report only prints; --quick tries everything once on little work; a PART, such as `word-out`, measures
    that alone.
    """
    set_up()
    command = [tool("python"), str(ROOT / "packaging" / "bench"), *arguments]
    return subprocess.run(command, env=environment(), check=False).returncode


def fix(arguments: list[str]) -> int:
    """usage: python3 packaging/dev.py fix [PATH …]

    Mends what the linter can, sorts imports and formats; names what a person must mend.
    """
    set_up()
    paths = arguments or ["."]
    left = subprocess.run([tool("ruff"), "check", "--fix", *paths], cwd=ROOT, check=False).returncode
    return subprocess.run([tool("ruff"), "format", *paths], cwd=ROOT, check=False).returncode or left


def main(arguments: list[str]) -> int:
    if sys.version_info < (3, 11):  # noqa: UP036 -- an older one may be the first `python3` found
        say(f"perfdesk needs Python 3.11 or later. This is {sys.version.split()[0]}, {sys.executable}")
        return 2
    commands = {"run": run, "test": test, "oldest": oldest, "bench": bench, "fix": fix}
    if not arguments or arguments[0] not in commands:
        asked = arguments[:1] in (["--help"], ["-h"])
        print(USAGE, end="", file=sys.stdout if asked else sys.stderr)
        return 0 if asked else 2
    command, rest = commands[arguments[0]], arguments[1:]
    if rest[:1] in (["--help"], ["-h"]):
        lines = (command.__doc__ or "").splitlines()
        say("\n".join(line.removeprefix("    ") for line in lines).rstrip())
        return 0
    try:
        return command(rest)
    except Failed as failed:
        print(failed, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="replace")
    sys.exit(main(sys.argv[1:]))
