"""The .jxmb file: what is read is what was written, the same document gives the same bytes, each fault is noticed."""

import os
import random
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given, settings
from support.documents import documents
from support.files import listing
from support.seeds import seeds

from perfdesk.base.errors import UserError
from perfdesk.model.document import NO, YES, Document, Indicator, Project, texts
from perfdesk.model.edits import set_field, set_paper
from perfdesk.storage import jxmb
from perfdesk.storage.file import open_document, save
from perfdesk.storage.jxmb import decode, encode


@settings(deadline=None, max_examples=60)
@given(documents())
def test_a_document_comes_back_with_its_ids(document: Document):
    assert decode(encode(document), "a.jxmb") == document


@pytest.mark.parametrize(
    "document",
    [Document(), Document((Project("p", ""),)), Document((Project("p", "f", texts({"": "no id"}.items())),)), seeds()],
    ids=["empty", "one blank project", "a field without id", "twelve tables"],
)
def test_documents_at_the_edge_come_back(document: Document, tmp_path: Path):
    save(document, tmp_path / "a.jxmb")
    assert open_document(tmp_path / "a.jxmb") == document


def test_an_empty_text_is_not_stored():
    held = Document((Project("p", "f", {"a": "", "b": "x"}, (Indicator("i", level3="n", values={"c": ""}),)),))
    read = decode(encode(held), "a")
    assert dict(read.projects[0].fields) == {"b": "x"}
    assert dict(read.projects[0].indicators[0].values) == {}


def test_anyone_can_read_the_file_with_sqlite(tmp_path: Path):
    save(seeds(), tmp_path / "a.jxmb")
    with closing(sqlite3.connect(tmp_path / "a.jxmb")) as database:
        found = database.execute("SELECT value FROM field WHERE project = 3 ORDER BY id").fetchall()
        assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    fields = seeds().projects[2].fields
    assert [value for (value,) in found] == [fields[name] for name in sorted(fields)]


ELSEWHERE = """
import hashlib, sys
from support.seeds import seeds
from perfdesk.model.document import Document, Project, texts
from perfdesk.model.edits import add_projects, move_projects, set_field
from perfdesk.storage.jxmb import encode
whole = seeds()
made = Document((), whole.forms)
for project in reversed(whole.projects):
    bare = Project(project.id, project.form, {}, project.indicators)
    made = add_projects(made, (bare,), len(made.projects), whole.forms)
    for name, text in reversed(list(project.fields.items())):
        made = set_field(set_field(made, project.id, name, "zzz-deleted"), project.id, name, text)
for project in whole.projects:
    made = move_projects(made, (project.id,), len(made.projects))
assert made == whole
sys.stdout.buffer.write(encode(made))
"""


@pytest.mark.parametrize("seed", ["1", "2"])
def test_another_process_that_typed_in_another_order_writes_the_same_bytes(tmp_path: Path, seed: str):
    paths = os.pathsep.join(path for path in sys.path if path)
    home = {"PYTHONHASHSEED": seed, "PYTHONPATH": paths, "USER": "wang-xiaoming", "HOME": str(tmp_path / "secret-home")}
    ended = subprocess.run(
        [sys.executable, "-c", ELSEWHERE], env={**os.environ, **home}, capture_output=True, check=True
    )
    assert ended.stdout == encode(seeds())


def test_the_bytes_tell_no_user_no_path_and_nothing_deleted(tmp_path: Path):
    document = set_field(seeds(), "p1", "unit", "zzz-deleted")
    save(document, tmp_path / "a.jxmb")
    document = set_field(open_document(tmp_path / "a.jxmb"), "p1", "unit", seeds().projects[0].field("unit"))
    save(document, tmp_path / "a.jxmb")
    data = (tmp_path / "a.jxmb").read_bytes()
    told = (b"zzz-deleted", os.fsencode(tmp_path), os.fsencode(Path.home()), os.uname().nodename.encode())
    assert [text for text in told if text in data] == []
    assert data == encode(seeds())


