"""List numbers, which Word computes and does not store: what stands before a paragraph on the page."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from perfdesk.readers.package import Element, Package
from perfdesk.readers.word_xml import attribute, child, children, number

_DIGITS = "零一二三四五六七八九"
_PLACES = ("千", "百", "十", "")
_MAX = 9999
_STYLES_DEEP = 20


def chinese(value: int) -> str:
    """一, 十, 十一, 二十, 一百零一 … up to 9999, digits beyond."""
    if not 0 < value <= _MAX:
        return str(value)
    text = ""
    for digit, place in zip(f"{value:04}", _PLACES, strict=True):
        text += _DIGITS[int(digit)] + (place if digit != "0" else "")
    while "零零" in text:
        text = text.replace("零零", "零")
    text = text.strip("零")
    return text[1:] if text.startswith("一十") else text


def _circled(value: int) -> str:
    return chr(0x245F + value) if 0 < value <= 20 else str(value)


_FORMATS: Mapping[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalZero": lambda value: f"{value:02}",
    "decimalEnclosedCircle": _circled,
    "decimalEnclosedCircleChinese": _circled,
    "chineseCounting": chinese,
    "chineseCountingThousand": chinese,
    "taiwaneseCounting": chinese,
    "taiwaneseCountingThousand": chinese,
    "japaneseCounting": chinese,
}


@dataclass(slots=True)
class _Level:
    format: str
    text: str
    start: int
    space: bool
    style: str
    legal: bool


@dataclass(slots=True)
class _List:
    """A list in use: `levels` of its pattern, and where each level's count stands. Lists of one pattern count on."""

    levels: dict[int, _Level]
    counts: dict[int, int] = field(default_factory=dict[int, int])


class Lists:
    """The numbers of one document, asked for paragraph by paragraph in reading order."""

    def __init__(self, package: Package, numbering: str, styles: str) -> None:
        """`numbering` and `styles` are names of parts, "" when there is none."""
        self._package = package
        self._lists: dict[str, _List] = {}
        self._starts: dict[str, dict[int, int]] = {}
        self._styles_part = styles
        self._styles: dict[str, tuple[str, str, int]] | None = None
        if numbering and package.has(numbering):
            self._load(package.tree(numbering))

    def _load(self, root: Element) -> None:
        patterns = {
            attribute(pattern, "abstractNumId"): _List({_index(one): _level(one) for one in children(pattern, "w:lvl")})
            for pattern in children(root, "w:abstractNum")
        }
        for num in children(root, "w:num"):
            link = child(num, "w:abstractNumId")
            pattern = patterns.get(attribute(link)) if link is not None else None
            if pattern is None:
                continue
            starts: dict[int, int] = {}
            levels = dict(pattern.levels)
            for override in children(num, "w:lvlOverride"):
                if (start := child(override, "w:startOverride")) is not None:
                    starts[_index(override)] = number(start, 1)
                if (level := child(override, "w:lvl")) is not None:
                    levels[_index(override)] = _level(level)
            identity = attribute(num, "numId")
            self._lists[identity] = pattern if levels == pattern.levels else _List(levels, pattern.counts)
            self._starts[identity] = starts

    def of_style(self, style: str) -> tuple[str, int] | None:
        """The list and level that a paragraph style brings with it."""
        if not self._lists:
            return None
        if self._styles is None:
            self._styles = self._load_styles()
        for _ in range(_STYLES_DEEP):
            base, identity, level = self._styles.get(style, ("", "", 0))
            if identity:
                return identity, level
            style = base
        return None

    def _load_styles(self) -> dict[str, tuple[str, str, int]]:
        found: dict[str, tuple[str, str, int]] = {}
        if not self._styles_part or not self._package.has(self._styles_part):
            return found
        for style in children(self._package.tree(self._styles_part), "w:style"):
            name = attribute(style, "styleId")
            base = child(style, "w:basedOn")
            properties = child(style, "w:pPr")
            numbered = None if properties is None else child(properties, "w:numPr")
            link = None if numbered is None else child(numbered, "w:numId")
            identity = "" if link is None else attribute(link)
            known = self._lists.get(identity)
            level = next((at for at, one in known.levels.items() if one.style == name), 0) if known else 0
            found[name] = ("" if base is None else attribute(base), identity, level)
        return found

    def next(self, identity: str, at: int) -> str | None:
        """The text of the next number of a list at a level, with the space after it; "" for no number.

        None when its kind is not computed (bullets, letters, Roman numbers): that is told.
        """
        if identity == "0":
            return ""
        known = self._lists.get(identity)
        level = known.levels.get(at) if known else None
        if known is None or level is None:
            return None
        start = self._starts[identity].pop(at, None)
        count = known.counts.get(at)
        known.counts[at] = start if start is not None else level.start if count is None else count + 1
        for deeper in [other for other in known.counts if other > at]:
            del known.counts[deeper]
        if level.format == "none":
            return ""
        text = level.text
        for other in range(at + 1):
            mark = f"%{other + 1}"
            if mark not in text:
                continue
            upper = known.levels.get(other, level)
            write = _FORMATS.get("decimal" if level.legal else upper.format)
            if write is None:
                return None
            text = text.replace(mark, write(known.counts.setdefault(other, upper.start)))
        if level.format not in _FORMATS:
            return None
        return f"{text} " if level.space or text[-1:].isalnum() else text


def _index(element: Element) -> int:
    text = attribute(element, "ilvl")
    return int(text) if text.isdecimal() and len(text) == 1 else 0


def _level(element: Element) -> _Level:
    def value(name: str, default: str) -> str:
        found = child(element, name)
        return default if found is None else attribute(found)

    legal = child(element, "w:isLgl") is not None
    start = number(child(element, "w:start"), 0)
    return _Level(
        value("w:numFmt", "decimal"), value("w:lvlText", ""), start, value("w:suff", "tab") == "space",
        value("w:pStyle", ""), legal,
    )  # fmt: skip
