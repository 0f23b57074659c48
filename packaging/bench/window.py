"""The window: CPU from the start of the process to the first paint, a key in a text and in the filter, the preview."""

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from measure import Result
from work import document

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from perfdesk.gui.window import MainWindow

START = 1.5
ROUNDS = 7
KEYS = 300
BARE = """
from PySide6.QtWidgets import QApplication, QMainWindow, QPlainTextEdit, QSplitter, QTableView, QTreeView
app = QApplication([])
window, parts = QMainWindow(), QSplitter()
for kind in (QTreeView, QTableView, QPlainTextEdit):
    parts.addWidget(kind())
window.setCentralWidget(parts)
window.resize(1366, 696)
window.show()
app.processEvents()
window.grab()
"""
OURS = """
import gc
gc.disable()
from perfdesk.base.folders import data_folder
from perfdesk.gui.app import Safety, make_app, make_program
from perfdesk.gui.first_start import FirstStart
FirstStart(data_folder()).hand_over([])
app = make_app(["perfdesk"])
program = make_program(app, Safety(app))
program.open_files([])
app.processEvents()
program.windows[-1].grab()
"""
TIME = "\nimport os, time\nprint(time.process_time(), flush=True)\nos._exit(0)\n"


def start(quick: bool) -> Iterator[Result]:
    """First paint of the welcome page against a bare window, each in processes of their own, by turns."""
    taken: tuple[list[float], list[float]] = ([], [])
    with TemporaryDirectory() as home:
        for code in (BARE, OURS):
            _process_seconds(code + TIME, home)
        for _ in range(1 if quick else ROUNDS):
            for code, times in zip((BARE, OURS), taken, strict=True):
                times.append(_process_seconds(code + TIME, home))
    floor, ours = (statistics.median(times) for times in taken)
    yield Result("first paint", 1, floor, ours, None if quick else START)


def typing(quick: bool) -> Iterator[Result]:
    """The 99th percentile of a key through the event loop with all projects open, paint and all; milliseconds."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with TemporaryDirectory() as home:
        for name in ("CONFIG", "DATA", "CACHE"):
            os.environ[f"XDG_{name}_HOME"] = home
        yield from _typing(30 if quick else 1000, 20 if quick else KEYS)


def _typing(projects: int, keys: int) -> Iterator[Result]:
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QLineEdit, QTextEdit, QWidget

    from perfdesk.gui.app import Safety, make_app, make_program
    from perfdesk.gui.file_state import unsaved

    app = make_app(["bench"])
    program = make_program(app, Safety(app))
    window = program.new_window()
    window.files.hold(unsaved(document(projects)))
    window.resize(1366, 696)
    app.processEvents()

    def key(widget: "QWidget", number: int) -> None:
        QTest.keyClick(widget, "abcdefgh"[number % 8])
        app.processEvents()

    for tab, kind in (("fields", QLineEdit), ("goals", QTextEdit)):
        window.selection.show_tab(tab)
        app.processEvents()
        editor = next(one for one in window.findChild(object, f"{tab}_tab").findChildren(kind) if one.isVisible())
        editor.setFocus()
        yield _percentile(f"key in {tab}", projects, keys, lambda number, editor=editor: key(editor, number))
    search = next(one for one in window.findChild(object, "project_tree").findChildren(QLineEdit))
    search.setFocus()

    def filter_key(number: int) -> None:
        key(search, number)
        if number % 3 == 2:
            search.clear()

    yield _percentile("filter key", projects, keys, filter_key)
    yield from _preview(window, app, projects, keys // 3)
    program.close_down()


def _preview(window: "MainWindow", app: "QApplication", projects: int, edits: int) -> Iterator[Result]:
    """An edit with the preview in front, until its page is painted: of one project, and of all in one document."""
    from perfdesk.gui.page_canvas import PageCanvas
    from perfdesk.model.edits import set_field
    from perfdesk.model.place import Place

    project = window.session.document.projects[0].id
    field = window.form_of(window.session.document.project(project)).roles.name
    window.selection.show_projects(project)
    window.selection.show_tab("preview")
    app.processEvents()
    canvas = window.findChild(PageCanvas)

    def edit(number: int) -> None:
        window.session.edit("bench", lambda one: set_field(one, project, field, f"{number}"), Place(project, field))
        # The first has the pages made, the second has them painted.
        app.processEvents()
        app.processEvents()

    yield _percentile("edit to page, one table", projects, edits, edit)
    window.selection.show_scope("all")
    while len(canvas.stack) < projects:
        app.processEvents()
    yield _percentile("edit to page, all tables", projects, edits, edit)


def _percentile(name: str, projects: int, keys: int, press: Callable[[int], None]) -> Result:
    times: list[float] = []
    for number in range(keys):
        started = time.perf_counter()
        press(number)
        times.append(time.perf_counter() - started)
    return Result(f"{name}, 99 %", projects, None, 1000 * sorted(times)[int(len(times) * 0.99)], None, unit="ms")


def _process_seconds(code: str, home: str) -> float:
    """CPU of a process with its own settings and, as in an installed program, with modules that are compiled."""
    folders = {f"XDG_{name}_HOME": home for name in ("CONFIG", "DATA", "CACHE")}
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPYCACHEPREFIX": home, **folders}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    ran = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)
    return float(ran.stdout)
