"""The sum of a document's amounts, as the status bar says it."""

from decimal import Decimal

from perfdesk.gui.forms_at_hand import FormOf
from perfdesk.model.amounts import grouped, read_amount
from perfdesk.model.document import Document, Project


class Sum:
    """The sum of a document's amounts; on a change only the projects that changed are read again."""

    def __init__(self, form_of: FormOf) -> None:
        self._form_of = form_of
        self._projects: tuple[Project, ...] = ()
        self._amounts: list[Decimal | None] = []

    def text(self, document: Document) -> str:
        """Number of projects and their sum in 元; amounts that cannot be read are counted apart."""
        self._read(document.projects)
        if not document.projects:
            return "0 个项目"
        total = sum((amount for amount in self._amounts if amount is not None), Decimal(0))
        text = f"{len(document.projects)} 个项目　合计 {grouped(total)} 元"
        pairs = zip(self._projects, self._amounts, strict=True)
        unread = sum(1 for project, amount in pairs if amount is None and self._money(project))
        return f"{text}（另有 {unread} 个金额认不出）" if unread else text

    def _read(self, projects: tuple[Project, ...]) -> None:
        """Reads what stands at another place or is another than before."""
        if len(projects) != len(self._projects):
            self._amounts = [read_amount(self._money(project)) for project in projects]
        else:
            pairs = zip(self._projects, projects, strict=True)
            for index in [index for index, (old, new) in enumerate(pairs) if old is not new]:
                self._amounts[index] = read_amount(self._money(projects[index]))
        self._projects = projects

    def _money(self, project: Project) -> str:
        role = self._form_of(project).roles.money
        return project.field(role) if role else ""
