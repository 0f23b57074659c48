"""Reads a form from its TOML text; every fault of the file is named with its place."""

import re
import tomllib
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache
from types import MappingProxyType
from typing import get_args

from perfdesk.base.errors import UserError
from perfdesk.forms.check_layout import layout_faults
from perfdesk.forms.check_names import name_faults
from perfdesk.forms.form import Column, ColumnKind, Field, FieldKind, Form, Legacy, Level1, Level2, Roles
from perfdesk.forms.load_layout import read_options, read_page, read_rows, read_signature, read_styles, read_table
from perfdesk.forms.toml_table import LARGEST_MM, Notes, Table
from perfdesk.model.document import LEVELS

SCHEMA_VERSION = 1
"""The newest `version` of the schema (form.toml's keys) that this program knows."""

_FIELD_KINDS: tuple[FieldKind, ...] = get_args(FieldKind)
_COLUMN_KINDS: tuple[ColumnKind, ...] = get_args(ColumnKind)
_FORM_ID = re.compile("[a-z0-9]+(-[a-z0-9]+)*")
_PLACE = re.compile(r"\(at line (\d+), column (\d+)\)")


class FormError(UserError):
    """A form.toml that cannot be used: `source` names the file, `faults` all that is wrong, each with its place."""

    def __init__(self, source: str, faults: tuple[str, ...]) -> None:
        shown = "；".join(faults[:3]) + (f"；等{len(faults)}处" if len(faults) > 3 else "")
        super().__init__(f"表样“{source}”有错，不能使用：{shown}。", todo="请改正后再试。")
        self.source = source
        self.faults = faults


@dataclass(frozen=True, slots=True)
class _Read:
    form: Form | None
    faults: tuple[str, ...]


def load_form(text: str, source: str) -> Form:
    """The form in the TOML `text`; `source` names the file to a person. FormError with every fault in it.

    Equal texts are read once. Keys that only a newer version of the schema can know are in `Form.skipped`.
    """
    read = _read(text)
    if read.form is None:
        raise FormError(source, read.faults)
    return read.form


@lru_cache(maxsize=64)
def _read(text: str) -> _Read:
    try:
        values: dict[str, object] = tomllib.loads(text)
    except ValueError as error:
        place = _PLACE.search(str(error))
        where = f"第{place[1]}行第{place[2]}列" if place else "文件末尾" if "end of document" in str(error) else "文件"
        return _Read(None, (f"{where}：不符合TOML的写法",))
    except RecursionError:
        return _Read(None, ("文件：括号套得太深",))
    notes = Notes()
    form = _form(Table(values, "文件开头", notes), text)
    newer = form.version > SCHEMA_VERSION
    faults = notes.faults if newer else notes.faults + notes.unknown
    faults = faults or [*name_faults(form), *layout_faults(form)]
    return _Read(None, tuple(faults)) if faults else _Read(replace(form, skipped=tuple(notes.unknown)), ())


def _form(top: Table, text: str) -> Form:
    form_id = top.text("id", None)
    if form_id and not _FORM_ID.fullmatch(form_id):
        top.fault(f"“id”是“{form_id}”，只能用小写字母、数字和连字符")
    version = top.count("version", 1, 1, 1_000_000)
    name, title = top.text("name", None), top.text("title", None)
    subtitle, title_aliases = top.text("subtitle"), top.texts("title_aliases")
    page = read_page(top.table("page", required=True))
    table = read_table(top.table("table", required=True))
    footer = top.table("footer")
    footer_text = footer.text("text")
    footer.close()
    form = Form(
        id=form_id,
        version=version,
        name=name,
        title=title,
        subtitle=subtitle,
        title_aliases=title_aliases,
        roles=_roles(top.table("roles")),
        fields=tuple(map(_field, top.tables("field", "[[field]]第{}个"))),
        columns=tuple(map(_column, top.tables("column", "[[column]]第{}个"))),
        levels=tuple(map(_level1, top.tables("level1", "[[level1]]第{}个"))),
        legacy=tuple(map(_legacy, top.tables("legacy", "[[legacy]]第{}个"))),
        page=page,
        styles=MappingProxyType(read_styles(top.table("style", required=True))),
        table=table,
        rows=read_rows(top.tables("row", "[[row]]第{}行"), len(page.columns_mm), table.row_min_mm),
        signature=read_signature(top.table("signature")),
        footer=footer_text,
        options=read_options(top.table("options")),
        text=text,
    )
    top.close()
    return form


def _roles(table: Table) -> Roles:
    roles = Roles(**{name: table.text(name) for name in Roles.__dataclass_fields__})
    table.close()
    return roles


def _field(table: Table) -> Field:
    field = Field(
        id=table.identifier("id"),
        kind=table.choice("kind", _FIELD_KINDS),
        label=table.text("label", None),
        aliases=table.texts("aliases"),
        required=table.flag("required"),
        default=table.text("default"),
        help=table.text("help"),
        choices=table.texts("choices"),
        open=table.flag("open"),
        unit=table.text("unit"),
        decimals=table.count("decimals", 2, 0, 6),
        sum_of=table.texts("sum_of"),
        not_before=table.text("not_before"),
    )
    for key, kind in (
        ("choices", "choice"),
        ("open", "choice"),
        ("unit", "money"),
        ("decimals", "money"),
        ("sum_of", "money"),
        ("not_before", "year"),
    ):
        if table.has(key) and field.kind != kind:
            table.fault(f'“{key}”只用于 kind = "{kind}" 的字段')
    if field.kind == "choice" and not field.choices:
        table.fault("选项字段要有“choices”")
    if field.kind == "choice" and not field.open and field.default and field.default not in field.choices:
        table.fault(f"“default”是“{field.default}”，不在“choices”里")
    table.close()
    return field


def _column(table: Table) -> Column:
    total = table.number("sum", 0, 0, LARGEST_MM * 1000) if table.has("sum") else None
    column = Column(
        id=table.identifier("id"),
        label=table.text("label", None),
        aliases=table.texts("aliases"),
        merge=table.flag("merge"),
        required=table.flag("required"),
        optional=table.flag("optional"),
        kind=table.choice("kind", _COLUMN_KINDS, "text"),
        sum=None if total is None else Decimal(str(total)),
        help=table.text("help"),
    )
    if column.merge and column.id not in LEVELS[:2]:
        table.fault("只有一级、二级指标的列可以用“merge”")
    if column.optional and column.id in LEVELS:
        table.fault("一级、二级、三级指标的列不能隐藏，不能用“optional”")
    if column.sum is not None and column.kind != "number":
        table.fault('“sum”只用于 kind = "number" 的列')
    table.close()
    return column


def _level1(table: Table) -> Level1:
    level = Level1(
        name=table.text("name", None),
        aliases=table.texts("aliases"),
        any_of=table.text("any_of"),
        help=table.text("help"),
        level2=tuple(map(_level2, table.tables("level2", f"{table.place}的二级第{{}}个"))),
    )
    table.close()
    return level


def _level2(table: Table) -> Level2:
    level = Level2(
        name=table.text("name", None),
        aliases=table.texts("aliases"),
        required=table.flag("required"),
        help=table.text("help"),
    )
    table.close()
    return level


def _legacy(table: Table) -> Legacy:
    legacy = Legacy(before=table.pair("from"), after=table.pair("to"))
    table.close()
    return legacy
