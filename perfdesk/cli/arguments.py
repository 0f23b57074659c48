"""The arguments of every command, with their help. Imports nothing that takes time, so that help is there at once."""

import argparse
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from perfdesk.cli.parser import Parser

_DOCUMENT = "本程序的文件（.jxmb），或它导出的 JSON；- 是标准输入"
_SOURCE = "Word、文本、JSON 或 .jxmb 文件，按内容识别；- 是标准输入"


class Arguments(argparse.Namespace):
    """What was given on the command line. Each command has its own of these."""

    json: bool
    quiet: bool
    force: bool
    sources: list[str]
    source: str
    before: str
    after: str
    file: str | None
    out: str
    report: str | None
    append: bool
    form: str
    each: bool
    name: str | None
    only: list[str]
    signatures: bool
    fit: bool
    summary: bool
    plain: bool
    check: str | None


@dataclass(frozen=True, slots=True)
class Command:
    """A command: what it does in a few words, and what adds its arguments."""

    summary: str
    example: str
    add: Callable[[Parser], None]
    more: str = ""

    def parser(self, name: str) -> Parser:
        """The parser of its arguments."""
        parser = Parser(f"perfdesk {name}", f"{self.summary}。{self.more}", f"例：{self.example}")
        self.add(parser)
        parser.options.add_argument("--json", action="store_true", help="把结果写成 JSON，给别的程序用")
        parser.options.add_argument("--quiet", action="store_true", help="只说错误，不说别的")
        return parser


def _import(parser: Parser) -> None:
    parser.arguments.add_argument("sources", nargs="+", metavar="SOURCE", help=_SOURCE)
    parser.options.add_argument(
        "-o", "--out", required=True, metavar="OUT.jxmb", help="存成这个文件；- 是把 JSON 写到标准输出"
    )
    parser.options.add_argument("--append", action="store_true", help="加到这个文件已有的项目后面；没有就新建")
    parser.options.add_argument("--form", default="", metavar="ID", help="只按这种表样识别（perfdesk forms 列出编号）")
    parser.options.add_argument("--report", metavar="FILE.json", help="把每一处文字的去向写成 JSON；- 是标准输出")
    _add_force(parser)


def _export(parser: Parser) -> None:
    parser.arguments.add_argument("source", metavar="FILE.jxmb", help=_DOCUMENT)
    parser.options.add_argument(
        "-o",
        "--out",
        required=True,
        metavar="OUT",
        help="按结尾决定格式：.docx .pdf .xlsx .html .txt .json .jsonl\n- 是标准输出：文本，有 --json 时是 JSON",
    )
    parser.options.add_argument("--each", action="store_true", help="每个项目一个文件，OUT 是文件夹")
    parser.options.add_argument(
        "--name",
        metavar="PATTERN",
        help="--each 的文件名，如 {序号}-{单位}-{名称}.docx\n还可以用 {年度} 和表样里任何一项的名称",
    )
    parser.options.add_argument(
        "--only", action="append", default=[], metavar="TEXT", help="只要名称里有这个词的项目，可以写多次"
    )
    parser.options.add_argument(
        "--signatures", action="store_true", help="表格下面加签字栏\n文件里选过要签字栏的，不写也有；--fit 也是"
    )
    parser.options.add_argument("--fit", action="store_true", help="一页放不下的表缩小字号，放进一页（缩放到一页）")
    parser.options.add_argument("--summary", action="store_true", help="导出项目汇总表：每个项目一行，只有 .xlsx")
    parser.options.add_argument("--plain", action="store_true", help="JSON 里不写编号（id）")
    _add_force(parser)


def _compare(parser: Parser) -> None:
    parser.arguments.add_argument("before", metavar="A", help=_SOURCE)
    parser.arguments.add_argument("after", metavar="B", help="与 A 比较，同样可以是任何一种文件")


def _forms(parser: Parser) -> None:
    parser.options.add_argument("--check", metavar="FILE.toml", help="检查一个表样文件，列出所有错误")


def _doctor(parser: Parser) -> None:
    parser.arguments.add_argument("file", nargs="?", metavar="FILE", help="看这个文件的格式、校验值和损坏情况")


def _add_force(parser: Parser) -> None:
    parser.options.add_argument("--force", action="store_true", help="目标已经存在时覆盖它")


COMMANDS: Mapping[str, Command] = {
    "import": Command(
        "导入 Word、文本和 JSON，存成 .jxmb 文件",
        "perfdesk import 去年的表.docx -o 今年.jxmb --report 报告.json",
        _import,
        "\n有未识别的内容、有没读到的部分时，退出码是 1。",
    ),
    "export": Command(
        "导出成 Word、PDF、Excel、网页、文本或 JSON",
        "perfdesk export 今年.jxmb -o 今年.pdf --fit --signatures\n　　perfdesk export 今年.jxmb -o 分发 --each",
        _export,
    ),
    "compare": Command(
        "比较两个文件里的项目、字段和指标",
        "perfdesk compare 一上.jxmb 二上.docx",
        _compare,
        "有不同时，退出码是 1。",
    ),
    "forms": Command("列出可用的表样，或检查一个表样文件", "perfdesk forms --check form.toml", _forms),
    "doctor": Command("看程序的环境，或看一个文件坏没坏", "perfdesk doctor 今年.jxmb", _doctor),
}


def main_parser(version: str) -> Parser:
    """The parser of what stands without a command."""
    listed = "\n".join(f"  {name:<10}{command.summary}" for name, command in COMMANDS.items())
    parser = Parser(
        "perfdesk",
        "绩效目标表编辑器。",
        f"命令：\n{listed}\n\n"
        "每个命令的说明：perfdesk import --help\n"
        "例：perfdesk import 去年的表.docx -o 今年.jxmb\n\n"
        "退出码：0 完成；1 完成，但有问题、有不同，或有部分读不出来；2 用法不对；\n"
        "　　　　3 来源读不出来；4 目标写不进去；130 被中断",
    )
    parser.usage = "perfdesk 命令 …"
    parser.options.add_argument("--version", action="version", version=f"perfdesk {version}", help="显示版本")
    return parser
