"""Ways in which a table of a text file comes damaged, each with what it must still be read as.

A table is its lines, each a list of cells; a blank line has none. A damage takes the lines and a seeded random, and
gives lines of the same content. `BYTES` are damages of the whole file.
"""

import random
import re
from collections.abc import Callable
from pathlib import Path

from support.seeds import form

from perfdesk.base.resources import resource
from perfdesk.forms.form import Form

Table = list[list[str]]
Damage = Callable[[Table, random.Random], Table]

SAMPLE = "resources/sample/tables.txt"
WIDTH = 6


def sample_tables() -> list[Table]:
    """The twelve tables, each from its title to its last line."""
    lines = Path(resource(SAMPLE)).read_text(encoding="utf-8").split("\n")
    starts = [n for n, line in enumerate(lines) if line.startswith("## ")]
    pairs = zip(starts, [*starts[1:], len(lines)], strict=True)
    return [_trimmed([line.split("\t") if line else [] for line in lines[a:b]]) for a, b in pairs]


def text_of(tables: list[Table]) -> str:
    """The tables as one text, a blank line after each."""
    return "\n".join("\t".join(cells) for table in tables for cells in (*table, []))


def _trimmed(table: Table) -> Table:
    while table and not table[-1]:
        table.pop()
    return table


def _find(table: Table, *texts: str) -> int:
    return next(n for n, cells in enumerate(table) if any(_bare(cell) in texts for cell in cells))


def _bare(cell: str) -> str:
    return re.sub("</?[a-z]+>", "", cell)


def _header(table: Table) -> int:
    return _find(table, "二级指标")


def _goals(table: Table) -> tuple[int, int]:
    return _find(table, "实施周期总目标"), _find(table, "2026年度目标")


def _each(table: Table, change: Callable[[str], str]) -> Table:
    return [[change(cell) for cell in cells] for cells in table]


def _labels(one: Form) -> dict[str, tuple[str, ...]]:
    found = {field.label: field.aliases for field in one.fields} | {c.label: c.aliases for c in one.columns}
    return {label.format(budget_year="2026"): aliases for label, aliases in found.items()}


def shifted_right(table: Table, rng: random.Random) -> Table:
    blank = [""] * rng.randint(1, 3)
    return [table[0], *(cells and blank + cells for cells in table[1:])]


def shifted_from_some_line_on(table: Table, rng: random.Random) -> Table:
    start = rng.randrange(1, _header(table))
    return table[:start] + [cells and ["", *cells] for cells in table[start:]]


def blank_column(table: Table, rng: random.Random) -> Table:
    at = rng.randint(1, WIDTH)
    return [[*cells[:at], "", *cells[at:]] if len(cells) > 1 else cells for cells in table]


def blank_column_in_the_indicators(table: Table, rng: random.Random) -> Table:
    at, header = rng.randint(1, WIDTH - 1), _header(table)
    return table[:header] + [[*cells[:at], "", *cells[at:]] if cells else cells for cells in table[header:]]


def indicators_one_column_right_of_their_header(table: Table, rng: random.Random) -> Table:
    header = _header(table)
    return table[: header + 1] + [cells and ["", *cells] for cells in table[header + 1 :]]


def no_trailing_tabs(table: Table, rng: random.Random) -> Table:
    return ["\t".join(cells).rstrip("\t").split("\t") if cells else cells for cells in table]


def more_trailing_tabs(table: Table, rng: random.Random) -> Table:
    return [cells + [""] * rng.randint(0, 3) if len(cells) > 1 else cells for cells in table]


def period_on_two_lines(table: Table, rng: random.Random) -> Table:
    at = _find(table, "起始年度")
    cells = table[at]
    cut = cells.index("到期年度")
    return [*table[:at], cells[:cut], [""] * cut + cells[cut:], *table[at + 1 :]]


def value_on_the_next_line(table: Table, rng: random.Random) -> Table:
    at = _find(table, rng.choice(("项目名称", "项目类型", "主管部门", "2026年预算金额(元)")))
    cells = table[at]
    return [*table[:at], [cells[0]] + [""] * (WIDTH - 1), ["", *cells[1:]], *table[at + 1 :]]


def repeated_header(table: Table, rng: random.Random) -> Table:
    header = _header(table)
    if "一级指标" not in table[header]:
        return table
    at = rng.randrange(header + 2, len(table))
    return [*table[:at], table[header], *table[at:]]


