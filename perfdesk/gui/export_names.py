"""The names of an export of a file a project: the pattern, words to put into it, and what comes of it."""

from collections.abc import Sequence

from PySide6.QtCore import QStringListModel, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListView,
    QMenu,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from perfdesk.jobs.file_names import WORDS

_ROWS, _LEAST = 118, 44
"""Pixels for five names, and for fewer where the screen is low."""


class ExportNames(QWidget):
    """`changed` when the pattern has; `show_names` tells what names it gives."""

    changed = Signal()

    def __init__(self, pattern: str, labels: Sequence[str]) -> None:
        super().__init__()
        self.pattern = QLineEdit(pattern)
        self.pattern.setObjectName("export_pattern")
        self.pattern.setAccessibleName("文件名的样式")
        self.pattern.textChanged.connect(self.changed)
        insert = QPushButton("插入")
        insert.setObjectName("export_insert")
        insert.setToolTip("在样式里加一个词，每个项目换成自己的内容")
        insert.setMenu(self._words(insert, labels))
        self._model = QStringListModel(self)
        self._list = QListView()
        self._list.setObjectName("export_names")
        self._list.setAccessibleName("将要写的文件")
        self._list.setModel(self._model)
        self._list.setUniformItemSizes(True)
        self._list.setSpacing(1)
        self._list.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self._list.setFixedHeight(_ROWS)
        self._count = QLabel()
        self._count.setObjectName("export_count")
        self._count.setProperty("tone", "text3")
        self._count.setProperty("type", "help")
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self.pattern, 1)
        line.addWidget(insert)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(line)
        column.addWidget(self._list)
        column.addWidget(self._count)
        self.setFocusProxy(self.pattern)

    def save_height(self, pixels: int) -> None:
        """Makes the list lower by so much, as far as it can be."""
        self._list.setFixedHeight(max(_LEAST, _ROWS - pixels))

    def show_names(self, names: Sequence[str]) -> None:
        """The names in the order of the projects."""
        if self._model.stringList() != list(names):
            self._model.setStringList(list(names))
        self._count.setText(f"{len(names)} 个文件" if names else "")

    def _words(self, parent: QWidget, labels: Sequence[str]) -> QMenu:
        menu = QMenu(parent)
        menu.setObjectName("export_words")
        for group in (WORDS, labels):
            for word in group:
                menu.addAction(word).triggered.connect(lambda _checked=False, word=word: self._insert(word))
            menu.addSeparator()
        return menu

    def _insert(self, word: str) -> None:
        self.pattern.insert(f"{{{word}}}")
        self.pattern.setFocus()
