"""`perfdesk import`: reads sources into a `.jxmb` file and says what was not understood."""

from collections.abc import Iterator
from pathlib import Path

from perfdesk.base.errors import UserError
from perfdesk.cli.arguments import Arguments
from perfdesk.cli.console import Console, json_bytes
from perfdesk.cli.exits import Ended, Exit, ends_with
from perfdesk.cli.files import STREAM, deliver, origins, refuse_existing
from perfdesk.forms.catalogue import Catalogue, load_catalogue
from perfdesk.jobs.import_ import Failed, Imported, import_sources
from perfdesk.jobs.report import report
from perfdesk.jobs.sources import OWN_SUFFIX, Opened, forms_at_hand, nothing_found
from perfdesk.model.document import Document
from perfdesk.model.text import one_line
from perfdesk.storage.file import open_document
from perfdesk.storage.json_encode import encode as encode_json
from perfdesk.storage.jxmb import encode as encode_jxmb

_SHOWN = 20
"""Most lines of one kind that are said of one source; the report has all."""


def run(arguments: Arguments, console: Console) -> Exit:
    """Imports and ends with 0; 1 when something was left over or not read, 3 when nothing at all was read."""
    _check(arguments)
    catalogue = load_catalogue()
    before = _before(arguments)
    imported = import_sources(
        origins(arguments.sources), catalogue, into=before, form_id=arguments.form, progress=console.progress
    )
    _tell(imported, console)
    # Made only when wanted: it is several times as long as its source.
    told = json_bytes({**report(imported)}) if arguments.report or arguments.json else b""
    if arguments.report:
        deliver(told, arguments.report, console, overwrite=arguments.force)
    if imported.is_empty:
        raise Ended(Exit.SOURCE, UserError("没有可以导入的内容，没有写入文件。"))
    _save(imported.document, arguments, catalogue, console)
    if arguments.out != STREAM:
        console.say(f"已存入“{arguments.out}”，共 {len(imported.document.projects)} 个项目。")
    if arguments.json:
        deliver(told, STREAM, console, overwrite=True)
    return Exit.DONE if imported.is_complete else Exit.FINDINGS


def _save(document: Document, arguments: Arguments, catalogue: Catalogue, console: Console) -> None:
    with ends_with(Exit.TARGET):
        is_stream = arguments.out == STREAM
        data = encode_json(document, forms_at_hand(catalogue)) if is_stream else encode_jxmb(document)
    deliver(data, arguments.out, console, overwrite=arguments.force or arguments.append)


def _check(arguments: Arguments) -> None:
    if arguments.out != STREAM and Path(arguments.out).suffix.lower() != OWN_SUFFIX:
        raise UserError(f"导入的内容要存成 {OWN_SUFFIX} 文件，不能存成“{arguments.out}”。")
    if arguments.append and arguments.out == STREAM:
        raise UserError("--append 要有一个文件，不能用于标准输出。")
    if [arguments.out, arguments.report].count(STREAM) + arguments.json > 1:
        raise UserError("标准输出只能写一样内容。", todo="请在 -o -、--report - 和 --json 里只选一个。")
    if not arguments.force:
        for target in (arguments.report or STREAM, STREAM if arguments.append else arguments.out):
            refuse_existing(target)


def _before(arguments: Arguments) -> Document | None:
    """The document to add to, None for a new one."""
    if not arguments.append or not Path(arguments.out).exists():
        return None
    with ends_with(Exit.TARGET):
        return open_document(Path(arguments.out))


def _tell(imported: Imported, console: Console) -> None:
    """Says of each source what was found in it; also when quiet, that it could not be read, or holds nothing."""
    for source in imported.sources:
        if isinstance(source, Failed):
            is_named = Path(source.name).name in source.error.what
            console.complain(source.error, "" if is_named else f"{source.name}：")
        else:
            if not source.document.projects:
                console.complain(nothing_found(source.name))
            for line in _lines(source):
                console.say(line)
    for name in imported.twice:
        console.say(f"有重复的项目：{name}")


def _lines(source: Opened) -> Iterator[str]:
    doubts, left = source.doubts, source.leftovers
    counts = "".join(
        f"，{word} {count} 处" for word, count in (("待核对", len(doubts)), ("未识别的内容", left)) if count
    )
    yield f"{source.name}：{len(source.document.projects)} 个项目{counts}"
    yield from _few(f"  {one.what}{f'（{one.at}）' if one.at else ''}{_times(one.count)}" for one in source.notices)
    yield from _few(f"  待核对 {one.at}“{_short(one.text)}”：{one.why}" for one in doubts)
    tables = source.reading.tables if source.reading else ()
    outside = source.reading.outside if source.reading else ()
    leftovers = [*outside, *(one for table in tables for one in table.leftover)]
    yield from _few(f"  未识别的内容 {one.at}“{_short(one.text)}”" for one in leftovers)


def _few(lines: Iterator[str]) -> Iterator[str]:
    every = list(lines)
    yield from every[:_SHOWN]
    if len(every) > _SHOWN:
        yield f"  还有 {len(every) - _SHOWN} 处，用 --report 可以看到全部"


def _times(count: int) -> str:
    return f"，{count} 处" if count > 1 else ""


def _short(text: str) -> str:
    line = one_line(text)
    return line if len(line) <= 30 else f"{line[:30]}…"
