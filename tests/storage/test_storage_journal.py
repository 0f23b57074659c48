"""What was recorded comes back after a crash, exactly; a torn line costs that line alone."""

import contextlib
import errno
import random
import zlib
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from support.clock import Clock
from support.documents import Gesture, documents, gestures, numbered
from support.files import Disk, names
from support.seeds import seeds

from perfdesk.base.errors import UserError
from perfdesk.model.document import Document, texts
from perfdesk.model.edits import remove_projects, set_field, set_paper
from perfdesk.storage.abandoned import Abandoned, Taken, abandoned
from perfdesk.storage.journal import Journal
from perfdesk.storage.journal_lines import Owned, base_lines, change_line, head_line, read_lines
from perfdesk.storage.stamp import Stamp

FILE = Owned(Path("/预算/表.jxmb"), Stamp(7, datetime(2026, 1, 2, tzinfo=UTC), "ab" * 32))
SHORT = settings(max_examples=60, deadline=None)


def typed(document: Document, text: str) -> Document:
    return set_field(document, "p2", "project_name", text)


def journal(folder: Path, base: Document, owned: Owned = FILE, system: Disk | None = None) -> Journal:
    return Journal(folder, base, owned, Clock(), system or Disk())


def crash(one: Journal) -> None:
    """What the system does when the process dies: the lock ends, the file stays."""
    with contextlib.suppress(UserError):
        one.close(discard=False)


def only(folder: Path) -> Abandoned:
    (found,) = abandoned(folder)
    return found


def test_work_comes_back_with_its_file_and_the_number_of_changed_projects(tmp_path: Path):
    one = journal(tmp_path / "new" / "folder", seeds())
    changed = remove_projects(typed(typed(seeds(), "甲"), "乙"), ["p5"])
    one.record(typed(seeds(), "甲"))
    one.record(changed)
    crash(one)
    found = only(tmp_path / "new" / "folder")
    assert (found.work.owned, found.work.base, found.work.document) == (FILE, seeds(), changed)
    assert (found.work.is_whole, found.work.at, found.changed_projects) == (True, Clock()(), 2)


def test_a_choice_for_paper_alone_comes_back(tmp_path: Path):
    one = journal(tmp_path, base := set_paper(seeds(), "stamp", "yes"))
    one.record(set_paper(base, "signature", "yes"))
    one.record(changed := set_paper(base, "signature", "no"))
    crash(one)
    found = only(tmp_path)
    assert (found.work.base, found.work.document) == (base, changed)
    assert (found.work.is_empty, found.changed_projects) == (False, 0)


def test_a_journal_of_a_program_without_choices_for_paper_is_read():
    lines = (head_line(FILE), *base_lines(seeds(), Clock()()), change_line(seeds(), typed(seeds(), "甲"), Clock()()))
    data = b"".join(lines)
    old = b"".join(map(without_paper, data.splitlines(keepends=True)))
    assert b"paper" not in old
    assert read_lines(old, Clock()()) == read_lines(data, Clock()())


def without_paper(line: bytes) -> bytes:
    content = line.split(b" ", 2)[2].rstrip(b"\n").replace(b'"paper":null,', b"").replace(b'"paper":{},', b"")
    return b"%d %08x %s\n" % (len(content), zlib.crc32(content), content)


def test_nothing_is_written_before_the_first_change(tmp_path: Path):
    one = journal(tmp_path, seeds())
    one.record(seeds())
    one.close(discard=True)
    assert names(tmp_path) == []


def test_a_change_is_on_the_disk_before_record_returns(tmp_path: Path):
    disk = Disk()
    one = journal(tmp_path, seeds(), system=disk)
    one.record(typed(seeds(), "甲"))
    disk.called.clear()
    one.record(typed(seeds(), "乙"))
    assert disk.called == ["write", "fsync"]
    assert (tmp_path / names(tmp_path)[0]).stat().st_size > 0
    one.close(discard=True)


