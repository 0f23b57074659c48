"""The program's own icons: strokes from `resources/icons`, painted in the palette's colours at any scale."""

from functools import cache

from PySide6.QtCore import QByteArray, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QIconEngine, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from perfdesk.base.resources import resource
from perfdesk.gui.theme import colour

_FOLDER = resource("resources/icons")
_LARGE = 40
"""From this size in pixels on, strokes are thinner."""
_SIGNS = {"error": "error", "warning": "warning_mark", "ok": "ok"}


def icon(name: str, role: str = "") -> QIcon:
    """The icon of `resources/icons/<name>.svg` in the colour of a role of the palette.

    Without `role` a sign has the colour of its severity, all others that of quiet text, the accent when checked.
    FileNotFoundError when there is no such icon.
    """
    _source(name)
    return QIcon(_Strokes(name, role or _SIGNS.get(name, "")))


def paint_icon(painter: QPainter, rect: QRect, name: str, role: str = "") -> None:
    """Paints the icon into `rect`; for delegates and own widgets."""
    _Strokes(name, role or _SIGNS.get(name, "")).paint(painter, rect, QIcon.Mode.Normal, QIcon.State.Off)


@cache
def _source(name: str) -> str:
    return (_FOLDER / f"{name}.svg").read_text(encoding="utf-8")


@cache
def _renderer(name: str, stroke: str, ground: str, large: bool) -> QSvgRenderer:
    text = _source(name).replace("currentColor", stroke).replace("white", ground)
    if large:
        text = text.replace('stroke-width="1.4"', 'stroke-width="0.8"')
    return QSvgRenderer(QByteArray(text.encode()))


class _Strokes(QIconEngine):
    """Paints one icon; colours are looked up at each painting, so that a change of the palette needs no new icons."""

    def __init__(self, name: str, role: str) -> None:
        super().__init__()
        self._name = name
        self._role = role

    def _colour(self, mode: QIcon.Mode, state: QIcon.State) -> str:
        if mode == QIcon.Mode.Disabled:
            return colour("disabled").name()
        return colour(self._role or ("accent" if state == QIcon.State.On else "text2")).name()

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        side = min(rect.width(), rect.height())
        square = QRectF(rect.x() + (rect.width() - side) / 2, rect.y() + (rect.height() - side) / 2, side, side)
        ground = colour("base").name()
        _renderer(self._name, self._colour(mode, state), ground, side >= _LARGE).render(painter, square)

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        picture = QPixmap(size)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        self.paint(painter, QRect(0, 0, size.width(), size.height()), mode, state)
        painter.end()
        return picture

    def clone(self) -> QIconEngine:
        return _Strokes(self._name, self._role)
