"""The lock, the wheel, the commands of dev.py and the system packages that it asks for."""

import os
import re
import subprocess
import sys
import tomllib
import zipfile
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version
from support.tree import ROOT, tracked

PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
LOCK = (ROOT / "packaging" / "requirements.lock").read_text("utf-8")
PINNED = {
    canonicalize_name(name): Version(version)
    for name, version in re.findall(r"^([\w.-]+)==([\w.]+)", LOCK, flags=re.MULTILINE)
}
DEV = ROOT / "packaging" / "dev.py"
_SPEC = spec_from_file_location("dev", DEV)
dev_module = module_from_spec(_SPEC)
_SPEC.loader.exec_module(dev_module)


def dev(*arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(DEV), *arguments]
    return subprocess.run(command, env={**os.environ, **variables}, capture_output=True, text=True, check=False)


def asked_for() -> list[Requirement]:
    project = PYPROJECT["project"]
    return [Requirement(line) for line in (*project["dependencies"], *project["optional-dependencies"]["dev"])]


@pytest.mark.parametrize("requirement", asked_for(), ids=lambda requirement: requirement.name)
def test_the_lock_pins_what_pyproject_asks_for(requirement: Requirement):
    assert PINNED[canonicalize_name(requirement.name)] in requirement.specifier


def test_every_locked_package_has_hashes():
    for entry in re.split(r"^(?=[\w-])", LOCK, flags=re.MULTILINE)[1:]:
        if not entry.startswith("#"):
            assert "--hash=sha256:" in entry, entry


def test_pyside_is_older_than_the_one_that_loses_references_to_none():
    (specifier,) = (r.specifier for r in asked_for() if r.name == "PySide6-Essentials")
    assert "6.12.0" not in specifier
    assert "6.5.3" in specifier
    assert Version("6.5.3") <= PINNED["pyside6-essentials"] < Version("6.12")


def test_the_oldest_pyside_that_is_tested_is_the_oldest_that_is_allowed():
    (specifier,) = (r.specifier for r in asked_for() if r.name == "PySide6-Essentials")
    lock = (ROOT / "packaging" / "oldest-qt.lock").read_text("utf-8")
    pinned = re.findall(r"^([\w-]+)==([\w.]+)", lock, flags=re.MULTILINE)
    least = next(one.version for one in specifier if one.operator == ">=")
    assert pinned == [("pyside6-essentials", least), ("shiboken6", least)]


def test_void_calls_of_pyside_keep_the_references_to_none():
    """PySide6 6.12.0 on Python 3.11 loses one a call and aborts after some 5,200 calls."""
    from PySide6.QtCore import QObject

    thing = QObject()
    before = sys.getrefcount(None)
    for _ in range(1000):
        thing.setObjectName("")
    assert abs(sys.getrefcount(None) - before) < 100


def test_a_wheel_carries_forms_and_resources_and_finds_them(tmp_path: Path):
    checkout = tmp_path / "checkout"
    for path in tracked():
        if path.relative_to(ROOT).parts[0] != "tests":
            copy = checkout / path.relative_to(ROOT)
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.write_bytes(path.read_bytes())
    build = "import sys, setuptools.build_meta as b; print(b.build_wheel(sys.argv[1]))"
    command = [sys.executable, "-W", "ignore", "-c", build, str(tmp_path)]
    subprocess.run(command, cwd=checkout, check=True, capture_output=True)
    (wheel,) = tmp_path.glob("*.whl")
    installed = tmp_path / "installed"
    with zipfile.ZipFile(wheel) as package:
        package.extractall(installed)
    for shipped in ("forms", "resources"):
        expected = {path.relative_to(ROOT) for path in tracked() if path.relative_to(ROOT).parts[0] == shipped}
        data = installed / "perfdesk" / "_data"
        assert {path.relative_to(data) for path in (data / shipped).rglob("*") if path.is_file()} == expected
    code = {
        path.relative_to(ROOT) for path in tracked() if path.suffix == ".py" and path.is_relative_to(ROOT / "perfdesk")
    }
    assert {path.relative_to(installed) for path in installed.rglob("*.py")} == code
    find = "from perfdesk.base.resources import resource; print(resource('forms'))"
    isolated = [sys.executable, "-c", find]
    variables = {**os.environ, "PYTHONPATH": str(installed)}
    done = subprocess.run(isolated, cwd=tmp_path, env=variables, check=True, capture_output=True, text=True)
    assert Path(done.stdout.strip()) == installed / "perfdesk" / "_data" / "forms"


