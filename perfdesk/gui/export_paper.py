"""The print options in the export dialog, which are those of the file: signature lines, seal, one page, new leaf."""

from collections.abc import Collection, Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout, QLabel, QWidget

from perfdesk.forms.form import Form
from perfdesk.gui.paper_lines import CHOICES, fonts_line

_OPTIONS = ("signature", "stamp", "fit", "new_leaf")


class ExportPaper(QWidget):
    """`changed` when the person has ticked something. `values` holds all options, also those that do nothing now."""

    changed = Signal()

    def __init__(self, values: Mapping[str, bool], forms: Collection[Form], width: int) -> None:
        super().__init__()
        self._possible = {"fit", "new_leaf"}
        if any(form.signature.lines for form in forms):
            self._possible.add("signature")
        if any(form.signature.lines and form.signature.stamp_mm for form in forms):
            self._possible.add("stamp")
        self._boxes = {name: QCheckBox(CHOICES[name][0]) for name in _OPTIONS}
        self._forms = tuple(forms)
        self._fonts = QLabel()
        self._fonts.setObjectName("export_fonts")
        self._fonts.setProperty("tone", "text3")
        self._fonts.setProperty("type", "help")
        self._fonts.setWordWrap(True)
        self._fonts.setFixedWidth(width)
        layout = QGridLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setHorizontalSpacing(24)
        layout.setVerticalSpacing(4)
        layout.setColumnStretch(2, 1)
        for number, (name, box) in enumerate(self._boxes.items()):
            box.setObjectName(f"paper_{name}")
            box.setToolTip(CHOICES[name][1])
            box.setChecked(values[name])
            box.toggled.connect(self.changed)
            layout.addWidget(box, number // 2, number % 2)
        layout.addWidget(self._fonts, 2, 0, 1, 3)

    @property
    def line(self) -> int:
        """Height of a line in pixels."""
        return self._boxes["signature"].sizeHint().height()

    @property
    def values(self) -> Mapping[str, bool]:
        """What is ticked, by name."""
        return {name: box.isChecked() for name, box in self._boxes.items()}

    def show_format(self, paper: Collection[str], embeds_fonts: bool) -> None:
        """Enables what does something in a format that can show `paper`; a seal stands beside the signature lines.

        Where the file takes the fonts of this machine along, those that it lacks are named.
        """
        self._fonts.setText(fonts_line(self._forms) if embeds_fonts else "")
        self._fonts.setVisible(bool(self._fonts.text()))
        signs = self._boxes["signature"].isChecked()
        for name, box in self._boxes.items():
            box.setEnabled(name in paper and name in self._possible and (name != "stamp" or signs))
