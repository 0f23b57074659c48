"""Word documents from other places: every character of them is read, every piece once."""

import json
import re
import zipfile
from collections import Counter
from pathlib import Path
from xml.sax.saxutils import unescape

import pytest
from support.read_files import grids, no_overlap, paragraphs, read_docx
from support.tree import ROOT

FILES = sorted((ROOT / "tests/data/foreign").glob("*.docx"))


def pieces(path: Path) -> list[str]:
    source = read_docx(path.read_bytes())
    assert source.notices == ()
    assert all(map(no_overlap, grids(source)))
    cells = [cell.text for grid in grids(source) for _, cell in grid.cells() if cell.text]
    return [text for text, _ in paragraphs(source)] + cells


def bare(texts: list[str]) -> str:
    return "".join("".join(texts).split())


def test_there_are_some():
    assert len(FILES) == 4


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_each_character_is_there(path: Path):
    with zipfile.ZipFile(path) as archive:
        xml = archive.read("word/document.xml").decode()
    stored = [unescape(text) for text in re.findall(r"<w:t(?: [^>]*)?>([^<]*)</w:t>", xml)]
    assert Counter(bare(stored)) == Counter(bare(pieces(path)))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_there_are_as_many_pieces_as_a_careful_person_counts(path: Path):
    expected = json.loads(path.with_suffix(".expected.json").read_text("utf-8"))
    wanted = [expected, *expected.get("more", [])]
    assert len(pieces(path)) == sum(one["pieces"] for one in wanted)
    found = {bare([piece]) for piece in pieces(path)}
    whole = bare(pieces(path))
    for one in wanted:
        assert [text for text in one["leftover"] if bare([text]) not in found and bare([text]) not in whole] == []
