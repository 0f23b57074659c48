"""What is said about a table on paper: its choices, the size of its type, the fonts that this machine has not."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from perfdesk.forms.form import Form
from perfdesk.gui.live_book import LaidTable, Wanted
from perfdesk.paper.fonts import substitutes

CHOICES: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "fit": ("缩放到一页", "放不进一页的表用小一些的字印；最小的字也放不进，就按原来的字号印"),
        "footer": ("页脚写页码", "每页下面写第几页、共几页"),
        "signature": ("签字栏", "表的下面留出签字的几行"),
        "stamp": ("留出盖章位置", "签字栏旁边空出盖章的地方"),
        "bold_labels": ("栏目名称加粗", "左边和表头的名称用粗体"),
        "outer_border": ("外框加粗", "表的四周用粗一些的线"),
        "new_leaf": ("每张表从新的一张纸开始", "双面打印时，每张表都从正面开始"),
    }
)
"""Text and help of each choice by its name."""


def size_line(table: LaidTable, wanted: Wanted) -> str:
    """Which size the table has, and whether that was enough for one page."""
    if table.size_pt < wanted.form.styles["base"].size_pt:
        return f"缩到 {table.size_pt:g}"
    if wanted.options.fit and len(table.pages) > 1:
        return f"缩小也放不进一页，按原来的字号印成 {len(table.pages)} 页"
    return f"字号 {table.size_pt:g}，没有缩小"


def fonts_line(forms: Iterable[Form]) -> str:
    """Which fonts of the forms are painted by others here, "" when it has all. Needs a QGuiApplication."""
    styles = [style for form in forms for style in form.styles.values()]
    lacking = substitutes([family for style in styles for family in (style.font, style.latin)])
    pairs = "、".join(f"{family}（用 {other} 代替）" for family, other in lacking.items())
    return f"这台电脑没有这些字体：{pairs}。" if pairs else ""
