"""A page on pictures of several resolutions: the same ink at the same places, even borders, text in its room."""

from dataclasses import replace
from io import BytesIO
from itertools import groupby

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPainter
from support.seeds import form, seeds

from perfdesk.grid.layout import lay_out
from perfdesk.paper.book import book
from perfdesk.paper.pages import Face, Line, Page, Rule, Run
from perfdesk.paper.paint import paint
from perfdesk.paper.pdf import write
from perfdesk.paper.typefaces import Typefaces

pytestmark = pytest.mark.usefixtures("qapp")

HAN, LATIN = Face("宋体", 10.5), Face("Times New Roman", 10.5)


def picture(page: Page, scale: float, edge: int = 0) -> QImage:
    """The page painted on white, with so many dots around it."""
    image = QImage(
        round(page.width * scale) + 2 * edge, round(page.height * scale) + 2 * edge, QImage.Format.Format_Grayscale8
    )
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    painter.translate(edge, edge)
    painter.scale(scale, scale)
    paint(painter, page, Typefaces())
    painter.end()
    return image


def ink(image: QImage) -> list[bytes]:
    """How dark each dot is, row by row; 0 is paper."""
    data, step, width = bytes(image.constBits()), image.bytesPerLine(), image.width()
    flipped = data.translate(bytes(range(255, -1, -1)))
    return [flipped[row * step : row * step + width] for row in range(image.height())]


def blackness(image: QImage) -> float:
    return sum(map(sum, ink(image))) / 255 / (image.width() * image.height())


def extent(image: QImage) -> tuple[int, int]:
    """The first and the last column with ink."""
    columns = [column for row in ink(image) for column, dark in enumerate(row) if dark > 60]
    return min(columns), max(columns)


def first_page() -> Page:
    return next(iter(book([lay_out(form(), seeds().projects[0])])))


def one_run(letters: str, width: float, face: Face = HAN, spread: float = 0) -> Page:
    return Page(300, 40, lines=(Line(25, (Run(letters, 20, width, face, spread),)),))


def test_two_resolutions_show_the_same_ink():
    page = replace(first_page(), rules=())
    coarse, fine = picture(page, 2), picture(page, 4)
    assert blackness(fine) == pytest.approx(blackness(coarse), rel=0.1)
    assert [edge / 4 for edge in extent(fine)] == pytest.approx([edge / 2 for edge in extent(coarse)], abs=0.75)


@pytest.mark.parametrize("face", [HAN, LATIN], ids=["Han", "Latin"])
def test_letters_larger_than_any_screen_shows_are_painted(face: Face):
    page = one_run("8口8", 26, face)
    assert blackness(picture(page, 20)) == pytest.approx(blackness(picture(page, 10)), rel=0.05)
    assert blackness(picture(page, 20)) > 0.6 * blackness(picture(page, 4)) > 0


def test_nothing_is_painted_outside_the_page():
    page, edge = first_page(), 40
    rows = ink(picture(page, 1.5, edge))
    outside = [*rows[:edge], *rows[-edge:], *(row[:edge] + row[-edge:] for row in rows)]
    assert not any(map(any, outside))


@pytest.mark.parametrize("scale", [0.7, 1, 4 / 3, 1.5, 2.2, 3])
def test_borders_of_one_width_look_alike_at_every_zoom(scale: float):
    rules = tuple(Rule(10, 10 + 7.3 * number, 90, 10 + 7.3 * number, 0.5) for number in range(12))
    column = [row[round(50 * scale)] for row in ink(picture(Page(100, 120, rules=rules), scale))]
    lines = [list(dark) for is_dark, dark in groupby(column, key=bool) if is_dark]
    assert len(lines) == 12
    assert {tuple(one) for one in lines} == {(255,) * max(1, round(0.5 * scale))}


@pytest.mark.parametrize("scale", [1, 4 / 3, 10])
def test_the_corners_of_borders_are_closed(scale: float):
    ends = (20, 20, 80, 20), (80, 20, 80, 60), (80, 60, 20, 60), (20, 60, 20, 20)
    rows = ink(picture(Page(100, 80, rules=tuple(Rule(*one, 1.5) for one in ends)), scale))
    corner = round(19.3 * scale), round(19.3 * scale)
    assert rows[corner[0]][corner[1]] > 200


def test_a_font_that_is_too_wide_is_condensed_into_its_room():
    natural = extent(picture(one_run("国国国国国", 52.5), 4))
    condensed = extent(picture(one_run("国国国国国", 40), 4))
    assert natural[1] / 4 == pytest.approx(72, abs=1)
    assert condensed[0] / 4 == pytest.approx(20, abs=1)
    assert condensed[1] / 4 == pytest.approx(60, abs=1)


def test_a_font_that_is_narrower_fills_its_room_by_gaps():
    page = one_run("iiiiiiiiii", 60, LATIN)
    columns = [any(row[at] for row in ink(picture(page, 4))) for at in range(80, 320)]
    gaps = [len(list(empty)) for is_dark, empty in groupby(columns) if not is_dark]
    assert len(gaps) >= 10
    assert max(gaps[1:-1]) - min(gaps[1:-1]) <= 2


def test_a_justified_line_ends_flush():
    width = 10 * 10.5 + 9 * 2
    assert extent(picture(one_run("国" * 10, width, spread=2), 4))[1] / 4 == pytest.approx(20 + width, abs=1)


def test_a_letter_that_the_font_lacks_is_painted_by_another_one():
    letters = Typefaces().letters("国𠮷A", LATIN)
    assert letters is not None
    assert all(letter.glyph for letter in letters)
    assert letters[0].typeface is letters[1].typeface is not letters[2].typeface


def test_an_accent_stands_on_its_letter():
    with_accent, without = (extent(picture(one_run(text, 10, LATIN), 8)) for text in ("n\u0303", "n"))
    assert with_accent == pytest.approx(without, abs=8)


def test_what_has_no_width_shows_nothing():
    assert extent(picture(one_run("国\u200b国", 21), 4)) == extent(picture(one_run("国国", 21), 4))
    assert extent(picture(one_run("o\u00ado", 10, LATIN), 4)) == pytest.approx(
        extent(picture(one_run("oo", 10, LATIN), 4)), abs=8
    )


def test_the_painter_is_left_as_it_was():
    image = QImage(100, 100, QImage.Format.Format_ARGB32_Premultiplied)
    painter = QPainter(image)
    painter.setPen(Qt.GlobalColor.red)
    before = painter.transform()
    paint(painter, one_run("国国", 10), Typefaces())
    assert painter.pen().color() == Qt.GlobalColor.red
    assert painter.transform() == before
    painter.end()


def test_a_page_that_is_interrupted_leaves_the_painter_as_it_was(qtlog, monkeypatch):
    def interrupted(*_: object):
        raise KeyboardInterrupt

    monkeypatch.setattr(Typefaces, "letters", interrupted)
    with pytest.raises(KeyboardInterrupt):
        write((first_page(),), BytesIO(), "")
    assert qtlog.records == []
