"""The main window: wires the parts of one document together and does nothing else."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QWidget

from perfdesk.base.errors import UserError
from perfdesk.base.progress import Progress
from perfdesk.base.settings import Settings
from perfdesk.gui.menu_plan import STARTS
from perfdesk.gui.menus import Menus
from perfdesk.gui.selection import Selection, tab_named
from perfdesk.gui.status_bar import StatusBar
from perfdesk.gui.view_commands import zoom_by
from perfdesk.gui.welcome import Welcome
from perfdesk.gui.window_place import place_of, take_place
from perfdesk.gui.work import Work

if TYPE_CHECKING:
    from perfdesk.forms.catalogue import Catalogue
    from perfdesk.forms.form import Form
    from perfdesk.gui.desk import Desk, Files
    from perfdesk.gui.forms_at_hand import FormOf
    from perfdesk.gui.program import Program
    from perfdesk.gui.slices import SlicedJob
    from perfdesk.gui.workplace import Workplace
    from perfdesk.model.session import Session

T = TypeVar("T")
_TITLE = "绩效目标表"
AFTER_PAINT_MS = 200
"""By then the first window has been painted."""


class MainWindow(QMainWindow):
    """One window a file; a `Desk` for actions and the file life."""

    def __init__(self, program: Program, make_files: Callable[[Desk], Files]) -> None:
        super().__init__()
        self.setObjectName("window")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._program = program
        self._session: Session | None = None
        self._workplace: Workplace | None = None
        self._end_session: Callable[[], None] = lambda: None
        self._selection = Selection(self)
        self._work = Work(self)
        self._make_files = make_files
        self._files: Files | None = None
        self._is_complete = False
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.timeout.connect(self.complete)
        self.menus = Menus(self, self)
        self.status = StatusBar()
        self.welcome = Welcome([(self.menus[action], title, text) for action, title, text in STARTS])
        self._places = QStackedWidget()
        self._places.addWidget(self.welcome)
        self.setCentralWidget(self.status.under(self._places))
        self._connect()
        self._settings_changed()
        self.show_state("新建或打开一个文件")
        self.refresh()
        take_place(self, self.settings.geometry)
        self._later.start(AFTER_PAINT_MS)

    @property
    def session(self) -> Session | None:
        """The open document's session, None on the welcome page."""
        return self._session

    @property
    def selection(self) -> Selection:
        """What the window points at."""
        return self._selection

    @property
    def workplace(self) -> Workplace | None:
        """The views of the open document."""
        return self._workplace

    @property
    def form_of(self) -> FormOf:
        """The forms of the open document."""
        if self._workplace is None:
            raise RuntimeError("nothing is open")
        return self._workplace.form_of

    @property
    def catalogue(self) -> Catalogue:
        """The program's forms."""
        return self._program.catalogue

    @property
    def default_form(self) -> Form:
        """The first of the forms."""
        return self.catalogue.entries[0].form

    @property
    def files(self) -> Files:
        """The life of the open file; made when first asked for."""
        if self._files is None:
            self._files = self._make_files(self)
        return self._files

    @property
    def settings(self) -> Settings:
        """The person's habits."""
        return self._program.settings

    @property
    def widget(self) -> QWidget:
        """The parent of dialogs."""
        return self

    @property
    def is_untouched(self) -> bool:
        """Nothing open, or a new document in which nothing was done."""
        session = self._session
        return session is None or (session.file is None and session.is_saved and not session.document.projects)

    def add_to_welcome(self, widget: QWidget) -> None:
        """Puts what was recovered above the ways to begin."""
        self.welcome.recovered.addWidget(widget)

    def come_up(self) -> None:
        """Shows the window over others."""
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        was_open = self.isVisible()
        self.show()
        if was_open and not self.isActiveWindow():
            self.raise_()
            self.activateWindow()

    def close_down(self) -> None:
        """Lets go of everything without asking."""
        self._later.stop()
        width = self._workplace.list_width if self._workplace else self.settings.list_width
        self.change_settings(lambda settings: replace(settings, geometry=place_of(self), list_width=width))
        self._close_session()
        self._work.close_down()
        self.welcome.close_down()
        if self._files is not None:
            self._files.close_down()
        self._program.forget(self)

    def change_settings(self, change: Callable[[Settings], Settings]) -> None:
        """Replaces the settings of all windows."""
        self._program.change_settings(change)

    def window_for(self) -> Desk:
        """The window for another document."""
        return self._program.window_for(self)

    def complete(self) -> None:
        """Makes what the first paint of the welcome page did not need, unless that was done."""
        if self._is_complete:
            return
        self._is_complete = True
        from perfdesk.gui.window_events import WindowEvents

        self.menus.complete()
        events = WindowEvents(self)
        events.dropped.connect(self._dropped)
        events.explained.connect(self.status.explain)
        self._program.composition.dropped.connect(self.status.say_dropped)

    def show_session(self, session: Session) -> None:
        """Shows the document in the place of what the window shows; its first project is selected."""
        # Loaded with the first document: the welcome page is there before.
        from perfdesk.gui.workplace import Workplace

        self.complete()
        self._close_session()
        self._selection.show_projects("")
        self._workplace = Workplace(session, self._selection, self.catalogue, self.menus, self.settings)
        self._session = session
        self._workplace.settings_asked.connect(self.change_settings)
        self._workplace.zoom_asked.connect(partial(zoom_by, self))
        self._workplace.shown_zoom_changed.connect(self._show_zoom)
        self._places.addWidget(self._workplace)
        self._places.setCurrentWidget(self._workplace)
        self._end_session = session.subscribe(lambda _before, _after, _place: self.refresh())
        self._selection.show_tab(tab_named(self.settings.tab))
        self._selection.show_projects(next((one.id for one in session.document.projects), ""))
        self._settings_changed()
        self._workplace.tree.view.setFocus()
        self._program.collect_soon()
        self.refresh()

    def finish_editing(self) -> None:
        """Has what is being composed or typed in the document."""
        self._program.composition.finish()
        if self._workplace is not None:
            self._workplace.finish_editing()

    def refresh(self) -> None:
        """Title, mark of changes, actions and sum."""
        session = self._session
        name = "" if session is None else session.file.name if session.file else "未命名"
        self.setWindowTitle(f"{name}[*] — {_TITLE}" if name else _TITLE)
        self.setWindowModified(bool(session and not session.is_saved))
        self.status.show_total(self._workplace.total if self._workplace else "")
        self.menus.refresh()

    def say(self, text: str) -> None:
        """A passing message."""
        self.status.say(text)

    def show_state(self, text: str, sign: str = "") -> None:
        """The state of her work."""
        self.status.show_state(text, sign)

    def show_error(self, error: UserError) -> None:
        """Shows the error over the window."""
        from perfdesk.gui.dialogs import show_error

        show_error(self, error)

    def work(
        self,
        job: Callable[[Progress], T],
        done: Callable[[T], None],
        failed: Callable[[UserError], None] | None = None,
    ) -> None:
        """Runs the job in a worker."""
        self._work.start(job, done, failed or self.show_error)

    def work_here(self, job: SlicedJob, done: Callable[[], None]) -> None:
        """Runs the job in slices."""
        self._work.start_slices(job, done, self.show_error)

    def _connect(self) -> None:
        self._selection.changed.connect(self._pointed)
        self._selection.cells_changed.connect(self.menus.refresh)
        self._program.settings_changed.connect(self._settings_changed)
        self._work.progressed.connect(self.status.show_work)
        self._work.busy_changed.connect(self.status.show_busy)
        self.status.cancelled.connect(self._work.cancel)
        self.status.zoomed.connect(partial(zoom_by, self))
        self.welcome.chosen.connect(self._open_recent)

    def _show_zoom(self) -> None:
        self.status.show_zoom(self.settings.zoom if self._workplace is None else self._workplace.shown_zoom)

    def _dropped(self, paths: tuple[Path, ...]) -> None:
        self.finish_editing()
        self.files.open_files(paths)

    def _open_recent(self, path: str) -> None:
        self.files.open_files((Path(path),))

    def _pointed(self) -> None:
        self.menus.refresh()
        if self._session is not None and self._selection.tab != self.settings.tab:
            self.change_settings(lambda settings: replace(settings, tab=self._selection.tab))

    def _settings_changed(self) -> None:
        self._show_zoom()
        if self._workplace is not None:
            self._workplace.show_settings(self.settings)
        recent = self.settings.recent
        if recent != self.welcome.recent:
            self.welcome.show_recent(recent)
            self.menus.show_recent(recent, self.welcome.chosen.emit)
        self.menus.refresh()

    def _close_session(self) -> None:
        self._end_session()
        if self._workplace is not None:
            self._workplace.close_down()
            self._places.removeWidget(self._workplace)
            self._workplace.deleteLater()
            self._session = self._workplace = None

    def _may_close(self) -> bool:
        if self._work.has_slices:
            from perfdesk.gui.paper_questions import ask_before_stopping

            if not ask_before_stopping(self):
                return False
        return self._files is None or self._files.may_close()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Finishes what is typed, asks about changes, and lets go of everything."""
        self.finish_editing()
        if self._may_close():
            self.close_down()
            event.accept()
        else:
            event.ignore()
