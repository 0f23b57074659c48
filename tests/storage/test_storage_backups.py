"""Every saved state can be had back: the newest twenty of a file, then one a day for ninety days."""

import errno
import random
from datetime import datetime
from pathlib import Path

import pytest
from support.clock import Clock
from support.files import Disk, listing, refusal
from support.seeds import seeds

from perfdesk.base.errors import UserError
from perfdesk.jobs.save import Changed, Saved, save_over
from perfdesk.model.document import Document
from perfdesk.model.edits import set_field
from perfdesk.storage.backups import Backup, Backups, superfluous
from perfdesk.storage.file import open_document, save
from perfdesk.storage.stamp import Held, read_held, stamp_of


def held(text: str, clock: Clock) -> Held:
    data = text.encode()
    return Held(data, stamp_of(data, clock()))


def states(backups: Backups, file: Path) -> list[str]:
    return [one.path.read_text() for one in backups.of(file)]


def test_backups_come_newest_first_with_the_time_of_their_save(tmp_path: Path):
    clock = Clock()
    backups = Backups(tmp_path / "data", clock)
    first, one = clock(), held("一", clock)
    clock.move(hours=2)
    backups.keep(tmp_path / "表.jxmb", one)
    backups.keep(tmp_path / "表.jxmb", held("二", clock))
    assert states(backups, tmp_path / "表.jxmb") == ["二", "一"]
    assert backups.of(tmp_path / "表.jxmb")[1].saved == first
    assert backups.of(tmp_path / "表.jxmb")[1].replaced == clock()


def test_each_file_has_its_own_backups_also_when_the_names_are_alike(tmp_path: Path):
    clock = Clock()
    backups = Backups(tmp_path / "data", clock)
    for folder in ("甲", "乙"):
        backups.keep(tmp_path / folder / "表.jxmb", held(folder, clock))
    assert states(backups, tmp_path / "甲" / "表.jxmb") == ["甲"]
    assert backups.of(tmp_path / "表.jxmb") == ()


def test_the_same_bytes_are_not_kept_twice_in_a_row(tmp_path: Path):
    clock = Clock()
    backups = Backups(tmp_path / "data", clock)
    for text in ("一", "一", "二", "一"):
        clock.move(minutes=1)
        backups.keep(tmp_path / "a", held(text, clock))
    assert states(backups, tmp_path / "a") == ["一", "二", "一"]


@pytest.mark.slow
def test_months_of_saves_leave_the_newest_twenty_and_one_a_day(tmp_path: Path):
    clock, rng = Clock(), random.Random(10)
    backups = Backups(tmp_path / "data", clock)
    file, all_saves = tmp_path / "a.jxmb", []
    for day in range(120):
        clock.time = clock.time.replace(hour=8)
        clock.move(days=1)
        for _ in range(rng.choice((0, 1, 1, 4)) if day < 118 else 12):
            clock.move(minutes=rng.uniform(1, 100))
            text = f"{len(all_saves)}"
            backups.keep(file, held(text, clock))
            all_saves.append((clock(), text))
    kept = set(states(backups, file))
    newest = {text for _, text in all_saves[-20:]}
    last_of_day = {time.date(): text for time, text in all_saves if (clock() - time).days < 90}
    assert kept == newest | set(last_of_day.values())
    assert len(all_saves) > 2 * len(kept) > 120


def test_a_clock_that_was_set_back_puts_no_new_state_behind_older_ones(tmp_path: Path):
    clock = Clock()
    backups = Backups(tmp_path / "data", clock)
    for number in range(30):
        backups.keep(tmp_path / "a", held(str(number), clock))
        clock.move(days=-2)
    assert states(backups, tmp_path / "a")[:20] == [str(number) for number in range(29, 9, -1)]


def test_old_states_go_only_when_newer_ones_came():
    clock = Clock()
    old = [Backup(Path(str(number)), clock(), clock()) for number in range(20)]
    clock.move(days=4000)
    assert superfluous(old, clock()) == ()
    assert superfluous([*old, old[0]], clock()) == (old[0],)


def test_days_are_those_of_the_persons_clock():
    clock = Clock()
    clock.time = clock.time.replace(hour=7, minute=59)
    before = clock()
    clock.move(minutes=2)  # Another day in UTC, the same day in China.
    newer = [Backup(Path("n"), clock(), clock())] * 20
    assert superfluous([*newer, Backup(Path("o"), before, before)], clock()) != ()


