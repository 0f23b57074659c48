"""Laws: of any body with any spans, and of any text, nothing is lost."""

from collections import Counter
from xml.sax.saxutils import escape

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree
from support.docx_files import cell, document, docx, para, row, run, table
from support.read_files import grids, no_overlap, paragraphs, read_docx

from perfdesk.base.errors import UserError
from perfdesk.grid.source import Source
from perfdesk.readers.sniff import read_source

LAW = settings(max_examples=120, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
# XML 1.0 holds no other characters; what is blank, dropped or a mark of direction has tests of its own.
WORDS = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zl", "Zp", "Cn")), max_size=12)
MERGES = st.sampled_from(["", "", '<w:vMerge w:val="restart"/>', "<w:vMerge/>"])


@st.composite
def cells(draw: st.DrawFn, deep: int) -> str:
    span = draw(st.sampled_from([1, 1, 1, 2, 3, 9]))
    properties = (f'<w:gridSpan w:val="{span}"/>' if span > 1 else "") + draw(MERGES)
    inside = [paragraph(words) for words in draw(st.lists(WORDS, max_size=3))]
    if deep and draw(st.integers(0, 5)) == 0:
        inside.append(draw(tables(deep - 1)) + para())
    return cell(*inside, properties=properties)


@st.composite
def tables(draw: st.DrawFn, deep: int) -> str:
    before = st.sampled_from(["", "", '<w:gridBefore w:val="2"/>', '<w:gridAfter w:val="1"/>'])
    rows = st.lists(st.tuples(st.lists(cells(deep), max_size=4), before), max_size=4)
    return table(*(row(*line, properties=properties) for line, properties in draw(rows)))


def paragraph(words: str) -> str:
    return para(*(run(escape(words[at : at + 4])) for at in range(0, len(words), 4)))


BODIES = st.lists(st.one_of(WORDS.map(paragraph), tables(2)), max_size=5).map("".join)


def held(source: Source) -> Counter[str]:
    """The characters without white space of all pieces."""
    pieces = [text for text, _ in paragraphs(source)]
    pieces += [c.text for grid in grids(source) for _, c in grid.cells()]
    return Counter("".join("".join(pieces).split()))


def stored(body: str) -> Counter[str]:
    tree = etree.fromstring(document(body).encode())
    return Counter("".join("".join(text for text in tree.itertext()).split()))


@LAW
@given(BODIES)
def test_of_any_body_with_any_spans_no_text_is_lost_and_each_piece_has_its_own_position(body: str):
    source = read_docx(docx(body))
    assert held(source) == stored(body)
    positions = [at for _, at in paragraphs(source)] + [
        c.at for grid in grids(source) for _, c in grid.cells() if c.text
    ]
    assert len(positions) == len(set(positions))
    for grid in grids(source):
        assert no_overlap(grid)
        assert all(c.column >= 0 and c.at for _, c in grid.cells())
        assert all(index + c.rows <= len(grid.rows) for index, c in grid.cells())


# What is syntax in a text has tests of its own: quotes, tags, `|` and commas.
PLAIN = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zl", "Zp", "Cn"), exclude_characters='"<&|,\ufeff'),
    max_size=9,
)
LINES = st.lists(st.lists(PLAIN, min_size=1, max_size=5).map("\t".join), min_size=1, max_size=9).map("\n".join)


@LAW
@given(
    st.text("甲 ", min_size=2).map(lambda head: f"甲{head}"), LINES, st.sampled_from(["utf-8", "utf-8-sig", "utf-16"])
)
def test_of_any_text_nothing_is_lost(head: str, text: str, encoding: str):
    text = f"{head}\n{text}"
    source = read_source(text.encode(encoding), "x.txt")
    assert source.kind == "text"
    assert held(source) == Counter("".join(text.split()))


@LAW
@given(st.text(st.characters(codec="utf-8", exclude_characters="\x00"), min_size=1, max_size=200))
def test_any_text_at_all_is_read_or_refused(text: str):
    try:
        source = read_source(text.encode(), "x.txt")
    except UserError:
        return
    assert source.kind == "text"


@LAW
@given(st.binary(min_size=1, max_size=300))
def test_any_bytes_at_all_are_read_or_refused(data: bytes):
    try:
        read_source(data, "x")
    except UserError:
        return