def test_a_change_costs_its_projects_alone(tmp_path: Path):
    one = journal(tmp_path, seeds())
    one.record(typed(seeds(), "甲"))
    size = (tmp_path / names(tmp_path)[0]).stat().st_size
    one.record(typed(seeds(), "甲乙"))
    assert (tmp_path / names(tmp_path)[0]).stat().st_size - size < size / 6
    one.close(discard=True)


def test_a_journal_is_for_its_owner_alone_and_found_by_nobody_while_he_lives(tmp_path: Path):
    one = journal(tmp_path / "j", seeds())
    one.record(typed(seeds(), "甲"))
    assert abandoned(tmp_path / "j") == ()
    (path,) = (tmp_path / "j").iterdir()
    assert path.stat().st_mode & 0o077 == 0
    assert (tmp_path / "j").stat().st_mode & 0o077 == 0
    crash(one)
    assert only(tmp_path / "j").path == path


def test_nothing_is_left_after_a_save_or_a_close(tmp_path: Path):
    one = journal(tmp_path, seeds())
    one.record(typed(seeds(), "甲"))
    one.saved(saved := typed(seeds(), "甲"), FILE, saved)
    assert names(tmp_path) == []
    one.record(typed(seeds(), "乙"))
    one.close(discard=True)
    assert names(tmp_path) == []


def test_what_was_typed_during_a_save_is_kept_against_the_saved_state(tmp_path: Path):
    one = journal(tmp_path, seeds())
    one.record(saved := typed(seeds(), "甲"))
    one.saved(saved, replace(FILE, file=Path("/新/名.jxmb")), later := typed(seeds(), "乙"))
    crash(one)
    found = only(tmp_path).work
    assert (found.base, found.document, found.owned.file) == (saved, later, Path("/新/名.jxmb"))


def test_undo_back_to_the_saved_state_leaves_nothing_to_offer(tmp_path: Path):
    one = journal(tmp_path, seeds())
    one.record(typed(seeds(), "甲"))
    one.record(seeds())
    crash(one)
    assert only(tmp_path).work.is_empty


def test_a_long_day_of_typing_begins_anew_in_time(tmp_path: Path):
    one = journal(tmp_path, seeds())
    for number in range(120):
        one.record(last := typed(seeds(), str(number) * 60_000))
    assert sum(path.stat().st_size for path in tmp_path.iterdir()) < 12 << 20
    crash(one)
    assert only(tmp_path).work.document == last
    assert len(names(tmp_path)) == 1


@SHORT
@given(documents(controls=True), st.lists(gestures(), max_size=12))
def test_any_edits_of_any_document_come_back_exactly(start: Document, moves: list[Gesture]):
    ids, document, at = numbered("f"), start, Clock()()
    data = head_line(FILE) + b"".join(base_lines(start, at))
    for move in moves:
        before, document = document, move.edit(document, ids)
        data += change_line(before, document, at)
    found = read_lines(data, at)
    assert (found.base, found.document, found.owned) == (start, document, FILE)
    assert found.is_whole
    assert found.document.forms == document.forms


def test_a_lone_surrogate_and_line_breaks_of_all_kinds_come_back(tmp_path: Path):
    odd = "a\ud800\n\r\u2028\x85\0z"
    project = replace(seeds().projects[0], fields=texts([("project_name", odd)]))
    one = journal(tmp_path, seeds())
    one.record(changed := seeds().with_project(project))
    crash(one)
    assert only(tmp_path).work.document == changed


def history(count: int = 6) -> tuple[list[Document], bytes, int]:
    """Some states, the journal that holds them all, and the length of it before the first change."""
    states, at = [seeds()], Clock()()
    data = head_line(FILE) + b"".join(base_lines(seeds(), at))
    base = len(data)
    for number in range(count):
        states.append(typed(states[-1], f"第{number}次"))
        data += change_line(states[-2], states[-1], at)
    return states, data, base


def test_a_torn_last_line_is_dropped_and_not_the_journal():
    states, data, base = history()
    ends = [at + 1 for at in range(base - 1, len(data)) if data[at : at + 1] == b"\n"]
    for cut in range(base, len(data), 37):
        found = read_lines(data[:cut], Clock()())
        assert found.document == states[sum(end <= cut for end in ends) - 1]
        assert found.is_whole


