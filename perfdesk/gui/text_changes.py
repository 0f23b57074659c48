"""Where texts differ, and which stretch of a typing a change belongs to."""

from collections.abc import Sequence
from typing import Literal

Gesture = Literal["", "paste", "step", "choice"]
"""What changes a text other than by letters; "" for letters. Steps of a year merge, the others stand alone."""


def units(text: str) -> int:
    """Length of a text as Qt counts it, in UTF-16 units."""
    return len(text) if text.isascii() else len(text) + sum(letter > "\uffff" for letter in text)


def changed_part(old: Sequence[str], new: Sequence[str]) -> tuple[int, int, int]:
    """(start, end in `old`, end in `new`) of the part in which two texts, or lists of pieces of text, differ."""
    shorter = min(len(old), len(new))
    start = next((at for at in range(shorter) if old[at] != new[at]), shorter)
    tail = 0
    while tail < shorter - start and old[-1 - tail] == new[-1 - tail]:
        tail += 1
    return start, len(old) - tail, len(new) - tail


def moved(position: int, start: int, removed: int, added: int) -> int:
    """Where a cursor stands after `removed` units at `start` became `added` ones; it never jumps out of them."""
    if position <= start:
        return position
    return min(position, start + added) if position < start + removed else position + added - removed


class Runs:
    """Tells which stretch of a typing each change belongs to, for `Typing.run`.

    A stretch goes on while letters are added, or taken away, where the last change left the cursor.
    """

    def __init__(self) -> None:
        self._kind = ""
        self._count = 0
        self._caret = -1
        self._composing = False

    def begin(self) -> None:
        """The person came to the editor anew."""
        self._kind, self._caret, self._composing = "", -1, False

    def run(self, old: str, new: str, caret: int, gesture: Gesture, composing: bool) -> str:
        """The run of the change from `old` to `new` that left the cursor at `caret`.

        All changes of one composition belong to the run in which it began, also when the text shrinks.
        """
        if not (composing and self._composing):
            start, old_end, new_end = changed_part(old, new)
            came_from = {caret - units(new[start:new_end])}
            kind = gesture or "type"
            if not gesture and not composing and new_end == start:
                kind = "delete"
                came_from = {caret, caret + units(old[start:old_end])}
            alone = kind in ("paste", "choice") or (kind != "step" and self._caret not in came_from)
            if alone or kind != self._kind:
                self._count += 1
            self._kind = kind
        self._caret, self._composing = caret, composing
        return f"{self._kind} {self._count}"
