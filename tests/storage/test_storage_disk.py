"""A write happened or did not: whatever the disk refuses, the target is the old or the new file."""

import errno
import os
import stat
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from support.files import Disk, names, refusal

from perfdesk.base.errors import UserError
from perfdesk.storage.disk import read_file, write_file

OLD, NEW = b"old" * 500, b"new content" * 400


def written(path: Path, disk: Disk, overwrite: bool = True) -> UserError | None:
    try:
        write_file(path, NEW, overwrite=overwrite, system=disk)
    except UserError as error:
        return error
    return None


def test_a_written_file_is_the_whole_of_it_and_nothing_else_stays(tmp_path: Path):
    target = tmp_path / "表.jxmb"
    write_file(target, OLD)
    write_file(target, NEW)
    assert target.read_bytes() == NEW
    assert names(tmp_path) == ["表.jxmb"]


def test_the_bytes_are_on_the_disk_before_the_name_and_the_name_before_the_end(tmp_path: Path):
    (tmp_path / "a").write_bytes(OLD)
    disk = Disk()
    assert written(tmp_path / "a", disk) is None
    assert [name for name in disk.called if name in ("write", "fsync", "replace")] == [
        "write",
        "fsync",
        "replace",
        "fsync",
    ]


def test_a_writer_is_given_a_binary_file(tmp_path: Path):
    write_file(tmp_path / "a", lambda out: out.writelines([b"one", b"two"]) or None)
    assert (tmp_path / "a").read_bytes() == b"onetwo"


def test_a_writer_that_fails_leaves_the_disk_alone(tmp_path: Path):
    def fail(_out: object) -> None:
        raise KeyError("bug")

    with pytest.raises(KeyError):
        write_file(tmp_path / "a", fail)
    assert names(tmp_path) == []


@pytest.mark.parametrize("mode", [0o600, 0o640, 0o664])
def test_an_existing_file_keeps_its_mode(tmp_path: Path, mode: int):
    target = tmp_path / "a"
    target.write_bytes(OLD)
    target.chmod(mode)
    write_file(target, NEW)
    assert stat.S_IMODE(target.stat().st_mode) == mode


def test_a_new_file_has_the_mode_of_any_other_new_file(tmp_path: Path):
    (tmp_path / "other").touch()
    write_file(tmp_path / "a", NEW)
    assert (tmp_path / "a").stat().st_mode == (tmp_path / "other").stat().st_mode


def test_a_link_stays_a_link_and_its_file_is_written(tmp_path: Path):
    (tmp_path / "real").mkdir()
    (tmp_path / "real" / "a").write_bytes(OLD)
    (tmp_path / "link").symlink_to(tmp_path / "real" / "a")
    write_file(tmp_path / "link", NEW)
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "real" / "a").read_bytes() == NEW
    assert names(tmp_path / "real") == ["a"]


def test_an_existing_file_is_refused_without_overwrite(tmp_path: Path):
    (tmp_path / "a").write_bytes(OLD)
    error = written(tmp_path / "a", Disk(), overwrite=False)
    assert error is not None
    assert "已经有“a”" in error.what
    assert (tmp_path / "a").read_bytes() == OLD


@pytest.mark.parametrize("links", [True, False])
def test_a_file_that_appears_meanwhile_is_not_overwritten(tmp_path: Path, links: bool):
    target = tmp_path / "a"
    disk = Disk(refuse={} if links else {"link": refusal(errno.EPERM)})
    real = disk.fsync

    def other_is_faster(handle: int) -> None:
        target.write_bytes(OLD)
        real(handle)

    disk.fsync = other_is_faster
    error = written(target, disk, overwrite=False)
    assert error is not None
    assert "已经有“a”" in error.what
    assert target.read_bytes() == OLD
    assert names(tmp_path) == ["a"]


def test_without_hard_links_a_new_file_is_made_all_the_same(tmp_path: Path):
    assert written(tmp_path / "a", Disk(refuse={"link": refusal(errno.EPERM)}), overwrite=False) is None
    assert (tmp_path / "a").read_bytes() == NEW
    assert names(tmp_path) == ["a"]


REFUSALS = {
    "a disk that can all": {},
    "no fsync": {"fsync": refusal(errno.EINVAL)},
    "no replace": {"replace": refusal(errno.EPERM)},
    "no replace, no fsync, no mode, no link": {
        name: refusal(errno.ENOTSUP) for name in ("replace", "fsync", "chmod", "link")
    },
}


