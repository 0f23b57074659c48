"""Damaged, swollen and forged packages: each ends in a message, never in a crash."""

import io
import random
import zipfile

import pytest
from support.docx_files import cell, document, docx, package, para, relations, row, run, table
from support.read_files import grids, paragraphs, read_docx, texts, told

from perfdesk.base.errors import UserError
from perfdesk.readers.limits import Limits, Meter
from perfdesk.readers.package import Package
from perfdesk.readers.sniff import read_source

GOOD = docx(para("标题") + table(row("项目名称", "甲"), row("主管部门", "乙")))


def refused(data: bytes, limits: Limits | None = None) -> str:
    with pytest.raises(UserError) as caught:
        read_source(data, "x.docx", limits=limits or Limits())
    return caught.value.what


DAMAGED = "文件不完整或已损坏，读不出来。"


def test_a_file_cut_anywhere_is_refused():
    for length in range(4, len(GOOD), 37):
        assert refused(GOOD[:length])


def test_flipped_bits_are_refused_or_harmless():
    made = random.Random(9)
    sound = read_docx(GOOD).areas
    for _ in range(1500):
        broken = bytearray(GOOD)
        for _ in range(made.choice((1, 1, 2, 8))):
            broken[made.randrange(len(broken))] ^= 1 << made.randrange(8)
        try:
            source = read_source(bytes(broken), "x.docx")
        except UserError:
            continue
        if source.kind == "docx":
            assert source.areas == sound


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize("name", ["word/document.xml", "WORD/Document.XML"])
def test_a_part_that_occurs_twice_is_damage(name: str):
    out = io.BytesIO(GOOD)
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr(name, document(para("第二份")))
    assert refused(out.getvalue()) == DAMAGED


@pytest.mark.parametrize("more", [-5, 5])
def test_a_part_of_another_size_than_declared_is_damage(more: int):
    forged = bytearray(GOOD)
    entry = forged.rfind(b"PK\x01\x02", 0, forged.rfind(b"word/document.xml"))
    size = int.from_bytes(forged[entry + 24 : entry + 28], "little")
    forged[entry + 24 : entry + 28] = (size + more).to_bytes(4, "little")
    assert refused(bytes(forged)) == DAMAGED


def test_part_names_are_found_in_any_case():
    data = package({"[Content_Types].xml": "<x/>", "word/DOCUMENT.xml": document(para("甲"))})
    assert paragraphs(read_docx(data)) == [("甲", "第1段")]


def test_the_main_part_may_have_another_name():
    data = package(
        {
            "[Content_Types].xml": "<x/>",
            "_rels/.rels": relations([("officeDocument", "/word/Haupt%20teil.xml")]),
            "word/haupt teil.xml": document(para("甲")),
        }
    )
    assert paragraphs(read_docx(data)) == [("甲", "第1段")]


@pytest.mark.parametrize(
    "whole",
    [
        '<!DOCTYPE w:document [<!ENTITY a "b">]>',
        '<!DOCTYPE w:document SYSTEM "http://canary.invalid/x.dtd">',
        '<!DOCTYPE w:document [<!ENTITY a SYSTEM "file:///etc/passwd">]>',
    ],
)
@pytest.mark.parametrize("name", ["word/document.xml", "word/_rels/document.xml.rels"])
def test_a_doctype_is_refused(whole: str, name: str):
    body = document(para("&a;" if "ENTITY" in whole else "甲")).partition("\n")[2]
    data = (
        docx(whole=whole + body)
        if name == "word/document.xml"
        else docx(parts={name: whole + relations([]).partition("\n")[2]})
    )
    assert refused(data) == "文件里有不允许的内容（文档类型定义）。"


def test_bad_xml_is_damage_and_nothing_before_it_is_imported():
    assert refused(docx(para("甲") * 5000 + "<w:p>")) == DAMAGED


@pytest.mark.parametrize("stray", ["<w:tr><w:tc/></w:tr>", "<w:tc/>", "<w:p><w:gridBefore w:val='2'/></w:p>"])
def test_rows_and_cells_outside_of_a_table_are_damage(stray: str):
    assert refused(docx(stray)) == DAMAGED


def test_a_package_with_a_locked_member_has_a_password():
    locked = bytearray(GOOD)
    at = locked.find(b"PK\x01\x02")
    locked[at + 8] |= 1
    assert refused(bytes(locked)) == "文件有密码。"


def test_tables_beyond_the_parsers_depth_end_the_document_there():
    deep = "<w:tbl><w:tblGrid/><w:tr><w:tc>" * 400 + "</w:tc></w:tr></w:tbl>" * 400
    source = read_docx(docx(para("前") + table(row("甲")) + deep + para("后")))
    assert paragraphs(source) == [("前", "第1段")]
    assert texts(grids(source)[0]) == [["甲"]]
    assert told(source)[-1] == ("表格嵌套太深，这个表格和它后面的内容没有读", "第2个表格", 1)


def test_other_markup_beyond_the_parsers_depth_is_refused():
    assert refused(docx(para("甲") + "<w:sdt>" * 400 + "</w:sdt>" * 400)) == DAMAGED


