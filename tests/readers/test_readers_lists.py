"""List numbers that Word computes: what stands before a paragraph on the page."""

from itertools import pairwise

import pytest
from support.docx_files import cell, docx, para, part, row, table
from support.read_files import grids, paragraphs, read_docx, texts, told

from perfdesk.readers.word_lists import chinese


def numbering(*levels: str, extra: str = "") -> str:
    """One pattern with these levels (`format text`), as list 1."""
    made = "".join(
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{level.split()[0]}"/>'
        f'<w:lvlText w:val="{level.split()[1]}"/></w:lvl>'
        for at, level in enumerate(levels)
    )
    return part(
        "w:numbering",
        f'<w:abstractNum w:abstractNumId="7">{made}</w:abstractNum>'
        f'<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>{extra}',
    )


def item(text: str, level: int = 0, which: str = "1") -> str:
    inside = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{which}"/></w:numPr>'
    return para(text, properties=inside)


def read(body: str, part_: str, styles: str = ""):
    links = [("numbering", "numbering.xml"), ("styles", "styles.xml")]
    return read_docx(
        docx(body, links, {"word/numbering.xml": part_, "word/styles.xml": styles or part("w:styles", "")})
    )


def lines(*args: str) -> list[str]:
    return [text for text, _ in paragraphs(read(*args))]


def test_numbers_count_through_the_document_and_start_again_under_a_new_one_above():
    body = item("甲") + para("间") + item("一", 1) + item("二", 1) + item("乙") + item("三", 1)
    assert lines(body, numbering("chineseCounting %1、", "decimal （%2）")) == [
        "一、甲", "间", "（1）一", "（2）二", "二、乙", "（1）三",
    ]  # fmt: skip


def test_a_number_of_several_levels_takes_each_in_its_own_form():
    assert lines(item("甲") + item("乙", 1) + item("丙", 1), numbering("decimal %1.", "decimal %1.%2")) == [
        "1.甲", "1.1 乙", "1.2 丙",
    ]  # fmt: skip


def test_a_blank_cell_with_a_number_shows_it():
    source = read(table(row(cell(item("")), "甲"), row(cell(item("")), "乙")), numbering("decimal %1"))
    assert texts(grids(source)[0]) == [["1", "甲"], ["2", "乙"]]


def test_a_list_may_start_anew():
    extra = (
        '<w:num w:numId="2"><w:abstractNumId w:val="7"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/>'
        "</w:lvlOverride></w:num>"
    )
    assert lines(item("甲") + item("乙", which="2") + item("丙", which="2"), numbering("decimal %1.", extra=extra)) == [
        "1.甲", "5.乙", "6.丙",
    ]  # fmt: skip


def test_a_style_brings_its_list_with_it():
    styles = part(
        "w:styles",
        '<w:style w:styleId="Base"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:styleId="Own"><w:basedOn w:val="Base"/></w:style>'
        '<w:style w:styleId="Ring"><w:basedOn w:val="Ring"/></w:style>',
    )
    body = "".join(para("甲", properties=f'<w:pStyle w:val="{name}"/>') for name in ("Own", "Ring", "Other"))
    assert lines(body, numbering("decimal %1)"), styles) == ["1)甲", "甲", "甲"]


def test_list_0_takes_the_number_away():
    assert lines(item("甲", which="0"), numbering("decimal %1.")) == ["甲"]


@pytest.mark.parametrize("level", ["bullet •", "lowerRoman %1.", "upperLetter %1."])
def test_other_kinds_are_told(level: str):
    source = read(item("甲"), numbering(level))
    assert paragraphs(source) == [("甲", "第1段")]
    assert told(source) == [("自动编号或项目符号没有导入", "第1段", 1)]


def test_an_unknown_list_or_level_is_told():
    source = read(item("甲", which="9") + item("乙", 8) + item("丙", 99999), numbering("decimal %1."))
    assert [text for text, _ in paragraphs(source)] == ["甲", "乙", "丙"]
    assert len(told(source)) == 3


def test_chinese_numbers():
    known = {
        0: "0", 1: "一", 10: "十", 11: "十一", 20: "二十", 21: "二十一", 100: "一百", 101: "一百零一",
        110: "一百一十", 1000: "一千", 1001: "一千零一", 1010: "一千零一十", 9999: "九千九百九十九", 10000: "10000",
    }  # fmt: skip
    assert {value: chinese(value) for value in known} == known
    assert len({chinese(value) for value in range(1, 10000)}) == 9999
    assert all(a != b for a, b in pairwise(map(chinese, range(1, 200))))
