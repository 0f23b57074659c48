"""Files of every version open for ever. A file in tests/data/files is never changed, a new version adds one."""

from pathlib import Path

import pytest

from perfdesk.storage.file import open_document
from perfdesk.storage.json_decode import decode
from perfdesk.storage.jxmb import encode

FILES = sorted((Path(__file__).parent.parent / "data" / "files").glob("*.jxmb"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_a_file_opens_to_its_stored_json(path: Path):
    stored = path.with_suffix(".json")
    assert open_document(path) == decode(stored.read_bytes(), {}, stored.name).document


@pytest.mark.parametrize("path", [path for path in FILES if path.name.startswith("v1")], ids=lambda path: path.name)
def test_the_newest_version_is_written_to_the_byte(path: Path):
    """With another build of SQLite too; see `test_storage_jxmb` for other processes and orders of typing."""
    assert encode(open_document(path)) == path.read_bytes()
