"""The sum of a document's amounts, as the status bar says it."""

from decimal import Decimal

from perfdesk.gui.forms_at_hand import FormOf
from perfdesk.model.amounts import grouped, read_amount
from perfdesk.model.document import Document, Project


class Sum:
    """The sum of a document's amounts; on a change only the projects that changed are read again."""

    def __init__(self, form_of: FormOf) -> None:
        self._form_of = form_of
        self._read: dict[str, tuple[Project, Decimal | None]] = {}

    def text(self, document: Document) -> str:
        """Number of projects and their sum in 元; amounts that cannot be read are counted apart."""
        before, self._read = self._read, {}
        for project in document.projects:
            held = before.get(project.id)
            known = held is not None and held[0] is project
            self._read[project.id] = held if held and known else (project, self._amount(project))
        if not document.projects:
            return "0 个项目"
        amounts = [amount for _project, amount in self._read.values() if amount is not None]
        unread = sum(1 for project, amount in self._read.values() if amount is None and self._has_amount(project))
        total = f"{len(document.projects)} 个项目　合计 {grouped(sum(amounts, Decimal(0)))} 元"
        return f"{total}（另有 {unread} 个金额认不出）" if unread else total

    def _amount(self, project: Project) -> Decimal | None:
        role = self._form_of(project).roles.money
        return read_amount(project.field(role)) if role else None

    def _has_amount(self, project: Project) -> bool:
        role = self._form_of(project).roles.money
        return bool(role and project.field(role))
