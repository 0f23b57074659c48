"""Both forms load; every damage to a form is named with its place."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.seeds import CENTRAL, OBJECTIVES, form

from perfdesk.forms.form import ALL_ROWS
from perfdesk.forms.loader import SCHEMA_VERSION, FormError, load_form

TEXT = form(OBJECTIVES).text
SECOND = form(CENTRAL).text


def faults(text: str) -> tuple[str, ...]:
    with pytest.raises(FormError) as caught:
        load_form(text, "我的表样/form.toml")
    assert caught.value.source == "我的表样/form.toml"
    assert "我的表样/form.toml" in str(caught.value)
    return caught.value.faults


def faults_or_none(text: str) -> tuple[str, ...] | None:
    try:
        load_form(text, "x")
    except FormError as error:
        return error.faults
    return None


def damaged(old: str, new: str, text: str = TEXT) -> str:
    assert old in text
    return text.replace(old, new, 1)


def test_the_built_in_form_is_read_whole() -> None:
    loaded = form(OBJECTIVES)
    assert (loaded.id, loaded.version, loaded.title) == (OBJECTIVES, SCHEMA_VERSION, "项目绩效目标表")
    assert len(loaded.fields) == 11
    assert [column.id for column in loaded.value_columns] == ["period_value", "annual_value"]
    assert [len(level.level2) for level in loaded.levels] == [3, 4, 1, 3]
    assert loaded.legacy[0].after == ("成本指标", "经济成本指标")
    assert loaded.roles.money == "budget_amount"
    assert loaded.page.columns_mm == (10, 27, 29, 34, 35, 35)
    assert loaded.rows[-1].repeat
    assert loaded.rows[-1].cells[0].rows == ALL_ROWS
    assert loaded.styles["goal"].font == loaded.styles["base"].font
    assert loaded.styles["goal"].indent_chars == 2
    assert loaded.signature.lines[1] == ("联系电话：", "", "单位（盖章）：")
    assert loaded.skipped == ()


def test_a_role_that_the_form_lacks_is_empty() -> None:
    loaded = form(CENTRAL)
    assert loaded.roles.weight == "weight"
    assert loaded.roles.period_goal == ""
    assert loaded.column("weight").sum == 90


DAMAGES = {
    "unknown key at the top": ('name = "项目绩效目标表"', 'colour = "red"\nname = "x"', "文件开头：不认识的键“colour”"),
    "unknown key of a field": (
        'label = "项目名称"',
        'label = "项目名称"\nlenght = 3',
        "[[field]]第1个：不认识的键“lenght”",
    ),
    "unknown key of a style": (
        "heading = { align",
        "heading = { colour = 1, align",
        "[style]的heading：不认识的键“colour”",
    ),
    "unknown key of a cell": (
        '{ label = "unit", cols = 2 }',
        '{ label = "unit", colls = 2 }',
        "[[row]]第5行第1格：不认识的键“colls”",
    ),
    "unknown table": ("[footer]", "[foot]", "文件开头：不认识的键“foot”"),
    "unknown option": ("outer_border = false", "outer_boarder = false", "[options]：不认识的键“outer_boarder”"),
    "unknown role": ('unit = "unit"', 'units = "unit"', "[roles]：不认识的键“units”"),
    "unknown span": ('rows = "all" }', 'rows = "every" }', "[[row]]第12行第1格：“rows”应当是数"),
    "all rows outside the repeated row": (
        "cols = 2, rows = 4",
        'cols = 2, rows = "all"',
        "[[row]]第8行第1格：“rows”应当是数",
    ),
    "hole": ('{ value = "unit", cols = 4 }', '{ value = "unit", cols = 3 }', "[[row]]第5行：第6列空着"),
    "too wide": ('{ value = "unit", cols = 4 }', '{ value = "unit", cols = 5 }', "[[row]]第5行第2格：超出了表格右边"),
    "overlap": ("cols = 2, rows = 4,", "cols = 2, rows = 5,", "[[row]]第12行：上方的格子用“rows”伸进了重复的行"),
    "span too short": ("cols = 2, rows = 4,", "cols = 2, rows = 3,", "[[row]]第11行：第5、6列空着"),
    "below the table": (
        '{ label = "unit", cols = 2 }',
        '{ label = "unit", cols = 2, rows = 9 }',
        "[[row]]第5行第1格：“rows”超出了表格下边",
    ),
    "two kinds of cell": (
        '{ label = "unit", cols = 2 }',
        '{ label = "unit", value = "unit", cols = 2 }',
        "[[row]]第5行第1格：要写明",
    ),
    "empty row": (
        'cells = [{ label = "unit", cols = 2 }, { value = "unit", cols = 4 }]',
        "cells = []",
        "[[row]]第5行：没有格子",
    ),
    "cells over each other": (
        '{ value = "start_year", style = "year" }',
        '{ value = "start_year", style = "year", rows = 2 }',
        "[[row]]第7行第2格：与上方用“rows”伸下来的格子重叠",
    ),
    "column in a single row": (
        '{ value = "unit", cols = 4 }',
        '{ column = "annual_value", cols = 4 }',
        "[[row]]第5行第2格：“column”只能在写了“repeat”的行里",
    ),
    "column over all rows": (
        '{ column = "annual_value", style = "target" }',
        '{ column = "annual_value", style = "target", rows = "all" }',
        "[[row]]第12行第6格：重复的行里",
    ),
    "unknown repetition": ('repeat = "indicators"', 'repeat = "rows"', "[[row]]第12行：“repeat”是“rows”"),
    "aliases of a value": (
        '{ label = "unit", cols = 2 }',
        '{ label = "unit", cols = 2, aliases = ["x"] }',
        "[[row]]第5行第1格：“aliases”在这里只用于",
    ),
    "hidden level": (
        'id = "level2"',
        'id = "level2"\noptional = true',
        "[[column]]第2个：一级、二级、三级指标的列不能隐藏",
    ),
    "sum of texts": ('id = "annual_value"', 'id = "annual_value"\nsum = 90', "[[column]]第5个：“sum”只用于"),
    "choice twice": (
        '["一级项目", "二级项目"]',
        '["二级项目", "二级项目"]',
        "[[field]]第3个：“choices”里有两个“二级项目”",
    ),
    "smallest type": ("min_size_pt = 9", "min_size_pt = 11", "[table]：shrink 的“min_size_pt”比正文的字号还大"),
    "not before itself": (
        'not_before = "start_year"',
        'not_before = "end_year"',
        "“not_before”是“end_year”，不是另一个",
    ),
    "not before what is no year": (
        'not_before = "start_year"',
        'not_before = "unit"',
        "“not_before”是“unit”，不是另一个",
    ),
    "legacy twice": (
        "[[legacy]]",
        '[[legacy]]\nfrom = ["产出指标", "成本指标"]\nto = ["成本指标", "经济成本指标"]\n[[legacy]]',
        "[[legacy]]：“from”有两个“产出指标/成本指标”",
    ),
    "no column of the upper level": (
        'id = "level1"\nlabel = "一级指标"\nmerge = true',
        'id = "upper"\nlabel = "一级指标"',
        "[[column]]：有[[level1]]，却缺少列“level1”",
    ),
    "second repeated row": (
        'cells = [{ label = "unit"',
        'repeat = "indicators"\ncells = [{ label = "unit"',
        "[[row]]第12行：只能有一行写“repeat”",
    ),
    "unknown style": ('style = "year"', 'style = "jahr"', "[[row]]第6行第3格：“style”是“jahr”"),
    "column outside": (
        '{ text = "绩效指标", rows = "all" }',
        '{ column = "level9", rows = "all" }',
        "[[row]]第12行第1格：“column”是“level9”",
    ),
    "unknown field in a row": (
        '{ value = "unit", cols',
        '{ value = "unti", cols',
        "[[row]]第5行第2格：“value”是“unti”，没有这个字段",
    ),
    "field twice": (
        '{ value = "unit", cols',
        '{ value = "department", cols',
        "[[row]]：value“department”出现在2个格子里",
    ),
    "field nowhere": ('{ value = "unit", cols', '{ text = "x", cols', "[[field]]第5个：字段“unit”不在版面里"),
    "value without label": (
        '{ label = "unit", cols',
        '{ text = "x", cols',
        "[[field]]第5个：版面里有字段“unit”的值，却没有它的名称",
    ),
    "column nowhere": (
        '{ column = "annual_value", style = "target" }',
        '{ text = "x", rows = "all" }',
        "[[column]]第5个：列“annual_value”不在版面里",
    ),
    "duplicate field": ('id = "project_level"', 'id = "unit"', "[[field]]：“id”有两个“unit”"),
    "duplicate column": ('id = "level2"', 'id = "level1"', "[[column]]：“id”有两个“level1”"),
    "no identifier": ('id = "project_level"', 'id = "项目等级"', "[[field]]第3个：“id”是“项目等级”"),
    "id missing": ('id = "project_level"\n', "", "[[field]]第3个：缺少“id”"),
    "form id": ('id = "project-objectives"', 'id = "../x"', "文件开头：“id”是“../x”"),
    "role names nothing": ('unit = "unit"', 'unit = "payer"', "[roles]：“unit”是“payer”，没有这个字段"),
    "role of another kind": ('year = "budget_year"', 'year = "unit"', "[roles]：“year”的字段“unit”应当是年度"),
    "two roles": ('department = "department"', 'department = "unit"', "[roles]：“unit”担任了两个角色"),
    "column role": (
        'period_value = "period_value"',
        'period_value = "level3"',
        "[roles]：“period_value”是“level3”，没有这个指标值的列",
    ),
    "legacy to": (
        'to = ["成本指标", "经济成本指标"]',
        'to = ["成本指标", "费用"]',
        "[[legacy]]第1个：“to”是“成本指标”“费用”",
    ),
    "legacy from": (
        'from = ["产出指标", "成本指标"]',
        'from = ["产出指标", "数量指标"]',
        "[[legacy]]第1个：“from”是“产出指标”“数量指标”",
    ),
    "legacy of three": (
        'to = ["成本指标", "经济成本指标"]',
        'to = ["a", "b", "c"]',
        "[[legacy]]第1个：“to”应当是两段文字",
    ),
    "any_of": ('any_of = "社会效益"', 'any_of = "社会"', "[[level1]]第2个：“any_of”是“社会”"),
    "level twice": ('name = "质量指标"', 'name = "数量"', "[[level1]]第1个：两个二级指标都叫“数量”"),
    "upper level twice": ('name = "满意度指标"', 'name = "产出"', "[[level1]]：两个一级指标都叫“产出”"),
    "not_before": ('not_before = "start_year"', 'not_before = "begin"', "[[field]]第7个：“not_before”是“begin”"),
    "alias of two fields": (
        'aliases = ["项目类别", "支出类型"]',
        'aliases = ["项目名称："]',
        "名称：“项目名称”既是field“project_name”的，又是field“project_type”的",
    ),
    "alias of field and column": ('aliases = ["周期指标值"', 'aliases = ["年度目标"', "又是column“period_value”的"),
    "alias by its year": (
        'aliases = ["周期指标值"',
        'aliases = ["2026年度目标"',
        "“2026年度目标”既是field“annual_objective”的",
    ),
    "placeholder of no year": (
        'label = "{budget_year}年度目标"',
        'label = "{unit}年度目标"',
        "[[field]]第11个：“{unit}年度目标”里的“{unit}”不是年度字段",
    ),
    "open brace": ('label = "{budget_year}年度目标"', 'label = "{budget_year年度目标"', "花括号不成对"),
    "only a year": ('label = "{budget_year}年度目标"', 'label = "{budget_year}："', "除了年度没有别的文字"),
    "footer": ("{pages}", "{total}", "[footer]：“text”里的“{total}”"),
    "wrong type of text": ('label = "项目名称"', "label = 3", "[[field]]第1个：“label”应当是文字"),
    "wrong type of flag": ("required = true", 'required = "yes"', "[[field]]第1个：“required”只能是 true 或 false"),
    "wrong type of list": (
        'aliases = ["项目类别", "支出类型"]',
        'aliases = "项目类别"',
        "[[field]]第2个：“aliases”应当是一个列表",
    ),
    "list of numbers": (
        'aliases = ["项目类别", "支出类型"]',
        "aliases = [1]",
        "[[field]]第2个：“aliases”里应当都是文字",
    ),
    "table for a text": ("[footer]\ntext =", "[[footer]]\ntext =", "“footer”的写法不对"),
    "flag for a number": ("border_pt = 0.5", "border_pt = true", "[table]：“border_pt”应当是数"),
    "no number": ("row_min_mm = 8", "row_min_mm = nan", "[table]：“row_min_mm”应当是数"),
    "infinite": ("row_min_mm = 8", "row_min_mm = inf", "[table]：“row_min_mm”应当是数"),
    "negative": ("top = 20,", "top = -20,", "[page]的margins_mm：“top”是-20"),
    "column of no width": ("columns_mm = [10,", "columns_mm = [0,", "[page]：“columns_mm”是0"),
    "wider than the paper": (
        "columns_mm = [10,",
        "columns_mm = [11,",
        "[page]：“columns_mm”一共171毫米，超过了左右页边距之间的170毫米",
    ),
    "no room in height": ("bottom = 15", "bottom = 270", "[page]：上下页边距之间放不下表格"),
    "no whole number": ("rows = 4", "rows = 3.5", "[[row]]第8行第1格：“rows”应当是整数"),
    "unknown kind": ('kind = "choice"', 'kind = "list"', "[[field]]第2个：“kind”是“list”，只能是：text、"),
    "unknown paper": ('size = "A4"', 'size = "Letter"', "[page]：“size”是“Letter”"),
    "key of another kind": ('kind = "text"', 'kind = "text"\nunit = "元"', "[[field]]第1个：“unit”只用于"),
    "choice of nothing": (
        'choices = ["一级项目", "二级项目"]',
        "choices = []",
        "[[field]]第3个：选项字段要有“choices”",
    ),
    "default outside": (
        'open = true\ndefault = "二级项目"',
        'default = "三级项目"',
        "[[field]]第3个：“default”是“三级项目”",
    ),
    "control character": ('label = "项目名称"', 'label = "项目\\u0001名称"', "[[field]]第1个：“label”里有控制字符"),
    "empty label": ('label = "项目名称"', 'label = " "', "[[field]]第1个：“label”不能是空的"),
    "merged values": (
        'id = "level3"',
        'id = "level3"\nmerge = true',
        "[[column]]第3个：只有一级、二级指标的列可以用“merge”",
    ),
    "no names of indicators": ('id = "level3"', 'id = "name"', "[[column]]：缺少三级指标的列"),
    "signature of four": (
        '["填报人：", "审核人：", "单位负责人："]',
        '["a", "b", "c", "d"]',
        "[signature]：“lines”的一行最多有3段文字",
    ),
    "missing table": ("[table]", "[tables]", "文件开头：缺少“table”"),
    "no TOML": ('title = "项目绩效目标表"', "title = 项目绩效目标表", "第5行第9列：不符合TOML的写法"),
    "key twice": ('name = "项目绩效目标表"', 'id = "x"', "第4行"),
    "open at the end": ("outer_border = false", "outer_border = [", "文件末尾：不符合TOML的写法"),
}


@pytest.mark.parametrize("name", DAMAGES)
def test_damage_is_named_with_its_place(name: str) -> None:
    old, new, expected = DAMAGES[name]
    found = faults(damaged(old, new))
    assert any(expected in fault for fault in found), found


def test_faults_of_the_second_form() -> None:
    assert "“sum_of”里的“fund_all”" in faults(damaged('"fund_other"]', '"fund_all"]', SECOND))[0]
    first = damaged('  { text = "绩效指标", rows = "all" },\n', "", SECOND)
    first = damaged('  { column = "weight", style = "number" },\n', "", first)
    first = damaged(
        "cells = [\n  { column", 'cells = [\n  { column = "weight", style = "number", cols = 2 },\n  { column', first
    )
    assert faults(first) == ("[[row]]第7行第1格：可以隐藏的列左边要有一格，隐藏后的宽度并入那一格",)
    assert "“sum_of”里的“fund_total”" in faults(damaged('"fund_other"]', '"fund_total"]', SECOND))[0]
    lines = 'lines = [["填报人：", "审核人：", "单位负责人："]]'
    signed = damaged("signature = false", "signature = true", damaged(lines, "", SECOND))
    assert faults(signed) == ("[options]：“signature”打开了，却没有[signature]",)
    assert "“stamp”打开了" in faults(damaged("stamp = false", "stamp = true", SECOND))[0]


def test_all_faults_come_at_once() -> None:
    text = damaged(
        'kind = "text"',
        'kind = "txt"',
        damaged("row_min_mm = 8", "row_min_mm = -1", damaged("[footer]", "[foot]", TEXT)),
    )
    assert len(faults(text)) == 3


def test_unknown_keys_of_a_newer_version_are_reported_and_skipped() -> None:
    text = damaged('label = "项目名称"', 'label = "项目名称"\nwidth = 3', TEXT)
    loaded = load_form(damaged("version = 1", f"version = {SCHEMA_VERSION + 1}", text), "x")
    assert loaded.skipped == ("[[field]]第1个：不认识的键“width”",)
    assert loaded.fields == form(OBJECTIVES).fields


def test_other_faults_count_in_a_newer_version_too() -> None:
    text = damaged("version = 1", f"version = {SCHEMA_VERSION + 1}", damaged("rows = 4", "rows = 3", TEXT))
    assert faults(text)
    text = damaged("version = 1", f"version = {SCHEMA_VERSION + 1}", damaged("row_min_mm = 8", "row_min_mm = -1", TEXT))
    assert faults(text)


def test_a_page_may_lie_across() -> None:
    page = load_form(damaged('orientation = "portrait"', 'orientation = "landscape"', TEXT), "x").page
    assert (page.width_mm, page.height_mm) == (297, 210)


def test_deep_nesting_and_long_numbers_are_faults() -> None:
    assert faults("a = " + "[" * 100_000)
    assert faults("version = " + "9" * 5_000)


def test_equal_texts_are_read_once() -> None:
    assert load_form(TEXT, "a") is load_form("".join(TEXT), "b")


_LINES = TEXT.splitlines(keepends=True)


@given(st.data())
def test_any_lost_repeated_or_cut_line_gives_a_form_or_named_faults(data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(_LINES) - 1))
    line = _LINES[at]
    new = data.draw(
        st.sampled_from(("", line * 2, line[: len(line) // 2] + "\n", re.sub(r"\d+", "77", line), "\x00" + line))
    )
    text = "".join((*_LINES[:at], new, *_LINES[at + 1 :]))
    found = faults_or_none(text)
    assert found is None or (found and all("：" in fault for fault in found))
