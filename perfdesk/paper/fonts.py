"""Which installed font paints a family of a form, and what is said where another one has to stand in."""

from collections.abc import Iterable, Mapping, Sequence, Set
from types import MappingProxyType

from PySide6.QtGui import QFont, QFontDatabase, QRawFont, QTextLayout

# One font under two names: Qt and the systems list the one or the other.
_SAME: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "宋体": ("SimSun",),
        "新宋体": ("NSimSun",),
        "黑体": ("SimHei",),
        "仿宋": ("FangSong",),
        "楷体": ("KaiTi",),
        "华文中宋": ("STZhongsong",),
        "方正小标宋简体": ("FZXiaoBiaoSong-B05S",),
        "方正小标宋_GBK": ("FZXiaoBiaoSong-B05",),
        "思源宋体": ("思源宋体 CN", "Source Han Serif SC", "Source Han Serif CN"),
        "思源黑体": ("思源黑体 CN", "Source Han Sans SC", "Source Han Sans CN"),
        "Noto Serif CJK SC": ("Noto Serif SC",),
        "Noto Sans CJK SC": ("Noto Sans SC",),
        "文泉驿宋体": ("WenQuanYi Bitmap Song",),
        "文泉驿正黑": ("WenQuanYi Zen Hei",),
        "文泉驿微米黑": ("WenQuanYi Micro Hei",),
    }
)
_SONG = ("宋体", "思源宋体", "Noto Serif CJK SC", "文泉驿宋体", "文泉驿正黑")
_STAND_INS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "方正小标宋简体": ("方正小标宋_GBK", "华文中宋", "黑体", "Noto Serif CJK SC"),
        "黑体": ("思源黑体", "Noto Sans CJK SC", "文泉驿微米黑", "文泉驿正黑"),
        "仿宋": ("仿宋_GB2312", "华文仿宋"),
        "仿宋_GB2312": ("仿宋", "华文仿宋"),
        "楷体": ("楷体_GB2312", "华文楷体"),
        "楷体_GB2312": ("楷体", "华文楷体"),
        "Times New Roman": ("Liberation Serif", "Nimbus Roman"),
        "Arial": ("Liberation Sans", "Nimbus Sans"),
    }
)
_LATIN = ("Times New Roman", *_STAND_INS["Times New Roman"])


def installed() -> frozenset[str]:
    """The families of this machine. Needs a QGuiApplication."""
    return frozenset(QFontDatabase.families())


def qt_font(family: str, bold: bool, there: Set[str]) -> QFont:
    """The font that paints the family: those that stand in for it in order, as far as they are `there`."""
    made = QFont()
    made.setStyleHint(QFont.StyleHint.Serif)
    made.setFamilies([name for name in _chain(family) if name in there])
    made.setBold(bold)
    made.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return made


def substitutes(families: Iterable[str]) -> Mapping[str, str]:
    """The families that this machine lacks, each with the font that paints it instead. Needs a QGuiApplication."""
    there = installed()
    lacking = [family for family in dict.fromkeys(families) if there.isdisjoint(_names(family))]
    return MappingProxyType({family: _stand_in(family, there) for family in lacking})


def _stand_in(family: str, there: Set[str]) -> str:
    return painted_by(qt_font(family, False, there), "A" if family.isascii() else "国").familyName()


def painted_by(font: QFont, letter: str) -> QRawFont:
    """The font that Qt takes for one letter: the first of the font's families that has it, else any installed one."""
    return painters(font, letter)[0]


def painters(font: QFont, text: str) -> Sequence[QRawFont]:
    """The fonts that Qt takes for a letter with its accents, one at least."""
    layout = QTextLayout(text, font)
    layout.beginLayout()
    layout.createLine()
    layout.endLayout()
    return [run.rawFont() for run in layout.glyphRuns()] or [QRawFont.fromFont(font)]


def _chain(family: str) -> Iterable[str]:
    families = (family, *_STAND_INS.get(family, ()), *(_LATIN if family.isascii() else ()), *_SONG)
    return dict.fromkeys(name for one in families for name in _names(one))


def _names(family: str) -> tuple[str, ...]:
    return (family, *_SAME.get(family, ()))
