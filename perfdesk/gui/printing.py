"""Printing from the window: what, the system's dialog, and the pages one by one onto the printer."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtGui import QPainter

from perfdesk.base.errors import UserError
from perfdesk.base.progress import Progress
from perfdesk.gui.action import there
from perfdesk.gui.desk import Desk
from perfdesk.gui.live_book import AT_ONCE, LiveBook, Wanted, projects_of, wanted_tables
from perfdesk.gui.paper_questions import ask_signature, ask_without_printer
from perfdesk.gui.project_facts import NO_NAME
from perfdesk.gui.selection import Scope
from perfdesk.gui.view_commands import session
from perfdesk.paper.paint import paint
from perfdesk.paper.typefaces import Typefaces

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

_POINTS_AN_INCH = 72


def print_scope(desk: Desk) -> None:
    """Prints what the preview shows or would show."""
    _prepare(desk, desk.selection.scope)


def print_project(desk: Desk) -> None:
    """Prints the project that shows."""
    _prepare(desk, "one")


def print_page(desk: Desk) -> None:
    """Prints the page in view, as a page of what the preview shows."""
    _prepare(desk, desk.selection.scope, desk.selection.page)


def _prepare(desk: Desk, scope: Scope, page: tuple[str, int] | None = None) -> None:
    """Asks what has to be known first, then has the pages counted."""
    from PySide6.QtPrintSupport import QPrinterInfo

    now = session(desk)
    projects = projects_of(now.document, desk.selection, scope)
    if not projects:
        desk.say("没有选中项目，什么也没有打印。")
        return
    forms = dict.fromkeys(map(desk.form_of, projects))
    if not ask_signature(desk.widget, now, desk.selection.project, forms):
        return
    if not QPrinterInfo.availablePrinterNames():
        if ask_without_printer(desk.widget):
            from perfdesk.gui.exporting import export

            export(desk, scope, "pdf")
        return
    tables = there(desk).tables
    wanted = wanted_tables(now.document, projects, desk.form_of)
    unknown = [one for one in wanted if tables.count(one) is None]

    def counted() -> None:
        _ask(desk, LiveBook(tables, wanted), _title(scope, wanted), page)

    if len(unknown) > AT_ONCE:
        desk.work_here(partial(tables.counting, unknown), counted)
    else:
        counted()


def _title(scope: Scope, wanted: Sequence[Wanted]) -> str:
    if scope == "one" or len(wanted) == 1:
        return f"打印：{wanted[0].project.field(wanted[0].form.roles.name) or NO_NAME}"
    return f"打印：{'全部' if scope == 'all' else '选中的'} {len(wanted)} 个项目"


def _ask(desk: Desk, book: LiveBook, title: str, page: tuple[str, int] | None) -> None:
    """The system's dialog, then the job."""
    from PySide6.QtPrintSupport import QPrintDialog, QPrinter

    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    file = session(desk).file
    printer.setDocName(file.stem if file else "项目绩效目标表")
    printer.setFullPage(True)
    _set_paper(printer, book, 0)
    if book.is_leafed:
        printer.setDuplex(QPrinter.DuplexMode.DuplexLongSide)
    dialog = QPrintDialog(printer, desk.widget)
    dialog.setObjectName("print_dialog")
    option = QPrintDialog.PrintDialogOption
    single = page is not None
    # Files are made by the export, whose text can be searched and copied as it was typed.
    dialog.setOption(option.PrintToFile, False)
    dialog.setOption(option.PrintSelection, not single)
    dialog.setOption(option.PrintCurrentPage, not single and book.number(*desk.selection.page) is not None)
    dialog.setOption(option.PrintPageRange, not single)
    pages = 1 if single else len(book)
    if not single:
        dialog.setMinMax(1, pages)
        dialog.setFromTo(1, pages)
    dialog.setWindowTitle(f"{title}，{pages} 页")
    accepted = dialog.exec() == QPrintDialog.DialogCode.Accepted
    dialog.deleteLater()
    if not accepted:
        return
    numbers = _one(book, page) if page is not None else _numbers(printer, book, desk)
    if not numbers:
        desk.say("选的范围里没有页，什么也没有打印。")
        return
    said = f"已送到打印机：{len(numbers)} 页"
    desk.work_here(partial(_print, printer, book, _in_order(printer, numbers)), lambda: desk.say(said))


def _one(book: LiveBook, page: tuple[str, int]) -> Sequence[int]:
    number = book.number(*page)
    return () if number is None else (number,)


def _numbers(printer: QPrinter, book: LiveBook, desk: Desk) -> Sequence[int]:
    """The pages that were chosen in the dialog, counted from 0."""
    ranges = printer.PrintRange
    chosen = printer.printRange()
    if chosen == ranges.CurrentPage:
        return _one(book, desk.selection.page)
    if chosen == ranges.Selection:
        return [one for one in range(len(book)) if book.project(one).id in desk.selection.projects]
    if chosen == ranges.PageRange and printer.fromPage():
        return range(len(book))[printer.fromPage() - 1 : printer.toPage() or None]
    return range(len(book))


def _in_order(printer: QPrinter, numbers: Sequence[int]) -> Sequence[int]:
    """The pages as they go to the printer: from the last one if so chosen, and as often as it does not itself."""
    if printer.pageOrder() == printer.PageOrder.LastPageFirst:
        numbers = numbers[::-1]
    copies = 1 if printer.supportsMultipleCopies() else printer.copyCount()
    if printer.collateCopies():
        return [one for _ in range(copies) for one in numbers]
    return [one for one in numbers for _ in range(copies)]


def _print(printer: QPrinter, book: LiveBook, numbers: Sequence[int], progress: Progress) -> Generator[None]:
    """Paints the pages; what was begun is taken back from the printer when it does not come to its end."""
    painter, typefaces = QPainter(), Typefaces()
    is_done = False
    try:
        for index, number in enumerate(numbers):
            progress(f"正在打印第 {index + 1} 页，共 {len(numbers)} 页", index / len(numbers))
            _set_paper(printer, book, number)
            if not (printer.newPage() if painter.isActive() else painter.begin(printer)):
                raise _refused(index)
            scale = printer.resolution() / _POINTS_AN_INCH
            painter.resetTransform()
            painter.scale(scale, scale)
            paint(painter, book.page(number), typefaces)
            yield
        is_done = True
    finally:
        if not is_done:
            printer.abort()
        is_out = painter.end() if painter.isActive() else True
    if not is_out:
        raise _refused(len(numbers))


def _refused(pages: int) -> UserError:
    safe = f"已送出 {pages} 页。文件没有受影响。" if pages else "什么也没有打印。文件没有受影响。"
    return UserError("打印机没有接受。", safe, "请看看打印机是否打开、有没有纸，再打印一次；也可以先导出 PDF。")


def _set_paper(printer: QPrinter, book: LiveBook, number: int) -> None:
    """The paper of a page, without margins: the page has its own."""
    from PySide6.QtCore import QMarginsF, QSizeF
    from PySide6.QtGui import QPageLayout, QPageSize

    width, height = book.sizes[number]
    size = QPageSize(QSizeF(min(width, height), max(width, height)), QPageSize.Unit.Point)
    orientation = QPageLayout.Orientation.Landscape if width > height else QPageLayout.Orientation.Portrait
    layout = QPageLayout(size, orientation, QMarginsF())
    layout.setMode(QPageLayout.Mode.FullPageMode)
    if not layout.isEquivalentTo(printer.pageLayout()):
        printer.setPageLayout(layout)
