"""Widths and line breaks by fixed measures."""

from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from perfdesk.grid.measure import (
    BLANKS,
    NO_BEGIN,
    NO_END,
    break_lines,
    edges_twips,
    fits_one_line,
    short_units,
    width_em,
)

ROOM = 1985 - 170


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("", 0),
        ("≥95%", 4 + 2 + 2 + 2),
        ("指标", 8),
        ("\uff21\uff11", 8),
        ("ab12", 8),
        ("e\u0301\u200b", 2),
        ("\u3000 指标\u00a0\t", 8),
        ("指 标", 10),
        ("“三服务”", 20),
        ("ｶﾅ", 4),
        ("𠮷😀", 8),
        ("不超过42.25万元。", 34 + 2),
        ("每3天", 8 + 2 + 2),
        ("第①步3次", 16 + 2 + 2),
        ("约±3次", 12 + 2 + 1),
        ("3（次）", 2 + 12),
        ("\u03b13天", 4 + 2 + 4 + 1),
    ],
)
def test_units_of_short_texts(text: str, units: int) -> None:
    assert short_units(text) == units


@pytest.mark.parametrize(("size_pt", "ems"), [(10.5, 8.5), (10, 9), (9.5, 9.5), (9, 10)])
def test_how_many_ems_fit_beside_each_other_at_each_size(size_pt: float, ems: float) -> None:
    halves = round(ems * 2)
    text = "字" * (halves // 2) + "%" * (halves % 2)
    assert fits_one_line(text, ROOM, size_pt)
    assert not fits_one_line(text + "%", ROOM, size_pt)


def test_the_gap_makes_a_text_too_long() -> None:
    assert not fits_one_line("不超过42.25万元。", ROOM, 10.5)
    assert fits_one_line("不超过42.25万。", ROOM, 10.5)


@pytest.mark.parametrize("text", ["一\n二", "一\t二", "\n"])
def test_line_breaks_and_tabs_are_not_short(text: str) -> None:
    assert not fits_one_line(text, ROOM, 10.5)


def test_edges_sum_up_exactly() -> None:
    edges = edges_twips((10, 27, 29, 34, 35, 35))
    assert [right - left for left, right in pairwise(edges)] == [567, 1531, 1644, 1927, 1985, 1984]
    assert edges[-1] == 9638


def test_widths_are_those_of_times_new_roman() -> None:
    assert width_em("0123456789") == 5
    assert width_em("AW%") == pytest.approx((1479 + 1933 + 1706) / 2048)
    assert width_em("%", bold=True) == 1
    assert width_em("约18元") == 4 - 1 + 0.5
    assert width_em("约18.5元") == 2 + 1.75 + 0.5
    assert width_em("") == 0


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("", 5, ("",)),
        ("一二三四五六", 3, ("一二三", "四五六")),
        ("一二三。四五", 3, ("一二", "三。四", "五")),
        ("一二（三）四", 3, ("一二", "（三）", "四")),
        ("一“二三”四五", 4, ("一“二", "三”四五")),
        ("共1,200.00元整", 4.5, ("共", "1,200.00", "元整")),
        ("使用information系统", 5, ("使用", "information", "系统")),
        ("at the end of day", 3.5, ("at the ", "end of ", "day")),
        ("一二三  四", 3, ("一二三  ", "四")),
        ("一二……三", 3, ("一", "二……", "三")),
        ("一二——三", 3, ("一二", "——三")),
        ("使用Wi-Fi上网", 4, ("使用Wi-", "Fi上网")),
        ("满意度不低于≥95%", 7, ("满意度不低于", "≥95%")),
        ("共2021-26年", 4, ("共", "2021-26", "年")),
        ("一二三a\u00a0b", 4, ("一二三", "a\u00a0b")),
        ("e\u0301" * 3, 0.1, ("e\u0301", "e\u0301", "e\u0301")),
        ("一二三四五六七八九十a", 10.1, ("一二三四五六七八九十", "a")),
        ("一二三四五六七八九十", 10, ("一二三四五六七八九十",)),
    ],
)
def test_lines_break_where_they_may(text: str, width: float, lines: tuple[str, ...]) -> None:
    assert break_lines(text, width) == lines


def test_the_first_line_is_shorter_by_its_indent() -> None:
    assert break_lines("一二三四五六七", 4, first_indent=2) == ("一二", "三四五六", "七")


def test_bold_text_is_wider() -> None:
    text = "h" * 18
    assert len(break_lines(text, 9)) == 1
    assert len(break_lines(text, 9, bold=True)) == 2


def test_a_gap_at_the_end_of_a_line_is_not_counted() -> None:
    assert break_lines("一二三四abc", 4) == ("一二三四", "abc")
    assert break_lines("abc一二三四", 4 + width_em("abc") + 0.25) == ("abc一二三四",)
    assert len(break_lines("abc一二三四", 4 + width_em("abc") + 0.2)) == 2


LETTERS = st.sampled_from("一二三年元，。、（）“”…—ab1290.%-( )　\t\u00a0≥±\u0301\u200bé")
PARAGRAPHS = st.text(LETTERS, max_size=60) | st.text(st.characters(exclude_characters="\n"), max_size=30)


@given(PARAGRAPHS, st.integers(1, 80), st.integers(0, 4), st.booleans())
@example("。" * 20, 12, 0, False)
@example("（" * 20, 12, 0, False)
def test_no_text_is_lost_and_no_line_too_wide(text: str, quarters: int, indent: int, bold: bool) -> None:
    width = quarters / 4
    lines = break_lines(text, width, indent / 4, bold)
    assert "".join(lines) == text
    assert all(lines) or lines == ("",)
    for number, line in enumerate(lines):
        room = width - (indent / 4 if number == 0 else 0)
        visible = [letter for letter in line.strip(BLANKS) if width_em(letter, bold)]
        assert width_em(line.rstrip(BLANKS), bold) <= room + 0.001 or len(visible) <= 1


@given(PARAGRAPHS, st.booleans())
def test_a_text_fits_into_its_own_width(text: str, bold: bool) -> None:
    text = text.strip(BLANKS)
    assert break_lines(text, width_em(text, bold), bold=bold) == (text,)


NO_BLANKS = st.text(st.sampled_from("一二三年元，。、（）“”ab12%"), max_size=60)


def may_break(before: str, after: str) -> bool:
    return before not in NO_END and after not in NO_BEGIN and not (before + after).isascii()


@given(NO_BLANKS, st.integers(12, 40))
def test_marks_stand_on_the_right_line(text: str, width: int) -> None:
    for before, after in pairwise(break_lines(text, width)):
        could = any(may_break(a, b) for a, b in zip(before, before[1:] + after[:1], strict=True))
        assert not could or may_break(before[-1], after[0])


@given(NO_BLANKS, st.integers(5, 40))
def test_each_line_is_as_full_as_it_can_be(text: str, width: int) -> None:
    for before, after in pairwise(break_lines(text, width)):
        for length, (a, b) in enumerate(pairwise(after + "一"), 1):
            assert not may_break(a, b) or width_em(before + after[:length]) > width
