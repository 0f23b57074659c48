"""Empty places of views that are not there yet."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtWidgets import QWidget

from perfdesk.base.resources import resource
from perfdesk.gui.desk import Desk
from perfdesk.gui.forms_at_hand import FormOf
from perfdesk.gui.selection import Selection
from perfdesk.jobs.import_ import import_sources
from perfdesk.model.document import Document
from perfdesk.model.session import Session


class StandIn(QWidget):
    """A view without content."""

    def __init__(self, session: Session, selection: Selection, form_of: FormOf) -> None:
        super().__init__()

    def finish_editing(self) -> None:
        """Nothing is typed here."""

    def close_down(self) -> None:
        """Nothing listens."""


ProjectTree = GoalsTab = IndicatorsTab = StandIn


class FileLife:
    """Opens the sample and new documents."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def new(self) -> None:
        """A new document."""
        self._desk.window_for().show_session(Session(Document()))

    def open(self) -> None:
        """Not there yet."""

    def open_files(self, paths: Sequence[Path]) -> None:
        """Imports."""
        document = import_sources(list(paths), self._desk.catalogue).document
        self._desk.window_for().show_session(Session(document))

    def open_sample(self) -> None:
        """The sample."""
        self.open_files([resource("resources/sample/tables.txt")])

    def import_files(self) -> None:
        """Not there yet."""

    def save(self) -> bool:
        """Not there yet."""
        return False

    def save_as(self) -> bool:
        """Not there yet."""
        return False

    def history(self) -> None:
        """Not there yet."""

    def may_close(self) -> bool:
        """Always."""
        return True

    def close_down(self) -> None:
        """Nothing is held."""
