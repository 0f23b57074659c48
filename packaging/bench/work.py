"""The work that is measured: documents of n tables with 15 indicators each, with the texts of the twelve seeds."""

import json
from collections.abc import Iterator
from functools import cache
from itertools import chain, cycle, islice
from pathlib import Path

from perfdesk.base.resources import resource
from perfdesk.forms.form import Form
from perfdesk.forms.loader import load_form
from perfdesk.grid.grid import Grid
from perfdesk.grid.layout import lay_out
from perfdesk.model.document import Document, Indicator, Project, texts

SEEDS = Path(__file__).parent.parent.parent / "tests" / "data" / "seeds" / "tables.json"
INDICATORS = 15
LEVELS = ("level1", "level2", "level3")
LONG = 8
"""Texts of this length or more differ from table to table, so that nothing gains by keeping a text that it saw."""


@cache
def form() -> Form:
    path = resource("forms") / _seeds()["form"] / "form.toml"
    return load_form(path.read_text("utf-8"), str(path))


@cache
def document(tables: int) -> Document:
    """The document of so many tables; each call gives the same ids and texts."""
    seeds = _seeds()["projects"]
    projects = tuple(_project(number, seeds[number % len(seeds) :]) for number in range(tables))
    return Document(projects, texts([(form().id, form().text)]))


def grids(tables: int) -> Iterator[Grid]:
    """The document laid out, table by table."""
    return (lay_out(form(), project) for project in document(tables).projects)


@cache
def _seeds() -> dict:
    return json.loads(SEEDS.read_text("utf-8"))


def _project(number: int, seeds: list[dict]) -> Project:
    """The first seed as a project; its indicators and those of the seeds after it make up the fifteen."""
    fields = texts((name, _own(text, number)) for name, text in seeds[0]["fields"].items())
    lines = islice(cycle(chain.from_iterable(seed["indicators"] for seed in seeds)), INDICATORS)
    indicators = tuple(_indicators(lines, number))
    return Project(f"{number:016x}", form().id, fields, indicators)


def _indicators(lines: Iterator[dict[str, str]], number: int) -> Iterator[Indicator]:
    for position, line in enumerate(lines):
        values = texts((name, _own(text, number)) for name, text in line.items() if name not in LEVELS)
        one_id = f"{number * INDICATORS + position:016x}"
        yield Indicator(one_id, line["level1"], line["level2"], _own(line["level3"], number), values)


def _own(text: str, number: int) -> str:
    return f"{text}{number}" if len(text) >= LONG else text
