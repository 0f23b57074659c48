"""What a person is asked when an export meets a file that is there, or a disk that refuses it."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtWidgets import QWidget

from perfdesk.base.errors import UserError
from perfdesk.gui.dialogs import CANCEL, CLOSE, Answer, ask
from perfdesk.gui.file_questions import OVERWRITE

OTHER_NAME = Answer("other_name", "换个名字")
OTHER_FOLDER = Answer("other_folder", "换个文件夹")
_SHOWN = 8


@dataclass(frozen=True, slots=True)
class Standing:
    """A file that stands where one is to be written; `program` seems to have it open, "" when none does."""

    path: Path
    program: str


def ask_before_overwriting(parent: QWidget, standing: Sequence[Standing]) -> str:
    """Whether to overwrite the files, to take another name, or to leave it; Enter never overwrites."""
    opened = [one for one in standing if one.program]
    if opened:
        title = _one_or_more(opened, f"正在 {opened[0].program} 里打开", f"个要写的文件正在 {opened[0].program} 里打开")
        text = (
            "现在覆盖的话，那边看到的还是旧内容，在那边一保存又会盖掉新的。请先在那边关掉再覆盖，或者换个名字。"
            f"{_listed(opened)}"
        )
        return ask(parent, title, text, (OTHER_NAME, OVERWRITE, CANCEL))
    title = _one_or_more(standing, "已经有了，要覆盖吗？", "个同名的文件已经有了，要覆盖吗？")
    text = f"在文件夹“{standing[0].path.parent}”里。覆盖后，原来的内容就没有了。{_listed(standing)}"
    return ask(parent, title, text, (OTHER_NAME, OVERWRITE, CANCEL))


def ask_after_refusal(parent: QWidget, error: UserError, way_out: Answer) -> str:
    """Whether to go the way out after the disk did not take the file."""
    text = "\n".join(part for part in (error.safe, error.todo) if part)
    return ask(parent, error.what, text, (way_out, CLOSE))


def _one_or_more(standing: Sequence[Standing], one: str, more: str) -> str:
    return f"“{standing[0].path.name}”{one}" if len(standing) == 1 else f"有 {len(standing)} {more}"


def _listed(standing: Sequence[Standing]) -> str:
    if len(standing) == 1:
        return ""
    names = [one.path.name for one in standing[:_SHOWN]]
    rest = [f"等 {len(standing)} 个"] if len(standing) > _SHOWN else []
    return "\n\n" + "\n".join((*names, *rest))
