"""Where two texts differ, as a reader sees it: whole numbers and words, in bounded time."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from perfdesk.gui.text_changes import changed_part

_LEVELS = (
    re.compile(r"[^\n]*\n|[^\n]+"),
    re.compile(r"[^。；;]*[。；;]+|[^。；;]+"),
    re.compile(r"[0-9A-Za-z\uff10-\uff19][0-9A-Za-z\uff10-\uff19.,%％~～—–\-]*|\s+|.", re.DOTALL),
)
"""Lines, sentences, then numbers, words and single characters: each tells more of what differs in the one before."""
_MOST_PAIRS = 100_000
"""Pairs of pieces up to which they are compared in one place: about 20 ms where few letters come again and again."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One place, as half-open spans of characters in either text; each holds something where its text does."""

    left: tuple[int, int]
    right: tuple[int, int]


def differences(left: str, right: str) -> tuple[Difference, ...]:
    """The places where two texts differ, in order; an empty span takes in a neighbour, so that it can be seen."""
    spans: list[Difference] = []
    for one in _compare(left, right, 0, 0, 0):
        if spans and one.left[0] - spans[-1].left[1] <= 1:
            spans[-1] = Difference((spans[-1].left[0], one.left[1]), (spans[-1].right[0], one.right[1]))
        else:
            spans.append(one)
    return tuple(_seen(one, left, right) for one in spans)


def _compare(left: str, right: str, at: int, other_at: int, level: int) -> Iterator[Difference]:
    """The differences of two pieces that stand at `at` and `other_at`, by the means of `level` and those behind it."""
    if left == right:
        return
    if not left or not right or level == len(_LEVELS):
        yield Difference((at, at + len(left)), (other_at, other_at + len(right)))
        return
    one, other = _LEVELS[level].findall(left), _LEVELS[level].findall(right)
    start, end, other_end = changed_part(one, other)
    place, other_place = _offsets(one, at), _offsets(other, other_at)
    if (end - start) * (other_end - start) > _MOST_PAIRS:
        yield Difference((place[start], place[end]), (other_place[start], other_place[other_end]))
        return
    matcher = SequenceMatcher(None, one[start:end], other[start:other_end], autojunk=False)
    for kind, *part in matcher.get_opcodes():
        if kind != "equal":
            from_, to, other_from, other_to = (start + index for index in part)
            yield from _compare(
                "".join(one[from_:to]),
                "".join(other[other_from:other_to]),
                place[from_],
                other_place[other_from],
                level + 1,
            )


def _offsets(pieces: list[str], at: int) -> list[int]:
    offsets = [at]
    for piece in pieces:
        offsets.append(offsets[-1] + len(piece))
    return offsets


def _seen(found: Difference, left: str, right: str) -> Difference:
    """The place with the character before it, else behind it, taken in on both sides where one side is empty."""
    (start, end), (other_start, other_end) = found.left, found.right
    if start < end and other_start < other_end:
        return found
    if start and other_start and left[start - 1] != "\n":
        return Difference((start - 1, end), (other_start - 1, other_end))
    if end < len(left) and other_end < len(right):
        return Difference((start, end + 1), (other_start, other_end + 1))
    return found
