"""WordprocessingML of paragraphs: text in a style, title and subtitle, lines to sign (ECMA-376-1, 17.3)."""

import re
from dataclasses import dataclass
from functools import lru_cache
from xml.sax.saxutils import escape, quoteattr

from perfdesk.forms.form import Style
from perfdesk.grid.grid import TITLE_GAP_PT, Grid, Sheet
from perfdesk.grid.measure import twips
from perfdesk.model.text import clean

XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
END_STYLE = "End"
"""The paragraph style that is hidden."""
_TWIPS_A_PT = 20
_SPECIAL = re.compile("[&<>\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]|^ | $")


def run_properties(style: Style) -> str:
    """`w:rPr` of a style. Without the hint “ ” · … would be taken from the Latin font."""
    latin, font, size = quoteattr(style.latin), quoteattr(style.font), round(style.size_pt * 2)
    return (
        f'<w:rPr><w:rFonts w:hint="eastAsia" w:ascii={latin} w:hAnsi={latin} w:eastAsia={font} w:cs={latin}/>'
        f"{'<w:b/>' if style.bold else ''}"
        f'<w:sz w:val="{size}"/><w:lang w:val="en-US" w:eastAsia="zh-CN"/></w:rPr>'
    )


@dataclass(frozen=True, slots=True)
class Brush:
    """Paragraphs of one kind in UTF-8: what stands round a text, and the paragraph without text.

    `empty` has the fonts for what is typed into it in Word, `hidden` not.
    """

    before: bytes
    after: bytes
    empty: bytes
    hidden: bytes

    def takes(self, text: str) -> bool:
        """Can `text` stand in one `w:t` as it is?"""
        return not _SPECIAL.search(text)

    def paint(self, text: str) -> bytes:
        """The text as paragraphs, one a line; without text one empty paragraph."""
        return b"".join(self._paragraph(line) for line in clean(text).split("\n"))

    def _paragraph(self, line: str) -> bytes:
        if not line:
            return self.empty
        return b"".join((self.before, inline(line).encode(), self.after))


def inline(line: str) -> str:
    """One line as content of a run: tabs as `w:tab`, blanks at the ends kept."""
    parts = (f'<w:t xml:space="preserve">{part}</w:t>' if part else "" for part in escape(line).split("\t"))
    return "<w:tab/>".join(parts)


@lru_cache(maxsize=1024)
def brush(
    style: Style,
    *,
    keep_next: bool = False,
    page_break: bool = False,
    before: int = 0,
    after: int = 0,
    tabs: tuple[int, ...] = (),
) -> Brush:
    """The brush of a style; `before`, `after` and the positions of `tabs` in twips."""
    indent = ""
    if style.indent_chars:
        first = round(style.indent_chars * style.size_pt * _TWIPS_A_PT)
        indent = f'<w:ind w:firstLineChars="{style.indent_chars * 100}" w:firstLine="{first}"/>'
    line = round(style.line_pt * _TWIPS_A_PT)
    stops = "".join(f'<w:tab w:val="left" w:pos="{tab}"/>' for tab in tabs)
    start = (
        f"<w:p><w:pPr>{'<w:keepNext/>' if keep_next else ''}{'<w:pageBreakBefore/>' if page_break else ''}"
        f"<w:widowControl/>{f'<w:tabs>{stops}</w:tabs>' if stops else ''}"
        '<w:kinsoku/><w:overflowPunct w:val="0"/><w:snapToGrid w:val="0"/>'
        f'<w:spacing w:before="{before}" w:after="{after}" w:line="{line}" w:lineRule="exact"/>'
        f'{indent}<w:jc w:val="{style.align}"/>'
    )
    run = run_properties(style)
    return Brush(
        before=f"{start}</w:pPr><w:r>{run}".encode(),
        after=b"</w:r></w:p>",
        empty=f"{start}{run}</w:pPr></w:p>".encode(),
        hidden=f"{start}</w:pPr></w:p>".encode(),
    )


def heading(grid: Grid, sheet: Sheet, *, page_break: bool) -> bytes:
    """Title and subtitle, which stay with the table; the first line starts a page where `page_break` says so."""
    texts = ((grid.title, sheet.title), (grid.subtitle, sheet.subtitle))
    lines = [(line, style) for text, style in texts if text for line in clean(text).split("\n")]
    gap = TITLE_GAP_PT * _TWIPS_A_PT
    return b"".join(
        brush(
            style, keep_next=True, page_break=page_break and index == 0, after=gap if index == len(lines) - 1 else 0
        ).paint(line)
        for index, (line, style) in enumerate(lines)
    )


def signature(sheet: Sheet) -> bytes:
    """The lines to sign, as paragraphs with tabs at equal parts of the text width, with the room for the seal."""
    margins = sheet.page.margins_mm
    width = twips(sheet.page.width_mm - margins.left - margins.right)
    painted: list[bytes] = []
    for number, (before_pt, texts) in enumerate(sheet.sign_lines(), 1):
        is_last = number == len(sheet.signature)
        tabs = tuple(width * part // len(texts) for part in range(1, len(texts)))
        lines_brush = brush(sheet.sign, keep_next=not is_last, before=round(before_pt * _TWIPS_A_PT), tabs=tabs)
        painted.append(lines_brush.paint("\t".join(texts).rstrip("\t")))
    return b"".join(painted)
