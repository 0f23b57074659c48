"""The export dialog: what, in which format, under which names, where, and how it looks on paper."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QFileDialog,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from perfdesk.base.errors import UserError
from perfdesk.forms.labels import filled
from perfdesk.gui.export_choice import FORMATS, Choice, Source, file_name
from perfdesk.gui.export_names import ExportNames
from perfdesk.gui.export_paper import ExportPaper
from perfdesk.gui.radio_line import RadioLine
from perfdesk.gui.selection import Scope

_WIDTH = 560
_INSIDE = 24
_LABELS, _BESIDE = 64, 12
_ROOM = _WIDTH - 2 * _INSIDE - _LABELS - _BESIDE
"""Pixels for what stands beside the labels."""
_FRAME = 40
"""Pixels for the window's own frame and title, and a little air."""


class ExportDialog(QDialog):
    """`asked` when the person wants what `choice` says; the dialog stays until it is accepted."""

    asked = Signal()

    def __init__(self, parent: QWidget, source: Source, choice: Choice) -> None:
        super().__init__(parent)
        self.setObjectName("export_dialog")
        self.setWindowTitle("导出")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._source, self._first = source, choice
        self._proposed = ""
        self._rows = QGridLayout()
        self._rows.setHorizontalSpacing(_BESIDE)
        self._rows.setVerticalSpacing(12)
        self._rows.setColumnMinimumWidth(0, _LABELS)
        self._rows.setColumnStretch(1, 1)
        self._scopes = self._add_scopes()
        self._format = self._add_format()
        self._each = self._add_each()
        self._name, self._suffix, self._names = self._add_names()
        self._folder = self._add_folder()
        self._paper = ExportPaper(choice.paper, tuple(source.forms.values()), _ROOM)
        self._paper.changed.connect(self._show)
        self._add_row("版面", self._paper, line=self._paper.line)
        self._open_file, self._open_folder = self._add_afterwards()
        self._add_bottom()
        self._names.save_height(max(0, self.sizeHint().height() + _FRAME - parent.screen().availableSize().height()))
        self._propose_name()
        self._show()
        (self._names if choice.is_each else self._name).setFocus()
        self._name.selectAll()

    @property
    def choice(self) -> Choice:
        """What the dialog says now."""
        scopes: tuple[Scope, ...] = ("one", "selected", "all")
        return Choice(
            scope=scopes[self._scopes.chosen],
            format=FORMATS[self._format.currentIndex()],
            each=self._each.chosen == 1,
            folder=self._folder.text().strip(),
            stem=self._name.text(),
            pattern=self._names.pattern.text(),
            paper=self._paper.values,
            open_file=self._open_file.isChecked(),
            open_folder=self._open_folder.isChecked(),
        )

    def propose(self, choice: Choice) -> None:
        """Shows other names, after those that were asked for could not be had."""
        self._name.setText(choice.stem)
        self._names.pattern.setText(choice.pattern)
        field = self._names.pattern if choice.is_each else self._name
        field.setFocus()
        field.selectAll()

    def _add_row(self, text: str, part: QWidget | QLayout, buddy: QWidget | None = None, line: int = 0) -> None:
        """`line`: the height of the part's first line, beside which the label stands, when there are more."""
        row, label = self._rows.rowCount(), QLabel(text)
        label.setProperty("tone", "text2")
        if buddy is not None:
            label.setBuddy(buddy)
        upright = Qt.AlignmentFlag.AlignTop if line else Qt.AlignmentFlag.AlignVCenter
        label.setMinimumHeight(line)
        self._rows.addWidget(label, row, 0, Qt.AlignmentFlag.AlignRight | upright)
        if isinstance(part, QWidget):
            self._rows.addWidget(part, row, 1)
        else:
            self._rows.addLayout(part, row, 1)

    def _add_scopes(self) -> RadioLine:
        source = self._source
        total, selected = len(source.document.projects), len(source.selected)
        chosen = f"选中的 {selected} 个项目" if selected > 1 else "选中的项目"
        texts = {"scope_one": "本项目", "scope_selected": chosen, "scope_all": f"全部 {total} 个项目"}
        line = RadioLine(texts, f"scope_{self._first.scope}", self._asked_otherwise)
        line.buttons[0].setEnabled(bool(source.project))
        line.buttons[1].setEnabled(selected > 1)
        if source.project:
            project = source.document.project(source.project)
            line.buttons[0].setToolTip(project.field(source.forms[project.form].roles.name))
        self._add_row("范围", line)
        return line

    def _add_format(self) -> QComboBox:
        combo = QComboBox()
        combo.setObjectName("export_format")
        for one in FORMATS:
            combo.addItem(one.text, one.id)
        combo.setCurrentIndex(FORMATS.index(self._first.format))
        combo.setMaximumWidth(220)
        combo.currentIndexChanged.connect(self._asked_otherwise)
        self._add_row("格式", combo, combo)
        return combo

    def _add_each(self) -> RadioLine:
        texts = {"export_one": "一个文件", "export_each": "每个项目一个文件"}
        line = RadioLine(texts, "export_each" if self._first.each else "export_one", self._show)
        self._add_row("写成", line)
        return line

    def _add_names(self) -> tuple[QLineEdit, QLabel, ExportNames]:
        name, suffix = QLineEdit(self._first.stem), QLabel()
        name.setObjectName("export_name")
        name.setAccessibleName("文件名")
        suffix.setObjectName("export_suffix")
        suffix.setProperty("tone", "text3")
        names = ExportNames(self._first.pattern, self._labels())
        name.textChanged.connect(self._show)
        names.changed.connect(self._show)
        line = _line(6)
        line.addWidget(name, 1)
        line.addWidget(suffix)
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addLayout(line)
        column.addWidget(names)
        self._add_row("文件名", column, line=name.sizeHint().height())
        return name, suffix, names

    def _add_folder(self) -> QLineEdit:
        folder, browse, line = QLineEdit(self._first.folder), QPushButton("浏览…"), _line(8)
        folder.setObjectName("export_folder")
        folder.setAccessibleName("保存到的文件夹")
        folder.textChanged.connect(self._show)
        browse.setObjectName("export_browse")
        browse.clicked.connect(self._browse)
        line.addWidget(folder, 1)
        line.addWidget(browse)
        self._add_row("保存到", line, folder)
        return folder

    def _add_afterwards(self) -> tuple[QCheckBox, QCheckBox]:
        file, folder, line = QCheckBox("打开文件"), QCheckBox("打开文件夹"), _line(24)
        for box, name, on in (
            (file, "open_file", self._first.open_file),
            (folder, "open_folder", self._first.open_folder),
        ):
            box.setObjectName(name)
            box.setChecked(on)
            line.addWidget(box)
        line.addStretch()
        self._add_row("完成后", line)
        return file, folder

    def _add_bottom(self) -> None:
        self._problem = QLabel()
        self._problem.setObjectName("export_problem")
        self._problem.setProperty("tone", "error")
        self._problem.setWordWrap(True)
        self._go, cancel, line = QPushButton("导出"), QPushButton("取消"), _line(8)
        self._go.setObjectName("export_go")
        self._go.setProperty("main", True)
        self._go.setDefault(True)
        self._go.clicked.connect(self.asked)
        cancel.setObjectName("cancel")
        cancel.clicked.connect(self.reject)
        line.addWidget(self._problem, 1)
        for button in (self._go, cancel):
            button.setMinimumWidth(72)
            line.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(_INSIDE, _INSIDE, _INSIDE, _INSIDE)
        column.setSpacing(16)
        column.setSizeConstraint(QLayout.SizeConstraint.SetFixedSize)
        column.addLayout(self._rows)
        column.addSpacing(4)
        column.addLayout(line)
        self._rows.setColumnMinimumWidth(1, _ROOM)

    def _labels(self) -> Sequence[str]:
        """Labels that every form has, as its first project shows them: they are words of a pattern too."""
        shown = [
            [filled(field.label, project) for field in self._source.forms[project.form].fields]
            for project in {one.form: one for one in reversed(self._source.document.projects)}.values()
        ]
        return [label for label in shown[0] if all(label in other for other in shown)]

    def _asked_otherwise(self) -> None:
        self._propose_name()
        self._show()

    def _propose_name(self) -> None:
        """Another name for another scope or format, unless the person has written one."""
        if self._name.text() == self._proposed:
            choice = self.choice
            self._proposed = self._source.stem(choice.scope, choice.format)
            self._name.setText(self._proposed)

    def _show(self) -> None:
        """Brings all parts up to date with what is chosen."""
        choice = self.choice
        self._each.setEnabled(choice.format.each)
        self._name.setVisible(not choice.is_each)
        self._suffix.setVisible(not choice.is_each)
        self._suffix.setText(choice.format.suffix)
        self._names.setVisible(choice.is_each)
        self._paper.show_format(choice.format.paper, choice.format.embeds_fonts)
        self._open_file.setEnabled(not choice.is_each)
        problem = ""
        try:
            targets = self._source.targets(choice)
        except UserError as error:
            targets, problem = (), f"{error.what}{error.todo}"
        if choice.is_each:
            self._names.show_names([path.name for path in targets])
        self._problem.setText(problem)
        self._go.setEnabled(not problem)

    def _browse(self) -> None:
        choice = self.choice
        if choice.is_each:
            folder = QFileDialog.getExistingDirectory(self, "保存到", choice.folder)
            if folder:
                self._folder.setText(folder)
            return
        suffix = choice.format.suffix
        start = str(Path(choice.folder) / file_name(choice.stem or self._proposed, suffix))
        chosen, _filter = QFileDialog.getSaveFileName(
            self,
            "保存到",
            start,
            f"{choice.format.text} (*{suffix})",
            options=QFileDialog.Option.DontConfirmOverwrite,
        )
        if chosen:
            self._folder.setText(str(Path(chosen).parent))
            self._name.setText(file_name(Path(chosen).name, suffix).removesuffix(suffix))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Grown over the lower edge of the screen, it comes up, so that its buttons are there."""
        super().resizeEvent(event)
        over = self.frameGeometry().bottom() - self.screen().availableGeometry().bottom()
        if over > 0 and self.isVisible():
            top = self.screen().availableGeometry().top()
            self.move(self.frameGeometry().left(), max(top, self.frameGeometry().top() - over))


def _line(spacing: int) -> QHBoxLayout:
    line = QHBoxLayout()
    line.setSpacing(spacing)
    return line
