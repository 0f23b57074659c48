"""The indicator grid: merged cells, rows as high as their text, and keys as in Excel."""

from collections.abc import Callable
from typing import cast

from PySide6.QtCore import (
    QCoreApplication,
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QRectF,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QInputMethodEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QWidget

from perfdesk.gui.cell_editor import CellEditor
from perfdesk.gui.flat_table import FlatTable
from perfdesk.gui.grid_keys import GridKeys
from perfdesk.gui.indicator_delegate import IndicatorDelegate
from perfdesk.gui.indicator_head import IndicatorHead
from perfdesk.gui.indicator_layout import LEVEL3, IndicatorLayout
from perfdesk.gui.indicator_model import IndicatorModel
from perfdesk.gui.indicator_moves import Steps, edge
from perfdesk.gui.indicator_plus import LEVEL2, PlusSigns
from perfdesk.gui.indicator_range import IndicatorRange
from perfdesk.gui.indicator_text import framing_pen
from perfdesk.model.place import Place
from perfdesk.model.session import Session

_Trigger = QAbstractItemView.EditTrigger
_Command = QItemSelectionModel.SelectionFlag


class IndicatorView(FlatTable):
    """Shows the model's rows and takes gestures within them; what needs more of the program it asks by signals."""

    level2_menu_asked = Signal(QPoint)
    """Alt+↓ or a double click on a 二级: the menu that changes it is wanted at this point of the screen."""
    add_asked = Signal(int)
    """The ＋ of the row's 二级 was clicked."""
    selected = Signal()
    """Another cell is current or other cells are selected, or what they hold came, went or moved."""

    def __init__(self, session: Session, model: IndicatorModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("indicator_grid")
        self._rows_model = model
        self._is_changing = False
        self._rows_changed = False
        self._delegate = IndicatorDelegate(session, model, self)
        self._steps = Steps(model)
        self._plus = PlusSigns(self, model, self._delegate)
        self.head = IndicatorHead(model, self)
        self.shape = IndicatorLayout(self, model, self._delegate, self.head)
        self._set_up()
        self.range = IndicatorRange(session, model, self.selectionModel())
        model.modelReset.connect(self._begin)
        model.rows_changed.connect(self._lay_out)
        model.dataChanged.connect(self._fit_rows)
        # A key that an open editor leaves to the grid: what was typed stays, and its cell may go.
        self.keys = GridKeys(self, self.finish_editing)
        self.keys.take(
            {
                "Return": lambda: self._step("down"),
                "Shift+Return": lambda: self._step("up"),
                "Tab": lambda: self._step("right"),
                "Backtab": lambda: self._step("left"),
                "Delete": self.range.clear,
                "Backspace": self.range.clear,
                "Ctrl+C": self.range.copy,
                "Ctrl+Insert": self.range.copy,
                "Ctrl+X": self.range.cut,
                "Ctrl+V": self.range.paste,
                "Shift+Insert": self.range.paste,
                "Ctrl+D": self.range.fill_down,
                "Ctrl+R": self.range.fill_right,
                "Ctrl+A": self.selectAll,
                "F2": self._edit_current,
            }
        )

    def current_place(self) -> Place | None:
        """The place of the current cell."""
        index = self.currentIndex()
        if not index.isValid():
            return None
        top = self._rows_model.merged(index.row(), index.column()).start
        return self._rows_model.place(self._rows_model.index(top, index.column()))

    def go(self, place: Place) -> None:
        """Selects the cell at a place, scrolls to it and takes the keyboard."""
        index = self._rows_model.find(place)
        if index.isValid():
            self.finish_editing()
            self._select(index)
            self.setFocus(Qt.FocusReason.OtherFocusReason)

    def finish_editing(self) -> None:
        """Closes an open editor; its letters are in the document already."""
        editor = self.open_editor()
        if editor is not None:
            self.closeEditor(editor, IndicatorDelegate.EndEditHint.NoHint)

    def open_editor(self) -> CellEditor | None:
        """The editor of the current cell, None when none is open."""
        widget = self.indexWidget(self.currentIndex())
        return widget if isinstance(widget, CellEditor) else None

    def set_zoom(self, percent: int) -> None:
        """Size of the text in per cent of the usual one."""
        if percent / 100 == self.shape.zoom:
            return
        self.finish_editing()
        self.shape.zoom = percent / 100
        self._delegate.set_zoom(percent / 100)
        self.shape.share_width()
        self._lay_out()
        self.viewport().update()

    def changing(self, change: Callable[[], None]) -> None:
        """Lets the model change; what is selected is told once, when all rows are there."""
        self._is_changing, self._rows_changed = True, False
        try:
            change()
        finally:
            self._is_changing = False
        if self._rows_changed:
            self._tell_selected()

    def _set_up(self) -> None:
        self.setModel(self._rows_model)
        self.setItemDelegate(self._delegate)
        self.setHorizontalHeader(self.head)
        self.setEditTriggers(_Trigger.AnyKeyPressed | _Trigger.DoubleClicked | _Trigger.EditKeyPressed)
        self.setAccessibleName("指标表")
        self._delegate.left.connect(self._step)
        self._plus.clicked.connect(self.finish_editing)
        self._plus.clicked.connect(self.add_asked)

    def _begin(self) -> None:
        """Another project: from its first 三级."""
        self.shape.share_width()
        self._lay_out()
        if self._rows_model.rows:
            self._select(self._rows_model.index(0, LEVEL3))
        self.verticalScrollBar().setValue(0)

    def _lay_out(self) -> None:
        self._rows_changed = True
        self.shape.lay_out()
        self._plus.mark()

    def _fit_rows(self, first: QModelIndex, last: QModelIndex) -> None:
        """Changed rows get their heights; the one that is being typed in stays in sight."""
        fitted = self.shape.fit(range(first.row(), last.row() + 1))
        if fitted and self.open_editor() is not None and first.row() <= self.currentIndex().row() <= last.row():
            self.updateGeometries()
            self.scrollTo(self.currentIndex())

    def _select(self, index: QModelIndex) -> None:
        """Makes a cell current and the only one selected, a merged one with all its rows."""
        merged = self._rows_model.merged(index.row(), index.column())
        top = self._rows_model.index(merged.start, index.column())
        self.setCurrentIndex(top)
        if len(merged) > 1:
            cells = QItemSelection(top, self._rows_model.index(merged.stop - 1, index.column()))
            self.selectionModel().select(cells, _Command.ClearAndSelect)
        self.scrollTo(top)

    def _step(self, where: str) -> None:
        """A row or a cell on, as Enter and Tab do."""
        if self.currentIndex().isValid():
            index, tab_from = self._steps.step(where, self.currentIndex())
            if index.isValid():
                self._select(index)
            self._steps.resume(tab_from)

    def _edit_current(self) -> None:
        index = self.currentIndex()
        if index.isValid() and index.flags() & Qt.ItemFlag.ItemIsEditable:
            self.edit(index)
        else:
            self.ask_level2_menu()

    def ask_level2_menu(self) -> None:
        """Under the current row's 二级, wherever in the row the current cell is."""
        index = self.currentIndex()
        if index.isValid():
            top = self._rows_model.merged(index.row(), LEVEL2).start
            cell = self.visualRect(self._rows_model.index(top, LEVEL2)) & self.viewport().rect()
            self.level2_menu_asked.emit(self.viewport().mapToGlobal(cell.bottomLeft()))

    def _tell_selected(self) -> None:
        if not self._is_changing:
            self._plus.mark()
            self.selected.emit()

    def _selected_rect(self) -> QRect:
        block = self.range.block()
        if block is None:
            return QRect()
        first = self._rows_model.index(block.rows.start, block.columns.start)
        last = self._rows_model.index(block.rows.stop - 1, block.columns.stop - 1)
        return self.visualRect(first) | self.visualRect(last)

    def edit(  # pyright: ignore[reportIncompatibleMethodOverride]
        self,
        index: QModelIndex | QPersistentModelIndex,
        trigger: QAbstractItemView.EditTrigger = _Trigger.AllEditTriggers,
        event: QEvent | None = None,
    ) -> bool:
        """Opens the editor. Typing replaces the text; else the cursor stands where the click was, or at its end."""
        self.scrollTo(index)
        self._delegate.replaces = trigger == _Trigger.AnyKeyPressed
        opened = super().edit(index, trigger, event)  # pyright: ignore[reportArgumentType]
        self._delegate.replaces = False
        editor = self.open_editor()
        if opened and editor is not None and trigger != _Trigger.AnyKeyPressed:
            clicked = isinstance(event, QMouseEvent)
            editor.put_cursor(event.globalPosition().toPoint() if clicked else None)
        return opened

    def currentChanged(self, current: QModelIndex, previous: QModelIndex) -> None:  # pyright: ignore[reportIncompatibleMethodOverride]
        super().currentChanged(current, previous)
        self._steps.forget()
        self._tell_selected()

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        super().selectionChanged(selected, deselected)
        self.viewport().update()
        self._tell_selected()

    def moveCursor(
        self,
        cursorAction: QAbstractItemView.CursorAction,  # noqa: N803
        modifiers: Qt.KeyboardModifier,
    ) -> QModelIndex:
        """With Ctrl, arrows go to the edge of the grid."""
        index = self.currentIndex()
        if modifiers & Qt.KeyboardModifier.ControlModifier and index.isValid():
            target = edge(self._rows_model, index, cursorAction)
            if target is not None:
                return target
        return super().moveCursor(cursorAction, modifiers)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:  # pyright: ignore[reportIncompatibleMethodOverride]
        """Qt opens the editor and hands on what is composed, but not text that comes without composing, as ， does."""
        was_open = self.open_editor() is not None
        super().inputMethodEvent(event)
        editor = self.open_editor()
        if editor is not None and not was_open and event.commitString() and not event.preeditString():
            QCoreApplication.sendEvent(editor, event)

    def inputMethodQuery(self, query: Qt.InputMethodQuery) -> object:
        """While the first word is composed the view has the focus, and the candidates belong to the editor's cursor.

        Qt hands on the editor's answer with a rectangle in the editor's own coordinates.
        """
        editor = self.open_editor()
        if editor is None or query != Qt.InputMethodQuery.ImCursorRectangle:
            return super().inputMethodQuery(query)
        cursor = cast("QRectF", editor.inputMethodQuery(query))
        return cursor.translated(editor.mapTo(self, QPoint()))

    def mouseDoubleClickEvent(self, e: QMouseEvent) -> None:
        if self.indexAt(e.position().toPoint()).column() == LEVEL2:
            self.ask_level2_menu()
        else:
            super().mouseDoubleClickEvent(e)

    def resizeEvent(self, e: QResizeEvent) -> None:
        super().resizeEvent(e)
        self.shape.fill_width()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """Levels keep their text in the part that is seen, so they are painted anew."""
        super().scrollContentsBy(dx, dy)
        self.viewport().update(0, 0, sum(self.columnWidth(at) for at in (0, 1)), self.viewport().height())

    def paintEvent(self, e: QPaintEvent) -> None:
        super().paintEvent(e)
        frame = self._selected_rect()
        if frame.isValid() and self.hasFocus() and self.open_editor() is None:
            painter = QPainter(self.viewport())
            painter.setPen(framing_pen())
            painter.drawRect(QRectF(frame).adjusted(1, 1, -1, -1))
            painter.end()