@pytest.mark.parametrize("exists", [True, False])
@pytest.mark.parametrize("refuse", REFUSALS.values(), ids=REFUSALS.keys())
def test_a_share_that_refuses_some_calls_is_written_to(tmp_path: Path, refuse: dict[str, OSError], exists: bool):
    target = tmp_path / "a"
    if exists:
        target.write_bytes(OLD)
    assert written(target, Disk(refuse=refuse)) is None
    assert target.read_bytes() == NEW
    assert names(tmp_path) == ["a"]


BEFORE = {
    "old": (OLD, True),
    "longer old": (NEW * 3, True),
    "none": (None, True),
    "none, no overwrite": (None, False),
}


@pytest.mark.parametrize(("before", "overwrite"), BEFORE.values(), ids=BEFORE.keys())
@pytest.mark.parametrize("error", [errno.EIO, errno.ENOSPC, errno.EACCES])
@pytest.mark.parametrize("refuse", REFUSALS.values(), ids=REFUSALS.keys())
def test_each_call_of_a_write_may_fail(
    tmp_path: Path, refuse: dict[str, OSError], error: int, before: bytes | None, overwrite: bool
):
    nth = 0
    while True:
        folder = tmp_path / str(nth)
        folder.mkdir()
        target = folder / "a"
        if before is not None:
            target.write_bytes(before)
        disk = Disk(nth, error, refuse)
        told = written(target, disk, overwrite)
        if nth >= len(disk.called):
            break
        check_outcome(target, before, told, disk.called[nth])
        nth += 1
    assert nth > 6


def check_outcome(target: Path, before: bytes | None, told: UserError | None, failed: str) -> None:
    """The file is the old or the new one, the message says which, and no temporary file stays."""
    held = target.read_bytes() if target.exists() else None
    left = [name for name in names(target.parent) if name != "a"]
    if told is not None and "完整的新内容" in told.safe:
        assert (target.parent / left[0]).read_bytes() == NEW, failed
        return
    assert left == [] or failed == "unlink", failed
    assert held == (NEW if told is None or "已经写入" in told.safe else before), failed


def test_when_old_bytes_cannot_be_put_back_the_new_ones_are_kept_and_named(tmp_path: Path):
    target = tmp_path / "a"
    target.write_bytes(OLD)
    disk = Disk(refuse={"replace": refusal(errno.EPERM), "ftruncate": refusal(errno.EIO)})
    error = written(target, disk)
    assert error is not None
    (kept,) = tmp_path.glob(".perfdesk-*.tmp")
    assert kept.read_bytes() == NEW
    assert kept.name in error.safe


def test_a_write_in_small_pieces_is_whole(tmp_path: Path):
    disk = Disk()
    disk.write = lambda handle, data: os.write(handle, bytes(data[:7]))
    assert written(tmp_path / "a", disk) is None
    assert (tmp_path / "a").read_bytes() == NEW


def test_a_target_open_in_another_program_is_tried_three_times_and_said(tmp_path: Path):
    (tmp_path / "a").write_bytes(OLD)
    disk = Disk(refuse={"replace": refusal(errno.EACCES, winerror=32)})
    error = written(tmp_path / "a", disk)
    assert error is not None
    assert error.what == "“a”正被其他程序打开。"
    assert disk.called.count("replace") == 3
    assert (tmp_path / "a").read_bytes() == OLD
    assert names(tmp_path) == ["a"]


def test_a_scanner_that_lets_go_costs_a_second_try(tmp_path: Path):
    (tmp_path / "a").write_bytes(OLD)
    disk = Disk()
    real, tries = disk.replace, []

    def busy_once(source: Path, target: Path) -> None:
        tries.append(1)
        if len(tries) == 1:
            raise refusal(errno.EACCES, winerror=5)
        real(source, target)

    disk.replace = busy_once
    assert written(tmp_path / "a", disk) is None
    assert (tmp_path / "a").read_bytes() == NEW


@pytest.mark.parametrize(
    ("call", "code", "words"),
    [
        ("open", errno.ENOENT, "找不到文件夹"),
        ("open", errno.EROFS, "只读"),
        ("open", errno.EACCES, "没有权限"),
        ("write", errno.ENOSPC, "磁盘空间不够"),
        ("write", errno.EDQUOT, "磁盘空间不够"),
        ("close", errno.EDQUOT, "磁盘空间不够"),
        ("write", errno.EFBIG, "文件大小"),
        ("fsync", errno.EIO, "磁盘报错"),
    ],
)
def test_each_refusal_has_its_words(tmp_path: Path, call: str, code: int, words: str):
    error = written(tmp_path / "a", Disk(refuse={call: refusal(code)}))
    assert error is not None
    assert words in error.what
    assert error.safe == "没有写入，原来的文件没有变。"
    assert error.todo


