import re

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QIcon, QImage
from support.tree import ROOT

from perfdesk.gui.actions import ACTIONS
from perfdesk.gui.icons import icon
from perfdesk.gui.theme import colour

FOLDER = ROOT / "resources" / "icons"
OF_THE_SHEET = ("arrow-down", "tick-black", "tick-white")
NAMES = sorted(path.stem for path in FOLDER.glob("*.svg") if path.stem not in OF_THE_SHEET)


def pixels(picture: QImage) -> set[str]:
    """Colours of the pixels that are fully painted."""
    every = (picture.pixelColor(x, y) for x in range(picture.width()) for y in range(picture.height()))
    return {one.name() for one in every if one.alpha() == 255}


@pytest.mark.parametrize("name", NAMES)
def test_an_icon_is_drawn_in_the_one_style(name: str):
    text = (FOLDER / f"{name}.svg").read_text("utf-8")
    assert 'viewBox="0 0 20 20"' in text
    assert 'stroke="currentColor" stroke-width="1.4" stroke-linecap="round" stroke-linejoin="round"' in text


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("side", [16, 20, 30, 48])
def test_an_icon_paints_something_at_every_size(qapp, name: str, side: int):
    image = icon(name).pixmap(QSize(side, side)).toImage()
    assert image.size() == QSize(side, side)
    assert any(image.pixelColor(x, y).alpha() for x in range(side) for y in range(side))


def test_the_colour_follows_state_and_mode(qapp):
    def drawn(mode: QIcon.Mode, state: QIcon.State) -> set[str]:
        return pixels(icon("delete").pixmap(QSize(200, 200), mode, state).toImage())

    assert drawn(QIcon.Mode.Normal, QIcon.State.Off) == {colour("text2").name()}
    assert drawn(QIcon.Mode.Normal, QIcon.State.On) == {colour("accent").name()}
    assert drawn(QIcon.Mode.Disabled, QIcon.State.Off) == {colour("disabled").name()}


def test_signs_have_the_colour_of_their_severity(qapp):
    assert colour("error").name() in pixels(icon("error").pixmap(QSize(200, 200)).toImage())
    assert colour("warning_mark").name() in pixels(icon("warning").pixmap(QSize(200, 200)).toImage())


def test_an_icon_is_sharp_where_the_screen_is_finer(qapp):
    picture = icon("save").pixmap(QSize(20, 20), 1.5)
    assert (picture.size(), picture.devicePixelRatio()) == (QSize(30, 30), 1.5)


def test_an_unknown_icon_is_refused(qapp):
    with pytest.raises(FileNotFoundError):
        icon("none-such")


def test_every_icon_that_an_action_names_is_there():
    assert {one.icon for one in ACTIONS if one.icon} <= set(NAMES)
    assert all(re.fullmatch(r"[a-z-]+", name) for name in NAMES)
