"""What this machine has that the program needs, and what is wrong with a file. Changes nothing."""

import hashlib
import os
import platform
import shutil
import subprocess
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

from perfdesk import __version__
from perfdesk.base.errors import UserError
from perfdesk.base.folders import config_folder, data_folder, log_folder
from perfdesk.base.resources import resource
from perfdesk.forms.catalogue import Catalogue
from perfdesk.jobs.sources import Given, nothing_found, open_source
from perfdesk.readers.limits import LIMITS
from perfdesk.readers.sniff import kind_of
from perfdesk.storage.disk import read_file
from perfdesk.storage.salvage import salvage

_PACKAGES = ("PySide6-Essentials", "python-docx", "lxml", "openpyxl", "appdirs")
_OFFICES: tuple[tuple[str, tuple[str, ...], tuple[str, ...]], ...] = (
    (
        "LibreOffice",
        ("soffice", "libreoffice"),
        (
            "/opt/libreoffice*/program/soffice",
            "/Applications/LibreOffice.app/Contents/MacOS/soffice",
            "{ProgramFiles}/LibreOffice/program/soffice.com",
        ),
    ),
    (
        "WPS",
        ("wps",),
        (
            "/opt/kingsoft/wps-office/office6/wps",
            "/Applications/wpsoffice.app/Contents/MacOS/wpsoffice",
            "{LOCALAPPDATA}/Kingsoft/WPS Office/ksolaunch.exe",
            "{ProgramFiles(x86)}/Kingsoft/WPS Office/ksolaunch.exe",
        ),
    ),
)
"""Name, commands, and where the program stands when no command leads to it."""
_FONTS_SECONDS = 10


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that was looked for: its name, and what was found; "" when it is not there."""

    name: str
    found: str


@dataclass(frozen=True, slots=True)
class Machine:
    """What the program runs on. `fonts` are those of the forms; None when nothing here can list fonts."""

    versions: tuple[Item, ...]
    folders: tuple[Item, ...]
    forms: tuple[Item, ...]
    fonts: tuple[Item, ...] | None
    offices: tuple[Item, ...]
    display: str


@dataclass(frozen=True, slots=True)
class Examined:
    """One file: what it is by its content, sha256 of its bytes, what is wrong, and how many projects can be read."""

    name: str
    kind: str
    size_bytes: int
    sha256: str
    wrong: tuple[str, ...]
    projects: int


def examine_machine(catalogue: Catalogue) -> Machine:
    """Looks at versions, folders, fonts, office programs and the display."""
    faces = {style.font for entry in catalogue.entries for style in entry.form.styles.values()}
    faces |= {style.latin for entry in catalogue.entries for style in entry.form.styles.values()}
    installed = _installed_fonts()
    return Machine(
        versions=(
            Item("perfdesk", __version__),
            Item("Python", platform.python_version()),
            Item("系统", platform.platform()),
            *(Item(name, _version(name)) for name in _PACKAGES),
        ),
        folders=(
            Item("数据", str(data_folder())),
            Item("设置", str(config_folder())),
            Item("日志", str(log_folder())),
            Item("程序自带的表样", str(resource("forms"))),
        ),
        forms=tuple(Item(entry.form.id, f"{entry.form.name}（{entry.origin}）") for entry in catalogue.entries),
        fonts=None if installed is None else tuple(Item(face, installed.get(face, "")) for face in sorted(faces)),
        offices=tuple(Item(name, _program(commands, places)) for name, commands, places in _OFFICES),
        display=_display(),
    )


def examine_file(path: Path, catalogue: Catalogue) -> Examined:
    """Looks into a file. UserError when not even its bytes can be read."""
    data = read_file(path, LIMITS.file_bytes)
    given = Given(str(path), data)
    wrong: list[str] = []
    projects = 0
    try:
        kind = kind_of(data)
    except UserError as error:
        kind, wrong = "", [error.what]
    else:
        try:
            projects = len(open_source(given, catalogue).document.projects)
            wrong = [] if projects else [nothing_found(given.name).what]
        except UserError as error:
            wrong = [error.what]
            if kind == "sqlite":
                saved = salvage(data, path.name)
                wrong, projects = list(saved.wrong) or wrong, len(saved.document.projects)
    return Examined(
        str(path),
        {"sqlite": "jxmb", "": "unknown"}.get(kind, kind),
        len(data),
        hashlib.sha256(data).hexdigest(),
        tuple(wrong),
        projects,
    )


def _version(package: str) -> str:
    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:
        return ""


def _installed_fonts() -> dict[str, str] | None:
    """The families that fontconfig knows, each with the file that holds it; None without fontconfig."""
    command = shutil.which("fc-list")
    if command is None:
        return None
    try:
        listed = subprocess.run(
            [command, "--format", "%{file}\t%{family}\n"], capture_output=True, timeout=_FONTS_SECONDS, check=True
        )
    except (OSError, subprocess.SubprocessError):
        return None
    found: dict[str, str] = {}
    for line in listed.stdout.decode(errors="replace").splitlines():
        file, _, families = line.partition("\t")
        found.update(dict.fromkeys(families.split(","), file))
    return found


def _program(commands: Sequence[str], places: Iterable[str]) -> str:
    for command in commands:
        if found := shutil.which(command):
            return found
    for place in places:
        if found := _at(place):
            return found
    return ""


def _at(place: str) -> str:
    """The first path that fits `place`, in which {VARIABLE} stands for one of the environment and * for anything."""
    variable, brace, rest = place.removeprefix("{").partition("}") if place.startswith("{") else ("", "", place)
    if brace and not os.environ.get(variable):
        return ""
    path = Path(f"{os.environ[variable]}{rest}" if brace else rest)
    anchor = Path(path.anchor)
    return next((str(found) for found in sorted(anchor.glob(str(path.relative_to(anchor))))), "")


def _display() -> str:
    if sys.platform in ("win32", "darwin"):
        return sys.platform
    return os.environ.get("WAYLAND_DISPLAY") or os.environ.get("DISPLAY", "")
