"""Menus of the indicator grid that hold 二级: those to change to, and those to add."""

from collections.abc import Callable, Iterable

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QMenu, QWidget

from perfdesk.gui.indicator_commands import Levels

Choose = Callable[[str, str], None]
"""What is done with a chosen 一级 and 二级."""


def level2_menu(parent: QWidget, name: str, offered: Iterable[Levels], choose: Choose, current: Levels | None) -> QMenu:
    """The 二级 of the frame under their 一级; `current` is ticked."""
    menu = _menu(parent, name)
    upper = ""
    for level1, level2 in offered:
        if level1 != upper:
            menu.addSeparator()
            menu.addAction(level1).setEnabled(False)
            upper = level1
        action = menu.addAction(f"　{level2}")
        action.setData((level1, level2))
        action.setCheckable(current is not None)
        action.setChecked((level1, level2) == current)
        action.triggered.connect(_choosing(choose, level1, level2))
    return menu


def pop_up(menu: QMenu, point: QPoint) -> None:
    """Opens a menu at a point of the screen, its first choice ready for the keyboard."""
    choices = [action for action in menu.actions() if action.isEnabled() and not action.isSeparator()]
    if choices:
        menu.setActiveAction(next((action for action in choices if action.isChecked()), choices[0]))
        menu.popup(point)


def _menu(parent: QWidget, name: str) -> QMenu:
    menu = QMenu(parent)
    menu.setObjectName(name)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    return menu


def _choosing(choose: Choose, level1: str, level2: str) -> Callable[[], None]:
    return lambda: choose(level1, level2)
