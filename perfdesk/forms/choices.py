"""The print options that a file has chosen, over those that its form proposes."""

from collections.abc import Mapping
from dataclasses import fields, replace

from perfdesk.forms.form import PrintOptions
from perfdesk.model.document import NO, YES

CHOICES = tuple(one.name for one in fields(PrintOptions) if isinstance(one.default, bool))
"""The options that are chosen with yes or no, by their names in `Document.paper`."""


def chosen(options: PrintOptions, paper: Mapping[str, str]) -> PrintOptions:
    """The options of a form with the choices of a document; what it says nothing of stays as the form has it."""
    made = {name: paper[name] == YES for name in CHOICES if paper.get(name) in (YES, NO)}
    return replace(options, **made) if made else options
