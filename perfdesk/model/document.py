"""The immutable document: a tuple of projects, each with field texts and indicators.

All content is text as the person typed it. Ids are random, made once and kept through rename, save and merge;
`==` includes them. An empty text is not held: `Project.field` and `Indicator.text` give "" for what is absent.
"""

import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

EMPTY: Mapping[str, str] = MappingProxyType({})
LEVELS = ("level1", "level2", "level3")
YES, NO = "yes", "no"
"""The values of the choices in `Document.paper`."""


def _empty() -> Mapping[str, str]:
    return EMPTY


def new_id() -> str:
    """A random id of 16 hexadecimal digits."""
    return secrets.token_hex(8)


def texts(pairs: Iterable[tuple[str, str]]) -> Mapping[str, str]:
    """A read-only mapping of the pairs whose text is not empty."""
    return MappingProxyType({name: text for name, text in pairs if text})


@dataclass(frozen=True, slots=True)
class Indicator:
    """One 绩效指标: level1 一级, level2 二级, level3 三级 (its name), and values by column id."""

    id: str
    level1: str = ""
    level2: str = ""
    level3: str = ""
    values: Mapping[str, str] = field(default_factory=_empty)

    def __hash__(self) -> int:
        return hash(self.id)

    def text(self, column: str) -> str:
        """The text in the column `column`: a level by its name, else a value; "" when absent."""
        return getattr(self, column) if column in LEVELS else self.values.get(column, "")

    @property
    def is_blank(self) -> bool:
        """Neither a name nor a value: such an indicator is not part of a document in normal form."""
        return not self.level3 and not self.values


@dataclass(frozen=True, slots=True)
class Project:
    """One table: texts by field id of the form `form`, and its indicators in the order in which they came."""

    id: str
    form: str
    fields: Mapping[str, str] = field(default_factory=_empty)
    indicators: tuple[Indicator, ...] = ()

    def __hash__(self) -> int:
        return hash(self.id)

    def field(self, name: str) -> str:
        """The text of the field `name`, "" when absent."""
        return self.fields.get(name, "")


@dataclass(frozen=True, slots=True, weakref_slot=True)
class Document:
    """All projects of one file in their order on paper, and the TOML text of the forms in use by form id.

    `paper` holds what was chosen for the printed tables of this file: `YES` or `NO` by the name of a print option. What
    is absent was never chosen; names and values that this program does not know are kept.
    """

    projects: tuple[Project, ...] = ()
    forms: Mapping[str, str] = field(default_factory=_empty)
    paper: Mapping[str, str] = field(default_factory=_empty)
    _positions: Mapping[str, int] | None = field(default=None, init=False, repr=False, compare=False)

    def __hash__(self) -> int:
        return hash(self.projects)

    def position(self, project_id: str) -> int:
        """Index of the project with this id. KeyError when there is none."""
        positions = self._positions
        if positions is None:
            positions = {project.id: index for index, project in enumerate(self.projects)}
            object.__setattr__(self, "_positions", positions)
        return positions[project_id]

    def project(self, project_id: str) -> Project:
        """The project with this id. KeyError when there is none."""
        return self.projects[self.position(project_id)]

    def with_project(self, project: Project) -> "Document":
        """The same document with `project` in the place of the one with its id. KeyError when there is none."""
        projects = list(self.projects)
        projects[self.position(project.id)] = project
        changed = Document(tuple(projects), self.forms, self.paper)
        object.__setattr__(changed, "_positions", self._positions)
        return changed
