"""历史版本: the states of a file that later saves have replaced, each to be opened or saved as a file of its own."""

from datetime import datetime
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
)
from shiboken6 import isValid

from perfdesk.base.errors import UserError
from perfdesk.gui.desk import Desk
from perfdesk.gui.file_questions import ask_target
from perfdesk.gui.file_state import unsaved
from perfdesk.gui.safekeeping import Safekeeping
from perfdesk.gui.theme import font
from perfdesk.jobs.file_names import safe_name
from perfdesk.jobs.sources import OWN_SUFFIX
from perfdesk.model.document import Document
from perfdesk.storage.backups import Backup
from perfdesk.storage.disk import read_file, write_file
from perfdesk.storage.file import open_document
from perfdesk.storage.jxmb import FILE_LIMIT

_NONE = "还没有历史版本。保存过一次以后，再保存时，原来的内容会留在这里。"
_SOME = "每次保存时，原来的内容留在这里：最近 20 次全部保留，更早的每天留一份，留 90 天。"
_LEAST = 200
"""Width of the column of times, in pixels."""


class HistoryDialog(QDialog):
    """The newest first. Opening one leaves the file as it is."""

    def __init__(self, desk: Desk, keeping: Safekeeping, file: Path | None) -> None:
        super().__init__(desk.widget)
        self.setObjectName("history_dialog")
        self.setWindowTitle("历史版本")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(560, 440)
        self._desk, self._file, self._zone = desk, file, keeping.now().tzinfo
        self._backups = keeping.backups.of(file) if file is not None else ()
        text = QLabel(_SOME if self._backups else _NONE)
        text.setObjectName("history_text")
        text.setWordWrap(True)
        text.setFont(font("content"))
        self._table = self._made_table()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 24, 24, 24)
        layout.setSpacing(12)
        layout.addWidget(text)
        layout.addWidget(self._table)
        layout.addLayout(self._buttons())
        self._read_counts()

    def _made_table(self) -> QTableWidget:
        table = QTableWidget(len(self._backups), 2)
        table.setObjectName("versions")
        table.setHorizontalHeaderLabels(["保存的时间", "项目"])
        table.verticalHeader().hide()
        table.setShowGrid(False)
        table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        table.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
        table.setSelectionMode(QTableWidget.SelectionMode.SingleSelection)
        head = table.horizontalHeader()
        head.setSectionResizeMode(0, QHeaderView.ResizeMode.ResizeToContents)
        head.setStretchLastSection(True)
        head.setMinimumSectionSize(_LEAST)
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        head.setHighlightSections(False)
        for row, one in enumerate(self._backups):
            table.setItem(row, 0, QTableWidgetItem(_shown(self._time(one))))
            table.setItem(row, 1, QTableWidgetItem("…"))
        if self._backups:
            table.selectRow(0)
        table.itemDoubleClicked.connect(self._open)
        return table

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addStretch()
        wanted = (("open_version", "打开", self._open), ("save_version", "另存为…", self._save))
        for name, text, slot in wanted:
            button = QPushButton(text)
            button.setObjectName(name)
            button.setProperty("main", name == "open_version")
            button.setEnabled(bool(self._backups))
            button.clicked.connect(slot)
            row.addWidget(button)
        close = QPushButton("关闭")
        close.setObjectName("close")
        close.clicked.connect(self.close)
        row.addWidget(close)
        return row

    def _read_counts(self) -> None:
        """Reads each version in a worker to say how many projects it has."""
        paths = [one.path for one in self._backups]
        table = self._table

        def show(counts: list[str]) -> None:
            # The dialog may have been closed meanwhile.
            for row, count in enumerate(counts if isValid(table) else ()):
                table.setItem(row, 1, QTableWidgetItem(count))

        if paths:
            self._desk.work(lambda _progress: [_count(path) for path in paths], show)

    def _chosen(self) -> Backup | None:
        row = self._table.currentRow()
        return self._backups[row] if 0 <= row < len(self._backups) else None

    def _time(self, one: Backup) -> datetime:
        return one.saved.astimezone(self._zone)

    def _named(self, one: Backup) -> str:
        stem = self._file.stem if self._file else ""
        return safe_name(f"{stem}（{self._time(one):%Y-%m-%d %H%M}的版本）", OWN_SUFFIX)

    def _open(self) -> None:
        one, desk = self._chosen(), self._desk
        if one is None:
            return
        folder, name = str(self._file.parent) if self._file else "", self._named(one)

        def show(document: Document) -> None:
            desk.window_for().files.hold(unsaved(document, folder, name))
            desk.say(f"打开了 {_shown(self._time(one))} 的版本，原来的文件没有变。")

        self.close()
        desk.work(lambda _progress: open_document(one.path), show)

    def _save(self) -> None:
        one, desk = self._chosen(), self._desk
        if one is None or self._file is None:
            return
        target = ask_target(self, str(self._file.parent), self._named(one))
        if target is None:
            return
        if target == self._file:
            desk.show_error(UserError("请换一个名字：这个名字的文件正打开着。", "什么也没有改动。"))
            return
        desk.work(
            lambda _progress: write_file(target, read_file(one.path, FILE_LIMIT)),
            lambda _nothing: desk.say(f"已存为“{target.name}”。"),
        )


def _shown(time: datetime) -> str:
    return f"{time.year}年{time.month}月{time.day}日 {time:%H:%M}"


def _count(path: Path) -> str:
    try:
        return f"{len(open_document(path).projects)} 个项目"
    except UserError:
        return "读不出来"
