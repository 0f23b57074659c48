"""Which encoding the bytes of a text are in: certain marks first, then what fits, and a count of what does not."""

import codecs
import re
from dataclasses import dataclass

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SAMPLE = 64 << 10
_REPLACED = "\ufffd"
# What Chinese texts and tables are made of. In bytes read the wrong way round, or in no text, it is under a half.
_USUAL = re.compile("[\t\n\r\x20-\x7e\u2010-\u203f\u2160-\u2179\u2460-\u24ff\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]")
_MOST = 0.75
# Of the characters beyond ASCII, read as UTF-8: damaged UTF-8 has few replaced ones, GB18030 almost nothing else.
_FEW = 0.25


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text, and how many characters of it could not be read and stand as U+FFFD."""

    text: str
    encoding: str
    replaced: int = 0


def is_binary(data: bytes) -> bool:
    """Whether bytes with NUL in them are no text. UTF-16 is one."""
    marked = any(data.startswith(mark) for mark, _ in _MARKS)
    return not marked and b"\0" in data and _utf16(data) is None


def decode(data: bytes) -> Decoded:
    """The text of bytes that are one (see `is_binary`).

    Byte order mark, UTF-8, UTF-16 without a mark, GB18030; then whichever of UTF-8 and GB18030 loses less.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _as(data[len(mark) :], encoding)
    utf16 = _utf16(data) if b"\0" in data else None
    if utf16 is not None:
        return _as(data, utf16)
    utf8 = _as(data, "utf-8")
    beyond = sum(1 for _ in re.finditer("[^\x00-\x7f]", utf8.text)) if utf8.replaced else 0
    if utf8.replaced <= beyond * _FEW:
        return utf8
    gb18030 = _as(data, "gb18030")
    return gb18030 if gb18030.replaced < utf8.replaced else utf8


def _as(data: bytes, encoding: str) -> Decoded:
    try:
        return Decoded(data.decode(encoding), encoding)
    except UnicodeDecodeError:
        text = data.decode(encoding, "replace")
        return Decoded(text, encoding, text.count(_REPLACED))


def _utf16(data: bytes) -> str | None:
    """Which UTF-16 the bytes are, None if neither."""
    sample = data[:_SAMPLE]
    share, name = max((_share(sample.decode(name, "replace")), name) for name in ("utf-16-le", "utf-16-be"))
    return name if share >= _MOST else None


def _share(text: str) -> float:
    return len(_USUAL.findall(text)) / max(len(text), 1)
