from datetime import datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from perfdesk.gui.file_times import when
from perfdesk.gui.welcome import Row

NOW = datetime(2026, 3, 2, 14, 5)  # noqa: DTZ001 -- local times, as a person reads them


@pytest.mark.parametrize(
    ("before", "said"),
    [
        (timedelta(minutes=2), "今天 14:03"),
        (timedelta(hours=15), "昨天 23:05"),
        (timedelta(days=2), "2月28日"),
        (timedelta(days=100), "2025年11月22日"),
    ],
)
def test_times_are_said_as_a_colleague_would(before: timedelta, said: str):
    assert when(NOW - before, NOW) == said


def rows(window) -> list[Row]:
    return [row for row in window.welcome.findChildren(Row, "recent_file") if row.isVisible()]


def test_recent_files_are_listed_and_missing_ones_marked(program, qtbot, tmp_path: Path):
    there = tmp_path / "2026年表.jxmb"
    there.write_bytes(b"")
    for path in (there, tmp_path / "gone.jxmb"):
        program.change_settings(lambda settings, path=path: settings.with_recent(str(path)))
    window = program.new_window()
    qtbot.waitUntil(lambda: len(rows(window)) == 2 and all(row.note for row in rows(window)))
    gone, found = rows(window)
    assert (gone.is_missing, gone.note) == (True, "找不到文件")
    assert not found.is_missing
    assert found.note.startswith("今天")
    assert [action.statusTip() for action in window.menus.recent.actions()] == list(program.settings.recent)


def test_a_recent_file_opens_by_mouse_and_by_keyboard(program, qtbot, tmp_path: Path, monkeypatch):
    program.change_settings(lambda settings: settings.with_recent(str(tmp_path / "a.jxmb")))
    window = program.new_window()
    opened: list[tuple[Path, ...]] = []
    monkeypatch.setattr(window.files, "open_files", opened.append)
    (row,) = rows(window)
    qtbot.mouseClick(row, Qt.MouseButton.LeftButton)
    row.setFocus()
    qtbot.keyClick(row, Qt.Key.Key_Space)
    assert opened == [(tmp_path / "a.jxmb",)] * 2


def test_the_ways_to_begin_are_the_actions(program, qtbot):
    window = program.new_window()
    starts = {one.objectName() for one in window.welcome.findChildren(Row) if one.objectName() != "recent_file"}
    assert starts == {"start_import", "start_new", "start_open", "start_sample"}
    qtbot.mouseClick(window.findChild(QWidget, "start_new"), Qt.MouseButton.LeftButton)
    assert window.session is not None


@pytest.mark.parametrize("size", [(1366, 696), (900, 560)])
def test_nothing_is_cut_off(program, qtbot, size: tuple[int, int]):
    window = program.new_window()
    window.resize(*size)
    qtbot.waitUntil(lambda: window.width() == size[0])
    for row in window.welcome.findChildren(Row):
        left = row.mapTo(window.welcome, row.rect().topLeft()).x()
        assert left >= 0
        assert left + row.width() <= window.welcome.width()