@pytest.mark.parametrize("damage", ["none", "cut", "flipped", "wal", "empty"])
def test_opening_changes_nothing(tmp_path: Path, damage: str):
    data = bytearray(encode(seeds()))
    if damage == "cut":
        del data[-100:]
    elif damage == "flipped":
        data[data.index("绩效".encode())] ^= 1
    elif damage == "wal":
        data[18:20] = b"\2\2"
    elif damage == "empty":
        data.clear()
    (tmp_path / "a.jxmb").write_bytes(data)
    before = listing(tmp_path)
    if damage == "none":
        open_document(tmp_path / "a.jxmb")
    else:
        with pytest.raises(UserError, match=r"“a\.jxmb”"):
            open_document(tmp_path / "a.jxmb")
    assert listing(tmp_path) == before


@pytest.mark.slow
def test_each_flipped_bit_is_noticed_or_harmless():
    data, rng = encode(seeds()), random.Random(5)
    noticed = 0
    for _ in range(2000):
        flipped = bytearray(data)
        flipped[rng.randrange(len(data))] ^= 1 << rng.randrange(8)
        try:
            assert decode(bytes(flipped), "a") == seeds()
        except UserError:
            noticed += 1
    assert 800 < noticed < 2000


def test_each_cut_and_each_addition_is_noticed():
    data = encode(Document(seeds().projects[:1]))
    for length in range(len(data)):
        with pytest.raises(UserError):
            decode(data[:length], "a")
    for more in (b"\0", bytes(4096), data):
        with pytest.raises(UserError, match="长度"):
            decode(data + more, "a")


def test_pages_that_do_not_fit_together_are_noticed_though_all_rows_can_be_read():
    data = bytearray(encode(seeds()))
    data[36:40] = (7).to_bytes(4, "big")
    with pytest.raises(UserError, match="读不出来"):
        decode(bytes(data), "a")


def changed(*statements: str, document: Document | None = None) -> bytes:
    """The bytes of the document, else of the twelve tables, after the statements."""
    with closing(sqlite3.connect(":memory:")) as database:
        database.deserialize(encode(document or seeds()))
        for statement in statements:
            database.executescript(statement)
        return database.serialize()


@pytest.mark.parametrize(
    ("statement", "words"),
    [
        ("UPDATE field SET value = value || '改' WHERE project = 1", "核对码"),
        ("DELETE FROM value WHERE indicator = 1", "核对码"),
        ("UPDATE meta SET value = 'x'", "核对码"),
        ("INSERT INTO meta VALUES ('more', 'x')", "核对码"),
        ("UPDATE indicator SET project = 99 WHERE position = 1", "核对码"),
        ("UPDATE field SET value = x'ff00' WHERE project = 1", "类型"),
        ("UPDATE field SET project = 'one' WHERE project = 1", "类型"),
        ("UPDATE field SET value = 'a' || char(0) WHERE project = 1", "读不出来"),
        ("UPDATE value SET value = CAST(x'e4b8' AS TEXT) WHERE indicator = 1", "读不出来"),
        ("CREATE INDEX i ON field (id)", "从不写入"),
        ("CREATE TABLE notes (text TEXT)", "从不写入"),
        ("ALTER TABLE field ADD COLUMN more TEXT", "从不写入"),
        ("DROP TABLE value", "从不写入"),
        ("PRAGMA user_version = 2", "版本 2"),
        ("PRAGMA user_version = 0", "已损坏"),
        ("PRAGMA application_id = 7", "别的程序的数据库"),
    ],
)
def test_what_another_program_changed_is_named(statement: str, words: str):
    with pytest.raises(UserError, match=words) as told:
        decode(changed(statement), "同事的.jxmb")
    assert "“同事的.jxmb”" in told.value.what
    assert told.value.safe == "文件没有动过。"
    assert told.value.todo


