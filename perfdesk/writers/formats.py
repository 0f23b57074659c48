"""The formats that Grids are written in, by the suffix of the file."""

from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType
from typing import BinaryIO

from perfdesk.grid.grid import Grid
from perfdesk.writers import docx, text

Write = Callable[[Iterable[Grid], BinaryIO], None]

WRITERS: Mapping[str, Write] = MappingProxyType({".docx": docx.write, ".txt": text.write})
"""`write` by suffix. The modules load their libraries when they first write."""
