"""Pages taken apart, and projects that take several of them."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from support.seeds import form

from perfdesk.forms.form import Form
from perfdesk.grid.grid import Grid
from perfdesk.grid.layout import lay_out
from perfdesk.grid.measure import BLANKS
from perfdesk.model.document import Indicator, Project
from perfdesk.model.document import texts as mapping
from perfdesk.model.text import clean
from perfdesk.paper.pages import Page, Part

MM = 72 / 25.4
LEVELS = ("产出指标", "数量指标")


def text(part: Part) -> str:
    """What stands in a part, lines joined."""
    return "".join(line.text for line in part.lines)


def texts(page: Page) -> list[str]:
    """What stands in the parts of a page, without empty ones."""
    return [shown for shown in map(text, page.parts) if shown]


def find(page: Page, shown: str) -> Part:
    """The one part of a page with this text."""
    (found,) = [part for part in page.parts if text(part) == shown]
    return found


def parts_of(pages: Iterable[Page], row: int, column: int) -> list[Part]:
    """All parts of a cell of the Grid, page after page, without repeated headings."""
    return [
        part
        for page in pages
        for part in page.parts
        if (part.row, part.column) == (row, column) and not part.is_repeated
    ]


def inked(shown: str) -> str:
    """A text without what is not drawn: blanks, line ends, control characters."""
    return "".join(letter for letter in clean(shown) if letter not in BLANKS + "\n")


def project(
    annual: str = "",
    period: str = "",
    indicators: Sequence[tuple[str, ...]] = (),
    of: Form | None = None,
    **fields: str,
) -> Project:
    """A project with these goals and indicators (一级, 二级, 三级, then values), other fields by their ids."""
    of = of or form()
    goals = {of.roles.period_goal: period, of.roles.annual_goal: annual}
    columns = [column.id for column in of.value_columns]
    found = tuple(
        Indicator(f"i{number}", *one[:3], mapping(zip(columns, one[3:], strict=False)))
        for number, one in enumerate(indicators)
    )
    return Project("p", of.id, mapping({**{k: v for k, v in goals.items() if k}, **fields}.items()), found)


def rows(count: int, value: str = "1项", levels: tuple[str, str] = LEVELS) -> list[tuple[str, ...]]:
    """So many indicators of one 二级."""
    return [(*levels, f"第{number}项", value, value) for number in range(1, count + 1)]


def laid(one: Project, height_mm: float = 297, of: Form | None = None, **options: bool) -> Grid:
    """The Grid of a project, on paper of another height where it is given."""
    of = of or form()
    made = lay_out(of, one, replace(of.options, **options))
    return replace(made, sheet=replace(made.sheet, page=replace(made.sheet.page, height_mm=height_mm)))
