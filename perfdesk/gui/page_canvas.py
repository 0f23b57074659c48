"""The pages on screen: zoomed, scrolled, painted where they are seen, and clicked."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QStatusTipEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QFrame, QWidget

from perfdesk.gui import theme
from perfdesk.gui.live_book import LiveBook
from perfdesk.gui.page_stack import FIT_PAGE, FIT_WIDTH, GAP, PageStack
from perfdesk.gui.scrolling import hide_idle, zoom_step
from perfdesk.paper.pages import Page, Part
from perfdesk.paper.paint import paint
from perfdesk.paper.typefaces import Typefaces

_STEP = 48
_OVERLAP = 40
"""What of the last screen is still seen after Page Down, in pixels."""
_SHADOW = 5
_SHADOW_STRENGTH = 9
_BY_KEY = (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason, Qt.FocusReason.ShortcutFocusReason)
_ZOOM_KEYS = {Qt.Key.Key_Plus: 1, Qt.Key.Key_Equal: 1, Qt.Key.Key_Minus: -1}


class PageCanvas(QAbstractScrollArea):
    """Shows a book. `hint(part)` says what a click on a part does, "" for nothing.

    `clicked(part)`; `menu_asked(page, point)` with the point on the screen; `zoom_asked(step)`; `seen` when what is in
    view, or its scale, has changed.
    """

    clicked = Signal(object)
    menu_asked = Signal(int, QPoint)
    zoom_asked = Signal(int)
    seen = Signal()

    def __init__(self, hint: Callable[[Part], str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page_canvas")
        self.setAccessibleName("打印预览")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        # There from the first, so that the width to be fitted does not change with the number of pages.
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.viewport().setMouseTracking(True)
        self.verticalScrollBar().valueChanged.connect(self._scrolled)
        self._hint = hint
        self._typefaces = Typefaces()
        self._zoom = FIT_WIDTH
        self._message = ""
        self._pointed: tuple[int, Part] | None = None
        self._shows_focus = False
        self.stack = PageStack()

    @property
    def page(self) -> int:
        """The page in view, counted from 0: the one a quarter down the screen."""
        return self.stack.page_from(self.verticalScrollBar().value() + self.viewport().height() // 4)

    def show_book(self, book: LiveBook | None, message: str = "") -> None:
        """Shows another book, or a message; what was in view stays in view as far as the other book has it."""
        self._message = message
        self._arrange(book)

    def set_zoom(self, zoom: int) -> None:
        """Percent, `FIT_WIDTH` or `FIT_PAGE`."""
        self._zoom = zoom
        self._arrange(self.stack.book)

    def go(self, page: int) -> None:
        """Scrolls to the beginning of a page."""
        if 0 <= page < len(self.stack):
            self.verticalScrollBar().setValue(round(self.stack.rect(page).top()) - GAP // 2)

    def in_viewport(self, rect: QRectF) -> QRectF:
        """Where a place of the stack stands in the viewport, from a whole pixel of the screen on."""
        ratio, corner = self.devicePixelRatioF(), rect.topLeft() - self._corner()
        return QRectF(round(corner.x() * ratio) / ratio, round(corner.y() * ratio) / ratio, rect.width(), rect.height())

    def _corner(self) -> QPointF:
        return QPointF(self.horizontalScrollBar().value(), self.verticalScrollBar().value())

    def _arrange(self, book: LiveBook | None) -> None:
        """Finds scale and places anew, and brings the page at the upper edge back there."""
        bar, old = self.verticalScrollBar(), self.stack
        edge = bar.value()
        top_page = old.page_from(edge + GAP)
        kept = old.book.at(top_page) if old.book is not None and len(old) else None
        down = (edge - old.rect(top_page).top()) / old.scale if kept is not None else 0.0
        self._point_at(None)
        self.stack = new = PageStack(book, self._zoom, self.viewport().size(), self.devicePixelRatioF())
        room = self.viewport().size()
        for one, length, seen in (
            (self.horizontalScrollBar(), new.width, room.width()),
            (bar, new.height, room.height()),
        ):
            one.setRange(0, max(round(length) - seen, 0))
            one.setPageStep(max(seen - _OVERLAP, 1))
            one.setSingleStep(_STEP)
        found = book.number(*kept) if book is not None and kept is not None else None
        if found is not None:
            bar.setValue(round(new.rect(found).top() + down * new.scale))
        hide_idle(self.verticalScrollBar())
        self.viewport().update()
        self.seen.emit()

    def _scrolled(self) -> None:
        self._point_at(None)
        self.seen.emit()

    def _point_at(self, found: tuple[int, Part] | None) -> None:
        """Shows what a click would do, on the paper and in the status bar."""
        tip = "" if found is None else self._hint(found[1])
        found = found if tip else None
        if found == self._pointed:
            return
        for one in (self._pointed, found):
            if one is not None:
                rect = self.in_viewport(self.stack.part_rect(*one)).toAlignedRect()
                self.viewport().update(rect.adjusted(-2, -2, 2, 2))
        self._pointed = found
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if found else Qt.CursorShape.ArrowCursor)
        QApplication.sendEvent(self, QStatusTipEvent(tip))

    def _paint(self, painter: QPainter, seen: QRect) -> None:
        painter.fillRect(seen, theme.colour("canvas"))
        if not len(self.stack):
            painter.setFont(theme.font("content"))
            painter.setPen(theme.colour("text2"))
            painter.drawText(self.viewport().rect(), Qt.AlignmentFlag.AlignCenter.value, self._message)
        top = seen.top() + self._corner().y()
        for page in range(self.stack.page_from(top - GAP), len(self.stack)):
            rect = self.in_viewport(self.stack.rect(page))
            if rect.top() - _SHADOW > seen.bottom():
                break
            self._paint_page(painter, page, rect, seen)
        painter.setPen(theme.colour("accent"))
        if self._pointed is not None:
            painter.drawRect(self.in_viewport(self.stack.part_rect(*self._pointed)))
        if self._shows_focus and self.hasFocus():
            for inset in (0, 1):
                painter.drawRect(self.viewport().rect().adjusted(inset, inset, -inset - 1, -inset - 1))

    def _paint_page(self, painter: QPainter, page: int, rect: QRectF, seen: QRect) -> None:
        _paint_shadow(painter, rect)
        painter.fillRect(rect, Qt.GlobalColor.white)
        book, scale = self.stack.book, self.stack.scale
        if book is None or not rect.intersects(QRectF(seen)):
            return
        painter.save()
        painter.setClipRect(rect, Qt.ClipOperation.IntersectClip)
        painter.translate(rect.topLeft())
        painter.scale(scale, scale)
        top, bottom = ((edge - rect.y()) / scale for edge in (seen.top(), seen.bottom() + 1))
        paint(painter, _between(book.page(page), top, bottom), self._typefaces)
        painter.restore()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        try:
            self._paint(painter, event.rect())
        finally:
            painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._arrange(self.stack.book)

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        # At 125 or 150 % what is moved would not fall on whole pixels of the screen.
        if self._shows_focus or not self.devicePixelRatioF().is_integer():
            self.viewport().update()
        else:
            self.viewport().scroll(dx, dy)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._point_at(self.stack.part_at(event.position() + self._corner()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        found = self.stack.part_at(event.position() + self._corner())
        if event.button() == Qt.MouseButton.LeftButton and found is not None and self._hint(found[1]):
            self.clicked.emit(found[1])

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if not len(self.stack):
            return
        by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        page = None if by_key else self.stack.page_at(QPointF(event.pos()) + self._corner())
        seen = (self.in_viewport(self.stack.rect(self.page)) & QRectF(self.viewport().rect())).center().toPoint()
        point = self.viewport().mapToGlobal(seen) if by_key else event.globalPos()
        self.menu_asked.emit(self.page if page is None else page, point)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if step := zoom_step(event):
            self.zoom_asked.emit(step)
        elif not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            super().wheelEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, down, across = Qt.Key(event.key()), self.verticalScrollBar(), self.horizontalScrollBar()
        moves = {
            Qt.Key.Key_Up: (down, -_STEP),
            Qt.Key.Key_Down: (down, _STEP),
            Qt.Key.Key_PageUp: (down, -down.pageStep()),
            Qt.Key.Key_PageDown: (down, down.pageStep()),
            Qt.Key.Key_Home: (down, -down.maximum()),
            Qt.Key.Key_End: (down, down.maximum()),
            Qt.Key.Key_Left: (across, -_STEP),
            Qt.Key.Key_Right: (across, _STEP),
        }
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier and key in _ZOOM_KEYS:
            self.zoom_asked.emit(_ZOOM_KEYS[key])
        elif self._zoom == FIT_PAGE and key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            self.go(self.page + (1 if key == Qt.Key.Key_PageDown else -1))
        elif key in moves:
            bar, step = moves[key]
            bar.setValue(bar.value() + step)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._shows_focus = event.reason() in _BY_KEY
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Leave:
            self._point_at(None)
        return super().viewportEvent(event)


def _between(page: Page, top: float, bottom: float) -> Page:
    """The page with what stands between two heights alone, in points; its few lines stay."""
    return replace(
        page,
        parts=tuple(one for one in page.parts if one.y < bottom and one.y + one.height > top),
        rules=tuple(one for one in page.rules if one.y1 - one.width < bottom and one.y2 + one.width > top),
    )


def _paint_shadow(painter: QPainter, rect: QRectF) -> None:
    """A few rings about the page, each weaker than the one inside; the lower ones are a little stronger."""
    tint = QColor(theme.colour("edge"))
    for reach in range(1, _SHADOW + 1):
        tint.setAlpha(_SHADOW_STRENGTH * (_SHADOW + 1 - reach))
        around = rect.adjusted(-reach, 1 - reach, reach, reach)
        painter.fillRect(QRectF(around.left(), around.bottom() - 1, around.width(), 1), tint)
        painter.fillRect(QRectF(around.left(), around.top(), around.width(), 1), tint)
        painter.fillRect(QRectF(around.left(), around.top() + 1, 1, around.height() - 2), tint)
        painter.fillRect(QRectF(around.right() - 1, around.top() + 1, 1, around.height() - 2), tint)
