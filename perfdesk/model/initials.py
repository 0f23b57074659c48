"""Finding names as a clerk types them: by Han, by pinyin initials (dcdy finds 督查调研), or by both in one word."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cache
from itertools import compress
from types import MappingProxyType

from perfdesk.base.resources import resource
from perfdesk.model.text import key


@cache
def pinyin_initials() -> Mapping[str, str]:
    """First letters of the readings of each Han, of several readings all: 调 has `dt`.

    Made from pypinyin by packaging/make_initials.py; read when it is first asked for.
    """
    found: dict[str, str] = {}
    for line in resource("resources/pinyin_initials").read_text(encoding="utf-8").splitlines():
        letters, _, hans = line.partition(" ")
        found.update(dict.fromkeys(hans, letters))
    return MappingProxyType(found)


def search_key(text: str) -> str:
    """The `key` of a text without its punctuation, so that dbga finds 督办、国安."""
    found = key(text)
    return found if found.isalnum() else "".join(filter(str.isalnum, found))


class Names:
    """Names made ready for finding by their search keys.

    A sought character has, for each column (place in a key), a number with a byte a name: 1 where the name has that
    character there, or a Han that may begin with that letter. A few `&` then find a word in all names at once,
    whatever the number of readings. The numbers of a character are made when it is first sought.
    """

    def __init__(self, keys: Sequence[str]) -> None:
        self._count = len(keys)
        self._width = max(map(len, keys), default=0)
        self._masks: dict[str, tuple[int, ...]] = {}
        self._places: defaultdict[str, list[int]] = defaultdict(list)
        for index, one in enumerate(keys):
            for place, character in enumerate(one):
                self._places[character].append(place * len(keys) + index)

    def find(self, query: str) -> list[int]:
        """Indexes of the names that hold `query` somewhere; all where it has neither letter nor digit."""
        wanted = [self._mask(character) for character in search_key(query)]
        if not wanted:
            return list(range(self._count))
        hits = 0
        for first in range(self._width - len(wanted) + 1):
            found = -1
            for offset, columns in enumerate(wanted):
                found &= columns[first + offset]
                if not found:
                    break
            hits |= found
        return list(compress(range(self._count), hits.to_bytes(self._count, "little")))

    def _mask(self, sought: str) -> tuple[int, ...]:
        masks = self._masks.get(sought)
        if masks is None:
            initials = pinyin_initials()
            marks = bytearray(self._count * self._width)
            for character, places in self._places.items():
                if character == sought or sought in initials.get(character, ""):
                    for place in places:
                        marks[place] = 1
            starts = [column * self._count for column in range(self._width)]
            masks = tuple(int.from_bytes(marks[start : start + self._count], "little") for start in starts)
            self._masks[sought] = masks
        return masks
