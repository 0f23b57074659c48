"""Safe access to the parts of an Office package: everything is counted while it unpacks, nothing is believed."""

import io
import posixpath
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import cast
from urllib.parse import unquote

from lxml import etree

from perfdesk.base.errors import UserError
from perfdesk.base.progress import Progress, silent
from perfdesk.readers.limits import Meter, damaged, forbidden, protected, unpacks_too_big

Element = etree._Element  # pyright: ignore[reportPrivateUsage]

_BLOCK = 32 << 10
_ENTRY = b"PK\x01\x02"
_ENCRYPTED = 1
_UTF8 = 4  # bytes of the longest character
_DOCTYPES = tuple("<!DOCTYPE".encode(encoding) for encoding in ("utf-8", "utf-16-le", "utf-16-be"))
_OVERLAP = max(map(len, _DOCTYPES)) - 1
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
# What zipfile raises for a broken archive, beside its own error.
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, UnicodeDecodeError, ValueError, OSError)


class BrokenXml(UserError):
    """A part is no well-formed XML, or is nested deeper than the parser goes (256)."""

    def __init__(self) -> None:
        told = damaged()
        super().__init__(told.what, told.safe, told.todo)


@dataclass(frozen=True, slots=True)
class Relation:
    """A link of a part: its kind (the last word of its type), the part or address it leads to."""

    kind: str
    target: str
    external: bool


class Package:
    """A zip archive in memory. Part names are only looked up, in any case as OPC has it; nothing reaches the disk."""

    def __init__(self, data: bytes, meter: Meter, progress: Progress = silent) -> None:
        """UserError when it is damaged, encrypted, holds too many members or one name twice."""
        self._meter = meter
        self._progress = progress
        # The directory itself is bounded before zipfile makes an object of each entry.
        if data.count(_ENTRY) > meter.limits.members:
            raise unpacks_too_big()
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            members = self._zip.infolist()
        except _BROKEN as error:
            raise damaged() from error
        self._members = {member.filename.lower(): member for member in members}
        if len(self._members) != len(members):
            raise damaged()
        if any(member.flag_bits & _ENCRYPTED for member in members):
            raise protected()

    def has(self, name: str) -> bool:
        """Whether there is a part of that name."""
        return name.lower() in self._members

    def names(self) -> Sequence[str]:
        """All names, in lower case."""
        return tuple(self._members)

    def blocks(self, name: str, progress: Progress = silent) -> Iterator[bytes]:
        """The bytes of a part, checked to its end: limits, size and checksum. `progress` is called once a block."""
        member = self._members[name.lower()]
        if member.compress_type not in _METHODS:
            raise damaged()
        done = 0
        try:
            with self._zip.open(member) as stream:
                while block := stream.read(_BLOCK):
                    done += len(block)
                    self._meter.unpacked(len(block))
                    if done > self._meter.limits.part_bytes:
                        raise unpacks_too_big()
                    progress("正在读取", min(done / max(member.file_size, 1), 1.0))
                    yield block
        except _BROKEN as error:
            raise damaged() from error
        if done != member.file_size:
            raise damaged()

    def read(self, name: str) -> bytes:
        """A whole part."""
        return b"".join(self.blocks(name))

    def count(self, name: str, mark: bytes) -> int:
        """How often `mark` stands in a part, nearly: not where two blocks meet. Unpacks it, so it is sound, too."""
        found = size = 0
        for block in self.blocks(name):
            found += block.count(mark)
            size += len(block)
        self._meter.unpacked(-size)
        return found

    def events(self, name: str, tags: Sequence[str]) -> Iterator[Iterable[tuple[str, Element]]]:
        """("start" or "end", element) for the `tags` of an XML part, by the block.

        BrokenXml after the last sound event; UserError for a DOCTYPE. Tells its progress.
        """
        parser = _parser(tags)
        root: Element | None = None
        broken: etree.XMLSyntaxError | None = None
        marks = 0
        for block in self._sound(name, self._progress):
            try:
                parser.feed(block)
            except etree.XMLSyntaxError as error:
                broken = error
            # What came before the fault is given out first: the caller may know that it can end there.
            events = cast("Iterator[tuple[str, Element]]", parser.read_events())
            if root is None and (event := next(events, None)):
                root = event[1].getroottree().getroot()
                _refuse_doctype(root)
                yield (event,)
            yield events
            if broken is not None:
                raise BrokenXml from broken
            marks += block.count(b"<") if root is None else 0
            self._refuse_pile(marks, root)
        try:
            _refuse_doctype(parser.close())
        except etree.XMLSyntaxError as error:
            raise BrokenXml from error

    def tree(self, name: str) -> Element:
        """A small XML part as a whole. BrokenXml, and UserError for a DOCTYPE."""
        parser = _parser(())
        marks = 0
        try:
            for block in self._sound(name):
                marks += block.count(b"<")
                self._refuse_pile(marks, None)
                parser.feed(block)
            root = parser.close()
        except etree.XMLSyntaxError as error:
            raise BrokenXml from error
        _refuse_doctype(root)
        return root

    def _refuse_pile(self, marks: int, root: Element | None) -> None:
        """UserError when elements pile up that nobody frees: each takes thirty times its bytes in the file.

        Counted in the tree that is held, before there is one by the `marks` that begin and end them.
        """
        most = self._meter.limits.elements
        if marks > 2 * most or (root is not None and next(islice(root.iter(), most, None), None) is not None):
            raise unpacks_too_big()

    def _sound(self, name: str, progress: Progress = silent) -> Iterator[bytes]:
        """The blocks of an XML part, stopped before the parser sees a DOCTYPE or a text longer than a cell may be.

        It would look for the file that a DOCTYPE names, and gather such a text in memory before it says anything.
        """
        run = 0
        before = b""
        for block in self.blocks(name, progress):
            seen = before + block
            if any(mark in seen for mark in _DOCTYPES):
                raise forbidden()
            before = block[-_OVERLAP:]
            last = block.rfind(b"<")
            run = run + len(block) if last < 0 else len(block) - last
            if run > self._meter.limits.cell_chars * _UTF8:
                raise unpacks_too_big()
            yield block

    def relations(self, part: str) -> dict[str, Relation]:
        """The links of a part by id; of the package itself with `part` "". Targets are names inside the package."""
        folder, base = posixpath.split(part)
        name = posixpath.join(folder, "_rels", f"{base}.rels")
        if not self.has(name):
            return {}
        found: dict[str, Relation] = {}
        for element in self.tree(name):
            external = element.get("TargetMode", "") == "External"
            target = element.get("Target", "")
            if not external:
                target = posixpath.normpath(posixpath.join("/", folder, unquote(target))).lstrip("/")
            found[element.get("Id", "")] = Relation(element.get("Type", "").rpartition("/")[2], target, external)
        return found


def _parser(tags: Sequence[str]) -> etree.XMLPullParser:
    return etree.XMLPullParser(
        ("start", "end") if tags else (),
        tag=tuple(tags) or None,
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
        collect_ids=False,
    )


def _refuse_doctype(element: Element) -> None:
    # The stubs say that there always is one.
    if cast("object", element.getroottree().docinfo.internalDTD) is not None:
        raise forbidden()
