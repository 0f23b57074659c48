"""Whether the names in a form agree: ids, roles, aliases, the frame, and what `{field}` stands for."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import fields

from perfdesk.forms.form import Form, Roles
from perfdesk.forms.frame import level_key
from perfdesk.forms.labels import PLACEHOLDER, label_patterns, stands_for
from perfdesk.model.document import LEVELS
from perfdesk.model.text import key

_COLUMN_ROLES = ("period_value", "annual_value", "weight")
_YEAR_ROLES = ("start", "end", "year")
_FOOTER_NAMES = {"page", "pages"}
_SAMPLE_YEAR = "2026"


def name_faults(form: Form) -> Iterator[str]:
    """Every fault of the form's names, with its place."""
    yield from _id_faults(form)
    yield from _role_faults(form)
    yield from _field_faults(form)
    yield from _frame_faults(form)
    yield from _legacy_faults(form)
    yield from list(_template_faults(form)) or _label_faults(form)
    yield from _option_faults(form)


def _templates(form: Form) -> Iterator[tuple[str, str]]:
    """Every text of the form in which `{field}` may stand, with its place."""
    yield from (("文件开头", text) for text in (form.title, form.subtitle, *form.title_aliases))
    for number, field in enumerate(form.fields, 1):
        yield from ((f"[[field]]第{number}个", text) for text in (field.label, *field.aliases))
    for number, column in enumerate(form.columns, 1):
        yield from ((f"[[column]]第{number}个", text) for text in (column.label, *column.aliases))
    for number, row in enumerate(form.rows, 1):
        for place, cell in enumerate(row.cells, 1):
            if cell.kind == "text":
                yield from ((f"[[row]]第{number}行第{place}格", text) for text in (cell.name, *cell.aliases))


def _twice(names: Iterable[str]) -> list[str]:
    return [name for name, count in Counter(names).items() if count > 1]


def _id_faults(form: Form) -> Iterator[str]:
    for table, ids in (("field", form.field_ids), ("column", tuple(column.id for column in form.columns))):
        for twice in _twice(ids):
            yield f"[[{table}]]：“id”有两个“{twice}”"
    columns = {column.id for column in form.columns}
    if form.columns and LEVELS[2] not in columns:
        yield f"[[column]]：缺少三级指标的列“{LEVELS[2]}”"
    for level in LEVELS[:2]:
        if form.levels and level not in columns:
            yield f"[[column]]：有[[level1]]，却缺少列“{level}”"


def _role_faults(form: Form) -> Iterator[str]:
    kinds = {field.id: field.kind for field in form.fields}
    columns = {column.id for column in form.value_columns}
    roles: dict[str, str] = {one.name: getattr(form.roles, one.name) for one in fields(Roles)}
    for role, name in roles.items():
        if not name:
            continue
        if role in _COLUMN_ROLES:
            if name not in columns:
                yield f"[roles]：“{role}”是“{name}”，没有这个指标值的列"
        elif name not in kinds:
            yield f"[roles]：“{role}”是“{name}”，没有这个字段"
        elif role in _YEAR_ROLES and kinds[name] != "year":
            yield f'[roles]：“{role}”的字段“{name}”应当是年度（kind = "year"）'
        elif role == "money" and kinds[name] != "money":
            yield f'[roles]：“{role}”的字段“{name}”应当是金额（kind = "money"）'
    for twice in _twice(name for name in roles.values() if name):
        yield f"[roles]：“{twice}”担任了两个角色"


def _field_faults(form: Form) -> Iterator[str]:
    kinds = {field.id: field.kind for field in form.fields}
    for number, field in enumerate(form.fields, 1):
        place = f"[[field]]第{number}个"
        for wanted in field.sum_of:
            if kinds.get(wanted) != "money" or wanted == field.id:
                yield f"{place}：“sum_of”里的“{wanted}”不是另一个金额字段"
        if field.not_before and (kinds.get(field.not_before) != "year" or field.not_before == field.id):
            yield f"{place}：“not_before”是“{field.not_before}”，不是另一个年度字段"
        for twice in _twice(field.choices):
            yield f"{place}：“choices”里有两个“{twice}”"


def _frame_faults(form: Form) -> Iterator[str]:
    upper = [name for level in form.levels for name in {level_key(name) for name in (level.name, *level.aliases)}]
    for twice in _twice(upper):
        yield f"[[level1]]：两个一级指标都叫“{twice}”"
    for number, level in enumerate(form.levels, 1):
        place = f"[[level1]]第{number}个"
        lower = [name for one in level.level2 for name in {level_key(name) for name in (one.name, *one.aliases)}]
        for twice in _twice(lower):
            yield f"{place}：两个二级指标都叫“{twice}”"
        if level.any_of and level.any_of not in (one.name for one in level.level2):
            yield f"{place}：“any_of”是“{level.any_of}”，它下面没有这个二级指标"


def _legacy_faults(form: Form) -> Iterator[str]:
    pairs = {(upper.name, lower.name) for upper in form.levels for lower in upper.level2}
    for number, legacy in enumerate(form.legacy, 1):
        place = f"[[legacy]]第{number}个"
        if legacy.after not in pairs:
            yield f"{place}：“to”是“{'”“'.join(legacy.after)}”，没有这样的一级、二级指标"
        if legacy.before in pairs:
            yield f"{place}：“from”是“{'”“'.join(legacy.before)}”，现在的框架里就有"
    for twice in _twice("/".join(legacy.before) for legacy in form.legacy):
        yield f"[[legacy]]：“from”有两个“{twice}”"


def _template_faults(form: Form) -> Iterator[str]:
    years = {field.id for field in form.fields if field.kind == "year"}
    for place, text in _templates(form):
        for name in stands_for(text):
            if name not in years:
                yield f"{place}：“{text}”里的“{{{name}}}”不是年度字段"
        rest = PLACEHOLDER.sub("", text)
        if "{" in rest or "}" in rest:
            yield f"{place}：“{text}”里的花括号不成对"
        elif stands_for(text) and not key(rest):
            yield f"{place}：“{text}”除了年度没有别的文字，无法识别"
    for name in stands_for(form.footer):
        if name not in _FOOTER_NAMES:
            yield f"[footer]：“text”里的“{{{name}}}”只能是 {{page}} 或 {{pages}}"


def _label_faults(form: Form) -> Iterator[str]:
    """Two fields, columns or fixed texts that go by one label."""
    patterns = [pattern for pattern in label_patterns(form) if pattern.kind in ("field", "column", "text")]
    said: set[frozenset[str]] = set()
    for first in patterns:
        for sample in first.keys(_SAMPLE_YEAR):
            for other in patterns:
                pair = frozenset((f"{first.kind} {first.id}", f"{other.kind} {other.id}"))
                if len(pair) == 2 and pair not in said and other.match(sample) is not None:
                    said.add(pair)
                    yield f"名称：“{sample}”既是{first.kind}“{first.id}”的，又是{other.kind}“{other.id}”的"


def _option_faults(form: Form) -> Iterator[str]:
    if form.options.signature and not form.signature.lines:
        yield "[options]：“signature”打开了，却没有[signature]"
    if form.options.stamp and not form.signature.stamp_mm:
        yield "[options]：“stamp”打开了，[signature]里却没有“stamp_mm”"
    if form.table.shrink_min_size_pt > form.styles["base"].size_pt:
        yield "[table]：shrink 的“min_size_pt”比正文的字号还大"
