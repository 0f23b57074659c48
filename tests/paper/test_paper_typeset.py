"""Lines as runs: fonts, gaps, alignment, justified lines."""

from itertools import pairwise

import pytest

from perfdesk.forms.form import Style
from perfdesk.grid.measure import width_em
from perfdesk.paper.typeset import typeset

STYLE = Style(font="宋体", latin="Times New Roman", size_pt=10, line_pt=16)
HAN, LATIN = "宋体", "Times New Roman"


def only(text, style=STYLE, left=0, right=1000):
    (line,) = typeset(text, style, left, right, 0.25).runs
    return line


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("约18.5万元", [("约", HAN), ("18.5", LATIN), ("万元", HAN)]),
        ("≥95%", [("≥", HAN), ("95%", LATIN)]),
        ("“三服务”", [("“三服务”", HAN)]),
        ("A…B—C", [("A", LATIN), ("…", HAN), ("B", LATIN), ("—", HAN), ("C", LATIN)]),
        ("3×4±1·2", [("3", LATIN), ("×", HAN), ("4", LATIN), ("±", HAN), ("1", LATIN), ("·", HAN), ("2", LATIN)]),
        ("共 3 项", [("共", HAN), (" 3 ", LATIN), ("项", HAN)]),
        ("e\u0301字\u0301", [("e\u0301", LATIN), ("字\u0301", HAN)]),
        ("\uff21，\uff11", [("\uff21，\uff11", HAN)]),
        ("字\u03b1字", [("字", HAN), ("\u03b1", HAN), ("字", HAN)]),
    ],
)
def test_each_run_has_one_font_and_no_gap_inside(text, pieces):
    assert [(run.text, run.face.family) for run in only(text)] == pieces


def test_gaps_between_han_and_latin_stand_between_runs():
    first, number, last = only("约18元", left=100)
    assert (first.x, first.width) == (100, 10)
    assert (number.x, number.width) == (112.5, 10)
    assert last.x == 125
    sign, percent = only("≥95%")
    assert percent.x == sign.x + sign.width


@pytest.mark.parametrize("text", ["约18.5万元", "A，b 字 \uff13", "第①步 3 次", "字\u03b1字é字", "“a”字"])
def test_runs_end_where_the_text_ends(text):
    last = only(text)[-1]
    assert last.x + last.width == pytest.approx(10 * width_em(text))


def test_tabs_leave_two_ems_and_are_not_drawn():
    first, second = only("一\t二")
    assert (first.text, second.text, second.x) == ("一", "二", 30)


def test_blanks_at_the_end_of_a_line_do_not_count():
    for align, x in (("left", 0), ("center", 40), ("right", 80)):
        style = Style(size_pt=10, align=align)
        (run,) = only("一二　 ", style, 0, 100)
        assert (run.text, run.x) == ("一二", x)


def test_a_text_of_blanks_has_no_runs():
    assert typeset(" \u3000", STYLE, 0, 100, 0.25).runs == ((),)
    assert typeset("一\n\n二", STYLE, 0, 100, 0.25).runs[1] == ()


def test_the_first_line_of_each_paragraph_is_indented():
    style = Style(size_pt=10, indent_chars=2)
    lines = typeset("一二三四五六七八九\n一", style, 0, 80, 0.25).runs
    assert [(line[0].text, line[0].x) for line in lines] == [("一二三四五六", 20), ("七八九", 0), ("一", 20)]


def test_justified_lines_fill_the_width_but_the_last_of_a_paragraph():
    style = Style(size_pt=10, align="both")
    first, last, other = typeset("一二三四五，六七八九a\n一", style, 10, 75, 0.25).runs
    assert first[-1].x + first[-1].width == pytest.approx(75)
    assert first[0].spread == pytest.approx((65 - 60) / 5)
    assert last[0].spread == other[0].spread == 0


def test_a_justified_line_is_spread_at_han_letters_and_blanks_not_in_words():
    style = Style(size_pt=10, align="both")
    first, last = typeset("使用 information 系统的人员", style, 0, 108, 0.25).runs
    assert [run.text for run in first] == ["使用", " ", "information", " ", "系统的"]
    assert [bool(run.spread) for run in first] == [True, True, False, True, True]
    assert first[-1].x + first[-1].width == pytest.approx(108)
    for before, after in pairwise(first):
        assert after.x == pytest.approx(before.x + before.width)
    assert [run.text for run in last] == ["人员"]


def test_a_justified_line_of_one_word_stays_as_it_is():
    style = Style(size_pt=10, align="both")
    first, _last = typeset("a" * 30, style, 0, 80, 0.25).runs
    assert first[0].spread == 0


def test_control_characters_are_not_drawn():
    assert [run.text for run in only("一\x07二\x00")] == ["一二"]


def test_paragraphs_end_where_lines_say():
    lines = typeset("一二三四五\n\n六", STYLE, 0, 20, 0.25)
    assert lines.texts == ("一二", "三四", "五", "", "六")
    assert lines.ends == (3, 4, 5)


@pytest.mark.parametrize(
    ("first", "most", "stop"),
    [
        (0, 1, 0),
        (0, 2, 2),
        (0, 3, 3),
        (0, 4, 3),
        (0, 5, 5),
        (0, 6, 5),
        (0, 7, 5),
        (0, 8, 8),
        (3, 4, 3),
        (5, 7, 5),
        (0, 9, 8),
    ],
)
def test_stops_keep_two_lines_on_either_side(first, most, stop):
    # Paragraphs of 5 and 3 lines.
    lines = typeset("一" * 5 + "\n" + "一" * 3, STYLE, 0, 10, 0.25)
    assert lines.stop(first, most) == stop


def test_two_lines_at_least_go_on_of_a_paragraph_that_began_before():
    lines = typeset("一" * 9, STYLE, 0, 10, 0.25)
    assert [lines.stop(4, most) for most in (5, 6, 7, 8, 9)] == [4, 6, 7, 7, 9]
