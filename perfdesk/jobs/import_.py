"""Imports sources into a new document or an existing one; what cannot be read is named, and the others go on."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from perfdesk.base.errors import UserError
from perfdesk.base.progress import Progress, silent
from perfdesk.forms.catalogue import Catalogue
from perfdesk.forms.form import Form
from perfdesk.grid.source import Notice
from perfdesk.jobs.matching import project_key
from perfdesk.jobs.sources import Opened, Origin, name_of, open_source
from perfdesk.model.document import Document, Project, new_id
from perfdesk.model.edits import add_projects, renewed


@dataclass(frozen=True, slots=True)
class Failed:
    """A source of which nothing was imported, and why."""

    name: str
    error: UserError


@dataclass(frozen=True, slots=True)
class Imported:
    """The document with what was imported, each source in its order, and the names of projects that now stand twice."""

    document: Document
    sources: tuple[Opened | Failed, ...]
    twice: tuple[str, ...]

    @property
    def opened(self) -> tuple[Opened, ...]:
        """The sources that were read."""
        return tuple(source for source in self.sources if isinstance(source, Opened))

    @property
    def failed(self) -> tuple[Failed, ...]:
        """The sources that could not be read at all."""
        return tuple(source for source in self.sources if isinstance(source, Failed))

    @property
    def is_complete(self) -> bool:
        """Whether every source had projects, and nothing in it was left out, changed or found no place."""
        return not self.failed and all(
            source.document.projects and not source.leftovers and not source.notices for source in self.opened
        )

    @property
    def is_empty(self) -> bool:
        """Whether no source had a project."""
        return not any(source.document.projects for source in self.opened)


def import_sources(
    origins: Sequence[Origin],
    catalogue: Catalogue,
    *,
    into: Document | None = None,
    form_id: str = "",
    progress: Progress = silent,
    ids: Callable[[], str] = new_id,
) -> Imported:
    """Reads all sources and adds their projects to `into`, or makes a new document; a source that fails is a value.

    Tables are recognised by the form `form_id` where it is given; UserError when there is no such form. A project whose
    ids are there already gets new ones: nothing is replaced, nothing left out. Of choices for paper, which only a new
    document takes over, the first source's count.
    """
    before = into or Document()
    if form_id and form_id not in before.forms:
        catalogue.form(form_id)
    gathered = _Gathered(before, ids)
    sources: list[Opened | Failed] = []
    for number, origin in enumerate(origins):
        try:
            part = _part(progress, number, len(origins))
            opened = open_source(origin, catalogue, into=before, form_id=form_id, progress=part, ids=ids)
        except UserError as error:
            sources.append(Failed(name_of(origin), error))
        else:
            sources.append(gathered.add(opened))
    document = add_projects(before, gathered.projects, forms=gathered.forms, paper=gathered.paper)
    return Imported(document, tuple(sources), _twice(document, before, catalogue.for_document(document)))


def _part(progress: Progress, number: int, count: int) -> Progress:
    return lambda text, fraction: progress(text, (number + fraction) / count)


class _Gathered:
    """The projects of all sources, the forms in use and the choices for paper, while sources come in."""

    def __init__(self, before: Document, ids: Callable[[], str]) -> None:
        self.projects: list[Project] = []
        self.forms = dict(before.forms)
        self.paper: dict[str, str] = {}
        self._ids = ids
        self._taken: set[str] = set()
        for project in before.projects:
            self._taken |= _ids(project)

    def add(self, opened: Opened) -> Opened:
        """Takes the projects of a source. Returns it, with a notice for each form that is here in another version."""
        for project in opened.document.projects:
            fresh = project if self._taken.isdisjoint(_ids(project)) else renewed(project, self._ids)
            self._taken |= _ids(fresh)
            self.projects.append(fresh)
        self.paper = {**opened.document.paper, **self.paper}
        other = tuple(
            Notice(f"表样“{form_id}”的内容与已有的不同，按已有的打印")
            for form_id, text in opened.document.forms.items()
            if self.forms.setdefault(form_id, text) != text
        )
        return replace(opened, notices=(*opened.notices, *other)) if other else opened


def _ids(project: Project) -> set[str]:
    return {project.id, *(one.id for one in project.indicators)}


def _twice(document: Document, before: Document, forms: Mapping[str, Form]) -> tuple[str, ...]:
    """Names of imported projects of which another has the same form, name, unit and year, each name once."""
    keyed = project_key(forms)
    count = Counter((project.form, keyed(project)) for project in document.projects)
    had = {project.id for project in before.projects}
    found: dict[str, None] = {}
    for project in document.projects:
        name = project.field(forms[project.form].roles.name)
        if name and project.id not in had and count[project.form, keyed(project)] > 1:
            found[name] = None
    return tuple(found)
