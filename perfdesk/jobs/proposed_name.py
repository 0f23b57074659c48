"""The name that is proposed when a document is saved for the first time."""

from collections import Counter
from collections.abc import Iterable, Mapping

from perfdesk.forms.form import Form
from perfdesk.jobs.file_names import safe_name
from perfdesk.model.document import Document


def proposed_name(document: Document, forms: Mapping[str, Form], suffix: str) -> str:
    """Such as 2026年项目绩效目标表_单位.jxmb: year, form and unit that most projects have, without what is empty."""
    held = [(forms[project.form], project) for project in document.projects]
    year = _commonest(project.field(form.roles.year).strip() for form, project in held)
    unit = _commonest(project.field(form.roles.unit).strip() for form, project in held)
    title = _commonest(form.title for form, _ in held)
    return safe_name(f"{f'{year}年' if year else ''}{title}{f'_{unit}' if unit else ''}", suffix)


def _commonest(texts: Iterable[str]) -> str:
    counted = Counter(text for text in texts if text)
    return counted.most_common(1)[0][0] if counted else ""
