"""The pages of a number of projects: counted for all of them, laid out for those that are looked at."""

from bisect import bisect_right
from collections import OrderedDict
from collections.abc import Generator, Iterable, Sequence
from dataclasses import dataclass, replace

from perfdesk.base.progress import Progress
from perfdesk.forms.choices import chosen
from perfdesk.forms.form import Form, PrintOptions
from perfdesk.gui.forms_at_hand import FormOf
from perfdesk.gui.selection import Scope, Selection
from perfdesk.model.document import Document, Project
from perfdesk.paper.book import blank_side, footer, needs_blank
from perfdesk.paper.fit import fitted
from perfdesk.paper.pages import Page
from perfdesk.paper.paginate import Arranged, arrange
from perfdesk.paper.table import points

AT_ONCE = 4
"""Tables that are laid out on the spot; more are counted in slices."""
KEPT = 32
"""Tables that are kept laid out; a page takes some 100 kB."""


@dataclass(frozen=True, slots=True)
class LaidTable:
    """A table at the size that was decided on, with its pages without footers."""

    size_pt: float
    arranged: Arranged
    pages: tuple[Page, ...]


@dataclass(frozen=True, slots=True)
class Wanted:
    """A table on paper, by all that decides how it looks."""

    project: Project
    form: Form
    options: PrintOptions

    def looks_like(self, other: "Wanted") -> bool:
        """Whether it is the same; by identity, which is quick enough for a thousand: an edit makes one new project."""
        return self.project is other.project and self.form is other.form and self.options == other.options

    def laid_out(self) -> LaidTable:
        """The table on its pages."""
        found = fitted(self.form, self.project, self.options)
        arranged = arrange(found.grid)
        return LaidTable(found.size_pt, arranged, tuple(arranged.pages()))


def wanted_tables(document: Document, projects: Iterable[Project], form_of: FormOf) -> tuple[Wanted, ...]:
    """The tables of projects of the document, with the options that it has chosen."""
    forms: dict[str, tuple[Form, PrintOptions]] = {}
    for project in projects:
        if project.form not in forms:
            form = form_of(project)
            forms[project.form] = form, chosen(form.options, document.paper)
    return tuple(Wanted(project, *forms[project.form]) for project in projects)


def projects_of(document: Document, selection: Selection, which: Scope) -> tuple[Project, ...]:
    """The projects of a scope in their order on paper."""
    if which == "all":
        return document.projects
    ids = set(selection.projects) if which == "selected" else {selection.project}
    return tuple(project for project in document.projects if project.id in ids)


class Tables:
    """The tables as they were last laid out: some whole, of all others how many pages they take."""

    def __init__(self) -> None:
        self._whole: OrderedDict[str, tuple[Wanted, LaidTable]] = OrderedDict()
        self._counts: dict[str, tuple[Wanted, int]] = {}

    def table(self, wanted: Wanted) -> LaidTable:
        """The table, laid out now unless it is kept."""
        held = self._whole.get(wanted.project.id)
        if held is not None and held[0].looks_like(wanted):
            self._whole.move_to_end(wanted.project.id)
            return held[1]
        made = wanted.laid_out()
        self._whole[wanted.project.id] = (wanted, made)
        self._whole.move_to_end(wanted.project.id)
        if len(self._whole) > KEPT:
            self._whole.popitem(last=False)
        self._counts[wanted.project.id] = wanted, len(made.pages)
        return made

    def count(self, wanted: Wanted) -> int | None:
        """The number of its pages; None when it was never laid out like this."""
        held = self._counts.get(wanted.project.id)
        return held[1] if held is not None and held[0].looks_like(wanted) else None

    def counting(self, uncounted: Sequence[Wanted], progress: Progress) -> Generator[None]:
        """Counts the pages of tables, one after the other."""
        for number, wanted in enumerate(uncounted):
            progress("正在排版", number / len(uncounted))
            self._counts[wanted.project.id] = wanted, fitted(wanted.form, wanted.project, wanted.options).pages
            yield


class LiveBook:
    """The pages of tables one after the other, with their footers; each is made when it is asked for.

    Pages are counted from 0. A table that was not counted yet is laid out at once.
    """

    def __init__(self, tables: Tables, wanted: Sequence[Wanted]) -> None:
        self._tables = tables
        self._wanted = tuple(wanted)
        self._starts: list[int] = []
        self.sizes: list[tuple[float, float]] = []
        """Width and height of each page in points."""
        for one in self._wanted:
            if needs_blank(one.options.new_leaf, len(self)):
                self.sizes.append(self.sizes[-1])
            self._starts.append(len(self))
            count = tables.count(one)
            paper = points(one.form.page.width_mm), points(one.form.page.height_mm)
            self.sizes += [paper] * (len(tables.table(one).pages) if count is None else count)

    def __len__(self) -> int:
        return len(self.sizes)

    @property
    def is_leafed(self) -> bool:
        """Whether tables begin on front sides."""
        return any(one.options.new_leaf for one in self._wanted)

    def page(self, number: int) -> Page:
        """The page."""
        start, wanted = self._table_at(number)
        table = self._tables.table(wanted)
        if number - start >= len(table.pages):
            return blank_side(table.pages[0])
        page = table.pages[number - start]
        return replace(page, lines=page.lines + footer(table.arranged, number + 1, len(self)))

    def project(self, number: int) -> Project:
        """Whose table stands on the page, or, on a blank side, before it."""
        return self._table_at(number)[1].project

    def at(self, number: int) -> tuple[str, int]:
        """Where the page belongs whatever else the book holds: the project's id and its number in that table."""
        start, wanted = self._table_at(number)
        return wanted.project.id, number - start

    def number(self, project_id: str, page: int = 0) -> int | None:
        """The page of a project's table, its last one at most; None when the book does not have the project."""
        ends = (*self._starts[1:], len(self))
        for wanted, start, end in zip(self._wanted, self._starts, ends, strict=True):
            if wanted.project.id == project_id:
                return min(start + page, end - 1)
        return None

    def _table_at(self, number: int) -> tuple[int, Wanted]:
        if not 0 <= number < len(self):
            raise IndexError(number)
        at = bisect_right(self._starts, number) - 1
        return self._starts[at], self._wanted[at]
