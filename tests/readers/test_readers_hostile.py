"""The text and Word cases of the hostile inputs end as their table says, soon and without a traceback."""

import re
import subprocess
import sys
import time
from pathlib import Path

import pytest
from support.tree import ROOT

from perfdesk.base.errors import UserError
from perfdesk.grid.grid import Grid
from perfdesk.grid.source import Source
from perfdesk.readers.sniff import read_source

SECONDS = 10
SLOW = ("bomb.docx", "many-members.docx", "cells-1m.docx", "long-line.txt", "rows-200k.txt", "tabs-1m.txt")
# Not read in this program yet: refused with what they are. The folder is the business of whoever opens files.
NOT_YET = ("altchunk-html.docx", "xlsx-inside.docx", "html-inside.doc", "html-inside.xls")
ELSEWHERE = ("folder.docx",)


MAKER = ROOT / "tests/tools/make_hostile.py"
TABLE = dict(re.findall(r"^\| (\S+\.\w+) \| (\w+) \|", MAKER.read_text("utf-8"), re.MULTILINE))
OURS = [name for name in TABLE if name.endswith((".txt", ".docx", ".doc", ".docm", ".xls")) and name not in ELSEWHERE]
# What the message or a notice must speak of.
SAYS = {
    "bomb.docx": "过大",
    "lying-size.docx": "损坏",
    "many-members.docx": "过大",
    "nested-2000.docx": "嵌套太深",
    "nested-60.docx": "嵌套太深",
    "cells-1m.docx": "超过 500,000 格",
    "gridspan-huge.docx": "列数不合理",
    "dtd-entities.docx": "不允许",
    "external-entity.docx": "不允许",
    "external-rel.docx": "外部链接没有打开",
    "altchunk-outside.docx": "不在这个文档里",
    "altchunk-html.docx": "嵌入的文件不是",
    "duplicate-parts.docx": "损坏",
    "truncated.docx": "不完整",
    "wrong-crc.docx": "损坏",
    "bad-xml.docx": "损坏",
    "no-document.docx": "不是 Word 文档",
    "plain-zip.docx": "压缩包",
    "xlsx-inside.docx": "Excel 工作簿",
    "html-inside.doc": "网页（HTML）",
    "html-inside.xls": "网页（HTML）",
    "rtf-inside.doc": "RTF",
    "encrypted.docx": "密码",
    "old-word.doc": "旧格式（.doc）",
    "macros.docm": "宏",
    "empty.docx": "是空的",
    "empty.txt": "是空的",
    "long-line.txt": "行太长",
    "tabs-1m.txt": "1,000,001 列",
    "rows-200k.txt": "200,000 行",
    "nul.txt": "不是文本",
    "mixed-encoding.txt": "读不出的字符",
    "utf16-odd.txt": "读不出的字符",
    "control.txt": "控制字符",
    "bidi.txt": "方向标记",
    "traversal.docx": "",
}


def made(name: str, folder: Path) -> bytes:
    sizes = ("--line-mb", "33", "--bomb-mb", "130")
    subprocess.run([sys.executable, MAKER, folder, *sizes, "--only", name], check=True, capture_output=True)
    return (folder / name).read_bytes()


def whole(source: Source) -> str:
    return "\n".join(
        text
        for area in source.areas
        for text in ([cell.text for _, cell in area.cells()] if isinstance(area, Grid) else [area.text])
    )


@pytest.mark.parametrize("name", [pytest.param(name, marks=[pytest.mark.slow] * (name in SLOW)) for name in OURS])
def test_it_ends_as_the_table_says(name: str, tmp_path: Path):
    data = made(name, tmp_path)
    files = sorted(tmp_path.rglob("*"))
    leads_to = "refuse" if name in NOT_YET else TABLE[name]
    begun = time.process_time()
    if leads_to == "refuse":
        with pytest.raises(UserError) as caught:
            read_source(data, name)
        said = str(caught.value)
    else:
        source = read_source(data, name)
        said = " ".join(notice.what for notice in source.notices)
        assert source.areas
        assert "CANARY" not in whole(source)
        assert (leads_to == "part") <= bool(source.notices)
    assert time.process_time() - begun < SECONDS
    assert SAYS[name] in said
    assert sorted(tmp_path.rglob("*")) == files


def test_all_texts_beside_absurd_spans_are_there(tmp_path: Path):
    source = read_source(made("gridspan-huge.docx", tmp_path), "x.docx")
    assert set(whole(source).split()) == {"项目名称", "甲", "乙", "丙", "丁"}


@pytest.mark.parametrize("name", ["nested-60.docx", "nested-2000.docx"])
def test_what_stands_outside_of_deep_tables_is_kept(name: str, tmp_path: Path):
    assert "敌意文件试验" in whole(read_source(made(name, tmp_path), name))
