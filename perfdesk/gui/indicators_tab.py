"""The tab 绩效指标: the annual goal above the grid of indicators, wired to session, selection and commands."""

from dataclasses import replace

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QMenu, QPushButton, QVBoxLayout, QWidget

from perfdesk.base.settings import Settings
from perfdesk.forms.frame import frame
from perfdesk.forms.labels import filled
from perfdesk.gui import indicator_commands as commands
from perfdesk.gui.actions import ACTIONS, named
from perfdesk.gui.forms_at_hand import FormOf
from perfdesk.gui.goal_strip import GoalStrip
from perfdesk.gui.icons import icon
from perfdesk.gui.indicator_menus import level2_menu, pop_up
from perfdesk.gui.indicator_model import IndicatorModel
from perfdesk.gui.indicator_view import IndicatorView
from perfdesk.gui.menu_plan import GRID_MENU, HEAD_MENU
from perfdesk.gui.menus import Menus
from perfdesk.gui.selection import Selection
from perfdesk.model.document import Document, Project
from perfdesk.model.place import Place
from perfdesk.model.session import Session

_WIDTHS = "indicators/"
"""Before the id of a form: where the settings keep the widths of columns."""
_INSERT_TOO = ("Ctrl+Shift++", "Ctrl++")
"""What Ctrl+Shift+= is on keyboards where = is typed with Shift, and on the keypad."""


