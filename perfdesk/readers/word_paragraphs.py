"""The paragraphs of a Word document: the flows that are open, and what becomes of a paragraph when it ends."""

from collections.abc import Callable, Iterable

from perfdesk.grid.source import Area, Paragraph
from perfdesk.readers.limits import Meter, too_long
from perfdesk.readers.notes import Notes
from perfdesk.readers.package import Element
from perfdesk.readers.word_flow import Flow, Tally, visible
from perfdesk.readers.word_inline import REMOVED, Inline
from perfdesk.readers.word_lists import Lists
from perfdesk.readers.word_xml import attribute, child, named, number

_WORD = 16  # characters
REVISED = "有修订，按接受后的内容导入"


class Shared:
    """What all parts of one document count and look up together."""

    def __init__(self, meter: Meter, lists: Lists, embed: Callable[[str], Iterable[Area]]) -> None:
        """`embed` reads the part behind a relation id of the main part."""
        self.meter = meter
        self.lists = lists
        self.embed = embed
        self.notes = Notes()
        self.tally = Tally()
        self.boxes = 0


class Paragraphs:
    """The stack of flows of one part, the innermost as `flow`."""

    def __init__(self, shared: Shared, label: str) -> None:
        """`label` is the position of the part in words, "" for the body."""
        self.shared = shared
        self.inline = Inline(shared.notes, shared.tally)
        self.flow = Flow(label, alone=bool(label))
        self._flows = [self.flow]
        self._spare: list[Flow] = []
        # Tables repeat their labels: each is held once.
        self._words: dict[str, str] = {}

    def tell(self, what: str) -> None:
        """A notice at the present position."""
        self.shared.notes.add(what, self.flow.at)

    def push(self, label: str, cell: bool = False, alone: bool = False) -> None:
        """A flow begins inside the present one."""
        if cell and self._spare:
            self.flow = self._spare.pop()
            self.flow.begin(label)
        else:
            self.flow = Flow(label, cell, alone)
        self._flows.append(self.flow)

    def pop(self) -> Flow:
        """The present flow ends."""
        flow = self._flows.pop()
        if flow.buffer or flow.removed:
            self.close(flow)
        self.flow = self._flows[-1]
        return flow

    def text_of(self, cell: Flow) -> str:
        """What a cell holds; its flow is free for the next."""
        text = self._clean("\n".join(cell.lines), cell)
        if len(text) <= _WORD:
            text = self._words.setdefault(text, text)
        cell.lines.clear()
        cell.areas.clear()
        self._spare.append(cell)
        return text

    def bottom(self) -> Flow:
        """The flow of the part itself, all others dropped."""
        self.flow = self._flows[0]
        return self.flow

    def removed(self, text: str, at: str) -> None:
        """Text of a cell that turned out to be deleted."""
        self.shared.notes.add(f"{REVISED}；去掉了“{text}”", at)
        self.shared.tally.out[REMOVED] += visible(text)

    def close(self, flow: Flow, ends: bool = False) -> None:
        """Make a paragraph of what is open. Without `ends` it is text that stands outside any paragraph."""
        self.inline.settle(flow)
        if flow.removed:
            self.shared.notes.add(f"{REVISED}；去掉了“{''.join(flow.removed)}”", flow.at)
            flow.removed.clear()
        if not ends and not flow.buffer:
            return
        self.shared.meter.paragraph()
        if flow.joins and ends:
            # The mark that ended this paragraph was deleted: its text goes on in the next.
            flow.joins, flow.number, flow.style = False, None, ""
            return
        text = "".join(flow.buffer)
        flow.buffer.clear()
        if flow.number or flow.style:
            text = self._number(flow) + text
        flow.joins, flow.number, flow.style = False, None, ""
        flow.size += len(text)
        if flow.size > self.shared.meter.limits.cell_chars:
            raise too_long(flow.at)
        if flow.cell:
            flow.lines.append(text)
            return
        flow.size = 0
        if text := self._clean(text, flow):
            self.shared.meter.cells()
            flow.areas.append(Paragraph(text, flow.at))
            flow.paragraphs += 1

    def _clean(self, text: str, flow: Flow) -> str:
        clean, lost = self.shared.notes.clean(text, flow.at)
        if lost:
            self.shared.tally.out["控制字符"] += lost
        return clean

    def _number(self, flow: Flow) -> str:
        link = flow.number or self.shared.lists.of_style(flow.style)
        if link is None:
            return ""
        text = self.shared.lists.next(*link)
        if text is None:
            self.tell("自动编号或项目符号没有导入")
            return ""
        self.shared.tally.added += visible(text)
        return text

    def numbered(self, element: Element) -> None:
        """The paragraph stands in a list."""
        if named(element.getparent(), "pPr"):
            link = child(element, "w:numId")
            self.flow.number = ("0" if link is None else attribute(link), number(child(element, "w:ilvl"), 0))

    def styled(self, element: Element) -> None:
        """The paragraph has a style, which may put it into a list."""
        self.flow.style = attribute(element)
