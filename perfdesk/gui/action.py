"""What an action is, and the usual conditions under which one can be done."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from perfdesk.gui.desk import Desk
    from perfdesk.gui.workplace import Workplace

Scope = Literal["window", "list", "grid", "focus"]


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


def has_preview(desk: Desk) -> bool:
    """The preview of a project shows."""
    return has_project(desk) and desk.selection.tab == "preview"


def has_two_goals(desk: Desk) -> bool:
    """The form of the project has a goal for the whole period and one for the year."""
    if desk.session is None or not has_project(desk):
        return False
    from perfdesk.gui import goal_commands

    return goal_commands.has_two_goals(desk.session, desk.selection, desk.form_of)


def there(desk: Desk) -> Workplace:
    """The views of the open document. RuntimeError when nothing is open: the action should not have been enabled."""
    if desk.workplace is None:
        raise RuntimeError("nothing is open")
    return desk.workplace


def has_rows(desk: Desk) -> bool:
    """Indicators are selected."""
    return has_indicators(desk) and bool(desk.selection.indicators)


@dataclass(frozen=True, slots=True, eq=False)
class Action:
    """One action. `text` may hold its menu key as in “保存(&S)”; `short` is for buttons; `help` for the status bar.

    The keys of an action of the list or the grid are taken by that view while it has the focus, and only shown here;
    those of the scope `focus` by whatever editor or grid has it, and when its menu shows it is asked what it can do.
    `says` gives the text when it changes; `checked` makes it one that is on or off. `finishes`: open editors are
    finished first.
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
    checked: Callable[[Desk], bool] | None = None
    finishes: bool = True

    @property
    def plain_text(self) -> str:
        """The text without its menu key and dots."""
        return re.sub(r"\(&.\)|…", "", self.text)
