"""The look: palette, fonts and the one style sheet. The only place of the window that names a colour."""

import sys
from collections.abc import Mapping
from functools import cache
from string import Template
from types import MappingProxyType
from typing import Literal

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from perfdesk.base.resources import resource

Type = Literal["title", "name", "content", "chrome", "help", "count"]

LIGHT: Mapping[str, str] = MappingProxyType(
    {
        "base": "#FFFFFF", "window": "#F4F5F7", "alt": "#F9FAFB", "head": "#F4F5F7", "line": "#E3E6EA",
        "line2": "#C9CED6", "edge": "#868E99", "text": "#1D2127", "text2": "#555D68", "text3": "#626A75",
        "placeholder": "#666E79", "disabled": "#A3AAB4", "accent": "#2A62C8", "on_accent": "#FFFFFF",
        "sel": "#E4EDFC", "hover": "#ECEEF1", "pressed": "#E0E4E9", "error": "#C5302B", "warning": "#9A5B00",
        "warning_mark": "#BD7400", "hint": "#4A6A8A", "ok": "#2A7A46", "difference": "#FCE8B8",
        "notice": "#FFF4E0", "notice_text": "#1D2127", "canvas": "#E6E8EC",
    }
)  # fmt: skip
DARK: Mapping[str, str] = MappingProxyType(
    {
        "base": "#24272C", "window": "#1C1E22", "alt": "#272A30", "head": "#2D3138", "line": "#363B43",
        "line2": "#4A505A", "edge": "#858D99", "text": "#E6E8EB", "text2": "#B0B7C1", "text3": "#A6AEB9",
        "placeholder": "#9AA2AE", "disabled": "#666D78", "accent": "#8AB0F8", "on_accent": "#10203F",
        "sel": "#293A59", "hover": "#2E3238", "pressed": "#383D45", "error": "#FF8B82", "warning": "#EDB45C",
        "warning_mark": "#E5A23A", "hint": "#93B7DC", "ok": "#7CCB97", "difference": "#5A4716",
        "notice": "#40341F", "notice_text": "#E6E8EB", "canvas": "#17191C",
    }
)  # fmt: skip

_FAMILIES = (
    "Microsoft YaHei UI",
    "Microsoft YaHei",
    "PingFang SC",
    "Noto Sans CJK SC",
    "Source Han Sans SC",
    "思源黑体 CN",
    "WenQuanYi Micro Hei",
    "WenQuanYi Zen Hei",
)
_PIXELS: Mapping[Type, int] = MappingProxyType(
    {"title": 24, "name": 16, "content": 14, "chrome": 13, "help": 12, "count": 11}
)
_LINES: Mapping[Type, int] = MappingProxyType(
    {"title": 36, "name": 24, "content": 21, "chrome": 20, "help": 18, "count": 16}
)
_USUAL_POINTS = {"win32": 9.0, "darwin": 13.0}
_USUAL_POINTS_ELSEWHERE = 11.0


def is_dark() -> bool:
    """Whether light text stands on dark ground."""
    return QGuiApplication.palette().color(QPalette.ColorRole.Window).lightness() < 128


def colour(role: str) -> QColor:
    """The colour of a role of the palette, light or dark. KeyError for an unknown role."""
    return QColor((DARK if is_dark() else LIGHT)[role])


def font(role: Type, *, medium: bool = False) -> QFont:
    """The font of a role; `title` and `name` are demi-bold, `medium` makes any other a little heavier."""
    return QFont(_made_font(role, medium))


@cache
def _made_font(role: Type, medium: bool) -> QFont:
    made = QFont()
    made.setFamilies(list(_FAMILIES))
    made.setPixelSize(round(_PIXELS[role] * _scale()))
    if role in ("title", "name"):
        made.setWeight(QFont.Weight.DemiBold)
    elif medium:
        made.setWeight(QFont.Weight.Medium)
    return made


def line_height(role: Type) -> int:
    """Height of a line of this role in pixels, whatever the font: natural heights differ from font to font."""
    return round(_LINES[role] * _scale())


def apply(app: QApplication) -> None:
    """Gives the program palette, font and style sheet; to be called again when the system turns dark or light."""
    dark = _system_is_dark()
    table = DARK if dark else LIGHT
    app.setPalette(_palette(table))
    app.setFont(font("chrome"))
    app.setStyleSheet(_sheet(table))


@cache
def _scale() -> float:
    """How much larger than usual the person has set the text of the system: what Qt's pixel sizes know nothing of."""
    # Asked for the first time, and kept, before `apply` sets the program's own font: it is still the system's.
    points = QGuiApplication.font().pointSizeF()
    return min(2.0, max(1.0, points / _USUAL_POINTS.get(sys.platform, _USUAL_POINTS_ELSEWHERE)))


def _sheet(table: Mapping[str, str]) -> str:
    template = Template(resource("resources/window.qss").read_text(encoding="utf-8"))
    sizes = {role: str(font(role).pixelSize()) for role in _PIXELS}
    tick = "tick-black" if table is DARK else "tick-white"
    pictures = {"arrow": "arrow-down", "tick": tick}
    paths = {name: resource(f"resources/icons/{file}.svg").as_posix() for name, file in pictures.items()}
    return template.substitute(table, **paths, **sizes)


def _system_is_dark() -> bool:
    scheme = QGuiApplication.styleHints().colorScheme()
    return is_dark() if scheme == Qt.ColorScheme.Unknown else scheme == Qt.ColorScheme.Dark


def _palette(table: Mapping[str, str]) -> QPalette:
    role, disabled = QPalette.ColorRole, QPalette.ColorGroup.Disabled
    palette = QPalette()
    for which, name in (
        (role.Window, "base"),
        (role.Base, "base"),
        (role.AlternateBase, "alt"),
        (role.Button, "base"),
        (role.WindowText, "text"),
        (role.Text, "text"),
        (role.ButtonText, "text"),
        (role.BrightText, "on_accent"),
        (role.PlaceholderText, "placeholder"),
        (role.Highlight, "accent"),
        (role.HighlightedText, "on_accent"),
        (role.Link, "accent"),
        (role.ToolTipBase, "base"),
        (role.ToolTipText, "text"),
        (role.Light, "line"),
        (role.Midlight, "line"),
        (role.Mid, "line2"),
        (role.Dark, "edge"),
        (role.Shadow, "edge"),
    ):
        palette.setColor(which, QColor(table[name]))
    for which in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(disabled, which, QColor(table["disabled"]))
    for which in (role.Base, role.Button):
        palette.setColor(disabled, which, QColor(table["window"]))
    return palette
