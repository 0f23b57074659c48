"""Word documents: the parts of a .docx in reading order, as a stream; what is not read is told."""

from collections.abc import Iterator
from dataclasses import replace

from perfdesk.base.progress import Progress, silent
from perfdesk.grid.grid import Row
from perfdesk.grid.source import Area, Paragraph, Source
from perfdesk.readers.limits import Meter, damaged
from perfdesk.readers.package import BrokenXml, Package, Relation
from perfdesk.readers.word_flow import Tally, visible
from perfdesk.readers.word_lists import Lists
from perfdesk.readers.word_paragraphs import Shared
from perfdesk.readers.word_story import Story

_MAIN = "word/document.xml"
_MACROS = "vbaproject.bin"
_CELL_ENDS = b"</w:tc>"


def read(data: bytes, name: str, progress: Progress, meter: Meter) -> Source:
    """The areas and notices of a .docx. UserError when it is damaged, locked or beyond the limits."""
    return read_counted(data, name, progress, meter)[0]


def read_counted(
    data: bytes, name: str, progress: Progress, meter: Meter, embedded: bool = False
) -> tuple[Source, Tally]:
    """As `read`, with the reader's own count of characters: the areas hold `Tally.pieces` of them.

    The count does not hold where a notice says that a table and all after it was not read. What is `embedded` in
    another document embeds no further ones.
    """
    package = Package(data, meter, progress)
    main = next((r.target for r in package.relations("").values() if r.kind == "officeDocument"), _MAIN)
    main = main if package.has(main) else _MAIN
    if not package.has(main):
        raise damaged()
    return _Document(package, main, meter, embedded).read(name)


class _Document:
    def __init__(self, package: Package, main: str, meter: Meter, embedded: bool) -> None:
        self._package = package
        self._main = main
        self._meter = meter
        self._embedded = embedded
        self._links = package.relations(main)
        self._chunks = 0
        self._shared = Shared(meter, Lists(package, self._part("numbering"), self._part("styles")), self._embed)

    def read(self, name: str) -> tuple[Source, Tally]:
        notes = self._shared.notes
        areas = self._story(self._main)
        for kind, label in (("header", "页眉"), ("footer", "页脚")):
            targets = self._parts(kind)
            for at, part in enumerate(targets, 1):
                areas += self._story(part, f"{label}{at}" if len(targets) > 1 else label)
        for kind, label in (("footnotes", "脚注"), ("endnotes", "尾注")):
            for part in self._parts(kind):
                areas += self._story(part, note=label)
        if any(one.endswith(_MACROS) for one in self._package.names()):
            notes.add("文件带宏，宏已忽略")
        return notes.source(name, "docx", areas), self._shared.tally

    def _story(self, part: str, label: str = "", note: str = "") -> list[Area]:
        if outside := sum(link.external for link in self._package.relations(part).values()):
            self._shared.notes.add("外部链接没有打开", label or note, outside)
        # To parse a million cells takes half a minute, to count their ends as Word writes them a second.
        self._meter.expect_cells(self._package.count(part, _CELL_ENDS))
        story = Story(self._shared, label, note)
        try:
            for events in self._package.events(part, story.tags):
                story.feed(events)
        except BrokenXml:
            if not story.give_up():
                raise
        return story.finish()

    def _parts(self, kind: str) -> list[str]:
        """Names of the parts of a kind that the main part leads to, each once."""
        links = (link for link in self._links.values() if link.kind == kind and not link.external)
        return list(dict.fromkeys(link.target for link in links if self._package.has(link.target)))

    def _part(self, kind: str) -> str:
        return next(iter(self._parts(kind)), "")

    def _embed(self, identity: str) -> list[Area]:
        """The areas of another file inside this one (`w:altChunk`), or a notice that it was not read."""
        self._chunks += 1
        label = f"嵌入的文件{self._chunks}"
        notes = self._shared.notes
        link = self._links.get(identity)
        if link is None or link.external or not self._package.has(link.target):
            notes.add("嵌入的文件不在这个文档里，没有读", label)
            return []
        source = self._read_chunk(link, label)
        if source is None:
            notes.unread("嵌入的文件不是 Word 文档或文本，没有读", label, "请用 Word 或 WPS 打开后另存一份再试。")
            return []
        for notice in source.notices:
            notes.add(notice.what, f"{label}：{notice.at}" if notice.at else label, notice.count)
        return list(_under(label, source.areas))

    def _read_chunk(self, link: Relation, label: str) -> Source | None:
        # Loaded here: which reader takes a part is decided by its content, as for any file.
        from perfdesk.readers import text
        from perfdesk.readers.sniff import kind_of

        data = self._package.read(link.target)
        kind = kind_of(data, self._meter.limits)
        if kind == "docx" and not self._embedded:
            source, tally = read_counted(data, label, silent, self._meter, embedded=True)
            self._shared.tally.include(tally)
            return source
        if kind == "text":
            source = text.read(data, label, silent, self._meter)
            self._shared.tally.added += characters(source)
            return source
        return None


def characters(source: Source) -> int:
    """Number of characters without white space that the areas of a source hold."""
    return sum(
        visible(area.text) if isinstance(area, Paragraph) else sum(visible(cell.text) for _, cell in area.cells())
        for area in source.areas
    )


def _under(label: str, areas: tuple[Area, ...]) -> Iterator[Area]:
    for area in areas:
        if isinstance(area, Paragraph):
            yield replace(area, at=f"{label}：{area.at}")
        else:
            yield replace(
                area,
                rows=tuple(
                    Row(tuple(replace(cell, at=f"{label}：{cell.at}") for cell in row.cells)) for row in area.rows
                ),
            )
