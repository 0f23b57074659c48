"""The cells of a table in HTML, as Excel, WPS, Word and web pages put it on the clipboard."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import NamedTuple

LENGTH, ROWS, COLUMNS = 2_000_000, 2_000, 100
"""Most letters, rows and columns that are read: nobody copies more on purpose."""

_SKIPPED = frozenset({"head", "style", "script", "title", "template"})
_PARAGRAPHS = frozenset({"p", "div", "li", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6", "table", "tr", "pre"})
_WIDE = "\u2e80-\u30ff\u3400-\u9fff\uf900-\ufaff\uff00-\uffef"
_BLANKS = re.compile(r"[ \t\r\n\f]+")
_BETWEEN_HAN = re.compile(rf"(?<=[{_WIDE}])\r+(?=[{_WIDE}])")
_LINE_ENDS = re.compile(r" *[\n\v][ \n\v]*")


class _Cell(NamedTuple):
    text: str
    rows: int
    columns: int


def html_cells(html: str) -> list[list[str]] | None:
    """The rows of the one table in the HTML; of a merged cell, the first of its places holds the text.

    Nested tables, paragraphs and line breaks become lines of their cell. None where there is no table, more than one,
    other text beside it, or too much of it: then the plain text that comes with the HTML says it better.
    """
    if len(html) > LENGTH or "<table" not in html.lower():
        return None
    reader = _Reader()
    try:
        reader.feed(html)
        reader.close()
    except AssertionError:
        # What html.parser says of a marked section that it does not know, as in `<![x[`.
        return None
    return list(_placed(reader.rows)) if reader.tables == 1 and not reader.has_more and reader.rows else None


def _placed(rows: Sequence[Sequence[_Cell]]) -> Iterator[list[str]]:
    """The rows with each text at its column; what a merged cell covers is empty."""
    covered: dict[int, int] = {}
    for row in rows:
        line: list[str] = []
        cells = iter(row)
        while len(line) < COLUMNS:
            at = len(line)
            if covered.get(at, 0):
                covered[at] -= 1
                line.append("")
                continue
            cell = next(cells, None)
            if cell is not None:
                width = min(cell.columns, COLUMNS - at)
                covered.update(dict.fromkeys(range(at, at + width), cell.rows - 1))
                line += [cell.text, *[""] * (width - 1)]
            elif any(left and column > at for column, left in covered.items()):
                line.append("")
            else:
                break
        yield line


@dataclass(slots=True)
class _Open:
    """A cell that is being read. Paragraphs begin and end with \\v, line ends of the source are \\r."""

    rows: int
    columns: int
    keeps_blanks: bool
    parts: list[str]

    def closed(self) -> _Cell:
        text = "".join(self.parts)
        if self.keeps_blanks:
            return _Cell(re.sub("\v+", "\n", text.strip("\v")), self.rows, self.columns)
        # Programs break the lines of their source also between Han, where that is no blank.
        text = _BLANKS.sub(" ", _BETWEEN_HAN.sub("", text).replace("\n", "\x00")).replace("\x00", "\n")
        text = _LINE_ENDS.sub(lambda ends: "\n" * max(1, ends[0].count("\n")), text)
        return _Cell(text.strip(" \n"), self.rows, self.columns)


class _Reader(HTMLParser):
    """Reads cells as they come. A cell that is left open ends where the next one begins, as in browsers."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.rows: list[list[_Cell]] = []
        self.tables = 0
        self.has_more = False
        """Whether there was text beside the table, or more than is read."""
        self._depth = 0
        self._skipped = ""
        self._open: _Open | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self._skipped:
            return
        if tag in _SKIPPED:
            self._skipped = tag
        elif tag == "table" and not self._depth:
            self._depth, self.tables = 1, self.tables + 1
        elif self._depth == 1 and tag == "tr":
            self._begin_row()
        elif self._depth == 1 and tag in ("td", "th"):
            self._begin_cell(dict(attrs))
        else:
            self._depth += tag == "table"
            self._break(tag)

    def handle_endtag(self, tag: str) -> None:
        if self._skipped:
            self._skipped = "" if tag == self._skipped else self._skipped
        elif self._depth == 1 and tag in ("td", "th", "tr", "table"):
            self._end_cell()
            self._depth -= tag == "table"
        elif tag != "br":
            self._depth -= tag == "table" and self._depth > 0
            self._break(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """`<o:p/>` and `<br/>`; nothing is open afterwards."""
        if tag not in _SKIPPED and tag != "table":
            self.handle_starttag(tag, attrs)

    def handle_data(self, data: str) -> None:
        if self._skipped:
            return
        if self._open is None:
            self.has_more = self.has_more or bool(data.strip())
        elif self._open.keeps_blanks:
            self._open.parts.append(data)
        else:
            self._open.parts.append(_BLANKS.sub(lambda blanks: "\r" if "\n" in blanks[0] else " ", data))

    def unknown_decl(self, data: str) -> None:
        """Word's own `<![if …]>`: nothing to read."""

    def _begin_row(self) -> None:
        self._end_cell()
        self.has_more = self.has_more or len(self.rows) == ROWS
        if not self.has_more:
            self.rows.append([])

    def _begin_cell(self, attributes: dict[str, str | None]) -> None:
        self._end_cell()
        if not self.rows:
            self._begin_row()
        style = (attributes.get("style") or "").replace(" ", "").lower()
        rows, columns = (_number(attributes.get(one)) for one in ("rowspan", "colspan"))
        self._open = _Open(rows, columns, "white-space:pre" in style, [])

    def _end_cell(self) -> None:
        if self._open is not None and self.rows:
            self.rows[-1].append(self._open.closed())
        self._open = None

    def _break(self, tag: str) -> None:
        if self._open is not None:
            sign = "\n" if tag == "br" else "\v" if tag in _PARAGRAPHS else " " if tag in ("td", "th") else ""
            self._open.parts.append(sign)


def _number(text: str | None) -> int:
    """A span as browsers read it: its digits, at least 1."""
    found = re.match(r"\s*(\d{1,4})", text or "")
    return max(1, int(found[1])) if found else 1
