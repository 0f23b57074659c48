"""Text files: the shape of the lines, and that what is written reads back as typed."""

import io
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.documents import texts
from support.grids import grid
from support.seeds import form, seeds

from perfdesk.base.progress import silent
from perfdesk.grid.grid import Cell, Grid
from perfdesk.grid.layout import lay_out
from perfdesk.grid.source import Paragraph
from perfdesk.model.text import normal
from perfdesk.readers.limits import Meter
from perfdesk.readers.text import read
from perfdesk.writers.formats import WRITERS
from perfdesk.writers.text import write


def written(*grids: Grid) -> str:
    out = io.BytesIO()
    write(grids, out)
    return out.getvalue().decode()


def read_back(*grids: Grid):
    return read(written(*grids).encode(), "表.txt", silent, Meter()).areas


def test_a_row_is_a_line_and_a_merged_cell_stands_once():
    merged = grid([Cell(0, "甲", rows=2, cols=2), Cell(2, "乙")], [Cell(2, "丙")])
    assert written(merged) == "## 表\n\n甲\t\t乙\n\t\t丙\n"


def test_a_level_stands_in_each_line_that_it_spans():
    merged = grid([Cell(0, "产出指标", rows=2, role="level"), Cell(1, "乙")], [Cell(1, "丙")], columns=2)
    assert written(merged) == "## 表\n\n产出指标\t乙\n产出指标\t丙\n"


def test_tables_are_apart_by_a_blank_line_and_a_subtitle_stands_under_the_title():
    one = grid([Cell(0, "甲")], columns=2)
    assert written(one, replace(one, subtitle="（2026年度）")) == "## 表\n\n甲\t\n\n## 表\n（2026年度）\n\n甲\t\n"
    assert written(replace(one, title="")) == "甲\t\n"
    assert written() == ""


@pytest.mark.parametrize(
    ("text", "stands"),
    [
        ("甲 乙", "甲 乙"),
        ("他说“好”", "他说“好”"),
        ('5"管', '5"管'),
        ('"好"', '"""好"""'),
        ('"', '""""'),
        ("甲\n\n乙", '"甲\n\n乙"'),
        ("甲\t乙", '"甲\t乙"'),
        (">99%", ">99%"),
        ("<5天 & >3天", "<5天 & >3天"),
        ("<b>甲</b> & 乙", "<p>&lt;b&gt;甲&lt;/b&gt; &amp; 乙</p>"),
        ("<p>甲</p>\n\n乙", "<p>&lt;p&gt;甲&lt;/p&gt;<br><br>乙</p>"),
        ("## 甲", "## 甲"),
        ("甲\x00\ud800", "甲\ufffd"),
    ],
)
def test_quotes_and_tags_stand_only_where_they_are_needed_and_read_back_as_typed(text: str, stands: str):
    one = grid([Cell(0, text), Cell(1, "乙")], columns=2)
    assert written(one) == f"## 表\n\n{stands}\t乙\n"
    (_title, back) = read_back(one)
    assert back.rows[0].cells[0].text == normal(text)


def typed() -> st.SearchStrategy[str]:
    """Texts in normal form, less no-break spaces: in a text with tags they read back as spaces."""
    return texts().map(lambda text: normal(text).replace("\u00a0", " "))


@given(typed(), typed())
def test_any_texts_read_back_as_typed(first: str, second: str):
    (_title, back) = read_back(grid([Cell(0, first), Cell(1, second)], [Cell(0, "丙", cols=2)], columns=2))
    assert [cell.text for cell in back.rows[0].cells] == [first, second]


def test_the_twelve_tables_read_back_cell_by_cell():
    grids = [lay_out(form(), project) for project in seeds().projects]
    areas = read_back(*grids)
    assert [area.text for area in areas if isinstance(area, Paragraph)] == ["## 项目绩效目标表"] * 12
    for laid_out, back in zip(grids, areas[1::2], strict=True):
        expected = {
            (row + below, cell.column): cell.text
            for row, cell in laid_out.cells()
            for below in range(cell.rows if cell.role == "level" else 1)
            if cell.text
        }
        assert {(row, cell.column): cell.text for row, cell in back.cells() if cell.text} == expected


def test_formats_are_known_by_suffix():
    assert WRITERS[".txt"] is write
    assert set(WRITERS) == {".docx", ".xlsx", ".html", ".txt"}
