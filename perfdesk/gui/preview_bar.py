"""The bar above the pages: zoom, and which page of how many is in view."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QLabel, QToolButton, QWidget

from perfdesk.gui.icons import icon
from perfdesk.gui.page_stack import FIT_PAGE, FIT_WIDTH

ZOOMS = (50, 75, 100, 125, 150, 200)
_ICON = QSize(18, 18)


class PreviewBar(QFrame):
    """`zoom_chosen(zoom)`: percent or one of the fitting zooms; `zoom_asked(step)`; `page_asked(step)`."""

    zoom_chosen = Signal(int)
    zoom_asked = Signal(int)
    page_asked = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("preview_bar")
        self._zoom = QComboBox()
        self._zoom.setObjectName("preview_zoom")
        self._zoom.setAccessibleName("预览的大小")
        self._zoom.addItem("适合宽度", FIT_WIDTH)
        self._zoom.addItem("整页", FIT_PAGE)
        for percent in ZOOMS:
            self._zoom.addItem(f"{percent} %", percent)
        self._zoom.activated.connect(self._choose)
        self._less = _button("preview_smaller", "minus", "缩小")
        self._more = _button("preview_larger", "plus", "放大")
        self._previous = _button("preview_previous", "chevron-up", "上一页")
        self._next = _button("preview_next", "chevron-down", "下一页")
        for button, signal, step in (
            (self._less, self.zoom_asked, -1),
            (self._more, self.zoom_asked, 1),
            (self._previous, self.page_asked, -1),
            (self._next, self.page_asked, 1),
        ):
            button.clicked.connect(lambda _checked=False, signal=signal, step=step: signal.emit(step))
        self._pages = QLabel()
        self._pages.setObjectName("preview_pages")
        self._note = QLabel()
        self._note.setObjectName("preview_note")
        self._note.setProperty("tone", "text3")
        line = QFrame()
        line.setObjectName("preview_line")
        line.setFixedSize(1, 18)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 0, 14, 0)
        row.setSpacing(8)
        for part in (self._less, self._zoom, self._more, line, self._pages, self._previous, self._next):
            row.addWidget(part)
        row.addStretch(1)
        row.addWidget(self._note)
        row.insertSpacing(3, 12)
        row.insertSpacing(5, 4)

    def _choose(self, index: int) -> None:
        self.zoom_chosen.emit(self._zoom.itemData(index))

    def show_zoom(self, zoom: int, percent: int) -> None:
        """Which zoom is chosen, and what it comes to in percent."""
        index = self._zoom.findData(zoom)
        self._zoom.setCurrentIndex(max(index, 0))
        self._zoom.setToolTip(f"现在是 {percent} %")
        self._less.setEnabled(percent > ZOOMS[0])
        self._more.setEnabled(percent < ZOOMS[-1])

    def show_page(self, page: int, pages: int) -> None:
        """Which page, counted from 0, of how many is in view."""
        self._pages.setText(f"第 {page + 1} 页，共 {pages} 页" if pages else "")
        self._previous.setEnabled(page > 0)
        self._next.setEnabled(page + 1 < pages)

    def show_note(self, text: str) -> None:
        """What is still going on, at the right."""
        self._note.setText(text)


def _button(name: str, picture: str, text: str) -> QToolButton:
    button = QToolButton()
    button.setObjectName(name)
    button.setIcon(icon(picture))
    button.setIconSize(_ICON)
    button.setToolTip(text)
    button.setAccessibleName(text)
    # A click leaves the keyboard on the pages; Tab still comes here.
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    return button
