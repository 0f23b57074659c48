"""Pure edits: functions from a document to the next one, sharing what does not change.

Each gives the same object when nothing changes, and raises KeyError for an id that is not there. Texts are kept as
typed (`text.clean`): trimming belongs to the normal form of files. A document holds exactly the form texts in use.
An `index` counts in the present order and names the gap before what stands there, as in a slice; None is the end.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, TypeVar

from perfdesk.model.document import EMPTY, LEVELS, Document, Indicator, Project, texts
from perfdesk.model.normal import map_indicator, map_project, used_forms
from perfdesk.model.text import clean

if TYPE_CHECKING:
    from _typeshed import SupportsRichComparison

_Item = TypeVar("_Item", Project, Indicator)


def set_field(document: Document, project_id: str, field: str, text: str) -> Document:
    """Gives the field `field` the text `text`."""
    project = document.project(project_id)
    fields = _put(project.fields, field, clean(text))
    if fields is project.fields:
        return document
    return document.with_project(Project(project.id, project.form, fields, project.indicators))


def set_text(document: Document, project_id: str, indicator_id: str, column: str, text: str) -> Document:
    """Gives an indicator the text `text` in a column: `level1`, `level2`, `level3` or a value column."""
    project = document.project(project_id)
    for index, one in enumerate(project.indicators):
        if one.id == indicator_id:
            changed = _with_text(one, column, clean(text))
            if changed is one:
                return document
            indicators = (*project.indicators[:index], changed, *project.indicators[index + 1 :])
            return document.with_project(Project(project.id, project.form, project.fields, indicators))
    raise KeyError(indicator_id)


def set_paper(document: Document, name: str, value: str) -> Document:
    """Makes the choice `name` for the printed tables; with the value "" it is open again."""
    paper = _put(document.paper, name, clean(value))
    return document if paper is document.paper else Document(document.projects, document.forms, paper)


def add_projects(
    document: Document,
    projects: Iterable[Project],
    index: int | None = None,
    forms: Mapping[str, str] = EMPTY,
    paper: Mapping[str, str] = EMPTY,
) -> Document:
    """Adds projects. `forms` holds the texts of their forms by id; the text that the document has already stays.

    `paper` are choices made where the projects come from: a document without projects and choices takes them over.
    ValueError when an id is there already: give the project new ones by `renewed`. KeyError for a form without text.
    """
    added = tuple(map_project(project, clean) for project in projects)
    at = len(document.projects) if index is None else index
    whole = _with_projects(document, (*document.projects[:at], *added, *document.projects[at:]), forms)
    is_new = not (document.projects or document.paper)
    return Document(whole.projects, whole.forms, texts(paper.items())) if paper and is_new else whole


def replace_project(document: Document, project: Project, forms: Mapping[str, str] = EMPTY) -> Document:
    """Puts `project` in the place of the one with its id; `forms` as in `add_projects`."""
    before, after = document.project(project.id), map_project(project, clean)
    if after == before:
        return document
    changed = document.with_project(after)
    return changed if after.form == before.form else _with_projects(document, changed.projects, forms)


def remove_projects(document: Document, project_ids: Collection[str]) -> Document:
    """Removes projects, and with the last project of a form its text."""
    return _with_projects(document, _without(document.projects, project_ids))


def move_projects(document: Document, project_ids: Collection[str], index: int) -> Document:
    """Moves projects together to the gap `index`; among themselves they keep their order."""
    return _with_projects(document, _moved(document.projects, project_ids, index))


def duplicate_project(document: Document, project_id: str, ids: Callable[[], str]) -> Document:
    """Adds a copy, with ids of its own, just behind the project."""
    position = document.position(project_id)
    return add_projects(document, (renewed(document.projects[position], ids),), position + 1)


def renewed(project: Project, ids: Callable[[], str]) -> Project:
    """The project with new ids, for itself and for its indicators."""
    indicators = tuple(Indicator(ids(), one.level1, one.level2, one.level3, one.values) for one in project.indicators)
    return Project(ids(), project.form, project.fields, indicators)


def sort_projects(
    document: Document, key: "Callable[[Project], SupportsRichComparison]", reverse: bool = False
) -> Document:
    """Sorts the projects by `key`; those with equal keys keep their order, also in `reverse`."""
    return _with_projects(document, tuple(sorted(document.projects, key=key, reverse=reverse)))


def add_indicators(
    document: Document, project_id: str, indicators: Iterable[Indicator], index: int | None = None
) -> Document:
    """Adds indicators. ValueError when an id is there already."""
    project = document.project(project_id)
    added = tuple(map_indicator(one, clean) for one in indicators)
    at = len(project.indicators) if index is None else index
    return _with_indicators(document, project, (*project.indicators[:at], *added, *project.indicators[at:]))


def remove_indicators(document: Document, project_id: str, indicator_ids: Collection[str]) -> Document:
    """Removes indicators."""
    project = document.project(project_id)
    return _with_indicators(document, project, _without(project.indicators, indicator_ids))


def move_indicators(document: Document, project_id: str, indicator_ids: Collection[str], index: int) -> Document:
    """Moves indicators together to the gap `index`; among themselves they keep their order, and all keep their 二级."""
    project = document.project(project_id)
    return _with_indicators(document, project, _moved(project.indicators, indicator_ids, index))


def copy_blanks(document: Document, project_id: str, source: str, target: str) -> Document:
    """Copies the text of the column `source` wherever the column `target` is empty or holds only white space."""
    project = document.project(project_id)
    indicators = tuple(
        one if one.text(target).strip() or not one.text(source).strip() else _with_text(one, target, one.text(source))
        for one in project.indicators
    )
    return _with_indicators(document, project, indicators)


def _put(mapping: Mapping[str, str], name: str, text: str) -> Mapping[str, str]:
    if mapping.get(name, "") == text:
        return mapping
    if text:
        return MappingProxyType({**mapping, name: text})
    return texts((other, kept) for other, kept in mapping.items() if other != name)


def _with_text(indicator: Indicator, column: str, text: str) -> Indicator:
    if indicator.text(column) == text:
        return indicator
    if column not in LEVELS:
        levels = (indicator.level1, indicator.level2, indicator.level3)
        return Indicator(indicator.id, *levels, _put(indicator.values, column, text))
    level1, level2, level3 = (text if column == level else indicator.text(level) for level in LEVELS)
    return Indicator(indicator.id, level1, level2, level3, indicator.values)


def _with_indicators(document: Document, project: Project, indicators: tuple[Indicator, ...]) -> Document:
    if indicators == project.indicators:
        return document
    if len({one.id for one in indicators}) < len(indicators):
        raise ValueError("an indicator with this id is there already")
    return document.with_project(Project(project.id, project.form, project.fields, indicators))


def _with_projects(document: Document, projects: tuple[Project, ...], forms: Mapping[str, str] = EMPTY) -> Document:
    if projects == document.projects:
        return document
    if len({project.id for project in projects}) < len(projects):
        raise ValueError("a project with this id is there already")
    missing = {project.form for project in projects} - document.forms.keys()
    known = texts({**document.forms, **{form: forms[form] for form in missing}}.items()) if missing else document.forms
    return Document(projects, used_forms(projects, known), document.paper)


def _without(items: tuple[_Item, ...], ids: Collection[str]) -> tuple[_Item, ...]:
    if unknown := set(ids) - {one.id for one in items}:
        raise KeyError(*unknown)
    return tuple(one for one in items if one.id not in ids)


def _moved(items: tuple[_Item, ...], ids: Collection[str], index: int) -> tuple[_Item, ...]:
    rest = _without(items, ids)
    gap = sum(one.id not in ids for one in items[:index])
    return (*rest[:gap], *(one for one in items if one.id in ids), *rest[gap:])
