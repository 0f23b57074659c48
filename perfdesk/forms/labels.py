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
    """The label, title or text `template` of a form with each `{field}` replaced by the project's text of that field."""
    if "{" not in template:
        return template
    return PLACEHOLDER.sub(lambda found: project.field(found[1]) or BLANK_YEAR, template)


def stands_for(template: str) -> tuple[str, ...]:
    """Ids of the fields that stand as `{field}` in the template."""
    return tuple(PLACEHOLDER.findall(template))


@dataclass(frozen=True, slots=True)
class LabelPattern:
    """One way to write a label. `id` is the field's or column's id, for a text the text itself, else "".

    `exact` is the label of the form, else an alias of it. Compared with the `key` of a text: `literal`, the key to be
    equal to, or `regex`, whose groups are the texts of the fields `captures`.
    """

    kind: LabelKind
    id: str
    exact: bool
    literal: str
    regex: re.Pattern[str] | None = None
    captures: tuple[str, ...] = ()

    def match(self, keyed: str) -> Mapping[str, str] | None:
        """None when the text with the key `keyed` is another label, else the texts by field id that stand in it."""
        if self.regex is None:
            return EMPTY if keyed == self.literal else None
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
    keyed = key(PLACEHOLDER.sub(_MARK, template))
    if not captures:
        return LabelPattern(kind, name, exact, keyed)
    digits = "([0-9]{4})?" if exact else "([0-9]{4})"
    regex = re.compile(digits.join(map(re.escape, keyed.split(_MARK))))
    return LabelPattern(kind, name, exact, "", regex, captures)
