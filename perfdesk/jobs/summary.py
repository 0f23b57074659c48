"""项目汇总表: a row a project with sums by unit, and a second list with a row an indicator, as values.

Sums are numbers, not formulas: a viewer that does not calculate shows them too, and what was signed stays what it was.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from io import BytesIO

from perfdesk.base.progress import Progress, silent
from perfdesk.forms.form import Form
from perfdesk.forms.frame import in_order
from perfdesk.jobs.summary_entries import Entry, indicator_entries, project_entries
from perfdesk.model.document import Document, Project
from perfdesk.model.text import key
from perfdesk.writers.listing import Column, Kind, Line, Listing, Value

SUMMARY_FORMAT = ".xlsx"
_PROJECTS, _INDICATORS = "项目汇总表", "指标明细"
_FROZEN = 2
"""Number and name."""
_At = tuple[int, str]
"""Place and name of a column."""
_Row = Mapping[_At, Entry]


class _Table:
    """Rows of entries, and the columns that they make."""

    def __init__(self) -> None:
        self.columns: dict[_At, Column] = {}
        self.rows: list[_Row] = []

    def add(self, entries: Iterable[Entry]) -> None:
        """One more row. A column has all the titles that its entries give it."""
        row = {(one.place, one.name): one for one in entries}
        for at, one in row.items():
            known = self.columns.setdefault(at, one.column)
            if one.column.title not in known.title.split("／"):
                self.columns[at] = replace(known, title=f"{known.title}／{one.column.title}")
        self.rows.append(row)

    def order(self) -> list[_At]:
        """The columns from left to right."""
        return sorted(self.columns, key=lambda at: at[0])

    def listing(self, title: str, lines: Iterable[Line]) -> Listing:
        """The columns with these lines."""
        return Listing(title, tuple(self.columns[at] for at in self.order()), tuple(lines), _FROZEN)


def summary(document: Document, forms: Mapping[str, Form], progress: Progress = silent) -> tuple[Listing, Listing]:
    """The projects by unit, units in the order of their first project, and their indicators in the same order."""
    groups = _by_unit(document.projects, forms)
    years = {project.field(forms[project.form].roles.year) for project in document.projects} - {""}
    year = years.pop() if len(years) == 1 else ""
    projects, indicators = _Table(), _Table()
    for number, project in enumerate((project for group in groups for project in group), 1):
        progress("正在汇总", number / len(document.projects))
        form = forms[project.form]
        projects.add(project_entries(form, project, number, year))
        for indicator in in_order(form, project.indicators):
            indicators.add(indicator_entries(form, project, indicator, number, year))
    lines: list[Line] = []
    order, done = projects.order(), 0
    for group in groups:
        rows = projects.rows[done : done + len(group)]
        done += len(group)
        lines += (_line(order, row) for row in rows)
        if any(forms[project.form].roles.unit for project in group):
            lines.append(_sum(order, rows, "subtotal"))
    lines.append(_sum(order, projects.rows, "total"))
    details = (_line(indicators.order(), row) for row in indicators.rows)
    return projects.listing(_PROJECTS, lines), indicators.listing(_INDICATORS, details)


def render_summary(document: Document, forms: Mapping[str, Form], progress: Progress = silent) -> bytes:
    """The Excel file of 项目汇总表; the same for the same document."""
    from perfdesk.writers import xlsx_listing

    out = BytesIO()
    xlsx_listing.write((one for one in summary(document, forms, progress) if one.lines), out)
    return out.getvalue()


def _by_unit(projects: Iterable[Project], forms: Mapping[str, Form]) -> tuple[Sequence[Project], ...]:
    groups: dict[str, list[Project]] = {}
    for project in projects:
        groups.setdefault(key(project.field(forms[project.form].roles.unit)), []).append(project)
    return tuple(groups.values())


def _line(order: Sequence[_At], row: _Row) -> Line:
    values = tuple(row[at].value if at in row else None for at in order)
    marked = frozenset(index for index, at in enumerate(order) if at in row and row[at].is_marked)
    return Line(values, "item", marked)


def _sum(order: Sequence[_At], rows: Sequence[_Row], kind: Kind) -> Line:
    """A subtotal or the total: how many projects, which could not be counted in, and the sums."""
    return Line(tuple(_summed(at, rows, kind) for at in order), kind)


def _summed(at: _At, rows: Sequence[_Row], kind: Kind) -> Value:
    entries = [row[at] for row in rows if at in row]
    if any(one.role == "name" for one in entries):
        return _caption(rows, kind)
    if any(one.role == "unit" for one in entries) and kind == "subtotal":
        return entries[0].value
    if not any(one.is_summed for one in entries):
        return None
    numbers = [one.value for one in entries if isinstance(one.value, int | Decimal)]
    return sum(numbers[1:], start=numbers[0]) if numbers else None


def _caption(rows: Sequence[_Row], kind: Kind) -> str:
    money = [one for row in rows for one in row.values() if one.role == "money"]
    unread, missing = sum(one.is_marked for one in money), sum(one.value == "" for one in money)
    left_out = [f"{count} 项{why}" for count, why in ((unread, "的金额读不出来"), (missing, "没有填金额")) if count]
    note = f"，其中 {'、'.join(left_out)}，没有计入" if left_out else ""
    return f"{'小计' if kind == 'subtotal' else '合计'}（{len(rows)} 项{note}）"
