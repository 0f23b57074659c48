"""Reads one part of a Word document event by event: what is met, what is left out, what is told."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from perfdesk.grid.source import Area
from perfdesk.readers.package import Element
from perfdesk.readers.word_inline import REMOVED, RUBY
from perfdesk.readers.word_paragraphs import REVISED, Paragraphs, Shared
from perfdesk.readers.word_tables import Tables
from perfdesk.readers.word_xml import attribute, forget, named, tags

_Handler = Callable[[Element], None]
# What stood there before a revision of form.
_FORMER = ("rPrChange", "pPrChange", "tcPrChange", "trPrChange", "tblPrChange", "tblPrExChange", "sectPrChange")


@dataclass(slots=True)
class _Alternative:
    """Whether one of the alternatives was taken, and how much had been met before the one that is open."""

    taken: bool = False
    before: int = 0


class Story:
    """The state between two events. What it met in text boxes and notes comes after its own areas."""

    def __init__(self, shared: Shared, label: str = "", note: str = "") -> None:
        """`label` is the position of the part (页眉), `note` the word for the notes that it holds (脚注)."""
        self._shared = shared
        self._note = note
        self._noted = 0
        self._paragraphs = Paragraphs(shared, label)
        self._inline = self._paragraphs.inline
        self._tables = Tables(self._paragraphs)
        self._boxed: list[Area] = []
        self._skipped: Element | None = None
        self._skipped_tables = False
        self._alternatives: list[_Alternative] = []
        self._start = _by_tag({**self._tables.starts(), **self._starts()})
        self._end = _by_tag({**self._tables.ends(), **self._ends()})

    @property
    def tags(self) -> tuple[str, ...]:
        """The tags whose events it wants."""
        return tuple({*self._start, *self._end})

    def feed(self, events: Iterable[tuple[str, Element]]) -> None:
        """Take events."""
        start, end, dropping = self._start, self._end, self._inline.dropping
        for kind, element in events:
            if self._skipped is not None:
                self._skip(kind, element)
            elif kind == "start":
                handler = start.get(element.tag)
                if handler is not None:
                    handler(element)
            else:
                handler = end.get(element.tag)
                if handler is not None:
                    handler(element)
                if dropping and element is dropping[-1][0]:
                    dropping.pop()

    def finish(self) -> list[Area]:
        """All areas, after the last event."""
        flow = self._paragraphs.bottom()
        self._paragraphs.close(flow)
        return [*flow.areas, *self._boxed]

    def give_up(self) -> bool:
        """Whether a part that broke off can end here: inside tables that are nested too deeply to be read anyway.

        The tables that were open are told as not read.
        """
        if self._skipped is None or not self._skipped_tables:
            return False
        self._shared.notes.unread("表格嵌套太深，这个表格和它后面的内容没有读", self._tables.outermost)
        return True

    def _starts(self) -> Mapping[str, _Handler]:
        return {
            "w:tbl": self._open_table,
            "w:txbxContent": self._open_box,
            "w:footnote": self._open_note,
            "w:endnote": self._open_note,
            "w:altChunk": self._embedded,
            "w:del": self._deleted,
            "w:moveFrom": self._deleted,
            "w:ins": self._inserted,
            "w:moveTo": self._inserted,
            "w:cellIns": self._inserted,
            "w:rt": lambda element: self._inline.drop(element, RUBY),
            "mc:AlternateContent": self._open_alternatives,
            "mc:Choice": self._open_alternative,
            "mc:Fallback": self._open_alternative,
            **{f"w:{former}": self._skip_from for former in _FORMER},
        }

    def _ends(self) -> Mapping[str, _Handler]:
        paragraphs = self._paragraphs
        told = {
            "pic:pic": "图片没有导入",
            "c:chart": "图表没有导入",
            "dgm:relIds": "图示没有导入",
            "w:object": "嵌入的对象没有导入",
            "m:oMath": "公式只导入了文字",
            "w:commentReference": "批注没有导入",
        }
        return {
            "w:p": self._close_paragraph,
            "w:txbxContent": self._close_box,
            "w:footnote": self._close_box,
            "w:endnote": self._close_box,
            "w:sdt": self._close_control,
            "w:numPr": paragraphs.numbered,
            "w:pStyle": paragraphs.styled,
            "mc:AlternateContent": self._close_alternatives,
            "mc:Choice": self._close_alternative,
            "v:imagedata": self._picture,
            "v:textpath": self._word_art,
            **{name: lambda _, what=what: paragraphs.tell(what) for name, what in told.items()},
            **{
                name: lambda element, put=put: put(paragraphs.flow, element)
                for name, put in self._inline.handlers().items()
            },
        }

    # -- left out

    def _skip_from(self, element: Element) -> None:
        self._skipped = element

    def _skip(self, kind: str, element: Element) -> None:
        if kind == "start":
            return
        if element is self._skipped:
            self._skipped = None
            self._skipped_tables = False
        elif element.text and element.tag in self._inline.texts:
            self._inline.count_out(element.text, "嵌套太深" if self._skipped_tables else "重复")
        forget(element)

    def _open_alternatives(self, _element: Element) -> None:
        self._alternatives.append(_Alternative())

    def _close_alternatives(self, _element: Element) -> None:
        self._alternatives.pop()

    def _open_alternative(self, element: Element) -> None:
        """One of several ways to say the same: the first that gives anything is taken, the others are left out."""
        if not self._alternatives:
            return
        if self._alternatives[-1].taken:
            self._skipped = element
        self._alternatives[-1].before = self._met()

    def _close_alternative(self, _element: Element) -> None:
        if self._alternatives:
            self._alternatives[-1].taken = self._met() > self._alternatives[-1].before

    def _met(self) -> int:
        return self._shared.tally.raw + self._shared.tally.added + self._shared.notes.total

    # -- flows

    def _open_table(self, element: Element) -> None:
        if not self._tables.open_table():
            self._skipped, self._skipped_tables = element, True

    def _close_paragraph(self, element: Element) -> None:
        flow = self._paragraphs.flow
        self._paragraphs.close(flow, ends=True)
        if flow.cell:
            element.clear()
        else:
            forget(element)

    def _close_control(self, element: Element) -> None:
        if not named(element.getparent(), "p"):
            forget(element)

    def _open_box(self, _element: Element) -> None:
        self._shared.boxes += 1
        self._paragraphs.push(f"文本框{self._shared.boxes}")

    def _open_note(self, element: Element) -> None:
        # The lines that separate notes from the text are stored as notes of a type of their own.
        if attribute(element, "type") in ("", "normal"):
            self._noted += 1
        self._paragraphs.push(f"{self._note}{self._noted}", alone=True)

    def _close_box(self, element: Element) -> None:
        self._boxed.extend(self._paragraphs.pop().areas)
        element.clear()

    def _embedded(self, element: Element) -> None:
        flow = self._paragraphs.flow
        self._paragraphs.close(flow)
        flow.areas.extend(self._shared.embed(attribute(element, "id", "r")))

    # -- revisions

    def _inserted(self, _element: Element) -> None:
        self._paragraphs.tell(REVISED)

    def _deleted(self, element: Element) -> None:
        """A deletion is a mark on a row, a mark on the end of a paragraph, or stands around what was deleted."""
        parent = element.getparent()
        if parent is not None and named(parent, "trPr"):
            self._tables.delete_row(parent.getparent())
        elif parent is not None and named(parent, "rPr"):
            self._paragraphs.tell(REVISED)
            self._paragraphs.flow.joins = named(parent.getparent(), "pPr")
        else:
            self._inline.drop(element, REMOVED)

    # -- pictures

    def _picture(self, element: Element) -> None:
        # An embedded object holds a picture of itself.
        if not any(named(above, "object") for above in element.iterancestors()):
            self._paragraphs.tell("图片没有导入")

    def _word_art(self, element: Element) -> None:
        if text := element.get("string", ""):
            self._paragraphs.tell(f"艺术字“{text}”没有导入")


def _by_tag(handlers: Mapping[str, _Handler]) -> dict[str, _Handler]:
    return {tag: handler for name, handler in handlers.items() for tag in tags(name)}
