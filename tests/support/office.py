"""LibreOffice as a judge of files: makes others of them, with fonts that are the same on every machine."""

import os
import subprocess
from collections.abc import Iterable, Mapping
from pathlib import Path

_PINNED = """<match target="pattern"><test name="family"><string>{}</string></test>
<edit name="family" mode="assign" binding="strong"><string>Noto Serif CJK SC</string></edit></match>"""
_FONTS = f"""<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>
<include ignore_missing="yes">/etc/fonts/fonts.conf</include>
{_PINNED.format("宋体")}{_PINNED.format("方正小标宋简体")}</fontconfig>"""


def pinned_fonts(folder: Path) -> Mapping[str, str]:
    """The environment of a process to which Noto Serif CJK SC stands for the fonts of the form."""
    file = folder / "fonts.conf"
    file.write_text(_FONTS, "utf-8")
    return {**os.environ, "FONTCONFIG_FILE": str(file)}


def convert(
    files: Iterable[Path],
    folder: Path,
    *options: str,
    to: str = "pdf",
    environment: Mapping[str, str] | None = None,
) -> None:
    """Each file in another format in the folder, made by one start of LibreOffice with a profile of its own."""
    command = ["soffice", f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--norestore"]
    command += [*options, "--convert-to", to, "--outdir", str(folder), *map(str, files)]
    subprocess.run(command, env=environment, check=True, capture_output=True, timeout=180)
