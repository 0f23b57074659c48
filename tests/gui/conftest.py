"""What tests of the window share: a person's folders of their own, and the program with its windows."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot
from support.answers import Answers
from support.seeds import seeds

from perfdesk.gui.app import Safety, make_program
from perfdesk.gui.program import Program
from perfdesk.gui.recovered_work import RecoveredWork
from perfdesk.gui.safekeeping import Safekeeping, safekeeping
from perfdesk.storage.file import save


@pytest.fixture(autouse=True)
def _own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("CONFIG", "DATA", "CACHE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / name.lower()))


@pytest.fixture(autouse=True)
def _temporary_elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Files of tests are in no place that the system clears."""
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(temporary))


@pytest.fixture(scope="session", autouse=True)
def _empty_clipboard_at_the_end(qapp) -> Iterator[None]:
    """Qt's offscreen platform crashes at the end of the process while Python data is on the clipboard (6.11.3)."""
    yield
    qapp.clipboard().clear()


@pytest.fixture
def answers(qapp) -> Iterator[Answers]:
    made = Answers()
    yield made
    made.stop()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """The twelve tables in a file, in a folder of its own."""
    path = tmp_path / "预算" / "表.jxmb"
    path.parent.mkdir()
    save(seeds(), path)
    return path


@pytest.fixture
def keeping(tmp_path: Path) -> Safekeeping:
    return safekeeping(tmp_path / "kept")


@pytest.fixture
def recovered(qapp, keeping: Safekeeping) -> Iterator[RecoveredWork]:
    made = RecoveredWork(keeping)
    yield made
    made.close_down()


@pytest.fixture
def program(qapp, qtbot: QtBot, keeping: Safekeeping, recovered: RecoveredWork) -> Iterator[Program]:
    safety = Safety(qapp)
    safety.keeping = keeping
    made = make_program(qapp, safety)
    safety.attend(made, recovered)
    yield made
    windows = made.windows
    made.close_down()
    for window in windows:
        window.deleteLater()
    qapp.processEvents()
