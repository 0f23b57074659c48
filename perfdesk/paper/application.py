"""Qt without a window: fonts and painting need a QGuiApplication, also where nothing has a screen."""

import os
from collections.abc import Generator
from contextlib import contextmanager

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QGuiApplication

_PLATFORM = "QT_QPA_PLATFORM"


@contextmanager
def painting() -> Generator[None]:
    """Fonts and painters can be used within: with the application of this process, else with one that needs no display.

    One that was made is gone afterwards, and so must be all fonts and painters. RuntimeError where the process has an
    application that cannot paint.
    """
    there = QCoreApplication.instance()
    if isinstance(there, QGuiApplication):
        yield
        return
    if there is not None:
        raise RuntimeError("the application of this process cannot paint")
    made = _offscreen()
    try:
        yield
    finally:
        made.shutdown()  # else PySide keeps it until the process ends


def _offscreen() -> QGuiApplication:
    """The environment is as before afterwards, so that a program that is started from here opens its windows."""
    before = os.environ.get(_PLATFORM)
    os.environ[_PLATFORM] = "offscreen"
    try:
        return QGuiApplication(["perfdesk"])
    finally:
        if before is None:
            del os.environ[_PLATFORM]
        else:
            os.environ[_PLATFORM] = before
