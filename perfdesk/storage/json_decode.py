"""Reads the JSON of a document, whoever wrote it: what is of the wrong type is named, what is left out is counted."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import cast

from perfdesk.base.errors import UserError
from perfdesk.forms.form import Form
from perfdesk.grid.source import Notice
from perfdesk.model.document import LEVELS, Document, Indicator, Project, new_id, texts
from perfdesk.model.text import dropped, normal
from perfdesk.storage.json_text import (
    PROJECT_LIMIT,
    decode_utf8,
    not_ours,
    parse_json,
    shown,
    too_many_projects,
)


@dataclass(frozen=True, slots=True)
class Decoded:
    """The document that was read, in normal form, and what was changed or left out in reading."""

    document: Document
    notices: tuple[Notice, ...]


def decode(data: bytes, known: Mapping[str, Form], source: str, fresh_id: Callable[[], str] = new_id) -> Decoded:
    """The document in the JSON file `source`; `known` are the forms at hand without it, by id.

    UserError when it is no document, when a value is of the wrong type (its key path is named), or when a form is
    neither in the file nor known.
    """
    reader = _Reader(source, known, fresh_id)
    whole = reader.mapping(parse_json(decode_utf8(data, source), source), "最外层")
    main = reader.text(whole.pop("form", ""), "form")
    reader.choose(whole.pop("paper", {}))
    reader.carry(whole.pop("forms", {}))
    found = reader.items(whole.pop("projects", None), "projects")
    projects = [reader.project(value, f"projects[{index}]", main) for index, value in enumerate(found)]
    reader.skip(whole, "最外层")
    return reader.decoded(projects)


def decode_lines(data: bytes, known: Mapping[str, Form], source: str, fresh_id: Callable[[], str] = new_id) -> Decoded:
    """The document in the JSON file `source` with a project a line, otherwise as `decode`."""
    reader = _Reader(source, known, fresh_id)
    projects: list[Project] = []
    for number, line in enumerate(decode_utf8(data, source).split("\n"), 1):
        if not line.strip():
            continue
        path = f"第 {number} 行"
        value = reader.mapping(parse_json(line, source, number), path)
        if value and value.keys() <= {"paper", "forms"}:
            reader.choose(value.get("paper", {}))
            reader.carry(value.get("forms", {}))
            continue
        projects.append(reader.project(value, path))
        if len(projects) > PROJECT_LIMIT:
            raise too_many_projects(source)
    return reader.decoded(projects)


@dataclass(slots=True)
class _Reader:
    """Turns parsed JSON into values and keeps count of what it changed: first place and number by message."""

    source: str
    known: Mapping[str, Form]
    fresh_id: Callable[[], str]
    forms: dict[str, str] = field(default_factory=dict[str, str])
    paper: dict[str, str] = field(default_factory=dict[str, str])
    project_ids: set[str] = field(default_factory=set[str])
    indicator_ids: set[str] = field(default_factory=set[str])
    notes: dict[str, Notice] = field(default_factory=dict[str, Notice])

    def decoded(self, projects: list[Project]) -> Decoded:
        """The result, once all is read."""
        document = Document(tuple(projects), texts(self.forms.items()), texts(self.paper.items()))
        return Decoded(document, tuple(self.notes.values()))

    def note(self, what: str, path: str, count: int = 1) -> None:
        """Counts what a person must learn."""
        before = self.notes.get(what, Notice(what, path, 0))
        self.notes[what] = Notice(what, before.at, before.count + count)

    def wrong_type(self, path: str, wanted: str) -> UserError:
        """What to tell of a value of the wrong type."""
        return not_ours(self.source, f"“{path}”应当是{wanted}")

    def mapping(self, value: object, path: str) -> dict[str, object]:
        """The object `value`."""
        if not isinstance(value, dict):
            raise self.wrong_type(path, "一组带名称的内容")
        return cast("dict[str, object]", value)

    def items(self, value: object, path: str) -> list[object]:
        """The list `value`."""
        if not isinstance(value, list):
            raise self.wrong_type(path, "列表")
        return cast("list[object]", value)

    def text(self, value: object, path: str) -> str:
        """The text `value` in normal form."""
        if not isinstance(value, str):
            raise self.wrong_type(path, "文字")
        if lost := dropped(value):
            self.note("去掉或换掉了看不见的字符", path, lost)
        return normal(value)

    def pairs(self, values: dict[str, object], path: str) -> Mapping[str, str]:
        """The texts of an object by name."""
        made: dict[str, str] = {}
        for raw, value in values.items():
            place = f"{path}.{shown(raw)}"
            name = self.text(raw, place)
            if name in made:
                raise not_ours(self.source, f"“{place}”写了两次")
            made[name] = self.text(value, place)
        return texts(made.items())

    def skip(self, rest: Mapping[str, object], path: str) -> None:
        """Notes keys that no document has."""
        for name in rest:
            self.note(f"没有读不认识的“{shown(name)}”", path)

    def choose(self, value: object) -> None:
        """Keeps the choices for paper."""
        self.paper |= self.pairs(self.mapping(value, "paper"), "paper")

    def carry(self, value: object) -> None:
        """Keeps the TOML of the forms that the file brings along, which unlike other texts is kept to the letter."""
        for raw, toml in self.mapping(value, "forms").items():
            path = f"forms.{shown(raw)}"
            if not isinstance(toml, str) or dropped(toml) or dropped(raw):
                raise self.wrong_type(path, "表样的文字")
            self.forms[raw] = toml

    def form(self, form_id: str, path: str) -> str:
        """The id of a form that is at hand; its text goes into the document."""
        if not form_id:
            raise not_ours(self.source, f"“{path}”没有写是哪种表样（form）")
        if form_id not in self.forms:
            if form_id not in self.known:
                raise UserError(f"没有“{shown(form_id)}”这种表样。", "什么也没有导入。", "请先安装这种表样。")
            self.forms[form_id] = self.known[form_id].text
        return form_id

    def id(self, value: object, path: str, taken: set[str]) -> str:
        """The id, or a new one when there is none or it is taken."""
        found = self.text(value, path)
        if found in taken:
            self.note("编号重复，换成了新的", path)
        if not found or found in taken:
            found = self.fresh_id()
        taken.add(found)
        return found

    def project(self, value: object, path: str, main: str = "") -> Project:
        """One project; `main` is the form of the whole file."""
        held = self.mapping(value, path)
        project_id = self.id(held.pop("id", ""), f"{path}.id", self.project_ids)
        form = self.form(self.text(held.pop("form", main), f"{path}.form"), path)
        fields = self.pairs(self.mapping(held.pop("fields", {}), f"{path}.fields"), f"{path}.fields")
        found = self.items(held.pop("indicators", []), f"{path}.indicators")
        every = [self.indicator(one, f"{path}.indicators[{index}]") for index, one in enumerate(found)]
        self.skip(held, path)
        return Project(project_id, form, fields, tuple(one for one in every if not one.is_blank))

    def indicator(self, value: object, path: str) -> Indicator:
        """One indicator, also a blank one."""
        held = self.mapping(value, path)
        indicator_id = self.id(held.pop("id", ""), f"{path}.id", self.indicator_ids)
        levels = {name: self.text(held.pop(name, ""), f"{path}.{name}") for name in LEVELS}
        made = Indicator(indicator_id, **levels, values=self.pairs(held, path))
        if made.is_blank and any(levels.values()):
            self.note("没有读空的指标", path)
        return made
