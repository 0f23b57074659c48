import ast
import re

import pytest
from PySide6.QtGui import QColor, QPalette
from support.tree import ROOT

from perfdesk.gui import theme

GUI = ROOT / "perfdesk" / "gui"
TABLES = {"light": theme.LIGHT, "dark": theme.DARK}


def luminance(colour: str) -> float:
    def linear(part: float) -> float:
        return part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4

    red, green, blue = (linear(part) for part in QColor(colour).getRgbF()[:3])
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("table", TABLES.values(), ids=TABLES)
@pytest.mark.parametrize("ground", ["base", "window", "alt", "head", "sel"])
@pytest.mark.parametrize("text", ["text", "text2", "text3", "accent", "error", "warning", "hint"])
def test_text_is_readable_on_every_ground(table, ground: str, text: str):
    assert contrast(table[text], table[ground]) >= 4.5


@pytest.mark.parametrize("table", TABLES.values(), ids=TABLES)
@pytest.mark.parametrize(
    ("text", "ground", "least"),
    [
        ("on_accent", "accent", 4.5),
        ("placeholder", "base", 4.5),
        ("placeholder", "window", 4.5),
        ("notice_text", "notice", 4.5),
        ("warning", "notice", 4.5),
        ("text", "difference", 4.5),
        ("text", "hover", 4.5),
        ("text", "pressed", 4.5),
        ("ok", "base", 4.5),
        ("ok", "window", 4.5),
        ("ok", "sel", 3.0),
        ("edge", "base", 3.0),
        ("warning_mark", "base", 3.0),
        ("warning_mark", "sel", 3.0),
    ],
)
def test_the_other_pairs_that_stand_on_each_other_are_readable(table, text: str, ground: str, least: float):
    assert contrast(table[text], table[ground]) >= least


def test_both_palettes_have_the_same_roles():
    assert theme.LIGHT.keys() == theme.DARK.keys()


def test_no_colour_is_named_outside_the_theme():
    hexadecimal = re.compile(r"#[0-9A-Fa-f]{3,8}\b")
    files = [path for path in GUI.glob("*.py") if path.name != "theme.py"]
    files += [*(ROOT / "resources" / "icons").glob("*.svg"), ROOT / "resources" / "window.qss"]
    found = {
        path.name: colours
        for path in files
        if (colours := hexadecimal.findall(re.sub(r"#\w+\s*[{,]", "", path.read_text("utf-8"))))
    }
    assert found == {}


def test_every_colour_that_code_asks_for_is_a_role(qapp):
    asked = {
        call.args[0].value
        for path in GUI.glob("*.py")
        for call in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(call, ast.Call)
        and isinstance(call.func, ast.Name)
        and call.func.id == "colour"
        and isinstance(call.args[0], ast.Constant)
    }
    assert asked
    assert asked <= theme.LIGHT.keys()


def test_a_dark_palette_gives_dark_colours(qapp):
    before = qapp.palette()
    assert theme.colour("base") == QColor(theme.LIGHT["base"])
    dark = QPalette(before)
    dark.setColor(QPalette.ColorRole.Window, QColor("black"))
    try:
        qapp.setPalette(dark)
        theme.apply(qapp)
        assert theme.colour("text") == QColor(theme.DARK["text"])
        assert qapp.palette().color(QPalette.ColorRole.Base) == QColor(theme.DARK["base"])
        assert theme.DARK["sel"] in qapp.styleSheet()
    finally:
        qapp.setPalette(before)
        theme.apply(qapp)


def test_sizes_of_type_keep_their_order(qapp):
    sizes = [theme.font(role).pixelSize() for role in ("title", "name", "content", "chrome", "help", "count")]
    assert sizes == sorted(set(sizes), reverse=True)
