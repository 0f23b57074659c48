"""Characters that Word keeps as a font and a code (`w:sym`): what they look like, in Unicode."""

from collections.abc import Mapping

UNKNOWN = "□"
_PRIVATE = range(0xF000, 0xF100)

# The boxes, ticks and bullets of these fonts, and the signs of Symbol (Adobe Symbol Encoding) that stand in values.
_FONTS: Mapping[str, Mapping[int, str]] = {
    "wingdings": {
        0x6C: "●", 0x6E: "■", 0x6F: "□", 0x71: "□", 0x72: "□", 0x75: "◆", 0x9F: "•", 0xA7: "▪", 0xA8: "□",
        0xD8: "➢", 0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑",
    },
    "wingdings 2": {
        0x2A: "□", 0x4F: "✗", 0x50: "✓", 0x51: "☒", 0x52: "☑", 0x53: "☒", 0x54: "☒", 0xA3: "□",
    },
    "symbol": {
        0x2D: "−", 0x62: "β", 0x6C: "λ", 0x6D: "μ", 0x70: "π", 0x57: "Ω", 0xA3: "≤",
        0xA5: "∞", 0xAE: "→", 0xB0: "°", 0xB1: "±", 0xB2: "″", 0xB3: "≥", 0xB4: "×", 0xB7: "•", 0xB8: "÷", 0xB9: "≠",
        0xBA: "≡", 0xBB: "≈", 0xBC: "…", 0xD6: "√", 0xE5: "∑",
    },
}  # fmt: skip


def symbol(font: str, code: str) -> str | None:
    """The character of a hexadecimal code in a font, None when it is not known."""
    try:
        number = int(code, 16)
    except ValueError:
        return None
    known = _FONTS.get(font.casefold())
    if known is not None:
        return known.get(number - _PRIVATE.start if number in _PRIVATE else number)
    if 0x20 < number < 0xD800 or 0xF900 <= number < 0xFFFE:
        return chr(number)
    return None
