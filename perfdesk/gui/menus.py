"""Menus, tool bar and context menus of a window, made from the table of actions."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSize, Qt
from PySide6.QtGui import QAction, QKeySequence, QPainter
from PySide6.QtWidgets import QMainWindow, QMenu, QToolBar, QWidget

from perfdesk.gui.action import Action
from perfdesk.gui.actions import ACTIONS, named
from perfdesk.gui.icons import icon
from perfdesk.gui.menu_plan import MENUS, TOOLS
from perfdesk.gui.theme import colour

if TYPE_CHECKING:
    from perfdesk.gui.desk import Desk

_ICON = QSize(23, 18)
"""Wider than the square picture, for more room between it and the text."""


class Menus(QObject):
    """The actions of one window. `refresh` brings their texts and states up to date."""

    def __init__(self, desk: Desk, window: QMainWindow) -> None:
        super().__init__(window)
        self._desk = desk
        self._window = window
        self._made: dict[str, QAction] = {}
        self.recent = QMenu("最近打开(&R)", window)
        self.recent.setObjectName("recent_menu")
        self._menus = [window.menuBar().addMenu(name) for name, _entries in MENUS]
        self._fill_tool_bar(window)

    def __getitem__(self, action: str) -> QAction:
        if action not in self._made:
            one = named(action)
            self._made[action] = self._make(one, self._window)
            if one.scope != "focus":
                self._refresh(one)
        return self._made[action]

    def complete(self) -> None:
        """Makes what the first paint did not need: all other actions, whose keys work from now on, and the menus."""
        for menu, (_name, entries) in zip(self._menus, MENUS, strict=True):
            menu.setToolTipsVisible(False)
            self._fill(menu, entries)
        for one in ACTIONS:
            self[one.id]

    def refresh(self) -> None:
        """Asks the table what can be done now, and what it is called."""
        for one in map(named, self._made):
            if one.scope != "focus":
                self._refresh(one)

    def show_recent(self, paths: Iterable[str], open_file: Callable[[str], None]) -> None:
        """The list of recent files in the menu."""
        self.recent.clear()
        for number, path in enumerate(paths, 1):
            key = f"&{number} " if number < 10 else ""
            entry = self.recent.addAction(key + Path(path).name.replace("&", "&&"))
            entry.setStatusTip(path)
            entry.triggered.connect(lambda _checked=False, path=path: open_file(path))
        self.recent.setEnabled(not self.recent.isEmpty())

    def context_menu(self, actions: Collection[str], parent: QWidget, name: str) -> QMenu:
        """A menu of these actions; "" stands for a line between. `name` is its object name."""
        menu = QMenu(parent)
        menu.setObjectName(name)
        self._fill(menu, actions)
        return menu

    def _fill(self, menu: QMenu, actions: Collection[str]) -> None:
        """Puts actions into a menu. What an editor or the grid can do is asked each time when it shows."""
        asked = [one for one in ACTIONS if one.scope == "focus" and one.id in actions]
        for action in actions:
            if action == "recent":
                menu.addMenu(self.recent)
            elif action:
                menu.addAction(self[action])
            else:
                menu.addSeparator()
        if asked:
            menu.aboutToShow.connect(lambda: [self._refresh(one) for one in asked])

    def _refresh(self, one: Action) -> None:
        made = self[one.id]
        made.setEnabled(one.enabled(self._desk))
        if one.says is not None:
            made.setText(one.says(self._desk))
        if one.checked is not None:
            made.setChecked(one.checked(self._desk))

    def _make(self, one: Action, window: QMainWindow) -> QAction:
        made = QAction(one.text, window)
        made.setObjectName(one.id)
        made.setIconText(one.short or one.plain_text)
        made.setProperty("picture", one.icon)
        made.setCheckable(one.checked is not None)
        if one.icon:
            made.setIcon(icon(one.icon))
        if one.shortcut:
            # Read as portable text: as native text all names of keys would be translated first, for each action.
            made.setShortcut(QKeySequence(one.shortcut, QKeySequence.SequenceFormat.PortableText))
            if one.scope != "window":
                # The view takes these keys itself; the menu shows them.
                made.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        made.setStatusTip(one.help)
        made.setToolTip(f"{one.help}（{one.shortcut}）" if one.shortcut else one.help)
        made.triggered.connect(lambda _checked=False: self._run(one))
        window.addAction(made)
        return made

    def _run(self, one: Action) -> None:
        """Runs it; keys may arrive when the state has changed since the last refresh, so it is asked again."""
        if one.finishes:
            self._desk.finish_editing()
        if one.enabled(self._desk):
            one.run(self._desk)
        self.refresh()

    def _fill_tool_bar(self, window: QMainWindow) -> None:
        bar = QToolBar("工具栏", window)
        bar.setObjectName("tool_bar")
        bar.setMovable(False)
        bar.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        bar.setIconSize(_ICON)
        bar.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        for entry in TOOLS:
            if entry:
                bar.addAction(self[entry])
            else:
                bar.addWidget(_Line())
        window.addToolBar(bar)


class _Line(QWidget):
    """A line of 18 px between groups of the tool bar."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedSize(17, 30)

    def paintEvent(self, _event: object) -> None:
        """One pixel in the middle."""
        painter = QPainter(self)
        # fillRect() would have PySide build the 180 presets of QGradient before the first paint.
        painter.setPen(colour("line2"))
        painter.drawLine(8, 6, 8, 23)
        painter.end()
