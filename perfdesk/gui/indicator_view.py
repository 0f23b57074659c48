"""The indicator grid: merged cells, rows as high as their text, and keys as in Excel."""

from collections.abc import Callable, Mapping
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
    QFocusEvent,
    QInputMethodEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView, QWidget

from perfdesk.gui.cell_editor import CellEditor
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


class IndicatorView(QTableView):
    """Shows the model's rows and takes gestures within them; what needs more of the program it asks by signals."""

    level2_menu_asked = Signal(QPoint)
    """Alt+↓ or a double click on a 二级: the menu that changes it is wanted at this point of the screen."""
    add_asked = Signal(int)
    """The ＋ of the row's 二级 was clicked."""
    selected = Signal()
    """Another cell is current or other cells are selected, or what they hold came, went or moved."""
    zoom_asked = Signal(int)
    """Ctrl and the wheel were turned: +1 for larger, -1 for smaller."""

    def __init__(self, session: Session, model: IndicatorModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("indicator_grid")
        self._rows_model = model
        self._zoom = 1.0
        self._is_changing = False
        self._rows_changed = False
        self._keys: dict[str, Callable[[], None]] = {}
        self._delegate = IndicatorDelegate(session, model, self)
        self._steps = Steps(model)
        self._plus = PlusSigns(self, model, self._delegate)
        self._layout = IndicatorLayout(self, model, self._delegate)
        self._head = IndicatorHead(model, self)
        self._set_up()
        self.range = IndicatorRange(session, model, self.selectionModel())
        model.modelReset.connect(self._begin)
        model.rows_changed.connect(self._lay_out)
        model.dataChanged.connect(self._fit_rows)
        self.take_keys(
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

    @property
    def head(self) -> IndicatorHead:
        """The column names."""
        return self._head

    def take_keys(self, commands: Mapping[str, Callable[[], None]]) -> None:
        """Binds keys, written as in Qt, to what they do in the grid; an open editor has its keys first."""
        self._keys.update((QKeySequence(keys).toString(), run) for keys, run in commands.items())

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
        self.finish_editing()
        self._zoom = percent / 100
        self._delegate.set_zoom(self._zoom)
        self._layout.share_width(self._zoom)
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
        self.setHorizontalHeader(self._head)
        self.verticalHeader().hide()
        self.verticalHeader().setMinimumSectionSize(1)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setWordWrap(True)
        self.setCornerButtonEnabled(False)
        self.setMouseTracking(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ContiguousSelection)
        self.setEditTriggers(_Trigger.AnyKeyPressed | _Trigger.DoubleClicked | _Trigger.EditKeyPressed)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.setAccessibleName("指标表")
        self._delegate.left.connect(self._step)

    def _begin(self) -> None:
        """Another project: from its first 三级."""
        self._layout.share_width(self._zoom)
        self._lay_out()
        if self._rows_model.rows:
            self._select(self._rows_model.index(0, LEVEL3))
        self.verticalScrollBar().setValue(0)

    def _lay_out(self) -> None:
        self._rows_changed = True
        self._layout.lay_out()
        self._plus.mark()

    def _fit_rows(self, first: QModelIndex, last: QModelIndex) -> None:
        """Changed rows get their heights; the one that is being typed in stays in sight."""
        fitted = self._layout.fit(range(first.row(), last.row() + 1))
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

    def selectionCommand(
        self, index: QModelIndex | QPersistentModelIndex, event: QEvent | None = None
    ) -> QItemSelectionModel.SelectionFlag:
        """Shift extends, also together with Ctrl."""
        if isinstance(event, QKeyEvent) and event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            return _Command.SelectCurrent
        return super().selectionCommand(index, event)  # pyright: ignore[reportArgumentType]

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

    def keyboardSearch(self, search: str) -> None:
        """Letters on a level are no search."""

    def event(self, e: QEvent) -> bool:
        if e.type() == QEvent.Type.ShortcutOverride and isinstance(e, QKeyEvent) and _keys_of(e) in self._keys:
            e.accept()
            return True
        return super().event(e)

    def keyPressEvent(self, e: QKeyEvent) -> None:
        run = self._keys.get(_keys_of(e))
        if run is not None:
            # A key that an open editor leaves to the grid: what was typed stays, and its cell may go.
            self.finish_editing()
            run()
        else:
            super().keyPressEvent(e)

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

    def mousePressEvent(self, e: QMouseEvent) -> None:
        row = self._plus.row_at(e.position().toPoint())
        if row >= 0 and e.button() == Qt.MouseButton.LeftButton:
            self.finish_editing()
            self.add_asked.emit(row)
        else:
            super().mousePressEvent(e)

    def mouseDoubleClickEvent(self, e: QMouseEvent) -> None:
        point = e.position().toPoint()
        if self.indexAt(point).column() == LEVEL2 and self._plus.row_at(point) < 0:
            self.ask_level2_menu()
        elif self._plus.row_at(point) < 0:
            super().mouseDoubleClickEvent(e)

    def mouseMoveEvent(self, e: QMouseEvent) -> None:
        super().mouseMoveEvent(e)
        self._plus.hover(e.position().toPoint())

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._plus.hover(None)

    def wheelEvent(self, e: QWheelEvent) -> None:
        notches = e.angleDelta().y()
        if e.modifiers() & Qt.KeyboardModifier.ControlModifier and notches:
            self.zoom_asked.emit(1 if notches > 0 else -1)
            e.accept()
        else:
            super().wheelEvent(e)

    def resizeEvent(self, e: QResizeEvent) -> None:
        super().resizeEvent(e)
        if self._layout.share_width(self._zoom):
            self._layout.fit(range(len(self._rows_model.rows)))

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """Levels keep their text in the part that is seen, so they are painted anew."""
        super().scrollContentsBy(dx, dy)
        self.viewport().update(0, 0, sum(self.columnWidth(at) for at in (0, 1)), self.viewport().height())

    def focusInEvent(self, e: QFocusEvent) -> None:
        super().focusInEvent(e)
        self.viewport().update()

    def focusOutEvent(self, e: QFocusEvent) -> None:
        super().focusOutEvent(e)
        self.viewport().update()

    def paintEvent(self, e: QPaintEvent) -> None:
        super().paintEvent(e)
        frame = self._selected_rect()
        if frame.isValid() and self.hasFocus() and self.open_editor() is None:
            painter = QPainter(self.viewport())
            painter.setPen(framing_pen())
            painter.drawRect(QRectF(frame).adjusted(1, 1, -1, -1))
            painter.end()


def _keys_of(event: QKeyEvent) -> str:
    """Key and modifiers as Qt writes them, the keypad's keys like the others."""
    key = Qt.Key.Key_Return if event.key() == Qt.Key.Key_Enter else event.key()
    modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    if key == Qt.Key.Key_Backtab:
        modifiers &= ~Qt.KeyboardModifier.ShiftModifier
    return QKeySequence(int(key) | modifiers.value).toString()
