"""The export dialog as a person uses it, in one window."""

from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import QAbstractItemModel, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLabel, QLineEdit, QListView, QWidget
from pytestqt.qtbot import QtBot

from perfdesk.gui.export_dialog import ExportDialog
from perfdesk.gui.window import MainWindow
from perfdesk.gui.work import Work

LEFT = Qt.MouseButton.LeftButton


class Exports:
    """Opens the dialog of a window and acts on what can be seen in it."""

    def __init__(self, window: MainWindow, qtbot: QtBot) -> None:
        self.window = window
        self._qtbot = qtbot

    def open(self, action: str = "export") -> "Exports":
        self.window.menus[action].trigger()
        return self.wait()

    def wait(self) -> "Exports":
        """Until the dialog is there."""
        self._qtbot.waitUntil(lambda: self.is_open, timeout=20_000)
        return self

    @property
    def is_open(self) -> bool:
        return any(one.isVisible() for one in self.window.findChildren(ExportDialog))

    @property
    def dialog(self) -> ExportDialog:
        return next(one for one in self.window.findChildren(ExportDialog) if one.isVisible())

    def find(self, name: str) -> QWidget:
        return self.dialog.findChild(QWidget, name)

    def click(self, name: str) -> "Exports":
        button = self.find(name)
        assert isinstance(button, QAbstractButton)
        assert button.isVisible()
        assert button.isEnabled(), name
        QTest.mouseClick(button, LEFT, pos=button.rect().center() if button.width() < 100 else button.rect().topLeft())
        return self

    def tick(self, name: str) -> "Exports":
        """With the keyboard, wherever the box's text ends."""
        button = self.find(name)
        button.setFocus()
        QTest.keyClick(button, Qt.Key.Key_Space)
        return self

    def format(self, format_id: str) -> "Exports":
        combo = self.find("export_format")
        assert isinstance(combo, QComboBox)
        combo.setCurrentIndex(combo.findData(format_id))
        return self

    def write(self, field: str, text: str) -> "Exports":
        editor = self.find(field)
        assert isinstance(editor, QLineEdit)
        assert editor.isVisible()
        editor.selectAll()
        editor.insert(text)
        return self

    def into(self, folder: Path) -> "Exports":
        return self.write("export_folder", str(folder))

    def text(self, name: str) -> str:
        found = self.find(name)
        assert isinstance(found, QLabel | QLineEdit)
        return found.text()

    @property
    def names(self) -> list[str]:
        """The names that the list shows."""
        shown = self.find("export_names")
        assert isinstance(shown, QListView)
        model: QAbstractItemModel = shown.model()
        return [model.index(row, 0).data() for row in range(model.rowCount())]

    @property
    def enabled(self) -> Mapping[str, bool]:
        return {one.objectName(): one.isEnabled() for one in self.dialog.findChildren(QAbstractButton)}

    def go(self) -> None:
        """导出, and nothing stands in the way of the dialog."""
        self.press()
        assert not self.is_open

    def press(self) -> None:
        """导出."""
        QTest.keyClick(self.dialog, Qt.Key.Key_Return)

    def done(self) -> str:
        """Waits for the work; what the status bar then says."""
        work = self.window.findChild(Work)
        self._qtbot.waitUntil(lambda: not work.is_busy, timeout=60_000)
        return self.said

    @property
    def said(self) -> str:
        return self.window.status.findChild(QLabel, "state").text()
