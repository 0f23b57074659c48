"""项目汇总表: exact amounts, sums by unit, columns of any form, and an Excel file that calculates with them."""

import io
import zipfile
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from support.documents import projects
from support.seeds import CENTRAL, OBJECTIVES, form, seeds

from perfdesk.forms.frame import in_order
from perfdesk.jobs.summary import render_summary, summary
from perfdesk.model.document import Document, Indicator, Project, texts
from perfdesk.writers.listing import Listing

FORMS = {OBJECTIVES: form(), CENTRAL: form(CENTRAL)}
SEEDS = seeds().projects


def changed(project: Project, **fields: str) -> Project:
    return replace(project, fields=texts({**project.fields, **fields}.items()))


def listed(*given_projects: Project) -> Listing:
    return summary(Document(given_projects), FORMS)[0]


def column(listing: Listing, title: str) -> list[object]:
    (index,) = [index for index, one in enumerate(listing.columns) if one.title == title]
    return [line.values[index] for line in listing.lines]


def central(name: str = "某专项", **fields: str) -> Project:
    said = {"project_name": name, "unit": "某中心", "budget_year": "2026", "fund_total": "120.5", "fund_fiscal": "100"}
    weighed = Indicator("i", "产出指标", "数量指标", "场次", texts([("annual_value", "3场"), ("weight", "12.5")]))
    return Project(name, CENTRAL, texts({**said, **fields}.items()), (weighed,))


def test_the_official_form_has_the_columns_that_were_asked_for():
    assert [one.title for one in listed(*SEEDS).columns] == [
        "序号",
        "项目名称",
        "项目类型",
        "项目等级",
        "用款单位",
        "2026年预算金额（元）",
        "2026年预算金额（万元）",
        "起止年度",
        "2026年度目标",
        "指标数",
    ]


def test_the_twelve_projects_have_a_line_each_their_subtotal_and_the_total():
    listing = listed(*SEEDS)
    assert [line.kind for line in listing.lines] == ["item"] * 12 + ["subtotal", "total"]
    amounts = [Decimal(project.field("budget_amount").replace(",", "")) for project in SEEDS]
    assert column(listing, "2026年预算金额（元）") == [*amounts, sum(amounts), sum(amounts)]
    assert column(listing, "2026年预算金额（万元）") == [one / 10000 for one in (*amounts, sum(amounts), sum(amounts))]
    assert column(listing, "指标数")[-1] == sum(len(project.indicators) for project in SEEDS) == 75
    first = dict(zip([one.title for one in listing.columns], listing.lines[0].values, strict=True))
    assert (first["序号"], first["项目名称"], first["起止年度"]) == (1, SEEDS[0].field("project_name"), "2021—2099")
    assert first["2026年度目标"] == SEEDS[0].field("annual_objective")
    assert column(listing, "项目名称")[-2:] == ["小计（12 项）", "合计（12 项）"]


def test_units_stand_together_in_the_order_of_their_first_project():
    units = ["甲局", "乙局", "甲 局", "", "乙局"]
    given_projects = [changed(project, unit=unit) for project, unit in zip(SEEDS, units, strict=False)]
    listing = listed(*given_projects)
    assert column(listing, "用款单位") == ["甲局", "甲 局", "甲局", "乙局", "乙局", "乙局", "", "", None]
    assert column(listing, "序号") == [1, 2, None, 3, 4, None, 5, None, None]
    names = [project.field("project_name") for project in given_projects]
    assert [column(listing, "项目名称")[index] for index in (0, 1, 3, 4, 6)] == [names[n] for n in (0, 2, 1, 4, 3)]


def test_an_amount_that_cannot_be_read_stands_as_typed_is_marked_and_not_summed():
    listing = listed(
        changed(SEEDS[0], budget_amount="约53万"),
        changed(SEEDS[1], budget_amount=""),
        changed(SEEDS[2], budget_amount="1.5万元"),
        changed(SEEDS[3], budget_amount="1234567890123456.78"),
    )
    yuan = column(listing, "2026年预算金额（元）")
    assert yuan == ["约53万", "", Decimal(15000), "1234567890123456.78", Decimal(15000), Decimal(15000)]
    assert column(listing, "2026年预算金额（万元）")[:4] == [None, None, Decimal("1.5"), None]
    assert [len(line.marked) for line in listing.lines] == [1, 0, 0, 1, 0, 0]
    assert column(listing, "项目名称")[-1] == "合计（4 项，其中 2 项的金额读不出来、1 项没有填金额，没有计入）"


def test_no_amount_at_all_has_no_sum():
    listing = listed(changed(SEEDS[0], budget_amount="不详"))
    assert column(listing, "2026年预算金额（元）") == ["不详", None, None]


def test_projects_of_several_years_have_a_column_for_it_and_no_year_in_the_heads():
    titles = [one.title for one in listed(SEEDS[0], changed(SEEDS[1], budget_year="2025")).columns]
    assert "预算年度" in titles
    assert {"预算金额（元）", "年度目标"} <= set(titles)


def test_a_second_form_has_columns_of_its_own_and_its_amounts_in_yuan():
    listing = listed(central())
    assert [one.title for one in listing.columns] == [
        "序号",
        "项目名称",
        "实施单位",
        "年度资金总额（元）",
        "年度资金总额（万元）",
        "其中：财政拨款（万元）",
        "其他资金（万元）",
        "总体目标",
        "指标数",
    ]
    assert listing.lines[0].values[3:7] == (Decimal(1205000), Decimal("120.5"), Decimal(100), "")
    assert listing.lines[-1].values[3:7] == (Decimal(1205000), Decimal("120.5"), Decimal(100), None)


