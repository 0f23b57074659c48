"""Excel files of lists: numbers as numbers, heads that stay in sight, filters, and paper across."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import BinaryIO

from perfdesk.forms.form import Page, Sides, Style
from perfdesk.model.text import clean
from perfdesk.writers.listing import Column, Kind, Line, Listing, Value
from perfdesk.writers.sheet_layout import ROW_LIMIT_PT, count_lines, in_pixels, pieces
from perfdesk.writers.xlsx_book import Book, Leaf, Lines, Look, Setup

_PAPER = Page(297, 210, Sides(15, 15, 15, 15), ())
_FOOTER = "第 {page} 页 共 {pages} 页"
_TITLE = Style(size_pt=16, line_pt=28, align="center")
_BODY = Style(size_pt=9, line_pt=13)
_BOLD = replace(_BODY, bold=True)
_LEAST_PT = 20
_PADDING_MM = 2
_PADDING_PT = 4
_WIDEST_MM = 400
_WIDER = 1.25
_ALL: Lines = ("thin", "thin", "thin", "thin")
_HEAD_FILL, _MARK_FILL = "E7E6E6", "FFF2CC"
_FILLS: dict[Kind, str] = {"item": "", "subtotal": "F2F2F2", "total": "E7E6E6"}


def write(listings: Iterable[Listing], out: BinaryIO) -> None:
    """Write an .xlsx with a sheet a list, at least one. The same lists give the same bytes."""
    book = Book()
    try:
        for listing in listings:
            _paint(book, listing)
    except BaseException:
        book.drop()
        raise
    book.write(out)


def _paint(book: Book, listing: Listing) -> None:
    columns = tuple(
        _widened(column, [_text(line.values[index]) for line in listing.lines])
        for index, column in enumerate(listing.columns)
    )
    widths = tuple(column.width_mm for column in columns)
    setup = Setup(_PAPER, widths, _FOOTER, _BODY.font, _BODY.size_pt, titles=2, frozen=listing.frozen)
    book.name(listing.title)
    leaf = book.add(listing.title, setup)
    leaf.merge(0, 0, 1, len(columns))
    title = Look(_TITLE.font, _TITLE.size_pt, False, "center", "center")
    leaf.append(_TITLE.line_pt, [(title, listing.title), *[None] * (len(columns) - 1)])
    head = Look(_BOLD.font, _BOLD.size_pt, True, "center", "center", _ALL, fill=_HEAD_FILL)
    heads = [column.title for column in columns]
    leaf.append(_height(columns, heads, _BOLD), [(head, clean(text)) for text in heads])
    can_fold = any(line.kind == "subtotal" for line in listing.lines)
    for line in listing.lines:
        _append(leaf, columns, line, level=int(can_fold and line.kind == "item"))
    ends = [line.kind for line in listing.lines]
    leaf.filter(1, 2 + len(ends) - ends.count("total"))
    leaf.close()


def _append(leaf: Leaf, columns: Sequence[Column], line: Line, level: int) -> None:
    style = _BODY if line.kind == "item" else _BOLD
    squares: list[tuple[Look, str | int | Decimal]] = []
    for index, (column, value) in enumerate(zip(columns, line.values, strict=True)):
        fill = _MARK_FILL if index in line.marked or _is_cut(value) else _FILLS[line.kind]
        look = Look(style.font, style.size_pt, style.bold, column.align, "center", _ALL, fill=fill)
        text = _text(value)
        if value is None or isinstance(value, str):
            squares.append((look.of_text(text), text))
        else:
            squares.append((replace(look, number_format=column.number_format), value))
    leaf.append(_height(columns, [_text(value) for value in line.values], style), squares, level)


def _is_cut(value: Value) -> bool:
    return isinstance(value, str) and len(pieces(value)) > 1


def _text(value: Value) -> str:
    """What is measured and, of a text, shown: what a cell can hold, and that there is more."""
    if value is None or not isinstance(value, str):
        return "" if value is None else f"{value:,}"
    text = clean(value)
    return f"{pieces(text)[0][:-1]}…" if _is_cut(text) else text


def _height(columns: Sequence[Column], texts: Sequence[str], style: Style) -> float:
    lines = max(
        count_lines(text, column.width_mm - _PADDING_MM, style) for column, text in zip(columns, texts, strict=True)
    )
    return in_pixels(min(max(_LEAST_PT, lines * style.line_pt + _PADDING_PT), ROW_LIMIT_PT))


def _widened(column: Column, texts: Sequence[str]) -> Column:
    """The column so wide that no text in it takes a row taller than Excel has; it can then be printed smaller."""
    width = column.width_mm
    most = (ROW_LIMIT_PT - _PADDING_PT) // _BODY.line_pt
    while width < _WIDEST_MM and any(count_lines(text, width - _PADDING_MM, _BODY) > most for text in texts):
        width *= _WIDER
    return replace(column, width_mm=width)
