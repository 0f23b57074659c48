"""JSON of a document: what is written is read to an equal document, and what others write is read or named."""

import contextlib
import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from support.documents import documents, numbered
from support.seeds import CENTRAL, form, seeds

from perfdesk.base.errors import UserError
from perfdesk.forms.form import Form
from perfdesk.model.compare import same_content
from perfdesk.model.document import Document, Indicator, Project, texts
from perfdesk.model.edits import set_paper
from perfdesk.model.normal import normal_document
from perfdesk.storage import json_text
from perfdesk.storage.json_decode import Decoded, decode, decode_lines
from perfdesk.storage.json_encode import encode, encode_lines

SEEDS = Path(__file__).parent.parent / "data" / "seeds" / "tables.json"
KNOWN: dict[str, Form] = {form().id: form()}
BOTH: dict[str, Form] = KNOWN | {CENTRAL: form(CENTRAL)}


def read(value: object, known: dict[str, Form] = KNOWN) -> Decoded:
    return decode(json.dumps(value).encode(), known, "来文.json", numbered())


def refused(data: bytes, known: dict[str, Form] = KNOWN) -> str:
    with pytest.raises(UserError) as told:
        decode(data, known, "来文.json")
    assert told.value.todo
    return told.value.what


@settings(deadline=None, max_examples=100)
@given(documents().map(normal_document))
def test_a_document_comes_back_with_ids_and_forms_and_the_second_pass_is_the_same(document: Document):
    for write, back in ((encode, decode), (encode_lines, decode_lines)):
        data = write(document, {})
        if not data:
            continue
        found = back(data, {}, "a")
        assert found == Decoded(document, ())
        assert write(found.document, {}) == data


@settings(deadline=None, max_examples=30)
@given(documents().map(normal_document))
def test_plain_json_has_the_same_content_and_no_id(document: Document):
    data = encode(document, {}, plain=True)
    assert b'"id":' not in data
    assert same_content(decode(data, {}, "a").document, document)


def test_the_twelve_tables_are_read_and_written_to_the_byte():
    data = SEEDS.read_bytes()
    found = decode(data, KNOWN, "tables.json")
    assert found.notices == ()
    assert same_content(found.document, seeds())
    assert encode(found.document, KNOWN, plain=True) == data


def test_fields_and_columns_stand_in_the_order_of_the_form_and_unknown_ones_after_them():
    fields = texts({**dict.fromkeys("dcbazyx", "1"), **{name: name for name in reversed(form().field_ids)}}.items())
    values = texts([("zz", "1"), *((column.id, column.id) for column in reversed(form().value_columns))])
    document = Document((Project("p", form().id, fields, (Indicator("i", level3="n", values=values),)),), {})
    (project,) = json.loads(encode(document, KNOWN))["projects"]
    assert list(project["fields"]) == [*form().field_ids, *"abcdxyz"]
    columns = [column.id for column in form().value_columns]
    assert list(project["indicators"][0]) == ["id", "level1", "level2", "level3", *columns, "zz"]


def test_a_project_of_another_form_names_its_own():
    forms = {key: value.text for key, value in BOTH.items()}
    document = Document((Project("p", form().id), Project("q", CENTRAL)), texts(forms.items()))
    data = encode(document, BOTH)
    assert [project.get("form") for project in json.loads(data)["projects"]] == [None, CENTRAL]
    assert decode(data, BOTH, "a").document == document


def test_a_form_travels_along_only_where_the_reader_lacks_it():
    changed = form().text + "# 本单位改过\n"
    document = Document((Project("p", form().id), Project("q", CENTRAL)), {form().id: changed, CENTRAL: "id = 1"})
    data = encode(document, BOTH)
    assert json.loads(data)["forms"] == document.forms
    assert decode(data, BOTH, "a").document == document
    assert decode(data, {}, "a").document == document
    assert "forms" not in json.loads(encode(seeds(), KNOWN))


def test_lines_hold_a_project_each():
    lines = encode_lines(seeds(), KNOWN).decode().splitlines()
    assert [json.loads(line)["fields"]["project_name"] for line in lines] == [
        project.field("project_name") for project in seeds().projects
    ]
    assert all(json.loads(line)["form"] == form().id for line in lines)


def test_a_number_is_read_as_it_is_written():
    data = b'{"form": "project-objectives", "projects": [{"fields": {"budget_amount": 488700.00, "start_year": 2021}}]}'
    (project,) = decode(data, KNOWN, "a").document.projects
    assert dict(project.fields) == {"budget_amount": "488700.00", "start_year": "2021"}


def test_texts_come_in_normal_form_and_what_was_dropped_is_counted():
    found = read(
        {"form": form().id, "projects": [{"fields": {"unit": " 甲\r\n乙\u0007\ud800 ", "department": "\u0000"}}]}
    )
    assert dict(found.document.projects[0].fields) == {"unit": "甲\n乙\ufffd"}
    (notice,) = found.notices
    assert (notice.at, notice.count) == ("projects[0].fields.unit", 3)


def test_what_is_not_known_is_named():
    one = {"fields": {}, "indicators": [{"level1": "产出指标"}, {"level3": "有名称"}], "note": "x"}
    found = read({"form": form().id, "projects": [one, one], "made_by": "x"})
    assert [(notice.what, notice.at, notice.count) for notice in found.notices] == [
        ("没有读空的指标", "projects[0].indicators[0]", 2),
        ("没有读不认识的“note”", "projects[0]", 2),
        ("没有读不认识的“made_by”", "最外层", 1),
    ]
    assert [one.level3 for project in found.document.projects for one in project.indicators] == ["有名称", "有名称"]


