"""Says where the parts of the window are that input_story.py clicks: measured offscreen, in the window's first size.

Prints JSON: `points`, name to "X Y" in the window, and `places`, the field, the goal and the column that were chosen.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from PySide6.QtCore import QEventLoop, QPoint, QRect
from PySide6.QtWidgets import QApplication, QTextEdit, QToolBar, QWidget

from perfdesk.gui.app import Safety, make_app, make_program
from perfdesk.gui.indicator_view import IndicatorView
from perfdesk.gui.project_view import ProjectView
from perfdesk.gui.tab_bar import TabBar
from perfdesk.gui.window import MainWindow

CELL, ELSEWHERE = (0, 2), (2, 3)
"""Row and column of the cell that is written, and of the one that is clicked to leave it."""


class Points:
    """Collects points of a window."""

    def __init__(self, window: MainWindow) -> None:
        self.window = window
        self.found: dict[str, str] = {}

    def add(self, name: str, widget: QWidget, rect: QRect | None = None) -> None:
        at = widget.mapTo(self.window, (widget.rect() if rect is None else rect).center())
        self.found[name] = f"{at.x()} {at.y()}"


def fields(window: MainWindow, tab: str) -> list[QWidget]:
    """The editors of a tab from top to bottom, and from left to right."""
    window.selection.show_tab(tab)
    QApplication.processEvents()
    view = window.findChild(QWidget, f"{tab}_tab")
    found = [one for one in view.findChildren(QWidget) if one.objectName().startswith("field_")]
    return sorted(found, key=lambda one: tuple(reversed(one.mapTo(window, QPoint()).toTuple())))


def measure(window: MainWindow) -> dict[str, object]:
    points = Points(window)
    bar = window.findChild(QToolBar, "tool_bar")
    for name in ("save", "undo"):
        points.add(name, bar.widgetForAction(window.menus[name]))
    tabs = window.findChild(TabBar)
    for at, name in enumerate(("fields", "goals", "indicators")):
        points.add(f"tab_{name}", tabs, tabs.tabRect(at))
    field, elsewhere = fields(window, "fields")[:2]
    points.add("field", field)
    points.add("field_elsewhere", elsewhere)
    tree = window.findChild(ProjectView)
    points.add("tree", tree, tree.visualRect(tree.indexBelow(tree.currentIndex())))
    goal, other = fields(window, "goals")[:2]
    points.add("goal", goal)
    points.add("goal_elsewhere", other.viewport() if isinstance(other, QTextEdit) else other)
    window.selection.show_tab("indicators")
    QApplication.processEvents()
    points.found["close"] = f"{window.width() - 12} -10"
    grid = window.findChild(IndicatorView)
    model = grid.model()
    for name, (row, column) in (("cell", CELL), ("cell_elsewhere", ELSEWHERE)):
        points.add(name, grid.viewport(), grid.visualRect(model.index(row, column)))
    return {
        "points": points.found,
        "places": {
            "field": field.objectName().removeprefix("field_"),
            "goal": goal.objectName().removeprefix("field_"),
            "cell": model.columns[CELL[1]].id,
        },
    }


def main() -> None:
    app = make_app([""])
    safety = Safety(app)
    program = make_program(app, safety)
    program.open_files([Path(sys.argv[1])])
    window = next(one for one in program.windows if isinstance(one, MainWindow))
    window.resize(window.normalGeometry().size())
    window.showNormal()
    while window.session is None:
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
    QApplication.processEvents()
    print(json.dumps(measure(window)))
    program.close_down()
    safety.close_down()


if __name__ == "__main__":
    main()
