"""`perfdesk export`: writes a document for paper, as a list for Excel, as text or as JSON."""

from dataclasses import asdict
from pathlib import Path, PurePath

from perfdesk.base.errors import UserError
from perfdesk.cli.arguments import Arguments
from perfdesk.cli.console import Console
from perfdesk.cli.exits import Exit, ends_with
from perfdesk.cli.files import STREAM, deliver, origins, refuse_existing
from perfdesk.forms.catalogue import load_catalogue
from perfdesk.jobs.export import Export, Rendered, Written, export_each, format_of, only
from perfdesk.jobs.file_names import DEFAULT_PATTERN
from perfdesk.jobs.sources import forms_at_hand, open_own
from perfdesk.jobs.summary import SUMMARY_FORMAT, render_summary
from perfdesk.model.document import YES, texts


def run(arguments: Arguments, console: Console) -> Exit:
    """Exports and ends with 0; 1 when something in the source was left out."""
    suffix = _suffix(arguments)
    if not arguments.force and not arguments.each:
        refuse_existing(arguments.out)
    catalogue = load_catalogue()
    (origin,) = origins([arguments.source])
    with ends_with(Exit.SOURCE):
        opened = open_own(origin, catalogue)
    for notice in opened.notices:
        console.say(f"{notice.what}（{notice.at}）")
    document = only(opened.document, opened.forms, arguments.only) if arguments.only else opened.document
    if not document.projects and suffix not in (".json", ".jsonl"):
        raise UserError(f"“{opened.name}”里没有项目，没有导出。")
    paper = texts((("signature", YES if arguments.signatures else ""), ("fit", YES if arguments.fit else "")))
    export = Export(document, opened.forms, forms_at_hand(catalogue), paper, arguments.plain)
    if arguments.each:
        pattern = arguments.name or DEFAULT_PATTERN
        names = export.names(pattern)
        with ends_with(Exit.TARGET):
            written = export_each(
                export, Path(arguments.out), names, overwrite=arguments.force, progress=console.progress
            )
    else:
        rendered = (
            Rendered(render_summary(document, opened.forms, console.progress))
            if arguments.summary
            else export.render(suffix, console.progress)
        )
        deliver(rendered.data, arguments.out, console, overwrite=arguments.force)
        written = Written((Path(arguments.out),), rendered.unfitted)
    for one in written.unfitted:
        console.say(f"{one.text}。")
    if arguments.out != STREAM:
        console.say(f"已导出 {len(document.projects)} 个项目到“{arguments.out}”。")
        if arguments.json:
            with ends_with(Exit.TARGET):
                console.json(
                    {
                        "files": [str(path) for path in written.paths],
                        "projects": len(document.projects),
                        "unfitted": [asdict(one) for one in written.unfitted],
                    }
                )
    return Exit.FINDINGS if opened.notices else Exit.DONE


def _suffix(arguments: Arguments) -> str:
    """The format of the target."""
    if arguments.name is not None and not arguments.each:
        raise UserError("--name 要与 --each 同时使用。")
    if arguments.each and arguments.out == STREAM:
        raise UserError("--each 要有一个文件夹，不能用于标准输出。")
    if arguments.summary and (arguments.each or PurePath(arguments.out).suffix.lower() != SUMMARY_FORMAT):
        raise UserError(f"项目汇总表（--summary）只能导出成一个 {SUMMARY_FORMAT} 文件。")
    if arguments.each:
        return ""
    if arguments.out == STREAM:
        return ".json" if arguments.json else ".txt"
    return format_of(arguments.out)
