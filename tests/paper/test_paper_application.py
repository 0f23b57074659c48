"""Painting without a window: with or without a display, and beside an application that is there."""

import os
import subprocess
import sys

import pytest
from PySide6.QtGui import QGuiApplication
from support.tree import ROOT

from perfdesk.paper.application import painting

SCRIPT = """
import os
from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QFontDatabase
from perfdesk.paper.application import painting
before = dict(os.environ)
for _ in range(3):
    with painting():
        print(QCoreApplication.instance().platformName(), bool(QFontDatabase.families()))
    print(QCoreApplication.instance())
assert os.environ == before
"""
WITHOUT_FONTS = """
from PySide6.QtCore import QCoreApplication
from perfdesk.paper.application import painting
application = QCoreApplication([])
try:
    with painting():
        print("painted")
except RuntimeError as error:
    print(error)
"""


def run(script: str, **variables: str) -> str:
    kept = {name: value for name, value in os.environ.items() if name not in ("DISPLAY", "QT_QPA_PLATFORM")}
    done = subprocess.run(
        [sys.executable, "-c", script],
        env={**kept, "PYTHONPATH": str(ROOT), **variables},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stderr == ""
    return done.stdout


@pytest.mark.parametrize("variables", [{}, {"DISPLAY": ":987"}, {"QT_QPA_PLATFORM": "xcb"}], ids=str)
def test_it_needs_no_display_and_leaves_nothing_behind(variables: dict[str, str]):
    assert run(SCRIPT, **variables) == "offscreen True\nNone\n" * 3


def test_an_application_that_cannot_paint_is_an_error():
    assert run(WITHOUT_FONTS) == "the application of this process cannot paint\n"


def test_the_application_that_is_there_is_left_alone(qapp):
    with painting():
        assert QGuiApplication.instance() is qapp
    assert QGuiApplication.instance() is qapp
