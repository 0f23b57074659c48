"""The forms at hand: built-in ones, the user's own, and for one document those that it carries itself."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Literal

from perfdesk.base.errors import UserError
from perfdesk.base.folders import data_folder
from perfdesk.base.resources import resource
from perfdesk.forms.form import Form
from perfdesk.forms.loader import FormError, load_form
from perfdesk.model.document import Document

Origin = Literal["内置", "自己的"]
_FOLDER = "forms"
_FILE = "form.toml"


@dataclass(frozen=True, slots=True)
class Entry:
    """One form at hand, where it comes from and its file."""

    form: Form
    origin: Origin
    path: Path


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All forms at hand, built-in ones first; `faults` are the user's forms that cannot be used, one error a file."""

    entries: tuple[Entry, ...]
    faults: tuple[FormError, ...] = ()

    @property
    def forms(self) -> Mapping[str, Form]:
        """All forms by id."""
        return {entry.form.id: entry.form for entry in self.entries}

    def form(self, form_id: str) -> Form:
        """The form with this id. UserError when there is none."""
        for entry in self.entries:
            if entry.form.id == form_id:
                return entry.form
        raise UserError(f"没有“{form_id}”这种表样。", todo="请先安装这种表样，或者换一种表样。")

    def for_document(self, document: Document) -> Mapping[str, Form]:
        """The forms of the document by id: those that it carries win, the others are from the catalogue.

        FormError when a carried one has faults, UserError when a project's form is nowhere.
        """
        found = {form_id: _carried(form_id, text) for form_id, text in document.forms.items()}
        for project in document.projects:
            if project.form not in found:
                found[project.form] = self.form(project.form)
        return MappingProxyType(found)


def load_catalogue(builtin: Path | None = None, own: Path | None = None) -> Catalogue:
    """Reads `<folder>/<any name>/form.toml` in the folder of built-in forms and in the user's.

    A form of the user's with the id of a built-in one stands in its place. A fault in a built-in form is raised.
    """
    builtin_entries = [Entry(_load(path), "内置", path) for path in _files(builtin or resource(_FOLDER))]
    by_id = {entry.form.id: entry for entry in builtin_entries}
    faults: list[FormError] = []
    for path in _files(own or data_folder() / _FOLDER):
        try:
            form = _load(path)
            held = by_id.get(form.id)
            if held is not None and held.origin == "自己的":
                raise FormError(str(path), (f"文件开头：“id”是“{form.id}”，与“{held.path}”的相同",))
        except FormError as error:
            faults.append(error)
        else:
            by_id[form.id] = Entry(form, "自己的", path)
    return Catalogue(tuple(by_id.values()), tuple(faults))


def _carried(form_id: str, text: str) -> Form:
    form = load_form(text, form_id)
    if form.id != form_id:
        raise FormError(form_id, (f"文件开头：“id”是“{form.id}”，应当是“{form_id}”",))
    return form


def _files(folder: Path) -> Iterator[Path]:
    return iter(sorted(folder.glob(f"*/{_FILE}")))


def _load(path: Path) -> Form:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise FormError(str(path), (f"文件：读不出来（{error.strerror}）",)) from error
    except UnicodeDecodeError as error:
        raise FormError(str(path), (f"文件第{error.start + 1}个字节：不是UTF-8编码的文字",)) from error
    return load_form(text, str(path))
