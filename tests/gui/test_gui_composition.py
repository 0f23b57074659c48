from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QPushButton, QTableWidget, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from perfdesk.gui.composition import Composition


@pytest.fixture
def composition(qapp):
    made = Composition(qapp)
    yield made
    made.close_down()


@pytest.fixture
def page(qtbot: QtBot) -> QWidget:
    made = QWidget()
    layout = QVBoxLayout(made)
    for child in (QLineEdit(), QPlainTextEdit(), QTableWidget(2, 2), QPushButton("保存")):
        layout.addWidget(child)
    made.findChild(QPushButton).setFocusPolicy(Qt.FocusPolicy.NoFocus)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitExposed(made)
    made.activateWindow()
    return made


def compose(text: str) -> None:
    QApplication.sendEvent(QApplication.focusObject(), QInputMethodEvent(text, []))


def commit(text: str) -> None:
    event = QInputMethodEvent()
    event.setCommitString(text)
    QApplication.sendEvent(QApplication.focusObject(), event)


@pytest.mark.parametrize(
    ("kind", "text"), [(QLineEdit, QLineEdit.text), (QPlainTextEdit, QPlainTextEdit.toPlainText)], ids=["line", "text"]
)
def test_han_on_the_screen_is_kept(composition, page, qtbot, kind: type[QWidget], text: Callable[[QWidget], str]):
    editor = page.findChild(kind)
    editor.setFocus()
    compose("你好")
    assert text(editor) == ""
    composition.finish()
    assert text(editor) == "你好"
    assert not composition.is_open


def test_bare_letters_are_named_and_taken_from_the_screen(composition, page, qtbot):
    editor = page.findChild(QLineEdit)
    editor.setFocus()
    compose("ni hao")
    with qtbot.waitSignal(composition.dropped) as dropped:
        composition.finish()
    assert dropped.args == ["ni hao"]
    assert editor.text() == ""


def test_nothing_is_sent_when_nothing_is_composed(composition, page, qtbot):
    editor = page.findChild(QLineEdit)
    editor.setFocus()
    compose("ni")
    commit("你")
    with qtbot.assertNotEmitted(composition.dropped):
        composition.finish()
    assert editor.text() == "你"


def test_a_click_finishes_it_before_the_click_arrives(composition, page, qtbot):
    editor, button = page.findChild(QLineEdit), page.findChild(QPushButton)
    editor.setFocus()
    compose("督查")
    seen: list[str] = []
    button.clicked.connect(lambda: seen.append(editor.text()))
    at = button.mapTo(page, button.rect().center())
    qtbot.mouseClick(page.windowHandle(), Qt.MouseButton.LeftButton, pos=QPoint(at))
    assert seen == ["督查"]


def test_composing_on_a_selected_cell_opens_its_editor_and_loses_nothing(composition, page, qtbot):
    table = page.findChild(QTableWidget)
    table.setFocus()
    table.setCurrentCell(0, 0)
    compose("数")
    composition.finish()
    editor = table.indexWidget(table.currentIndex())
    assert isinstance(editor, QLineEdit)
    assert editor.text() == "数"
