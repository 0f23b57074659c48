"""Tables on the clipboard, in the HTML of the programs that put them there."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfdesk.readers.html_cells import COLUMNS, ROWS, html_cells

EXCEL = """<html xmlns:v="urn:schemas-microsoft-com:vml" xmlns="http://www.w3.org/TR/REC-html40">
<head><meta http-equiv=Content-Type content="text/html; charset=utf-8">
<meta name=Generator content="Microsoft Excel 15">
<style><!--table {mso-displayed-decimal-separator:"\\.";} br {mso-data-placement:same-cell;} .xl65 {text-align:center;}
--></style></head>
<body link=blue vlink=purple>
<table border=0 cellpadding=0 cellspacing=0 width=288 style='border-collapse:collapse;width:216pt'>
<!--StartFragment-->
 <col width=72 span=4 style='width:54pt'>
 <tr height=19 style='height:14.25pt'>
  <td rowspan=2 height=38 class=xl65 width=72 style='height:28.5pt;width:54pt'>数量指标</td>
  <td width=72 style='width:54pt'>会议<br>
    次数</td>
  <td align=right width=72 style='width:54pt'>12</td>
  <td width=72 style='width:54pt'>≥12<span style='mso-spacerun:yes'>&nbsp; </span>次</td>
 </tr>
 <tr height=19 style='height:14.25pt'>
  <td height=19 style='height:14.25pt'>&lt;5%</td>
  <td colspan=2 class=xl65>按月</td>
 </tr>
<!--EndFragment-->
</table>
</body></html>"""

WORD = """<html><head><style>p.MsoNormal {margin:0}</style><xml><w:WordDocument></w:WordDocument></xml></head>
<body lang=ZH-CN style='tab-interval:21.0pt;text-justify-trim:punctuation'>
<!--StartFragment--><![if !supportMisalignedColumns]><![endif]>
<table class=MsoTableGrid border=1 cellspacing=0 cellpadding=0>
 <tr style='mso-yfti-irow:0'>
  <td width=277 valign=top style='width:207.4pt'>
  <p class=MsoNormal><span style='font-family:宋体'>督查
  调研</span><span lang=EN-US>50</span><span
  style='font-family:宋体'>次以上，覆盖</span>
  <span>各区</span><span lang=EN-US><o:p></o:p></span></p>
  <p class=MsoNormal>第二段</p>
  </td>
  <td width=277><p class=MsoNormal><span lang=EN-US><o:p>&nbsp;</o:p></span></p></td>
 </tr>
</table>
<!--EndFragment--></body></html>"""


def test_excel_merged_cells_breaks_and_entities():
    assert html_cells(EXCEL) == [["数量指标", "会议\n次数", "12", "≥12\u00a0 次"], ["", "<5%", "按月", ""]]


def test_word_paragraphs_become_lines_and_source_lines_none():
    assert html_cells(WORD) == [["督查调研50次以上，覆盖各区\n第二段", "\u00a0"]]


def test_words_of_latin_letters_stay_apart_where_the_source_breaks():
    assert html_cells("<table><tr><td>two\nwords</td></tr></table>") == [["two words"]]


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("甲<br><br>乙", "甲\n\n乙"),
        ("<p>甲<br></p><p>乙</p>", "甲\n乙"),
        ("<ul><li>甲<li>乙</ul>", "甲\n乙"),
        ("<div><div>甲</div></div>", "甲"),
        ("甲<table><tr><td>一<td>二<tr><td>三</table>乙", "甲\n一 二\n三\n乙"),
        ("<script>x()</script>甲<style>td{}</style>", "甲"),
        ("A&amp;B &#8805;5", "A&B ≥5"),
        ("<!-- 注 -->甲", "甲"),
    ],
)
def test_what_stands_in_a_cell(cell, text):
    assert html_cells(f"<table><tr><td>{cell}</td><td>z</td></tr></table>") == [[text, "z"]]


def test_blanks_stay_where_the_cell_keeps_them():
    assert html_cells('<table><tr><td style="white-space: pre-wrap"> 甲  乙<br>丙</td></tr></table>') == [
        [" 甲  乙\n丙"]
    ]


@pytest.mark.parametrize(
    ("rows", "cells"),
    [
        ("<tr><td>a<td>b<tr><td>c<td>d", [["a", "b"], ["c", "d"]]),
        ("<td>a<td>b", [["a", "b"]]),
        ("<thead><tr><th>a</thead><tbody><tr><td>b</tbody>", [["a"], ["b"]]),
        ('<tr><td rowspan="2">a<td>b<td rowspan=2>c<tr><td>d', [["a", "b", "c"], ["", "d", ""]]),
        ("<tr><td>a<td>b<td rowspan=2>c<tr><td>d", [["a", "b", "c"], ["d", "", ""]]),
        ('<tr><td rowspan="2" colspan="2">a<tr><tr><td>e', [["a", ""], ["", ""], ["e"]]),
        ('<tr><td colspan="x">a<td colspan="0">b', [["a", "b"]]),
    ],
)
def test_tables_as_browsers_read_them(rows, cells):
    assert html_cells(f"<table>{rows}</table>") == cells


@pytest.mark.parametrize(
    "html",
    [
        "",
        "<p>甲</p>",
        "<table></table>",
        "<table><tr><td>a</table><table><tr><td>b</table>",
        "<p>前言</p><table><tr><td>a</table>",
        "<table><tr><td>a</table>后记",
        "<table>" + "<tr><td>a" * (ROWS + 1) + "</table>",
        "<table><tr><td>a<![x[b]]></table>",
        "<table><tr><td>" + "x" * 2_000_001,
    ],
)
def test_what_the_plain_text_says_better_is_left_to_it(html):
    assert html_cells(html) is None


def test_spans_without_measure_are_cut():
    began = time.perf_counter()
    rows = html_cells('<table><tr><td colspan="9999" rowspan="9999">a' + "<tr><td>b" * 500 + "</table>")
    assert rows is not None
    assert {len(row) for row in rows} == {COLUMNS}
    assert time.perf_counter() - began < 5


@given(st.text(alphabet="<>/tdrable \n\v\r&;=\"'!-[]ab甲", max_size=200))
def test_no_rubbish_stops_it(text):
    for html in (text, f"<table>{text}", f"<table><tr><td>{text}</td></tr></table>"):
        rows = html_cells(html)
        assert rows is None or all(isinstance(cell, str) for row in rows for cell in row)
