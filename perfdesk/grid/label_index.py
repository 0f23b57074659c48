"""Finds which labels of a form a text could be: fields, columns, fixed texts, titles, signature lines."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from perfdesk.forms.form import Form
from perfdesk.forms.labels import PLACEHOLDER, LabelPattern, label_patterns
from perfdesk.model.text import key

_NUMBER = r"[一二三四五六七八九十]{1,3}[、.]|\([一二三四五六七八九十\d]{1,3}\)|\d{1,2}[、.]"
_BEFORE = re.compile(rf"^(?:#+|[*★☆▲]+|{_NUMBER})+")
_AFTER = re.compile(r"(?:[*★☆:]|\((?:盖章|公章|必填|签章)\))+$")
_UNIT = re.compile("[百千万亿]*元")
_LEAST_NEAR, _LONGEST_NEAR, _MOST_ADDED = 4, 12, 4
_AROUND_TITLE = 20
_LONGEST_LABEL = 60


@dataclass(frozen=True, slots=True, eq=False)
class LabelIndex:
    """The labels of one form by `key`; those that hold a year as patterns, `any_year` is any of them."""

    literals: Mapping[str, tuple[LabelPattern, ...]]
    patterns: tuple[LabelPattern, ...]
    any_year: re.Pattern[str]
    titles: tuple[re.Pattern[str], ...]
    furniture: re.Pattern[str]

    def find(self, keyed: str) -> tuple[LabelPattern, ...]:
        """What the key could be, the form's own labels first; numbering before it and marks after it do not count."""
        return _found(self, keyed) if len(keyed) <= _LONGEST_LABEL else ()

    def find_exactly(self, keyed: str) -> tuple[LabelPattern, ...]:
        """What the key as it stands could be."""
        found = self.literals.get(keyed)
        if found is not None:
            return found
        if self.any_year.fullmatch(keyed) is None:
            return ()
        return tuple(pattern for pattern in self.patterns if pattern.match(keyed) is not None)

    def near(self, keyed: str) -> LabelPattern | None:
        """The one field label that the key nearly is: up to 4 more characters, or one wrong one in at least 4."""
        if not _LEAST_NEAR <= len(keyed) <= _LONGEST_NEAR:
            return None
        found = {
            pattern.id: pattern
            for literal, patterns in self.literals.items()
            if _is_near(literal, keyed)
            for pattern in patterns
            if pattern.kind == "field"
        }
        return next(iter(found.values())) if len(found) == 1 else None

    def is_title(self, keyed: str) -> bool:
        """The key is a title of the form, with no more than a place, a year or a number around it."""
        return any(title.fullmatch(keyed) for title in self.titles)

    def is_furniture(self, keyed: str) -> bool:
        """The key is a signature line or a page number as the form prints them, not filled in."""
        return self.furniture.fullmatch(keyed) is not None


@lru_cache(maxsize=4096)
def _found(index: LabelIndex, keyed: str) -> tuple[LabelPattern, ...]:
    """Most texts of a table are looked at several times, and its labels stand in every table."""
    return index.find_exactly(keyed) or index.find_exactly(_bare(keyed))


def years_in(pattern: LabelPattern, keyed: str) -> Mapping[str, str]:
    """The years in a label with this key, by the id of the field whose text they are."""
    return pattern.match(keyed) or pattern.match(_bare(keyed)) or {}


def _bare(keyed: str) -> str:
    return _AFTER.sub("", _BEFORE.sub("", keyed))


def _is_near(literal: str, keyed: str) -> bool:
    if _UNIT.findall(literal) != _UNIT.findall(keyed):
        # An amount in 万元 under a label in 元 would be a wrong number on paper.
        return False
    if len(literal) >= 3 and literal in keyed and len(keyed) - len(literal) <= _MOST_ADDED:
        return True
    return len(literal) == len(keyed) and sum(a != b for a, b in zip(literal, keyed, strict=True)) == 1


@lru_cache(maxsize=64)
def label_index(form: Form) -> LabelIndex:
    """The labels of the form, made once a form."""
    literals: dict[str, tuple[LabelPattern, ...]] = {}
    for pattern in label_patterns(form):
        if pattern.regex is None and pattern.kind != "title":
            literals[pattern.literal] = (*literals.get(pattern.literal, ()), pattern)
    patterns = tuple(p for p in label_patterns(form) if p.regex is not None and p.kind != "title")
    around = f".{{0,{_AROUND_TITLE}}}"
    return LabelIndex(
        literals=literals,
        patterns=patterns,
        any_year=re.compile("|".join(p.regex.pattern for p in patterns if p.regex) or "$^"),
        titles=tuple(
            re.compile(around + (p.regex.pattern if p.regex else re.escape(p.literal)) + around)
            for p in label_patterns(form)
            if p.kind == "title"
        ),
        furniture=_furniture(form),
    )


def _furniture(form: Form) -> re.Pattern[str]:
    signs = sorted({key(text) for line in form.signature.lines for text in line if key(text)}, key=len, reverse=True)
    page = r"\d*".join(re.escape(key(part)) for part in PLACEHOLDER.split(form.footer)[::2])
    return re.compile(rf"(?:(?:{'|'.join(map(re.escape, signs)) or '$'}):?)+|{page or '$'}")
