"""Amounts and years: read from text as it was typed, and written for people. Stored text is never replaced."""

import re
from decimal import ROUND_HALF_UP, Decimal, localcontext

UNITS = {"元": 0, "千元": 3, "万": 4, "万元": 4, "百万元": 6, "亿": 8, "亿元": 8}
"""Units of money, each as a power of ten of 元."""

_HALF_WIDTH = str.maketrans({code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {ord("￥"): "¥", ord("−"): "-"})
_AMOUNT = re.compile(r"(-?)\s*(?:¥\s*)?(-?)([0-9]{1,16}|[0-9]{1,3}(?:,[0-9]{3}){1,4})(\.[0-9]{1,8})?\s*([^\s0-9.,]*)")
_YEAR = re.compile(r"([1-9][0-9]{3})\s*(?:年度?)?")
_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_PLACES = ((8, "亿"), (4, "万"), (3, "仟"), (2, "佰"), (1, "拾"))


def read_amount(text: str, unit: str = "元") -> Decimal | None:
    """The amount in `unit` that `text` says, None when it is anything else than one plain amount.

    Read are full-width signs, separators of thousands, ¥, a minus sign, white space around each part, up to 16 digits
    before and 8 after the point, and a unit behind, which is converted: 18.5万元 is 185000 in 元. Without one it is in
    `unit`. A unit that `UNITS` lacks is read where `unit` is the same.
    """
    found = _AMOUNT.fullmatch(text.translate(_HALF_WIDTH).strip())
    if found is None or (found[1] and found[2]):
        return None
    written = found[5] or unit
    if written != unit and not {written, unit} <= UNITS.keys():
        return None
    power = 0 if written == unit else UNITS[written] - UNITS[unit]
    amount = Decimal(f"{found[1]}{found[2]}{found[3].replace(',', '')}{found[4] or ''}E{power}")
    return Decimal(f"{amount:f}")


def grouped(amount: Decimal, decimals: int = 2) -> str:
    """The amount with separators of thousands, rounded half up: 488,700.00."""
    return f"{_rounded(amount, decimals):z,.{decimals}f}"


def capitals(amount: Decimal) -> str:
    """An amount in 元 in capital figures, rounded to 分: 肆拾捌万捌仟柒佰元整; 负 stands before what is less than 0.

    By 正确填写票据和结算凭证的基本规定, appendix 1 of 支付结算办法 (中国人民银行, 银发 1997 年 393 号). Where it leaves
    the choice, as its examples have it first: 整 after 元 but not after 角; 零 between 元 and 角 when the digit of 元
    is 0 (壹拾元零伍角); none between 万 and 仟 when only the digit of 万 is 0 (壹拾万柒仟元).
    """
    cents = int(_rounded(abs(amount), 2).scaleb(2))
    yuan, tenths, hundredths = cents // 100, cents // 10 % 10, cents % 10
    text = f"{_whole(yuan)}元" if yuan or not cents else ""
    if not tenths and not hundredths:
        text += "整"
    elif yuan and (not tenths or yuan % 10 == 0):
        text += "零"
    text += f"{_DIGITS[tenths]}角" if tenths else ""
    text += f"{_DIGITS[hundredths]}分" if hundredths else ""
    return f"负{text}" if amount < 0 and cents else text


def read_year(text: str) -> int | None:
    """The year of four digits that `text` says, also full-width and with 年 or 年度 behind; None for anything else."""
    found = _YEAR.fullmatch(text.translate(_HALF_WIDTH).strip())
    return int(found[1]) if found else None


def _rounded(amount: Decimal, decimals: int) -> Decimal:
    with localcontext(prec=60):
        return amount.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)


def _whole(number: int) -> str:
    for places, name in _PLACES:
        high, low = divmod(number, 10**places)
        if high:
            gap = "零" if 0 < low < 10 ** (places - 1) else ""
            return f"{_whole(high)}{name}{gap}{_whole(low) if low else ''}"
    return _DIGITS[number]
