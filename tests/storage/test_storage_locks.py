"""Two people do not work on one file unknown to each other; a crash or a folder without locks hinders nobody."""

import errno
import json
import os
import subprocess
import sys
from collections.abc import Generator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import pytest
from support.clock import Clock
from support.files import Disk, names, refusal

from perfdesk.storage.locks import FileLock, Holder, Person, lock, lock_path, this_person

ME, OTHER = Person("小王", "办公室-1"), Person("老李", "办公室-2")
NOW = Clock()()
HOLDER = """
import sys
from datetime import datetime
from pathlib import Path
from perfdesk.storage.locks import FileLock, Person, lock
got = lock(Path(sys.argv[1]), Person(sys.argv[2], sys.argv[3]), datetime.fromisoformat(sys.argv[4]))
assert isinstance(got, FileLock) and got.is_held
print("held", flush=True)
sys.stdin.readline()
got.release()
"""


@contextmanager
def other_process(file: Path, person: Person) -> Generator[subprocess.Popen[bytes]]:
    """A process that holds the lock of the file until it is told to go on or is killed."""
    command = [sys.executable, "-c", HOLDER, str(file), person.who, person.machine, NOW.isoformat()]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=Path.cwd()) as child:
        assert child.stdin is not None
        assert child.stdout is not None
        assert child.stdout.readline() == b"held\n"
        yield child
        child.stdin.close()


def held(file: Path, person: Person = ME, *, take_over: bool = False, disk: Disk | None = None) -> FileLock:
    got = lock(file, person, NOW, take_over=take_over, system=disk or Disk())
    assert isinstance(got, FileLock)
    return got


def test_the_lock_stands_beside_the_file_says_who_where_and_since_when_and_goes(tmp_path: Path):
    got = held(tmp_path / "表.jxmb")
    told = json.loads((tmp_path / ".~表.jxmb.lock").read_text(encoding="utf-8"))
    assert got.is_held
    assert (told["who"], told["machine"], datetime.fromisoformat(told["since"])) == ("小王", "办公室-1", NOW)
    got.release()
    got.release()
    assert names(tmp_path) == []


@pytest.mark.parametrize(("person", "is_own"), [(ME, True), (OTHER, False)])
def test_a_second_process_learns_who_has_the_file(tmp_path: Path, person: Person, is_own: bool):
    file = tmp_path / "a.jxmb"
    with other_process(file, person):
        assert lock(file, ME, NOW) == Holder(person, NOW, is_own)
        assert len(names(tmp_path)) == 1
    assert isinstance(lock(file, ME, NOW), FileLock)


def test_what_an_own_crash_left_is_taken_over(tmp_path: Path):
    file = tmp_path / "a.jxmb"
    with other_process(file, ME) as child:
        child.kill()
    assert names(tmp_path) == [".~a.jxmb.lock"]
    got = held(file)
    assert got.is_held
    got.release()
    assert names(tmp_path) == []


def test_what_another_persons_crash_left_is_asked_about_and_then_taken_over(tmp_path: Path):
    file = tmp_path / "a.jxmb"
    with other_process(file, OTHER) as child:
        child.kill()
    assert lock(file, ME, NOW) == Holder(OTHER, NOW, is_own=False)
    got = held(file, take_over=True)
    assert got.is_held
    assert lock(file, OTHER, NOW) == Holder(ME, NOW, is_own=False)
    got.release()
    assert names(tmp_path) == []


def test_a_lock_that_was_taken_over_is_not_removed_by_its_former_owner(tmp_path: Path):
    file = tmp_path / "a.jxmb"
    former = held(file, OTHER)
    held(file, take_over=True)
    former.release()
    assert lock(file, OTHER, NOW) == Holder(ME, NOW, is_own=False)


@pytest.mark.parametrize(
    "content", [b"", b"{", b"[]", b'{"who": 1}', b"\xff" * 9, b'{"who":"a","machine":"b","since":5}']
)
def test_a_lock_that_says_nothing_belongs_to_somebody(tmp_path: Path, content: bytes):
    lock_path(tmp_path / "a").write_bytes(content)
    assert lock(tmp_path / "a", ME, NOW) == Holder(None, None, is_own=False)
    assert held(tmp_path / "a", take_over=True).is_held


@pytest.mark.parametrize("code", [errno.EACCES, errno.EROFS, errno.ENOSPC, errno.ENOENT, errno.ENAMETOOLONG])
def test_a_folder_that_takes_no_lock_is_worked_in_without(tmp_path: Path, code: int):
    got = held(tmp_path / "a", disk=Disk(refuse={"open": refusal(code)}))
    assert not got.is_held
    got.release()
    assert names(tmp_path) == []


@pytest.mark.parametrize("call", ["write", "lseek", "ftruncate"])
def test_a_lock_that_cannot_be_written_is_none_and_leaves_nothing(tmp_path: Path, call: str):
    assert not held(tmp_path / "a", disk=Disk(refuse={call: refusal(errno.EIO)})).is_held
    assert names(tmp_path) == []


def test_on_a_share_without_locks_of_the_system_an_own_lock_is_asked_about_too(tmp_path: Path):
    class Share(Disk):
        """A disk whose locks are refused."""

    disk = Share()
    disk.try_lock = lambda _handle: None  # type: ignore[method-assign]
    first = held(tmp_path / "a", disk=disk)
    assert lock(tmp_path / "a", ME, NOW, system=disk) == Holder(ME, NOW, is_own=True)
    first.release()
    assert names(tmp_path) == []


def test_whatever_call_is_refused_there_is_an_answer_and_a_living_lock_is_never_passed_over(tmp_path: Path):
    file = tmp_path / "a.jxmb"
    with other_process(file, OTHER):
        for nth in range(12):
            got = lock(file, ME, NOW, system=Disk(nth))
            # Where even the opening is refused nobody can know of it; nothing is held then.
            assert isinstance(got, Holder) or not got.is_held


def test_this_person_is_told_without_a_question():
    assert this_person().machine == os.uname().nodename
