"""Typed reading of TOML tables: whatever is wrong becomes a fault that names its place, and reading goes on."""

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeVar, cast

from perfdesk.model.text import dropped

_IDENTIFIER = re.compile("[a-z][a-z0-9_]*")
_Choice = TypeVar("_Choice", bound=str)
LARGEST_MM = 2000.0
LARGEST_PT = 200.0


@dataclass(slots=True)
class Notes:
    """What was found in one file: faults, and the unknown keys that a newer version may hold."""

    faults: list[str] = field(default_factory=list[str])
    unknown: list[str] = field(default_factory=list[str])


@dataclass(slots=True)
class Table:
    """One TOML table. `place` names it to a person; keys that nobody asked for are unknown (see `close`)."""

    values: Mapping[str, object]
    place: str
    notes: Notes
    asked: set[str] = field(default_factory=set[str])

    def fault(self, message: str) -> None:
        """Note a fault of this table."""
        self.notes.faults.append(f"{self.place}：{message}")

    def has(self, key: str) -> bool:
        """The key stands in the table."""
        return key in self.values

    def text(self, key: str, default: str | None = "") -> str:
        """A text; required when `default` is None."""
        value = self._take(key, default is None)
        if value is None:
            return default or ""
        if not isinstance(value, str):
            self.fault(f"“{key}”应当是文字")
            return default or ""
        if default is None and not value.strip():
            self.fault(f"“{key}”不能是空的")
        return self._clean(key, value)

    def identifier(self, key: str) -> str:
        """A required id: lower-case letters, digits and `_`, first a letter."""
        value = self.text(key, None)
        if value and not _IDENTIFIER.fullmatch(value):
            self.fault(f"“{key}”是“{value}”，只能用小写字母、数字和下划线，并以字母开头")
        return value

    def choice(self, key: str, allowed: tuple[_Choice, ...], default: _Choice | None = None) -> _Choice:
        """One of `allowed`; required when `default` is None."""
        value = self.text(key, default)
        for one in allowed:
            if one == value:
                return one
        if value:
            self.fault(f"“{key}”是“{value}”，只能是：{'、'.join(allowed)}")
        return default or allowed[0]

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts, empty when absent."""
        return self._texts(key, self._take(key))

    def lines(self, key: str, length: int) -> tuple[tuple[str, ...], ...]:
        """A list of lists with `length` texts at most each; shorter ones are filled up with empty texts."""
        found: list[tuple[str, ...]] = []
        for line in self._list(key, self._take(key)):
            texts = self._texts(key, line)
            if len(texts) > length:
                self.fault(f"“{key}”的一行最多有{length}段文字")
            found.append((*texts, *[""] * (length - len(texts))))
        return tuple(found)

    def pair(self, key: str) -> tuple[str, str]:
        """A required list of exactly two texts."""
        found = self._texts(key, self._take(key, required=True))
        if len(found) == 2:
            return found[0], found[1]
        if self.has(key):
            self.fault(f"“{key}”应当是两段文字")
        return "", ""

    def flag(self, key: str, default: bool = False) -> bool:
        """`true` or `false`."""
        value = self._take(key)
        if value is None or isinstance(value, bool):
            return default if value is None else value
        self.fault(f"“{key}”只能是 true 或 false")
        return default

    def number(self, key: str, default: float | None, low: float = 0, high: float = LARGEST_MM) -> float:
        """A finite number from `low` to `high`; required when `default` is None."""
        value = self._number(key, self._take(key, default is None), low, high)
        return (default or 0) if value is None else value

    def numbers(self, key: str, low: float, high: float = LARGEST_MM) -> tuple[float, ...]:
        """A required list of such numbers, with one at least."""
        given = self._take(key, required=True)
        found = tuple(self._number(key, one, low, high) for one in self._list(key, given))
        if given is not None and not found:
            self.fault(f"“{key}”不能是空的")
        return tuple(low if one is None else one for one in found)

    def count(self, key: str, default: int, low: int, high: int) -> int:
        """A whole number from `low` to `high`."""
        value = self._number(key, self._take(key), low, high)
        if value is None or value != int(value):
            if value is not None:
                self.fault(f"“{key}”应当是整数")
            return default
        return int(value)

    def table(self, key: str, required: bool = False) -> "Table":
        """The table under `key`, an empty one when absent."""
        place = f"[{key}]" if not self.place.startswith("[") else f"{self.place}的{key}"
        return self._table(place, key, self._take(key, required))

    def tables(self, key: str, place: str) -> tuple["Table", ...]:
        """The tables of the list under `key`; `place` names one, with `{}` for its number from 1."""
        given = self._list(key, self._take(key))
        return tuple(self._table(place.format(number), key, one) for number, one in enumerate(given, 1))

    def close(self) -> None:
        """Note the keys that nobody asked for."""
        self.notes.unknown.extend(f"{self.place}：不认识的键“{key}”" for key in self.values if key not in self.asked)

    def _take(self, key: str, required: bool = False) -> object | None:
        self.asked.add(key)
        if required and key not in self.values:
            self.fault(f"缺少“{key}”")
        return self.values.get(key)

    def _clean(self, key: str, value: str) -> str:
        if dropped(value):
            self.fault(f"“{key}”里有控制字符")
        return value

    def _list(self, key: str, value: object | None) -> list[object]:
        if value is None:
            return []
        if isinstance(value, list):
            return cast("list[object]", value)
        self.fault(f"“{key}”应当是一个列表")
        return []

    def _texts(self, key: str, value: object | None) -> tuple[str, ...]:
        given = self._list(key, value)
        found = tuple(self._clean(key, one) for one in given if isinstance(one, str))
        if len(found) < len(given):
            self.fault(f"“{key}”里应当都是文字")
        return found

    def _number(self, key: str, value: object | None, low: float, high: float) -> float | None:
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
            self.fault(f"“{key}”应当是数")
            return None
        if not low <= value <= high:
            self.fault(f"“{key}”是{value:g}，应当在{low:g}到{high:g}之间")
            return None
        return value

    def _table(self, place: str, key: str, value: object | None) -> "Table":
        if value is not None and not isinstance(value, dict):
            self.fault(f"“{key}”的写法不对，应当是带键的表")
        given = cast("dict[str, object]", value) if isinstance(value, dict) else {}
        return Table(given, place, self.notes)
