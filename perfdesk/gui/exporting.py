"""Exports from the window: the dialog, what it asks about, the work in a worker, and what is said of it."""

import os
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from perfdesk.base.errors import Cancelled, UserError
from perfdesk.base.progress import Progress
from perfdesk.gui.desk import Desk
from perfdesk.gui.dialogs import CANCEL, CLOSE
from perfdesk.gui.export_choice import SUMMARY, Choice, Source, format_by_id, with_paper
from perfdesk.gui.export_dialog import ExportDialog
from perfdesk.gui.export_questions import OTHER_FOLDER, OTHER_NAME, Standing, ask_after_refusal, ask_before_overwriting
from perfdesk.gui.file_questions import documents_folder
from perfdesk.gui.selection import Scope
from perfdesk.gui.view_commands import session
from perfdesk.jobs.export import Export, Rendered, Unfitted, export_each
from perfdesk.jobs.file_names import DEFAULT_PATTERN, held_name
from perfdesk.jobs.summary import render_summary
from perfdesk.model.place import Place
from perfdesk.model.session import Session
from perfdesk.storage.disk import write_file
from perfdesk.storage.owner_files import opened_in

_TRIES = 100
_NAMED = 3


def export(desk: Desk, scope: Scope = "all", format_id: str = "") -> None:
    """Opens the dialog with what was chosen last; `scope` and `format_id`, when given, are chosen in it."""
    source = _source(desk)
    if scope == "one" and len(source.selected) > 1:
        scope = "selected"
    settings = desk.settings
    _open(
        desk,
        source,
        Choice(
            scope=scope,
            format=format_by_id(format_id or settings.export_format),
            each=settings.export_each and scope != "one",
            folder=_folder(desk),
            stem="",
            pattern=settings.export_pattern or DEFAULT_PATTERN,
            paper=source.paper(),
            open_file=settings.export_open_file,
            open_folder=settings.export_open_folder,
        ),
    )


@dataclass(frozen=True, slots=True)
class _Order:
    """An export that was asked for."""

    session: Session
    choice: Choice
    export: Export
    targets: tuple[Path, ...]
    overwrite: bool


def _source(desk: Desk) -> Source:
    now = session(desk)
    return Source(
        now.document,
        desk.catalogue.for_document(now.document),
        now.file,
        desk.selection.project,
        frozenset(desk.selection.projects),
    )


def _folder(desk: Desk) -> str:
    """Where the last export went, else where the file is."""
    last, file = desk.settings.export_folder, session(desk).file
    if last and os.path.isdir(last):  # noqa: PTH112 (never raises)
        return last
    return str(file.parent) if file else documents_folder()


def _open(desk: Desk, source: Source, choice: Choice) -> None:
    dialog = ExportDialog(desk.widget, source, choice)
    dialog.asked.connect(lambda: _asked(desk, dialog, source))
    dialog.open()


def _asked(desk: Desk, dialog: ExportDialog, source: Source) -> None:
    """The person has pressed 导出; the dialog stays when the names turn out to be others."""
    choice = dialog.choice
    targets = source.targets(choice)
    standing = [Standing(path, opened_in(path)) for path in targets if os.path.lexists(path)]
    if standing:
        answer = ask_before_overwriting(dialog, standing)
        if answer == CANCEL.id:
            return
        if answer == OTHER_NAME.id:
            dialog.propose(_with_free_names(source, choice))
            return
    dialog.accept()
    desk.change_settings(choice.kept_in)
    now = session(desk)
    after = with_paper(now.document, source.paper(), choice)
    changed = [name for name in choice.format.paper if after.paper.get(name) != now.document.paper.get(name)]
    place = Place(desk.selection.project or after.projects[0].id, paper=changed[0] if changed else "")
    now.edit("修改版面", lambda _document: after, place)
    desk.refresh()
    document = replace(source, document=now.document).of(choice.scope)
    order = _Order(now, choice, Export(document, source.forms, desk.catalogue.forms), targets, overwrite=bool(standing))
    desk.work(partial(_write, order), partial(_done, desk, order), partial(_refused, desk, order))


def _write(order: _Order, progress: Progress) -> tuple[Unfitted, ...] | None:
    """In the worker: the projects that did not become one page as was wanted; None when it was cancelled."""
    try:
        return _write_all(order, progress)
    except Cancelled:
        return None


def _write_all(order: _Order, progress: Progress) -> tuple[Unfitted, ...]:
    if order.choice.is_each:
        names = [path.name for path in order.targets]
        folder = order.targets[0].parent
        return export_each(order.export, folder, names, overwrite=order.overwrite, progress=progress).unfitted
    rendered = _rendered(order, progress)
    progress("正在写入", 1.0)
    write_file(order.targets[0], rendered.data, overwrite=order.overwrite)
    return rendered.unfitted


def _rendered(order: _Order, progress: Progress) -> Rendered:
    export = order.export
    if order.choice.format.id == SUMMARY:
        return Rendered(render_summary(export.document, export.forms, progress))
    return export.render(order.choice.format.suffix, progress)


def _done(desk: Desk, order: _Order, unfitted: tuple[Unfitted, ...] | None) -> None:
    if unfitted is None:
        desk.say("已取消导出。")
        return
    choice, first = order.choice, order.targets[0]
    count = len(order.export.document.projects)
    where = first.parent if choice.is_each else first
    told = f"已导出 {count} 个项目：{where}{_told(unfitted)}"
    desk.say(told)
    for path, wanted in ((first, choice.open_file and not choice.is_each), (first.parent, choice.open_folder)):
        if wanted and not QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))):
            desk.say(f"{told}。没有找到能打开它的程序。")


def _told(unfitted: tuple[Unfitted, ...]) -> str:
    if not unfitted:
        return ""
    if len(unfitted) == 1:
        return f"。{unfitted[0].text}"
    names = "、".join(f"“{one.name}”" for one in unfitted[:_NAMED])
    return f"。{names}{f'等 {len(unfitted)} 个项目' if len(unfitted) > _NAMED else ''}放不进一页，按原来的字号印"


def _refused(desk: Desk, order: _Order, error: UserError) -> None:
    """Offers another name; the dialog comes back as it was left."""
    if desk.session is not order.session:
        desk.show_error(error)
        return
    folder = order.targets[0].parent
    is_name = os.access(folder, os.W_OK)
    answer = ask_after_refusal(desk.widget, error, OTHER_NAME if is_name else OTHER_FOLDER)
    if answer == CLOSE.id or desk.session is not order.session:
        return
    source = _source(desk)
    _open(desk, source, _with_free_names(source, order.choice))


def _with_free_names(source: Source, choice: Choice) -> Choice:
    """The choice with -2, or the next number that is free, behind the name or pattern where something stands there."""
    suffix, other = choice.format.suffix, choice
    stem = source.targets(choice)[0].name.removesuffix(suffix)
    for number in range(2, _TRIES):
        if not any(map(os.path.lexists, source.targets(other))):
            return other
        name = held_name(stem, f"-{number}{suffix}").removesuffix(suffix)
        other = replace(choice, stem=name, pattern=f"{choice.pattern}-{number}")
    return choice
