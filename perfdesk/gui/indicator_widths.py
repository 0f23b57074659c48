"""Widths of the columns of the indicator grid: the usual ones, and what a person has made of them by dragging."""

from collections.abc import Sequence
from typing import Literal

Kind = Literal["level", "level3", "number", "value"]
"""What a column is in the sharing of the room: `level3` and the values share what the others leave."""

_LEVELS = (92, 124)
_NUMBER = 92
_LEVEL3_SHARE = 0.26
_LEAST = {"level": 48, "number": 48, "level3": 72, "value": 72}


def shared(kinds: Sequence[Kind], room: int, zoom: float, chosen: Sequence[int] = ()) -> list[int]:
    """The widths of all columns, which fill the room; those of values are exactly equal.

    `chosen` are widths at a zoom of 1, 0 for the usual one; there is none for a value, whose width is what is left. One
    that fits no form of so many columns counts for nothing; a room too small makes the wide ones narrower.
    """
    chosen = chosen if len(chosen) == len(kinds) else [0] * len(kinds)
    least = [round(_LEAST[kind] * zoom) for kind in kinds]
    values = kinds.count("value")
    sharing = sum(width for width, kind in zip(least, kinds, strict=True) if kind in ("level3", "value"))
    usual = (*_LEVELS, *(_NUMBER for _ in kinds[len(_LEVELS) :]))
    widths = [max(round((chosen[at] or usual[at]) * zoom), least[at]) for at in range(len(kinds))]
    fixed = [at for at, kind in enumerate(kinds) if kind in ("level", "number")]
    over = sum(widths[at] for at in fixed) + sharing - room
    for at in sorted(fixed, key=lambda one: -widths[one]):
        less = max(min(over, widths[at] - least[at]), 0)
        widths[at] -= less
        over -= less
    rest = max(room - sum(widths[at] for at in fixed), sharing)
    value = _value(rest, values, chosen[kinds.index("level3")] * zoom, zoom)
    for at, kind in enumerate(kinds):
        if kind == "value":
            widths[at] = value
        elif kind == "level3":
            widths[at] = rest - value * values
    return widths


def dragged(
    kinds: Sequence[Kind], room: int, zoom: float, chosen: Sequence[int], edge: tuple[int, int]
) -> tuple[int, ...]:
    """What is chosen once the right edge of a column is dragged to a pixel: `edge` is (column, pixel).

    The edge between two values moves both, and with them 三级.
    """
    column, pixel = edge
    widths = shared(kinds, room, zoom, chosen)
    third = kinds.index("level3")
    if kinds[column] == "value":
        behind = range(column + 1, len(kinds))
        others = sum(widths[at] for at in behind if kinds[at] != "value")
        value = (sum(widths) - pixel - others) / sum(kinds[at] == "value" for at in behind)
        rest = sum(width for width, kind in zip(widths, kinds, strict=True) if kind in ("level3", "value"))
        column, wanted = third, rest - value * kinds.count("value")
    else:
        wanted = pixel - sum(widths[:column])
    least = _LEAST[kinds[column]]
    made = list(chosen if len(chosen) == len(kinds) else [0] * len(kinds))
    made[column] = max(round(wanted / zoom), least)
    made[column] = max(round(shared(kinds, room, zoom, made)[column] / zoom), least)
    return tuple(made)


def edges(kinds: Sequence[Kind]) -> list[int]:
    """The columns whose right edge can be dragged: there is one behind it that gives or takes the room."""
    return [at for at in range(len(kinds) - 1) if "value" in kinds[at + 1 :]]


def _value(rest: int, values: int, level3: float, zoom: float) -> int:
    """The width of each value, where 三级 and the values share `rest`; `level3` is 0 for its usual share."""
    if not values:
        return 0
    wanted = (rest - level3) // values if level3 else int(rest * (1 - _LEVEL3_SHARE)) // values
    return int(max(min(wanted, (rest - _LEAST["level3"] * zoom) // values), _LEAST["value"] * zoom))
