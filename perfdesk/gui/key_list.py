"""The list of all keys, with a field to find one."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QDialog, QHeaderView, QLineEdit, QTableWidget, QTableWidgetItem, QVBoxLayout, QWidget

from perfdesk.gui.actions import ACTIONS
from perfdesk.model.text import key

_VIEW_KEYS: tuple[tuple[str, str], ...] = (
    ("F2、双击", "指标：改选中的格子"),
    ("Enter、Tab", "指标：写好一格，到下面或右边的格子；Shift 往回"),
    ("Alt+Enter", "指标：在格子里换行"),
    ("Esc", "放弃正在写的格子"),
    ("Ctrl+D、Ctrl+R", "指标：往下、往右填充"),
    ("Ctrl+滚轮", "放大、缩小目标和指标的文字，打印预览里的纸"),
    ("Ctrl++、Ctrl+-", "打印预览：放大、缩小"),
    ("PgUp、PgDn、Home、End", "打印预览：往上、往下翻，到开头、到末尾"),
)


class KeyList(QDialog):
    """Two columns, the keys and what they do; the field above narrows it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("key_list")
        self.setWindowTitle("快捷键")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(560, 480)
        shown = [
            (QKeySequence(one.shortcut).toString(QKeySequence.SequenceFormat.NativeText), one.help)
            for one in ACTIONS
            if one.shortcut
        ]
        self._entries = (*shown, *_VIEW_KEYS)
        self._table = QTableWidget(len(self._entries), 2)
        self._table.setObjectName("keys")
        self._table.setHorizontalHeaderLabels(["按键", "作用"])
        self._table.verticalHeader().hide()
        self._table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self._table.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
        self._table.setShowGrid(False)
        header = self._table.horizontalHeader()
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.ResizeToContents)
        header.setStretchLastSection(True)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for row, texts in enumerate(self._entries):
            for column, text in enumerate(texts):
                self._table.setItem(row, column, QTableWidgetItem(text))
        field = QLineEdit()
        field.setPlaceholderText("按键或作用")
        field.setClearButtonEnabled(True)
        field.setObjectName("find_key")
        field.textChanged.connect(self._narrow)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 16)
        layout.addWidget(field)
        layout.addWidget(self._table)

    def _narrow(self, text: str) -> None:
        wanted = key(text)
        for row, texts in enumerate(self._entries):
            self._table.setRowHidden(row, wanted not in key(" ".join(texts)))