@pytest.mark.slow
def test_a_flipped_bit_costs_one_line_and_is_said():
    states, data, base = history()
    rng = random.Random(7)
    for _ in range(150):
        at = rng.randrange(len(data))
        damaged = bytearray(data)
        damaged[at] ^= 1 << rng.randrange(8)
        found = read_lines(bytes(damaged), Clock()())
        if at < len(data) - 1:
            assert not found.is_whole
        assert found.document.project("p2") in [state.project("p2") for state in states[-2:]]
        if at >= base:
            assert found.base == seeds()


@pytest.mark.parametrize("content", [b"x\n", b"3 364b3fb7 abc\n", b"\0" * 5000 + b"\n", b"\n\n", b"2 00000000 {}\n"])
def test_what_is_no_journal_is_offered_as_unreadable_and_never_removed(tmp_path: Path, content: bytes):
    (tmp_path / "1.journal").write_bytes(content)
    assert not only(tmp_path).work.is_whole
    assert only(tmp_path).work.document == Document()
    assert names(tmp_path) == ["1.journal"]


def test_an_unreadable_journal_hides_no_other(tmp_path: Path):
    one = journal(tmp_path, seeds())
    one.record(typed(seeds(), "甲"))
    crash(one)
    (tmp_path / "folder.journal").mkdir()
    found = abandoned(tmp_path)
    assert [one.work.is_whole for one in found] == [True, False]


@pytest.mark.parametrize("error", [errno.EIO, errno.ENOSPC, errno.EACCES])
def test_whatever_the_disk_refuses_nothing_recorded_before_is_lost_and_the_next_record_is_whole(
    tmp_path: Path, error: int
):
    for nth in range(80):
        folder, disk = tmp_path / str(nth), Disk(nth, error)
        one = journal(folder, seeds(), system=disk)
        done, refused = seeds(), list[str]()
        for number in range(4):
            state = typed(seeds(), f"第{number}次")
            try:
                if number == 2:
                    one.saved(state, FILE, state := typed(seeds(), "保存以后"))
                else:
                    one.record(state)
            except UserError as refusal:
                refused.append(refusal.what)
            else:
                done = state
        crash(one)
        found = [item.work.document for item in abandoned(folder)]
        # What was refused may be there all the same: only the disk's word for it is missing.
        assert done in found or state in found or done == seeds()
        assert len(refused) <= 1
        assert all("没有自动备份" in what for what in refused)
        if len(disk.called) <= nth:
            return
    raise AssertionError("recording makes no end of calls")


def test_what_follows_a_line_that_was_written_half_is_readable(tmp_path: Path):
    disk = Disk()
    one = journal(tmp_path, seeds(), system=disk)
    one.record(typed(seeds(), "甲"))
    whole = disk.write
    disk.write = lambda handle, data: whole(handle, data[:100]) and whole(-1, data)  # type: ignore[method-assign]
    with pytest.raises(UserError, match="没有自动备份"):
        one.record(typed(seeds(), "乙"))
    disk.write = whole  # type: ignore[method-assign]
    one.record(last := typed(seeds(), "丙"))
    crash(one)
    found = only(tmp_path).work
    assert (found.document, found.is_whole) == (last, True)


def test_a_disk_without_locks_keeps_journals_all_the_same(tmp_path: Path):
    disk = Disk()
    disk.try_lock = lambda _handle: None  # type: ignore[method-assign]
    one = journal(tmp_path, seeds(), system=disk)
    one.record(typed(seeds(), "甲"))
    crash(one)
    assert [item.work.document for item in abandoned(tmp_path, disk)] == [typed(seeds(), "甲")]


def test_one_window_alone_gets_an_abandoned_journal(tmp_path: Path):
    one = journal(tmp_path, seeds())
    one.record(typed(seeds(), "甲"))
    crash(one)
    offered = only(tmp_path)
    taken = Taken(offered)
    with pytest.raises(UserError, match="另一个窗口"):
        Taken(offered)
    assert abandoned(tmp_path) == ()
    taken.keep()
    Taken(only(tmp_path)).discard()
    with pytest.raises(UserError, match="另一个窗口"):
        Taken(offered)
    assert names(tmp_path) == []


