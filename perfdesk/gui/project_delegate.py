"""Paints the rows of the list, and renames a project in its row."""

from typing import cast

from PySide6.QtCore import QAbstractItemModel, QEvent, QModelIndex, QObject, QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QHelpEvent, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolTip,
    QTreeView,
    QWidget,
)

from perfdesk.forms.labels import filled
from perfdesk.gui import theme
from perfdesk.gui.forms_at_hand import FormOf
from perfdesk.gui.icons import paint_icon
from perfdesk.gui.line_editors import LineText
from perfdesk.gui.project_model import Index, ProjectModel
from perfdesk.gui.project_nodes import Node
from perfdesk.gui.typed_field import TypedField
from perfdesk.model.place import Place
from perfdesk.model.session import Session

_LEFT = {"year": 32, "unit": 44, "project": 52}
_CHEVRON = {"year": 14, "unit": 26}
_CHEVRON_SIZE = 16
_RIGHT = 19
_GAP = 8
_SIDE = 8
"""Room left and right of the tint of a row."""
_EDITOR_FRAME = 7
"""What a line editor has left of its first letter, as styled below."""
_EDITOR_STYLE = """#rename_editor, #rename_editor:focus { min-height: 24px; max-height: 24px; padding: 0 3px; }"""


class _RenameEditor(LineText):
    """Renames one project; every letter is an edit of its name."""

    def __init__(self, session: Session, place: Place, label: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("rename_editor")
        self.setAccessibleName(label)
        self.setStyleSheet(_EDITOR_STYLE)
        self.setFont(theme.font("chrome"))
        self.field = TypedField(session, self, self)
        self.field.bind(place, label)
        self.selectAll()


class ProjectDelegate(QStyledItemDelegate):
    """Rows of one height: sign column, name, and the amount at the right. Positions are those of the look."""

    def __init__(self, model: ProjectModel, session: Session, form_of: FormOf, view: QAbstractItemView) -> None:
        super().__init__(view)
        self._model = model
        self._session = session
        self._form_of = form_of
        self._view = view
        self.shows_focus = False

    def chevron(self, index: Index, row: QRect) -> QRect:
        """Where a click folds the group at `index`; empty for a project."""
        node = self._model.node(index)
        left = _CHEVRON.get(node.kind) if node is not None else None
        return QRect() if left is None else QRect(row.left() + left - 4, row.top(), _CHEVRON_SIZE + 8, row.height())

    def _margin(self, right: int) -> int:
        """A margin at the right, less what the scroll bar takes: amounts stay where they are when it appears."""
        bar = self._view.verticalScrollBar()
        return max(0, right - bar.width()) if bar.isVisible() else right

    def _name_rect(self, row: QRect, node: Node) -> QRect:
        """The room of the name: up to the amount, or to what a group counts."""
        rest = _width(node.shown.amount, _name_font(node))
        extras = [_width(text, theme.font("help")) for text in (node.shown.note, _count(node)) if text]
        right = row.right() + 1 - self._margin(_RIGHT) - rest - (_GAP if rest else 0)
        left = row.left() + _LEFT.get(node.kind, 0)
        return QRect(left, row.top(), max(0, right - sum(width + _GAP for width in extras) - left), row.height())

    def _paint_ground(self, painter: QPainter, option: QStyleOptionViewItem, selected: bool, focused: bool) -> None:
        tint = option.rect.adjusted(_SIDE, 1, -self._margin(_SIDE), -1)
        painter.setPen(Qt.PenStyle.NoPen)
        if selected or option.state & QStyle.StateFlag.State_MouseOver:
            painter.setBrush(theme.colour("sel" if selected else "hover"))
            painter.drawRoundedRect(tint, 4, 4)
        if selected:
            painter.setBrush(theme.colour("accent"))
            painter.drawRoundedRect(QRect(tint.left(), tint.top() + 6, 3, tint.height() - 12), 1.5, 1.5)
        if focused:
            painter.setPen(QPen(theme.colour("accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(tint.adjusted(1, 1, -1, -1), 4, 4)

    def _paint_texts(self, painter: QPainter, row: QRect, node: Node, selected: bool) -> None:
        shown, font = node.shown, _name_font(node)
        name = self._name_rect(row, node)
        strong = selected or node.kind != "project"
        text = QFontMetrics(font).elidedText(shown.name, Qt.TextElideMode.ElideRight, name.width())
        _write(painter, name, text, font, "text")
        amount = QRect(row.left(), row.top(), row.width() - self._margin(_RIGHT), row.height())
        _write(painter, amount, shown.amount, font, "text" if strong else "text2", right=True)
        left = name.left() + _width(text, font) + _GAP
        if node.kind == "project":
            left = name.right() + 1 + _GAP
        for extra, role in ((_count(node), "text2"), (shown.note, "warning")):
            if extra:
                _write(painter, QRect(left, row.top(), row.width(), row.height()), extra, theme.font("help"), role)
                left += _width(extra, theme.font("help")) + _GAP

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        node = self._model.node(index)
        if node is None:
            return
        row = option.rect
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        current = self._view.currentIndex() == index
        self._paint_ground(painter, option, selected, current and self.shows_focus and self._view.hasFocus())
        chevron = _CHEVRON.get(node.kind)
        if chevron is not None:
            opened = cast("QTreeView", self._view).isExpanded(cast("QModelIndex", index))
            place = QRect(row.left() + chevron, row.center().y() - _CHEVRON_SIZE // 2 + 1, _CHEVRON_SIZE, _CHEVRON_SIZE)
            paint_icon(painter, place, "chevron-down" if opened else "chevron-right")
        self._paint_texts(painter, row, node, selected)
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(0, row_height())

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        project = self._session.document.project(self._model.project_id(index))
        form = self._form_of(project)
        label = filled(form.field(form.roles.name).label, project)
        return _RenameEditor(self._session, Place(project.id, field=form.roles.name), label, parent)

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        cast("_RenameEditor", editor).field.show()

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        """Every letter is in the document already."""

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        left = option.rect.left() + _LEFT["project"] - _EDITOR_FRAME
        editor.setGeometry(left, option.rect.top() + 1, option.rect.right() - _SIDE - left, option.rect.height() - 2)

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and cast("QKeyEvent", event).key() == Qt.Key.Key_Escape:
            cast("_RenameEditor", editor).field.cancel()
        return super().eventFilter(editor, event)

    def helpEvent(self, event: QHelpEvent, view: QAbstractItemView, option: QStyleOptionViewItem, index: Index) -> bool:
        """The whole name where it is cut, and what its amount lacks."""
        node = self._model.node(index)
        if node is None or event.type() != QEvent.Type.ToolTip:
            return False
        cut = _width(node.shown.name, _name_font(node)) > self._name_rect(option.rect, node).width()
        lines = [text for text in (node.shown.name if cut else "", node.shown.help) if text]
        QToolTip.showText(event.globalPos(), "\n".join(lines), view)
        return True


def row_height() -> int:
    """Height of every row of the list, in pixels."""
    return theme.line_height("chrome") + 10


def _name_font(node: Node) -> QFont:
    return theme.font("chrome", medium=node.kind != "project")


def _count(node: Node) -> str:
    return node.shown.count if node.kind == "year" else ""


def _width(text: str, font: QFont) -> int:
    return QFontMetrics(font).horizontalAdvance(text)


def _write(painter: QPainter, room: QRect, text: str, font: QFont, role: str, *, right: bool = False) -> None:
    side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
    painter.setFont(font)
    painter.setPen(theme.colour(role))
    painter.drawText(room, (side | Qt.AlignmentFlag.AlignVCenter).value | Qt.TextFlag.TextSingleLine.value, text)
