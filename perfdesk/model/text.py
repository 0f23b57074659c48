"""Text: the one `key` for comparing, and the normaliser that gives stored text its normal form."""

import re
import unicodedata

_LINE_ENDS = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
_FORBIDDEN = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ufffe\uffff]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_SPACE = re.compile(r"\s+")


def key(text: str) -> str:
    """What two texts are compared by: NFKC, lower case, no white space, no invisible marks, no `:` at the end.

    Only for comparing; stored text is never replaced by its key.
    """
    folded = _SPACE.sub("", unicodedata.normalize("NFKC", text).casefold())
    if not folded.isprintable():
        folded = "".join(c for c in folded if unicodedata.category(c) != "Cf")
    return folded.rstrip(":")


def clean(text: str) -> str:
    """The text as a document may hold it while it is typed: line feeds only, no control characters but tab.

    Lone surrogates, which no file can hold, become U+FFFD. Blanks at the ends stay, unlike in `normal`.
    """
    if text.isprintable():
        return text
    if _SURROGATE.search(text):
        text = _SURROGATE.sub("\ufffd", text)
    return _FORBIDDEN.sub("", _LINE_ENDS.sub("\n", text))


def one_line(text: str) -> str:
    """The text on one line: `clean`, all white space as single blanks, none at the ends."""
    return " ".join(clean(text).split())


def normal(text: str) -> str:
    """The text in normal form: `clean`, and trimmed at both ends, else as typed."""
    return clean(text).strip()


def dropped(text: str) -> int:
    """How many characters `normal` drops or replaces because no file can hold them (line ends do not count)."""
    rest = _LINE_ENDS.sub("\n", text)
    return len(_FORBIDDEN.findall(rest)) + len(_SURROGATE.findall(rest))
