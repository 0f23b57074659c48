"""A row of radio buttons, of which Tab reaches the one that is on."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QRadioButton, QWidget

_TAB, _CLICK = Qt.FocusPolicy.StrongFocus, Qt.FocusPolicy.ClickFocus
_BETWEEN = 20


class RadioLine(QWidget):
    """`texts` by object name, of which `on` is on; `changed` is called when another one is."""

    def __init__(self, texts: Mapping[str, str], on: str, changed: Callable[[], None]) -> None:
        super().__init__()
        self._group = QButtonGroup(self)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(_BETWEEN)
        self.buttons = tuple(QRadioButton(text) for text in texts.values())
        for number, (name, button) in enumerate(zip(texts, self.buttons, strict=True)):
            button.setObjectName(name)
            button.setChecked(name == on)
            _stop_where_on(button)
            self._group.addButton(button, number)
            line.addWidget(button)
        line.addStretch()
        self._group.idToggled.connect(changed)

    @property
    def chosen(self) -> int:
        """The number of the button that is on, from 0."""
        return self._group.checkedId()


def _stop_where_on(button: QRadioButton) -> None:
    def follow(is_on: bool) -> None:
        button.setFocusPolicy(_TAB if is_on else _CLICK)

    follow(button.isChecked())
    button.toggled.connect(follow)
