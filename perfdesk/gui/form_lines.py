"""Which fields of a form stand on the page of fields, in which lines, and what is said of their content."""

from collections.abc import Iterator
from dataclasses import dataclass

from perfdesk.forms.form import Field, Form, LayoutRow
from perfdesk.model.amounts import UNITS, capitals, grouped, read_amount, read_year
from perfdesk.model.document import Document


@dataclass(frozen=True, slots=True)
class FormLine:
    """One line of the page; `label` is the fixed text that its fields share on paper, "" for the line of one field."""

    fields: tuple[Field, ...]
    label: str = ""


def goal_fields(form: Form) -> tuple[str, ...]:
    """Ids of the fields that have the page of goals, the one of the whole period first."""
    return tuple(field for field in (form.roles.period_goal, form.roles.annual_goal) if field)


def form_lines(form: Form) -> tuple[FormLine, ...]:
    """The lines in the form's order: one a field, and one for the years of one printed row."""
    goals = goal_fields(form)
    shared = {line.fields[0].id: line for row in form.rows for line in _shared_line(form, row)}
    taken = {field.id for line in shared.values() for field in line.fields}
    lines: list[FormLine] = []
    for field in form.fields:
        if field.id in shared:
            lines.append(shared[field.id])
        elif field.id not in taken and field.id not in goals:
            lines.append(FormLine((field,)))
    return tuple(lines)


def _shared_line(form: Form, row: LayoutRow) -> Iterator[FormLine]:
    texts = [cell.name for cell in row.cells if cell.kind == "text"]
    fields = tuple(form.field(cell.name) for cell in row.cells if cell.kind == "value")
    if texts and len(fields) > 1 and all(field.kind == "year" for field in fields):
        yield FormLine(fields, texts[0])


def offers_choices(form: Form, field: Field) -> bool:
    """Whether a list belongs to the field: choices of the form, or for a text what other projects have there."""
    return field.kind == "choice" or (field.kind == "text" and field.id != form.roles.name)


def choices(document: Document, form: Form, field: Field) -> tuple[str, ...]:
    """The choices of the form, then other texts that this field has in projects of this form, as they come."""
    used = (project.field(field.id).strip() for project in document.projects if project.form == form.id)
    return tuple(dict.fromkeys((*field.choices, *filter(None, used))))


def finding(field: Field, text: str) -> str:
    """What is to be said of a text that cannot be read as what the field holds; "" when there is nothing."""
    if not text.strip():
        return ""
    if field.kind == "year" and read_year(text) is None:
        return "读不出四位年度，打印时照原样"
    if field.kind == "money" and read_amount(text, field.unit or "元") is None:
        return f"不是以{field.unit or '元'}为单位的数字，打印时照原样"
    return ""


def said_otherwise(field: Field, text: str) -> str:
    """The amount of a money field in the other unit (万元 for 元, else 元) and in capitals; "" when it has none."""
    unit = field.unit or "元"
    amount = read_amount(text, unit)
    yuan = read_amount(text if amount is None else f"{amount:f}{unit}", "元")
    if amount is None or yuan is None:
        return ""
    if unit != "元":
        return f"= {grouped(yuan)} 元 · {capitals(yuan)}"
    small = yuan.scaleb(-UNITS["万元"])
    places = max(2, -int(small.normalize().as_tuple().exponent))
    return f"= {grouped(small, places)} 万元 · {capitals(yuan)}"
