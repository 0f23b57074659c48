"""The frame of 一级 and 二级指标: which of the form's names a typed text means, and the order on paper."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from perfdesk.forms.form import Form, Level1, Level2
from perfdesk.model.document import Indicator
from perfdesk.model.text import key

_SUFFIX = "指标"


@lru_cache(maxsize=4096)
def level_key(text: str) -> str:
    """`key`, less one 指标 at the end: 社会效益 and 社会效益指标 are one name."""
    whole = key(text)
    return whole.removesuffix(_SUFFIX) or whole


@dataclass(frozen=True, slots=True)
class Frame:
    """Look-ups of one form's frame by `level_key` of names and aliases."""

    levels: tuple[Level1, ...]
    level1: Mapping[str, int]
    level2: Mapping[tuple[int, str], int]
    parents: Mapping[str, tuple[int, ...]]

    def find1(self, text: str) -> Level1 | None:
        """The 一级 that `text` names, or None."""
        index = self.level1.get(level_key(text))
        return None if index is None else self.levels[index]

    def find2(self, text: str, level1: str = "") -> tuple[Level1, Level2] | None:
        """The 二级 that `text` names, with its 一级: under `level1` if it stands there, else its first."""
        wanted = level_key(text)
        parents = self.parents.get(wanted, ())
        if not parents:
            return None
        under = self.level1.get(level_key(level1)) if level1 else None
        index = under if under in parents else parents[0]
        return self.levels[index], self.levels[index].level2[self.level2[index, wanted]]

    def rank(self, indicator: Indicator) -> tuple[int, int]:
        """Place on paper: the frame's order; an unknown 二级 after the known ones of its 一级, an unknown 一级 last."""
        first = self.level1.get(level_key(indicator.level1), len(self.levels))
        return first, self.level2.get((first, level_key(indicator.level2)), len(self.parents))


@lru_cache(maxsize=64)
def frame(form: Form) -> Frame:
    """The look-ups of the form's frame, made once a form."""
    level1: dict[str, int] = {}
    level2: dict[tuple[int, str], int] = {}
    parents: dict[str, tuple[int, ...]] = {}
    for first, upper in enumerate(form.levels):
        for name in (upper.name, *upper.aliases):
            level1.setdefault(level_key(name), first)
        for second, lower in enumerate(upper.level2):
            for name in (lower.name, *lower.aliases):
                wanted = level_key(name)
                if level2.setdefault((first, wanted), second) == second:
                    parents[wanted] = tuple(dict.fromkeys((*parents.get(wanted, ()), first)))
    return Frame(form.levels, level1, level2, parents)


def in_order(form: Form, indicators: tuple[Indicator, ...]) -> tuple[Indicator, ...]:
    """The indicators in the order on paper: the frame's, and what it does not know by first appearance; stable."""
    look = frame(form)
    seen1: dict[str, int] = {}
    seen2: dict[tuple[str, str], int] = {}
    for one in indicators:
        seen1.setdefault(one.level1, len(seen1))
        seen2.setdefault((one.level1, one.level2), len(seen2))

    def place(one: Indicator) -> tuple[int, int, int, int]:
        first, second = look.rank(one)
        return first, seen1[one.level1], second, seen2[one.level1, one.level2]

    return tuple(sorted(indicators, key=place))
