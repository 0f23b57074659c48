"""The status bar: the state of her work and passing messages on the left, the sum and the zoom on the right."""

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QToolButton, QVBoxLayout, QWidget

from perfdesk.gui.icons import icon
from perfdesk.gui.theme import font

HEIGHT = 28
_PASSING_MS = 8000
_SIGN = 14


class StatusBar(QWidget):
    """`zoomed(step)` asks for a step of zoom more or less, `cancelled` for the end of the work that runs."""

    zoomed = Signal(int)
    cancelled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("status_bar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedHeight(HEIGHT)
        self._state, self._sign, self._explained, self._passing = "", "", "", ""
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_PASSING_MS)
        self._timer.timeout.connect(lambda: self.say(""))
        self._picture, self._left, self._total = QLabel(), QLabel(), QLabel()
        self._left.setObjectName("state")
        self._left.setTextFormat(Qt.TextFormat.PlainText)
        self._total.setObjectName("total")
        self._work = QProgressBar()
        self._work.setObjectName("progress")
        self._work.setTextVisible(False)
        self._work.setFixedSize(120, 6)
        self._work.hide()
        self._cancel = self._button("close", "取消", "cancel_work")
        self._cancel.clicked.connect(self.cancelled)
        self._cancel.hide()
        self._zoom = QLabel()
        self._zoom.setObjectName("zoom")
        self._zoom.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._zoom.setMinimumWidth(40)
        less, more = self._button("minus", "缩小文字", "zoom_less"), self._button("plus", "放大文字", "zoom_more")
        less.clicked.connect(lambda: self.zoomed.emit(-1))
        more.clicked.connect(lambda: self.zoomed.emit(1))
        self._zoom_parts = (less, self._zoom, more)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(12, 1, 12, 0)
        layout.setSpacing(6)
        for part in (self._picture, self._left, self._work, self._cancel):
            layout.addWidget(part)
        layout.addStretch()
        layout.addWidget(self._total)
        layout.addSpacing(18)
        for part in self._zoom_parts:
            layout.addWidget(part)
        for label in (self._left, self._total, self._zoom):
            label.setFont(font("help"))

    def under(self, view: QWidget) -> QWidget:
        """Both in one widget, the bar below the view and as wide."""
        both = QWidget()
        column = QVBoxLayout(both)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(view, 1)
        column.addWidget(self)
        return both

    def show_state(self, text: str, sign: str = "") -> None:
        """The state of her work; `sign` names an icon. It shows over the help of the button that was clicked."""
        self._state, self._sign, self._explained = text, sign, ""
        self._show_left()

    def say(self, text: str) -> None:
        """A message that goes by itself. It shows over the help of the button that was clicked."""
        self._passing = text
        if text:
            self._explained = ""
            self._timer.start()
        self._show_left()

    def say_dropped(self, letters: str) -> None:
        """Says that letters of an open composition could not be kept."""
        self.say(f"没有选定的拼音“{letters}”没有写入。")

    def explain(self, text: str) -> None:
        """What is under the mouse; "" when nothing is."""
        self._explained = text
        self._show_left()

    def show_total(self, text: str) -> None:
        """Number of projects and sum, "" when nothing is open; zoom shows with it."""
        if self._total.text() != text:
            self._total.setText(text)
        for part in self._zoom_parts:
            part.setVisible(bool(text))

    def show_zoom(self, percent: int) -> None:
        """The zoom of the text in percent."""
        self._zoom.setText(f"{percent}%")

    def show_work(self, text: str, fraction: float) -> None:
        """How far the work is that runs."""
        self._passing = text
        self._timer.stop()
        self._work.setValue(round(fraction * 100))
        self.show_busy(True)
        self._show_left()

    def show_busy(self, busy: bool) -> None:
        """Shows or hides progress and its cancel button."""
        self._work.setVisible(busy)
        self._cancel.setVisible(busy)
        if not busy:
            self.say("")

    def _show_left(self) -> None:
        text = self._explained or self._passing or self._state
        sign = self._sign if text == self._state else ""
        if self._left.text() != text:
            self._left.setText(text)
        self._picture.setVisible(bool(sign))
        if sign:
            self._picture.setPixmap(icon(sign).pixmap(QSize(_SIGN, _SIGN), self.devicePixelRatioF()))

    def _button(self, picture: str, name: str, object_name: str) -> QToolButton:
        button = QToolButton()
        button.setObjectName(object_name)
        button.setToolTip(name)
        button.setAccessibleName(name)
        button.setFixedSize(24, 22)
        button.setIconSize(QSize(16, 16))
        button.setIcon(icon(picture))
        return button
