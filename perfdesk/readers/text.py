"""Plain text: tab-separated tables and the other ways to write a table in text; all else is paragraphs."""

from collections.abc import Iterator, Sequence

from perfdesk.base.progress import Progress
from perfdesk.grid.grid import Cell, Grid, Row
from perfdesk.grid.source import Area, Paragraph, Source
from perfdesk.readers.decode import decode
from perfdesk.readers.limits import Limits, Meter, file_too_big, too_long, too_many_columns, too_many_rows
from perfdesk.readers.notes import Notes
from perfdesk.readers.text_lines import Line, Piece, lines, one_line_end
from perfdesk.readers.text_tables import Rows, split_tables
from perfdesk.readers.text_tags import unwrap

_STEP = 1000
_LINE_END = b"\n"


def read(data: bytes, name: str, progress: Progress, meter: Meter) -> Source:
    """The Grids and paragraphs of a text. UserError when it is beyond the limits."""
    _check_lines(data, meter.limits)
    if len(data) > meter.limits.text_bytes:
        raise file_too_big(len(data), meter.limits.text_bytes)
    notes = Notes()
    decoded = decode(data)
    if decoded.replaced:
        notes.add(f"有读不出的字符，用 \ufffd 代替（按 {decoded.encoding.upper()} 读）", count=decoded.replaced)
    return _Reader(notes, meter).read(one_line_end(decoded.text), name, progress)


def _check_lines(data: bytes, limits: Limits) -> None:
    """UserError for a line beyond the limit. Looks for one line end a stretch, so a long line costs nothing."""
    at = 0
    while len(data) - at > limits.line_bytes:
        stretch = (at, at + limits.line_bytes + 1)
        end = max(data.rfind(_LINE_END, *stretch), data.rfind(b"\r", *stretch))
        if end < 0:
            raise too_long(f"第 {data.count(_LINE_END, 0, at) + 1} 行")
        at = end + 1


class _Reader:
    def __init__(self, notes: Notes, meter: Meter) -> None:
        self._notes = notes
        self._meter = meter
        self._areas: list[Area] = []

    def read(self, text: str, name: str, progress: Progress) -> Source:
        for block in self._blocks(text, name, progress):
            tabbed = [index for index, line in enumerate(block) if line.tabbed]
            first, last = (tabbed[0], tabbed[-1] + 1) if tabbed else (len(block), len(block))
            self._untabbed(block[:first])
            if tabbed:
                self._grid([line.cells for line in block[first:last]])
            self._untabbed(block[last:])
        return self._notes.source(name, "text", self._areas)

    def _blocks(self, text: str, name: str, progress: Progress) -> Iterator[list[Line]]:
        """Lines with no blank one between them."""
        block: list[Line] = []
        for line, end in lines(text):
            if line.number % _STEP == 0:
                progress(f"正在读取 {name}", end / len(text))
            if not line.blank:
                # A line with too many columns is told as that, and its table left out.
                self._meter.cells(min(len(line.cells), self._meter.limits.columns + 1))
                block.append(line)
            elif block:
                yield block
                block = []
        if block:
            yield block

    def _untabbed(self, block: Sequence[Line]) -> None:
        for found in split_tables(block) if block else ():
            if isinstance(found, Rows):
                self._grid(found.rows)
            else:
                at = f"第{found.number}行"
                if text := self._clean(found.cells[0], at):
                    self._areas.append(Paragraph(text, at))

    def _grid(self, rows: Sequence[tuple[Piece, ...]]) -> None:
        label = f"第{rows[0][0].line}行起的表格"
        self._meter.table()
        if len(rows) > self._meter.limits.rows:
            self._notes.unread(too_many_rows(label, len(rows)), label)
            return
        columns = max(len(row) for row in rows)
        if columns > self._meter.limits.columns:
            self._notes.unread(too_many_columns(label, columns), label)
            return
        self._areas.append(Grid(tuple(self._row(row) for row in rows)))

    def _row(self, row: tuple[Piece, ...]) -> Row:
        cells: list[Cell] = []
        for column, piece in enumerate(row):
            at = f"第{piece.line}行第{column + 1}列"
            cells.append(Cell(column, self._clean(piece, at), at=at))
        return Row(tuple(cells))

    def _clean(self, piece: Piece, at: str) -> str:
        if len(piece.text) > self._meter.limits.value_chars:
            raise too_long(at)
        return self._notes.clean(unwrap(piece.text), at)[0]
