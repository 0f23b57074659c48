"""Where a window stands on the screen: at the first start, and as it was left the last time."""

from PySide6.QtCore import QByteArray, Qt
from PySide6.QtWidgets import QWidget

_SIZE = (1180, 720)
_LEAST = (900, 560)
_ROOMY = 1440
"""Pixels; a narrower screen is filled at the first start."""


def take_place(window: QWidget, kept: str) -> None:
    """Brings the window where it stood when `kept` was made; without that, to its first place."""
    window.setMinimumSize(*_LEAST)
    window.resize(*_SIZE)
    if kept:
        window.restoreGeometry(QByteArray.fromBase64(kept.encode()))
    elif window.screen().availableSize().width() < _ROOMY:
        window.setWindowState(Qt.WindowState.WindowMaximized)


def place_of(window: QWidget) -> str:
    """The place of the window as Qt writes it, in Base64."""
    return window.saveGeometry().toBase64().toStdString()
