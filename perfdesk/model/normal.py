"""Normal form of projects and documents: what readers give, what files hold and what laws are stated for."""

from collections.abc import Callable, Mapping

from perfdesk.model.document import Document, Indicator, Project, texts
from perfdesk.model.text import normal


def normal_document(document: Document) -> Document:
    """The document in normal form: its projects and choices are, and it holds no form text that no project uses.

    The same object when it is that already; else what is normal is shared.
    """
    projects = tuple(map(normal_project, document.projects))
    forms = used_forms(projects, document.forms)
    paper = map_texts(document.paper, normal)
    if projects == document.projects and forms is document.forms and paper is document.paper:
        return document
    return Document(projects, forms, paper)


def normal_project(project: Project) -> Project:
    """The project in normal form: texts by `text.normal`, no empty text held, no indicator that is blank throughout.

    The same object when it is that already.
    """
    trimmed = map_project(project, normal)
    kept = tuple(one for one in trimmed.indicators if not one.is_blank)
    if len(kept) == len(trimmed.indicators):
        return trimmed
    return Project(trimmed.id, trimmed.form, trimmed.fields, kept)


def blank_rows(document: Document) -> int:
    """How many indicators of the document its normal form does not hold."""
    return sum(len(one.indicators) - len(normal_project(one).indicators) for one in document.projects)


def map_project(project: Project, change: Callable[[str], str]) -> Project:
    """The project with all texts changed, the empty ones dropped; the same object when none differs."""
    fields = map_texts(project.fields, change)
    indicators = tuple(map_indicator(one, change) for one in project.indicators)
    if fields is project.fields and indicators == project.indicators:
        return project
    return Project(project.id, project.form, fields, indicators)


def map_indicator(indicator: Indicator, change: Callable[[str], str]) -> Indicator:
    """The indicator with all texts changed, the empty ones dropped; the same object when none differs."""
    before = (indicator.level1, indicator.level2, indicator.level3)
    level1, level2, level3 = after = (change(before[0]), change(before[1]), change(before[2]))
    values = map_texts(indicator.values, change)
    if values is indicator.values and after == before:
        return indicator
    return Indicator(indicator.id, level1, level2, level3, values)


def map_texts(mapping: Mapping[str, str], change: Callable[[str], str]) -> Mapping[str, str]:
    """The mapping with all texts changed, the empty ones dropped; the same object when none differs."""
    for text in mapping.values():
        if not text or change(text) != text:
            return texts((name, change(text)) for name, text in mapping.items())
    return mapping


def used_forms(projects: tuple[Project, ...], forms: Mapping[str, str]) -> Mapping[str, str]:
    """The texts of the forms that the projects use; the same mapping when it holds no other."""
    used = {project.form for project in projects}
    return forms if used >= forms.keys() else texts((name, text) for name, text in forms.items() if name in used)
