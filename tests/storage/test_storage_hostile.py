"""Each hostile .jxmb and .json file of make_hostile.py ends as its table says, with its own message."""

import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest
from support.seeds import form, seeds

from perfdesk.base.errors import UserError
from perfdesk.model.document import Document
from perfdesk.storage.disk import read_file
from perfdesk.storage.file import open_document, save
from perfdesk.storage.json_decode import decode
from perfdesk.storage.json_text import JSON_LIMIT
from perfdesk.storage.jxmb import encode
from perfdesk.storage.salvage import salvage

MAKER = Path(__file__).parent.parent / "tools" / "make_hostile.py"
SECONDS = 10
FROM_OURS = {
    "empty.jxmb": "空文件",
    "not-sqlite.jxmb": "不是本程序的文件",
    "truncated.jxmb": "长度和实际长度不一样",
    "corrupt-page.jxmb": "数据读不出来",
    "trigger.jxmb": "从不写入的内容",
    "view.jxmb": "从不写入的内容",
    "virtual-table.jxmb": "从不写入的内容",
    "huge-blob.jxmb": "从不写入的内容",
    "huge-text.jxmb": "太长",
    "wrong-types.jxmb": "类型不对",
    "other-application.jxmb": "别的程序的数据库",
    "zero-application.jxmb": "别的程序的数据库",
    "newer-version.jxmb": "更新版本的程序保存的（文件版本 9999）",
    "wal.jxmb": "没有正常关闭",
    "page-count.jxmb": "长度和实际长度不一样",
}
# Made without a file of ours, these have tables of their own, which is noticed first.
FROM_OTHERS = FROM_OURS | dict.fromkeys(("huge-text.jxmb", "wrong-types.jxmb", "corrupt-page.jxmb"), "从不写入的内容")
JSON = {
    "empty.json": "空文件",
    "deep.json": "嵌套超过 64 层",
    "big-number.json": "不是本程序的数据文件：有一个数字长达",
    "wrong-types.json": "“form”应当是文字",
    "million.json": "项目太多",
}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Folders `ours` and `others` with the files."""
    folder = tmp_path_factory.mktemp("hostile")
    base = folder / "base.jxmb"
    first = seeds().projects[0]
    # Small: huge-text.jxmb makes each value 3 MB long, and the file must stay below the limit of files.
    save(Document((replace(first, indicators=first.indicators[:2]),), seeds().forms), base)
    listed = [*FROM_OURS, *JSON, "surrogates.json"]
    for name, more in (("ours", ["--base", str(base)]), ("others", [])):
        command = [sys.executable, str(MAKER), str(folder / name), *more, "--only", *listed]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return folder


CASES = [("ours", *case) for case in FROM_OURS.items()] + [("others", *case) for case in FROM_OTHERS.items()]


@pytest.mark.parametrize(("folder", "name", "words"), CASES)
def test_a_hostile_file_is_refused_with_its_words_and_left_as_it_was(made: Path, folder: str, name: str, words: str):
    path = made / folder / name
    digest, before = path.read_bytes(), path.stat().st_mtime_ns
    begun, files = time.monotonic(), len(list(path.parent.iterdir()))
    with pytest.raises(UserError) as told:
        open_document(path)
    assert words in told.value.what
    assert f"“{name}”" in told.value.what
    assert time.monotonic() - begun < SECONDS
    assert (path.read_bytes(), path.stat().st_mtime_ns, len(list(path.parent.iterdir()))) == (digest, before, files)


@pytest.mark.parametrize(("folder", "name", "_words"), CASES)
def test_salvage_of_a_hostile_file_ends_and_says_what_is_wrong(made: Path, folder: str, name: str, _words: str):
    begun = time.monotonic()
    found = salvage((made / folder / name).read_bytes(), name)
    assert found.wrong
    encode(Document(found.document.projects))
    assert time.monotonic() - begun < SECONDS


@pytest.mark.parametrize(("name", "words"), JSON.items())
def test_hostile_json_is_refused_with_its_words(made: Path, name: str, words: str):
    begun = time.monotonic()
    with pytest.raises(UserError) as told:
        decode(read_file(made / "ours" / name, JSON_LIMIT), {form().id: form()}, name)
    assert words in told.value.what
    assert time.monotonic() - begun < SECONDS


def test_surrogates_are_replaced_and_said_and_the_rest_is_read(made: Path):
    found = decode(read_file(made / "ours" / "surrogates.json", JSON_LIMIT), {form().id: form()}, "surrogates.json")
    (project,) = found.document.projects
    assert dict(project.fields) == {"project_name": "\ufffd甲\ufffd", "unknown_key": "多出的"}
    assert [(notice.what, notice.count) for notice in found.notices] == [
        ("去掉或换掉了看不见的字符", 3),
        ("没有读不认识的“fields2”", 1),
    ]
    assert encode(found.document)


MEMORY = """
import resource, sys
from pathlib import Path
resource.setrlimit(resource.RLIMIT_AS, (1 << 30, 1 << 30))
from perfdesk.base.errors import UserError
from perfdesk.storage.json_decode import decode
from perfdesk.storage.file import open_document
for path in map(Path, sys.argv[1:]):
    try:
        open_document(path) if path.suffix == ".jxmb" else decode(path.read_bytes(), {}, path.name)
    except UserError as error:
        print(error.what)
"""


@pytest.mark.slow
def test_no_hostile_file_takes_a_gibibyte(made: Path):
    flat = made / "flat.json"
    flat.write_text('{"projects": [' + "12," * 5_000_000 + "12]}")
    paths = sorted(path for path in (*made.glob("ours/*.jxmb"), *made.glob("ours/*.json"), flat))
    ended = subprocess.run(
        [sys.executable, "-c", MEMORY, *paths], capture_output=True, text=True, check=True, timeout=60
    )
    assert ended.stderr == ""
    assert len(ended.stdout.splitlines()) == len(paths)