def repeated_field_lines(table: Table, rng: random.Random) -> Table:
    at = _find(table, rng.choice(("项目名称", "项目类型", "用款单位", "2026年预算金额(元)")))
    return [*table[: at + 1], table[at], *table[at + 1 :]]


def page_break_with_title_and_header(table: Table, rng: random.Random) -> Table:
    header = _header(table)
    if "一级指标" not in table[header]:
        return table
    starts = [n for n in range(header + 2, len(table)) if table[n] and any(table[n][:3])]
    at = rng.choice(starts)
    return [*table[:at], [], table[0], [], table[header], *table[at:]]


def page_break_with_name(table: Table, rng: random.Random) -> Table:
    at = _find(table, "总体绩效目标")
    return [*table[:at], [], table[0], [], table[_find(table, "项目名称")], *table[at:]]


def page_break_before_the_goals(table: Table, rng: random.Random) -> Table:
    at = _find(table, "总体绩效目标")
    return [*table[:at], [], table[0], [], *table[at:]]


def tags(table: Table, rng: random.Random) -> Table:
    def tagged(cell: str) -> str:
        if not cell or "<" in cell or ">" in cell or rng.random() < 0.5:
            return cell
        return rng.choice(("<p>{}</p>", "<b>{}</b>", "<p><b>{}</b></p>", "<p>{}<br></p>")).format(cell)

    return [table[0]] + [[tagged(cell) for cell in cells] for cells in table[1:]]


def aliases(table: Table, rng: random.Random) -> Table:
    others = _labels(form())

    def other(cell: str) -> str:
        found = others.get(_bare(cell), ())
        return rng.choice(found).format(budget_year="2026") if found else cell

    return _keep_year(table, [[other(cell) for cell in cells] for cells in table])


def _keep_year(before: Table, after: Table) -> Table:
    """A year must stand somewhere: where all labels lost it, the label of the money keeps its own."""
    if any("2026年" in cell for cells in after[1:] for cell in cells if len(cell) < 20):
        return after
    at = _find(before, "2026年预算金额(元)")
    return [*after[:at], before[at], *after[at + 1 :]]


def full_width_labels(table: Table, rng: random.Random) -> Table:
    wide = {ord(mark): ord(mark) + 0xFEE0 for mark in "0123456789()"}
    labels = _labels(form())
    return _each(table, lambda cell: cell.translate(wide) if cell in labels else cell)


def labels_with_blanks_and_colons(table: Table, rng: random.Random) -> Table:
    labels = _labels(form())
    return _each(
        table, lambda cell: rng.choice((" ", "　")).join(cell) + rng.choice(("", "：", ":")) if cell in labels else cell
    )


def numbered_labels(table: Table, rng: random.Random) -> Table:
    names = {field.label for field in form().fields}
    marks = ("一、", "1.", "（二）", "*", "★")
    return _each(table, lambda cell: rng.choice(marks) + cell if cell in names else cell)


def marks_that_nobody_sees(table: Table, rng: random.Random) -> Table:
    labels = _labels(form())
    return _each(
        table, lambda cell: cell[:1] + rng.choice(("\u200b", "\ufeff", "\u2060")) + cell[1:] if cell in labels else cell
    )


def missing_field_label(table: Table, rng: random.Random) -> Table:
    gone = rng.choice(("项目类型", "项目等级", "主管部门", "用款单位", "起始年度", "到期年度", "2026年预算金额(元)"))
    return _each(table, lambda cell: "" if cell == gone else cell)


def missing_name_label(table: Table, rng: random.Random) -> Table:
    return _each(table, lambda cell: "" if cell == "项目名称" else cell)


def missing_group_labels(table: Table, rng: random.Random) -> Table:
    return _each(table, lambda cell: "" if cell in ("总体绩效目标", "绩效指标", "实施周期") else cell)


def missing_column_name(table: Table, rng: random.Random) -> Table:
    header = _header(table)
    present = [n for n, cell in enumerate(table[header]) if cell and cell != "绩效指标"]
    gone = rng.choice(present)
    cells = ["" if n == gone else cell for n, cell in enumerate(table[header])]
    return [*table[:header], cells, *table[header + 1 :]]


def missing_header(table: Table, rng: random.Random) -> Table:
    header = _header(table)
    return [*table[:header], *table[header + 1 :]]


