"""The model of the list: a document's projects in their groups and, after an edit, what differs and nothing else."""

from collections.abc import Collection, Iterable
from itertools import count, groupby

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from perfdesk.gui.forms_at_hand import FormOf
from perfdesk.gui.project_facts import Facts, facts_of
from perfdesk.gui.project_finder import Finder
from perfdesk.gui.project_nodes import ROOT, Kind, Node, NodeId, arrange, first_rows, runs
from perfdesk.model.compare import fewest_moved
from perfdesk.model.document import Document, Project
from perfdesk.model.initials import pinyin_initials
from perfdesk.model.place import Place

Index = QModelIndex | QPersistentModelIndex
_KINDS: tuple[Kind, ...] = ("root", "year", "unit")
_AT_ONCE = 60
"""Projects that a new filter shows before the rest: more than a screen holds, few enough to follow a fast hand."""
_NOWHERE = QModelIndex()
_FLAG = Qt.ItemFlag
_FLAGS = {
    "root": _FLAG.NoItemFlags,
    "year": _FLAG.ItemIsEnabled,
    "unit": _FLAG.ItemIsEnabled | _FLAG.ItemIsDropEnabled,
    "project": (
        _FLAG.ItemIsEnabled
        | _FLAG.ItemIsSelectable
        | _FLAG.ItemIsEditable
        | _FLAG.ItemIsDragEnabled
        | _FLAG.ItemNeverHasChildren
    ),
}


