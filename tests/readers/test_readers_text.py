"""Plain text: encodings, lines, quotes, tags, and the ways to write a table in text."""

import re

import pytest
from support.read_files import grids, paragraphs, texts, told
from support.tree import ROOT

from perfdesk.base.errors import UserError
from perfdesk.grid.grid import Grid
from perfdesk.grid.source import Source
from perfdesk.readers.limits import Limits
from perfdesk.readers.sniff import read_source


def read(text: str | bytes, **limits: int) -> Source:
    data = text.encode() if isinstance(text, str) else text
    return read_source(data, "试验.txt", limits=Limits(**limits))


# -- encodings

TABLE = "项目名称\t会议费\n主管部门\t某一局\n"


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gb18030", "gbk", "utf-32"]
)
@pytest.mark.parametrize("text", [TABLE, "项目名称\t会议费", TABLE * 500])
def test_each_encoding_gives_the_same_text(encoding: str, text: str):
    source = read(text.encode(encoding))
    assert source.areas == read(text).areas
    assert source.notices == ()
    assert texts(grids(source)[0])[0] == ["项目名称", "会议费"]


def test_damaged_utf8_stays_utf8_and_the_lost_characters_are_counted():
    source = read("项目名称\t会议费用甲".encode()[:-1])
    assert texts(grids(source)[0]) == [["项目名称", "会议费用\ufffd"]]
    assert told(source) == [("有读不出的字符，用 \ufffd 代替（按 UTF-8 读）", "", 1)]


def test_what_fits_no_encoding_is_read_with_the_least_loss_and_told():
    source = read("项目名称\t甲\n".encode("gb18030") * 3 + b"\xff\xff\n")
    assert texts(grids(source)[0])[0] == ["项目名称", "甲"]
    ((what, _, count),) = told(source)
    assert "GB18030" in what
    assert count == 2


def test_half_a_character_at_the_end_is_told():
    source = read("\ufeff项目\t甲".encode("utf-16-le") + b"\x41")
    assert texts(grids(source)[0]) == [["项目", "甲\ufffd"]]
    assert told(source)[0][2] == 1


@pytest.mark.parametrize("data", [b"\0\1\2\3" * 5000, b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(range(256)) * 9])
def test_bytes_with_nul_are_no_text(data: bytes):
    with pytest.raises(UserError, match="不是文本"):
        read(data)


# -- lines and cells


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\r\r\n"])
def test_any_line_end_will_do(end: str):
    source = read(f"标题{end}甲\t乙{end}丙\t丁{end}")
    assert paragraphs(source) == [("标题", "第1行")]
    assert texts(grids(source)[0]) == [["甲", "乙"], ["丙", "丁"]]


def test_cells_say_their_line_and_column():
    source = read("前\n\n甲\t\t乙\n\t丙\n")
    (grid,) = grids(source)
    assert [(c.column, c.text, c.at) for _, c in grid.cells()] == [
        (0, "甲", "第3行第1列"), (1, "", "第3行第2列"), (2, "乙", "第3行第3列"),
        (0, "", "第4行第1列"), (1, "丙", "第4行第2列"),
    ]  # fmt: skip


def test_blank_lines_split_tables_and_a_single_cell_inside_is_a_row():
    source = read("上\n甲\t乙\n独行\n丙\t丁\n下\n\n戊\t己\n")
    assert paragraphs(source) == [("上", "第1行"), ("下", "第5行")]
    assert [texts(grid) for grid in grids(source)] == [[["甲", "乙"], ["独行"], ["丙", "丁"]], [["戊", "己"]]]


def test_a_quoted_cell_may_hold_line_ends_tabs_and_quotes():
    source = read('目标\t"第一行\n\n第二\t行 ""引"""\t后\n下\t行')
    (grid,) = grids(source)
    assert texts(grid) == [["目标", '第一行\n\n第二\t行 "引"', "后"], ["下", "行"]]
    assert [c.at for _, c in grid.cells()] == ["第1行第1列", "第1行第2列", "第3行第3列", "第4行第1列", "第4行第2列"]


def test_a_leading_quote_that_does_not_close_at_the_end_of_a_cell_is_a_character():
    source = read('"三重"事项\t"开\t5"管\n"引"\t"""引"""\n')
    assert texts(grids(source)[0]) == [['"三重"事项', '"开', '5"管'], ["引", '"引"']]


def test_a_quotation_alone_on_its_line_keeps_its_quotes():
    assert [text for text, _ in paragraphs(read('"引文"\n\n"行一\n行二"\n\n""\n'))] == ['"引文"', "行一\n行二", '""']


# -- tags


