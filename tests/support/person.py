"""A person at a window: clicks on what is seen and presses keys into what has the keyboard."""

from pathlib import Path

from PySide6.QtCore import QMimeData, QModelIndex, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QInputMethodEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QApplication, QLabel, QToolBar, QWidget
from pytestqt.qtbot import QtBot

from perfdesk.grid.indicator_rows import indicator_rows
from perfdesk.gui.tab_bar import TabBar
from perfdesk.gui.window import MainWindow

LEFT = Qt.MouseButton.LeftButton
TABS = ("fields", "goals", "indicators", "preview")


class Person:
    """Acts on one window, which is active from the first act on."""

    def __init__(self, window: MainWindow, qtbot: QtBot) -> None:
        self.window = window
        self._qtbot = qtbot
        self.come()

    def come(self) -> None:
        """Takes the window up, after dialogs."""
        self.window.activateWindow()
        self._qtbot.waitUntil(self.window.isActiveWindow)

    @property
    def document(self):
        return self.window.session.document

    @property
    def project(self):
        return self.document.project(self.window.selection.project)

    @property
    def form(self):
        return self.window.form_of(self.project)

    @property
    def keyboard(self) -> QWidget:
        """What has it."""
        return QApplication.focusWidget()

    @property
    def grid(self) -> QAbstractItemView:
        return self.window.findChild(QAbstractItemView, "indicator_grid")

    @property
    def list(self) -> QAbstractItemView:
        return self.window.findChild(QAbstractItemView, "project_list")

    def find(self, name: str) -> QWidget:
        """The widget of this name that can be seen."""
        return next(one for one in self.window.findChildren(QWidget, name) if one.isVisible())

    def said(self) -> str:
        """Left in the status bar."""
        return self.window.status.findChild(QLabel, "state").text()

    def press(self, *keys: str) -> None:
        """Keys such as Ctrl+Z, one after the other."""
        for key in keys:
            combination = QKeySequence(key)[0]
            QTest.keyClick(self.keyboard, combination.key(), combination.keyboardModifiers())

    def press_until(self, key: str, name: str) -> None:
        """Presses the key until the widget of this name has the keyboard."""
        passed: list[str] = []
        while self.keyboard.objectName() != name:
            passed.append(self.keyboard.objectName())
            assert len(passed) < 40, f"{key} does not lead to {name}, but to {passed}"
            self.press(key)

    def type(self, text: str) -> None:
        """Letters by key, all else as an input method gives it."""
        for letter in text:
            if letter.isascii():
                QTest.keyClicks(self.keyboard, letter)
            else:
                event = QInputMethodEvent()
                event.setCommitString(letter)
                QApplication.sendEvent(self.keyboard, event)

    def click(self, name: str) -> None:
        QTest.mouseClick(self.find(name), LEFT)

    def tool(self, action: str) -> None:
        """Clicks the button of the tool bar."""
        bar = self.window.findChild(QToolBar, "tool_bar")
        QTest.mouseClick(bar.widgetForAction(self.window.menus[action]), LEFT)

    def tab(self, name: str) -> None:
        bar = self.window.findChild(TabBar, "tab_bar")
        QTest.mouseClick(bar, LEFT, pos=bar.text_rect(TABS.index(name)).center())

    def field(self, field_id: str) -> QWidget:
        """Clicks into the editor of a field or goal."""
        editor = self.find(f"field_{field_id}")
        # The text of a many-line editor stands in a widget of its own.
        inner = editor.viewport() if hasattr(editor, "viewport") else editor
        QTest.mouseClick(inner, LEFT, pos=QPoint(8, inner.height() // 2))
        assert editor.hasFocus()
        return editor

    def cell(self, row: int, column: int) -> QModelIndex:
        """Clicks into a cell of the indicators."""
        return self._click_item(self.grid, self.grid.model().index(row, column))

    def choose(self, project_id: str) -> None:
        """Clicks the project in the list."""
        self._click_item(self.list, self.list.model().index_of(project_id))

    def drop(self, *paths: Path) -> None:
        """Drags files onto the window."""
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
        at, keys = QPoint(200, 200), Qt.KeyboardModifier.NoModifier
        enter = QDragEnterEvent(at, Qt.DropAction.CopyAction, data, LEFT, keys)
        QApplication.sendEvent(self.window, enter)
        assert enter.isAccepted()
        QApplication.sendEvent(self.window, QDropEvent(QPointF(at), Qt.DropAction.CopyAction, data, LEFT, keys))

    def sees(self) -> None:
        """Fails unless every view that can be seen shows what the document holds."""
        model = self.list.model()
        assert sorted(model.ids()) == sorted(one.id for one in self.document.projects)
        for one in self.document.projects:
            form = self.window.form_of(one)
            shown = model.index_of(one.id).data()
            assert one.field(form.roles.name).split() == [] or one.field(form.roles.name).split()[0] in shown
        if not self.document.projects:
            return
        tab = self.window.selection.tab
        assert self.find(f"{tab}_tab").isVisible()
        if tab == "indicators":
            columns = [column.id for column in self.form.columns]
            rows = [tuple(row.text(one) for one in columns) for row in indicator_rows(self.form, self.project)]
            grid = self.grid.model()
            assert rows == [
                tuple(grid.index(row, column).data() for column in range(grid.columnCount()))
                for row in range(grid.rowCount())
            ]
            return
        goals = (self.form.roles.period_goal, self.form.roles.annual_goal)
        for field in self.form.fields:
            if (field.id in goals) == (tab == "goals"):
                assert self.find(f"field_{field.id}").content() == self.project.field(field.id)

    def _click_item(self, view: QAbstractItemView, index: QModelIndex) -> QModelIndex:
        assert index.isValid()
        view.scrollTo(index)
        QTest.mouseClick(view.viewport(), LEFT, pos=view.visualRect(index).center())
        assert view.currentIndex() == index
        return index
