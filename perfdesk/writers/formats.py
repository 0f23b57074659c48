"""The formats that Grids are written in, by the suffix of the file."""

from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType
from typing import BinaryIO

from perfdesk.grid.grid import Grid
from perfdesk.writers import docx, html, text

Write = Callable[[Iterable[Grid], BinaryIO], None]


def _write_xlsx(grids: Iterable[Grid], out: BinaryIO) -> None:
    from perfdesk.writers import xlsx

    xlsx.write(grids, out)


WRITERS: Mapping[str, Write] = MappingProxyType(
    {".docx": docx.write, ".xlsx": _write_xlsx, ".html": html.write, ".txt": text.write}
)
"""`write` by suffix. Libraries are loaded when they first write."""
