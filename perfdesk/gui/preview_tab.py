"""打印预览: the pages of a scope as they will be printed, live, beside the choices for paper."""

from dataclasses import replace
from functools import partial

from PySide6.QtCore import QPoint, QTimer, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from perfdesk.base.settings import Settings
from perfdesk.forms.form import Form
from perfdesk.forms.labels import filled
from perfdesk.gui.forms_at_hand import FormOf
from perfdesk.gui.live_book import AT_ONCE, LiveBook, Tables, Wanted, projects_of, wanted_tables
from perfdesk.gui.page_canvas import PageCanvas
from perfdesk.gui.page_stack import FIT_WIDTH
from perfdesk.gui.paper_lines import CHOICES, fonts_line, size_line
from perfdesk.gui.preview_bar import ZOOMS, PreviewBar
from perfdesk.gui.preview_panel import PreviewPanel, WaysOut
from perfdesk.gui.selection import Scope, Selection
from perfdesk.gui.typed_field import project_shown
from perfdesk.gui.view_commands import tab_of
from perfdesk.gui.work import Work
from perfdesk.model.document import LEVELS, NO, YES, Document
from perfdesk.model.edits import set_paper
from perfdesk.model.place import Place
from perfdesk.model.session import Session
from perfdesk.paper.pages import Part


