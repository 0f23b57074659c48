"""Export to Word from the window: asks for the file, writes it in a worker, says so in the status bar."""

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QFileDialog

from perfdesk.base.progress import Progress
from perfdesk.gui.desk import Desk
from perfdesk.gui.view_commands import session
from perfdesk.jobs.export import Export
from perfdesk.jobs.file_names import file_names
from perfdesk.model.document import Document
from perfdesk.model.normal import used_forms
from perfdesk.storage.disk import write_file

_SUFFIX = ".docx"


def export_all(desk: Desk) -> None:
    """All projects in one file."""
    document, file = session(desk).document, session(desk).file
    _export(desk, document, f"{file.stem if file else '项目绩效目标表'}{_SUFFIX}")


def export_selected(desk: Desk) -> None:
    """The selected projects in one file, by the name of the first."""
    whole = session(desk).document
    chosen = tuple(one for one in whole.projects if one.id in desk.selection.projects)
    document = replace(whole, projects=chosen, forms=used_forms(chosen, whole.forms))
    forms = desk.catalogue.for_document(document)
    _export(desk, document, file_names("{名称}", chosen, forms, _SUFFIX)[0])


def _export(desk: Desk, document: Document, name: str) -> None:
    folder = Path(desk.settings.export_folder or _usual_folder(desk))
    chosen, _filter = QFileDialog.getSaveFileName(
        desk.widget, "导出为 Word", str(folder / name), f"Word 文件 (*{_SUFFIX})"
    )
    if not chosen:
        return
    path = Path(chosen) if chosen.lower().endswith(_SUFFIX) else Path(chosen + _SUFFIX)
    desk.change_settings(lambda settings: replace(settings, export_folder=str(path.parent)))
    catalogue = desk.catalogue

    def write(progress: Progress) -> Path:
        known = {entry.form.id: entry.form for entry in catalogue.entries}
        content = Export(document, catalogue.for_document(document), known).render(_SUFFIX, progress)
        progress("正在写入", 1.0)
        write_file(path, content)
        return path

    desk.work(write, lambda written: desk.say(f"已导出 {len(document.projects)} 个项目：{written}"))


def _usual_folder(desk: Desk) -> str:
    file = session(desk).file
    documents = QStandardPaths.StandardLocation.DocumentsLocation
    return str(file.parent) if file else QStandardPaths.writableLocation(documents)
