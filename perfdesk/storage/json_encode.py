"""Writes the JSON of a document, for other programs and for people who look into it.

{"form": ID, "paper": {OPTION: "yes" or "no"}, "projects": [{"id": …, "form": ID, "fields": {ID: TEXT}, "indicators":
[{"id": …, "level1": …, "level2": …, "level3": …, COLUMN: TEXT}]}], "forms": {ID: TOML}}

A project names its form when it is not that of the document. `forms` holds the TOML of those forms alone that the
reader cannot be expected to have: what the document carries and the catalogue has not, or has otherwise. All contents
are texts; a number is read as the text that it is written with. In the variant with a project a line (`.jsonl`) each
line is such a project with its form, and `{"paper": …, "forms": …}` the first line when there are any.
"""

import json
from collections.abc import Iterable, Mapping
from typing import TypedDict

from perfdesk.forms.form import Form
from perfdesk.model.document import LEVELS, Document, Indicator, Project

JsonIndicator = dict[str, str]


class JsonProject(TypedDict, total=False):
    """One project as JSON holds it."""

    id: str
    form: str
    fields: dict[str, str]
    indicators: list[JsonIndicator]


def encode(document: Document, known: Mapping[str, Form], *, plain: bool = False) -> bytes:
    """The document as indented JSON in UTF-8; `known` are the forms at hand without the document, by id.

    Fields and columns stand in the order of the known form, all of them, unknown ones after them by id. Ids and choices
    for paper are left out when `plain`.
    """
    main = document.projects[0].form if document.projects else ""
    whole: dict[str, object] = {"form": main} if main else {}
    if document.paper and not plain:
        whole["paper"] = dict(sorted(document.paper.items()))
    whole["projects"] = [_project(project, known, plain, main) for project in document.projects]
    if carried := _carried(document, known):
        whole["forms"] = carried
    return f"{json.dumps(whole, ensure_ascii=False, indent=2)}\n".encode()


def encode_lines(document: Document, known: Mapping[str, Form], *, plain: bool = False) -> bytes:
    """The document as JSON with a project a line, otherwise as `encode`."""
    head: dict[str, object] = {}
    if document.paper and not plain:
        head["paper"] = dict(sorted(document.paper.items()))
    if carried := _carried(document, known):
        head["forms"] = carried
    lines: list[object] = [head] if head else []
    lines += [_project(project, known, plain, "") for project in document.projects]
    return "".join(f"{json.dumps(line, ensure_ascii=False)}\n" for line in lines).encode()


def _carried(document: Document, known: Mapping[str, Form]) -> dict[str, str]:
    """The forms of the document that the reader is not expected to have."""
    return {
        form_id: text
        for form_id, text in sorted(document.forms.items())
        if form_id not in known or known[form_id].text != text
    }


def _project(project: Project, known: Mapping[str, Form], plain: bool, main: str) -> JsonProject:
    form = known.get(project.form)
    fields = form.field_ids if form else ()
    columns = tuple(column.id for column in form.value_columns) if form else ()
    made: JsonProject = {} if plain else {"id": project.id}
    if project.form != main:
        made["form"] = project.form
    made["fields"] = {name: project.field(name) for name in _in_order(project.fields, fields)}
    made["indicators"] = [_indicator(one, columns, plain) for one in project.indicators]
    return made


def _indicator(one: Indicator, columns: tuple[str, ...], plain: bool) -> JsonIndicator:
    made = {} if plain else {"id": one.id}
    return made | {name: one.text(name) for name in (*LEVELS, *_in_order(one.values, columns))}


def _in_order(texts: Iterable[str], first: tuple[str, ...]) -> list[str]:
    """The ids `first`, then the other ids of the texts by id."""
    return [*first, *sorted(set(texts).difference(first))]
