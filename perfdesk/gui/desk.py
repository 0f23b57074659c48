"""What an action may use of its window."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, TypeVar

from PySide6.QtWidgets import QWidget

from perfdesk.base.errors import UserError
from perfdesk.base.progress import Progress
from perfdesk.base.settings import Settings
from perfdesk.gui.selection import Selection

if TYPE_CHECKING:
    # Named in annotations alone: the welcome page is there before any of this is loaded.
    from perfdesk.forms.catalogue import Catalogue
    from perfdesk.forms.form import Form
    from perfdesk.gui.file_state import FileState
    from perfdesk.gui.forms_at_hand import FormOf
    from perfdesk.gui.slices import SlicedJob
    from perfdesk.gui.workplace import Workplace
    from perfdesk.model.session import Session
    from perfdesk.storage.abandoned import Abandoned, Taken

T = TypeVar("T")


class Files(Protocol):
    """The life of the window's file, from new to closed. What asks a person returns after the answer."""

    def new(self) -> None:
        """An empty document in the window for another one."""
        ...

    def open(self) -> None:
        """Asks for a file and opens it in the window for another document."""
        ...

    def open_files(self, paths: Sequence[Path]) -> None:
        """Opens files of the program's own kind, each in its window, and imports all others here."""
        ...

    def open_sample(self) -> None:
        """The sample as an unsaved copy in the window for another document."""
        ...

    def import_files(self) -> None:
        """Asks for files and adds what they hold."""
        ...

    def save(self) -> bool:
        """Saves; asks for a name the first time. False when it was not saved."""
        ...

    def save_as(self) -> bool:
        """Asks for a name and saves. False when it was not saved."""
        ...

    def history(self) -> None:
        """Shows the versions that were saved before."""
        ...

    def may_close(self) -> bool:
        """Asks about changes that are not saved; whether the window may go."""
        ...

    def hold(self, state: FileState, taken: Taken | None = None) -> None:
        """Shows the document in this window, in the place of what it shows; asks nothing.

        `taken` is the journal that it was recovered from.
        """
        ...

    def recover(self, one: Abandoned) -> None:
        """Opens what a crash left, with its file, in the window for another document."""
        ...

    def close_down(self) -> None:
        """Lets go of file, lock and recovery copy."""
        ...


class Desk(Protocol):
    """A window as actions and the file life see it. `session` is None while the welcome page shows."""

    @property
    def session(self) -> Session | None:
        """The open document's session."""
        ...

    @property
    def selection(self) -> Selection:
        """What the window points at."""
        ...

    @property
    def form_of(self) -> FormOf:
        """The forms of the open document. RuntimeError when nothing is open."""
        ...

    @property
    def catalogue(self) -> Catalogue:
        """The forms of the program and of the person."""
        ...

    @property
    def default_form(self) -> Form:
        """The form of a first project."""
        ...

    @property
    def files(self) -> Files:
        """The life of the open file."""
        ...

    @property
    def settings(self) -> Settings:
        """The person's habits."""
        ...

    @property
    def widget(self) -> QWidget:
        """The parent of dialogs."""
        ...

    def change_settings(self, change: Callable[[Settings], Settings]) -> None:
        """Replaces the settings and has them kept."""
        ...

    def show_session(self, session: Session) -> None:
        """Shows a document in this window in the place of what it shows; asks nothing."""
        ...

    def window_for(self) -> Desk:
        """The window for another document: this one while it holds nothing or an untouched new one, else a new one."""
        ...

    @property
    def workplace(self) -> Workplace | None:
        """The views of the open document, None while nothing is open."""
        ...

    def finish_editing(self) -> None:
        """Has what is being composed or typed in the document; before a save, an export, an undo, a change of place."""
        ...

    def refresh(self) -> None:
        """Brings title, actions and status up to date after a save or a change of name."""
        ...

    def say(self, text: str) -> None:
        """A passing message in the status bar."""
        ...

    def show_state(self, text: str, sign: str = "") -> None:
        """The state of her work at the left of the status bar; `sign` is an icon's name."""
        ...

    def show_error(self, error: UserError) -> None:
        """Shows what happened, whether the work is safe and what to do."""
        ...

    def work(
        self,
        job: Callable[[Progress], T],
        done: Callable[[T], None],
        failed: Callable[[UserError], None] | None = None,
    ) -> None:
        """Runs the job in a worker with progress and cancel in the status bar, then one of the others on the UI thread.

        Without `failed`, the error is shown.
        """
        ...

    def work_here(self, job: SlicedJob, done: Callable[[], None]) -> None:
        """Runs a job that has to stay on the UI thread, in slices, with progress and cancel, then `done`."""
        ...


class Window(Desk, Protocol):
    """A window as the program sees it."""

    @property
    def is_untouched(self) -> bool:
        """Whether it holds nothing, or a new document in which nothing was done."""
        ...

    def close_down(self) -> None:
        """Lets go of everything without asking."""
        ...

    def add_to_welcome(self, widget: QWidget) -> None:
        """Puts what was recovered above the ways to begin."""
        ...

    def come_up(self) -> None:
        """Shows it, and raises it over other windows."""
        ...
