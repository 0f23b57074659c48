"""What an empty place says: a large icon, what is not there yet, and the buttons that change it."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from perfdesk.gui.icons import icon

_ICON = 48


class EmptyPlace(QWidget):
    """Stands in the middle of its place; the first action is the main one."""

    def __init__(self, picture: str, title: str, text: str, actions: Sequence[QAction]) -> None:
        super().__init__()
        self.setObjectName("empty_place")
        layout = QVBoxLayout(self)
        layout.setSpacing(8)
        layout.addStretch(9)
        sign = QLabel()
        sign.setPixmap(icon(picture).pixmap(QSize(_ICON, _ICON), self.devicePixelRatioF()))
        for label, role, tone in ((sign, "", ""), (QLabel(title), "name", ""), (QLabel(text), "content", "text2")):
            label.setProperty("type", role)
            label.setProperty("tone", tone)
            layout.addWidget(label, 0, Qt.AlignmentFlag.AlignHCenter)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addStretch()
        for number, action in enumerate(actions):
            row.addWidget(_button(action, main=number == 0))
        row.addStretch()
        layout.addSpacing(8)
        layout.addLayout(row)
        layout.addStretch(10)


def _button(action: QAction, *, main: bool) -> QPushButton:
    button = QPushButton(action.iconText())
    button.setObjectName(f"empty_{action.objectName()}")
    button.setProperty("main", main)
    button.setToolTip(action.toolTip())
    button.clicked.connect(action.trigger)
    return button
