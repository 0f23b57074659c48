"""Amounts and years: what is read, what is not, and how amounts are written."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfdesk.model.amounts import capitals, grouped, read_amount, read_year


def wide(text: str) -> str:
    return text.translate({code: code + 0xFEE0 for code in range(0x21, 0x7F)} | {ord(" "): 0x3000, ord("¥"): "￥"})


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("0", "0"),
        ("488,700.00", "488700"),
        ("488，700.00", "488700"),
        ("1,234,567.89", "1234567.89"),
        (" 12.5\n", "12.5"),
        ("¥ 12.50 元", "12.5"),
        ("18.5万元", "185000"),
        ("18.5 万元", "185000"),
        ("0.3亿元", "30000000"),
        ("3千元", "3000"),
        ("2百万元", "2000000"),
        ("42万", "420000"),
        ("-5", "-5"),
        ("−5.5万元", "-55000"),
        ("¥-5", "-5"),
        ("-¥5", "-5"),
        ("9999999999999999.99999999", "9999999999999999.99999999"),
        ("9999999999999999.99999999亿元", "999999999999999999999999"),
    ],
)
def test_amounts_are_read_in_yuan_half_and_full_width(text: str, amount: str):
    assert read_amount(text) == Decimal(amount)
    assert read_amount(wide(text)) == Decimal(amount)


@pytest.mark.parametrize(
    "text",
    [
        *(
            "",
            " ",
            "元",
            "万元",
            "¥",
            "-",
            ",",
            ".",
            "12,34",
            "1,2345",
            "1234,567",
            ",123",
            "123,",
            "1.2.3",
            "1.",
            ".5",
        ),
        *("1,234.5,6", "12 34", "1 234", "--5", "-¥-5", "5-", "+5", "(5)", "1e5", "0x10", "12元整", "约12", "12元左右"),
        *(
            "1亿2000万",
            "12元13元",
            "12%",
            "12个",
            "12美元",
            "十二",
            "①",
            "5²",
            "٣",
            "nan",
            "Infinity",
            "1_000",
            "12/13",
        ),
        *("12345678901234567", "0.123456789", "1" * 100_000, "-" + " " * 100_000 + "x"),
    ],
)
def test_anything_else_is_no_amount(text: str):
    assert read_amount(text) is None


@pytest.mark.parametrize(
    ("text", "unit", "amount"),
    [
        ("12", "万元", "12"),
        ("12万元", "万元", "12"),
        ("12元", "万元", "0.0012"),
        ("2亿元", "万元", "20000"),
        ("12", "美元", "12"),
        ("12美元", "美元", "12"),
        ("12", "", "12"),
    ],
)
def test_amounts_are_read_in_the_unit_of_the_field(text: str, unit: str, amount: str):
    assert read_amount(text, unit) == Decimal(amount)


def test_units_that_cannot_be_converted_are_no_amount():
    assert read_amount("12万元", "美元") is None
    assert read_amount("12元", "") is None


@given(st.decimals(-(10**12), 10**12, places=2))
def test_what_is_written_with_separators_is_read_again(amount: Decimal):
    assert read_amount(grouped(amount)) == amount


@given(st.decimals(-(10**12), 10**12, places=4))
def test_ten_thousands_and_back_is_the_same_amount(amount: Decimal):
    assert read_amount(f"{amount:f}万元") == amount * 10000


@given(st.text(max_size=12) | st.text("0123456789,.-¥元万亿 ，\uff0e￥", max_size=12))
def test_reading_never_fails_and_is_exact(text: str):
    amount = read_amount(text)

    assert amount is None or (amount.is_finite() and "E" not in str(amount))
    assert read_year(text) is None or 1000 <= (read_year(text) or 0) <= 9999


@pytest.mark.parametrize(
    ("amount", "decimals", "text"),
    [
        ("488700", 2, "488,700.00"),
        ("-1234567.125", 2, "-1,234,567.13"),
        ("0.005", 2, "0.01"),
        ("-0.001", 2, "0.00"),
        ("42.275", 4, "42.2750"),
        ("1234.5", 0, "1,235"),
        ("9999999999999999999999999999.995", 2, "10,000,000,000,000,000,000,000,000,000.00"),
    ],
)
def test_amounts_are_written_with_separators_and_rounded_half_up(amount: str, decimals: int, text: str):
    assert grouped(Decimal(amount), decimals) == text


@pytest.mark.parametrize(
    ("amount", "text"),
    [
        # The examples of the rule itself.
        ("1409.50", "壹仟肆佰零玖元伍角"),
        ("6007.14", "陆仟零柒元壹角肆分"),
        ("1680.32", "壹仟陆佰捌拾元零叁角贰分"),
        ("107000.53", "壹拾万柒仟元零伍角叁分"),
        ("16409.02", "壹万陆仟肆佰零玖元零贰分"),
        ("325.04", "叁佰贰拾伍元零肆分"),
        # Every place, and zeros in each.
        ("488700", "肆拾捌万捌仟柒佰元整"),
        ("0", "零元整"),
        ("0.05", "伍分"),
        ("0.50", "伍角"),
        ("0.55", "伍角伍分"),
        ("10", "壹拾元整"),
        ("110", "壹佰壹拾元整"),
        ("101", "壹佰零壹元整"),
        ("1001", "壹仟零壹元整"),
        ("1010", "壹仟零壹拾元整"),
        ("1000.05", "壹仟元零伍分"),
        ("10.5", "壹拾元零伍角"),
        ("10001", "壹万零壹元整"),
        ("20300", "贰万零叁佰元整"),
        ("100000", "壹拾万元整"),
        ("10050000", "壹仟零伍万元整"),
        ("100000001", "壹亿零壹元整"),
        ("100001000", "壹亿零壹仟元整"),
        ("105000000", "壹亿零伍佰万元整"),
        ("1012345678", "壹拾亿壹仟贰佰叁拾肆万伍仟陆佰柒拾捌元整"),
        ("1000000000000", "壹万亿元整"),
        ("123456789012.34", "壹仟贰佰叁拾肆亿伍仟陆佰柒拾捌万玖仟零壹拾贰元叁角肆分"),
        # Less than 0, and rounding to 分.
        ("-3.2", "负叁元贰角"),
        ("-0.001", "零元整"),
        ("0.995", "壹元整"),
        ("0.004", "零元整"),
    ],
)
def test_capital_figures(amount: str, text: str):
    assert capitals(Decimal(amount)) == text


def spoken(text: str) -> int:
    """The amount of 分 that capital figures stand for, read by place values alone."""
    total = section = digit = cents = 0
    for sign in text.removeprefix("负"):
        if sign in "零壹贰叁肆伍陆柒捌玖":
            digit = "零壹贰叁肆伍陆柒捌玖".index(sign)
        elif sign in "拾佰仟":
            section, digit = section + digit * 10 ** ("拾佰仟".index(sign) + 1), 0
        elif sign == "万":
            section, digit = (section + digit) * 10**4, 0
        elif sign == "亿":
            total, section, digit = (total + section + digit) * 10**8, 0, 0
        elif sign == "元":
            cents, digit = (total + section + digit) * 100, 0
        elif sign in "角分":
            cents, digit = cents + digit * (10 if sign == "角" else 1), 0
    return -cents if text.startswith("负") else cents


@given(st.integers(-(10**15), 10**15) | st.integers(-(10**6), 10**6))
def test_capital_figures_stand_for_the_amount_and_never_two_zeros_together(cents: int):
    text = capitals(Decimal(cents).scaleb(-2))

    assert spoken(text) == cents
    assert "零零" not in text
    assert text == "零元整" or "零元" not in text


@pytest.mark.parametrize(
    ("text", "year"),
    [("2026", 2026), (" 2026\n", 2026), ("2026年", 2026), ("2026 年度", 2026), ("2099年度", 2099)],
)
def test_years_are_read_half_and_full_width(text: str, year: int):
    assert read_year(text) == year
    assert read_year(wide(text)) == year


@pytest.mark.parametrize(
    "text",
    ["", "26", "26年", "0026", "20266", "2026.0", "2026年度度", "2026-2028", "二〇二六", "年", "2026年1月", "-2026"],
)
def test_anything_else_is_no_year(text: str):
    assert read_year(text) is None