def missing_annual_heading(table: Table, rng: random.Random) -> Table:
    _period, annual = _goals(table)
    if not any(table[annual + 1]) or "二级指标" in table[annual + 1]:
        return table
    blank = ["" if _bare(cell) == "2026年度目标" else cell for cell in table[annual]]
    return [*table[:annual], blank, *table[annual + 1 :]]


def missing_level1(table: Table, rng: random.Random) -> Table:
    gone = rng.choice(("效益指标", "满意度指标", "成本指标"))
    return _each(table, lambda cell: "" if cell == gone else cell)


def goals_in_the_first_column(table: Table, rng: random.Random) -> Table:
    return _goals_moved(table, 0)


def goals_in_a_far_column(table: Table, rng: random.Random) -> Table:
    return _goals_moved(table, rng.randint(3, 4))


def _goals_moved(table: Table, column: int) -> Table:
    found = [list(cells) for cells in table]
    for at in _goals(table):
        below = found[at + 1]
        texts = [n for n, cell in enumerate(below) if len(cell) > 20]
        if texts:
            below[texts[0]], below[column] = "", below[texts[0]]
    return found


def goals_beside_their_heading(table: Table, rng: random.Random) -> Table:
    found = [list(cells) for cells in table]
    for at in reversed(_goals(table)):
        text = next((cell for cell in found[at + 1] if len(cell) > 20), "")
        heading = max(n for n, cell in enumerate(found[at]) if cell)
        if text and "一级指标" not in found[at + 1]:
            found[at][heading + 1] = text
            del found[at + 1]
    return found


def goal_paragraphs_on_lines_of_their_own(table: Table, rng: random.Random) -> Table:
    found: Table = []
    for cells in table:
        text = next((cell for cell in cells if "</p> <p>" in cell), "")
        if not text or "一级指标" in cells:
            found.append(cells)
            continue
        column = cells.index(text)
        for part in re.findall("<p>(.*?)</p>", text):
            found.append([part if n == column else "" for n in range(len(cells))])
    return found


def quoted_cells(table: Table, rng: random.Random) -> Table:
    def quoted(cell: str) -> str:
        parts = re.findall("<p>(.*?)</p>", cell)
        if parts:
            return '"' + "\n".join(part.replace('"', '""') for part in parts) + '"'
        return f'"{cell}"' if cell and '"' not in cell and rng.random() < 0.3 else cell

    return [table[0]] + [[quoted(cell) for cell in cells] for cells in table[1:]]


def indicators_first(table: Table, rng: random.Random) -> Table:
    header = _header(table)
    return [table[0], [], *table[header:], *table[1:header]]


def goals_last(table: Table, rng: random.Random) -> Table:
    start, header = _find(table, "总体绩效目标"), _header(table)
    return [*table[:start], *table[header:], *table[start:header]]


def fields_shuffled(table: Table, rng: random.Random) -> Table:
    start, stop = _find(table, "项目名称"), _find(table, "总体绩效目标")
    fields = [cells for cells in table[start:stop] if cells]
    rng.shuffle(fields)
    return [*table[:start], *fields, *table[stop:]]


def fields_two_to_a_line(table: Table, rng: random.Random) -> Table:
    first, second = _find(table, "主管部门"), _find(table, "用款单位")
    cells = [cell for cell in (*table[first], *table[second]) if cell]
    return [*table[:first], cells, *table[second + 1 :]]


def label_and_value_in_one_cell(table: Table, rng: random.Random) -> Table:
    found: Table = []
    for cells in table:
        texts = [cell for cell in cells if cell]
        if cells and cells[0] in ("项目名称", "项目类型", "主管部门", "用款单位") and len(texts) == 2:
            found.append(["：".join(texts)] + [""] * (WIDTH - 1))
        else:
            found.append(cells)
    return found


def foreign_table_behind(table: Table, rng: random.Random) -> Table:
    foreign = [["序号", "姓名", "电话"], ["1", "甲", "123"], ["2", "乙", "456"]]
    return [*table, [], ["附：联系人"], [], *foreign]


def foreign_table_before_the_goals(table: Table, rng: random.Random) -> Table:
    at = _find(table, "总体绩效目标")
    return [*table[:at], [], ["科目", "金额"], ["办公费", "3"], [], *table[at:]]


