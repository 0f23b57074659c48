"""What is chosen for paper, beside the pages: the range, the choices kept with the file, and the ways out."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import cast

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from perfdesk.forms.form import Form, PrintOptions
from perfdesk.gui.paper_lines import CHOICES
from perfdesk.gui.selection import Scope

WIDTH = 252
_SCOPES: tuple[tuple[Scope, str], ...] = (("one", "本项目"), ("selected", "选中的项目"), ("all", "全部项目"))


@dataclass(frozen=True, slots=True)
class WaysOut:
    """What can be done with the pages: the main button, those beside each other under it, and the menu of a page."""

    main: QAction
    others: Sequence[QAction]
    menu: QMenu


class PreviewPanel(QFrame):
    """`scope_chosen(scope)`; `chosen(name, on)` when the person ticks a choice."""

    scope_chosen = Signal(str)
    chosen = Signal(str, bool)

    def __init__(self, ways_out: WaysOut, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("preview_panel")
        self.setFixedWidth(WIDTH)
        self._scope = QComboBox()
        self._scope.setObjectName("print_scope")
        self._scope.setAccessibleName("打印范围")
        for name, text in _SCOPES:
            self._scope.addItem(text, name)
        self._scope.activated.connect(self._choose_scope)
        self._boxes = {name: self._box(name, *texts) for name, texts in CHOICES.items()}
        self._size, self._fonts = _quiet("print_size"), _quiet("print_fonts")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 16)
        column.setSpacing(8)
        column.addWidget(self._choices(), 1)
        buttons = QVBoxLayout()
        buttons.setContentsMargins(20, 0, 20, 0)
        buttons.setSpacing(8)
        buttons.addWidget(_button(ways_out.main, main=True))
        row = QHBoxLayout()
        row.setSpacing(8)
        for action in ways_out.others:
            row.addWidget(_button(action, main=False))
        buttons.addLayout(row)
        column.addLayout(buttons)

    def _choices(self) -> QScrollArea:
        """All but the buttons, scrolled where it is higher than the window."""
        inner = QWidget()
        inner.setObjectName("preview_choices")
        column = QVBoxLayout(inner)
        column.setContentsMargins(20, 16, 20, 0)
        column.setSpacing(4)
        column.addWidget(_heading("打印范围"))
        column.addWidget(self._scope)
        column.addSpacing(8)
        column.addWidget(_heading("版面"))
        for box in self._boxes.values():
            column.addWidget(box)
        column.addSpacing(4)
        column.addWidget(self._size)
        column.addWidget(self._fonts)
        column.addStretch(1)
        scrolled = QScrollArea()
        scrolled.setWidget(inner)
        scrolled.setWidgetResizable(True)
        scrolled.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scrolled.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        return scrolled

    def show_scope(self, which: Scope, chosen: int, projects: int) -> None:
        """Which scope is chosen, with how many projects the two others have."""
        self._scope.setCurrentIndex([name for name, _text in _SCOPES].index(which))
        self._scope.setItemText(1, f"选中的项目（{chosen} 个）")
        self._scope.setItemText(2, f"全部项目（{projects} 个）")

    def show_choices(self, options: PrintOptions, form: Form) -> None:
        """What is chosen; what the form has not, or what does nothing now, is disabled."""
        can_sign = bool(form.signature.lines)
        for name, box in self._boxes.items():
            box.setChecked(cast("bool", getattr(options, name)))
            if name == "signature":
                box.setEnabled(can_sign)
            elif name == "stamp":
                box.setEnabled(can_sign and options.signature and form.signature.stamp_mm > 0)
            elif name == "footer":
                box.setEnabled(bool(form.footer))

    def show_size(self, text: str) -> None:
        """Which size of type the table has."""
        self._size.setText(text)

    def show_fonts(self, text: str) -> None:
        """Which fonts stand in for others, "" when none has to."""
        self._fonts.setText(text)
        self._fonts.setVisible(bool(text))

    def go(self, name: str) -> None:
        """Puts the keyboard on a choice."""
        if name in self._boxes:
            self._boxes[name].setFocus(Qt.FocusReason.OtherFocusReason)

    def _choose_scope(self, index: int) -> None:
        self.scope_chosen.emit(self._scope.itemData(index))

    def _box(self, name: str, text: str, help_text: str) -> QCheckBox:
        box = QCheckBox(text)
        box.setObjectName(f"paper_{name}")
        box.setToolTip(help_text)
        box.setStatusTip(help_text)
        # A click leaves the keyboard with the pages; Tab still comes here.
        box.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        box.clicked.connect(lambda: self.chosen.emit(name, box.isChecked()))
        return box


def _heading(text: str) -> QLabel:
    label = QLabel(text)
    label.setProperty("tone", "text2")
    return label


def _quiet(name: str) -> QLabel:
    label = QLabel()
    label.setObjectName(name)
    label.setProperty("tone", "text2")
    label.setProperty("type", "help")
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    return label


def _button(action: QAction, *, main: bool) -> QPushButton:
    button = QPushButton(action.iconText() + ("…" if main else ""))
    button.setObjectName(f"preview_{action.objectName()}")
    button.setProperty("main", main)
    button.setToolTip(action.toolTip())
    button.setStatusTip(action.statusTip())
    button.clicked.connect(action.trigger)
    action.enabledChanged.connect(button.setEnabled)
    button.setEnabled(action.isEnabled())
    return button
