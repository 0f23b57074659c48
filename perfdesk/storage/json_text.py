"""Parses JSON that may be hostile: size, depth and numbers are limited, and nothing is lost to a repeated key."""

import json
import re

from perfdesk.base.errors import UserError

JSON_LIMIT = 32 << 20
"""Most bytes of a JSON file."""
DEPTH_LIMIT = 64
NUMBER_LIMIT = 40
"""Most characters of a number."""

BRACKET_LIMIT = 1_000_000
"""Most objects and lists: 10,000 projects have some 200,000."""
PROJECT_LIMIT = 10_000
"""Most projects of a file, which stand at the third level of its objects and lists."""

_TO_BRACKET = re.compile(r'(?:[^"\[\]{}]++|"[^"\\]*+(?:\\.[^"\\]*+)*+"?)*+([\[\]{}]|\Z)', re.DOTALL)
"""All up to the next bracket outside of strings, or to the end; looks at each character once, whatever it is given."""


def parse_json(text: str, source: str, first_line: int = 1) -> object:
    """The value of the JSON `text`; numbers become the text that they are written with.

    UserError names `source` for a text that is no JSON, is nested deeper than `DEPTH_LIMIT`, has more than
    `PROJECT_LIMIT` objects at the third level, a number longer than `NUMBER_LIMIT`, NaN, Infinity, or a key twice in
    one object. `first_line` is where the text begins in its file.
    """
    _check_shape(text, source)

    def number(literal: str) -> str:
        if len(literal) > NUMBER_LIMIT:
            raise not_ours(source, f"有一个数字长达 {len(literal):,} 位")
        return literal

    def constant(literal: str) -> str:
        raise not_ours(source, f"有不是数字的“{literal}”")

    def mapping(pairs: list[tuple[str, object]]) -> dict[str, object]:
        made = dict(pairs)
        if len(made) < len(pairs):
            names = [name for name, _ in pairs]
            twice = next(name for name in names if names.count(name) > 1)
            raise not_ours(source, f"同一处写了两次“{shown(twice)}”")
        return made

    try:
        return json.loads(
            text, parse_int=number, parse_float=number, parse_constant=constant, object_pairs_hook=mapping
        )
    except json.JSONDecodeError as error:
        raise not_ours(source, f"第 {first_line + error.lineno - 1} 行第 {error.colno} 个字处读不下去") from error


def decode_utf8(data: bytes, source: str) -> str:
    """The text of a JSON file. UserError when it is empty, too large or not UTF-8."""
    if len(data) > JSON_LIMIT:
        raise UserError(f"“{source}”太大，最多 {JSON_LIMIT >> 20} MB。", todo="请拆分后再导入。")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise not_ours(source, "文字编码不是 UTF-8") from error
    if not text.strip():
        raise UserError(f"“{source}”是空文件。", todo="请选择别的文件。")
    return text


def not_ours(source: str, why: str) -> UserError:
    """What to tell of JSON that is no document."""
    return UserError(f"“{source}”不是本程序的数据文件：{why}。", "什么也没有导入。", "请选择本程序导出的文件。")


def shown(text: str) -> str:
    """A text from the file as it can stand in a message: short and without what no terminal can print."""
    return "".join(c if c.isprintable() else "\ufffd" for c in text[:40])


def too_many_projects(source: str) -> UserError:
    """What to tell of a file with more than `PROJECT_LIMIT` projects."""
    return UserError(f"“{source}”里的项目太多，最多 {PROJECT_LIMIT:,} 个。", "什么也没有导入。", "请拆分后再导入。")


def _check_shape(text: str, source: str) -> None:
    """Before `json.loads`, which recurses by depth and holds some 300 bytes an object."""
    depth = third = opened = 0
    for found in _TO_BRACKET.finditer(text):
        if found[1] not in ("[", "{"):
            depth -= 1
            continue
        opened += 1
        depth += 1
        if opened > BRACKET_LIMIT:
            raise not_ours(source, f"超过 {BRACKET_LIMIT:,} 组内容")
        if depth > DEPTH_LIMIT:
            raise not_ours(source, f"嵌套超过 {DEPTH_LIMIT} 层")
        third += depth == 3
        if third > PROJECT_LIMIT:
            raise too_many_projects(source)
