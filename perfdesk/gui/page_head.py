"""The head of a project's page: its name, and its amount and years in grey."""

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from perfdesk.forms.form import Form
from perfdesk.gui.project_facts import NO_NAME
from perfdesk.gui.theme import colour, font
from perfdesk.model.amounts import grouped, read_amount
from perfdesk.model.document import Project

HEIGHT = 38
_MARGIN = 16
_GAP = 10


class PageHead(QWidget):
    """Shows one project; paints only when what it says has changed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page_head")
        self.setFixedHeight(HEIGHT)
        self.name = ""
        self.facts = ""

    def show_project(self, project: Project, form: Form) -> None:
        """Shows name, amount and years of the project, as far as the form has them."""
        name = project.field(form.roles.name) or NO_NAME
        facts = "  ".join(part for part in (_amount(project, form), _years(project, form)) if part)
        if (name, facts) != (self.name, self.facts):
            self.name, self.facts = name, facts
            self.setAccessibleName(f"{name} {facts}")
            self.setToolTip(self.name)
            self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Name and facts on one line; a name that is too long gives way to the facts."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), colour("base"))
        middle = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        facts_width = QFontMetrics(font("chrome")).horizontalAdvance(self.facts)
        room = self.width() - 2 * _MARGIN - _GAP - facts_width
        metrics = QFontMetrics(font("name"))
        name = metrics.elidedText(self.name.replace("\n", " "), Qt.TextElideMode.ElideRight, max(room, 80))
        painter.setFont(font("name"))
        painter.setPen(colour("text"))
        painter.drawText(QRect(_MARGIN, 6, metrics.horizontalAdvance(name) + 2, HEIGHT - 6), middle, name)
        painter.setFont(font("chrome"))
        painter.setPen(colour("text2"))
        left = _MARGIN + metrics.horizontalAdvance(name) + _GAP
        painter.drawText(QRect(left, 7, facts_width + 2, HEIGHT - 6), middle, self.facts)
        painter.end()


def _amount(project: Project, form: Form) -> str:
    if not form.roles.money:
        return ""
    field, text = form.field(form.roles.money), project.field(form.roles.money)
    amount = read_amount(text, field.unit or "元")
    return text if amount is None else f"{grouped(amount, field.decimals)} {field.unit or '元'}"


def _years(project: Project, form: Form) -> str:
    ends = [project.field(role) for role in (form.roles.start, form.roles.end) if role]
    return "—".join(dict.fromkeys(end for end in ends if end))
