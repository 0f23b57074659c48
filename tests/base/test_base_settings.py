import json
from dataclasses import fields, replace
from pathlib import Path

import pytest

from perfdesk.base.settings import Settings, load_settings, save_settings

FULL = Settings(
    geometry="AAA=",
    list_width=300,
    tab="goals",
    zoom=125,
    preview_zoom=90,
    widths={"indicators": (92, 124, 300)},
    goal_strip_open=True,
    recent=("/a/b.jxmb", "/c/表.jxmb"),
    open_folder="/a",
    import_folder="/b",
    export_folder="/c",
    export_format="pdf",
    export_each=True,
    export_pattern="{名称}",
    export_open_file=True,
    export_open_folder=True,
)


def test_every_setting_comes_back(tmp_path: Path):
    assert all(getattr(FULL, one.name) != getattr(Settings(), one.name) for one in fields(Settings))
    save_settings(FULL, tmp_path / "new")
    assert load_settings(tmp_path / "new") == FULL
    assert [path.name for path in (tmp_path / "new").iterdir()] == ["settings.json"]


def test_without_a_file_there_are_the_defaults(tmp_path: Path, caplog: pytest.LogCaptureFixture):
    assert load_settings(tmp_path) == Settings()
    assert caplog.records == []


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"\xff\xfe", b"null"])
def test_a_file_that_is_no_settings_is_logged_and_left(tmp_path: Path, caplog, content: bytes):
    (tmp_path / "settings.json").write_bytes(content)
    assert load_settings(tmp_path) == Settings()
    assert len(caplog.records) == 1
    assert (tmp_path / "settings.json").read_bytes() == content


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("zoom", "125"),
        ("zoom", True),
        ("zoom", None),
        ("goal_strip_open", 1),
        ("recent", "a.jxmb"),
        ("recent", ["a.jxmb", 3]),
        ("widths", {"indicators": [1, "2"]}),
        ("widths", [1]),
        ("tab", ["goals"]),
    ],
)
def test_a_broken_entry_is_logged_and_the_others_hold(tmp_path: Path, caplog, name: str, value: object):
    save_settings(FULL, tmp_path)
    path = tmp_path / "settings.json"
    path.write_text(json.dumps(json.loads(path.read_text("utf-8")) | {name: value, "unknown": 1}), "utf-8")
    assert load_settings(tmp_path) == replace(FULL, **{name: getattr(Settings(), name)})
    assert [name in one.getMessage() for one in caplog.records] == [True]


def test_settings_that_cannot_be_written_are_logged_and_stop_nothing(tmp_path: Path, caplog):
    (tmp_path / "file").touch()
    save_settings(FULL, tmp_path / "file" / "below")
    assert len(caplog.records) == 1


def test_recent_files_are_the_newest_ten_each_once():
    settings = Settings()
    for number in (*range(12), 5):
        settings = settings.with_recent(str(number))
    assert settings.recent == ("5", "11", "10", "9", "8", "7", "6", "4", "3", "2")
