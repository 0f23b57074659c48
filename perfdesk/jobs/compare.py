"""Compares two sources of any kind; the differences are told in the words of the form."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from perfdesk.base.progress import Progress, silent
from perfdesk.forms.catalogue import Catalogue
from perfdesk.forms.form import Form
from perfdesk.forms.frame import in_order
from perfdesk.forms.labels import filled
from perfdesk.jobs.matching import project_key
from perfdesk.jobs.sources import Opened, Origin, nothing_found, open_source
from perfdesk.model.compare import IndicatorDifference, ProjectDifference, TextChange, compare
from perfdesk.model.document import Document, Indicator, Project

Change = Literal["added", "removed", "changed", "moved"]


@dataclass(frozen=True, slots=True)
class TextEntry:
    """One text before and after; `label` is what the form calls its field or column."""

    id: str
    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class IndicatorEntry:
    """One indicator: its levels as they are now (of a removed one, as they were), and the texts that differ."""

    change: Change
    level1: str
    level2: str
    level3: str
    texts: tuple[TextEntry, ...]
    moved: bool


@dataclass(frozen=True, slots=True)
class ProjectEntry:
    """One project that differs. `form` has the ids of its form before and after where they differ, else nothing."""

    change: Change
    name: str
    fields: tuple[TextEntry, ...]
    indicators: tuple[IndicatorEntry, ...]
    moved: bool
    form: tuple[str, str] | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """The two sources, and the projects that differ: in the order of the second one, removed ones last."""

    before: Opened
    after: Opened
    projects: tuple[ProjectEntry, ...]


def compare_sources(before: Origin, after: Origin, catalogue: Catalogue, progress: Progress = silent) -> Comparison:
    """Compares what the two sources hold. UserError when one of them cannot be read, or holds no project.

    Projects are matched by id, then by name, unit and year. Indicators are compared in the order in which they are
    printed, in which alone a person sees them.
    """
    first = open_source(before, catalogue, progress=lambda text, done: progress(text, done / 2))
    second = open_source(after, catalogue, progress=lambda text, done: progress(text, 0.5 + done / 2))
    for opened in (first, second):
        if not opened.document.projects:
            raise nothing_found(opened.name)
    forms = {**first.forms, **second.forms}
    found = compare(_as_printed(first), _as_printed(second), project_key(forms))
    return Comparison(first, second, tuple(_project(forms, one) for one in found))


def _as_printed(opened: Opened) -> Document:
    projects = (
        replace(project, indicators=in_order(opened.forms[project.form], project.indicators))
        for project in opened.document.projects
    )
    return replace(opened.document, projects=tuple(projects))


def _project(forms: Mapping[str, Form], difference: ProjectDifference) -> ProjectEntry:
    before, after = difference.before, difference.after
    project = after or before
    if project is None:
        raise ValueError("a difference without a project")
    form = forms[project.form]
    other = (before.form, after.form) if before and after and before.form != after.form else None
    changed = bool(difference.fields or difference.indicators or other)
    return ProjectEntry(
        _change(before, after, changed),
        project.field(form.roles.name),
        tuple(_texts(form, project, difference.fields)),
        tuple(_indicator(form, project, one) for one in difference.indicators),
        difference.moved,
        other,
    )


def _change(before: object, after: object, changed: bool) -> Change:
    if before is None:
        return "added"
    if after is None:
        return "removed"
    return "changed" if changed else "moved"


def _indicator(form: Form, project: Project, difference: IndicatorDifference) -> IndicatorEntry:
    before, after = difference.before, difference.after
    one = after or before or Indicator("")
    return IndicatorEntry(
        _change(before, after, bool(difference.texts)),
        one.level1,
        one.level2,
        one.level3,
        tuple(_texts(form, project, difference.texts)),
        difference.moved,
    )


def _texts(form: Form, project: Project, changes: Sequence[TextChange]) -> Iterator[TextEntry]:
    labels = {one.id: one.label for one in (*form.fields, *form.columns)}
    for change in changes:
        name = change.place.field or change.place.column
        yield TextEntry(name, filled(labels.get(name, name), project), change.before, change.after)
