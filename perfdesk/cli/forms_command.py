"""`perfdesk forms`: lists the forms at hand, or checks one file."""

from pathlib import Path

from perfdesk.base.errors import UserError
from perfdesk.cli.arguments import Arguments
from perfdesk.cli.console import Console
from perfdesk.cli.exits import Exit, ends_with
from perfdesk.forms.catalogue import load_catalogue
from perfdesk.forms.form import Form
from perfdesk.forms.loader import FormError, load_form
from perfdesk.readers.limits import LIMITS
from perfdesk.storage.disk import read_file


def run(arguments: Arguments, console: Console) -> Exit:
    """Lists, or checks, and ends with 0; 1 when a form has faults."""
    return _list(arguments, console) if arguments.check is None else _check(arguments, arguments.check, console)


def _list(arguments: Arguments, console: Console) -> Exit:
    catalogue = load_catalogue()
    if arguments.json:
        forms = [
            {"id": one.form.id, "name": one.form.name, "origin": one.origin, "path": str(one.path)}
            for one in catalogue.entries
        ]
        faults = [{"path": one.source, "faults": list(one.faults)} for one in catalogue.faults]
        with ends_with(Exit.TARGET):
            console.json({"forms": forms, "faults": faults})
    else:
        for one in catalogue.entries:
            console.result(f"{one.form.id}  {one.form.name}（{one.origin}）  {one.path}")
    for fault in catalogue.faults:
        console.complain(fault)
    return Exit.FINDINGS if catalogue.faults else Exit.DONE


def _check(arguments: Arguments, name: str, console: Console) -> Exit:
    with ends_with(Exit.SOURCE):
        data = read_file(Path(name), LIMITS.text_bytes)
    form: Form | None = None
    faults: tuple[str, ...] = ()
    try:
        form = load_form(_text(data, name), name)
    except FormError as error:
        faults = error.faults
    skipped = form.skipped if form else ()
    if arguments.json:
        with ends_with(Exit.TARGET):
            console.json({"path": name, "valid": not faults, "faults": list(faults), "skipped": list(skipped)})
    else:
        for fault in faults:
            console.result(fault)
    for key in skipped:
        console.say(f"没有读更新版本才有的内容：{key}")
    if form is not None:
        console.say(f"“{name}”没有错误：{form.name}（{form.id}）。")
    else:
        console.complain(UserError(f"“{name}”有 {len(faults)} 处错误。"))
    return Exit.FINDINGS if faults else Exit.DONE


def _text(data: bytes, name: str) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise FormError(name, (f"文件第{error.start + 1}个字节：不是UTF-8编码的文字",)) from error