@pytest.mark.parametrize("command", ["run", "test", "oldest", "bench", "fix"])
def test_each_command_of_dev_has_help(command: str):
    done = dev(command, "--help")
    assert done.returncode == 0
    assert done.stdout.startswith(f"usage: python3 packaging/dev.py {command} ")
    assert f"\n  {command} " in dev("--help").stdout


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[list[str]]:
    """What `dev.py run` starts, once the packages are there; files go to another folder."""
    commands: list[list[str]] = []
    monkeypatch.setattr(dev_module, "set_up", lambda screen=False: None)
    monkeypatch.setattr(dev_module, "ROOT", tmp_path)
    monkeypatch.setattr(dev_module, "perfdesk", lambda arguments: commands.append(arguments) or 0)
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    return commands


def test_run_opens_the_sample_in_the_window(started, monkeypatch):
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    assert dev_module.run([]) == 0
    assert started == [["--sample"]]


def test_run_without_a_display_makes_a_file_and_a_word_document_of_the_sample(started, capsys):
    assert dev_module.run([]) == 0
    assert [command[0] for command in started] == ["import", "export"]
    assert "项目绩效目标表.docx" in capsys.readouterr().out


def test_run_hands_its_arguments_on(started):
    assert dev_module.run(["--", "forms", "--json"]) == 0
    assert started == [["forms", "--json"]]


def test_dev_says_what_it_knows_when_asked_for_something_else():
    done = dev("deploy")
    assert done.returncode == 2
    assert "usage: " in done.stderr


@pytest.fixture
def debian(tmp_path: Path) -> Path:
    """A folder of programs that stand for a Debian without one library, the font and the virtual screen."""
    if not sys.platform.startswith("linux"):
        pytest.skip("system packages are looked at on Linux alone")
    from importlib.util import module_from_spec, spec_from_file_location

    spec = spec_from_file_location("system", ROOT / "packaging" / "system.py")
    assert spec is not None
    assert spec.loader is not None
    system = module_from_spec(spec)
    spec.loader.exec_module(system)
    there = [f"\t{name} (libc6) => /usr/lib/{name}" for name in system.LIBRARIES if name != "libxcb-cursor.so.0"]
    programs = {
        "ldconfig": "cat <<'END'\n" + "\n".join(there) + "\nEND",
        "fc-list": "exit 0",
        "env": f'shift; echo "$@" >> "{tmp_path}/asked"; exit 1',
        "apt-get": f'echo apt-get >> "{tmp_path}/asked"; exit 1',
        "sudo": "exit 1",
    }
    folder = tmp_path / "bin"
    folder.mkdir()
    for name, script in programs.items():
        (folder / name).write_text(f"#!/bin/sh\n{script}\n")
        (folder / name).chmod(0o755)
    (folder / "cat").symlink_to("/bin/cat")
    return folder


def ensure(folder: Path, user: int) -> str:
    code = f"import os, system; os.geteuid = lambda: {user}; system.ensure(screen=True)"
    variables = {"PATH": str(folder), "PYTHONPATH": str(ROOT / "packaging")}
    done = subprocess.run([sys.executable, "-c", code], env=variables, capture_output=True, text=True, check=True)
    return done.stdout


def test_without_rights_dev_prints_the_one_command_that_installs_what_is_missing(debian: Path):
    printed = ensure(debian, user=1000)
    assert (
        "  sudo apt-get install --no-install-recommends libxcb-cursor0 fontconfig fonts-wqy-microhei xvfb\n" in printed
    )
    assert not (debian.parent / "asked").exists()


def test_with_rights_dev_installs_and_goes_on_when_that_fails(debian: Path):
    printed = ensure(debian, user=0)
    assert "By hand:\n  sudo apt-get install" in printed
    asked = (debian.parent / "asked").read_text().splitlines()
    assert [re.search("install|update", line).group() for line in asked] == ["install", "update", "install"]


def test_dev_asks_no_package_server_when_nothing_is_missing(debian: Path):
    (debian / "fc-list").write_text("#!/bin/sh\necho WenQuanYi\n")
    (debian / "Xvfb").write_text("#!/bin/sh\n")
    (debian / "Xvfb").chmod(0o755)
    listing = (debian / "ldconfig").read_text().replace("\nEND", "\n\tlibxcb-cursor.so.0 (libc6) => /usr/lib/x\nEND")
    (debian / "ldconfig").write_text(listing)
    assert ensure(debian, user=0) == ""
    assert not (debian.parent / "asked").exists()
