"""What a source is, by its content and never by its name, and the reader for it."""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import PurePath

from perfdesk.base.errors import UserError
from perfdesk.base.progress import Progress, silent
from perfdesk.grid.source import Notice, Source
from perfdesk.readers.limits import LIMITS, NOTHING_READ, Limits, Meter, file_too_big, protected

Reader = Callable[[bytes, str, Progress, Meter], Source]

_HEAD = 4096
_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"PK\x03\x04", "zip"),
    (b"PK\x05\x06", "zip"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "ole"),
    (b"SQLite format 3\x00", "sqlite"),
    (b"%PDF-", "pdf"),
    (rb"{\rtf", "rtf"),
)
_HTML = re.compile(rb"<(?:!doctype\s+html|html|head|body|table)[\s>]", re.IGNORECASE)
_JSON = re.compile(rb'\s*(?:\{\s*["}]|\[\s*[\[{\]])')
_ENTRY = 128  # bytes of an entry in the directory of a compound file: name, its length in bytes at 64

_RESAVE = "请用 Word 或 WPS 打开它，另存为 .docx，再导入。"
# kind -> what it is, what to do
_REFUSED: Mapping[str, tuple[str, str]] = {
    "xlsx": ("是 Excel 工作簿，现在还不能读", "请把其中的表格复制到 Word 文档里，存为 .docx，再导入。"),
    "html": ("是网页（HTML），现在还不能读", _RESAVE),
    "mhtml": ("是单个文件网页（MHTML），现在还不能读", _RESAVE),
    "xml": ("是 XML 文件，现在还不能读", _RESAVE),
    "rtf": ("是 RTF 文件，现在还不能读", _RESAVE),
    "doc": ("是旧格式（.doc），现在还不能读", _RESAVE),
    "xls": (
        "是旧格式（.xls），现在还不能读",
        "请用 Excel 或 WPS 打开它，把其中的表格复制到 Word 文档里，存为 .docx，再导入。",
    ),
    "ole": ("是旧格式的文件，现在还不能读", _RESAVE),
    "odf": ("是 OpenDocument 文件，现在还不能读", _RESAVE),
    "zip": ("是压缩包，不是 Word 文档", "如果里面有要导入的文件，请先解压，再导入。"),
    "pdf": ("是 PDF 文件，不能读出其中的表格", "请导入做这个 PDF 的 Word 文档。"),
    "json": ("是数据文件（JSON），不是文档", "请作为数据文件导入。"),
    "sqlite": ("是数据库文件，不是文档", "如果是本程序的文件（.jxmb），请直接打开它。"),
    "binary": ("不是文本，也不是 Word 文档", "请检查是不是选错了文件。"),
}
_SUFFIXES: Mapping[str, tuple[str, ...]] = {
    "docx": (".docx", ".docm", ".dotx"),
    "text": (".txt", ".csv", ".tsv", ".md"),
}
_SAID: Mapping[str, str] = {"docx": "Word 文档（.docx）", "text": "文本"}


def read_source(data: bytes, name: str, progress: Progress = silent, limits: Limits = LIMITS) -> Source:
    """Read a source of any kind. UserError when nothing of it can be read, with what it is and what to do."""
    if not data:
        raise UserError(f"“{name}”是空的。", NOTHING_READ, "请检查是不是选错了文件。")
    kind = kind_of(data, limits)
    if kind == "encrypted":
        raise protected()
    reader = _READERS.get(kind)
    if reader is None:
        what, todo = _REFUSED[kind]
        raise UserError(f"“{name}”的内容{what}。", NOTHING_READ, todo)
    if len(data) > limits.file_bytes:
        raise file_too_big(len(data), limits.file_bytes)
    source = reader(data, name, progress, Meter(limits))
    suffix = PurePath(name).suffix.lower()
    if suffix and suffix not in _SUFFIXES[kind]:
        told = Notice(f"文件名以 {suffix} 结尾，内容是{_SAID[kind]}，按内容读入")
        return replace(source, notices=(told, *source.notices))
    return source


def kind_of(data: bytes, limits: Limits = LIMITS) -> str:
    """The kind of a source: docx, text, json, sqlite …, "encrypted", "binary". UserError for a damaged package."""
    kind = next((kind for magic, kind in _MAGIC if data.startswith(magic)), "")
    if kind == "zip":
        return _zip_kind(data, limits)
    if kind == "ole":
        return _ole_kind(data)
    return kind or _text_kind(data)


def _zip_kind(data: bytes, limits: Limits) -> str:
    # Loaded here: lxml comes with it.
    from perfdesk.readers.package import Package

    package = Package(data, Meter(limits))
    names = package.names()
    if package.has("mimetype"):
        return "odf"
    for folder, kind in (("word/", "docx"), ("xl/", "xlsx")):
        if package.has("[Content_Types].xml") and any(name.startswith(folder) for name in names):
            return kind
    return "zip"


def _ole_kind(data: bytes) -> str:
    """Which of the known streams stands first in the directory of a compound file; a password before all."""

    def place(name: str) -> int:
        stored = name.encode("utf-16-le") + b"\0\0"
        at = data.find(stored)
        while at >= 0 and (at % _ENTRY or data[at + 64 : at + 66] != len(stored).to_bytes(2, "little")):
            at = data.find(stored, at + 1)
        return at if at >= 0 else len(data)

    if place("EncryptedPackage") < len(data):
        return "encrypted"
    first = min((place(name), kind) for name, kind in (("WordDocument", "doc"), ("Workbook", "xls"), ("Book", "xls")))
    return first[1] if first[0] < len(data) else "ole"


def _text_kind(data: bytes) -> str:
    head = data[:_HEAD].removeprefix(b"\xef\xbb\xbf").lstrip()
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        head = data[:_HEAD].decode("utf-16", "replace").encode().lstrip()
    if head.startswith(b"MIME-Version:"):
        return "mhtml"
    if head.startswith(b"Version:0.9") or (head.startswith(b"<") and _HTML.search(head)):
        return "html"
    if head.startswith(b"<?xml"):
        return "xml"
    if _JSON.match(head):
        return "json"
    # Loaded here: only now is it known to be needed.
    from perfdesk.readers.decode import is_binary

    return "binary" if is_binary(data) else "text"


def _docx(data: bytes, name: str, progress: Progress, meter: Meter) -> Source:
    from perfdesk.readers import docx

    return docx.read(data, name, progress, meter)


def _text(data: bytes, name: str, progress: Progress, meter: Meter) -> Source:
    from perfdesk.readers import text

    return text.read(data, name, progress, meter)


# A reader's module is loaded when its kind first comes.
_READERS: Mapping[str, Reader] = {"docx": _docx, "text": _text}
