"""The strip above the indicator grid: the annual goal, since indicators are written from goals."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from perfdesk.gui.icons import icon
from perfdesk.gui.indicator_text import paint_lower_line
from perfdesk.gui.theme import colour, font
from perfdesk.model.text import one_line

HEIGHT = 35
_MOST = 160
_SIDE = 16
_TEXT = 50


class GoalStrip(QWidget):
    """Folded it shows one line, else the goal whole. `clicked` follows a click on its text, `turned` on its arrow."""

    clicked = Signal()
    turned = Signal(bool)

    def __init__(self, add: QPushButton, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("goal_strip")
        self._text = ""
        self._unfolded = False
        self._add = add
        self._fold = _fold_button()
        self._fold.clicked.connect(self._turn)
        self._name = QLabel()
        self._name.setFont(font("help"))
        self._name.setProperty("tone", "text3")
        self._line = _OneLine()
        self._line.clicked.connect(self.clicked)
        self._whole = _Whole()
        self._whole.clicked.connect(self.clicked)
        self._whole.hide()
        row = QHBoxLayout()
        row.setContentsMargins(_SIDE - 6, 0, _SIDE - 8, 0)
        row.setSpacing(16)
        for part in (self._fold, self._name, self._line, add):
            row.addWidget(part, 1 if part is self._line else 0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 1)
        column.setSpacing(0)
        row_widget = QWidget()
        row_widget.setFixedHeight(HEIGHT - 1)
        row_widget.setLayout(row)
        column.addWidget(row_widget)
        column.addWidget(self._whole)

    @property
    def text(self) -> str:
        """The goal that is shown."""
        return self._text

    def show_goal(self, name: str, text: str) -> None:
        """Shows a goal under its name; both "" where the form has none."""
        has_goal = bool(name)
        for part in (self._fold, self._name, self._line):
            part.setVisible(has_goal)
        self._whole.setVisible(has_goal and self._unfolded)
        if (name, text) == (self._name.text(), self._text):
            return
        self._text = text
        self._name.setText(name)
        self._line.show_text(one_line(text) or "还没有填写")
        self._whole.show_text(text or "还没有填写")

    def unfold(self, unfolded: bool) -> None:
        """Shows the goal whole, or one line of it."""
        self._unfolded = unfolded
        self._fold.setIcon(icon("chevron-down" if unfolded else "chevron-right"))
        for say in (self._fold.setToolTip, self._fold.setAccessibleName):
            say("折叠这个目标" if unfolded else "展开这个目标")
        self._line.blank(unfolded)
        self._whole.setVisible(unfolded and bool(self._name.text()))

    def _turn(self) -> None:
        self.unfold(not self._unfolded)
        self.turned.emit(self._unfolded)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), colour("alt"))
        paint_lower_line(painter, self.rect())
        painter.fillRect(self._add.x() - 8, (HEIGHT - 18) // 2, 1, 18, colour("line2"))
        painter.end()


class _OneLine(QWidget):
    """A text on one line, cut at its end where it is too long."""

    clicked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("goal_line")
        self._text = ""
        self._is_blank = False
        self.setFont(font("help"))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setToolTip("转到“绩效目标”修改")
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Expanding)

    def show_text(self, text: str) -> None:
        """Shows another text."""
        self._text = text
        self.setAccessibleName(text)
        self.update()

    def blank(self, is_blank: bool) -> None:
        """Shows nothing while the whole text stands below."""
        self._is_blank = is_blank
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.clicked.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(colour("text2"))
        shown = "" if self._is_blank else self._text
        text = painter.fontMetrics().elidedText(shown, Qt.TextElideMode.ElideRight, self.width())
        painter.drawText(self.rect(), int(Qt.AlignmentFlag.AlignVCenter), text)
        painter.end()


class _Whole(QScrollArea):
    """The whole text, scrolled where it is long."""

    clicked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("goal_whole")
        self._label = QLabel()
        self._label.setFont(font("help"))
        self._label.setWordWrap(True)
        self._label.setTextFormat(Qt.TextFormat.PlainText)
        self._label.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._label.setContentsMargins(_TEXT, 0, _SIDE, 8)
        self._label.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setWidget(self._label)
        self.setWidgetResizable(True)
        self.viewport().setAutoFillBackground(False)
        self._label.setAutoFillBackground(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def show_text(self, text: str) -> None:
        """Shows another text."""
        self._label.setText(text)
        self._fit()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.clicked.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        self.setFixedHeight(min(self._label.heightForWidth(self.width()), _MOST))


def _fold_button() -> QToolButton:
    button = QToolButton()
    button.setObjectName("goal_fold")
    button.setIcon(icon("chevron-right"))
    button.setIconSize(QSize(14, 14))
    button.setFixedSize(24, 24)
    button.setAutoRaise(True)
    button.setToolTip("展开这个目标")
    button.setAccessibleName("展开这个目标")
    return button
