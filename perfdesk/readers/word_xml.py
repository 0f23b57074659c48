"""Names of WordprocessingML: tags in the transitional and the strict name space, attributes in either."""

from perfdesk.readers.package import Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_SPACES = {
    "w": (W, "{http://purl.oclc.org/ooxml/wordprocessingml/main}"),
    "r": (
        "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}",
        "{http://purl.oclc.org/ooxml/officeDocument/relationships}",
    ),
    "m": (
        "{http://schemas.openxmlformats.org/officeDocument/2006/math}",
        "{http://purl.oclc.org/ooxml/officeDocument/math}",
    ),
    "mc": ("{http://schemas.openxmlformats.org/markup-compatibility/2006}",),
    "pic": (
        "{http://schemas.openxmlformats.org/drawingml/2006/picture}",
        "{http://purl.oclc.org/ooxml/drawingml/picture}",
    ),
    "c": ("{http://schemas.openxmlformats.org/drawingml/2006/chart}", "{http://purl.oclc.org/ooxml/drawingml/chart}"),
    "dgm": (
        "{http://schemas.openxmlformats.org/drawingml/2006/diagram}",
        "{http://purl.oclc.org/ooxml/drawingml/diagram}",
    ),
    "v": ("{urn:schemas-microsoft-com:vml}",),
}
_OFF = ("0", "false", "off")


def tags(name: str) -> tuple[str, ...]:
    """The full names of a short one such as `w:tbl`."""
    prefix, _, local = name.partition(":")
    return tuple(space + local for space in _SPACES[prefix])


def attribute(element: Element, local: str = "val", prefix: str = "w") -> str:
    """An attribute, "" when it is not there."""
    for space in _SPACES[prefix]:
        value = element.get(space + local)
        if value is not None:
            return value
    return ""


def is_on(element: Element) -> bool:
    """Whether a switch such as `<w:vanish/>` is on: it is unless its value says no."""
    return attribute(element) not in _OFF


def number(element: Element | None, default: int) -> int:
    """The whole number of `w:val`, `default` when there is none."""
    try:
        return default if element is None else int(attribute(element))
    except ValueError:
        return default


def child(element: Element, name: str) -> Element | None:
    """The first child of a short name."""
    for tag in tags(name):
        found = element.find(tag)
        if found is not None:
            return found
    return None


def children(element: Element, name: str) -> list[Element]:
    """All children of a short name."""
    return [found for tag in tags(name) for found in element.findall(tag)]


def named(element: Element | None, local: str) -> bool:
    """Whether an element has this local name, in whichever name space."""
    return element is not None and element.tag.rpartition("}")[2] == local


def forget(element: Element) -> None:
    """Free an element that was read and all before it, so that memory stays flat."""
    element.clear()
    before = element.getprevious()
    if before is None:
        return
    parent = element.getparent()
    while parent is not None and before is not None:
        parent.remove(before)
        before = element.getprevious()
