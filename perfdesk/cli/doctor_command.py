"""`perfdesk doctor`: prints what the program finds on this machine, or in one file."""

from collections.abc import Iterable, Iterator
from dataclasses import asdict
from pathlib import Path

from perfdesk.cli.arguments import Arguments
from perfdesk.cli.console import Console
from perfdesk.cli.exits import Exit, ends_with
from perfdesk.forms.catalogue import load_catalogue
from perfdesk.jobs.doctor import Examined, Item, Machine, examine_file, examine_machine


def run(arguments: Arguments, console: Console) -> Exit:
    """Looks and ends with 0; 1 when a file is damaged but still holds projects, 3 when nothing can be read of it."""
    catalogue = load_catalogue()
    if arguments.file is None:
        machine = examine_machine(catalogue)
        _print(asdict(machine), _machine_lines(machine), arguments, console)
        return Exit.DONE
    with ends_with(Exit.SOURCE):
        examined = examine_file(Path(arguments.file), catalogue)
    _print(asdict(examined), _file_lines(examined), arguments, console)
    if not examined.wrong:
        return Exit.DONE
    return Exit.FINDINGS if examined.projects else Exit.SOURCE


def _print(value: dict[str, object], lines: Iterable[str], arguments: Arguments, console: Console) -> None:
    with ends_with(Exit.TARGET):
        if arguments.json:
            console.json(value)
    if not arguments.json:
        for line in lines:
            console.result(line)


def _machine_lines(machine: Machine) -> Iterator[str]:
    yield from _items("版本", machine.versions)
    yield from _items("文件夹", machine.folders)
    yield from _items("表样", machine.forms)
    if machine.fonts is None:
        yield "字体：没有 fc-list，不知道装了哪些"
    else:
        yield from _items("字体", machine.fonts)
    yield from _items("办公软件", machine.offices)
    yield f"显示器：{machine.display or '没有'}"


def _items(title: str, items: Iterable[Item]) -> Iterator[str]:
    yield f"{title}："
    for item in items:
        yield f"  {item.name}：{item.found or '没有'}"


def _file_lines(examined: Examined) -> Iterator[str]:
    yield f"文件：{examined.name}"
    yield f"格式：{examined.kind}"
    yield f"大小：{examined.size_bytes:,} 字节"
    yield f"SHA-256：{examined.sha256}"
    for wrong in examined.wrong:
        yield f"问题：{wrong}"
    yield f"{'还能' if examined.wrong else '可以'}读出 {examined.projects} 个项目"