def test_what_else_lies_in_the_folder_is_left_alone(tmp_path: Path):
    clock = Clock()
    backups = Backups(tmp_path / "data", clock)
    backups.keep(tmp_path / "a", held("一", clock))
    (backups.folder_of(tmp_path / "a") / "我的副本.jxmb").write_text("x")
    assert states(backups, tmp_path / "a") == ["一"]


def edited(text: str) -> Document:
    return set_field(seeds(), "p1", "project_name", text)


def test_a_save_keeps_what_the_file_held_and_it_opens_as_it_was(tmp_path: Path):
    file, backups = tmp_path / "a.jxmb", Backups(tmp_path / "data", Clock())
    expected = None
    for number in range(5):
        saved = save_over(edited(str(number)), file, backups, expected=expected)
        assert isinstance(saved, Saved)
        expected = saved.stamp
    assert open_document(file) == edited("4")
    assert [open_document(one.path) for one in backups.of(file)] == [edited(str(n)) for n in (3, 2, 1, 0)]


def test_nothing_is_saved_over_what_somebody_else_saved_meanwhile(tmp_path: Path):
    file, backups = tmp_path / "a.jxmb", Backups(tmp_path / "data", Clock())
    save(edited("我"), file)
    opened = read_held(file)
    assert opened is not None
    save(edited("同事"), file)
    before = listing(tmp_path)

    found = save_over(edited("我的新稿"), file, backups, expected=opened.stamp)

    assert isinstance(found, Changed)
    assert found.document == edited("同事")
    assert listing(tmp_path) == before


def test_a_file_that_was_only_touched_or_copied_is_no_change(tmp_path: Path):
    file, backups = tmp_path / "a.jxmb", Backups(tmp_path / "data", Clock())
    save(seeds(), file)
    opened = read_held(file)
    assert opened is not None
    file.write_bytes(file.read_bytes())
    assert isinstance(save_over(edited("新"), file, backups, expected=opened.stamp), Saved)


def test_a_file_that_was_deleted_meanwhile_is_written_again(tmp_path: Path):
    file, backups = tmp_path / "a.jxmb", Backups(tmp_path / "data", Clock())
    save(seeds(), file)
    opened = read_held(file)
    assert opened is not None
    file.unlink()
    assert isinstance(save_over(edited("新"), file, backups, expected=opened.stamp), Saved)
    assert open_document(file) == edited("新")


def test_a_backup_that_cannot_be_kept_hinders_no_save_and_is_said(tmp_path: Path):
    file = tmp_path / "a.jxmb"
    save(seeds(), file)
    backups = Backups(tmp_path / "data", Clock(), Disk(refuse={"make_folder": refusal(errno.ENOSPC)}))
    saved = save_over(edited("新"), file, backups, expected=None)
    assert isinstance(saved, Saved)
    assert "磁盘空间不够" in str(saved.unkept)
    assert open_document(file) == edited("新")


@pytest.mark.parametrize("error", [errno.EIO, errno.ENOSPC])
def test_whatever_the_disk_refuses_the_file_and_its_backups_are_whole(tmp_path: Path, error: int):
    for nth in range(200):
        folder = tmp_path / str(nth)
        folder.mkdir()
        file = folder / "a.jxmb"
        save(edited("旧"), file)
        disk = Disk(nth, error)
        backups = Backups(folder / "data", Clock(), disk)
        try:
            saved = save_over(edited("新"), file, backups, expected=None, system=disk)
        except UserError:
            saved = None
        assert open_document(file) in (edited("旧"), edited("新"))
        if isinstance(saved, Saved):
            assert open_document(file) == edited("新")
            assert saved.unkept or [open_document(one.path) for one in backups.of(file)] == [edited("旧")]
        if len(disk.called) <= nth:
            return
    raise AssertionError("the save makes no end of calls")


def test_a_saved_time_that_no_clock_shows_is_kept_all_the_same(tmp_path: Path):
    clock = Clock()
    backups = Backups(tmp_path / "data", clock)
    data = b"x"
    backups.keep(tmp_path / "a", Held(data, stamp_of(data, datetime(1980, 1, 1, tzinfo=clock().tzinfo))))
    assert states(backups, tmp_path / "a") == ["x"]
