"""What can be done with whole projects: new, duplicate, delete, move, sort. Each is one step with a name."""

from collections.abc import Callable, Collection, Mapping, Sequence
from decimal import Decimal
from functools import cmp_to_key, partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCollator, QLocale

from perfdesk.forms.form import Form
from perfdesk.gui.forms_at_hand import FormOf
from perfdesk.gui.project_facts import Group, facts_of
from perfdesk.gui.selection import Selection
from perfdesk.model import edits
from perfdesk.model.document import Document, Project, new_id, texts
from perfdesk.model.place import Place
from perfdesk.model.session import Session

if TYPE_CHECKING:
    from _typeshed import SupportsRichComparison


def new_project(session: Session, selection: Selection, form_of: FormOf, default: Form) -> None:
    """Adds a project at the end of the group that the list points at, and asks for its name.

    It has the form, 主管部门, 用款单位 and 预算年度 of that group; where there is none, the form `default`.
    """
    document = session.document
    sample = _project(document, selection.group) or _project(document, selection.project)
    form = default if sample is None else form_of(sample)
    taken = () if sample is None else (form.roles.department, form.roles.unit, form.roles.year)
    fields = {field.id: field.default for field in form.fields}
    fields.update((name, sample.field(name)) for name in taken if sample is not None)
    project = Project(new_id(), form.id, texts(fields.items()))
    index = None if sample is None else document.position(_siblings(document, sample, form_of)[-1].id) + 1
    add = partial(edits.add_projects, projects=(project,), index=index, forms={form.id: form.text})
    session.edit("新建项目", add, Place(project.id))
    selection.go(Place(project.id, field=form.roles.name), "fields")


def duplicate(session: Session, selection: Selection) -> None:
    """Adds a copy behind each selected project and points at the copies."""
    chosen = _chosen(session.document, selection)
    if not chosen:
        return
    copies = [edits.renewed(project, new_id) for project in chosen]

    def add(document: Document) -> Document:
        for project, copy in zip(chosen, copies, strict=True):
            document = edits.add_projects(document, (copy,), document.position(project.id) + 1)
        return document

    session.edit(_named("复制", chosen), add, Place(copies[0].id))
    selection.show_projects(copies[0].id, tuple(copy.id for copy in copies))


def delete(session: Session, selection: Selection, form_of: FormOf) -> None:
    """Removes the selected projects without asking, since undo brings them back; points at the one that moves up."""
    document = session.document
    chosen = _chosen(document, selection)
    if not chosen:
        return
    ids = {project.id for project in chosen}
    selection.show_projects(neighbour(document, ids, chosen[0].id, form_of))
    session.edit(_named("删除", chosen), partial(edits.remove_projects, project_ids=ids), Place(chosen[0].id))


def neighbour(document: Document, gone: Collection[str], project_id: str, form_of: FormOf) -> str:
    """Id of the project to point at when `gone` go, which hold `project_id`: the next in the list, else the one before.

    "" when none is left.
    """
    listed = list_order(document.projects, form_of)
    at = next(index for index, project in enumerate(listed) if project.id == project_id)
    nearest = (*listed[at + 1 :], *reversed(listed[:at]))
    return next((project.id for project in nearest if project.id not in gone), "")


def move_up(session: Session, selection: Selection, form_of: FormOf) -> None:
    """Moves the selected projects of the current one's group up by one, together."""
    _step(session, selection, form_of, up=True)


def move_down(session: Session, selection: Selection, form_of: FormOf) -> None:
    """Moves the selected projects of the current one's group down by one, together."""
    _step(session, selection, form_of, up=False)


def move_before(session: Session, form_of: FormOf, ids: Collection[str], before: str) -> None:
    """Moves projects of one group before another of that group, "" for its end.

    The group's projects change places among themselves: those of other groups stay where they are in the file, and
    the groups keep their order.
    """
    projects = session.document.projects
    first = next(project for project in projects if project.id in ids)
    siblings = [project.id for project in _siblings(session.document, first, form_of)]
    gap = siblings.index(before) if before else len(siblings)
    behind = [one for one in siblings[gap:] if one not in ids]
    order = [one for one in siblings[:gap] if one not in ids] + [one for one in siblings if one in ids] + behind
    ranks = {project.id: rank for rank, project in enumerate(projects)}
    ranks |= dict(zip(order, map(ranks.__getitem__, siblings), strict=True))
    sort = partial(edits.sort_projects, key=lambda project: ranks[project.id])
    session.edit("移动项目", sort, Place(first.id))


def sort_by_amount(session: Session, selection: Selection, form_of: FormOf) -> None:
    """Puts the projects of each group in order of their budget, the largest first; those without one stand last."""

    def amount(project: Project) -> tuple[bool, Decimal]:
        found = facts_of(form_of(project), project).amount
        return (True, Decimal(0)) if found is None else (False, -found)

    _sort(session, selection, form_of, "按金额排序", amount)


def sort_by_name(session: Session, selection: Selection, form_of: FormOf) -> None:
    """Puts the projects of each group in order of their names, Chinese ones by pinyin, numbers by their value."""
    collator = QCollator(QLocale(QLocale.Language.Chinese, QLocale.Country.China))
    collator.setNumericMode(True)
    by_name = cmp_to_key(collator.compare)
    _sort(session, selection, form_of, "按名称排序", lambda one: by_name(facts_of(form_of(one), one).name))


def list_order(projects: Sequence[Project], form_of: FormOf) -> list[Project]:
    """The projects as the list shows them: groups in the order of their first project, 年度 before 用款单位."""
    ranks = _ranks(projects, form_of)
    return sorted(projects, key=lambda project: ranks[project.id])


def _ranks(projects: Sequence[Project], form_of: FormOf) -> Mapping[str, tuple[int, int]]:
    """Where the group of each project stands, by project id: that of its 年度, and that of its 用款单位."""
    ranks: dict[str | Group, int] = {}
    found: dict[str, tuple[int, int]] = {}
    for project in projects:
        group = facts_of(form_of(project), project).group
        year = ranks.setdefault(group[0], len(ranks))
        found[project.id] = (year, ranks.setdefault(group, len(ranks)))
    return found


def _sort(
    session: Session,
    selection: Selection,
    form_of: FormOf,
    name: str,
    key: "Callable[[Project], SupportsRichComparison]",
) -> None:
    ranks = _ranks(session.document.projects, form_of)
    sort = partial(edits.sort_projects, key=lambda project: (ranks[project.id], key(project)))
    session.edit(name, sort, Place(selection.project))


def _step(session: Session, selection: Selection, form_of: FormOf, up: bool) -> None:
    current = _project(session.document, selection.project)
    if current is None:
        return
    siblings = [project.id for project in _siblings(session.document, current, form_of)]
    ids = [project_id for project_id in siblings if project_id in selection.projects]
    target = siblings.index(ids[0]) - 1 if up else siblings.index(ids[-1]) + 2
    if 0 <= target <= len(siblings):
        move_before(session, form_of, ids, siblings[target] if target < len(siblings) else "")


def _chosen(document: Document, selection: Selection) -> list[Project]:
    return [project for project in document.projects if project.id in selection.projects]


def _project(document: Document, project_id: str) -> Project | None:
    return next((project for project in document.projects if project.id == project_id), None)


def _siblings(document: Document, sample: Project, form_of: FormOf) -> list[Project]:
    group = facts_of(form_of(sample), sample).group
    return [one for one in document.projects if facts_of(form_of(one), one).group == group]


def _named(verb: str, projects: Sequence[Project]) -> str:
    return f"{verb}项目" if len(projects) == 1 else f"{verb} {len(projects)} 个项目"