def test_an_id_that_stands_twice_is_renewed():
    indicator = {"id": "i", "level3": "名称"}
    found = read({"form": form().id, "projects": [{"id": "p", "indicators": [indicator, indicator]}, {"id": "p"}]})
    assert [project.id for project in found.document.projects] == ["p", f"{2:016x}"]
    assert [one.id for one in found.document.projects[0].indicators] == ["i", f"{1:016x}"]
    assert [notice.count for notice in found.notices] == [2]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "空文件"),
        (" \n", "空文件"),
        ("{", "第 1 行第 2 个字处"),
        ("[]", "“最外层”应当是"),
        ('{"form": "project-objectives"}', "“projects”应当是列表"),
        ('{"projects": [{}]}', "“projects[0]”没有写是哪种表样"),
        ('{"form": "other", "projects": [{}]}', "没有“other”这种表样"),
        ('{"form": "project-objectives", "projects": [{"fields": {"unit": null}}]}', "“projects[0].fields.unit”"),
        ('{"form": "project-objectives", "projects": [{"fields": []}]}', "“projects[0].fields”应当是"),
        ('{"form": "project-objectives", "projects": [{}, {"indicators": [1]}]}', "“projects[1].indicators[0]”应当是"),
        ('{"form": "project-objectives", "projects": [{"id": true}]}', "“projects[0].id”应当是文字"),
        ('{"form": "project-objectives", "projects": [{"fields": {"a": "1", "a": "2"}}]}', "写了两次“a”"),
        ('{"form": "project-objectives", "projects": [{"fields": {"a": "1", "a ": "2"}}]}', "写了两次"),
        ('{"form": "project-objectives", "projects": [{"fields": {"a": NaN}}]}', "不是数字的“NaN”"),
        ('{"form": "project-objectives", "projects": [{"fields": {"a": -Infinity}}]}', "不是数字的“-Infinity”"),
        ('{"projects": [], "paper": ["signature"]}', "“paper”应当是"),
        ('{"projects": [], "paper": {"signature": true}}', "“paper.signature”应当是文字"),
        ('{"projects": [], "forms": {"x": []}}', "“forms.x”应当是表样的文字"),
        ('{"projects": [], "forms": {"x": "\\u0000"}}', "“forms.x”应当是表样的文字"),
        ('{"projects": ' + "[" * 64 + "]" * 64 + "}", "嵌套超过 64 层"),
        ('{"projects": [], "x": ' + "1" * 41 + "}", "长达 41 位"),
        ('{"projects": [' + "{}," * 10_000 + "{}]}", "最多 10,000 个"),
        ('{"projects": [], "x": ' + "[]," * 1_000_000, "超过 1,000,000 组"),
    ],
    ids=lambda text: text[:40],
)
def test_what_is_no_document_is_refused_and_the_place_is_named(text: str, words: str):
    assert words in refused(text.encode())


def test_brackets_and_quotes_in_texts_are_no_nesting():
    deep = "[{" * 100 + '"\\' + "}]" * 7
    found = read({"form": form().id, "projects": [{"fields": {"unit": deep}}]})
    assert found.document.projects[0].field("unit") == deep


def test_another_encoding_is_refused_and_a_byte_order_mark_is_not():
    text = SEEDS.read_text("utf-8")
    assert "UTF-8" in refused(text.encode("gb18030"))
    assert decode(b"\xef\xbb\xbf" + text.encode(), KNOWN, "a").document.projects


def test_a_large_file_is_refused_before_it_is_parsed(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(json_text, "JSON_LIMIT", 10)
    assert "太大" in refused(b"{" * 11)


def test_a_fault_in_a_line_is_named_by_its_line():
    data = encode_lines(seeds(), KNOWN).replace(b'"indicators": [', b'"indicators": [7, ', 3)
    lines = data.split(b"\n")
    lines[4:4] = [b"", b'{"form": ']
    with pytest.raises(UserError, match=r"“第 1 行\.indicators\[0\]”"):
        decode_lines(data, KNOWN, "a")
    with pytest.raises(UserError, match="第 2 行第 10 个字处"):
        decode_lines(b"\n".join(lines[4:]), KNOWN, "a")
    with pytest.raises(UserError, match="最多 10,000 个"):
        decode_lines(b'{"form": "project-objectives"}\n' * 10_001, KNOWN, "a")


def test_each_kind_of_value_in_each_place_is_read_or_refused():
    """No shape of JSON gives anything but a document or a UserError."""
    wrong: list[object] = [None, True, 1, 1.5, "x", [], {}, [[]], {"x": {}}, [None]]
    whole = json.loads(encode(Document(seeds().projects[:1], {}), KNOWN))
    project = whole["projects"][0]
    project["indicators"] = project["indicators"][:1]
    for place in (whole, project, project["fields"], project["indicators"][0]):
        for name in [*place, "forms", "paper", "more"]:
            missing = name not in place
            before = place.get(name)
            for value in wrong:
                place[name] = value
                with contextlib.suppress(UserError):
                    assert isinstance(read(whole).document, Document)
            place[name] = before
            if missing:
                del place[name]
    assert read(whole).notices == ()


def test_choices_for_paper_are_written_where_ids_are_and_read_back():
    signed = set_paper(seeds(), "signature", "yes")
    assert json.loads(encode(signed, KNOWN))["paper"] == {"signature": "yes"}
    assert decode(encode(signed, KNOWN), KNOWN, "a").document == signed
    assert json.loads(encode_lines(signed, KNOWN).split(b"\n")[0]) == {"paper": {"signature": "yes"}}
    for write in (encode, encode_lines):
        assert write(signed, KNOWN, plain=True) == write(seeds(), KNOWN, plain=True)
        assert b"paper" not in write(seeds(), KNOWN)
