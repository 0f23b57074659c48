"""No code names a field, a column, a label or a level of a certain form: all that stands in form.toml."""

import ast
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

from support.seeds import CENTRAL, OBJECTIVES, form

import perfdesk
from perfdesk.forms.form import Column, Field, Roles
from perfdesk.forms.labels import PLACEHOLDER
from perfdesk.model.document import LEVELS
from perfdesk.model.text import key

ROOT = Path(perfdesk.__file__).parent
FORMS = (form(OBJECTIVES), form(CENTRAL))

# Words of the schema, which some ids repeat: keys of [[field]] and [[column]], names of roles, ids of the levels.
SCHEMA = {*LEVELS, *(one.name for kind in (Roles, Field, Column) for one in fields(kind))}
# The three levels are part of every form; messages speak of them by these names.
LEVEL_LABELS = {"一级指标", "二级指标", "三级指标"}
# What the window calls its tabs and the two goals that forms have by role; a form may print the same words.
WINDOW_WORDS = ("绩效指标", "绩效目标", "年度目标", "实施周期的")
# Shorter labels are also part of ordinary messages, and 年度, an alias, is an ordinary word as a whole.
LEAST = 4
LEAST_ALIAS = 3


def ids() -> set[str]:
    return {one.id for loaded in FORMS for one in (*loaded.fields, *loaded.columns)} - SCHEMA


def _keys(found: set[str]) -> set[str]:
    return {key(PLACEHOLDER.sub("", text)) for text in found} - LEVEL_LABELS


def labels() -> set[str]:
    """What the forms print: labels, column names, fixed texts, 一级 and 二级."""
    found: set[str] = set()
    for loaded in FORMS:
        found |= {one.label for one in (*loaded.fields, *loaded.columns)}
        found |= {level.name for upper in loaded.levels for level in (upper, *upper.level2)}
        found |= {cell.name for row in loaded.rows for cell in row.cells if cell.kind == "text"}
    return _keys(found)


def aliases() -> set[str]:
    found: set[str] = set()
    for loaded in FORMS:
        levels = (level for upper in loaded.levels for level in (upper, *upper.level2))
        cells = (cell for row in loaded.rows for cell in row.cells)
        found |= {alias for one in (*loaded.fields, *loaded.columns, *levels, *cells) for alias in one.aliases}
    return {alias for alias in _keys(found) if len(alias) >= LEAST_ALIAS}


def literals(source: str) -> Iterator[tuple[int, str]]:
    """The text literals of a module with their lines, docstrings left out."""
    tree = ast.parse(source)
    bare = (node.value for node in ast.walk(tree) if isinstance(node, ast.Expr))
    docstrings = {id(value) for value in bare if isinstance(value, ast.Constant)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings:
            yield node.lineno, node.value


def named(source: str) -> list[tuple[int, str]]:
    """Literals that are an id, a label or an alias of a form, or hold a longer label."""
    whole = ids() | labels() | aliases()
    parts = [label for label in labels() if len(label) >= LEAST]
    return [
        (line, text)
        for line, text in literals(source)
        if key(text) in whole or any(label in key(text) for label in parts)
    ]


def is_of_the_window(path: Path, text: str) -> bool:
    """The literal of a window's module names nothing once the window's own words are taken out of it."""
    for word in WINDOW_WORDS:
        text = text.replace(word, "、")
    return path.is_relative_to(ROOT / "gui") and not named(f"literal = {text!r}")


def test_no_module_names_what_a_form_says() -> None:
    found = {
        f"{path.relative_to(ROOT)}:{line}": text
        for path in sorted(ROOT.rglob("*.py"))
        for line, text in named(path.read_text(encoding="utf-8"))
        if not is_of_the_window(path, text)
    }
    assert found == {}


def test_only_the_words_of_the_window_are_free_there() -> None:
    assert is_of_the_window(ROOT / "gui" / "tabs.py", "绩效指标(&3)")
    assert not is_of_the_window(ROOT / "gui" / "tabs.py", "实施周期指标值")
    assert not is_of_the_window(ROOT / "jobs" / "export.py", "绩效指标")


def test_such_names_would_be_found() -> None:
    assert {"project_name", "budget_amount", "fund_total"} <= ids()
    for text in (
        "project_name",
        "项目名称",
        "修改年度指标值",
        "2026年预算金额（元）",
        "产出指标",
        "总目标",
        "用款单位：",
    ):
        assert named(f'"""项目名称"""\nx = "{text}"') == [(2, text)]
        assert named(f'x = f"{text}{{y}}"') == [(1, text)]
    assert named('def f():\n    """项目名称"""\n    return "年度字段"') == []
