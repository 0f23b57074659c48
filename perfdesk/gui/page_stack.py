"""Where the pages of a book stand one below the other on screen, at a zoom and in a room."""

from bisect import bisect_right

from PySide6.QtCore import QPointF, QRectF, QSize

from perfdesk.gui.live_book import LiveBook
from perfdesk.paper.pages import Part

FIT_WIDTH, FIT_PAGE = 0, -1
"""Zooms beside percents."""
GAP = 20
"""Room above, below and between pages, in pixels."""
_SIDE = 24
_PIXELS_A_POINT = 96 / 72
"""At 100 %."""


class PageStack:
    """Places are pixels from the top left corner of the whole stack, which is at least as wide as the room.

    `ratio`: device pixels a pixel; pages are whole device pixels large, so that all look alike.
    """

    def __init__(
        self, book: LiveBook | None = None, zoom: int = FIT_WIDTH, room: QSize | None = None, ratio: float = 1
    ) -> None:
        room = room or QSize(0, 0)
        sizes = [] if book is None else book.sizes
        self.book = book
        self.scale = _scale(sizes, zoom, room)
        """Pixels a point."""
        self.width = max(max((size[0] for size in sizes), default=0) * self.scale + 2 * _SIDE, room.width())
        self._rects: list[QRectF] = []
        top = float(GAP)
        dots = self.scale * ratio
        for size in sizes:
            width, height = round(size[0] * dots) / ratio, round(size[1] * dots) / ratio
            self._rects.append(QRectF((self.width - width) / 2, top, width, height))
            top += height + GAP
        self._tops = [rect.top() for rect in self._rects]
        self.height = top if self._rects else 0

    def __len__(self) -> int:
        return len(self._rects)

    @property
    def percent(self) -> int:
        """The zoom, whatever it is fitted to."""
        return round(100 * self.scale / _PIXELS_A_POINT)

    def rect(self, page: int) -> QRectF:
        """A page."""
        return self._rects[page]

    def part_rect(self, page: int, part: Part) -> QRectF:
        """A part of a page."""
        left, top = self._rects[page].x() + part.x * self.scale, self._rects[page].y() + part.y * self.scale
        return QRectF(left, top, part.width * self.scale, part.height * self.scale)

    def page_from(self, y: float) -> int:
        """The page that holds the height, or the one above it; 0 above all."""
        return max(bisect_right(self._tops, y) - 1, 0)

    def page_at(self, point: QPointF) -> int | None:
        """The page under a point."""
        page = self.page_from(point.y())
        return page if self._rects and self._rects[page].contains(point) else None

    def part_at(self, point: QPointF) -> tuple[int, Part] | None:
        """The part under a point, with its page."""
        page = self.page_at(point)
        if page is None or self.book is None:
            return None
        rect = self._rects[page]
        x, y = (point.x() - rect.x()) / self.scale, (point.y() - rect.y()) / self.scale
        for part in self.book.page(page).parts:
            if part.x <= x < part.x + part.width and part.y <= y < part.y + part.height:
                return page, part
        return None


def _scale(sizes: list[tuple[float, float]], zoom: int, room: QSize) -> float:
    if zoom not in (FIT_WIDTH, FIT_PAGE) or not sizes:
        return _PIXELS_A_POINT * max(zoom, 100 if zoom <= 0 else 1) / 100
    fitting = max(room.width() - 2 * _SIDE, _SIDE) / max(width for width, _ in sizes)
    if zoom == FIT_PAGE:
        fitting = min(fitting, max(room.height() - 2 * GAP, GAP) / max(height for _, height in sizes))
    return fitting
