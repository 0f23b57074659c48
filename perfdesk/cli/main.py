"""Runs one command, and turns what stops it into a message and an exit code."""

import os
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from perfdesk import __version__
from perfdesk.base.errors import UserError
from perfdesk.cli.arguments import COMMANDS, Arguments, main_parser
from perfdesk.cli.console import Console, prepare_streams
from perfdesk.cli.exits import Ended, Exit

Run = Callable[[Arguments, Console], Exit]


def is_command(arguments: Sequence[str]) -> bool:
    """Whether the arguments are a command or an option; else they are files to open in a window."""
    return bool(arguments) and (arguments[0] in COMMANDS or (arguments[0].startswith("-") and len(arguments[0]) > 1))


def run(arguments: Sequence[str]) -> int:
    """Runs the command and returns its exit code."""
    prepare_streams()
    try:
        code = _run(list(arguments))
        sys.stdout.flush()
    except BrokenPipeError:
        # Whoever read stdout has gone; Python would complain once more when it flushes at the end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return Exit.TARGET
    return code


def explain_no_window(arguments: Sequence[str]) -> int:
    """Says that there is no display for a window, and what can be done without."""
    prepare_streams()
    if arguments and not Path(arguments[0]).exists():
        what = f"没有“{arguments[0]}”这个命令，也没有这个文件。"
    else:
        what = "这里没有显示器，窗口打不开，只有命令可以用。"
    listed = "\n".join(f"  perfdesk {name:<10}{command.summary}" for name, command in COMMANDS.items())
    Console(quiet=False).complain(UserError(f"{what}\n{listed}\n", todo="“perfdesk --help”有说明。"))
    return Exit.USAGE


def _run(arguments: list[str]) -> int:
    name = arguments[0]
    console = Console(quiet=False)
    try:
        if name not in COMMANDS:
            main_parser(__version__).parse_args(arguments)
            raise UserError("缺少命令。", todo="“perfdesk --help”有说明。")
        given = COMMANDS[name].parser(name).parse_args(arguments[1:], Arguments())
        console = Console(given.quiet)
        return _RUN[name](given, console)
    except SystemExit:
        return Exit.DONE
    except Ended as ended:
        console.complain(ended.error)
        return ended.code
    except UserError as error:
        console.complain(error)
        return Exit.USAGE
    except KeyboardInterrupt:
        console.complain(UserError("已中断。", "没有写了一半的文件。"))
        return Exit.INTERRUPTED
    except BrokenPipeError:
        raise
    except Exception:
        # Loaded here: it takes as long as all that help needs.
        import logging

        logging.getLogger("perfdesk").exception("a bug in %s", name)
        console.complain(UserError("程序出错了，这是程序的问题。", "来源文件没有改动。", "请把上面的内容发给开发者。"))
        return Exit.BUG


def _import(arguments: Arguments, console: Console) -> Exit:
    from perfdesk.cli import import_command

    return import_command.run(arguments, console)


def _export(arguments: Arguments, console: Console) -> Exit:
    from perfdesk.cli import export_command

    return export_command.run(arguments, console)


def _compare(arguments: Arguments, console: Console) -> Exit:
    from perfdesk.cli import compare_command

    return compare_command.run(arguments, console)


def _forms(arguments: Arguments, console: Console) -> Exit:
    from perfdesk.cli import forms_command

    return forms_command.run(arguments, console)


def _doctor(arguments: Arguments, console: Console) -> Exit:
    from perfdesk.cli import doctor_command

    return doctor_command.run(arguments, console)


# Loaded when called: help needs none of what the commands need.
_RUN: Mapping[str, Run] = {
    "import": _import,
    "export": _export,
    "compare": _compare,
    "forms": _forms,
    "doctor": _doctor,
}
