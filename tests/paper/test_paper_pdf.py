"""PDFs: text as typed, fonts that go along, the same bytes each time, nothing of who and when."""

import os
import re
import subprocess
import sys
import unicodedata
from dataclasses import replace
from io import BytesIO

import pytest
from support.poppler import needs_poppler, read, rows, text
from support.seeds import form, seeds
from support.tree import ROOT

from perfdesk.grid.layout import lay_out
from perfdesk.paper.book import book
from perfdesk.paper.pages import Face, Line, Page, Run
from perfdesk.paper.pdf import write

pytestmark = pytest.mark.usefixtures("qapp")

SIZE = 10.5
HAN, LATIN = Face("宋体", SIZE), Face("Times New Roman", SIZE)
TYPED = {
    "ideographs of the Kangxi radicals": "".join(
        unicodedata.normalize("NFKC", chr(code)) for code in range(0x2F00, 0x2FD6)
    ),
    "ideographs of other radicals": "长门见贝车页风飞马鱼鸟麦黄齿龙龟韦纟钅饣讠户民母西青言走足身角",
    "signs": "“质量”‘甲’《乙》（丙）、。，；：！？…—·％≥≤±×℃①Ⅲ～￥",
    "full width": "".join(map(chr, range(0xFF01, 0xFF5F))),
    "digits and Latin": "0123456789 123% abc ABC ffi fl (a) [b] {c} <d> /e\\ -1.5 +2 ~ ^ _",
    "letters beyond U+FFFF": "𠮷𡈽",
    "accents": "cafe\u0301 e\u0301 n\u0303 é ñ ü",
    "tab": "甲\t乙",
}
SCRIPT = """
import sys
from io import BytesIO
from support.seeds import form, seeds
from perfdesk.grid.layout import lay_out
from perfdesk.paper.book import book
from perfdesk.paper.pdf import write
out = BytesIO()
write(book(lay_out(form(), one) for one in seeds().projects[:2]), out, "项目绩效目标表")
sys.stdout.buffer.write(out.getvalue())
"""


def pdf(pages, title="项目绩效目标表") -> bytes:
    out = BytesIO()
    write(pages, out, title)
    return out.getvalue()


def page(*lines: Line, width: float = 595, height: float = 842) -> Page:
    return Page(width, height, lines=lines)


def line(letters: str, face: Face = HAN, baseline: float = 100) -> Line:
    return Line(baseline, (Run(letters, 50, face.size_pt * len(letters), face),))


def typed(letters: str, face: Face) -> bytes:
    return pdf([page(*(line(letters[at : at + 40], face, 50 + at / 2) for at in range(0, len(letters), 40)))])


def twelve() -> list[Page]:
    return list(book(lay_out(form(), one) for one in seeds().projects))


def in_a_process(seed: str) -> bytes:
    """The PDF of two tables from a process without a screen."""
    variables = {name: value for name, value in os.environ.items() if not name.startswith(("QT_", "DISPLAY"))}
    variables |= {"PYTHONPATH": os.pathsep.join((str(ROOT), str(ROOT / "tests"))), "PYTHONHASHSEED": seed}
    done = subprocess.run([sys.executable, "-c", SCRIPT], env=variables, capture_output=True, check=True)
    assert done.stderr == b""
    return done.stdout


@needs_poppler
@pytest.mark.parametrize("face", [HAN, LATIN, replace(HAN, bold=True)], ids=["Han", "Latin", "bold"])
@pytest.mark.parametrize("letters", TYPED.values(), ids=TYPED)
def test_text_is_found_as_it_was_typed(letters: str, face: Face):
    assert unicodedata.normalize("NFC", text(typed(letters, face))) == unicodedata.normalize(
        "NFC", "".join(letters.split())
    )


@needs_poppler
@pytest.mark.parametrize("face", [HAN, LATIN], ids=["Han", "Latin"])
@pytest.mark.parametrize("first", ["\ufeff", "\u200b", "\u0301", "👨\u200d👩\u200d👧", "a\u0301\u0327"])
def test_what_the_font_has_not_turns_no_other_letter_into_one_that_was_not_typed(first: str, face: Face):
    lines = [line(f"{first}目标", replace(face, size_pt=size), 30 * size) for size in range(9, 17)]
    drawn = unicodedata.normalize("NFD", text(pdf([page(*lines, line("目标项目", face, 600))])))
    assert {"目", "标", "项"} <= set(drawn) <= set(unicodedata.normalize("NFD", f"{first}目标项"))
    assert drawn.count("目标") == len(lines) + 1


