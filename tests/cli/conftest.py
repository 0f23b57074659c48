"""Every command line test has folders of its own, and nothing of the person who runs it."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from perfdesk.base.resources import resource
from perfdesk.cli.main import run

SAMPLE = resource("resources/sample/tables.txt")


@dataclass(frozen=True)
class Ran:
    """How a command ended and what it printed."""

    code: int
    out: str
    err: str


Perfdesk = Callable[..., Ran]


@pytest.fixture(autouse=True)
def own_folders(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch):
    home = str(tmp_path_factory.mktemp("home"))
    for name in ("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "LOCALAPPDATA", "APPDATA"):
        monkeypatch.setenv(name, home)


@pytest.fixture
def perfdesk(capsys: pytest.CaptureFixture[str]) -> Perfdesk:
    """Runs a command in this process."""

    def call(*arguments: str | Path) -> Ran:
        capsys.readouterr()
        code = run([str(one) for one in arguments])
        printed = capsys.readouterr()
        assert "Traceback" not in printed.err
        return Ran(code, printed.out, printed.err)

    return call


@pytest.fixture(scope="session")
def saved(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The twelve tables as a file. Tests only read it."""
    path = tmp_path_factory.mktemp("saved") / "tables.jxmb"
    assert run(["import", str(SAMPLE), "-o", str(path), "--quiet"]) == 0
    return path
