"""What an import has understood and what not: a list of every text that a person should look at."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
)

from perfdesk.gui.desk import Desk
from perfdesk.gui.import_lines import Line
from perfdesk.gui.theme import font
from perfdesk.gui.typed_field import project_shown
from perfdesk.gui.view_commands import tab_of
from perfdesk.model.session import Session
from perfdesk.model.text import one_line

_BETWEEN = 16
"""Pixels between the texts of two columns."""
_WIDEST = 220
"""Most pixels of a column but the last at first."""


class ImportDialog(QDialog):
    """Stands beside the window while a person looks things up; nothing in it has to be answered.

    A click on a line shows its place in the window, Enter or a double click takes the keyboard there too. `session` is
    that to which was imported, None when nothing was.
    """

    def __init__(self, desk: Desk, summary: str, lines: Sequence[Line], session: Session | None) -> None:
        super().__init__(desk.widget)
        self._desk, self._lines, self._session = desk, lines, session
        self.setObjectName("import_dialog")
        self.setWindowTitle("导入结果")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(760, 480)
        head = QLabel(f"{summary}。")
        head.setObjectName("import_summary")
        head.setFont(font("content"))
        head.setWordWrap(True)
        self._list = QTreeWidget()
        self._list.setObjectName("import_list")
        self._list.setHeaderLabels(["文件", "类别", "项目", "位置", "内容"])
        self._list.setRootIsDecorated(False)
        self._list.setUniformRowHeights(True)
        self._list.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        for line in lines:
            texts = (line.source, line.kind, line.project, line.at, line.text)
            item = QTreeWidgetItem([one_line(text) for text in texts])
            item.setToolTip(2, line.project)
            item.setToolTip(4, line.text)
            self._list.addTopLevelItem(item)
        for column in range(4):
            self._list.resizeColumnToContents(column)
            self._list.setColumnWidth(column, min(self._list.columnWidth(column) + _BETWEEN, _WIDEST))
        self._list.itemClicked.connect(self._show)
        self._list.itemActivated.connect(self._go)
        close = QPushButton("关闭")
        close.setObjectName("close")
        close.clicked.connect(self.close)
        row = QHBoxLayout()
        row.addStretch()
        row.addWidget(close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 24, 24, 24)
        layout.setSpacing(12)
        layout.addWidget(head)
        layout.addWidget(self._list)
        layout.addLayout(row)

    def _show(self, item: QTreeWidgetItem) -> bool:
        """Shows the place of a line, unless it has none or its project is gone."""
        place, desk, session = self._lines[self._list.indexOfTopLevelItem(item)].place, self._desk, self._session
        project = project_shown(session.document, place.project) if place is not None and session is not None else None
        if place is None or project is None or desk.session is not session:
            return False
        desk.finish_editing()
        desk.selection.go(place, tab_of(place, desk.form_of(project)))
        return True

    def _go(self, item: QTreeWidgetItem) -> None:
        if self._show(item):
            self._desk.widget.activateWindow()
