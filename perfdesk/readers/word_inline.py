"""What stands inside a paragraph of a Word document: text, breaks, symbols, fields, hidden and removed text."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from perfdesk.readers.notes import Notes
from perfdesk.readers.package import Element
from perfdesk.readers.word_flow import Flow, Tally, visible
from perfdesk.readers.word_symbols import UNKNOWN, symbol
from perfdesk.readers.word_xml import attribute, child, children, is_on, named, number, tags

_CHECKED, _UNCHECKED = "☑", "□"
REMOVED = "修订"
RUBY = "注音"


@dataclass(slots=True)
class _Field:
    """A field between its begin and end. Text before its result is held: it is no text unless the field is broken."""

    shown: bool = False
    given: bool = False
    held: list[str] = field(default_factory=list[str])


class Inline:
    """Puts text into the flow that is open, or says why it does not."""

    def __init__(self, notes: Notes, tally: Tally) -> None:
        self._notes = notes
        self._tally = tally
        self.dropping: list[tuple[Element, str]] = []
        self._fields: list[_Field] = []
        self._hidden: Element | None = None
        self.texts = frozenset((*tags("w:t"), *tags("w:delText"), *tags("m:t")))

    def handlers(self) -> Mapping[str, Callable[[Flow, Element], None]]:
        """What to do at the end of which element."""
        return {
            "w:t": self._text, "m:t": self._text, "w:delText": self._removed_text,
            "w:tab": self._tab, "w:ptab": lambda flow, _: self._put(flow, "\t"),
            "w:br": lambda flow, _: self._put(flow, "\n"), "w:cr": lambda flow, _: self._put(flow, "\n"),
            "w:noBreakHyphen": lambda flow, _: self._put(flow, "-", added=True), "w:sym": self._symbol,
            "w:fldChar": self._field, "w:fldSimple": self._simple_field,
            "w:vanish": self._vanish, "w:showingPlcHdr": self._placeholder,
        }  # fmt: skip

    # -- left out

    def drop(self, element: Element | None, reason: str) -> None:
        """From here to the end of `element`, when it is to leave `dropping`, text is left out for `reason`."""
        if element is not None:
            self.dropping.append((element, reason))

    def count_out(self, text: str, reason: str) -> None:
        """Count text that was met and left out."""
        self._tally.raw += visible(text)
        self._tally.out[reason] += visible(text)

    def _placeholder(self, _flow: Flow, element: Element) -> None:
        properties = element.getparent()
        if properties is not None and is_on(element):
            self.drop(properties.getparent(), "占位文字")

    # -- text

    def _text(self, flow: Flow, element: Element) -> None:
        text = element.text
        if not text:
            return
        self._tally.raw += visible(text)
        if self._hidden is not None and element.getparent() is self._hidden and not self.dropping:
            self._notes.add("隐藏文字，已一并导入", flow.at)
        self._put(flow, text)

    def _removed_text(self, flow: Flow, element: Element) -> None:
        if text := element.text:
            self.count_out(text, REMOVED)
            flow.removed.append(text)

    def _put(self, flow: Flow, text: str, added: bool = False) -> None:
        """Text as it is shown. `added`: it is no text in the file."""
        if added:
            self._tally.added += visible(text)
        if self.dropping:
            reason = self.dropping[-1][1]
            self._tally.out[reason] += visible(text)
            if reason == REMOVED:
                flow.removed.append(text)
            elif reason == RUBY:
                self._notes.add(f"注音“{text}”没有导入", flow.at)
        elif self._fields and not all(one.shown for one in self._fields):
            self._fields[-1].held.append(text)
        else:
            flow.buffer.append(text)

    def _tab(self, flow: Flow, element: Element) -> None:
        # The same name defines the tab stops of a paragraph.
        if named(element.getparent(), "r"):
            self._put(flow, "\t")

    def _symbol(self, flow: Flow, element: Element) -> None:
        text = symbol(attribute(element, "font"), attribute(element, "char"))
        if text is None and not self.dropping:
            code = f"{attribute(element, 'font')} {attribute(element, 'char')}"
            self._notes.add(f"不认识的符号（{code}），用 {UNKNOWN} 代替", flow.at)
        self._put(flow, text or UNKNOWN, added=True)

    def _vanish(self, _flow: Flow, element: Element) -> None:
        properties = element.getparent()
        if properties is not None and is_on(element):
            self._hidden = properties.getparent()

    # -- fields

    def _field(self, flow: Flow, element: Element) -> None:
        if self.dropping:
            return
        step = attribute(element, "fldCharType")
        if step == "begin":
            shown = _form_value(element)
            if shown:
                self._put(flow, shown, added=True)
            self._fields.append(_Field(given=bool(shown)))
        elif self._fields and step == "separate":
            self._fields[-1].shown = True
            self._discard(self._fields[-1])
        elif self._fields and step == "end":
            ended = self._fields.pop()
            self._discard(ended)
            if not ended.shown and not ended.given:
                self._notes.add("域没有结果，没有导入", flow.at)

    def _discard(self, ended: _Field) -> None:
        self._tally.out["域代码"] += sum(visible(text) for text in ended.held)
        ended.held.clear()

    def settle(self, flow: Flow) -> None:
        """A paragraph ends: a field that has not come to its result by now is broken, and its text is text."""
        if self._fields and not all(one.shown for one in self._fields):
            for one in self._fields:
                flow.buffer.extend(one.held)
            self._fields = [one for one in self._fields if one.shown]
            self._notes.add("域不完整，已按文字导入", flow.at)

    def _simple_field(self, flow: Flow, element: Element) -> None:
        if not self.dropping and next(element.iter(*tags("w:t"), *tags("w:sym")), None) is None:
            self._notes.add("域没有结果，没有导入", flow.at)


def _form_value(element: Element) -> str:
    """What a form field shows that keeps its state beside the text: a check box or a list."""
    data = child(element, "w:ffData")
    if data is None:
        return ""
    if (box := child(data, "w:checkBox")) is not None:
        state = child(box, "w:checked")
        state = child(box, "w:default") if state is None else state
        return _CHECKED if state is not None and is_on(state) else _UNCHECKED
    if (choice := child(data, "w:ddList")) is not None:
        entries = [attribute(entry) for entry in children(choice, "w:listEntry")]
        at = number(child(choice, "w:result"), 0)
        return entries[at] if 0 <= at < len(entries) else ""
    return ""
