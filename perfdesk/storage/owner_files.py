"""Which office program has a file open, told by the small file that it keeps beside it meanwhile."""

import os
from pathlib import Path

WORD = "Word"
LIBREOFFICE = "LibreOffice"
WPS = "WPS"
EXCEL = "Excel"
_WORD_SUFFIXES = (".docx", ".doc", ".docm")


def opened_in(path: Path) -> str:
    """The program that seems to have the file open, "" when none does.

    A program that crashed leaves its file behind: what this tells is a reason to ask, not to refuse.
    """
    if not os.path.lexists(path):
        return ""
    return next((program for program, owner in _owners(path) if os.path.lexists(path.with_name(owner))), "")


def _owners(path: Path) -> tuple[tuple[str, str], ...]:
    """Names of owner files by program.

    Word puts ~$ in the place of the first two letters, and before names of up to six letters
    (https://wordribbon.tips.net/T013192_Extra_Document_File_Being_Saved.html); Excel always puts it before the name.
    """
    name, stem = path.name, path.stem
    program = WORD if path.suffix.lower() in _WORD_SUFFIXES else EXCEL
    shortened = name[min(2, max(0, len(stem) - 6)) :]
    return (
        (program, f"~${shortened}"),
        (program, f"~${name}"),
        (LIBREOFFICE, f".~lock.{name}#"),
        (WPS, f".~{name}"),
    )
