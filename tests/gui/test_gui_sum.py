"""The sum of the status bar after edits is that of the document made anew."""

import pytest
from support.project_lists import document, form_of, project

from perfdesk.gui.sum import Sum

START = (project("a", money="100"), project("b", money="很多"), project("c", money=""))


@pytest.mark.parametrize(
    ("after", "text"),
    [
        ((project("a", money="250"), *START[1:]), "3 个项目　合计 250.00 元（另有 1 个金额认不出）"),
        ((START[0], project("b", money="1"), START[2]), "3 个项目　合计 101.00 元"),
        ((*START, project("d", money="5")), "4 个项目　合计 105.00 元（另有 1 个金额认不出）"),
        (START[1:], "2 个项目　合计 0.00 元（另有 1 个金额认不出）"),
        (START[::-1], "3 个项目　合计 100.00 元（另有 1 个金额认不出）"),
        ((), "0 个项目"),
    ],
)
def test_the_sum_follows_what_is_edited_added_removed_and_moved(after, text):
    total = Sum(form_of)
    assert total.text(document(*START)) == "3 个项目　合计 100.00 元（另有 1 个金额认不出）"
    assert total.text(document(*after)) == text
    assert total.text(document(*START)) == "3 个项目　合计 100.00 元（另有 1 个金额认不出）"