def test_a_line_of_nothing_but_a_mark_that_nobody_sees_is_painted():
    assert pdf([page(line("\ufeff\ufeff"))])


@needs_poppler
def test_blanks_stay_blanks():
    face = replace(LATIN, size_pt=20)
    runs = Run("one two", 50, 63, face), Run(" 三 四", 113, 50, face)
    assert read(pdf([page(Line(100, runs))]), "pdftotext").strip() == "one two 三 四"


@needs_poppler
def test_of_two_letters_with_one_glyph_the_usual_one_is_found():
    assert text(typed("⽬目", HAN)) == "目目"


@needs_poppler
def test_the_texts_of_the_twelve_tables_stand_in_reading_order():
    pages = twelve()
    expected = []
    for one in pages:
        top = one.parts[0].y
        lines = [above for above in one.lines if above.baseline < top]
        lines += [inside for part in one.parts for inside in part.lines]
        expected += [*lines, *(below for below in one.lines if below.baseline >= top)]
    assert text(pdf(pages)) == "".join("".join(one.text.split()) for one in expected)


@needs_poppler
def test_fonts_go_along_as_far_as_they_are_used_and_nothing_is_a_picture():
    data = pdf(twelve())
    fonts = rows(data, "pdffonts")
    assert len(fonts) == 4
    for font in fonts:
        assert re.match(r"[A-Z]{6}\+", font[0])
        assert font[-5:-2] == ["yes", "yes", "yes"], "embedded, subset, with the meaning of its glyphs"
    assert rows(data, "pdfimages", "-list") == []
    assert len(data) < 400_000


@needs_poppler
def test_each_page_has_its_own_size_and_the_file_its_title():
    data = pdf([page(line("甲")), page(line("乙"), width=842, height=595)], "标题 (1 0 R)")
    found = read(data, "pdfinfo", "-f", "1", "-l", "2")
    assert re.findall(r"Page +\d size: +([\d.]+ x [\d.]+)", found) == ["595 x 842", "842 x 595"]
    assert re.search(r"Title: +(.*)", found)[1] == "标题 (1 0 R)"


def test_the_file_tells_neither_when_nor_by_whom_nor_on_what_it_was_made():
    data = pdf([page(line("甲"))])
    assert b"/Creator (perfdesk)" in data
    for trace in (b"Date", b"Producer", b"Author", b"/ID", b"uuid", b"Qt", b"/Metadata"):
        assert trace not in data


def test_every_place_of_the_table_of_places_is_that_of_its_object():
    data = pdf(twelve()[:2])
    table = int(data[data.rindex(b"startxref") :].split()[1])
    assert data[table:].startswith(b"xref\n0 ")
    places = re.findall(rb"(\d{10}) 00000 n ", data[table:])
    assert len(places) == data.count(b" 0 obj\n")
    for number, place in enumerate(places, 1):
        assert data[int(place) :].startswith(b"%d 0 obj\n" % number)


def test_the_same_pages_give_the_same_bytes_in_every_process():
    first, second = in_a_process("1"), in_a_process("2")
    assert first.startswith(b"%PDF-")
    assert first == second
    assert first == pdf(book(lay_out(form(), one) for one in seeds().projects[:2]))


def test_what_stops_the_pages_stops_the_file_and_leaves_nothing():
    def stopped():
        yield page(line("甲"))
        raise KeyboardInterrupt

    out = BytesIO()
    with pytest.raises(KeyboardInterrupt):
        write(stopped(), out, "")
    assert out.getvalue() == b""
    with pytest.raises(ValueError, match="no pages"):
        write((), out, "")


@needs_poppler
def test_no_word_of_the_twelve_tables_stands_outside_its_page():
    found = read(pdf(twelve()), "pdftotext", "-bbox")
    boxes = re.findall(r'xMin="([-\d.]+)" yMin="([-\d.]+)" xMax="([-\d.]+)" yMax="([-\d.]+)"', found)
    assert len(boxes) > 1000
    for left, top, right, bottom in (map(float, box) for box in boxes):
        assert 50 <= left < right <= 595 - 50
        assert 20 <= top < bottom <= 842 - 15
