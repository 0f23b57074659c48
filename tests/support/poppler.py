"""Poppler's programs as readers of a PDF: what others find in it."""

import shutil
import subprocess

import pytest

_TOOLS = ("pdftotext", "pdffonts", "pdfimages", "pdfinfo")
needs_poppler = pytest.mark.skipif(any(shutil.which(tool) is None for tool in _TOOLS), reason="needs poppler")


def read(data: bytes, tool: str, *options: str) -> str:
    """What the program prints of the file; fails when it finds anything wrong with it."""
    stdin_and_stdout = ("-", "-") if tool == "pdftotext" else ("-",)
    done = subprocess.run([tool, *options, *stdin_and_stdout], input=data, capture_output=True, check=True)
    assert done.stderr == b""
    return done.stdout.decode()


def text(data: bytes) -> str:
    """All letters in the order in which they stand in the file, without white space."""
    return "".join(read(data, "pdftotext", "-raw", "-enc", "UTF-8").split())


def rows(data: bytes, tool: str, *options: str) -> list[list[str]]:
    """The lines of a table that the program prints, less its two lines of heading, by columns."""
    return [line.split() for line in read(data, tool, *options).splitlines()[2:]]