class PreviewTab(QWidget):
    """Shows pages while it can be seen; else it waits until it is seen again.

    `settings_asked(change)`: the zoom is to be kept, by a function from settings to settings; `percent_changed` follows
    what it comes to.
    """

    settings_asked = Signal(object)
    percent_changed = Signal()

    def __init__(
        self,
        session: Session,
        selection: Selection,
        form_of: FormOf,
        *,
        tables: Tables,
        ways_out: WaysOut,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("preview_tab")
        self._session, self._selection, self._form_of = session, selection, form_of
        self._menu = ways_out.menu
        self._tables = tables
        self._work = Work(self)
        self._project, self._seen = "", ("", 0)
        self._zoom = FIT_WIDTH
        self._fonts: dict[Form, str] = {}
        self._bar, self._canvas, self._panel = PreviewBar(), PageCanvas(self._hint), PreviewPanel(ways_out)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self._show)
        self._lay_out()
        self._bind()
        self._unsubscribe = session.subscribe(self.show_change)
        selection.changed.connect(self._soon.start)
        selection.asked.connect(self._go)

    @property
    def percent(self) -> int:
        """The zoom in percent, also where it is fitted."""
        return self._canvas.stack.percent

    def show_change(self, _before: Document, _after: Document, _place: Place) -> None:
        """Shows what differs, after all else of the change is done."""
        self._soon.start()

    def finish_editing(self) -> None:
        """Nothing is typed here."""

    def close_down(self) -> None:
        """Listens no longer."""
        self._unsubscribe()
        self._soon.stop()
        self._work.close_down()
        self._selection.changed.disconnect(self._soon.start)
        self._selection.asked.disconnect(self._go)

    def show_settings(self, settings: Settings) -> None:
        """Takes over the zoom."""
        if settings.preview_zoom != self._zoom:
            self._zoom = settings.preview_zoom
            self._canvas.set_zoom(self._zoom)

    def zoom_by(self, step: int) -> None:
        """The next larger or smaller percentage, or 100 % for the step 0."""
        further = [one for one in ZOOMS if (one - self.percent) * step > 0]
        if not step:
            self._choose_zoom(100)
        elif further:
            self._choose_zoom(further[0] if step > 0 else further[-1])

    def _lay_out(self) -> None:
        pages = QVBoxLayout()
        pages.setSpacing(0)
        pages.addWidget(self._bar)
        pages.addWidget(self._canvas, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addLayout(pages, 1)
        row.addWidget(self._panel)
        self.setFocusProxy(self._canvas)

    def _bind(self) -> None:
        self._work.progressed.connect(self._note_progress)
        self._bar.zoom_chosen.connect(self._choose_zoom)
        self._bar.zoom_asked.connect(self.zoom_by)
        self._bar.page_asked.connect(self._turn)
        self._canvas.zoom_asked.connect(self.zoom_by)
        self._canvas.seen.connect(self._note_page)
        self._canvas.clicked.connect(self._jump)
        self._canvas.menu_asked.connect(self._offer)
        self._panel.scope_chosen.connect(self._choose_scope)
        self._panel.chosen.connect(self._choose)

    def _turn(self, step: int) -> None:
        self._canvas.go(self._canvas.page + step)

    def _choose_zoom(self, zoom: int) -> None:
        def keep(settings: Settings) -> Settings:
            return replace(settings, preview_zoom=zoom)

        self.settings_asked.emit(keep)
        self._canvas.setFocus()

    def _choose_scope(self, scope: Scope) -> None:
        self._selection.show_scope(scope)
        self._canvas.setFocus()

    def _choose(self, name: str, on: bool) -> None:
        """A choice is an edit of the file like any other."""
        text = f"{'加上' if on else '去掉'}“{CHOICES[name][0]}”"
        place = Place(self._selection.project, paper=name)
        self._session.edit(text, lambda document: set_paper(document, name, YES if on else NO), place)

    def _show(self) -> None:
        """Brings everything up to date. Called once for several changes, and only while it is seen."""
        document, selection = self._session.document, self._selection
        project = project_shown(document, selection.project)
        if not self.isVisible() or project is None:
            return
        wanted = wanted_tables(document, projects_of(document, selection, selection.scope), self._form_of)
        own = wanted_tables(document, (project,), self._form_of)[0]
        self._panel.show_scope(selection.scope, len(selection.projects), len(document.projects))
        self._panel.show_choices(own.options, own.form)
        unknown = [one for one in wanted if self._tables.count(one) is None]
        if len(unknown) > AT_ONCE:
            self._count(unknown)
            wanted = (own,)
        else:
            self._work.cancel()
            self._bar.show_note("")
        self._show_pages(LiveBook(self._tables, wanted), own)

    def _show_pages(self, book: LiveBook, own: Wanted) -> None:
        self._canvas.show_book(book)
        if own.project.id != self._project:
            self._project = own.project.id
            self._canvas.go(book.number(own.project.id) or 0)
        self._panel.show_size(size_line(self._tables.table(own), own))
        if own.form not in self._fonts:
            self._fonts[own.form] = fonts_line((own.form,))
        self._panel.show_fonts(self._fonts[own.form])
        self._note_page()

    def _count(self, unknown: list[Wanted]) -> None:
        """Counts the pages of the others, unless it does already: what is open at the end is asked for again then."""
        if not self._work.is_busy:
            self._work.start_slices(partial(self._tables.counting, unknown), self._show, _never)

    def _note_progress(self, text: str, fraction: float) -> None:
        self._bar.show_note(f"{text} {fraction:.0%}")

    def _note_page(self) -> None:
        stack = self._canvas.stack
        page = self._canvas.page
        if stack.book is not None and len(stack):
            at = stack.book.at(page)
            if at != self._seen:
                self._seen = self._selection.page = at
        self._bar.show_page(page, len(stack))
        self._bar.show_zoom(self._zoom, stack.percent)
        self._canvas.setAccessibleDescription(f"第 {page + 1} 页，共 {len(stack)} 页" if len(stack) else "")
        self.percent_changed.emit()

    def _hint(self, part: Part) -> str:
        """Where a click on the part leads."""
        project = None if part.place is None else project_shown(self._session.document, part.place.project)
        if project is None or part.place is None or tab_of(part.place, self._form_of(project)) is None:
            return ""
        form, name = self._form_of(project), part.place.field or part.place.column
        labels = _LEVELS | {one.id: one.label for one in (*form.fields, *form.columns)}
        return f"点一下，去改“{filled(labels[name], project)}”"

    def _jump(self, part: Part) -> None:
        if part.place is not None:
            form = self._form_of(self._session.document.project(part.place.project))
            self._selection.go(part.place, tab_of(part.place, form))

    def _offer(self, page: int, point: QPoint) -> None:
        """The menu, for the page under the mouse and its project, which does not move to the upper edge for that.

        That page stays the one that is meant until another comes into view.
        """
        book = self._canvas.stack.book
        if book is None:
            return
        project = book.project(page).id
        if project != self._project:
            self._project = project
            if project not in self._selection.projects:
                self._selection.show_projects(project)
        self._selection.page = book.at(page)
        self._menu.popup(point)

    def _go(self, place: Place) -> None:
        if place.paper:
            self._panel.go(place.paper)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._show()

    def hideEvent(self, event: QHideEvent) -> None:
        self._soon.stop()
        super().hideEvent(event)


_LEVELS: dict[str, str] = dict(zip(LEVELS, ("一级指标", "二级指标", "三级指标"), strict=True))


def _never(error: Exception) -> None:
    """Laying out raises nothing that a person could act on."""
    raise error