@pytest.mark.parametrize(
    ("cell", "shown"),
    [
        ("<p>一</p> <p>二</p>", "一\n二"),
        ("<p>一</p><p></p><P class='x'>二<br/>三</P>", "一\n二\n三"),
        ("<b>总目标</b>", "总目标"),
        ("<b>A&nbsp;&lt;B&gt;</b>&amp;", "A <B>&"),
        (">99%", ">99%"),
        ("<5 且 >3 &nbsp; &lt;", "<5 且 >3 &nbsp; &lt;"),
        ("<项目> <b2b>", "<项目> <b2b>"),
        ("<b>>98%</b>", ">98%"),
    ],
)
def test_tags_in_cells_are_unwrapped_and_signs_are_none(cell: str, shown: str):
    assert texts(grids(read(f"甲\t{cell}"))[0]) == [["甲", shown]]


# -- other tables


def test_a_markdown_table_is_a_grid():
    source = read("# 标题\n| 甲 | 乙 |\n|:--|---:|\n| 丙 \\| 丁 |  |\n后\n\na | b\n没有规则行\n")
    assert [texts(grid) for grid in grids(source)] == [[["甲", "乙"], ["丙 | 丁", ""]]]
    assert [c.at for _, c in grids(source)[0].cells()][2:] == ["第4行第1列", "第4行第2列"]
    assert [text for text, _ in paragraphs(source)] == ["# 标题", "后", "a | b", "没有规则行"]


def test_commas_make_a_table_when_each_line_has_as_many():
    source = read('项目,金额,备注\n"甲,乙","1,200.00","第一\n第二"\n丙,3,\n')
    assert texts(grids(source)[0]) == [["项目", "金额", "备注"], ["甲,乙", "1,200.00", "第一\n第二"], ["丙", "3", ""]]
    assert grids(source)[0].rows[2].cells[0].at == "第4行第1列"


@pytest.mark.parametrize("text", ["预算:488,700.00\n合计:1,200.00", "a, b\nc, d", "甲,乙\n丙", "甲,乙"])
def test_commas_in_sentences_and_amounts_make_no_table(text: str):
    assert grids(read(text)) == []
    assert [one for one, _ in paragraphs(read(text))] == text.split("\n")


def test_columns_aligned_by_spaces_make_a_table():
    source = read("说明\n项目名称  金额    备注\n甲        100\n乙        2000    有\n　　正文一段。\n")
    assert grids(source) == []
    source = read("说明\n项目名称  金额    备注\n甲        100     无\n乙        2000    有\n　　正文一段。\n")
    assert texts(grids(source)[0]) == [["项目名称", "金额", "备注"], ["甲", "100", "无"], ["乙", "2000", "有"]]
    assert [text for text, _ in paragraphs(source)] == ["说明", "正文一段。"]


def test_two_lines_that_happen_to_align_make_no_table():
    assert grids(read("甲  乙\n丙  丁\n戊己庚  辛\n壬  癸\n")) == []


# -- limits


def test_too_many_rows_or_columns_leave_that_table_out_and_say_so():
    source = read("甲\t乙\n" * 5 + "\n丙\t丁\n\n" + "\t" * 9, rows=4, columns=5)
    assert [texts(grid) for grid in grids(source)] == [[["丙", "丁"]]]
    assert [what for what, _, _ in told(source)] == [
        "第1行起的表格有 5 行，像是数据而不是目标表，没有读",
        "第9行起的表格有 10 列，像是数据而不是目标表，没有读",
    ]


@pytest.mark.parametrize(
    ("text", "limits", "what"),
    [
        ("甲\t乙\n" * 5, {"rows": 4}, "5 行"),
        ("甲\t乙\n" * 5, {"cells": 9}, "超过 9 格"),
        ("甲\n\n" * 5, {"cells": 4}, "超过 4 格"),
        ("甲\t乙\n\n" * 3, {"tables": 2}, "超过 2 个"),
        ("短\n\r" + "长" * 9, {"line_bytes": 26}, "第 3 行太长|第 2 行太长"),
        ("甲\t" + "长" * 9, {"value_chars": 8}, "第1行第2列太长"),
        ("甲\n" * 9, {"text_bytes": 8}, "文件太大"),
    ],
)
def test_other_limits_refuse_the_source(text: str, limits: dict[str, int], what: str):
    with pytest.raises(UserError, match=what):
        read(text, **limits)


# -- the sample


def test_each_cell_of_the_sample_is_there_with_text_and_position():
    raw = (ROOT / "resources/sample/tables.txt").read_text("utf-8")
    source = read(raw)
    cells = {c.at: c.text for grid in grids(source) for _, c in grid.cells()}
    lines = {at: text for text, at in paragraphs(source)}
    count = 0
    for number, line in enumerate(raw.split("\n"), 1):
        for column, one in enumerate(line.split("\t"), 1):
            if not one.strip():
                continue
            count += 1
            found = cells[f"第{number}行第{column}列"] if "\t" in line else lines[f"第{number}行"]
            assert "".join(found.split()) == "".join(re.sub("</?[pb]>", "", one).split())
    assert count == 691
    assert source.notices == ()
    assert all(isinstance(area, Grid) or area.text.startswith("##") for area in source.areas)
