import threading

import pytest

from perfdesk.base.errors import UserError
from perfdesk.gui.work import Work


@pytest.fixture
def work(qapp):
    made = Work()
    yield made
    made.close_down()


def refuse(error: object) -> None:
    raise AssertionError(error)


def test_a_result_arrives_on_the_thread_that_asked(work, qtbot):
    threads: list[int] = []
    results: list[tuple[int, int]] = []

    def job(_progress) -> int:
        threads.append(threading.get_ident())
        return 42

    work.start(job, lambda result: results.append((result, threading.get_ident())), refuse)
    qtbot.waitUntil(lambda: bool(results))
    assert results == [(42, threading.get_ident())]
    assert threads != [threading.get_ident()]
    assert not work.is_busy


def test_progress_is_told_but_not_more_often_than_is_seen(work, qtbot):
    told: list[float] = []
    work.progressed.connect(lambda _text, fraction: told.append(fraction))

    def job(progress) -> None:
        for number in range(10_000):
            progress("正在排版", number / 10_000)

    done: list[None] = []
    work.start(job, done.append, refuse)
    qtbot.waitUntil(lambda: bool(done))
    assert told == sorted(told)
    assert 50 <= len(told) <= 101


def test_a_cancelled_job_ends_and_nobody_is_called(work, qtbot):
    begun, go_on = threading.Event(), threading.Event()

    def job(progress) -> None:
        begun.set()
        go_on.wait(10)
        progress("", 0.5)
        raise AssertionError

    cancel = work.start(job, refuse, refuse)
    assert begun.wait(10)
    cancel()
    with qtbot.waitSignal(work.busy_changed) as told:
        go_on.set()
    assert told.args == [False]


def test_an_error_for_a_person_is_handed_on(work, qtbot):
    errors: list[UserError] = []

    def job(_progress) -> None:
        raise UserError("磁盘满了。")

    work.start(job, refuse, errors.append)
    qtbot.waitUntil(lambda: bool(errors))
    assert errors[0].what == "磁盘满了。"


def test_a_bug_is_raised_where_bugs_are_reported(work, qtbot):
    def job(_progress) -> None:
        raise ZeroDivisionError

    with qtbot.captureExceptions() as raised:
        work.start(job, refuse, refuse)
        qtbot.waitUntil(lambda: bool(raised))
    assert raised[0][0] is ZeroDivisionError


def test_what_ends_after_closing_down_calls_nobody(work, qapp):
    begun, go_on = threading.Event(), threading.Event()

    def job(_progress) -> None:
        begun.set()
        go_on.wait(10)

    work.start(job, refuse, refuse)
    assert begun.wait(10)
    go_on.set()
    work.close_down()
    qapp.processEvents()
    assert not work.is_busy
