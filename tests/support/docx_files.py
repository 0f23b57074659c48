"""Word documents from raw XML: what no library writes can be put into them."""

import io
import zipfile
from collections.abc import Mapping, Sequence

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
SPACES = (
    f'xmlns:w="{W}" xmlns:r="{R}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)
MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"


def run(text: str, properties: str = "") -> str:
    inside = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{inside}<w:t xml:space="preserve">{text}</w:t></w:r>'


def para(*inside: str, properties: str = "") -> str:
    """A paragraph: texts become runs, XML stays."""
    mark = f"<w:pPr>{properties}</w:pPr>" if properties else ""
    return f"<w:p>{mark}{''.join(one if one.startswith('<') else run(one) for one in inside)}</w:p>"


def cell(*inside: str, properties: str = "") -> str:
    """A cell: each text becomes a paragraph, XML stays."""
    mark = f"<w:tcPr>{properties}</w:tcPr>" if properties else ""
    return f"<w:tc>{mark}{''.join(one if one.startswith('<') else para(one) for one in inside)}</w:tc>"


def row(*cells: str, properties: str = "") -> str:
    mark = f"<w:trPr>{properties}</w:trPr>" if properties else ""
    return f"<w:tr>{mark}{''.join(one if one.startswith('<') else cell(one) for one in cells)}</w:tr>"


def table(*rows: str) -> str:
    return f"<w:tbl><w:tblPr/><w:tblGrid/>{''.join(rows)}</w:tbl>"


def part(root: str, body: str) -> str:
    """A part of the package other than the document, such as `w:hdr`."""
    return f"{HEAD}<{root} {SPACES}>{body}</{root}>"


def document(body: str) -> str:
    return part("w:document", f"<w:body>{body}<w:sectPr/></w:body>")


def relations(links: Sequence[tuple[str, str]]) -> str:
    """Links (kind, target), rId1 first; a target with `://` is external."""
    inside = "".join(
        f'<Relationship Id="rId{at}" Type="{R}/{kind}" Target="{target}"'
        f"{' TargetMode=' + chr(34) + 'External' + chr(34) if '://' in target else ''}/>"
        for at, (kind, target) in enumerate(links, 1)
    )
    return f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships">{inside}</Relationships>'


def package(parts: Mapping[str, str | bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip archive of these parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def docx(
    body: str = "",
    links: Sequence[tuple[str, str]] = (),
    parts: Mapping[str, str | bytes] | None = None,
    whole: str | bytes = "",
) -> bytes:
    """A Word document. `links` are those of the document, `parts` stand beside it, `whole` replaces it."""
    override = f'<Override PartName="/word/document.xml" ContentType="{MAIN}"/>'
    types = f'{HEAD}<Types xmlns="{PACKAGE}/content-types">{override}</Types>'
    return package(
        {
            "[Content_Types].xml": types,
            "_rels/.rels": relations([("officeDocument", "word/document.xml")]),
            "word/document.xml": whole or document(body),
            "word/_rels/document.xml.rels": relations(links),
            **(parts or {}),
        }
    )
