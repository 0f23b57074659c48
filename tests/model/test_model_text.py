"""Text: what a document may hold, normal form, and the key for comparing."""

import sys
import unicodedata

import pytest
from hypothesis import given
from support.documents import texts

from perfdesk.model.text import clean, dropped, key, normal


@given(texts(controls=True))
def test_clean_text_has_line_feeds_and_tabs_as_its_only_control_characters(text: str):
    cleaned = clean(text)

    assert not any((ord(c) < 32 or 0x7F <= ord(c) < 0xA0) and c not in "\n\t" for c in cleaned)
    assert clean(cleaned) == cleaned
    cleaned.encode("utf-8")


@given(texts())
def test_text_without_control_characters_is_kept_as_typed(text: str):
    assert clean(text) is text or clean(text) == text
    assert dropped(text) == 0


@given(texts(controls=True))
def test_normal_text_is_clean_and_trimmed_and_stays_so(text: str):
    assert normal(text) == clean(text).strip()
    assert normal(normal(text)) == normal(text)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("一\r\n二\r三\x85四\u2028五\v六\f七", "一\n二\n三\n四\n五\n六\n七"),
        ("甲\x00乙\x1f丙\x7f丁\x9f戊\ufffe己\uffff", "甲乙丙丁戊己"),
        ("\ud83d半个", "\ufffd半个"),
        (" \t　两端 ", " \t　两端 "),
    ],
)
def test_what_clean_keeps(typed: str, kept: str):
    assert clean(typed) == kept


def test_dropped_counts_what_no_file_can_hold_but_no_line_ends():
    assert dropped("a\r\nb\x00c\ud800\x07") == 3


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("项目名称：", "项目名称"),
        ("\uff12\uff10\uff12\uff16 年", "2026年"),
        ("\uff21\uff22c", "abC"),
        ("项 目\n名\u3000称", "项目名称"),
        ("一\u200b级\ufeff指标", "一级指标"),
        ("（元）", "(元)"),
    ],
)
def test_texts_that_compare_alike(one: str, other: str):
    assert key(one) == key(other)


def test_no_white_space_and_no_invisible_mark_makes_a_difference_to_the_key():
    every = [chr(code) for code in range(sys.maxunicode + 1)]
    marks = [c for c in every if c.isspace() or unicodedata.category(c) == "Cf"]

    assert len(marks) > 150
    assert {key(f"甲{mark}乙：") for mark in marks} == {"甲乙"}
