"""What can be exported, and what a person has chosen: scopes, formats, names and folder, as values."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from perfdesk.base.errors import UserError
from perfdesk.base.settings import Settings
from perfdesk.forms.choices import chosen
from perfdesk.forms.form import Form
from perfdesk.gui.selection import Scope
from perfdesk.jobs.file_names import DEFAULT_PATTERN, file_names, held_name
from perfdesk.jobs.proposed_name import proposed_name
from perfdesk.model.document import NO, YES, Document
from perfdesk.model.edits import remove_projects, set_paper

SUMMARY = "summary"
"""The id of the format that is a list of projects and no official table."""
_SHEET = ("signature", "stamp", "fit")
_PAPER = (*_SHEET, "new_leaf")


@dataclass(frozen=True, slots=True)
class Format:
    """A kind of file. `paper` are the print options that it can show; `each`: it can be written project by project.

    `embeds_fonts`: it takes the fonts of this machine along, or what stands in for them.
    """

    id: str
    suffix: str
    text: str
    paper: tuple[str, ...] = ()
    each: bool = True
    embeds_fonts: bool = False


FORMATS: tuple[Format, ...] = (
    Format("docx", ".docx", "Word 文件", _PAPER),
    Format("pdf", ".pdf", "PDF 文件", _PAPER, embeds_fonts=True),
    Format("xlsx", ".xlsx", "Excel 表格", _SHEET),
    Format("html", ".html", "网页（HTML）", _SHEET),
    Format("txt", ".txt", "文本"),
    Format(SUMMARY, ".xlsx", "项目汇总表（Excel）", each=False),
    Format("json", ".json", "数据（JSON）"),
)


def format_by_id(format_id: str) -> Format:
    """The format of this id; the first one when the settings name one that is unknown."""
    return next((one for one in FORMATS if one.id == format_id), FORMATS[0])


@dataclass(frozen=True, slots=True)
class Choice:
    """What is asked for. `stem` is the name of the one file without suffix, `pattern` that of a file a project.

    `paper` holds the print options by their names in `PrintOptions`.
    """

    scope: Scope
    format: Format
    each: bool
    folder: str
    stem: str
    pattern: str
    paper: Mapping[str, bool]
    open_file: bool
    open_folder: bool

    @property
    def is_each(self) -> bool:
        """Whether there will be a file a project: some formats have but one file."""
        return self.each and self.format.each

    def kept_in(self, settings: Settings) -> Settings:
        """The settings with what is to be proposed the next time."""
        return replace(
            settings,
            export_folder=self.folder,
            export_format=self.format.id,
            export_each=settings.export_each if self.scope == "one" else self.each,
            export_pattern="" if self.pattern == DEFAULT_PATTERN else self.pattern,
            export_open_file=self.open_file,
            export_open_folder=self.open_folder,
        )


@dataclass(frozen=True, slots=True)
class Source:
    """What there is to export: the document, its file, the project that shows and those that are selected."""

    document: Document
    forms: Mapping[str, Form]
    file: Path | None
    project: str
    selected: frozenset[str]

    def of(self, scope: Scope) -> Document:
        """The document with the projects of this scope alone."""
        if scope == "all":
            return self.document
        wanted = self.selected if scope == "selected" else {self.project}
        return remove_projects(self.document, [one.id for one in self.document.projects if one.id not in wanted])

    def paper(self) -> Mapping[str, bool]:
        """The print options as they are now: what the document has chosen, else what its first form proposes."""
        first = self.forms[self.document.projects[0].form]
        options = chosen(first.options, self.document.paper)
        return {name: getattr(options, name) for name in _PAPER}

    def stem(self, scope: Scope, form: Format) -> str:
        """The name that is proposed for one file, without its suffix."""
        document = self.of(scope)
        if scope == "one":
            name = file_names("{名称}", document.projects, self.forms, form.suffix)[0]
        elif scope == "all" and self.file is not None:
            name = self.file.stem + form.suffix
        else:
            name = proposed_name(document, self.forms, form.suffix)
        stem = name.removesuffix(form.suffix)
        if scope == "selected":
            stem += f"（{len(document.projects)}个项目）"
        return f"{stem}_汇总" if form.id == SUMMARY else stem

    def targets(self, choice: Choice) -> tuple[Path, ...]:
        """The files that an export writes. UserError for a folder, name or pattern that will not do."""
        folder = Path(os.path.expanduser(choice.folder.strip()))  # noqa: PTH111 (never raises)
        if not folder.is_absolute():
            raise UserError("请写上完整的文件夹。")
        if choice.is_each:
            projects = self.of(choice.scope).projects
            return tuple(
                folder / name for name in file_names(choice.pattern, projects, self.forms, choice.format.suffix)
            )
        return (folder / file_name(choice.stem, choice.format.suffix),)


def file_name(typed: str, suffix: str) -> str:
    """The file name that a person means: with the suffix of the format, whatever suffix of a format was typed."""
    stem = typed.strip()
    for known in sorted({one.suffix for one in FORMATS}):
        if stem.lower().endswith(known):
            stem = stem[: -len(known)]
            break
    if not stem.strip(" ."):
        raise UserError("请写上文件名。")
    return held_name(stem, suffix)


def with_paper(document: Document, known: Mapping[str, bool], choice: Choice) -> Document:
    """The document with the print options of a choice, as far as its format shows them; `known` is what held before.

    The signature counts as answered from now on; of the others, only what differs is noted.
    """
    for name in choice.format.paper:
        if name == "signature" or known[name] != choice.paper[name]:
            document = set_paper(document, name, YES if choice.paper[name] else NO)
    return document
