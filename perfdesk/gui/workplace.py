"""The workplace of an open document: the list of projects beside the page of the selected one."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from perfdesk.base.settings import Settings
from perfdesk.forms.catalogue import Catalogue
from perfdesk.gui.edit_target import EditTarget
from perfdesk.gui.empty_place import EmptyPlace
from perfdesk.gui.fields_tab import FieldsTab
from perfdesk.gui.forms_at_hand import forms_at_hand
from perfdesk.gui.goals_tab import GoalsTab
from perfdesk.gui.indicators_tab import IndicatorsTab
from perfdesk.gui.menu_plan import PREVIEW_MENU, PROJECT_MENU
from perfdesk.gui.menus import Menus
from perfdesk.gui.page_head import PageHead
from perfdesk.gui.project_tree import ProjectTree
from perfdesk.gui.selection import TABS, Selection, Tab
from perfdesk.gui.sum import Sum
from perfdesk.gui.tab_bar import TabBar
from perfdesk.model.document import Document
from perfdesk.model.place import Place
from perfdesk.model.session import Session

if TYPE_CHECKING:
    from perfdesk.gui.live_book import Tables
    from perfdesk.gui.preview_tab import PreviewTab

_TEXTS: dict[Tab, str] = {"fields": "基本信息", "goals": "绩效目标", "indicators": "绩效指标", "preview": "打印预览"}


class Workplace(QSplitter):
    """The views of one session; a tab's view is made when it is first looked at.

    `zoom_asked(step)` follows the wheel in a view, `settings_asked(change)` a habit that is to be kept: a function from
    settings to settings. `shown_zoom_changed` follows whatever alters `shown_zoom`.
    """

    zoom_asked = Signal(int)
    settings_asked = Signal(object)
    shown_zoom_changed = Signal()

    def __init__(
        self, session: Session, selection: Selection, catalogue: Catalogue, menus: Menus, settings: Settings
    ) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self.setObjectName("workplace")
        self._session, self._selection = session, selection
        self.form_of = form_of = forms_at_hand(session, catalogue)
        self._menus = menus
        self.edit_target = EditTarget(self)
        self._sum = Sum(form_of)
        self._settings = settings
        self._views: dict[Tab, FieldsTab | GoalsTab | IndicatorsTab | PreviewTab] = {}
        self._preview: PreviewTab | None = None
        self.tree = ProjectTree(session, selection, form_of)
        self.tree.set_menu(menus.context_menu(PROJECT_MENU, self.tree, "project_menu"))
        self.head, self.tabs, self._stack = PageHead(), TabBar(), QStackedWidget()
        for tab in TABS:
            self.tabs.addTab(_TEXTS[tab])
        self._places = QStackedWidget()
        self._page = self._made_page()
        self._places.addWidget(self._page)
        actions = [menus["new_project"], menus["import"]]
        self._nothing = EmptyPlace("new-project", "还没有项目", "点“新建项目”，或把 Word 文件拖到这里。", actions)
        self._unselected = EmptyPlace("file", "没有选中项目", "在左边的列表里点一个项目。", ())
        self._places.addWidget(self._nothing)
        self._places.addWidget(self._unselected)
        side = QWidget()
        side.setObjectName("list_side")
        side.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.tree)
        self.addWidget(side)
        self.addWidget(self._places)
        self.setHandleWidth(1)
        self.setChildrenCollapsible(False)
        self.setStretchFactor(1, 1)
        self.setSizes([settings.list_width, 10_000])
        self.tabs.currentChanged.connect(self._tab_chosen)
        selection.changed.connect(self._point)
        self._unsubscribe = session.subscribe(self._changed)
        self._point()

    @property
    def total(self) -> str:
        """Number of projects and sum of their amounts."""
        return self._sum.text(self._session.document)

    @property
    def list_width(self) -> int:
        """Width of the list in pixels, to be kept."""
        return self.sizes()[0]

    @property
    def indicators(self) -> IndicatorsTab:
        """The page of indicators, made when first asked for."""
        view = self._view("indicators")
        if not isinstance(view, IndicatorsTab):
            raise TypeError(f"the page of indicators is a {type(view).__name__}")
        return view

    @property
    def preview(self) -> PreviewTab:
        """The pages as they will be printed, made when first asked for."""
        if self._preview is None:
            # What paints paper is loaded when paper is first looked at.
            from perfdesk.gui.preview_panel import WaysOut
            from perfdesk.gui.preview_tab import PreviewTab

            menu = self._menus.context_menu(PREVIEW_MENU, self, "preview_menu")
            ways_out = WaysOut(self._menus["print"], [self._menus["export_word"], self._menus["export_pdf"]], menu)
            made = PreviewTab(self._session, self._selection, self.form_of, tables=self.tables, ways_out=ways_out)
            made.settings_asked.connect(self.settings_asked)
            made.percent_changed.connect(self.shown_zoom_changed)
            self._preview = made
        return self._preview

    @cached_property
    def tables(self) -> Tables:
        """The tables of the session as they were laid out last, for preview and print."""
        from perfdesk.gui.live_book import Tables

        return Tables()

    @property
    def shown_zoom(self) -> int:
        """The zoom of what shows, in percent."""
        shows_pages = self._preview is not None and self._selection.tab == "preview"
        return self.preview.percent if shows_pages else self._settings.zoom

    def show_settings(self, settings: Settings) -> None:
        """Takes over what the settings say of the views."""
        self._settings = settings
        for view in self._views.values():
            if isinstance(view, GoalsTab):
                view.set_zoom(settings.zoom)
            elif not isinstance(view, FieldsTab):
                view.show_settings(settings)
        self.shown_zoom_changed.emit()

    def finish_editing(self) -> None:
        """Has what is typed in any view in the document."""
        self.tree.finish_editing()
        for view in self._views.values():
            view.finish_editing()

    def close_down(self) -> None:
        """Ends the views; they hear of nothing any more."""
        self._unsubscribe()
        self._selection.changed.disconnect(self._point)
        self.tree.close_down()
        self.edit_target.close_down()
        for view in self._views.values():
            view.close_down()

    def _made_page(self) -> QWidget:
        page = QWidget()
        page.setObjectName("page")
        page.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addWidget(self.tabs)
        column.addWidget(self._stack, 1)
        return page

    def _point(self) -> None:
        """Shows what the selection points at."""
        self.tabs.setCurrentIndex(TABS.index(self._selection.tab))
        document = self._session.document
        if not document.projects:
            self._places.setCurrentWidget(self._nothing)
        elif not self._selection.project or not _has(document, self._selection.project):
            self._places.setCurrentWidget(self._unselected)
        else:
            self._show_view(self._view(self._selection.tab))
            self.shown_zoom_changed.emit()
            self._show_head()
            self._places.setCurrentWidget(self._page)

    def _show_view(self, view: QWidget) -> None:
        """Brings the view up, and takes the keyboard along from another: to where it was, at first to its editor."""
        is_first = not view.focusWidget()
        is_inside = self._stack.isAncestorOf(QApplication.focusWidget() or self)
        self._stack.setCurrentWidget(view)
        # Qt would take the first button.
        if is_inside and is_first and isinstance(view, GoalsTab):
            view.take_keyboard()
        elif is_inside and is_first and self._preview is view:
            view.setFocus()

    def _view(self, tab: Tab) -> QWidget:
        view = self._views.get(tab)
        if view is None:
            view = self._made_view(tab)
            if isinstance(view, GoalsTab):
                view.zoomed.connect(self._keep_zoom)
            elif isinstance(view, IndicatorsTab):
                view.zoom_asked.connect(self.zoom_asked)
                view.settings_asked.connect(self.settings_asked)
                view.set_menus(self._menus)
            self._views[tab] = view
            self.show_settings(self._settings)
            self._stack.addWidget(view)
        return view

    def _made_view(self, tab: Tab) -> FieldsTab | GoalsTab | IndicatorsTab | PreviewTab:
        if tab == "preview":
            return self.preview
        made = {"fields": FieldsTab, "goals": GoalsTab, "indicators": IndicatorsTab}[tab]
        return made(self._session, self._selection, self.form_of)

    def _keep_zoom(self, percent: int) -> None:
        def keep(settings: Settings) -> Settings:
            return replace(settings, zoom=percent)

        self.settings_asked.emit(keep)

    def _show_head(self) -> None:
        project = self._session.document.project(self._selection.project)
        self.head.show_project(project, self.form_of(project))

    def _changed(self, before: Document, after: Document, _place: Place) -> None:
        if self._places.currentWidget() is not self._page or not _has(after, self._selection.project):
            self._point()
        elif not _has(before, self._selection.project) or self._differs(before, after):
            self._show_head()

    def _differs(self, before: Document, after: Document) -> bool:
        return before.project(self._selection.project) is not after.project(self._selection.project)

    def _tab_chosen(self, index: int) -> None:
        """A click on a tab finishes what is typed before the view goes."""
        if TABS[index] != self._selection.tab:
            self.finish_editing()
            self._selection.show_tab(TABS[index])
            if TABS[index] == "preview" and not self.tabs.hasFocus():
                self.preview.setFocus()


def _has(document: Document, project: str) -> bool:
    return any(one.id == project for one in document.projects)
