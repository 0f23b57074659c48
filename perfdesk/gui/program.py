"""What the windows of one running program share: settings, forms, input method, and which windows there are."""

from __future__ import annotations

import gc
from collections.abc import Callable, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from perfdesk.base.settings import Settings, load_settings, save_settings
from perfdesk.gui import theme

if TYPE_CHECKING:
    from perfdesk.forms.catalogue import Catalogue
    from perfdesk.gui.composition import Composition
    from perfdesk.gui.desk import Window

_KEEP_AFTER_MS = 1000
_COLLECT_AFTER_MS = 1000
"""After a document has been opened; by then its views are there."""


def collect_garbage() -> None:
    """Collects garbage, and has Python never again look at what is left until this is called the next time.

    A pass over 1,000 projects and their views takes 30 ms, and would come between two letters.
    """
    gc.unfreeze()
    gc.collect()
    gc.freeze()


class Program(QObject):
    """One for the process, made by `gui.app`, handed to each window. `settings_changed` follows each change."""

    settings_changed = Signal()

    def __init__(self, app: QApplication, make_window: Callable[[Program], Window]) -> None:
        super().__init__(app)
        self._app = app
        self.settings = load_settings()
        self._make_window = make_window
        self._windows: list[Window] = []
        self._keep = QTimer(self)
        self._keep.setSingleShot(True)
        self._keep.setInterval(_KEEP_AFTER_MS)
        self._keep.timeout.connect(self.keep_settings)
        self._collect = QTimer(self)
        self._collect.setSingleShot(True)
        self._collect.setInterval(_COLLECT_AFTER_MS)
        self._collect.timeout.connect(collect_garbage)
        QGuiApplication.styleHints().colorSchemeChanged.connect(lambda: theme.apply(app))

    @property
    def windows(self) -> tuple[Window, ...]:
        """All open windows, the newest last."""
        return tuple(self._windows)

    @cached_property
    def composition(self) -> Composition:
        """What is being composed, from when this is first asked for: not before the first paint."""
        from perfdesk.gui.composition import Composition

        return Composition(self._app)

    @cached_property
    def catalogue(self) -> Catalogue:
        """The forms at hand, read when first asked for."""
        from perfdesk.forms.catalogue import load_catalogue

        return load_catalogue()

    def change_settings(self, change: Callable[[Settings], Settings]) -> None:
        """Replaces the settings; they are written when no more changes come."""
        changed = change(self.settings)
        if changed != self.settings:
            self.settings = changed
            self._keep.start()
            self.settings_changed.emit()

    def collect_soon(self) -> None:
        """Collects garbage when what was opened last has settled, see `collect_garbage`."""
        self._collect.start()

    def keep_settings(self) -> None:
        """Writes the settings now."""
        self._keep.stop()
        save_settings(self.settings)

    def close_down(self) -> None:
        """Ends all windows without asking, and keeps the settings."""
        for window in self.windows:
            window.close_down()
        self._collect.stop()
        self.composition.close_down()
        self.keep_settings()

    def new_window(self) -> Window:
        """Another window, with the welcome page."""
        window = self._make_window(self)
        self._windows.append(window)
        window.come_up()
        return window

    def window_for(self, asking: Window) -> Window:
        """The window for another document: the one that asks while it is untouched, else a new one."""
        return asking if asking.is_untouched else self.new_window()

    def forget(self, window: Window) -> None:
        """The window was closed."""
        self._windows = [one for one in self._windows if one is not window]

    def open_files(self, paths: Sequence[Path]) -> None:
        """Opens what a start of the program was given; without files its window comes up."""
        if self._windows:
            window = self._windows[-1]
            window.come_up()
        else:
            window = self.new_window()
        if paths:
            window.files.open_files(paths)
