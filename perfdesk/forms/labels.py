"""Labels of a form: as printed for a project, and as patterns by which a table that was read is recognised."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from perfdesk.forms.form import Form
from perfdesk.model.document import EMPTY, Project
from perfdesk.model.text import key

LabelKind = Literal["field", "column", "text", "title", "subtitle"]
BLANK_YEAR = "\u3000\u3000"
"""Printed for a `{field}` without text: room to write four digits by hand."""
PLACEHOLDER = re.compile(r"\{(\w*)\}")

_MARK = "\ue000"


def filled(template: str, project: Project) -> str:
    """A label, title or fixed text of a form, each `{field}` in it replaced by the project's text of that field."""
    if "{" not in template:
        return template
    return PLACEHOLDER.sub(lambda found: project.field(found[1]) or BLANK_YEAR, template)


def stands_for(template: str) -> tuple[str, ...]:
    """Ids of the fields that stand as `{field}` in the template."""
    return tuple(PLACEHOLDER.findall(template))


@dataclass(frozen=True, slots=True)
class LabelPattern:
    """One way to write a label. `id` is the field's or column's id, for a fixed text the text itself, else "".

    `exact` is the label of the form, else an alias of it. `parts` is its `key`, cut where a `{field}` stands; then
    `regex` is there too, and its groups are the texts of the fields `captures`.
    """

    kind: LabelKind
    id: str
    exact: bool
    parts: tuple[str, ...]
    regex: re.Pattern[str] | None = None
    captures: tuple[str, ...] = ()

    @property
    def literal(self) -> str:
        """The key that a text must have, "" where `regex` decides."""
        return "" if self.regex else self.parts[0]

    def keys(self, year: str) -> set[str]:
        """The keys that this label has with that year, and where the form prints it, without year."""
        return {year.join(self.parts), "".join(self.parts)} if self.exact else {year.join(self.parts)}

    def match(self, keyed: str) -> Mapping[str, str] | None:
        """None when the text with the key `keyed` is another label, else the texts by field id that stand in it."""
        if self.regex is None:
            return EMPTY if keyed == self.parts[0] else None
        found = self.regex.fullmatch(keyed)
        if found is None:
            return None
        return {field: text for field, text in zip(self.captures, found.groups(), strict=True) if text}


@lru_cache(maxsize=64)
def label_patterns(form: Form) -> tuple[LabelPattern, ...]:
    """All labels, column names, fixed texts, title and subtitle of the form, each followed by its aliases.

    A `{field}` stands for four digits; in what the form prints itself (`exact`), also for nothing, see `BLANK_YEAR`.
    """
    return tuple(_patterns(form))


def _patterns(form: Form) -> Iterator[LabelPattern]:
    for field in form.fields:
        yield from _written("field", field.id, field.label, field.aliases)
    for column in form.columns:
        yield from _written("column", column.id, column.label, column.aliases)
    for row in form.rows:
        for cell in row.cells:
            if cell.kind == "text" and key(cell.name):
                yield from _written("text", cell.name, cell.name, cell.aliases)
    yield from _written("title", "", form.title, form.title_aliases)
    if form.subtitle:
        yield from _written("subtitle", "", form.subtitle, ())


def _written(kind: LabelKind, name: str, label: str, aliases: tuple[str, ...]) -> Iterator[LabelPattern]:
    yield _pattern(kind, name, label, exact=True)
    for alias in aliases:
        yield _pattern(kind, name, alias, exact=False)


def _pattern(kind: LabelKind, name: str, template: str, exact: bool) -> LabelPattern:
    captures = stands_for(template)
    parts = tuple(key(PLACEHOLDER.sub(_MARK, template)).split(_MARK))
    if not captures:
        return LabelPattern(kind, name, exact, parts)
    digits = "([0-9]{4})?" if exact else "([0-9]{4})"
    return LabelPattern(kind, name, exact, parts, re.compile(digits.join(map(re.escape, parts))), captures)
