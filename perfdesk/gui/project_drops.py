"""Dragging in the list: projects are moved within their group, never to another unit or year."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QMimeData, QModelIndex, QObject, Qt

from perfdesk.gui.forms_at_hand import FormOf
from perfdesk.gui.project_model import Index, ProjectModel
from perfdesk.model.document import Document

Move = Callable[[Sequence[str], str], None]
"""`move(ids, before)`: projects of one group are to stand before another of it, "" for its end."""

MIME = "application/x-perfdesk-projects"


class MovableProjects(ProjectModel):
    """What is dropped goes to `move`, which edits the document."""

    def __init__(self, document: Document, form_of: FormOf, move: Move, parent: QObject | None = None) -> None:
        super().__init__(document, form_of, parent)
        self._move = move

    def supportedDropActions(self) -> Qt.DropAction:
        """Rows are moved, never copied."""
        return Qt.DropAction.MoveAction

    def mimeTypes(self) -> list[str]:
        """What can be dropped here."""
        return [MIME]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        """The ids of the projects at `indexes`, one a line, in the order of the list."""
        rows = sorted((index.row(), self.project_id(index)) for index in indexes)
        data = QMimeData()
        data.setData(MIME, "\n".join(project_id for _, project_id in rows).encode())
        return data

    def canDropMimeData(self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: Index) -> bool:
        """Whether projects of this very group are dropped: a drag changes the order, never the unit or year."""
        group, ids = self.node(parent), self._dropped(data)
        return bool(ids) and group is not None and {node.id for node in group.children}.issuperset(ids)

    def dropMimeData(self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: Index) -> bool:
        """Hands over what was dropped; without a row it goes to the end of the group."""
        if not self.canDropMimeData(data, action, row, column, parent):
            return False
        self._move(self._dropped(data), self.project_id(self.index(row, 0, parent)))
        return True

    def moveRows(
        self, source_parent: Index, source_row: int, count: int, target_parent: Index, target_row: int
    ) -> bool:
        """Moves projects within their group; False for anything else."""
        group = self.node(source_parent)
        if group is None or group.kind != "unit" or self.node(target_parent) is not group:
            return False
        ids = [str(node.id) for node in group.children[max(0, source_row) : max(0, source_row + count)]]
        if count < 1 or len(ids) < count or not 0 <= target_row <= len(group.children):
            return False
        if source_row <= target_row <= source_row + count:
            return False
        self._move(ids, self.project_id(self.index(target_row, 0, source_parent)))
        return True

    def _dropped(self, data: QMimeData) -> list[str]:
        return bytes(data.data(MIME).data()).decode("utf-8", "replace").split("\n") if data.hasFormat(MIME) else []