def test_a_folder_that_is_gone_is_named(tmp_path: Path):
    error = written(tmp_path / "gone" / "a", Disk())
    assert error is not None
    assert str(tmp_path / "gone") in error.what


def test_a_name_that_is_too_long_is_said(tmp_path: Path):
    error = written(tmp_path / ("长" * 200), Disk())
    assert error is not None
    assert "太长" in error.what


def test_a_name_of_full_length_can_be_written(tmp_path: Path):
    target = tmp_path / ("n" * 255)
    assert written(target, Disk()) is None
    assert target.read_bytes() == NEW


def test_a_folder_or_a_pipe_is_no_target(tmp_path: Path):
    os.mkfifo(tmp_path / "pipe")
    for path, words in ((tmp_path, "是文件夹"), (tmp_path / "pipe", "不是普通文件")):
        error = written(path, Disk())
        assert error is not None
        assert words in error.what


def test_a_read_only_file_is_left_alone(tmp_path: Path):
    (tmp_path / "a").write_bytes(OLD)
    disk = Disk()
    disk.access = lambda _path, _mode: False
    error = written(tmp_path / "a", disk)
    assert error is not None
    assert "只读文件" in error.what
    assert (tmp_path / "a").read_bytes() == OLD


LIMITED = """
import resource, sys
from pathlib import Path
from perfdesk.base.errors import UserError
from perfdesk.storage.disk import write_file
resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))
try:
    write_file(Path(sys.argv[1]), b"n" * 200_000)
except UserError as error:
    sys.exit(0 if "文件大小" in error.what else 1)
sys.exit(2)
"""


def test_a_real_limit_of_the_disk_leaves_the_old_file(tmp_path: Path):
    target = tmp_path / "a"
    target.write_bytes(OLD)
    ended = subprocess.run([sys.executable, "-c", LIMITED, str(target)], check=False)
    assert ended.returncode == 0
    assert target.read_bytes() == OLD
    assert names(tmp_path) == ["a"]


def test_a_full_disk_leaves_the_old_file(tmp_path: Path):
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", str(tmp_path)], check=False, capture_output=True
    )
    if mounted.returncode:
        pytest.skip("only root may mount a small disk")
    try:
        target = tmp_path / "a"
        target.write_bytes(OLD)
        with pytest.raises(UserError, match="磁盘空间不够"):
            write_file(target, b"n" * 400_000)
        assert target.read_bytes() == OLD
        assert names(tmp_path) == ["a"]
    finally:
        subprocess.run(["umount", str(tmp_path)], check=True)


def test_a_file_is_read_whole(tmp_path: Path):
    (tmp_path / "a").write_bytes(NEW)
    assert read_file(tmp_path / "a", len(NEW)) == NEW


def test_what_is_no_readable_file_has_its_words(tmp_path: Path):
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "big").write_bytes(bytes((1 << 20) + 1))
    for path, words in (
        (tmp_path, "是文件夹"),
        (tmp_path / "gone", "不在了"),
        (tmp_path / "pipe", "不是普通文件"),
        (Path("/dev/zero"), "不是普通文件"),
        (tmp_path / "big", "最多 1 MB"),
        (tmp_path / ("长" * 200), "太长"),
    ):
        with pytest.raises(UserError, match=words):
            read_file(path, 1 << 20)


def test_a_file_that_nobody_may_read_is_said(tmp_path: Path):
    with pytest.raises(UserError, match="没有权限"):
        read_file(tmp_path / "a", 1, Disk(refuse={"open": refusal(errno.EACCES)}))


def test_a_file_that_grows_while_it_is_read_is_not_read_for_ever(tmp_path: Path):
    (tmp_path / "a").write_bytes(b"x")
    disk = Disk()
    disk.read = lambda _handle, size: bytes(size)
    with pytest.raises(UserError, match="最多 2 MB"):
        read_file(tmp_path / "a", 2 << 20, disk)


def test_two_writers_at_once_leave_one_whole_file(tmp_path: Path):
    contents = [bytes([number]) * 300_000 for number in range(8)]
    threads = [threading.Thread(target=write_file, args=(tmp_path / "a", one)) for one in contents]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (tmp_path / "a").read_bytes() in contents
    assert names(tmp_path) == ["a"]
