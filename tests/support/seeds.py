"""The two forms and the twelve tables as documents, for tests."""

import json
from functools import cache
from pathlib import Path

from perfdesk.base.resources import resource
from perfdesk.forms.form import Form
from perfdesk.forms.loader import load_form
from perfdesk.model.document import LEVELS, Document, Indicator, Project, texts

DATA = Path(__file__).parent.parent / "data"
OBJECTIVES = "project-objectives"
CENTRAL = "central-application"


@cache
def form(form_id: str = OBJECTIVES) -> Form:
    """The form with this id: the built-in one, or the second one of the tests."""
    folder = resource("forms") if form_id == OBJECTIVES else DATA / "forms"
    text = (folder / form_id / "form.toml").read_text(encoding="utf-8")
    return load_form(text, form_id)


@cache
def seeds() -> Document:
    """The twelve tables. Ids are p1 … p12 and, in each project, p1-1, p1-2 …"""
    data = json.loads((DATA / "seeds" / "tables.json").read_text(encoding="utf-8"))
    projects = tuple(_project(f"p{number}", data["form"], one) for number, one in enumerate(data["projects"], 1))
    return Document(projects, {data["form"]: form(data["form"]).text})


def _project(project_id: str, form_id: str, data: dict) -> Project:
    indicators = tuple(
        Indicator(
            f"{project_id}-{number}",
            *(one.get(level, "") for level in LEVELS),
            texts((name, text) for name, text in one.items() if name not in LEVELS),
        )
        for number, one in enumerate(data["indicators"], 1)
    )
    return Project(project_id, form_id, texts(data["fields"].items()), indicators)
