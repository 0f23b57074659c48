"""HTML tags that stand as text in the cells of exported tables: `<p>…</p>` becomes lines, `<b>` and `<br>` go."""

import html
import re

_INLINE = "b|strong|i|em|u|s|span|font|sup|sub|a"
_BLOCK = "p|div|li|ul|ol"
_ATTRIBUTES = r"(?:\s[^<>]*)?/?>"
# Only these names make a tag: `>99%` and `<5` are values.
_TAG = re.compile(rf"</?(?:{_INLINE}|{_BLOCK}|br){_ATTRIBUTES}", re.IGNORECASE)
_BLANK = re.compile("&nbsp;|&#160;|&#xa0;", re.IGNORECASE)
_BLOCKS = re.compile(rf"(?:[ \t\u00a0]*</?(?:{_BLOCK}){_ATTRIBUTES}[ \t\u00a0]*)+", re.IGNORECASE)
_BREAK = re.compile(rf"<br{_ATTRIBUTES}\n?", re.IGNORECASE)


def unwrap(text: str) -> str:
    """The text without its tags, entities read; unchanged when it holds no tag."""
    if "<" not in text or not _TAG.search(text):
        return text
    text = _BREAK.sub("\n", _BLOCKS.sub("\n", text))
    return html.unescape(_BLANK.sub(" ", _TAG.sub("", text)))
