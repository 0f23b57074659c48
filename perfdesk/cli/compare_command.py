"""`perfdesk compare`: prints what differs between two sources."""

from collections.abc import Iterator
from dataclasses import asdict

from perfdesk.cli.arguments import Arguments
from perfdesk.cli.console import Console
from perfdesk.cli.exits import Exit, ends_with
from perfdesk.cli.files import origins
from perfdesk.forms.catalogue import load_catalogue
from perfdesk.jobs.compare import IndicatorEntry, ProjectEntry, TextEntry, compare_sources

_CHANGES = {"added": "新增", "removed": "删除", "changed": "修改", "moved": "移动"}


def run(arguments: Arguments, console: Console) -> Exit:
    """Compares and ends with 0; 1 when the sources differ, or something in them was not read or recognised."""
    first, second = origins([arguments.before, arguments.after])
    with ends_with(Exit.SOURCE):
        found = compare_sources(first, second, load_catalogue(), console.progress)
    unread = [source for source in (found.before, found.after) if source.leftovers or source.notices]
    for source in unread:
        console.say(f"{source.name}：有 {source.leftovers + len(source.notices)} 处没有读到或没有识别，没有比较。")
    if arguments.json:
        with ends_with(Exit.TARGET):
            console.json({"same": not found.projects, "projects": [asdict(one) for one in found.projects]})
    else:
        for line in (line for one in found.projects for line in _project_lines(one)):
            console.result(line)
    if not found.projects:
        console.say("没有不同。")
    return Exit.FINDINGS if found.projects or unread else Exit.DONE


def _project_lines(project: ProjectEntry) -> Iterator[str]:
    place = "，位置变了" if project.moved and project.change == "changed" else ""
    yield f"{_CHANGES[project.change]}项目 {_shown(project.name)}{place}"
    if project.form:
        yield f"  表样：{project.form[0]} → {project.form[1]}"
    for text in project.fields:
        yield f"  {_text_line(text)}"
    for indicator in project.indicators:
        yield from _indicator_lines(indicator)


def _indicator_lines(indicator: IndicatorEntry) -> Iterator[str]:
    place = "，位置变了" if indicator.moved and indicator.change == "changed" else ""
    levels = " / ".join(_shown(level) for level in (indicator.level1, indicator.level2, indicator.level3))
    yield f"  {_CHANGES[indicator.change]}指标 {levels}{place}"
    for text in indicator.texts:
        yield f"    {_text_line(text)}"


def _text_line(text: TextEntry) -> str:
    return f"{text.label}：{_shown(text.before)} → {_shown(text.after)}"


def _shown(text: str) -> str:
    return " ⏎ ".join(text.split("\n")) if text else "（空）"