def test_choices_for_paper_are_rows_that_anyone_can_read_and_files_without_them_are_as_before():
    signed = set_paper(set_paper(seeds(), "stamp", NO), "signature", YES)
    with closing(sqlite3.connect(":memory:")) as database:
        database.deserialize(encode(signed))
        found = database.execute("SELECT key, value FROM meta").fetchall()
    assert found[1:] == [("paper.signature", "yes"), ("paper.stamp", "no")]
    assert encode(set_paper(set_paper(signed, "stamp", ""), "signature", "")) == encode(seeds())


@pytest.mark.parametrize(
    ("statement", "words"),
    [
        ("UPDATE meta SET value = 'no' WHERE key = 'paper.signature'", "核对码"),
        ("UPDATE meta SET key = 'paper.stamp' WHERE key = 'paper.signature'", "核对码"),
        ("DELETE FROM meta WHERE key = 'paper.signature'", "核对码"),
        ("INSERT INTO meta VALUES ('paper.stamp', 'yes')", "核对码"),
        ("INSERT INTO meta VALUES ('paper.stamp', '')", "核对码"),
        ("INSERT INTO meta VALUES ('paper', 'yes')", "核对码"),
        ("INSERT INTO meta SELECT * FROM meta WHERE key = 'paper.signature'", "核对码"),
        ("UPDATE meta SET rowid = -1 WHERE key = 'paper.signature'", "核对码"),
        ("UPDATE meta SET value = x'ff' WHERE key = 'paper.signature'", "核对码"),
        ("UPDATE meta SET value = 'a' || char(0) WHERE key = 'paper.signature'", "读不出来"),
    ],
)
def test_a_choice_that_another_program_changed_is_noticed(statement: str, words: str):
    with pytest.raises(UserError, match=words):
        decode(changed(statement, document=set_paper(seeds(), "signature", YES)), "a")


def test_rows_that_belong_to_nothing_are_refused_even_with_their_digest(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(jxmb, "meta_of", lambda _rows, _paper: [("digest", "same")])
    for statement in (
        "UPDATE indicator SET project = 99 WHERE position = 1",
        "UPDATE field SET project = 0 WHERE project = 1",
        "UPDATE value SET indicator = -1 WHERE indicator = 1",
        "DELETE FROM project WHERE position = 2",
    ):
        with pytest.raises(UserError, match="读不出来"):
            decode(changed("UPDATE meta SET value = 'same'", statement), "a")


def test_a_text_longer_than_a_file_may_hold_is_refused_and_its_project_named():
    document = set_field(seeds(), "p5", "unit", "长" * 400_000)
    with pytest.raises(UserError, match="第 5 个项目"):
        encode(document)


def test_a_document_larger_than_a_file_may_be_is_not_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    save(Document(), tmp_path / "a.jxmb")
    before = listing(tmp_path)
    monkeypatch.setattr(jxmb, "FILE_LIMIT", 20_000)
    with pytest.raises(UserError, match="内容太多"):
        save(seeds(), tmp_path / "a.jxmb")
    assert listing(tmp_path) == before


def test_more_rows_than_the_memory_holds_are_refused(monkeypatch: pytest.MonkeyPatch):
    data = encode(seeds())
    monkeypatch.setattr(jxmb, "ROW_LIMIT", 50)
    with pytest.raises(UserError, match="太大"):
        decode(data, "a")


def test_a_save_that_cannot_be_read_back_is_a_bug_and_gives_no_bytes(monkeypatch: pytest.MonkeyPatch):
    real = jxmb.rows_of

    def forgetful(document: Document) -> object:
        rows = real(document)
        return rows._replace(values=[(number, name, text + "\r") for number, name, text in rows.values])

    build = jxmb._build
    monkeypatch.setattr(jxmb, "_build", lambda _rows, meta: build(forgetful(seeds()), meta))
    with pytest.raises(ValueError, match="read back"):
        encode(seeds())
