"""Paints the cells of the indicator grid and makes their editors."""

from typing import cast

from PySide6.QtCore import QEvent, QObject, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from perfdesk.grid.indicator_rows import IndicatorRow
from perfdesk.gui.cell_editor import CellEditor
from perfdesk.gui.icons import paint_icon
from perfdesk.gui.indicator_edits import write_cell
from perfdesk.gui.indicator_model import HINT, Index, IndicatorModel
from perfdesk.gui.indicator_text import Lettering, paint_lines
from perfdesk.gui.theme import colour
from perfdesk.model.document import LEVELS
from perfdesk.model.session import Session

_PLUS = 16
"""As large as leaves a name of seven Han in the 二级 column uncovered."""
_STEPS = {
    int(Qt.Key.Key_Return): "down",
    int(Qt.Key.Key_Enter): "down",
    int(Qt.Key.Key_Tab): "right",
    int(Qt.Key.Key_Backtab): "left",
}


class IndicatorDelegate(QStyledItemDelegate):
    """`left(step)` follows an editor's end by a key: up, down, left, right."""

    left = Signal(str)

    def __init__(self, session: Session, model: IndicatorModel, view: QAbstractItemView) -> None:
        super().__init__(view)
        self._session = session
        self._model = model
        self._view = view
        self.plus_rows: frozenset[int] = frozenset()
        """Rows whose 二级 cell shows the ＋."""
        self.replaces = False
        """Whether the editor that opens next has its text selected, so that typing replaces it."""
        self.set_zoom(1)

    def set_zoom(self, zoom: float) -> None:
        """Sets the size of text; 1 is the usual one."""
        self.content = Lettering.zoomed("content", zoom)
        self.levels = (Lettering.zoomed("chrome", zoom, medium=True), Lettering.zoomed("chrome", zoom))

    def lettering(self, column_id: str) -> Lettering:
        """How a column is lettered."""
        return self.levels[LEVELS.index(column_id)] if column_id in LEVELS[:2] else self.content

    def plus_rect(self, cell: QRect) -> QRect:
        """Where the ＋ stands in a 二级 cell."""
        seen = cell & self._view.viewport().rect()
        return QRect(cell.right() - _PLUS, seen.center().y() - _PLUS // 2, _PLUS, _PLUS)

    def _paint_text(self, painter: QPainter, cell: QRect, row: IndicatorRow, index: Index) -> None:
        column_id = self._model.columns[index.column()].id
        lettering = self.lettering(column_id)
        text, role = row.text(column_id), "text"
        if not text and column_id == LEVELS[2]:
            text, role = HINT, "placeholder"
        centred = self._model.is_centred(index.row(), index.column())
        if column_id in LEVELS[:2]:
            cell = self._seen(cell, lettering.height(lettering.rows(text, cell.width())))
        painter.setPen(colour(role))
        painter.setClipRect(cell)
        lettering.paint(painter, cell, text, Qt.AlignmentFlag.AlignHCenter if centred else Qt.AlignmentFlag.AlignLeft)
        painter.setClipping(False)

    def _seen(self, cell: QRect, height: int) -> QRect:
        """The part of a merged cell on the screen; where that is too small for its text, its nearer end."""
        seen = cell & self._view.viewport().rect()
        if seen.height() >= height or cell.height() < height:
            return seen if seen.height() >= height else cell
        top = cell.bottom() + 1 - height if seen.top() > cell.top() else cell.top()
        return QRect(cell.left(), top, cell.width(), height)

    def _paint_plus(self, painter: QPainter, cell: QRect) -> None:
        box = self.plus_rect(cell)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(colour("line2"), 1))
        painter.setBrush(colour("base"))
        painter.drawRoundedRect(QRectF(box).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        paint_icon(painter, box.adjusted(2, 2, -2, -2), "plus", "accent")

    def _write(self, editor: CellEditor) -> None:
        """Every letter is an edit, so that recovery and checks see it."""
        place, text = editor.place, editor.content
        name = self._model.heads[self._model.column(place.column)]
        self._session.edit(f"修改“{name}”", lambda document: write_cell(document, place, text), place, editor.typing)

    def _catch_up(self, editor: CellEditor) -> None:
        """Shows what changed while the editor could not be touched."""
        index = self._model.find(editor.place)
        if index.isValid():
            self.setEditorData(editor, index)

    def _key(self, editor: CellEditor, event: QKeyEvent) -> bool:
        """What a key does to the editor as a whole; False leaves it to the text."""
        alt = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        if event.key() == Qt.Key.Key_Escape:
            self._session.cancel(editor.token)
            self.closeEditor.emit(editor, QStyledItemDelegate.EndEditHint.RevertModelCache)
        elif event.key() in _STEPS and not alt:
            back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier) and _STEPS[event.key()] == "down"
            self.closeEditor.emit(editor, QStyledItemDelegate.EndEditHint.NoHint)
            self.left.emit("up" if back else _STEPS[event.key()])
        else:
            return False
        return True

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        cell = option.rect
        row, column_id = self._model.rows[index.row()], self._model.columns[index.column()].id
        level = column_id in LEVELS[:2]
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.fillRect(cell, colour("sel" if selected else "alt" if level else "base"))
        paint_lines(painter, cell)
        self._paint_text(painter, cell, row, index)
        if column_id == LEVELS[1] and index.row() in self.plus_rows:
            self._paint_plus(painter, cell)
        painter.restore()

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        editor = CellEditor(self._model.place(index), self.content, parent)
        editor.setAccessibleName(self._model.heads[index.column()])
        editor.typed.connect(lambda: self._write(editor))
        editor.composed.connect(lambda: self._catch_up(editor))
        return editor

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        editor = cast("CellEditor", editor)
        centred = self._model.is_centred(index.row(), index.column())
        editor.show_text(str(self._model.data(index)), centred)
        if self.replaces:
            editor.selectAll()
            self.replaces = False

    def setModelData(self, editor: QWidget, model: object, index: Index) -> None:
        """Nothing: every letter is in the document already."""

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        cast("CellEditor", editor).fill(QRect(option.rect))

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return option.rect.size()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        pressed = event.type() == QEvent.Type.KeyPress and isinstance(watched, CellEditor)
        if pressed and self._key(cast("CellEditor", watched), cast("QKeyEvent", event)):
            return True
        return super().eventFilter(watched, event)
