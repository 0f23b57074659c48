from collections.abc import Iterable
from typing import TypeVar

_T = TypeVar("_T")

class IndexedList(list[_T]):
    def __init__(self, iterable: Iterable[_T]) -> None: ...