class Life(RuleBasedStateMachine):
    """Starts, edits, saves, crashes and decisions of one person; what is not decided on is never lost."""

    def __init__(self) -> None:
        super().__init__()
        self.ids = numbered("e")
        self.undecided: list[Document] = []
        self.journal: Journal | None = None

    folder: Path
    fresh_folder: Callable[[], Path]

    @initialize(base=documents())
    def start_first(self, base: Document) -> None:
        self.folder = self.fresh_folder()
        self.saved = base
        self.begin(base)

    def begin(self, document: Document) -> None:
        self.journal = Journal(self.folder, self.saved, FILE, Clock())
        self.document = document
        if document is not self.saved:
            self.journal.record(document)

    @precondition(lambda self: self.journal)
    @rule(move=gestures())
    def edit(self, move: Gesture) -> None:
        self.document = move.edit(self.document, self.ids)
        self.journal.record(self.document)

    @precondition(lambda self: self.journal)
    @rule(move=gestures(), types_on=st.booleans())
    def save(self, move: Gesture, types_on: bool) -> None:
        self.saved = self.document
        self.document = move.edit(self.document, self.ids) if types_on else self.document
        self.journal.saved(self.saved, FILE, self.document)

    @precondition(lambda self: self.journal)
    @rule(tear=st.binary(max_size=9).filter(lambda data: b"\n" not in data))
    def crash(self, tear: bytes) -> None:
        before = set(self.folder.glob("*")) - {one.path for one in abandoned(self.folder)}
        self.journal.close(discard=False)
        self.journal = None
        for path in before:
            with path.open("ab") as out:
                out.write(tear)
        if self.document != self.saved:
            self.undecided.append(self.document)

    @precondition(lambda self: self.journal)
    @rule()
    def close(self) -> None:
        self.journal.close(discard=True)
        self.journal = None

    @precondition(lambda self: self.journal is None)
    @rule(base=documents())
    def start(self, base: Document) -> None:
        for one in abandoned(self.folder):
            if one.work.is_empty:
                Taken(one).discard()
        self.saved = base
        self.begin(base)

    @precondition(lambda self: self.journal is None and self.undecided)
    @rule(which=st.integers(0, 9), crashes=st.booleans())
    def recover(self, which: int, crashes: bool) -> None:
        offered = [one for one in abandoned(self.folder) if not one.work.is_empty]
        taken = Taken(offered[which % len(offered)])
        self.saved = taken.work.base
        self.begin(taken.work.document)
        if crashes:  # between the two: the work is there twice, which loses nothing
            taken.keep()
            self.journal.close(discard=True)
            self.journal = None
        else:
            taken.discard()
            self.undecided.remove(taken.work.document)

    @precondition(lambda self: self.journal is None and self.undecided)
    @rule(which=st.integers(0, 9))
    def drop(self, which: int) -> None:
        offered = [one for one in abandoned(self.folder) if not one.work.is_empty]
        taken = Taken(offered[which % len(offered)])
        taken.discard()
        self.undecided.remove(taken.work.document)

    @invariant()
    def everything_undecided_is_offered(self) -> None:
        if not hasattr(self, "folder"):
            return
        offered = [one.work.document for one in abandoned(self.folder) if not one.work.is_empty]
        assert len(offered) == len(self.undecided)
        assert all(offered.count(one) == self.undecided.count(one) for one in self.undecided)


@pytest.mark.slow
def test_crash_start_and_decide_in_any_order(tmp_path: Path):
    def fresh() -> Path:
        folder = tmp_path / str(len(list(tmp_path.iterdir())))
        folder.mkdir()
        return folder

    from hypothesis.stateful import run_state_machine_as_test

    class Machine(Life):
        fresh_folder = staticmethod(fresh)

    run_state_machine_as_test(Machine, settings=settings(max_examples=40, stateful_step_count=25, deadline=None))
