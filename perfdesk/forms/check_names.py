"""Whether the names in a form agree: ids, roles, aliases, frame, and what `{field}` stands for."""

from collections.abc import Iterator

from perfdesk.forms.form import Form


def name_faults(form: Form) -> Iterator[str]:
    """Every fault of the form's names, with its place."""
    return iter(())
