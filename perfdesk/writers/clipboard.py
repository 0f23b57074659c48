"""Tables for the clipboard: HTML for programs that know tables, text with tabs for all others."""

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO

from perfdesk.grid.grid import Grid
from perfdesk.writers import html, text


@dataclass(frozen=True, slots=True)
class Content:
    """The same tables twice: `html` (text/html) and `text` (text/plain)."""

    html: str
    text: str


def content(grids: Sequence[Grid]) -> Content:
    """What the clipboard gets of laid-out Grids. In the text, 一级 and 二级 stand in each line, see `writers.text`."""
    out = BytesIO()
    text.write(grids, out)
    return Content(html.fragment(grids), out.getvalue().decode())
