"""What differs between two documents: whole projects, fields, indicators and their texts, and what stands elsewhere.

Form texts are not compared, only which form a project has.
"""

from bisect import bisect_left
from collections import defaultdict, deque
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from perfdesk.model.document import LEVELS, Document, Indicator, Project
from perfdesk.model.place import Place
from perfdesk.model.text import key as text_key

_Item = TypeVar("_Item", Project, Indicator)


@dataclass(frozen=True, slots=True)
class TextChange:
    """One text before and after, "" where absent. The place is that in the later document."""

    place: Place
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class IndicatorDifference:
    """An indicator that was added (`before` None), removed (`after` None), or has other texts or another position.

    The place is that in the later document; of a removed one, in the earlier.
    """

    place: Place
    before: Indicator | None
    after: Indicator | None
    texts: tuple[TextChange, ...] = ()
    moved: bool = False


@dataclass(frozen=True, slots=True)
class ProjectDifference:
    """A project that was added (`before` None), removed (`after` None), or differs: in fields, indicators, position.

    Of an added or removed project no fields and indicators are listed. With none listed in a project that has not
    moved, it has got another form.
    """

    before: Project | None
    after: Project | None
    fields: tuple[TextChange, ...] = ()
    indicators: tuple[IndicatorDifference, ...] = ()
    moved: bool = False


def same_content(a: Document, b: Document) -> bool:
    """Whether the projects have the same forms and texts in the same order; ids may differ."""
    return len(a.projects) == len(b.projects) and all(map(_same_project, a.projects, b.projects))


def compare(
    before: Document, after: Document, key: Callable[[Project], Hashable] | None = None
) -> tuple[ProjectDifference, ...]:
    """The differences, in the order of `after`; removed projects and indicators come last.

    Projects are matched by id, the rest of them by `key` where it is given (such as name, unit and year, each by
    `text.key`), those with equal keys in their order. Indicators are matched by id, then by the three levels. Where
    two versions of a project share no indicator id, the rest is matched by 一级 and 二级, then by position: it came
    back from a format without ids. `moved` marks the fewest that explain the new order.
    """
    partners = _match(before.projects, after.projects, [key] if key else [])
    moved = fewest_moved(partners)
    differences: list[ProjectDifference] = []
    for index, new in enumerate(after.projects):
        partner = partners[index]
        if partner is None:
            differences.append(ProjectDifference(None, new))
        elif (old := before.projects[partner]) is not new or moved:
            differences.extend(_compare_projects(old, new, index in moved))
    return (*differences, *(ProjectDifference(old, None) for old in _left(before.projects, partners)))


def _same_project(a: Project, b: Project) -> bool:
    if a is b:
        return True
    return a.form == b.form and a.fields == b.fields and _same_indicators(a.indicators, b.indicators)


def _same_indicators(a: tuple[Indicator, ...], b: tuple[Indicator, ...]) -> bool:
    return a is b or (len(a) == len(b) and all(map(_same_texts, a, b)))


def _same_texts(a: Indicator, b: Indicator) -> bool:
    return a.level3 == b.level3 and a.level2 == b.level2 and a.level1 == b.level1 and a.values == b.values


def _compare_projects(old: Project, new: Project, moved: bool) -> Iterator[ProjectDifference]:
    if old == new and not moved:
        return
    fields = tuple(TextChange(Place(new.id, field=name), *pair) for name, *pair in _changed(old.fields, new.fields))
    indicators = () if _same_indicators(old.indicators, new.indicators) else tuple(_compare_indicators(old, new))
    if fields or indicators or moved or old.form != new.form:
        yield ProjectDifference(old, new, fields, indicators, moved)


def _compare_indicators(old: Project, new: Project) -> Iterator[IndicatorDifference]:
    keys: list[Callable[[Indicator], Hashable]] = [_levels_key]
    if {one.id for one in old.indicators}.isdisjoint(one.id for one in new.indicators):
        keys += [_group_key, _any_key]
    partners = _match(old.indicators, new.indicators, keys)
    moved = fewest_moved(partners)
    for index, after in enumerate(new.indicators):
        partner = partners[index]
        before = None if partner is None else old.indicators[partner]
        texts = () if before is None else tuple(_changed_texts(new.id, before, after))
        if before is None or texts or index in moved:
            yield IndicatorDifference(Place(new.id, indicator=after.id), before, after, texts, index in moved)
    for before in _left(old.indicators, partners):
        yield IndicatorDifference(Place(old.id, indicator=before.id), before, None)


def _any_key(_indicator: Indicator) -> Hashable:
    return None


def _group_key(indicator: Indicator) -> Hashable:
    return text_key(indicator.level1), text_key(indicator.level2)


def _levels_key(indicator: Indicator) -> Hashable:
    return text_key(indicator.level1), text_key(indicator.level2), text_key(indicator.level3)


def _changed_texts(project_id: str, old: Indicator, new: Indicator) -> Iterator[TextChange]:
    if _same_texts(old, new):
        return
    for column in LEVELS:
        if old.text(column) != new.text(column):
            yield TextChange(Place(project_id, indicator=new.id, column=column), old.text(column), new.text(column))
    for column, before, after in _changed(old.values, new.values):
        yield TextChange(Place(project_id, indicator=new.id, column=column), before, after)


def _changed(old: Mapping[str, str], new: Mapping[str, str]) -> Iterator[tuple[str, str, str]]:
    if old is new:
        return
    for name in dict.fromkeys((*old, *new)):
        before, after = old.get(name, ""), new.get(name, "")
        if before != after:
            yield name, before, after


def _match(
    before: Sequence[_Item], after: Sequence[_Item], keys: Iterable[Callable[[_Item], Hashable]]
) -> list[int | None]:
    """For each of `after` the index of its partner in `before`: by id, then the rest by each key in turn."""
    by_id = {one.id: index for index, one in enumerate(before)}
    partners = [by_id.get(one.id) for one in after]
    for key in keys:
        if None not in partners:
            break
        taken = set(partners)
        waiting: defaultdict[Hashable, deque[int]] = defaultdict(deque)
        for index, one in enumerate(before):
            if index not in taken:
                waiting[key(one)].append(index)
        for index, one in enumerate(after):
            if partners[index] is None and waiting and (queue := waiting.get(key(one))):
                partners[index] = queue.popleft()
    return partners


def _left(before: Sequence[_Item], partners: list[int | None]) -> list[_Item]:
    taken = set(partners)
    return [one for index, one in enumerate(before) if index not in taken]


def fewest_moved(partners: Sequence[int | None]) -> frozenset[int]:
    """Indexes of those outside a longest rising sequence of `partners`: the fewest that moved. None is skipped."""
    matched = [partner for partner in partners if partner is not None]
    if matched == sorted(matched):
        return frozenset()
    ends: list[int] = []
    lengths: list[int] = []
    for partner in matched:
        length = bisect_left(ends, partner)
        ends[length : length + 1] = [partner]
        lengths.append(length)
    wanted = len(ends) - 1
    moved: set[int | None] = set()
    for partner, length in zip(reversed(matched), reversed(lengths), strict=True):
        if length == wanted:
            wanted -= 1
        else:
            moved.add(partner)
    return frozenset(index for index, partner in enumerate(partners) if partner in moved)
