import unicodedata
from pathlib import Path, PureWindowsPath

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.seeds import OBJECTIVES, form

from perfdesk.base.errors import UserError
from perfdesk.jobs.file_names import DEFAULT_PATTERN, LIMIT_BYTES, file_names, safe_name
from perfdesk.model.document import Project
from perfdesk.model.document import texts as mapping

FORMS = {OBJECTIVES: form()}


def project(name: str, unit: str = "某中心", year: str = "2026") -> Project:
    roles = form().roles
    return Project(name, OBJECTIVES, mapping({roles.name: name, roles.unit: unit, roles.year: year}.items()))


def named(*projects: str, pattern: str = "{名称}") -> tuple[str, ...]:
    return file_names(pattern, [project(one) for one in projects], FORMS, ".docx")


def test_the_default_is_number_unit_and_name():
    assert named("会议费", "培训费", pattern=DEFAULT_PATTERN) == ("1-某中心-会议费.docx", "2-某中心-培训费.docx")


def test_numbers_have_leading_zeros_so_that_they_sort():
    found = named(*map(str, range(100)), pattern="{序号}")

    assert (found[0], found[99]) == ("001.docx", "100.docx")
    assert sorted(found) == list(found)


def test_any_field_of_the_form_can_stand_in_a_name_by_its_label_or_id():
    assert named("会议费", pattern="附件2：{unit}{年度}年{项目名称}") == ("附件2：某中心2026年会议费.docx",)


@pytest.mark.parametrize("pattern", ["表", "", "{不认识}", "{}"])
def test_a_pattern_without_a_known_word_is_refused(pattern: str):
    with pytest.raises(UserError):
        named("会议费", pattern=pattern)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("a/b", "a／b.docx"),
        ("..\\..\\x", "＼..＼x.docx"),  # noqa: RUF001
        ('问"?*<>|:', "问＂？＊＜＞｜：.docx"),  # noqa: RUF001
        ("CON", "CON_.docx"),
        ("con.txt", "con_.txt.docx"),
        ("COM1", "COM1_.docx"),
        ("LPT¹", "LPT¹_.docx"),
        ("COMMON", "COMMON.docx"),
        ("结尾...", "结尾.docx"),
        (".隐藏", "隐藏.docx"),
        (" 有 空\u3000白\t和\n换行 ", "有空白和换行.docx"),
        ("看\u200b不\u202e见\x00\ud800", "看不见.docx"),
        ("", "未命名.docx"),
        ("...", "未命名.docx"),
    ],
)
def test_what_no_system_takes_is_replaced(name: str, expected: str):
    assert named(name) == (expected,)


def test_a_long_name_is_cut_between_characters():
    (found,) = named("项" * 200)

    assert len(found.encode()) <= LIMIT_BYTES
    assert found == "项" * 65 + ".docx"


def test_no_accent_is_cut_off_its_letter():
    letter = "q\u0323\u0307"

    assert safe_name(letter * 100, ".docx").removesuffix(".docx").replace(letter, "") == ""


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (("甲", "甲", "甲"), ("甲.docx", "甲-2.docx", "甲-3.docx")),
        (("A", "a"), ("A.docx", "a-2.docx")),
        (("é", "e\u0301"), ("é.docx", "é-2.docx")),
        (("a/b", "a／b"), ("a／b.docx", "a／b-2.docx")),
        (("甲-2", "甲", "甲"), ("甲-2.docx", "甲.docx", "甲-3.docx")),
        (("项" * 100, "项" * 101), ("项" * 65 + ".docx", "项" * 64 + "-2.docx")),
    ],
)
def test_two_alike_get_a_number(names: tuple[str, ...], expected: tuple[str, ...]):
    assert named(*names) == expected


def test_ten_thousand_alike_take_no_time():
    assert named(*["甲"] * 10_000)[-1] == "甲-10000.docx"


@given(st.lists(st.text(max_size=12) | st.sampled_from(["CON", "con", "nul.a", "…", "Straße", "STRASSE"]), max_size=8))
def test_names_are_different_everywhere_and_stay_in_their_folder(names: list[str]):
    found = named(*names)

    folded = {unicodedata.normalize("NFC", one).casefold() for one in found}
    assert len(folded) == len(found) == len(names)
    for one in found:
        assert Path(one).name == one == PureWindowsPath(one).name
        assert not PureWindowsPath(one).is_reserved()
        assert len(one.encode()) <= LIMIT_BYTES
        assert one.endswith(".docx")
