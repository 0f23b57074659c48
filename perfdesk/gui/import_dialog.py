"""What an import has understood and what not: a list of every text that a person should look at."""

from collections.abc import Iterator
from pathlib import Path

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
    QWidget,
)

from perfdesk.gui.theme import font
from perfdesk.jobs.import_ import Failed, Imported
from perfdesk.jobs.sources import Opened

_BETWEEN = 16
"""Pixels between the texts of two columns."""
Line = tuple[str, str, str, str]
"""Source, what it is, where it stands, the text and why."""


def summary(imported: Imported) -> str:
    """Counts in one line, such as 已导入 12 个项目，待核对 3 处，未识别的内容 5 处."""
    opened = imported.opened
    counts = (
        ("待核对", sum(len(one.doubts) for one in opened), "处"),
        ("未识别的内容", sum(one.leftovers for one in opened), "处"),
        ("读不出来的文件", len(imported.failed), "个"),
        ("重复的项目", len(imported.twice), "个"),
    )
    projects = sum(len(one.document.projects) for one in opened)
    rest = "".join(f"，{word} {count} {unit}" for word, count, unit in counts if count)
    return f"{f'已导入 {projects} 个项目' if projects else '没有导入项目'}{rest}"


def lines(imported: Imported) -> Iterator[Line]:
    """All that a person should look at, source by source."""
    for source in imported.sources:
        name = Path(source.name).name
        if isinstance(source, Failed):
            yield name, "读不出来", "", str(source.error)
        else:
            yield from _of(name, source)
    for name in imported.twice:
        yield "", "重复的项目", "", name


def _of(name: str, source: Opened) -> Iterator[Line]:
    if not source.document.projects:
        yield name, "没有项目", "", "没有找到绩效目标表，请看看是不是选错了文件。"
    for notice in source.notices:
        yield name, "说明", notice.at, f"{notice.what}{f'，{notice.count} 处' if notice.count > 1 else ''}"
    for doubt in source.doubts:
        yield name, "待核对", doubt.at, f"{doubt.text}{f'（{doubt.why}）' if doubt.why else ''}"
    reading = source.reading
    if reading is None:
        return
    for left in (*reading.outside, *(one for table in reading.tables for one in table.leftover)):
        yield name, "未识别的内容", left.at, f"{left.text}{f'（{left.why}）' if left.why else ''}"


class ImportDialog(QDialog):
    """Stands beside the window while a person looks things up; nothing in it has to be answered."""

    def __init__(self, parent: QWidget, imported: Imported) -> None:
        super().__init__(parent)
        self.setObjectName("import_dialog")
        self.setWindowTitle("导入结果")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(760, 480)
        head = QLabel(f"{summary(imported)}。")
        head.setObjectName("import_summary")
        head.setFont(font("content"))
        head.setWordWrap(True)
        self._list = QTreeWidget()
        self._list.setObjectName("import_list")
        self._list.setHeaderLabels(["文件", "类别", "位置", "内容"])
        self._list.setRootIsDecorated(False)
        self._list.setUniformRowHeights(True)
        self._list.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        for line in lines(imported):
            item = QTreeWidgetItem([" ".join(text.split()) for text in line])
            item.setToolTip(3, line[3])
            self._list.addTopLevelItem(item)
        for column in range(3):
            self._list.resizeColumnToContents(column)
            self._list.setColumnWidth(column, self._list.columnWidth(column) + _BETWEEN)
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
