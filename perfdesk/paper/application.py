"""Qt without a window: fonts and painting need a QGuiApplication, also where nothing has a screen."""

import os

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QGuiApplication

_PLATFORM = "QT_QPA_PLATFORM"


def ensure_application() -> QGuiApplication:
    """The application of this process, or a new one that needs no display; to be held as long as Qt paints.

    RuntimeError where there is one that cannot paint. The environment is as before afterwards, so that a program that
    is started from here does open its windows.
    """
    there = QCoreApplication.instance()
    if isinstance(there, QGuiApplication):
        return there
    if there is not None:
        raise RuntimeError("the application of this process cannot paint")
    before = os.environ.get(_PLATFORM)
    os.environ[_PLATFORM] = "offscreen"
    try:
        return QGuiApplication(["perfdesk"])
    finally:
        if before is None:
            del os.environ[_PLATFORM]
        else:
            os.environ[_PLATFORM] = before
