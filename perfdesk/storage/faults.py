"""What can be wrong with a `.jxmb` file, and what a person is told of each."""

from collections.abc import Mapping
from enum import Enum, auto

from perfdesk.base.errors import UserError
from perfdesk.model.document import Document


class Fault(Enum):
    """One kind of file that is refused."""

    EMPTY = auto()
    TOO_LARGE = auto()
    NOT_OURS = auto()
    OTHER_PROGRAM = auto()
    NEWER = auto()
    NOT_CLOSED = auto()
    CUT = auto()
    FOREIGN_PARTS = auto()
    PAGES = auto()
    TEXT_TOO_LONG = auto()
    WRONG_TYPE = auto()
    CHANGED = auto()


class FaultError(Exception):
    """A fault, found while reading; `detail` fills the message."""

    def __init__(self, fault: Fault, detail: str = "") -> None:
        super().__init__(f"{fault.name} {detail}".rstrip())
        self.fault = fault
        self.detail = detail


_UNTOUCHED = "文件没有动过。"
_CHOOSE = "请选择本程序保存的文件。"
_DAMAGED = "请打开它的备份，或者向同事要一份；用“perfdesk doctor”可以看它还能读出什么。"
_MESSAGES: Mapping[Fault, tuple[str, str]] = {
    Fault.EMPTY: ("“{name}”是空文件。", "请打开它的备份，或者选择别的文件。"),
    Fault.TOO_LARGE: ("“{name}”太大，最多 {detail} MB。", _CHOOSE),
    Fault.NOT_OURS: ("“{name}”不是本程序的文件。", _CHOOSE),
    Fault.OTHER_PROGRAM: ("“{name}”是别的程序的数据库，不是本程序的文件。", _CHOOSE),
    Fault.NEWER: ("“{name}”是更新版本的程序保存的（文件版本 {detail}）。", "请更新本程序后再打开。"),
    Fault.NOT_CLOSED: (
        "“{name}”被别的程序改过，而且没有正常关闭。",
        "请在那个程序里正常关闭文件，或者打开备份。",
    ),
    Fault.CUT: ("“{name}”已损坏：文件头写的长度和实际长度不一样，可能没有复制完。", _DAMAGED),
    Fault.FOREIGN_PARTS: ("“{name}”里有本程序从不写入的内容，没有打开。", _DAMAGED),
    Fault.PAGES: ("“{name}”已损坏：里面的数据读不出来。", _DAMAGED),
    Fault.TEXT_TOO_LONG: ("“{name}”里有一项内容太长，没有打开。", _DAMAGED),
    Fault.WRONG_TYPE: ("“{name}”已损坏：里面有一项内容的类型不对。", _DAMAGED),
    Fault.CHANGED: ("“{name}”已损坏，或者被别的程序改过：内容和保存时的核对码不一致。", _DAMAGED),
}


def refused(error: FaultError, name: str) -> UserError:
    """What to tell of the fault found in the file `name`."""
    what, todo = _MESSAGES[error.fault]
    return UserError(what.format(name=name, detail=error.detail), _UNTOUCHED, todo)


def too_long_to_save(document: Document, limit_bytes: int) -> UserError:
    """What to tell when one text of the document is longer than a file may hold."""
    position = 1 + max(range(len(document.projects)), key=lambda at: _longest(document, at), default=0)
    return UserError(
        f"第 {position} 个项目里有一项内容太长，一项最多 {limit_bytes // 3:,} 个汉字。",
        "没有保存，原来的文件没有变。",
        "请把这项内容改短后再保存。",
    )


def _longest(document: Document, position: int) -> int:
    project = document.projects[position]
    texts = [*project.fields.values()]
    for one in project.indicators:
        texts += (one.level1, one.level2, one.level3, *one.values.values())
    return max(map(len, texts), default=0)


def too_large_to_save(limit_bytes: int) -> UserError:
    """What to tell when the document is larger than a file may be."""
    return UserError(
        f"内容太多，一个文件最多 {limit_bytes >> 20} MB。",
        "没有保存，原来的文件没有变。",
        "请把项目分到几个文件里保存。",
    )
