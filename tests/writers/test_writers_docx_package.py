"""Word files as packages: what parts they have, and that the same Grids give the same bytes."""

import hashlib
import io
import os
import subprocess
import sys
import zipfile
from dataclasses import replace
from random import Random

import docx
import pytest
from support.grids import W, faults, grid, part, value, written
from support.tree import ROOT

from perfdesk.grid.grid import Cell
from perfdesk.writers.docx import write

PLAIN = grid([Cell(0, "甲", cols=3)], title="项目<绩效>目标表")

ELSEWHERE = """
import hashlib, sys
from support.grids import written
from support.seeds import form, seeds
from perfdesk.grid.layout import lay_out
print(hashlib.sha256(written(lay_out(form(), project) for project in seeds().projects)).hexdigest())
"""
LOADED = """
import sys
import perfdesk.writers.formats
print(sorted({"docx", "lxml", "openpyxl", "PySide6"} & set(sys.modules)))
"""


def run(program: str, **variables: str) -> str:
    path = os.pathsep.join((str(ROOT), str(ROOT / "tests")))
    environment = {**os.environ, "PYTHONPATH": path, **variables}
    result = subprocess.run(
        [sys.executable, "-c", program], env=environment, capture_output=True, text=True, check=True
    )
    return result.stdout.strip()


def test_two_processes_with_other_seeds_zones_and_languages_write_the_same_bytes():
    one = run(ELSEWHERE, PYTHONHASHSEED="1", TZ="Asia/Shanghai", LC_ALL="C")
    other = run(ELSEWHERE, PYTHONHASHSEED="2", TZ="America/New_York", LC_ALL="C.UTF-8", USER="another", HOME="/")
    assert one == other


def test_a_second_file_of_the_same_process_has_the_same_bytes_whatever_was_written_between():
    first = hashlib.sha256(written([PLAIN])).digest()
    written([grid([Cell(0, "乙")], columns=1), PLAIN])
    assert hashlib.sha256(written([PLAIN])).digest() == first


def test_members_tell_neither_time_nor_system():
    with zipfile.ZipFile(io.BytesIO(written([PLAIN]))) as package:
        members = package.infolist()
    assert {(one.date_time, one.create_system, one.compress_type) for one in members} == {((1980, 1, 1, 0, 0, 0), 0, 8)}
    assert members[0].filename == "[Content_Types].xml"


def test_parts_are_those_in_use_and_no_more():
    with zipfile.ZipFile(io.BytesIO(written([PLAIN]))) as package:
        names = set(package.namelist())
    assert names == {
        "[Content_Types].xml",
        "_rels/.rels",
        "docProps/app.xml",
        "docProps/core.xml",
        "word/_rels/document.xml.rels",
        "word/document.xml",
        "word/settings.xml",
        "word/styles.xml",
    }


def test_properties_hold_the_title_and_no_name_and_no_time():
    properties = part(written([PLAIN]), "docProps/core.xml")
    assert [(element.tag.split("}")[1], element.text) for element in properties] == [("title", "项目<绩效>目标表")]


@pytest.mark.parametrize(
    ("units", "told"),
    [(["市<委>办"], ["市<委>办"]), (["甲", "甲"], ["甲"]), (["甲", "乙"], []), (["甲", ""], []), ([""], [])],
)
def test_properties_hold_the_unit_where_all_tables_have_the_same(units, told):
    data = written(replace(PLAIN, unit=unit) for unit in units)
    assert faults(data) == []
    properties = part(data, "docProps/app.xml")
    assert [(element.tag.split("}")[1], element.text) for element in properties] == [("Company", one) for one in told]


def test_styles_are_the_defaults_with_the_body_fonts_by_name():
    styles = part(written([PLAIN]), "word/styles.xml")
    assert [one.get(W + "styleId") for one in styles.iter(W + "style") if one.get(W + "default") != "1"] == ["End"]
    assert value(styles, "docDefaults/rPrDefault/rPr/rFonts", "eastAsia") == "宋体"
    assert not [name for element in styles.iter() for name in element.attrib if "heme" in name]


def test_word_is_told_to_lay_out_as_2013_and_not_to_squeeze_punctuation():
    settings = part(written([PLAIN]), "word/settings.xml")
    modes = {one.get(W + "name"): one.get(W + "val") for one in settings.iter(W + "compatSetting")}
    assert modes["compatibilityMode"] == "15"
    assert value(settings, "characterSpacingControl") == "doNotCompress"


def test_another_library_opens_the_file():
    opened = docx.Document(io.BytesIO(written([grid([Cell(0, "甲", rows=2, cols=2), Cell(2, "乙")], [Cell(2, "丙")])])))
    rows = [[cell.text for cell in row.cells] for row in opened.tables[0].rows]
    assert rows == [["甲", "甲", "乙"], ["甲", "甲", "丙"]]
    assert opened.core_properties.title == "表"


def test_the_file_grows_while_grids_still_come():
    out, sizes, random = io.BytesIO(), list[int](), Random(9)

    def grids():
        for _ in range(100):
            sizes.append(out.tell())
            yield grid([Cell(0, random.randbytes(2000).hex(), cols=3)])

    write(grids(), out)
    assert sizes[0] < sizes[50] < sizes[-1]


def test_the_writers_load_no_library_before_they_write():
    assert run(LOADED) == "[]"
