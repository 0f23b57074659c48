"""Collects what a reader has to tell of one source, and makes the `Source`."""

import re
from collections.abc import Sequence

from perfdesk.base.errors import UserError
from perfdesk.grid.source import Area, Notice, Source
from perfdesk.model.text import dropped, normal
from perfdesk.readers.limits import NOTHING_READ

_DIRECTION = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
# Whatever `normal` changes inside a text, and direction marks: most texts hold none of it.
_UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)


class Notes:
    """Notices in the order in which they first came; the same one at the same place is counted."""

    def __init__(self) -> None:
        self._counts: dict[tuple[str, str], int] = {}
        self._unread: list[tuple[str, str]] = []
        self.total = 0

    def add(self, what: str, at: str = "", count: int = 1) -> None:
        """Tell `what` of the place `at`. `total` is how often that was done."""
        self.total += count
        self._counts[what, at] = self._counts.get((what, at), 0) + count

    def unread(self, what: str, at: str = "", todo: str = "请拆分后再导入。") -> None:
        """Tell that a whole table or part was left out. If nothing else is in the source, it is refused with this."""
        self._unread.append((what, todo))
        self.add(what, at)

    def clean(self, text: str, at: str = "") -> tuple[str, int]:
        """The text in normal form and the number of characters that fell away; told, as are direction marks, kept."""
        if not _UNSEEN.search(text):
            return text.strip(), 0
        if lost := dropped(text):
            self.add("去掉了看不见的控制字符", at, lost)
        if marks := len(_DIRECTION.findall(text)):
            self.add("有看不见的文字方向标记，已保留", at, marks)
        return normal(text), lost

    def source(self, name: str, kind: str, areas: Sequence[Area]) -> Source:
        """The finished source. UserError if limits left nothing of it."""
        if not areas and self._unread:
            what, todo = self._unread[0]
            raise UserError(f"{what}。", NOTHING_READ, todo)
        return Source(name, kind, tuple(areas), self.notices())

    def notices(self) -> tuple[Notice, ...]:
        """All that was told."""
        return tuple(Notice(what, at, count) for (what, at), count in self._counts.items())
