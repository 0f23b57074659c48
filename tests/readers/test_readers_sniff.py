"""What a source is goes by its content; what cannot be read is named with what to do."""

import zipfile

import pytest
from support.docx_files import HEAD, PACKAGE, docx, package, para
from support.read_files import told

from perfdesk.base.errors import Cancelled, UserError
from perfdesk.readers.sniff import kind_of, read_source


def ole(*streams: str) -> bytes:
    """The head and directory of a compound file."""
    entries = b""
    for name in ("Root Entry", *streams):
        stored = name.encode("utf-16-le")
        entries += stored.ljust(64, b"\0") + (len(stored) + 2).to_bytes(2, "little") + b"\2" + bytes(61)
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".ljust(512, b"\0") + entries


CONTENT_TYPES = f'{HEAD}<Types xmlns="{PACKAGE}/content-types"/>'
KINDS = {
    "docx": docx(para("甲")),
    "xlsx": package({"[Content_Types].xml": CONTENT_TYPES, "xl/workbook.xml": "<w/>"}),
    "odf": package({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<x/>"}),
    "zip": package({"readme.txt": "甲"}),
    "encrypted": ole("EncryptionInfo", "EncryptedPackage"),
    "doc": ole("1Table", "WordDocument", "Workbook"),
    "xls": ole("Workbook", "WordDocument"),
    "ole": ole("Contents"),
    "rtf": rb"{\rtf1\ansi}",
    "pdf": b"%PDF-1.7\n",
    "sqlite": b"SQLite format 3\0" + bytes(84),
    "html": b"\xef\xbb\xbf\n<!-- x --><TABLE border=1><tr><td>x</td></tr></TABLE>",
    "mhtml": b"MIME-Version: 1.0\r\n",
    "xml": b'<?xml version="1.0"?><?mso-application progid="Word.Document"?><x/>',
    "json": b' {\n "projects": []}',
    "text": "<p>一</p>\t>99%".encode(),
    "binary": bytes(range(256)) * 4,
}


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_is_known_by_its_content(kind: str):
    assert kind_of(KINDS[kind]) == kind


@pytest.mark.parametrize("text", ["[单位]\t甲", "{甲}", "项目<html>", "<b>目标</b>\t甲", "Version 0.9"])
def test_text_that_begins_like_another_kind_is_text(text: str):
    assert kind_of(text.encode()) == "text"


@pytest.mark.parametrize("kind", sorted(set(KINDS) - {"docx", "text"}))
def test_what_cannot_be_read_is_named_with_what_to_do(kind: str):
    with pytest.raises(UserError) as caught:
        read_source(KINDS[kind], "表.docx")
    assert caught.value.safe == "没有导入任何内容。"
    assert caught.value.todo.endswith("。")
    assert caught.value.what.endswith("。")


def test_the_messages_differ():
    told_of = set[str]()
    for kind in set(KINDS) - {"docx", "text"}:
        with pytest.raises(UserError) as caught:
            read_source(KINDS[kind], "表.docx")
        told_of.add(caught.value.what)
    assert len(told_of) == len(KINDS) - 2


def test_html_with_the_name_of_a_word_file_is_named_as_what_it_is():
    with pytest.raises(UserError, match=r"“导出\.doc”的内容是网页（HTML）"):
        read_source(KINDS["html"], "导出.doc")


def test_an_empty_file_is_named_so():
    with pytest.raises(UserError, match="是空的"):
        read_source(b"", "空.docx")


@pytest.mark.parametrize("name", ["表.docx", "表.DOCX", "表", "表.docm"])
def test_a_name_that_fits_is_not_mentioned(name: str):
    assert told(read_source(KINDS["docx"], name)) == []


def test_a_name_that_does_not_fit_is_mentioned():
    assert (
        told(read_source(KINDS["docx"], "表.doc"))[0][0] == "文件名以 .doc 结尾，内容是Word 文档（.docx），按内容读入"
    )
    assert told(read_source("甲\t乙".encode(), "表.xls"))[0][0] == "文件名以 .xls 结尾，内容是文本，按内容读入"


@pytest.mark.parametrize("data", [KINDS["docx"], "甲\t乙\n".encode() * 3000])
def test_reading_is_cancelled_from_its_progress(data: bytes):
    def cancel(text: str, fraction: float) -> None:
        assert text.startswith("正在读取")
        assert 0 <= fraction <= 1
        raise Cancelled

    with pytest.raises(Cancelled):
        read_source(data, "x", cancel)


def test_a_stored_package_is_read_as_well():
    data = package({"[Content_Types].xml": CONTENT_TYPES, "word/document.xml": KINDS["docx"]}, zipfile.ZIP_STORED)
    assert kind_of(data) == "docx"
