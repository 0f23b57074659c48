"""Hypothesis strategies for projects of a form as a hard case fills them in, and what paper cannot tell apart.

Left out, each since the printed table says it in no way or says something else by it:
- a year that stands only in labels and is not four half-width digits: labels are known by four digits, folded;
- an indicator without 一级 or 二级: a blank level cell means "as above" in the official table;
- a 一级 that is the name of a 二级 of the frame and not of a 一级: such a row is one that lost its first cell;
- blanks at the start of a paragraph of a goal: the indent stands for them;
- a value that is the label of the field right of it: in text nothing tells the two apart.
"""

from functools import cache
from itertools import pairwise

from hypothesis import strategies as st
from support.documents import numbered, texts

from perfdesk.forms.form import Field, Form
from perfdesk.forms.frame import frame, in_order, level_key
from perfdesk.forms.labels import stands_for
from perfdesk.model.document import Document, Indicator, Project
from perfdesk.model.document import texts as mapping
from perfdesk.model.text import key, normal

UNKNOWN = ("其他指标", "满意程度", "进展", "绿色指标", "Ａ类", "带动效果")


@cache
def words(form: Form) -> tuple[str, ...]:
    """Texts that read like a label of the form or a word of its frame."""
    labels = [field.label.replace("{budget_year}", "2026") for field in form.fields]
    columns = [column.label for column in form.columns]
    fixed = [cell.name for row in form.rows for cell in row.cells if cell.kind == "text"]
    levels = [two.name for one in form.levels for two in one.level2] + [one.name for one in form.levels]
    return tuple(dict.fromkeys((*labels, *columns, *fixed, *levels, form.title)))


def _content(form: Form, several: bool = True) -> st.SearchStrategy[str]:
    """Empty, one line, several lines, or a word of the form."""
    one_line = texts().map(lambda text: normal(text.replace("\n", "")))
    lines = st.lists(one_line, min_size=2, max_size=4).map(lambda drawn: normal("\n".join(drawn)))
    kinds = [st.just(""), one_line, one_line, st.sampled_from(words(form)), st.sampled_from(words(form))]
    return st.one_of(*kinds, lines) if several else st.one_of(*kinds)


def _field(form: Form, field: Field) -> st.SearchStrategy[str]:
    has_cell = any(cell.kind == "value" and cell.name == field.id for row in form.rows for cell in row.cells)
    if not has_cell:
        return st.sampled_from(("", "2026", "2027", "1999"))
    if field.kind == "longtext":
        return _content(form).map(
            lambda text: normal("\n".join(part.lstrip(" \t\u3000\xa0") for part in text.split("\n")))
        )
    return _content(form)


def indicators(form: Form) -> st.SearchStrategy[Indicator]:
    """Indicators with a level each, some unknown to the frame, some filed under another 一级 than the frame has."""
    look = frame(form)
    known = [(one.name, two.name) for one in form.levels for two in one.level2]
    odd = st.tuples(
        st.sampled_from([one.name for one in form.levels] + list(UNKNOWN)),
        st.sampled_from([two for _one, two in known] + list(UNKNOWN)),
    ).filter(lambda pair: level_key(pair[0]) in look.level1 or not look.parents.get(level_key(pair[0])))
    values = st.fixed_dictionaries({column.id: _content(form) for column in form.value_columns})
    return st.builds(
        lambda levels, name, drawn: Indicator("", *levels, name, mapping(drawn.items())),
        st.sampled_from(known) | odd,
        _content(form),
        values,
    ).filter(lambda one: not one.is_blank)


def projects(form: Form, max_indicators: int = 6) -> st.SearchStrategy[Project]:
    """Projects of the form in normal form, with ids of their own."""
    fields = st.fixed_dictionaries({field.id: _field(form, field) for field in form.fields})
    return st.builds(
        lambda drawn, items: _project(form, drawn, items), fields, st.lists(indicators(form), max_size=max_indicators)
    ).filter(lambda project: not _names_its_neighbour(form, project))


def _names_its_neighbour(form: Form, project: Project) -> bool:
    labels = {field.id: field.label for field in form.fields}
    return any(
        value.kind == "value" and label.kind == "label" and key(project.field(value.name)) == key(labels[label.name])
        for row in form.rows
        for value, label in pairwise(row.cells)
    )


def _project(form: Form, fields: dict[str, str], items: list[Indicator]) -> Project:
    ids = numbered()
    named = tuple(Indicator(ids(), one.level1, one.level2, one.level3, one.values) for one in items)
    return Project(ids(), form.id, mapping(fields.items()), named)


def on_paper(form: Form, project: Project) -> Project:
    """What a trip through paper keeps: indicators in printed order; a field that stands nowhere on it is lost."""
    printed = {name for row in form.rows for cell in row.cells if cell.kind == "value" for name in (cell.name,)}
    labels = [field.label for field in form.fields] + [form.title, form.subtitle]
    printed |= {name for label in labels for name in stands_for(label)}
    fields = mapping((name, text) for name, text in project.fields.items() if name in printed)
    return Project(project.id, project.form, fields, in_order(form, project.indicators))


def document(form: Form, *drawn: Project) -> Document:
    """A document of these projects."""
    return Document(tuple(drawn), {form.id: form.text})