def foreign_lines(table: Table, rng: random.Random) -> Table:
    at = rng.choice((_find(table, "项目类型"), _find(table, "总体绩效目标"), _header(table), len(table)))
    return [*table[:at], [], ["填表说明：以下内容请如实填写"], [], *table[at:]]


def blank_lines(table: Table, rng: random.Random) -> Table:
    found: Table = []
    for cells in table:
        found += [cells, []] if rng.random() < 0.3 else [cells]
    return found


def no_title(table: Table, rng: random.Random) -> Table:
    return table[1:]


def other_title(table: Table, rng: random.Random) -> Table:
    titles = ("附件2：2026年项目绩效目标表", "某某市2026年项目支出绩效目标表", "项目绩效目标申报表（2026年度）")
    return [[rng.choice(titles)], *table[1:]]


def levels_on_every_line(table: Table, rng: random.Random) -> Table:
    header = _header(table)
    if "一级指标" not in table[header]:
        return table
    one, two = table[header].index("一级指标"), table[header].index("二级指标")
    found, last = table[: header + 1], ["", ""]
    for cells in table[header + 1 :]:
        if not cells:
            found.append(cells)
            continue
        if cells[one]:
            last = [cells[one], ""]
        last[1] = cells[two] or last[1]
        found.append([last[0] if n == one else last[1] if n == two else cell for n, cell in enumerate(cells)])
    return found


def value_cell_cut_in_two_lines(table: Table, rng: random.Random) -> Table:
    """The last line's long values go on in a line without levels and name."""
    cells = table[-1]
    long = [n for n, cell in enumerate(cells) if n >= 4 and len(cell) > 8]
    if len(long) != 2:
        return table
    first = [cell[:6] if n in long else cell for n, cell in enumerate(cells)]
    return [*table[:-1], first, [cell[6:] if n in long else "" for n, cell in enumerate(cells)]]


def signature_lines(table: Table, rng: random.Random) -> Table:
    return [*table, [], ["填报人：", "", "审核人：", "", "单位负责人：", ""]]


def column_of_remarks(table: Table, rng: random.Random) -> Table:
    header = _header(table)
    found = [list(cells) for cells in table]
    for n in range(header, len(table)):
        if found[n]:
            found[n].append("备注" if n == header else "")
    return found


def other_year(table: Table, rng: random.Random) -> Table:
    """Read as 2031, which the test knows."""
    return _each(
        table, lambda cell: cell.replace("2026年预算金额", "2031年预算金额").replace("2026年度目标", "2031年度目标")
    )


TEXT: tuple[Damage, ...] = (
    shifted_right,
    shifted_from_some_line_on,
    blank_column,
    blank_column_in_the_indicators,
    indicators_one_column_right_of_their_header,
    no_trailing_tabs,
    more_trailing_tabs,
    period_on_two_lines,
    value_on_the_next_line,
    repeated_header,
    repeated_field_lines,
    page_break_with_title_and_header,
    page_break_with_name,
    page_break_before_the_goals,
    tags,
    aliases,
    full_width_labels,
    labels_with_blanks_and_colons,
    numbered_labels,
    marks_that_nobody_sees,
    missing_field_label,
    missing_name_label,
    missing_group_labels,
    missing_column_name,
    missing_header,
    missing_annual_heading,
    missing_level1,
    goals_in_the_first_column,
    goals_in_a_far_column,
    goals_beside_their_heading,
    goal_paragraphs_on_lines_of_their_own,
    quoted_cells,
    indicators_first,
    goals_last,
    fields_shuffled,
    fields_two_to_a_line,
    label_and_value_in_one_cell,
    foreign_table_behind,
    foreign_table_before_the_goals,
    foreign_lines,
    blank_lines,
    no_title,
    other_title,
    levels_on_every_line,
    value_cell_cut_in_two_lines,
    signature_lines,
    column_of_remarks,
)


BYTES: dict[str, Callable[[str], bytes]] = {
    "windows line ends": lambda text: text.replace("\n", "\r\n").encode(),
    "old line ends": lambda text: text.replace("\n", "\r").encode(),
    "byte order mark": lambda text: text.encode("utf-8-sig"),
    "GB18030": lambda text: text.encode("gb18030"),
    "UTF-16": lambda text: text.encode("utf-16"),
    "UTF-16 without mark": lambda text: text.encode("utf-16-le"),
    "UTF-16, the other way": lambda text: b"\xfe\xff" + text.encode("utf-16-be"),
}
