"""What a person is asked about files: which one, under which name, and what to do where something stands in the way."""

import os
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QDir, QStandardPaths
from PySide6.QtWidgets import QFileDialog, QWidget

from perfdesk.base.errors import UserError
from perfdesk.gui.dialogs import CANCEL, CLOSE, Answer, ask
from perfdesk.gui.file_times import when
from perfdesk.jobs.save import Changed
from perfdesk.jobs.sources import OWN_SUFFIX
from perfdesk.model.compare import compare
from perfdesk.model.document import Document
from perfdesk.storage.locks import Holder

SAVE = Answer("save", "保存")
DISCARD = Answer("discard", "不保存")
SAVE_AS = Answer("save_as", "另存为…")
HISTORY = Answer("history", "历史版本…")
OVERWRITE = Answer("overwrite", "覆盖")
READ_ONLY = Answer("read_only", "只读打开")
TAKE_OVER = Answer("take_over", "仍要编辑")

_OWN_FILTER = f"绩效目标表文件 (*{OWN_SUFFIX})"
_SOURCE_FILTER = f"能导入的文件 (*.docx *.txt *.json *.jsonl *{OWN_SUFFIX});;所有文件 (*)"


def documents_folder() -> str:
    """Where files go when nothing better is known: the folder for documents, or home where there is none."""
    found = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    return found if os.path.isdir(found) else QDir.homePath()  # noqa: PTH112 (never raises)


def ask_file(parent: QWidget, folder: str) -> Path | None:
    """Which file to open."""
    chosen, _filter = QFileDialog.getOpenFileName(parent, "打开", folder, f"{_OWN_FILTER};;所有文件 (*)")
    return Path(chosen) if chosen else None


def ask_sources(parent: QWidget, folder: str) -> tuple[Path, ...]:
    """Which files to import."""
    chosen, _filter = QFileDialog.getOpenFileNames(parent, "导入", folder, _SOURCE_FILTER)
    return tuple(map(Path, chosen))


def ask_target(parent: QWidget, folder: str, name: str, title: str = "另存为") -> Path | None:
    """Under which name to save; the dialog has asked about a file that is there."""
    dialog = QFileDialog(parent, title, folder, _OWN_FILTER)
    dialog.setObjectName("save_as_dialog")
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setDefaultSuffix(OWN_SUFFIX.removeprefix("."))
    dialog.selectFile(name)
    is_chosen = dialog.exec() == QFileDialog.DialogCode.Accepted
    found = dialog.selectedFiles()
    dialog.deleteLater()
    return Path(found[0]) if is_chosen and found else None


def ask_before_closing(parent: QWidget, name: str, was_saved: bool) -> str:
    """What to do with changes when the window closes. `was_saved`: whether there is a file that keeps the rest."""
    title, text = f"要保存对“{name}”的修改吗？", "不保存的话，上次保存以后的修改就没有了。"
    if not was_saved:
        title, text = f"要保存“{name}”吗？", "它还没有保存过。不保存的话，里面的内容就没有了。"
    return ask(parent, title, text, (SAVE, DISCARD, CANCEL))


def ask_about_holder(parent: QWidget, name: str, holder: Holder, now: datetime) -> str:
    """What to do with a file that somebody has open."""
    if holder.is_own:
        text = f"这台电脑上另一个窗口{_since(holder, now)}打开着它。可以只读打开来看，修改后另存为别的名字。"
        return ask(parent, f"“{name}”已经打开", text, (READ_ONLY, TAKE_OVER, CANCEL))
    text = (
        f"{whose(holder)}{_since(holder, now)}打开着它。只读打开可以看，也可以修改后另存为别的名字。"
        "确定对方没有在改，再选“仍要编辑”。"
    )
    return ask(parent, f"“{name}”正由别人编辑", text, (READ_ONLY, TAKE_OVER, CANCEL))


def whose(holder: Holder) -> str:
    """Who has a file open, such as 老李（办公室-2）."""
    if holder.person is None:
        return "别人"
    who, machine = holder.person.who, holder.person.machine
    return f"{who}（{machine}）" if who and machine else who or machine or "别人"


def read_only_note(holder: Holder, now: datetime) -> str:
    """Why a file is open read-only, for the status bar."""
    return f"{'另一个窗口' if holder.is_own else whose(holder)}{_since(holder, now)}打开着它。"


def _since(holder: Holder, now: datetime) -> str:
    return f"从{when(holder.since.astimezone(now.tzinfo), now)}起" if holder.since else ""


def ask_about_changed(parent: QWidget, name: str, changed: Changed, document: Document, now: datetime) -> str:
    """What to do when the file on the disk is not the one that was opened."""
    if changed.document is None:
        difference = "现在磁盘上的内容读不出来。"
    else:
        count = len(compare(changed.document, document))
        difference = f"窗口里的内容和它有 {count} 个项目不同。" if count else "窗口里的内容和它没有不同。"
    text = (
        f"{when(changed.changed.astimezone(now.tzinfo), now)}，“{name}”被别的窗口或别人改过。{difference}"
        "还没有保存，窗口里的内容没有丢。另存为别的名字，两份都在；覆盖的话，磁盘上的那份可以在“历史版本”里找回。"
    )
    return ask(parent, "磁盘上的文件变了", text, (SAVE_AS, OVERWRITE, CANCEL))


def ask_after_refusal(parent: QWidget, error: UserError) -> str:
    """What to do when the disk did not take the file."""
    text = "\n".join(part for part in (error.safe, "窗口里的内容没有丢。", error.todo) if part)
    return ask(parent, error.what, text, (SAVE_AS, CANCEL))


def ask_about_history(parent: QWidget, error: UserError) -> str:
    """What to do when a file cannot be read of which earlier states are kept."""
    text = "\n".join(
        part for part in (error.safe, error.todo, "以前保存的内容留在“历史版本”里，可以打开或另存。") if part
    )
    return ask(parent, error.what, text, (HISTORY, CLOSE))


def ask_about_read_only(parent: QWidget, name: str, note: str) -> str:
    """What to do when a file that is open read-only is to be saved."""
    return ask(parent, f"“{name}”是只读打开的", f"{note}修改可以另存为别的名字。", (SAVE_AS, CANCEL))


def ask_other_name(parent: QWidget, name: str, holder: Holder) -> str:
    """What to do when the chosen name is that of a file that somebody has open."""
    text = f"{'另一个窗口' if holder.is_own else whose(holder)}打开着它，没有保存。请换一个名字。"
    return ask(parent, f"“{name}”不能覆盖", text, (SAVE_AS, CANCEL))
