"""The indicators tab of a sample project in a window of its own, and what a person does to it."""

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QInputMethodEvent, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QMainWindow, QMenu, QToolBar, QVBoxLayout, QWidget
from support.seeds import form, seeds

from perfdesk.base.settings import Settings
from perfdesk.gui.edit_target import EditTarget
from perfdesk.gui.indicator_model import IndicatorModel
from perfdesk.gui.indicator_view import IndicatorView
from perfdesk.gui.indicators_tab import IndicatorsTab
from perfdesk.gui.menus import Menus
from perfdesk.gui.selection import Selection
from perfdesk.model.session import Session

NONE = Qt.KeyboardModifier.NoModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
CTRL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier
LEVEL1, LEVEL2, LEVEL3, PERIOD, ANNUAL = range(5)


@dataclass
class Desk:
    """A window with a field beside the tab, and with undo and redo as the program has them."""

    window: QMainWindow
    other: QLineEdit
    tab: IndicatorsTab
    session: Session
    selection: Selection

    @property
    def grid(self) -> IndicatorView:
        return self.tab.findChild(IndicatorView, "indicator_grid")

    @property
    def model(self) -> IndicatorModel:
        return self.grid.model()

    @property
    def editor(self):
        return self.grid.open_editor()

    @property
    def project(self):
        return self.session.document.project(self.selection.project)

    @property
    def at(self):
        index = self.grid.currentIndex()
        return index.row(), index.column()

    def text(self, row, column):
        return self.model.index(row, column).data()

    def table(self):
        return [
            tuple(self.text(row, column) for column in range(self.model.columnCount()))
            for row in range(self.model.rowCount())
        ]

    def point(self, row, column) -> QPoint:
        return self.grid.visualRect(self.model.index(row, column)).center()

    def click(self, row, column, modifiers=NONE):
        QTest.mouseClick(self.grid.viewport(), Qt.MouseButton.LeftButton, modifiers, self.point(row, column))

    def hover(self, point: QPoint):
        """The mouse comes over the grid; not by `QTest.mouseMove`, which goes to whatever window is on top there."""
        viewport, at = self.grid.viewport(), QPointF(point)
        place = QPointF(viewport.mapToGlobal(point))
        button = Qt.MouseButton.NoButton
        QApplication.sendEvent(viewport, QMouseEvent(QEvent.Type.MouseMove, at, place, button, button, NONE))

    def click_window(self, widget, point):
        """A click as the system sends it, to the window first."""
        at = widget.mapTo(self.window, point)
        QTest.mouseClick(self.window.windowHandle(), Qt.MouseButton.LeftButton, NONE, at)

    def double_click(self, row, column):
        self.click(row, column)
        QTest.mouseDClick(self.grid.viewport(), Qt.MouseButton.LeftButton, NONE, self.point(row, column))

    def key(self, key, modifiers=NONE):
        QTest.keyClick(self.editor or self.grid, key, modifiers)

    def type(self, text):
        """Letters by key, Han as an input method gives them."""
        for letter in text:
            if letter.isascii():
                QTest.keyClicks(self.editor or self.grid, letter)
            else:
                self.commit(letter)

    def preedit(self, text):
        """The input method shows letters; it talks to the widget that has the focus."""
        QApplication.sendEvent(QApplication.focusWidget(), QInputMethodEvent(text, []))

    def commit(self, text):
        event = QInputMethodEvent()
        event.setCommitString(text)
        QApplication.sendEvent(QApplication.focusWidget(), event)

    def menu(self, name) -> QMenu:
        return next(one for one in self.tab.findChildren(QMenu, name) if one.isVisible())

    def choose(self, name, text):
        menu = self.menu(name)
        next(action for action in menu.actions() if text in action.text()).trigger()
        menu.close()


class Workplace:
    """The part of a workplace that the actions of the grid use."""

    def __init__(self, tab: IndicatorsTab) -> None:
        self.indicators = tab
        self.edit_target = EditTarget(tab)


class WindowDesk:
    """The window as its actions see it."""

    settings = Settings()

    def __init__(self, session: Session, selection: Selection, tab: IndicatorsTab) -> None:
        self.session, self.selection, self.workplace = session, selection, Workplace(tab)
        self.finish_editing = tab.finish_editing

    def form_of(self, project):
        return form(project.form)


def make_desk(qtbot, project="p1", document=None, size=(1101, 520)) -> Desk:
    """The desk, shown, with the keyboard in the grid."""
    session, selection = Session(document or seeds()), Selection()
    selection.show_projects(project)
    selection.show_tab("indicators")
    tab = IndicatorsTab(session, selection, lambda one: form(one.form))
    window, page, other = QMainWindow(), QWidget(), QLineEdit()
    column = QVBoxLayout(page)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    column.addWidget(tab)
    column.addWidget(other)
    window.setCentralWidget(page)
    desk = Desk(window, other, tab, session, selection)
    menus = Menus(WindowDesk(session, selection, tab), window)
    tab.set_menus(menus)
    session.subscribe(lambda *_: menus.refresh())
    selection.cells_changed.connect(menus.refresh)
    window.menuBar().hide()
    window.findChild(QToolBar).hide()
    qtbot.addWidget(window)
    window.resize(size[0], size[1] + other.sizeHint().height())
    window.show()
    window.activateWindow()
    desk.grid.setFocus()
    qtbot.waitUntil(desk.grid.hasFocus)
    return desk
