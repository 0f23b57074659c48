"""Exports a document: to paper formats, text and JSON, in one file or a file a project."""

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from io import BytesIO
from pathlib import Path, PurePath
from types import MappingProxyType

from perfdesk.base.errors import UserError
from perfdesk.base.progress import Progress, silent
from perfdesk.forms.choices import chosen
from perfdesk.forms.form import Form
from perfdesk.forms.labels import filled
from perfdesk.grid.grid import Grid
from perfdesk.grid.layout import lay_out
from perfdesk.jobs.file_names import file_names
from perfdesk.model.document import EMPTY, Document, Project
from perfdesk.model.edits import remove_projects
from perfdesk.model.normal import used_forms
from perfdesk.model.text import key
from perfdesk.paper.book import Book, book
from perfdesk.paper.fit import fitted
from perfdesk.paper.pages import Page
from perfdesk.storage.disk import write_file
from perfdesk.storage.disk_errors import unwritable
from perfdesk.storage.json_encode import encode, encode_lines
from perfdesk.writers.formats import WRITERS

_JSON: Mapping[str, Callable[..., bytes]] = MappingProxyType({".json": encode, ".jsonl": encode_lines})
_PDF = ".pdf"
_TEXT = ".txt"
_UNNAMED = "未命名"
FORMATS = (*WRITERS, _PDF, *_JSON)
"""The suffixes that can be exported to."""


@dataclass(frozen=True, slots=True)
class Unfitted:
    """A project that 缩放到一页 could not bring onto one page: its name, and how many pages it takes."""

    name: str
    pages: int

    @property
    def text(self) -> str:
        """What to tell of it, without a full stop."""
        return f"“{self.name}”放不进一页，按原来的字号印成{'两' if self.pages == 2 else f' {self.pages} '}页"


@dataclass(frozen=True, slots=True)
class Rendered:
    """A whole file, and the projects in it that did not become one page as was wanted."""

    data: bytes
    unfitted: tuple[Unfitted, ...] = ()


@dataclass(frozen=True, slots=True)
class Written:
    """The files that were written, and the projects in them that did not become one page as was wanted."""

    paths: tuple[Path, ...]
    unfitted: tuple[Unfitted, ...]


@dataclass(frozen=True, slots=True)
class Export:
    """What is exported and how. `forms` are those of the document by id, `known` those that every reader has.

    On paper the document looks as it has chosen; `paper` holds other choices, as in `Document.paper`, for this export
    alone. `plain`: JSON without ids and choices.
    """

    document: Document
    forms: Mapping[str, Form]
    known: Mapping[str, Form]
    paper: Mapping[str, str] = field(default_factory=lambda: EMPTY)
    plain: bool = False

    def render(self, suffix: str, progress: Progress = silent) -> Rendered:
        """The whole file of a format of `FORMATS`; the same for the same document. `progress` may raise `Cancelled`."""
        if suffix in _JSON:
            return Rendered(_JSON[suffix](self.document, self.known, plain=self.plain))
        out = BytesIO()
        unfitted: list[Unfitted] = []
        grids = self._grids(suffix, unfitted, progress)
        if suffix == _PDF:
            from perfdesk.paper.pdf import write

            write(_watched(book(grids), progress), out, self._title)
        else:
            WRITERS[suffix](grids, out)
        return Rendered(out.getvalue(), tuple(unfitted))

    def names(self, pattern: str) -> tuple[str, ...]:
        """A file name a project, by the pattern of `file_names`; it may end with the suffix of a format, else .docx."""
        suffix = PurePath(pattern).suffix.lower()
        suffix, stem = (suffix, pattern[: -len(suffix)]) if suffix in FORMATS else (".docx", pattern)
        return file_names(stem, self.document.projects, self.forms, suffix)

    @property
    def _title(self) -> str:
        """That of the first table."""
        first = self.document.projects[0]
        return filled(self.forms[first.form].title, first)

    def _grids(self, suffix: str, unfitted: list[Unfitted], progress: Progress) -> Iterator[Grid]:
        """The tables of a format with pages; what does not fit on one is added to `unfitted`."""
        projects, choices = self.document.projects, {**self.document.paper, **self.paper}
        for number, project in enumerate(projects):
            progress("正在排版", number / len(projects))
            form = self.forms[project.form]
            options = chosen(form.options, choices)
            if suffix == _TEXT or not options.fit:
                yield lay_out(form, project, options)
                continue
            table = fitted(form, project, options)
            if (pages := table.pages) > 1:
                unfitted.append(Unfitted(project.field(form.roles.name) or _UNNAMED, pages))
            yield table.grid


def _watched(pages: Book, progress: Progress) -> Iterator[Page]:
    """The pages, with a word of each: to paint them takes longer than to lay them out."""
    count = len(pages)
    for number, page in enumerate(pages):
        progress("正在生成 PDF", number / count)
        yield page


def format_of(name: str) -> str:
    """The suffix of the file name in lower case. UserError when nothing is exported to it."""
    suffix = PurePath(name).suffix.lower()
    if suffix not in FORMATS:
        raise UserError(f"不能导出成“{suffix or name}”。", todo=f"文件名的结尾可以是 {'、'.join(FORMATS)}。")
    return suffix


def only(document: Document, forms: Mapping[str, Form], words: Sequence[str]) -> Document:
    """The document with the projects alone whose name holds one of `words`. UserError when that is none."""
    keys = [key(word) for word in words]

    def is_wanted(project: Project) -> bool:
        name = key(project.field(forms[project.form].roles.name))
        return any(wanted in name for wanted in keys)

    left_out = [project.id for project in document.projects if not is_wanted(project)]
    if len(left_out) == len(document.projects):
        raise UserError(f"没有名称里有“{'”或“'.join(words)}”的项目。", "什么也没有导出。", "请换一个词再试。")
    return remove_projects(document, left_out)


def export_each(
    export: Export, folder: Path, names: Sequence[str], *, overwrite: bool = False, progress: Progress = silent
) -> Written:
    """Writes a file a project, with the `names` in their order, into the folder, which is made if it is not there.

    A name that is there already is refused before anything is written. UserError says how many files were written when
    the disk refuses a later one.
    """
    projects = export.document.projects
    paths = [folder / name for name in names]
    for path in () if overwrite else paths:
        if os.path.lexists(path):
            raise UserError(f"文件夹里已经有“{path.name}”。", "什么也没有写入。", "请换一个文件夹，或者选择覆盖。")
    files: list[Rendered] = []
    for number, (project, path) in enumerate(zip(projects, paths, strict=True)):
        progress("正在排版", number / len(projects))
        whole = export.document
        single = replace(whole, projects=(project,), forms=used_forms((project,), whole.forms))
        files.append(replace(export, document=single).render(path.suffix))
    _make(folder)
    for number, (path, file) in enumerate(zip(paths, files, strict=True)):
        progress("正在写入", number / len(projects))
        try:
            write_file(path, file.data, overwrite=overwrite)
        except UserError as error:
            safe = f"前面 {number} 个文件已经写好，其余的没有写入。" if number else error.safe
            raise UserError(error.what, safe, error.todo) from error
    return Written(tuple(paths), tuple(one for file in files for one in file.unfitted))


def _make(folder: Path) -> None:
    try:
        folder.mkdir(exist_ok=True)
    except FileExistsError as error:
        raise UserError(f"“{folder}”是文件，不是文件夹。", "什么也没有写入。", "请换一个文件夹。") from error
    except OSError as error:
        raise unwritable(folder, error) from error
