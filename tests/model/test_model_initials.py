"""Names are found by Han, by pinyin initials, and by both in one word."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfdesk.model.initials import Names, pinyin_initials, search_key


def found(query, *names):
    return [names[index] for index in Names([search_key(name) for name in names]).find(query)]


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("dcdy", "督查调研经费"),
        ("dctyj", "督查调研经费"),
        ("DCDY", "督查调研经费"),
        ("\uff44\uff43", "督查调研经费"),
        ("dyjf", "督查调研经费"),
        ("督查dy", "督查调研经费"),
        ("d查调", "督查调研经费"),
        ("查调研", "督查调研经费"),
        ("dbga", "督办、国安及综合调研工作经费"),
        ("ssw", "“十四五”规划"),
        ("2026n", "2026年会议费"),
        ("2026 年", "２０２６年会议费"),
        ("word", "Word 培训"),
        ("kj", "会计培训"),
        ("hjpx", "会计培训"),
        ("zq", "重庆"),
        ("cq", "重庆"),
    ],
)
def test_a_name_is_found_by(query, name):
    assert found(query, "别的项目", name) == [name]


@pytest.mark.parametrize("query", ["dycd", "查督", "dcx", "调d查", "督查研", "jfd"])
def test_letters_and_han_stand_together_and_in_order(query):
    assert found(query, "督查调研经费") == []


def test_a_word_does_not_reach_over_the_end_of_a_name():
    assert found("费会", "经费", "会议") == []
    assert found("fh", "经费", "会议") == []


@pytest.mark.parametrize("query", ["", " ", "（", "、"])
def test_a_query_without_letter_or_digit_finds_all(query):
    assert found(query, "经费", "") == ["经费", ""]


def test_no_name_is_found_among_none():
    assert Names([]).find("d") == []
    assert Names(["", ""]).find("d") == []


def test_every_han_of_daily_use_has_initials():
    level1 = bytes(byte for high in range(0xB0, 0xD7) for low in range(0xA1, 0xFF) for byte in (high, low))
    daily = level1.decode("gb2312", "ignore")
    assert len(daily) == 39 * 94
    assert [han for han in daily if not pinyin_initials().get(han)] == []
    assert set("".join(pinyin_initials().values())) <= set("abcdefghjklmnopqrstwxyz")


def by_definition(query, key):
    """Each character of the query stands for itself or for a Han that may begin with it."""
    fits = [
        all(q == c or q in pinyin_initials().get(c, "") for q, c in zip(query, key[start:], strict=False))
        for start in range(len(key) - len(query) + 1)
    ]
    return any(fits)


@given(
    st.lists(st.text("督查调研重行会费ad2", max_size=9), max_size=8),
    st.text("督查调研重行dctyzxhkfb2a", min_size=1, max_size=4),
)
def test_names_are_found_as_the_definition_says(keys, query):
    assert Names(keys).find(query) == [index for index, key in enumerate(keys) if by_definition(query, key)]