@pytest.mark.parametrize(
    ("data", "limits", "what"),
    [
        (GOOD, {"members": 3}, "文件解开后过大"),
        (GOOD, {"unpacked_bytes": 700}, "文件解开后过大"),
        (docx(para("长" * 9000)), {"part_bytes": 9000}, "文件解开后过大"),
        (docx(para("长" * 99000)), {"cell_chars": 9000}, "文件解开后过大"),
        (docx(para(*["长" * 900] * 99)), {"cell_chars": 9000}, "太长"),
        (docx(table(row(cell(*["长" * 900] * 99)))), {"cell_chars": 9000}, "第1个表格第1行第1格太长"),
        (docx(table(row("甲", "乙"), row("丙", "丁"))), {"cells": 3}, "超过 3 格"),
        (docx(para("甲") * 4), {"cells": 3}, "超过 3 格"),
        (docx(para() * 2 + table(row(cell(para() * 2)))), {"paragraphs": 3}, "超过 3 段"),
        (docx("<w:p>" + "<w:x/>" * 20000 + "</w:p>"), {"elements": 9000}, "文件解开后过大"),
        (docx(whole="<x>" + "<y/>" * 20000 + "</x>"), {"elements": 9000}, "文件解开后过大"),
        (
            docx("", [("numbering", "n.xml")], {"word/n.xml": "<x>" + "<y/>" * 20000 + "</x>"}),
            {"elements": 9000},
            "过大",
        ),
        (docx(table(row("甲")) * 4), {"tables": 3}, "超过 3 个"),
        (docx(table(*[row("甲")] * 4)), {"rows": 3}, "第1个表格有 4 行"),
        (docx(table(row(*["甲"] * 4))), {"columns": 3}, "第1个表格有 4 列"),
        (GOOD, {"file_bytes": 100}, "文件太大"),
    ],
)
def test_limits_are_counted_while_reading(data: bytes, limits: dict[str, int], what: str):
    assert what in refused(data, Limits(**limits))


def test_a_long_document_of_small_paragraphs_holds_few_elements_at_a_time():
    body = (para("甲") + table(row("乙", cell(para("丙") * 3)))) * 2000
    wrapped = f"<w:sdt><w:sdtContent>{body}</w:sdtContent></w:sdt>"
    assert len(read_docx(docx(body + wrapped), Limits(elements=6000)).areas) == 8000


def test_a_table_beyond_the_limits_is_left_out_and_the_rest_kept():
    data = docx(
        para("前") + table(*[row(f"甲{at}", cell(table(row("里")), para())) for at in range(9)]) + table(row("乙"))
    )
    source = read_docx(data, Limits(rows=8))
    assert [texts(grid) for grid in grids(source)] == [[["里"]]] * 9 + [[["乙"]]]
    assert told(source) == [("第1个表格有 9 行，像是数据而不是目标表，没有读", "第1个表格", 1)]


def test_what_a_package_unpacks_to_counts_over_all_parts():
    inner = {"word/numbering.xml": "<x>" + "长" * 3000 + "</x>"}
    data = docx(para("甲"), [("numbering", "numbering.xml")], inner)
    assert "解开后过大" in refused(data, Limits(unpacked_bytes=9000))


def test_names_that_lead_out_of_the_package_lead_nowhere():
    data = docx("", [("x", "../../../outside.html"), ("x", "%2e%2e/%2E%2E/%2e%2e/x"), ("x", "/word/a/../b.xml")])
    links = Package(data, Meter()).relations("word/document.xml")
    assert [link.target for link in links.values()] == ["outside.html", "x", "word/b.xml"]


def test_text_boxes_inside_text_boxes_and_runs_in_any_place_do_not_crash():
    made = random.Random(4)
    pieces = [
        "<w:tbl>", "</w:tbl>", "<w:tr>", "</w:tr>", "<w:tc>", "</w:tc>", "<w:p>", "</w:p>", "<w:sdt>", "</w:sdt>",
        "<w:txbxContent>", "</w:txbxContent>", "<mc:AlternateContent>", "</mc:AlternateContent>", "<mc:Choice>",
        "</mc:Choice>", "<mc:Fallback>", "</mc:Fallback>", "<w:del>", "</w:del>", "<w:trPr>", "</w:trPr>", "<w:tcPr>",
        "</w:tcPr>", "<w:rPr>", "</w:rPr>", "<w:pPr>", "</w:pPr>", "<w:footnote>", "</w:footnote>",
    ]  # fmt: skip
    empties = [
        "<w:vMerge/>", "<w:del/>", "<w:cellDel/>", '<w:gridSpan w:val="3"/>', "<w:gridBefore/>", "<w:gridAfter/>",
        '<w:fldChar w:fldCharType="begin"/>', '<w:fldChar w:fldCharType="separate"/>', "<w:showingPlcHdr/>",
        '<w:fldChar w:fldCharType="end"/>', "<w:vanish/>", "<w:numPr/>", "<w:altChunk/>", "<w:cellMerge/>",
        "<w:hMerge/>", "<w:tcPrChange/>", '<w:sym w:char="2611"/>', "<w:tab/>", "<w:br/>", "<w:moveFrom/>",
        "<w:delText>旧</w:delText>", run("字"),
    ]  # fmt: skip
    read = 0
    for _ in range(1200):
        opened: list[str] = []
        body = ""
        for _ in range(made.randrange(2, 40)):
            if opened and made.random() < 0.3:
                body += opened.pop()
            elif made.random() < 0.5:
                at = made.randrange(0, len(pieces), 2)
                body += pieces[at]
                opened.append(pieces[at + 1])
            else:
                body += made.choice(empties)
        body += "".join(reversed(opened))
        try:
            read_docx(docx(body))
        except UserError:
            continue
        read += 1
    assert read > 100
