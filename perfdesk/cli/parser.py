"""An argument parser that speaks Chinese; argparse itself speaks English only."""

import argparse
import re
from collections.abc import Iterable
from typing import NoReturn

from perfdesk.base.errors import UserError
from perfdesk.cli.exits import Ended, Exit

_WORDS: tuple[tuple[str, str], ...] = (
    (r"the following arguments are required: (.+)", r"缺少参数：\1"),
    (r"unrecognized arguments: (.+)", r"不认识的参数：\1"),
    (r"argument (.+?): expected (?:at least )?one argument", r"\1 后面缺少内容"),
    (r"argument (.+?): not allowed with argument (.+)", r"\1 不能与 \2 同时使用"),
    (r"argument (.+?): ignored explicit argument (.+)", r"\1 后面不能带内容 \2"),
    (r"argument .+?: invalid choice: '(.*?)' .*", r"没有“\1”这个选择"),
)
"""What argparse of Python 3.11 to 3.14 says, and what is said here."""


class _Format(argparse.RawTextHelpFormatter):
    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: Iterable[argparse._MutuallyExclusiveGroup],  # pyright: ignore[reportPrivateUsage]
        prefix: str | None = None,
    ) -> None:
        super().add_usage(usage, actions, groups, "用法：" if prefix is None else prefix)

    def format_help(self) -> str:
        return re.sub(r"^(\w+):$", r"\1：", super().format_help(), flags=re.MULTILINE)


class Parser(argparse.ArgumentParser):
    """Ends a wrong use by `Ended`. Its own groups are `arguments` and `options`."""

    def __init__(self, prog: str, description: str, epilog: str) -> None:
        super().__init__(
            prog, description=description, epilog=epilog, formatter_class=_Format, add_help=False, allow_abbrev=False
        )
        self.arguments = self.add_argument_group("参数")
        self.options = self.add_argument_group("选项")
        self.options.add_argument("-h", "--help", action="help", help="显示这份说明")

    def error(self, message: str) -> NoReturn:
        """Ends the command: it was used in a wrong way."""
        for english, chinese in _WORDS:
            if found := re.fullmatch(english, message):
                message = found.expand(chinese)
                break
        raise Ended(Exit.USAGE, UserError(f"{message}。", todo=f"“{self.prog} --help”有说明。"))