class IndicatorsTab(QWidget):
    """Shows the indicators of the project that the window points at."""

    zoom_asked = Signal(int)
    """Ctrl and the wheel were turned: +1 for larger, -1 for smaller."""
    settings_asked = Signal(object)
    """A habit changed that is to be kept: a function from settings to settings."""

    def __init__(self, session: Session, selection: Selection, form_of: FormOf, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("indicators_tab")
        self._session = session
        self._selection = selection
        self._form_of = form_of
        self._menu: QMenu | None = None
        self._head_menu: QMenu | None = None
        self._add = QPushButton(named("add_level2").plain_text)
        self._model = IndicatorModel(self)
        self._grid = IndicatorView(session, self._model, self)
        self._strip = GoalStrip(self._add)
        self._lay_out()
        self._bind()
        selection.changed.connect(self._point)
        selection.asked.connect(self._go)
        self._unsubscribe = session.subscribe(self.show_change)
        self._point()

    def show_change(self, before: Document, after: Document, place: Place) -> None:
        """Shows what differs."""
        self._show()

    def set_menus(self, menus: Menus) -> None:
        """The menus of the grid and of its head; the keys of its actions."""
        self._menu = menus.context_menu(GRID_MENU, self, "indicator_menu")
        self._head_menu = menus.context_menu(HEAD_MENU, self, "annual_value_menu")
        keys = {one.shortcut: menus[one.id].trigger for one in ACTIONS if one.scope == "grid"}
        insert = menus["insert_row"].trigger
        self._grid.keys.take(keys | dict.fromkeys(_INSERT_TOO, insert))

    def finish_editing(self) -> None:
        """Closes an open editor; its letters are in the document already."""
        self._grid.finish_editing()

    def show_settings(self, settings: Settings) -> None:
        """Zoom, widths of columns, and whether the goal shows whole."""
        widths = {name.removeprefix(_WIDTHS): chosen for name, chosen in settings.widths.items() if _WIDTHS in name}
        if widths != self._grid.shape.chosen:
            self._grid.shape.choose(widths)
        self._grid.set_zoom(settings.zoom)
        self._strip.unfold(settings.goal_strip_open)

    def close_down(self) -> None:
        """Listens no more."""
        self._unsubscribe()
        self._selection.changed.disconnect(self._point)
        self._selection.asked.disconnect(self._go)

    def _lay_out(self) -> None:
        self._add.setObjectName("add_level2")
        self._add.setProperty("link", True)
        self._add.setIcon(icon("plus", "accent"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._strip)
        column.addWidget(self._grid, 1)

    def _bind(self) -> None:
        grid = self._grid
        self._add.clicked.connect(self.offer_level2)
        self._strip.clicked.connect(self._go_to_goal)
        grid.head.menu_asked.connect(self._offer_fill)
        grid.level2_menu_asked.connect(self._offer_change)
        grid.customContextMenuRequested.connect(self._offer_all)
        grid.add_asked.connect(self._add_in_row)
        grid.selected.connect(self._note)
        grid.zoom_asked.connect(self.zoom_asked)
        grid.shape.widths_chosen.connect(self._keep_widths)
        self._strip.turned.connect(self._keep_unfolded)

    def _keep_widths(self) -> None:
        chosen = {f"{_WIDTHS}{form_id}": widths for form_id, widths in self._grid.shape.chosen.items()}

        def keep(settings: Settings) -> Settings:
            return replace(settings, widths={**settings.widths, **chosen})

        self.settings_asked.emit(keep)

    def _keep_unfolded(self, unfolded: bool) -> None:
        def keep(settings: Settings) -> Settings:
            return replace(settings, goal_strip_open=unfolded)

        self.settings_asked.emit(keep)

    def _project(self) -> Project | None:
        return commands.shown_project(self._session, self._selection)

    def _point(self) -> None:
        shown = self._model.project
        if shown is None or shown.id != self._selection.project:
            self.finish_editing()
        self._show()

    def _show(self) -> None:
        project = self._project()
        if project is self._model.project:
            return
        form = self._form_of(project) if project is not None else None
        self._grid.changing(lambda: self._model.show_project(form, project))
        goal = form.roles.annual_goal if form is not None else ""
        if form is not None and project is not None and goal:
            self._strip.show_goal(filled(form.field(goal).label, project), project.field(goal))
        else:
            self._strip.show_goal("", "")

    def _go(self, place: Place) -> None:
        project = self._model.project
        if project is not None and place.project == project.id and place.column:
            self._grid.go(place)

    def _go_to_goal(self) -> None:
        project = self._project()
        if project is not None:
            self._selection.go(Place(project.id, self._form_of(project).roles.annual_goal), "goals")

    def _note(self) -> None:
        self._selection.show_cells(self._grid.current_place(), self._grid.range.indicators())

    def _add_in_row(self, row: int) -> None:
        one = self._model.rows[row]
        commands.add_indicator(self._session, self._selection, self._form_of, one.level1, one.level2)

    def offer_change(self) -> None:
        """The menu that puts the selected indicators into another 二级."""
        self._grid.ask_level2_menu()

    def offer_level2(self) -> None:
        """A menu of the 二级 of the frame that are not in the table yet."""
        project = self._project()
        if project is None:
            return
        self.finish_editing()
        menu = level2_menu(
            self, "add_level2_menu", commands.missing_level2(self._form_of(project), project), self._add_level2, None
        )
        pop_up(menu, self._add.mapToGlobal(QPoint(0, self._add.height())))

    def _add_level2(self, level1: str, level2: str) -> None:
        commands.add_indicator(self._session, self._selection, self._form_of, level1, level2)

    def _offer_change(self, point: QPoint) -> None:
        """All 二级 of the frame, to put the selected indicators there."""
        project, ids = self._project(), self._selection.indicators
        if project is None or not ids:
            return
        look = frame(self._form_of(project))
        one = next(one for one in project.indicators if one.id == ids[0])
        found = look.find2(one.level2, one.level1)
        current = (found[0].name, found[1].name) if found is not None else ("", "")
        offered = [(upper.name, lower.name) for upper in look.levels for lower in upper.level2]
        pop_up(level2_menu(self, "change_level2_menu", offered, self._change_level2, current), point)

    def _change_level2(self, level1: str, level2: str) -> None:
        commands.change_level2(self._session, self._selection, self._form_of, level1, level2)

    def _offer_fill(self, point: QPoint) -> None:
        self.finish_editing()
        if self._head_menu is not None:
            self._head_menu.popup(point)

    def _offer_all(self, at: QPoint) -> None:
        """What a right click offers."""
        if self._menu is not None:
            self._menu.popup(self._grid.viewport().mapToGlobal(at))
