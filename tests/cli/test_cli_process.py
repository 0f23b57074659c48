"""The program as a process: what only a process shows."""

import os
import signal
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest
from support.files import names
from support.tree import ROOT

from perfdesk.base.resources import resource

SAMPLE = resource("resources/sample/tables.txt")
TABLES = ROOT / "tests" / "data" / "seeds" / "tables.json"


def without_display() -> dict[str, str]:
    return {name: text for name, text in os.environ.items() if "DISPLAY" not in name and name != "QT_QPA_PLATFORM"}


def start(*arguments: str | Path, code: str = "", **options: object) -> subprocess.Popen[bytes]:
    command = ["-c", textwrap.dedent(code)] if code else ["-m", "perfdesk"]
    return subprocess.Popen(
        [sys.executable, *command, *map(str, arguments)],
        env={**without_display(), "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "ascii"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        **options,
    )


def test_the_twelve_tables_become_files_for_word_and_excel_without_qt(tmp_path: Path):
    code = """
        import sys
        from perfdesk.cli.main import run
        folder = sys.argv[2]
        codes = [
            run(["import", sys.argv[1], "-o", f"{folder}/out.jxmb"]),
            run(["export", f"{folder}/out.jxmb", "-o", f"{folder}/out.docx", "--fit"]),
            run(["export", f"{folder}/out.jxmb", "-o", f"{folder}/out.xlsx", "--fit"]),
            run(["doctor", "--json"]),
        ]
        print(*map(int, codes), [name for name in sys.modules if name.startswith(("PySide6", "shiboken"))])
    """

    out, err = start(SAMPLE, tmp_path, code=code).communicate(timeout=60)

    assert out.splitlines()[-1] == b"0 0 0 0 []"
    assert "12 个项目" in err.decode()
    assert names(tmp_path) == ["out.docx", "out.jxmb", "out.xlsx"]


def test_a_pdf_is_made_without_a_display(tmp_path: Path):
    _, err = start("export", TABLES, "-o", tmp_path / "out.pdf").communicate(timeout=60)

    assert "12 个项目" in err.decode()
    assert (tmp_path / "out.pdf").read_bytes().startswith(b"%PDF-")


def test_help_loads_nothing_that_takes_time():
    code = """
        import sys
        from perfdesk.cli.main import run
        run(["import", "--help"])
        heavy = ("perfdesk.jobs", "perfdesk.forms", "perfdesk.model", "sqlite3", "lxml", "docx", "logging", "tomllib")
        sys.exit(", ".join(name for name in heavy if name in sys.modules) or 0)
    """

    process = start(code=code)
    _, err = process.communicate(timeout=60)

    assert (process.returncode, err) == (0, b"")


def test_without_arguments_it_says_what_there_is():
    process = start()
    out, err = process.communicate(timeout=60)

    assert (process.returncode, out) == (2, b"")
    assert "perfdesk import" in err.decode()


@pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")
def test_an_interrupt_ends_with_130_and_leaves_no_file(tmp_path: Path):
    code = """
        import sys
        import perfdesk.jobs.sources as sources
        real = sources.recognise_all
        def slowly(*arguments, **named):
            print("working", flush=True)
            while True:
                real(*arguments, **named)
        sources.recognise_all = slowly
        from perfdesk.cli.main import run
        sys.exit(run(["import", *sys.argv[1:]]))
    """
    process = start(SAMPLE, "-o", tmp_path / "out.jxmb", code=code)
    assert process.stdout is not None
    assert process.stdout.readline() == b"working\n"

    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=60)

    assert process.returncode == 130
    assert "已中断" in err.decode()
    assert b"Traceback" not in err
    assert names(tmp_path) == []


@pytest.mark.skipif(os.name == "nt", reason="pipes of POSIX")
@pytest.mark.parametrize("arguments", [("export", "--json", "-o", "-", TABLES), ("doctor", TABLES)])
def test_a_reader_that_goes_away_is_no_bug(arguments: tuple[str | Path, ...]):
    process = start(*arguments)
    assert process.stdout is not None
    process.stdout.close()
    process.stdout = None

    _, err = process.communicate(timeout=60)

    assert process.returncode == 4
    assert b"Traceback" not in err
    assert b"Exception ignored" not in err


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_a_full_target_on_stdout_ends_with_4():
    with Path("/dev/full").open("wb") as full:
        process = subprocess.run(
            [sys.executable, "-m", "perfdesk", "export", "-o", "-", TABLES],
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
            timeout=60,
        )

    assert process.returncode == 4
    assert b"Traceback" not in process.stderr


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_without_right_ends_with_4(tmp_path: Path):
    (tmp_path / "locked").mkdir(mode=0o500)

    process = start("import", SAMPLE, "-o", tmp_path / "locked" / "out.jxmb")
    process.communicate(timeout=60)

    assert process.returncode == 4


@pytest.mark.skipif(os.name == "nt", reason="limits of POSIX")
def test_a_full_disk_ends_with_4_and_leaves_no_file(tmp_path: Path):
    code = """
        import resource, signal, sys
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))
        from perfdesk.cli.main import run
        sys.exit(run(["import", *sys.argv[1:]]))
    """

    process = start(SAMPLE, "-o", tmp_path / "out.jxmb", code=code)
    _, err = process.communicate(timeout=60)

    assert process.returncode == 4, err.decode()
    assert names(tmp_path) == []


@pytest.mark.slow
def test_help_is_there_at_once():
    """80 ms of processor time on the machine where it was set; three times that where tests run side by side."""
    import resource as usage

    def once() -> float:
        before = usage.getrusage(usage.RUSAGE_CHILDREN)
        start("--help").communicate(timeout=60)
        after = usage.getrusage(usage.RUSAGE_CHILDREN)
        return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime

    began = time.monotonic()
    assert min(once() for _ in range(5)) < 0.24
    assert time.monotonic() - began < 20
