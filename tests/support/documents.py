"""Hypothesis strategies for documents of no special form, and random edits of any document.

`texts()` holds blanks at the ends, line breaks, full-width signs, marks that nobody sees and emoji, and `text.clean`
leaves it as it is; with `controls` also what `clean` takes out. Ids count up within one document.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import count

from hypothesis import strategies as st

from perfdesk.model import edits
from perfdesk.model.document import EMPTY, NO, YES, Document, Indicator, Project
from perfdesk.model.document import texts as mapping

FORMS: Mapping[str, str] = {"form-a": 'id = "form-a"', "form-b": 'id = "form-b"'}
CHOICES = ("signature", "fit", "later")
FIELDS = ("name", "unit", "year", "money", "goal")
COLUMNS = ("period", "annual")
PIECES = (
    *(
        "\n",
        "\n\n",
        " ",
        "　",
        "\t",
        "预算金额",
        "产出指标",
        "数量指标",
        "项目名称：",
        "２０２６年",
        "≥95%",
        "488,700.00",
    ),
    *(
        "约18.5万元",
        "“三服务”",
        "。",
        "a",
        "=1+1",
        "<b>&amp;</b>",
        "😀",
        "👨\u200d👩\u200d👧",
        "𠮷",
        "e\u0301",
        "\ufeff",
        "\u202e",
    ),
)
CONTROLS = ("\x00", "\x07", "\x1b", "\x7f", "\x85", "\r\n", "\r", "\v", "\f", "\u2028", "\ufffe", "\ud800")


def texts(controls: bool = False) -> st.SearchStrategy[str]:
    """Texts, also empty ones."""
    pieces = st.sampled_from(PIECES + CONTROLS if controls else PIECES)
    characters = st.characters(exclude_categories=("Cs", "Cc", "Cn", "Zl", "Zp"))
    return st.lists(pieces, max_size=5).map("".join) | st.text(characters, max_size=8)


def indicators(columns: Sequence[str] = COLUMNS, controls: bool = False) -> st.SearchStrategy[Indicator]:
    """Indicators with the id "", for `projects` to number; 一级 and 二级 recur, so that some stand together."""
    any_text = texts(controls)
    level = st.sampled_from(("产出指标", "效益指标", "数量指标", "质量")) | any_text
    return st.builds(Indicator, st.just(""), level, level, any_text, _mappings(columns, any_text))


def projects(
    forms: Iterable[str] = FORMS,
    fields: Sequence[str] = FIELDS,
    columns: Sequence[str] = COLUMNS,
    controls: bool = False,
    max_indicators: int = 5,
) -> st.SearchStrategy[Project]:
    """Projects of one of `forms`; ids are those of a document with this one project."""
    one = indicators(columns, controls)
    return st.builds(
        Project,
        st.just(""),
        st.sampled_from(tuple(forms)),
        _mappings(fields, texts(controls)),
        st.lists(one, max_size=max_indicators).map(tuple),
    ).map(lambda project: edits.renewed(project, numbered()))


def documents(
    max_projects: int = 4,
    forms: Mapping[str, str] = FORMS,
    fields: Sequence[str] = FIELDS,
    columns: Sequence[str] = COLUMNS,
    controls: bool = False,
) -> st.SearchStrategy[Document]:
    """Documents that hold the texts of exactly the forms in use."""

    def assemble(drawn: list[Project], paper: Mapping[str, str]) -> Document:
        ids = numbered()
        found = tuple(edits.renewed(project, ids) for project in drawn)
        used = {project.form for project in found}
        return Document(found, mapping((form, text) for form, text in forms.items() if form in used), paper)

    return st.builds(assemble, st.lists(projects(forms, fields, columns, controls), max_size=max_projects), papers())


def papers() -> st.SearchStrategy[Mapping[str, str]]:
    """Choices for paper, also one that this program does not know; often none."""
    made = st.dictionaries(st.sampled_from(CHOICES), st.sampled_from((YES, NO)))
    return st.just(EMPTY) | made.map(lambda found: mapping(found.items()))


def numbered(prefix: str = "") -> Callable[[], str]:
    """A source of ids that count up."""
    numbers = count(1)
    return lambda: f"{prefix}{next(numbers):0{16 - len(prefix)}x}"


@dataclass(frozen=True)
class Gesture:
    """A random edit as numbers, which fit any document: `which` and `where` count round."""

    kind: int
    which: int
    where: int
    text: str

    def edit(self, document: Document, ids: Callable[[], str]) -> Document:
        """The document after this gesture; unchanged where there is nothing to apply it to."""
        count_projects = len(document.projects)
        if self.kind == 0:
            new = Project(ids(), "form-a", mapping([("name", self.text)]))
            return edits.add_projects(document, (new,), self.where % (count_projects + 1), FORMS)
        if self.kind == 11:
            return edits.set_paper(document, CHOICES[self.which % len(CHOICES)], ("", YES, NO)[self.where % 3])
        if not count_projects:
            return document
        project = document.projects[self.which % count_projects]
        if self.kind > 6:
            return self._edit_indicators(document, project, ids)
        return (
            lambda: edits.set_field(document, project.id, FIELDS[self.where % len(FIELDS)], self.text),
            lambda: edits.remove_projects(document, (project.id,)),
            lambda: edits.move_projects(document, (project.id,), self.where % (count_projects + 1)),
            lambda: edits.duplicate_project(document, project.id, ids),
            lambda: edits.sort_projects(document, lambda one: one.field("name"), reverse=self.where % 2 == 1),
            lambda: edits.copy_blanks(document, project.id, COLUMNS[0], COLUMNS[1]),
        )[self.kind - 1]()

    def _edit_indicators(self, document: Document, project: Project, ids: Callable[[], str]) -> Document:
        total = len(project.indicators)
        if self.kind == 7 or not total:
            new = Indicator(ids(), "产出指标", "数量指标", self.text)
            return edits.add_indicators(document, project.id, (new,), self.where % (total + 1))
        one = project.indicators[self.where % total].id
        if self.kind == 8:
            return edits.remove_indicators(document, project.id, (one,))
        if self.kind == 9:
            return edits.move_indicators(document, project.id, (one,), self.which % (total + 1))
        column = ("level1", "level2", "level3", *COLUMNS)[self.which % 5]
        return edits.set_text(document, project.id, one, column, self.text)


def gestures() -> st.SearchStrategy[Gesture]:
    """Random edits; typing into a field or a cell is the most frequent, as with people."""
    kinds = st.sampled_from((*range(12), 1, 1, 10, 10))
    return st.builds(Gesture, kinds, st.integers(0, 19), st.integers(0, 19), texts(controls=True))


def _mappings(names: Sequence[str], values: st.SearchStrategy[str]) -> st.SearchStrategy[Mapping[str, str]]:
    return st.tuples(*(values for _ in names)).map(lambda found: mapping(zip(names, found, strict=True)))