def test_two_forms_share_the_columns_of_their_roles():
    listing, details = summary(Document((SEEDS[0], central())), FORMS)
    assert column(listing, "用款单位／实施单位") == ["中共东莞市委办公室"] * 2 + ["某中心"] * 2 + [None]
    assert column(listing, "项目类型")[2] is None
    assert column(details, "年度指标值／指标值")[-1] == "3场"
    assert column(details, "权重") == [None] * len(SEEDS[0].indicators) + [Decimal("12.5")]


def test_each_indicator_has_a_line_with_its_project_in_printed_order():
    _listing, details = summary(seeds(), FORMS)
    assert [one.title for one in details.columns] == [
        *("序号", "项目名称", "用款单位", "一级指标", "二级指标", "三级指标", "实施周期指标值", "年度指标值"),
    ]
    expected = [
        (number, project.field("project_name"), project.field("unit"), one.level1, one.level2, one.level3)
        for number, project in enumerate(SEEDS, 1)
        for one in in_order(form(), project.indicators)
    ]
    assert [line.values[:6] for line in details.lines] == expected


@settings(max_examples=50, deadline=None)
@given(
    st.lists(projects((OBJECTIVES, CENTRAL), ("project_name", "unit", "budget_year", "budget_amount", "fund_total")))
)
def test_any_document_counts_every_project_once_and_its_sums_are_exact(given_projects):
    listing, details = summary(Document(tuple(given_projects)), FORMS)
    items = [line for line in listing.lines if line.kind == "item"]
    assert len(items) == len(given_projects)
    assert len(details.lines) == sum(len(project.indicators) for project in given_projects)
    for index, one in enumerate(listing.columns):
        if one.title.endswith("（元）"):
            numbers = [line.values[index] for line in items if isinstance(line.values[index], Decimal)]
            assert (listing.lines[-1].values[index] or 0) == sum(map(Fraction, numbers))


# The Excel file.


def sheets(*given_projects: Project):
    return load_workbook(io.BytesIO(render_summary(Document(given_projects), FORMS))).worksheets


def test_the_file_says_what_the_lists_say_numbers_as_exact_numbers():
    odd = changed(SEEDS[1], budget_amount="1,234.56", annual_objective="=1+1\n" + "甲" * 600, unit="=A1")
    document = Document((*SEEDS[:1], odd, changed(SEEDS[2], budget_amount="约3万")))
    for listing, page in zip(summary(document, FORMS), sheets(*document.projects), strict=True):
        assert [page["A1"].value, *[cell.value for cell in page[2]]] == [
            listing.title,
            *[one.title for one in listing.columns],
        ]
        for line, row in zip(listing.lines, page.iter_rows(min_row=3), strict=True):
            for value, cell in zip(line.values, row, strict=True):
                if isinstance(value, str) and value:
                    assert (cell.value, cell.data_type) == (value, "s")
                elif value is not None and value != "":
                    assert (cell.value, cell.data_type) == (float(value), "n")
                else:
                    assert cell.value is None


def test_an_amount_stands_in_the_file_digit_by_digit():
    large = changed(SEEDS[0], budget_amount="9016775592835.97")  # as a float of 16 digits it would end in 971
    with zipfile.ZipFile(io.BytesIO(render_summary(Document((large,)), FORMS))) as package:
        assert b"<v>9016775592835.97</v>" in package.read("xl/worksheets/sheet1.xml")


def test_heads_stay_filters_are_on_and_paper_lies_across():
    for page, last in zip(sheets(*SEEDS), (15, 77), strict=True):
        assert page.freeze_panes == "C3"
        assert page.print_title_rows == "$1:$2"
        assert page.auto_filter.ref.split(":")[0] == "A2"
        assert page.auto_filter.ref.endswith(str(last))
        assert (page.page_setup.orientation, page.page_setup.paperSize) == ("landscape", 9)
        assert (page.page_setup.fitToWidth, page.page_setup.fitToHeight) == (1, 0)


def test_amounts_have_separators_and_what_could_not_be_read_is_marked():
    page, _details = sheets(SEEDS[0], changed(SEEDS[1], budget_amount="约3万"))
    assert page["F3"].number_format == "#,##0.00"
    assert page["G3"].number_format == "#,##0.00####"
    assert page["F4"].fill.fgColor.rgb.endswith("FFF2CC")
    assert page["F3"].fill.fill_type is None


def test_rows_of_projects_fold_under_their_subtotal():
    page, details = sheets(*SEEDS[:2])
    assert [page.row_dimensions[row].outlineLevel for row in (3, 4, 5, 6)] == [1, 1, 0, 0]
    assert details.row_dimensions[3].outlineLevel == 0


def test_a_long_goal_has_a_wider_column_so_that_its_row_is_not_too_tall():
    narrow, wide = (sheets(changed(SEEDS[0], annual_objective="甲" * count))[0] for count in (300, 3000))
    assert wide.column_dimensions["I"].width > 2 * narrow.column_dimensions["I"].width
    assert wide.row_dimensions[3].height <= 409


def test_a_text_longer_than_a_cell_is_marked_and_says_that_there_is_more():
    page, _details = sheets(changed(SEEDS[0], annual_objective="甲" * 40000))
    assert page["I3"].value.endswith("甲…")
    assert page["I3"].fill.fgColor.rgb.endswith("FFF2CC")


def test_the_same_document_gives_the_same_bytes():
    assert render_summary(seeds(), FORMS) == render_summary(seeds(), FORMS)


def test_projects_without_indicators_are_a_file_of_one_sheet():
    bare = replace(SEEDS[0], indicators=())
    assert [page.title for page in sheets(bare)] == ["项目汇总表"]
