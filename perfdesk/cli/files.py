"""Sources and targets as they are named on the command line: paths, and `-` for stdin and stdout."""

import os
from pathlib import Path

from perfdesk.base.errors import UserError
from perfdesk.cli.console import Console, read_stdin
from perfdesk.cli.exits import Ended, Exit, ends_with
from perfdesk.jobs.sources import Given, Origin
from perfdesk.readers.limits import LIMITS
from perfdesk.storage.disk import write_file

STREAM = "-"


def origins(names: list[str]) -> list[Origin]:
    """The sources of these names. UserError when stdin is named twice."""
    if names.count(STREAM) > 1:
        raise UserError("标准输入（-）只能用一次。")
    with ends_with(Exit.SOURCE):
        return [Given("标准输入", read_stdin(LIMITS.text_bytes)) if name == STREAM else Path(name) for name in names]


def refuse_existing(name: str) -> None:
    """Ends the command when there is a file of that name, before any work is done for it."""
    if name != STREAM and os.path.lexists(name):
        error = UserError(f"已经有“{name}”这个文件。", "原来的文件没有变。", "请换一个文件名，或者用 --force 覆盖。")
        raise Ended(Exit.TARGET, error)


def deliver(data: bytes, name: str, console: Console, *, overwrite: bool) -> None:
    """Writes the target `name`. What refuses it ends the command."""
    with ends_with(Exit.TARGET):
        if name == STREAM:
            console.data(data)
        else:
            write_file(Path(name), data, overwrite=overwrite)
