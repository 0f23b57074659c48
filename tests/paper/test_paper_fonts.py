"""Which fonts stand in for those of a form, and what is said of it."""

import pytest

from perfdesk.paper.fonts import installed, painted_by, qt_font, substitutes

pytestmark = pytest.mark.usefixtures("qapp")


@pytest.mark.parametrize(
    ("family", "there", "tried"),
    [
        ("宋体", ("文泉驿正黑", "SimSun", "Noto Serif CJK SC"), ["SimSun", "Noto Serif CJK SC", "文泉驿正黑"]),
        ("宋体", ("WenQuanYi Zen Hei", "Source Han Serif SC"), ["Source Han Serif SC", "WenQuanYi Zen Hei"]),
        (
            "方正小标宋简体",
            ("Noto Serif CJK SC", "SimHei", "华文中宋", "方正小标宋_GBK"),
            ["方正小标宋_GBK", "华文中宋", "SimHei", "Noto Serif CJK SC"],
        ),
        ("Times New Roman", ("Nimbus Roman", "Liberation Serif"), ["Liberation Serif", "Nimbus Roman"]),
        ("某某体", ("Nimbus Roman", "Noto Serif CJK SC"), ["Noto Serif CJK SC"]),
        ("Some Serif", ("Noto Serif CJK SC", "Times New Roman"), ["Times New Roman", "Noto Serif CJK SC"]),
    ],
)
def test_stand_ins_are_tried_in_their_order(family: str, there: tuple[str, ...], tried: list[str]):
    assert qt_font(family, False, frozenset(there)).families() == tried
    assert qt_font(family, False, frozenset((*there, family))).families()[0] == family


def test_what_the_machine_lacks_is_named_with_what_paints_it():
    has = painted_by(qt_font("宋体", False, installed()), "国").familyName()
    named = substitutes(["没有这种字体", has, "No Such Font", "没有这种字体"])
    assert list(named) == ["没有这种字体", "No Such Font"]
    assert set(named.values()) <= installed()


def test_bold_text_has_a_bold_face():
    plain, bold = (painted_by(qt_font("宋体", bold, installed()), "国") for bold in (False, True))
    assert bold.weight() > plain.weight()