class ProjectModel(QAbstractItemModel):
    """One column. No virtual method raises.

    With a filter, what is edited stays and what is new is shown, until the next filter. A new filter tells views of its
    first rows alone; the others, which count in sums and `ids` at once, come with `show_rest`.
    """

    def __init__(self, document: Document, form_of: FormOf, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._form_of = form_of
        self._numbers = count(1)
        self._root = Node("root", ROOT, 0)
        self._by_number: dict[int, Node] = {}
        self._by_id: dict[NodeId, Node] = {ROOT: self._root}
        self._made: dict[NodeId, Node] = {}
        self._projects: tuple[Project, ...] = ()
        self._facts: dict[str, Facts] = {}
        self._hidden: set[str] = set()
        self._told: dict[NodeId, int] = {}
        self._finder: Finder | None = None
        self.show_change(Document(), document, Place(""))

    def show_change(self, _before: Document, after: Document, _place: Place) -> None:
        """Shows another document. Views are told only what differs from the one that was shown."""
        self.show_rest()
        held, before, self._projects = self._facts, self._projects, after.projects
        pairs = [pair for pair in zip(before, after.projects, strict=False) if pair[0] is not pair[1]]
        if len(before) == len(after.projects) and all(old.id == new.id for old, new in pairs):
            changed = {new.id: self._facts_of(new) for _, new in pairs}
            self._facts = {**held, **changed}
            rows_stay = all(one.group == held[project_id].group for project_id, one in changed.items())
        else:
            known = {project.id: project for project in before}
            changed = {one.id: self._facts_of(one) for one in after.projects if known.get(one.id) is not one}
            self._facts = {one.id: changed.get(one.id) or held[one.id] for one in after.projects}
            rows_stay = False
        self._finder = None
        for project_id, one in changed.items():
            if project_id in self._by_id:
                self._by_id[project_id].facts = one
        if rows_stay:
            summed = [one.group for project_id, one in changed.items() if not one.sums_like(held[project_id])]
            groups = {node_id for group in summed for node_id in (group, group[:1])}
        else:
            self._order()
            groups = self._by_id.keys() - self._facts.keys() - {ROOT}
        self._tell((*changed, *groups))

    def hits(self, query: str) -> frozenset[str]:
        """Ids of the projects whose name or unit holds `query`; of all where it has neither letter nor digit."""
        return self.prepare_hits().find(query)

    def prepare_hits(self) -> Finder:
        """Makes ready for `hits` what takes longer than a letter may: the keys of all names, and once the initials."""
        if self._finder is None:
            pinyin_initials()
            self._finder = Finder(self._facts)
        return self._finder

    def show_only(self, ids: Collection[str]) -> bool:
        """Shows these projects and no others; False when it did already.

        The one change that resets the model: views point anew afterwards.
        """
        hidden = self._facts.keys() - ids
        if hidden == self._hidden:
            return False
        self._hidden = hidden
        self.beginResetModel()
        self._fill()
        self._told = first_rows(self._root, _AT_ONCE)
        self.endResetModel()
        return True

    def show_rest(self) -> None:
        """Tells views of the rows that a new filter has kept back."""
        for node_id, first in tuple(self._told.items()):
            node = self._by_id[node_id]
            self.beginInsertRows(self._index(node), first, len(node.children) - 1)
            del self._told[node_id]
            self.endInsertRows()

    def index_of(self, project_id: str) -> QModelIndex:
        """The index of a project, an invalid one while it is not shown."""
        node = self._by_id.get(project_id)
        return self._index(node) if node is not None and self._is_told(node) else QModelIndex()

    def node(self, index: Index) -> Node | None:
        """The row at an index; the root for an invalid index, None for one that is out of date."""
        return self._by_number.get(index.internalId()) if index.isValid() else self._root

    def project_id(self, index: Index) -> str:
        """Id of the project at an index, "" where there is none."""
        node = self.node(index)
        return node.id if node is not None and isinstance(node.id, str) else ""

    def ids(self, group: Index = _NOWHERE) -> list[str]:
        """Ids of the projects that are shown in a group, without one of all, in the order of the list."""
        node = self.node(group)
        return [] if node is None else [str(one.id) for one in node.leaves()]

    def groups(self) -> list[QModelIndex]:
        """All groups that views know, each year before its units."""
        nodes = (node for year in self._root.children for node in (year, *year.children))
        return [self._index(node) for node in nodes if self._is_told(node)]

    def _facts_of(self, project: Project) -> Facts:
        return facts_of(self._form_of(project), project)

    def _index(self, node: Node | None) -> QModelIndex:
        return QModelIndex() if node is None or node is self._root else self.createIndex(node.row, 0, node.number)

    def _is_told(self, node: Node) -> bool:
        """Whether views know of the row; while rows are kept back, those of a row that is kept back are too."""
        while self._told and node.parent is not None:
            if node.row >= self._told.get(node.parent.id, len(node.parent.children)):
                return False
            node = node.parent
        return True

    def _new_node(self, node_id: NodeId) -> Node:
        facts = self._facts[node_id] if isinstance(node_id, str) else None
        node = Node("project" if facts else _KINDS[len(node_id)], node_id, next(self._numbers), facts)
        self._by_number[node.number] = self._by_id[node_id] = node
        return node

    def _node_again(self, node_id: NodeId) -> Node:
        """The row as an earlier filter had it: new ones for each letter keep Python's collector busy."""
        node = self._made.get(node_id)
        if node is None or (isinstance(node_id, str) and node.facts is not self._facts[node_id]):
            node = self._made[node_id] = self._new_node(node_id)
        elif node.facts is None:
            node.known = None
            node.children.clear()
        self._by_number[node.number] = self._by_id[node_id] = node
        return node

    def _tell(self, changed: Iterable[NodeId]) -> None:
        """Tells of those rows whose shown texts are others than those that were asked for."""
        for node in filter(None, map(self._by_id.get, changed)):
            known, node.known = node.known, None
            if known is not None and node.shown != known:
                index = self._index(node)
                self.dataChanged.emit(index, index)

    def _fill(self) -> None:
        """Makes all rows anew; only between `beginResetModel` and `endResetModel`."""
        self._root.children = []
        self._by_id = {ROOT: self._root}
        self._by_number = {}
        for parent_id, ids in arrange(self._facts, self._hidden).items():
            parent = self._by_id[parent_id]
            for node_id in ids:
                node = self._node_again(node_id)
                node.parent, node.row = parent, len(parent.children)
                parent.children.append(node)

    def _order(self) -> None:
        """Removes, adds and moves rows until they stand as the document has them."""
        self._made = {}
        order = arrange(self._facts, self._hidden)
        wanted = {node_id for ids in order.values() for node_id in ids}
        gone = [node for node_id, node in self._by_id.items() if node_id not in wanted and node is not self._root]
        self._remove([node for node in gone if node.kind == "project"])
        for parent_id, ids in order.items():
            self._order_children(self._by_id[parent_id], ids)
        self._remove([node for node in gone if node.kind == "unit"])
        self._remove([node for node in gone if node.kind == "year"])

    def _order_children(self, parent: Node, ids: list[NodeId]) -> None:
        """Puts the rows `ids` under `parent`, in this order. Others may stay between and behind them."""
        held = [self._by_id.get(node_id) for node_id in ids]
        rows = [node.row if node is not None and node.parent is parent else None for node in held]
        moved = fewest_moved(rows)
        target = 0
        for is_new, run in groupby(enumerate(held), lambda pair: pair[1] is None):
            if is_new:
                added = [ids[index] for index, _ in run]
                self._insert(parent, target, added)
                target += len(added)
                continue
            for index, node in run:
                if node is None:
                    continue
                if rows[index] is None or index in moved:
                    self._move_row(node, parent, target)
                target = node.row + 1

    def _insert(self, parent: Node, row: int, ids: list[NodeId]) -> None:
        self.beginInsertRows(self._index(parent), row, row + len(ids) - 1)
        parent.children[row:row] = nodes = [self._new_node(node_id) for node_id in ids]
        for node in nodes:
            node.parent = parent
        parent.number_rows(row)
        self.endInsertRows()

    def _remove(self, nodes: list[Node]) -> None:
        for parent in dict.fromkeys(node.parent for node in nodes):
            if parent is None:
                continue
            for first, last in runs(sorted(node.row for node in nodes if node.parent is parent)):
                self.beginRemoveRows(self._index(parent), first, last)
                for node in parent.children[first : last + 1]:
                    del self._by_id[node.id], self._by_number[node.number]
                del parent.children[first : last + 1]
                parent.number_rows(first)
                self.endRemoveRows()

    def _move_row(self, node: Node, parent: Node, row: int) -> None:
        """Moves a row before the row `row` of `parent`, counted before the move."""
        source = node.parent
        if source is None or (source is parent and row in (node.row, node.row + 1)):
            return
        self.beginMoveRows(self._index(source), node.row, node.row, self._index(parent), row)
        del source.children[node.row]
        at = row - 1 if source is parent and node.row < row else row
        parent.children.insert(at, node)
        first = min(node.row, at) if source is parent else at
        if source is not parent:
            source.number_rows(node.row)
        node.parent = parent
        parent.number_rows(first)
        self.endMoveRows()

    def index(self, row: int, column: int, parent: Index = _NOWHERE) -> QModelIndex:
        """The index of a child, an invalid one where there is none."""
        node = self.node(parent)
        if node is None or column != 0 or not 0 <= row < self._told.get(node.id, len(node.children)):
            return QModelIndex()
        return self.createIndex(row, 0, node.children[row].number)

    def parent(self, index: Index | None = None) -> QObject | QModelIndex | None:  # pyright: ignore[reportIncompatibleMethodOverride]
        """The parent of an index; without one, that of this object."""
        if index is None:
            return super().parent()
        node = self.node(index)
        return self._index(node.parent if node is not None else None)

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """How many rows stand under `parent`."""
        node = self.node(parent)
        return 0 if node is None else self._told.get(node.id, len(node.children))

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """One; the delegate paints all of a row into it."""
        return 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> str | None:
        """The name, and for a screen reader the whole row; the rest is painted from `node`."""
        node = self.node(index)
        if node is None or node is self._root:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return node.shown.name
        return node.shown.spoken if role == Qt.ItemDataRole.AccessibleTextRole else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Projects are selected, renamed and dragged; groups take what is dropped."""
        node = self.node(index)
        return _FLAGS["root" if node is None else node.kind]
