"""Parts of a Word file that are alike in every file, made by python-docx once a process, and those that list parts."""

import io
import zipfile
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from perfdesk.grid.grid import PLAIN
from perfdesk.model.text import clean
from perfdesk.writers.docx_xml import END_STYLE, NAMESPACES, XML, run_properties

if TYPE_CHECKING:
    from docx.document import Document

MAIN = "word/document.xml"
RELATIONS = "word/_rels/document.xml.rels"
PROPERTIES = "docProps/core.xml"
EXTENDED_PROPERTIES = "docProps/app.xml"
DEPENDENT = frozenset((RELATIONS, PROPERTIES, EXTENDED_PROPERTIES))
"""The parts that depend on the content, besides the main part."""

_TYPES = "[Content_Types].xml"
_FOOTER_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.footer+xml"
_FOOTER_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footer"
_SETTINGS = ("defaultTabStop", "characterSpacingControl", "compat", "decimalSymbol", "listSeparator")
_WORD_2013 = "15"


@cache
def skeleton() -> Mapping[str, bytes]:
    """All parts by name, `[Content_Types].xml` first, but the main part; those of `DEPENDENT` as drafts.

    These are made by `relations`, `properties` and `extended_properties`. A `.xml` part that the content types do not
    name is a footer, so that they can be written before it is known how many footers there are.
    """
    import docx

    document = docx.Document()
    _leave_relations(document)
    _leave_styles(document)
    _leave_settings(document)
    saved = io.BytesIO()
    document.save(saved)
    with zipfile.ZipFile(saved) as members:
        parts = {name: members.read(name) for name in members.namelist() if name != MAIN}
    parts[_TYPES] = parts[_TYPES].replace(b'"application/xml"', f'"{_FOOTER_TYPE}"'.encode())
    return MappingProxyType(parts)


def properties(title: str) -> bytes:
    """Document properties: the title, and nothing that tells who wrote it, when or where."""
    return (
        f'{XML}<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
        f' xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{escape(clean(title))}</dc:title></cp:coreProperties>'
    ).encode()


def extended_properties(unit: str) -> bytes:
    """The unit as 单位 (“公司” in some versions of Word), left out when ""."""
    company = f"<Company>{escape(clean(unit))}</Company>" if unit else ""
    return (
        f'{XML}<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
        f"{company}</Properties>"
    ).encode()


def relations(footers: int) -> bytes:
    """Relations of the main part, with those to its footers: `rIdFooter1` is `footer1.xml`, and so on."""
    added = "".join(
        f'<Relationship Id="rIdFooter{n}" Type="{_FOOTER_RELATION}" Target="footer{n}.xml"/>'
        for n in range(1, footers + 1)
    )
    return skeleton()[RELATIONS].replace(b"</Relationships>", f"{added}</Relationships>".encode())


def _leave_relations(document: "Document") -> None:
    """Leave styles, settings and properties: without the thumbnail, theme and lists of python-docx's template."""
    from docx.opc.constants import RELATIONSHIP_TYPE as KIND

    wanted = (KIND.OFFICE_DOCUMENT, KIND.CORE_PROPERTIES, KIND.EXTENDED_PROPERTIES, KIND.STYLES, KIND.SETTINGS)
    package = document.part.package
    assert package is not None
    for relations_of in (package.rels, document.part.rels):
        for name in [name for name, relation in relations_of.items() if relation.reltype not in wanted]:
            del relations_of[name]


def _leave_styles(document: "Document") -> None:
    """Leave the default styles, and in the defaults the body fonts by name, since theme fonts would win over names.

    One style is added, for the paragraph that has to stand after a last table: hidden, it takes no room on a full page.
    """
    from docx.enum.style import WD_STYLE_TYPE
    from docx.oxml.ns import qn
    from docx.oxml.parser import parse_xml

    defaults = [document.styles.default(kind) for kind in WD_STYLE_TYPE]
    names = [style.style_id for style in defaults if style is not None]
    for style in list(document.styles):
        if style.style_id not in names:
            style.delete()
    root = document.styles.element
    for name in ("w:latentStyles", "w:docDefaults"):
        for old in root.findall(qn(name)):
            root.remove(old)
    fonts = f"<w:rPrDefault>{run_properties(PLAIN)}</w:rPrDefault><w:pPrDefault/>"
    root.insert(0, parse_xml(f"<w:docDefaults {NAMESPACES}>{fonts}</w:docDefaults>"))
    root.append(
        parse_xml(
            f'<w:style w:type="paragraph" w:customStyle="1" w:styleId="{END_STYLE}" {NAMESPACES}>'
            f'<w:name w:val="{END_STYLE}"/><w:semiHidden/><w:rPr><w:vanish/></w:rPr></w:style>'
        )
    )


def _leave_settings(document: "Document") -> None:
    """Leave the settings that steer the layout, as in Word 2013: with an older one Word opens files in 兼容模式."""
    from docx.oxml.ns import qn

    settings = document.settings.element
    wanted = [qn(f"w:{name}") for name in _SETTINGS]
    for setting in list(settings):
        if setting.tag not in wanted:
            settings.remove(setting)
    for setting in settings.iter(qn("w:compatSetting")):
        if setting.get(qn("w:name")) == "compatibilityMode":
            setting.set(qn("w:val"), _WORD_2013)
