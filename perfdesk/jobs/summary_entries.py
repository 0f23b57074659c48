"""What a project and an indicator say in 项目汇总表, column by column, for any form.

What has a role stands in its place; each short field without a role has a column of its own. What two forms give the
same role, or call the same, stands in one column.
"""

import re
from collections.abc import Iterator
from dataclasses import astuple, dataclass, replace
from decimal import Decimal

from perfdesk.forms.form import Field, Form
from perfdesk.forms.labels import PLACEHOLDER
from perfdesk.model.amounts import UNITS, read_amount
from perfdesk.model.document import LEVELS, Indicator, Project
from perfdesk.model.text import key
from perfdesk.writers.listing import Column, Value

_YUAN, _WAN = "元", "万元"
_MOST_DIGITS = 15
"""Excel keeps no more digits of a number."""
_YEAR = re.compile(r"\{\w*\}(?:年(?!度))?")

_NUMBER = Column("序号", 10, "center", "0")
_NAME, _SHORT, _UNIT, _GOAL = Column("", 42), Column("", 24), Column("", 30), Column("", 75)
_MONEY, _EXACT = Column("", 26, "right", "#,##0.00"), Column("", 22, "right", "#,##0.00####")
_BUDGET_YEAR = Column("", 16, "center")
_YEARS, _COUNT = Column("起止年度", 24, "center"), Column("指标数", 14, "center", "0")
_LEVEL, _ITEM, _VALUE, _WEIGHT = Column("", 24), Column("", 48), Column("", 40), Column("", 16, "center", "0.####")


@dataclass(frozen=True, slots=True)
class Entry:
    """A value and the column that it belongs to: its place from the left, its name among those, how it is written.

    `is_marked`: a text where a number should be. `is_summed`: numbers of this column are added up. `role` is that of
    the value in the form, "" when it has none that matters here.
    """

    place: int
    name: str
    column: Column
    value: Value
    is_marked: bool = False
    is_summed: bool = False
    role: str = ""


def project_entries(form: Form, project: Project, number: int, year: str) -> Iterator[Entry]:
    """The row of a project. `year` is the budget year of all projects, "" when they have several."""
    roles = form.roles
    yield Entry(0, "", _NUMBER, number)
    yield from _titled(form, project, year, "name", (1, _NAME))
    own = [one for one in form.fields if one.id not in astuple(roles) and one.kind != "longtext"]
    for one in own:
        if one.kind != "money":
            title = _title(one.label, year)
            yield Entry(2, key(title), replace(_SHORT, title=title), project.field(one.id))
    yield from _titled(form, project, year, "unit", (3, _UNIT))
    if not year:
        yield from _titled(form, project, year, "year", (4, _BUDGET_YEAR))
    if roles.money:
        yield from _amounts(form.field(roles.money), project, year)
    for one in own:
        if one.kind == "money":
            yield _amount(one, project, year)
    if roles.start or roles.end:
        ends = project.field(roles.start), project.field(roles.end)
        yield Entry(7, "", _YEARS, "—".join(text for text in ends if text))
    yield from _titled(form, project, year, "annual_goal" if roles.annual_goal else "period_goal", (8, _GOAL))
    yield Entry(9, "", _COUNT, len(project.indicators), is_summed=True)


def indicator_entries(form: Form, project: Project, indicator: Indicator, number: int, year: str) -> Iterator[Entry]:
    """The row of an indicator; `number` is that of its project."""
    yield Entry(0, "", _NUMBER, number)
    yield from _titled(form, project, year, "name", (1, _NAME))
    yield from _titled(form, project, year, "unit", (2, _UNIT))
    values = (form.roles.period_value, form.roles.annual_value)
    for column in form.columns:
        title, text = _title(column.label, year), indicator.text(column.id)
        if column.id in LEVELS:
            shape = _ITEM if column.id == LEVELS[2] else _LEVEL
            yield Entry(3, column.id, replace(shape, title=title), text)
        elif column.id in values:
            yield Entry(4 + values.index(column.id), "", replace(_VALUE, title=title), text)
        elif column.kind == "number":
            number_value = read_amount(text, "")
            value = text if number_value is None else number_value
            yield Entry(6, key(title), replace(_WEIGHT, title=title), value, bool(text) and number_value is None)
        else:
            yield Entry(6, key(title), replace(_VALUE, title=title), text)


def _titled(form: Form, project: Project, year: str, role: str, at: tuple[int, Column]) -> Iterator[Entry]:
    """The field with that role, if the form has one, at a place and written so."""
    place, shape = at
    name = getattr(form.roles, role)
    if name:
        title = _title(form.field(name).label, year)
        yield Entry(place, "", replace(shape, title=title), project.field(name), role=role)


def _title(label: str, year: str) -> str:
    """A label of the form as a head: with the year of all projects, or without one."""
    return PLACEHOLDER.sub(year, label) if year else _YEAR.sub("", label)


def _amounts(field: Field, project: Project, year: str) -> Iterator[Entry]:
    """The amount in 元 and in 万元. One that cannot be read stands in the first column as it was typed."""
    text = project.field(field.id)
    amount = _read(text, field.unit)
    if amount is not None and field.unit in UNITS:
        amount = amount.scaleb(UNITS[field.unit])
    elif field.unit and field.unit not in UNITS:
        amount = None
    title = _without_unit(_title(field.label, year), field.unit)
    yuan, wan = (replace(shape, title=f"{title}（{unit}）") for shape, unit in ((_MONEY, _YUAN), (_EXACT, _WAN)))
    value = text if amount is None else amount
    yield Entry(5, _YUAN, yuan, value, bool(text) and amount is None, is_summed=True, role="money")
    yield Entry(5, _WAN, wan, None if amount is None else amount.scaleb(-4), is_summed=True)


def _amount(field: Field, project: Project, year: str) -> Entry:
    """An amount without a role, in the unit of its form."""
    text = project.field(field.id)
    amount = _read(text, field.unit)
    title = f"{_without_unit(_title(field.label, year), field.unit)}（{field.unit}）"
    value = text if amount is None else amount
    shape = replace(_EXACT, title=title)
    return Entry(6, key(title), shape, value, bool(text) and amount is None, is_summed=True)


def _read(text: str, unit: str) -> Decimal | None:
    amount = read_amount(text, unit or _YUAN)
    return amount if amount is not None and len(amount.normalize().as_tuple().digits) <= _MOST_DIGITS else None


def _without_unit(title: str, unit: str) -> str:
    return re.sub(rf"\s*[（(]{re.escape(unit)}[）)]$", "", title)
