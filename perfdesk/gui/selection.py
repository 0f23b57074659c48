"""What a window points at: project, tab and cell. Views meet here; none calls another."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QObject, Signal

if TYPE_CHECKING:
    from perfdesk.model.place import Place


Tab = Literal["fields", "goals", "indicators", "preview"]
TABS: tuple[Tab, ...] = ("fields", "goals", "indicators", "preview")
Scope = Literal["one", "selected", "all"]
"""What is shown and printed: the project that the form shows, those selected in the list, or all."""


def tab_named(name: str) -> Tab:
    """The tab of this name, the first one where there is none."""
    known: dict[str, Tab] = {tab: tab for tab in TABS}
    return known.get(name, TABS[0])


class Selection(QObject):
    """The window's view state. Setting what is set already says nothing.

    `changed` follows each change of project, projects, tab or scope, and of whether goals are compared. `asked(place)`
    asks the view that shows the place to put the keyboard there: undo, redo and later findings come back this way.
    `cells_changed` follows the indicator grid's own selection, which other views only read.
    """

    changed = Signal()
    asked = Signal(object)
    cells_changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._project = ""
        self._projects: tuple[str, ...] = ()
        self._group = ""
        self._tab: Tab = "fields"
        self._indicators: tuple[str, ...] = ()
        self._cell: Place | None = None
        self._compares_goals = False
        self._scope: Scope = "one"
        self.page: tuple[str, int] = ("", 0)
        """The page in view in the preview: a project's id, and which page of its table, counted from 0."""

    @property
    def project(self) -> str:
        """Id of the project that the form shows, "" for none."""
        return self._project

    @property
    def projects(self) -> tuple[str, ...]:
        """Ids of all projects selected in the list, in its order; holds `project` unless that is ""."""
        return self._projects

    @property
    def group(self) -> str:
        """Id of a project of the group that the list points at while the form goes on showing `project`, else ""."""
        return self._group

    @property
    def tab(self) -> Tab:
        """The tab that the form shows."""
        return self._tab

    @property
    def scope(self) -> Scope:
        """What the preview shows and what is printed."""
        return self._scope

    @property
    def cell(self) -> Place | None:
        """The current cell of the indicator grid; without an indicator id it is in the blank row of a 二级."""
        return self._cell

    @property
    def indicators(self) -> tuple[str, ...]:
        """Ids of the indicators with a selected cell in the grid, from top to bottom."""
        return self._indicators

    def show_projects(self, project: str, projects: tuple[str, ...] = ()) -> None:
        """Point at a project, and at several for what can be done with several."""
        self._group = ""
        wanted = projects or ((project,) if project else ())
        if (project, wanted) != (self._project, self._projects):
            if project != self._project:
                self._cell, self._indicators = None, ()
            self._project, self._projects = project, wanted
            self.changed.emit()

    def show_group(self, project: str) -> None:
        """Note that the list points at the group of `project`, for what is made in a group. Says nothing to views."""
        self._group = project

    def show_tab(self, tab: Tab) -> None:
        """Point at a tab."""
        if tab != self._tab:
            self._tab = tab
            self.changed.emit()

    @property
    def compares_goals(self) -> bool:
        """Whether the page of goals marks where the two differ."""
        return self._compares_goals

    def compare_goals(self, compares: bool) -> None:
        """Mark, or no longer mark, where the two goals differ."""
        if compares != self._compares_goals:
            self._compares_goals = compares
            self.changed.emit()

    def show_scope(self, wanted: Scope) -> None:
        """Point at what is to be shown and printed."""
        if wanted != self._scope:
            self._scope = wanted
            self.changed.emit()

    def show_cells(self, cell: Place | None, indicators: tuple[str, ...]) -> None:
        """Note what the indicator grid has selected."""
        if (cell, indicators) != (self._cell, self._indicators):
            self._cell, self._indicators = cell, indicators
            self.cells_changed.emit()

    def go(self, place: Place, tab: Tab | None = None) -> None:
        """Point at the project and tab of a place, then ask the view there to put the keyboard on it."""
        self.show_projects(place.project)
        if tab is not None:
            self.show_tab(tab)
        self.asked.emit(place)
