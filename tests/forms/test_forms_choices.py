"""Choices of a file over the print options of a form."""

from dataclasses import fields, replace

from perfdesk.forms.choices import CHOICES, chosen
from perfdesk.forms.form import PrintOptions

PROPOSED = PrintOptions(footer=True, signature=False, hidden=("weight",))


def test_every_option_but_the_hidden_columns_is_a_choice():
    assert set(CHOICES) == {one.name for one in fields(PrintOptions)} - {"hidden"}


def test_what_was_never_chosen_stays_as_the_form_proposes_it():
    assert chosen(PROPOSED, {}) is PROPOSED
    assert chosen(PROPOSED, {"signature": "yes"}) == replace(PROPOSED, signature=True)
    assert chosen(PROPOSED, {"footer": "no", "fit": "yes"}) == replace(PROPOSED, footer=False, fit=True)


def test_what_this_program_does_not_know_changes_nothing():
    paper = {"later": "yes", "footer": "sometimes", "hidden": "no", "signature": ""}

    assert chosen(PROPOSED, paper) == PROPOSED
