"""The tree of the list with its gestures: folding, selecting, renaming, dragging, keys."""

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QCursor,
    QFocusEvent,
    QInputMethodEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QApplication,
    QFrame,
    QLineEdit,
    QStyle,
    QStyleOptionViewItem,
    QTreeView,
)

from perfdesk.gui import theme
from perfdesk.gui.forms_at_hand import FormOf
from perfdesk.gui.project_delegate import ProjectDelegate
from perfdesk.gui.project_model import Index, ProjectModel
from perfdesk.model.session import Session

_PLAIN = (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.KeypadModifier)
_ALT_SHIFT = Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.ShiftModifier
_BY_KEY = (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason, Qt.FocusReason.ShortcutFocusReason)
_TEXT_SIDE = 22


class ProjectView(QTreeView):
    """Says by its signals what is wanted; renaming goes to the session by the delegate.

    Groups can be current, but are never selected: the selection is of projects alone, and a click beside them keeps
    it. Letters, typed or composed, go to the field `search`.
    """

    opened = Signal()
    """Enter or a double click on a project."""
    deleted = Signal()
    stepped = Signal(bool)
    """Alt+Shift+↑ (True) or ↓ (False)."""
    menu_asked = Signal(QPoint)
    """Where, on the screen, a context menu for the selection is wanted."""

    def __init__(self, model: ProjectModel, session: Session, form_of: FormOf, search: QLineEdit) -> None:
        super().__init__()
        self._model = model
        self._search = search
        self._delegate = ProjectDelegate(model, session, form_of, self)
        self.empty_text = ""
        self.setObjectName("project_list")
        self.setAccessibleName("项目列表")
        self.setModel(model)
        self.setItemDelegate(self._delegate)
        self.setHeaderHidden(True)
        self.setIndentation(0)
        self.setUniformRowHeights(True)
        self.setExpandsOnDoubleClick(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setAutoExpandDelay(500)
        triggers = QAbstractItemView.EditTrigger
        self.setEditTriggers(triggers.EditKeyPressed | triggers.SelectedClicked)
        self.doubleClicked.connect(self._double_clicked)

    def close_editor(self) -> None:
        """Ends renaming, keeping what was typed."""
        if self.state() == QAbstractItemView.State.EditingState:
            self.closeEditor(self.indexWidget(self.currentIndex()), QAbstractItemDelegate.EndEditHint.NoHint)

    def _is_project(self, index: Index) -> bool:
        return bool(self._model.project_id(index))

    def _double_clicked(self, index: QModelIndex) -> None:
        if self._is_project(index):
            self.opened.emit()
        else:
            self.setExpanded(index, not self.isExpanded(index))

    def _fold_at(self, position: QPoint) -> bool:
        index = self.indexAt(position)
        if not self._delegate.chevron(index, self.visualRect(index)).contains(position):
            return False
        self.setExpanded(index, not self.isExpanded(index))
        return True

    def selectionCommand(self, index: Index, event: QEvent | None = None) -> QItemSelectionModel.SelectionFlag:
        if not self._is_project(index):
            return QItemSelectionModel.SelectionFlag.NoUpdate
        return super().selectionCommand(index, event)

    def drawRow(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paints by the delegate alone: the style would put a tint of its own behind the row."""
        row = QStyleOptionViewItem(option)
        row.state &= ~(QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_MouseOver)
        if self.selectionModel().isSelected(index):
            row.state |= QStyle.StateFlag.State_Selected
        viewport = self.viewport()
        if viewport.underMouse() and option.rect.contains(viewport.mapFromGlobal(QCursor.pos())):
            row.state |= QStyle.StateFlag.State_MouseOver
        self._delegate.paint(painter, row, index)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.empty_text and not self._model.rowCount():
            painter = QPainter(self.viewport())
            painter.setFont(theme.font("chrome"))
            painter.setPen(theme.colour("text2"))
            room = self.viewport().rect().adjusted(_TEXT_SIDE, 8, -_TEXT_SIDE, 0)
            painter.drawText(room, Qt.TextFlag.TextWordWrap.value, self.empty_text)
            painter.end()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self._delegate.shows_focus = True
        key, index = event.key(), self.currentIndex()
        up_or_down = key in (Qt.Key.Key_Up, Qt.Key.Key_Down)
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier == _ALT_SHIFT and up_or_down:
            self.stepped.emit(key == Qt.Key.Key_Up)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._double_clicked(index)
        elif key == Qt.Key.Key_Delete:
            if self._is_project(index):
                self.deleted.emit()
        elif event.modifiers() in _PLAIN and event.text().strip() and event.text().isprintable():
            self._search.setFocus()
            QApplication.sendEvent(self._search, event)
        else:
            super().keyPressEvent(event)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """A change of focus would end a composition: the focus follows the first word that is done."""
        QApplication.sendEvent(self._search, event)
        if event.commitString():
            self._search.setFocus()

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._delegate.shows_focus = event.reason() in _BY_KEY
        super().focusInEvent(event)
        self.viewport().update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._delegate.shows_focus = False
        if event.button() != Qt.MouseButton.LeftButton or not self._fold_at(event.position().toPoint()):
            super().mousePressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if not self._fold_at(event.position().toPoint()):
            super().mouseDoubleClickEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            at = self.visualRect(self.currentIndex()) & self.viewport().rect()
            self.menu_asked.emit(self.viewport().mapToGlobal(at.center()))
        else:
            self.menu_asked.emit(event.globalPos())
