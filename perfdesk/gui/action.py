"""What an action is, and the usual conditions under which one can be done."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from perfdesk.gui.desk import Desk

Scope = Literal["window", "list", "grid"]


def always(_desk: Desk) -> bool:
    """Whatever is open."""
    return True


def is_open(desk: Desk) -> bool:
    """A document is open."""
    return desk.session is not None


def has_projects(desk: Desk) -> bool:
    """The document has projects."""
    return desk.session is not None and bool(desk.session.document.projects)


def has_project(desk: Desk) -> bool:
    """A project is selected."""
    return has_projects(desk) and bool(desk.selection.project)


def has_indicators(desk: Desk) -> bool:
    """The indicators of a project show."""
    return has_project(desk) and desk.selection.tab == "indicators"


def has_rows(desk: Desk) -> bool:
    """Indicators are selected."""
    return has_indicators(desk) and bool(desk.selection.indicators)


@dataclass(frozen=True, slots=True)
class Action:
    """One action. `text` may hold its menu key as in “保存(&S)”; `short` is for buttons; `help` for the status bar.

    The keys of an action of the list or the grid are taken by that view while it has the focus, and only shown here.
    `says` gives the text when it changes. `finishes`: open editors are finished first.
    """

    id: str
    text: str
    help: str
    run: Callable[[Desk], object]
    enabled: Callable[[Desk], bool] = always
    shortcut: str = ""
    icon: str = ""
    short: str = ""
    scope: Scope = "window"
    says: Callable[[Desk], str] | None = None
    finishes: bool = True

    @property
    def plain_text(self) -> str:
        """The text without its menu key and dots."""
        return re.sub(r"\(&.\)|…", "", self.text)
