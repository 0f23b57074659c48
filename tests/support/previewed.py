"""A window with the preview in front, acted on through its widgets."""

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QContextMenuEvent, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QComboBox, QLabel, QMenu, QToolButton
from support.seeds import seeds

from perfdesk.gui.file_state import unsaved
from perfdesk.gui.page_canvas import PageCanvas
from perfdesk.model.document import Document
from perfdesk.paper.pages import Page, Part

LEFT = Qt.MouseButton.LeftButton


class Previewed:
    """Shows a document; waits until all that was asked for is on the screen."""

    def __init__(self, program, qtbot, document: Document | None = None, project: str = "p8", size=(1366, 696)) -> None:
        self.qtbot = qtbot
        self.window = window = program.new_window()
        window.files.hold(unsaved(document or seeds()))
        window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMaximized)
        window.resize(*size)
        window.selection.show_projects(project)
        window.selection.show_tab("preview")
        qtbot.waitExposed(window)
        window.activateWindow()
        self.settle()

    @property
    def session(self):
        return self.window.session

    @property
    def canvas(self) -> PageCanvas:
        return self.window.findChild(PageCanvas)

    @property
    def bar(self):
        return self.canvas.verticalScrollBar()

    def settle(self) -> None:
        for _ in range(4):
            QApplication.processEvents()

    def label(self, name: str) -> str:
        return self.window.findChild(QLabel, name).text()

    @property
    def pages(self) -> str:
        return self.label("preview_pages")

    def page(self, number: int) -> Page:
        """What stands on a page, counted from 0."""
        return self.canvas.stack.book.page(number)

    def text(self) -> str:
        """Everything that the pages say."""
        pages = [self.page(number) for number in range(len(self.canvas.stack))]
        lines = [line for page in pages for line in (*(one for part in page.parts for one in part.lines), *page.lines)]
        return "".join(line.text for line in lines)

    def part(self, says: str) -> tuple[int, Part]:
        """The first part that holds the text, with its page."""
        return next(
            (number, part)
            for number in range(len(self.canvas.stack))
            for part in self.page(number).parts
            if says in "".join(line.text for line in part.lines)
        )

    def point(self, says: str) -> QPoint:
        """Scrolls to the part, and where it is then."""
        number, part = self.part(says)
        self.bar.setValue(round(self.canvas.stack.part_rect(number, part).top()) - 40)
        return self.canvas.in_viewport(self.canvas.stack.part_rect(number, part)).center().toPoint()

    def click(self, says: str) -> None:
        QTest.mouseClick(self.canvas.viewport(), LEFT, pos=self.point(says))
        self.settle()

    def hover(self, says: str) -> None:
        self.move(self.point(says))

    def move(self, point: QPoint) -> None:
        here, nothing = QPointF(point), Qt.MouseButton.NoButton
        where = QPointF(self.canvas.viewport().mapToGlobal(point))
        event = QMouseEvent(QEvent.Type.MouseMove, here, where, nothing, nothing, Qt.KeyboardModifier.NoModifier)
        QApplication.sendEvent(self.canvas.viewport(), event)

    def press(self, key: Qt.Key, modifier=Qt.KeyboardModifier.NoModifier) -> None:
        self.canvas.setFocus()
        QTest.keyClick(self.canvas, key, modifier)
        self.settle()

    def box(self, name: str) -> QCheckBox:
        return self.window.findChild(QCheckBox, f"paper_{name}")

    def tick(self, name: str) -> None:
        box = self.box(name)
        QTest.mouseClick(box, LEFT, pos=QPoint(8, box.height() // 2))
        self.settle()

    def tool(self, name: str) -> None:
        QTest.mouseClick(self.window.findChild(QToolButton, name), LEFT)
        self.settle()

    def choose(self, combo: str, start: str) -> None:
        """Takes the entry that begins so, as a person does by the keyboard."""
        found = self.window.findChild(QComboBox, combo)
        found.setFocus()
        found.setCurrentIndex(found.findText(start, Qt.MatchFlag.MatchStartsWith))
        assert found.currentIndex() >= 0
        found.activated.emit(found.currentIndex())
        self.settle()

    def menu_at(self, page: int) -> QMenu:
        """Right click on a page that is in view."""
        rect = self.canvas.in_viewport(self.canvas.stack.rect(page))
        at = QPoint(round(rect.center().x()), round(max(rect.top(), 0)) + 30)
        event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, self.canvas.viewport().mapToGlobal(at))
        QApplication.sendEvent(self.canvas.viewport(), event)
        self.settle()
        return self.window.findChild(QMenu, "preview_menu")
