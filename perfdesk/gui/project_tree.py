"""The list of projects: the field that filters it, its head, and the tree, kept in step with the selection."""

import re
from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QModelIndex, QPoint, Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QVBoxLayout, QWidget

from perfdesk.gui import project_commands
from perfdesk.gui.filter_field import FilterField
from perfdesk.gui.forms_at_hand import FormOf
from perfdesk.gui.project_drops import MovableProjects
from perfdesk.gui.project_nodes import NodeId
from perfdesk.gui.project_view import ProjectView
from perfdesk.gui.selection import Selection
from perfdesk.gui.typed_field import project_shown
from perfdesk.model.document import Document
from perfdesk.model.place import Place
from perfdesk.model.session import Session

_REST_AFTER_MS = 200
"""A pause in typing: until then the rows of a filter beyond the first screens wait."""
_FLAG = QItemSelectionModel.SelectionFlag
_SYLLABLE = re.compile("([a-z])[a-z]*")
_EMPTY = "还没有项目。点“新建项目”，或把 Word 文件拖到这里。"


class ProjectTree(QWidget):
    """The list of one session. It points the selection, and follows it."""

    def __init__(self, session: Session, selection: Selection, form_of: FormOf, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("project_tree")
        self._session, self._selection, self._form_of = session, selection, form_of
        self._menu: QMenu | None = None
        self._is_following = False
        self._query = ""
        self._folded: set[NodeId] = set()
        self.search = FilterField()
        self._model = MovableProjects(session.document, form_of, self._move, self)
        self.view = ProjectView(self._model, session, form_of, self.search)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_REST_AFTER_MS)
        self._lay_out()
        self._connect()
        self._unsubscribe = session.subscribe(self.show_change)
        self._unfold()
        self._settle(self._model.ids())
        self._follow()

    def set_menu(self, menu: QMenu) -> None:
        """The context menu of the list."""
        self._menu = menu

    def rename(self) -> None:
        """Opens the editor in the row of the current project."""
        self._show_rest()
        index = self._model.index_of(self._selection.project)
        if index.isValid():
            self.view.setFocus()
            self.view.edit(index)

    def finish_editing(self) -> None:
        """Ends renaming; its letters are in the document already."""
        self.view.close_editor()

    def close_down(self) -> None:
        """Hears of nothing any more."""
        self._rest.stop()
        self._unsubscribe()
        self._selection.changed.disconnect(self._follow)

    def show_change(self, before: Document, after: Document, place: Place) -> None:
        """Shows what differs. Where the project that is pointed at has gone, points at the one in its place."""
        listed = self._model.ids() if project_shown(after, self._selection.project) is None else []
        self._is_following = True
        self._model.show_change(before, after, place)
        self._is_following = False
        self._say_why_empty()
        self._settle(listed)
        self._follow()

    def _lay_out(self) -> None:
        filter_row, head = QHBoxLayout(), QHBoxLayout()
        filter_row.setContentsMargins(12, 8, 12, 0)
        filter_row.addWidget(self.search)
        head.setContentsMargins(22, 4, 18, 4)
        for text, alignment in (("项目", Qt.AlignmentFlag.AlignLeft), ("预算，万元", Qt.AlignmentFlag.AlignRight)):
            label = QLabel(text)
            label.setProperty("type", "help")
            label.setProperty("tone", "text2")
            head.addWidget(label, 0, alignment)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(filter_row)
        column.addLayout(head)
        column.addWidget(self.view, 1)
        self.setFocusProxy(self.view)
        self._say_why_empty()

    def _connect(self) -> None:
        self._model.rowsInserted.connect(self._unfold_new)
        self.view.collapsed.connect(partial(self._note_fold, True))
        self.view.expanded.connect(partial(self._note_fold, False))
        self.view.selectionModel().selectionChanged.connect(self._point)
        self.view.selectionModel().currentChanged.connect(self._point)
        self.view.opened.connect(self._open)
        self.view.deleted.connect(lambda: project_commands.delete(self._session, self._selection, self._form_of))
        self.view.stepped.connect(self._step)
        self.view.menu_asked.connect(self._show_menu)
        self.search.entered.connect(self._model.prepare_hits)
        self.search.asked.connect(self._filter)
        self.search.left.connect(self._leave_search)
        self._rest.timeout.connect(self._show_rest)
        self._selection.changed.connect(self._follow)

    def _settle(self, listed: list[str]) -> None:
        """Points at a project that is there: the next of those that were `listed`, else the one before."""
        held, document = self._selection, self._session.document
        project, projects = held.project, tuple(one for one in held.projects if project_shown(document, one))
        if project_shown(document, project) is None:
            at = listed.index(project) if project in listed else 0
            nearest = (*listed[at:], *reversed(listed[:at]), *(one.id for one in document.projects))
            project = next((one for one in nearest if project_shown(document, one)), "")
            projects = (project,) if project else ()
        if (project, projects) != (held.project, held.projects):
            held.show_projects(project, projects)

    def _point(self) -> None:
        """The selection follows the tree."""
        if self._is_following:
            return
        current = self.view.currentIndex()
        if current.isValid() and not self._model.project_id(current):
            self._selection.show_group(self._model.ids(current)[0])
        elif ids := self._selected():
            wanted = (self._model.project_id(current), self._selection.project, ids[0])
            self._selection.show_projects(next(one for one in wanted if one in ids), tuple(ids))

    def _follow(self) -> None:
        """The tree follows the selection. What it shows already is not touched."""
        wanted = [one for one in self._selection.projects if self._model.index_of(one).isValid()]
        current = self._model.index_of(self._selection.project)
        at_group = self._selection.group and self.view.currentIndex().isValid()
        if set(wanted) == set(self._selected()) and (current == self.view.currentIndex() or at_group):
            return
        chosen = QItemSelection()
        for project_id in wanted:
            index = self._model.index_of(project_id)
            chosen.select(index, index)
        self._is_following = True
        self.view.selectionModel().setCurrentIndex(current, _FLAG.NoUpdate)
        self.view.selectionModel().select(chosen, _FLAG.ClearAndSelect)
        self._is_following = False
        if current.isValid():
            self.view.scrollTo(current)

    def _selected(self) -> list[str]:
        chosen = {self._model.project_id(index) for index in self.view.selectedIndexes()} - {""}
        return [one for one in self._model.ids() if one in chosen] if len(chosen) > 1 else list(chosen)

    def _open(self) -> None:
        """The keyboard goes to the form."""
        self._selection.go(Place(self._selection.project))

    def _move(self, ids: Sequence[str], before: str) -> None:
        project_commands.move_before(self._session, self._form_of, ids, before)

    def _step(self, up: bool) -> None:
        move = project_commands.move_up if up else project_commands.move_down
        move(self._session, self._selection, self._form_of)

    def _show_menu(self, at: QPoint) -> None:
        if self._menu is not None:
            self._menu.popup(at)

    def _filter(self, text: str, composed: str) -> None:
        """Filters by what is typed and composed; what is composed and cannot be found yet leaves the list alone.

        Of syllables that are still bare letters (du'cha) the first letters count as well.
        """
        hits = self._model.hits(text)
        if composed and not hits:
            hits = self._model.hits(text.replace(composed, _SYLLABLE.sub(r"\1", composed.casefold())))
        if hits or not composed:
            unfolds = bool(self._query) != bool(text.strip())
            self._query = text.strip()
            self._is_following = True
            unfolds = self._model.show_only(hits) or unfolds
            self._is_following = False
            self._rest.start()
            self._say_why_empty()
            if unfolds:
                self._unfold()
            self._follow()

    def _show_rest(self) -> None:
        """Shows the rows of the filter that have waited for the end of typing."""
        self._rest.stop()
        self._model.show_rest()
        self._follow()

    def _leave_search(self) -> None:
        """The tree takes the keyboard, at its first project if it points at none."""
        self._show_rest()
        ids = self._model.ids()
        if ids and not self.view.currentIndex().isValid():
            self._selection.show_projects(ids[0])
        self.view.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _say_why_empty(self) -> None:
        found_nothing = f"没有名称或单位里有“{self._query}”的项目。"
        self.view.empty_text = found_nothing if self._session.document.projects else _EMPTY
        self.search.setEnabled(bool(self._session.document.projects))

    def _unfold(self) -> None:
        """Opens all groups of a new filter; without one, those that the person has not folded."""
        for group in self._model.groups():
            self._unfold_one(group)

    def _unfold_new(self, parent: QModelIndex, first: int, last: int) -> None:
        for row in range(first, last + 1):
            group = self._model.index(row, 0, parent)
            self._unfold_one(group)
            self._unfold_new(group, 0, self._model.rowCount(group) - 1)

    def _unfold_one(self, group: QModelIndex) -> None:
        node = self._model.node(group)
        if node is not None and node.kind != "project":
            self.view.setExpanded(group, bool(self._query) or node.id not in self._folded)

    def _note_fold(self, folded: bool, group: QModelIndex) -> None:
        node = self._model.node(group)
        if node is not None and not self._query:
            (self._folded.add if folded else self._folded.discard)(node.id)
