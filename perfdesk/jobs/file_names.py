"""Names of files for projects, from a pattern such as {序号}-{单位}-{名称}, as every system can hold them."""

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence

from perfdesk.base.errors import UserError
from perfdesk.forms.form import Form, Roles
from perfdesk.forms.labels import filled
from perfdesk.model.document import Project
from perfdesk.model.text import key

DEFAULT_PATTERN = "{序号}-{单位}-{名称}"
LIMIT_BYTES = 200
"""Most bytes of a name in UTF-8, suffix included: below the 255 of Linux, with room for a second suffix or a number."""
_WORD = re.compile(r"\{([^{}]*)\}")
_NUMBER = "序号"
_ROLES: Mapping[str, Callable[[Roles], str]] = {
    "名称": lambda roles: roles.name,
    "单位": lambda roles: roles.unit,
    "年度": lambda roles: roles.year,
}
WORDS = (_NUMBER, "单位", "名称", "年度")
"""What can stand in the braces of a pattern for every form."""
_UNTITLED = "未命名"
_FULL_WIDTH = {ord(sign): ord(sign) + 0xFEE0 for sign in '\\/:*?"<>|'}
_INVISIBLE = re.compile(r"[\s\x00-\x1f\x7f-\x9f\ud800-\udfff\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]+")
_RESERVED = re.compile(r"(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$)", re.IGNORECASE)
"""https://learn.microsoft.com/windows/win32/fileio/naming-a-file: also with any suffix behind."""


def file_names(pattern: str, projects: Sequence[Project], forms: Mapping[str, Form], suffix: str) -> tuple[str, ...]:
    """A name a project, all of them different on every system; of two alike the second gets -2.

    In the pattern stand in braces 序号 (from 1, with leading zeros), 名称, 单位, 年度, or the label or id of any field
    of the form. UserError when it has none of them, or another word.
    """
    if not _WORD.search(pattern):
        raise UserError(f"文件名样式“{pattern}”里没有花括号里的词。", todo=f"请写成“{DEFAULT_PATTERN}”这样。")
    digits = len(str(len(projects)))
    taken: dict[str, int] = {}
    names: list[str] = []
    for number, project in enumerate(projects, 1):
        form = forms[project.form]
        stem = _WORD.sub(
            lambda found, form=form, project=project, shown=f"{number:0{digits}}": (
                shown if found[1] == _NUMBER else _text(form, project, found[1])
            ),
            pattern,
        )
        names.append(_free_name(stem, suffix, taken))
    return tuple(names)


def safe_name(stem: str, suffix: str) -> str:
    """The name `stem` + `suffix` as every system can hold it, of at most `LIMIT_BYTES` in UTF-8.

    No blanks or invisible marks; characters that Windows forbids become full-width ones; a name that Windows keeps for
    a device gets a `_`.
    """
    return held_name(_INVISIBLE.sub("", stem), suffix)


def held_name(stem: str, suffix: str) -> str:
    """As `safe_name`, but with the blanks inside that a person typed."""
    text = " ".join(_INVISIBLE.sub("", word) for word in unicodedata.normalize("NFC", stem).split(" "))
    text = text.translate(_FULL_WIDTH).strip(". ")
    first, dot, rest = text.partition(".")
    if _RESERVED.fullmatch(first.rstrip()):
        text = f"{first}_{dot}{rest}"
    return (_cut(text, LIMIT_BYTES - len(suffix.encode())).rstrip(". ") or _UNTITLED) + suffix


def _free_name(stem: str, suffix: str, taken: dict[str, int]) -> str:
    """A name that is not in `taken`, and then is: with the number that the last name like it has got."""
    name = safe_name(stem, suffix)
    alike = _alike(name)
    while _alike(name) in taken:
        taken[alike] += 1
        name = safe_name(stem, f"-{taken[alike]}{suffix}")
    taken[_alike(name)] = 1
    return name


def _alike(name: str) -> str:
    """Equal for names that Windows or macOS take for the same."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())


def _cut(text: str, limit_bytes: int) -> str:
    """The text up to the last whole character that fits, its accents and joined marks included."""
    kept = text.encode()[:limit_bytes].decode(errors="ignore")
    while kept and len(kept) < len(text) and (unicodedata.combining(text[len(kept)]) or kept[-1] == "\u200d"):
        kept = kept[:-1]
    return kept


def _text(form: Form, project: Project, word: str) -> str:
    """The text of the project that `word` stands for."""
    if word in _ROLES:
        return project.field(_ROLES[word](form.roles))
    for field in form.fields:
        if word == field.id or key(word) == key(filled(field.label, project)):
            return project.field(field.id)
    known = "、".join((_NUMBER, *_ROLES))
    raise UserError(f"文件名样式里的“{word}”不认识。", todo=f"可以用{known}，或者表样里一项的名称。")
