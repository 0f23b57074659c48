"""What is said about a table on paper: the size of its type, and the fonts that this machine has not."""

from collections.abc import Iterable

from perfdesk.forms.form import Form
from perfdesk.gui.live_book import LaidTable, Wanted
from perfdesk.paper.fonts import substitutes


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
