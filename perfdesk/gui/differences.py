"""Where two texts differ, as a reader sees it: whole numbers and words, in bounded time."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

_TOKEN = re.compile(r"[0-9A-Za-z\uff10-\uff19][0-9A-Za-z\uff10-\uff19.,%％~～—–\-]*|\s+|.", re.DOTALL)
_SENTENCE = re.compile(r"[^。；;\n]*[。；;\n]+|[^。；;\n]+")
_MOST_PAIRS = 1_000_000
"""Pairs of tokens up to which they are compared singly; beyond, sentences are."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One place, as half-open spans of characters in either text; each holds something where its text does."""

    left: tuple[int, int]
    right: tuple[int, int]


def differences(left: str, right: str) -> tuple[Difference, ...]:
    """The places where two texts differ, in order; a blank span takes its neighbour in, so that it can be seen."""
    if left == right:
        return ()
    one, other = _pieces(_TOKEN, left), _pieces(_TOKEN, right)
    if len(one) * len(other) > _MOST_PAIRS:
        one, other = _pieces(_SENTENCE, left), _pieces(_SENTENCE, right)
    spans: list[tuple[int, int, int, int]] = []
    for kind, start, end, other_start, other_end in SequenceMatcher(None, one, other, autojunk=False).get_opcodes():
        if kind == "equal":
            continue
        if spans and start - spans[-1][1] <= 1:
            spans[-1] = (spans[-1][0], end, spans[-1][2], other_end)
        else:
            spans.append((start, end, other_start, other_end))
    at, other_at = _offsets(one), _offsets(other)
    return tuple(
        Difference((at[start], at[end]), (other_at[other_start], other_at[other_end]))
        for start, end, other_start, other_end in (_seen(span, len(one), len(other)) for span in spans)
    )


def _pieces(pattern: re.Pattern[str], text: str) -> list[str]:
    return pattern.findall(text)


def _offsets(pieces: list[str]) -> list[int]:
    offsets = [0]
    for piece in pieces:
        offsets.append(offsets[-1] + len(piece))
    return offsets


def _seen(span: tuple[int, int, int, int], count: int, other_count: int) -> tuple[int, int, int, int]:
    """The span with the equal piece before it, else behind it, taken in on both sides where one side is empty."""
    start, end, other_start, other_end = span
    if start < end and other_start < other_end:
        return span
    if start and other_start:
        return start - 1, end, other_start - 1, other_end
    if end < count and other_end < other_count:
        return start, end + 1, other_start, other_end + 1
    return span
