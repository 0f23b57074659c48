"""What a person should look at after an import, line by line, each with its place in the document where it has one."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from perfdesk.forms.form import Form
from perfdesk.grid.recognise import Recognised
from perfdesk.jobs.import_ import Failed, Imported
from perfdesk.jobs.sources import Opened, doubtful, where
from perfdesk.model.document import Project
from perfdesk.model.place import Place


@dataclass(frozen=True, slots=True)
class Line:
    """Source, what it is, the name of the project, where it stands in the source, the text and why; and its place."""

    source: str
    kind: str
    project: str
    at: str
    text: str
    place: Place | None = None


def summary(imported: Imported) -> str:
    """Counts in one line, such as 已导入 12 个项目，待核对 3 处，未识别的内容 5 处."""
    opened = imported.opened
    counts = (
        ("待核对", sum(len(one.doubts) for one in opened), "处"),
        ("未识别的内容", sum(one.leftovers for one in opened), "处"),
        ("读不出来的文件", len(imported.failed), "个"),
        ("重复的项目", len(imported.twice), "个"),
    )
    projects = sum(len(one.document.projects) for one in opened)
    rest = "".join(f"，{word} {count} {unit}" for word, count, unit in counts if count)
    return f"{f'已导入 {projects} 个项目' if projects else '没有导入项目'}{rest}"


def lines(imported: Imported, added: Sequence[Project]) -> Iterator[Line]:
    """All that a person should look at, source by source. `added` are the projects as the document now has them."""
    rest = iter(added)
    for source in imported.sources:
        name = Path(source.name).name
        if isinstance(source, Failed):
            yield Line(name, "读不出来", "", "", str(source.error))
        else:
            projects = [project for _, project in zip(source.document.projects, rest, strict=False)]
            yield from _of(name, source, projects)
    for name in imported.twice:
        same = [one for one in added if _name(one, imported) == name]
        yield Line("", "重复的项目", name, "", name, Place(same[-1].id) if same else None)


def _of(name: str, source: Opened, projects: Sequence[Project]) -> Iterator[Line]:
    if not source.document.projects:
        yield Line(name, "没有项目", "", "", "没有找到绩效目标表，请看看是不是选错了文件。")
    for notice in source.notices:
        yield Line(name, "说明", "", notice.at, f"{notice.what}{f'，{notice.count} 处' if notice.count > 1 else ''}")
    reading = source.reading
    if reading is None:
        return
    tables = iter(projects)
    for left in reading.outside:
        yield Line(name, "未识别的内容", "", left.at, _with_why(left.text, left.why))
    for table in reading.tables:
        project = next(tables, None) if table.project is not None else None
        yield from dict.fromkeys(_of_table(name, source, table, project))


def _of_table(name: str, source: Opened, table: Recognised, project: Project | None) -> Iterator[Line]:
    form = source.forms.get(project.form) if project is not None else None
    title = project.field(form.roles.name) if project is not None and form is not None else table.title
    for placed in filter(doubtful, table.placed):
        place = _place(placed.slot, table, project, form)
        yield Line(name, "待核对", title, where(placed), _with_why(placed.text or placed.value, placed.why), place)
    for left in table.leftover:
        place = Place(project.id) if project is not None else None
        yield Line(name, "未识别的内容", title, left.at, _with_why(left.text, left.why), place)


def _place(slot: str, table: Recognised, project: Project | None, form: Form | None) -> Place | None:
    """Where the text of a slot went: a field, or the column of the n-th indicator as it was recognised.

    Indicators that are blank throughout are not in the document, and an import may have given the others new ids.
    """
    if project is None or table.project is None or form is None:
        return None
    number, is_indicator, column = slot.partition(".")
    if not is_indicator:
        return Place(project.id, slot)
    indicators = table.project.indicators
    at = int(number) - 1
    if at >= len(indicators) or indicators[at].is_blank:
        return Place(project.id)
    kept = sum(not one.is_blank for one in indicators[:at])
    return Place(project.id, "", project.indicators[kept].id, column) if kept < len(project.indicators) else None


def _name(project: Project, imported: Imported) -> str:
    form = next((one.forms[project.form] for one in imported.opened if project.form in one.forms), None)
    return project.field(form.roles.name) if form is not None else ""


def _with_why(text: str, why: str) -> str:
    return f"{text}{f'（{why}）' if why else ''}"
