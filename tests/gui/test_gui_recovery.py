"""What is typed is on the disk within a second; what a crash left is offered, never forced, never thrown away."""

from itertools import count
from pathlib import Path

import pytest
from PySide6.QtCore import QElapsedTimer
from PySide6.QtWidgets import QFrame, QLabel, QPushButton
from support.files import names
from support.seeds import form, seeds

from perfdesk.model.document import Document
from perfdesk.model.edits import set_field, set_paper
from perfdesk.model.history import Typing
from perfdesk.model.place import Place
from perfdesk.storage.abandoned import abandoned
from perfdesk.storage.file import open_document, save
from perfdesk.storage.journal import Journal
from perfdesk.storage.journal_lines import Owned, read_lines
from perfdesk.storage.stamp import read_held

NAME = form().roles.name


@pytest.fixture
def window(program):
    return program.new_window()


def opened(window, qtbot, path: Path):
    window.files.open_files((path,))
    qtbot.waitUntil(lambda: window.session is not None and window.session.file == path)
    return window


def typed(document: Document, text: str) -> Document:
    return set_field(document, "p1", NAME, text)


def type_in(window, text: str, merge: Typing | None = None) -> Document:
    window.session.edit("修改“项目名称”", lambda document: typed(document, text), Place("p1", field=NAME), merge)
    return window.session.document


def held(keeping) -> Document | None:
    """What a crash at this moment would leave."""
    found = sorted(keeping.journals.glob("*.journal")) if keeping.journals.exists() else []
    return read_lines(found[-1].read_bytes(), keeping.now()).document if found else None


def crashed(keeping, file: Path | None, base: Document, document: Document) -> None:
    """Leaves a journal as a crash does."""
    found = read_held(file) if file else None
    one = Journal(keeping.journals, base, Owned(file, found.stamp if found else None), keeping.now)
    one.record(document)
    one.close(discard=False)


def state(window) -> str:
    return window.findChild(QLabel, "state").text()


def test_every_letter_is_kept_and_within_a_second_of_its_typing(window, qtbot, file, keeping):
    opened(window, qtbot, file)
    took: list[int] = []
    for length in range(1, 4):
        clock = QElapsedTimer()
        clock.start()
        document = type_in(window, "字" * length, Typing("t"))
        qtbot.waitUntil(lambda document=document: held(keeping) == document)
        took.append(clock.elapsed())
    assert min(took) < 1000  # the others may have waited for a machine that does something else
    assert "已自动备份" in state(window)


def test_who_types_without_a_pause_is_kept_safe_too(window, qtbot, file, keeping):
    opened(window, qtbot, file)
    seen, number = set(), count()

    def typed_on() -> bool:
        type_in(window, f"第{next(number)}次", Typing("t"))
        if (found := held(keeping)) is not None:
            seen.add(found.project("p1").field(NAME))
        return len(seen) >= 3

    qtbot.waitUntil(typed_on, timeout=10_000)


def test_nothing_is_kept_where_nothing_was_typed(window, qtbot, file, keeping):
    opened(window, qtbot, file)
    assert window.close()
    assert held(keeping) is None


def test_after_a_save_nothing_is_left_to_recover(window, qtbot, file, keeping):
    opened(window, qtbot, file)
    document = type_in(window, "新")
    qtbot.waitUntil(lambda: held(keeping) == document)
    window.menus["save"].trigger()
    qtbot.waitUntil(lambda: names(keeping.journals) == [])
    later = type_in(window, "再改")
    qtbot.waitUntil(lambda: held(keeping) == later)
    assert open_document(file) == document


def test_what_is_given_up_at_closing_is_not_offered(window, qtbot, file, keeping, answers):
    opened(window, qtbot, file)
    document = type_in(window, "新")
    qtbot.waitUntil(lambda: held(keeping) == document)
    with answers.click("discard").during():
        assert window.close()
    assert names(keeping.journals) == []


def test_an_end_without_a_question_keeps_the_work(window, program, qtbot, file, keeping):
    opened(window, qtbot, file)
    document = type_in(window, "刚写的")
    window.close_down()
    (left,) = abandoned(keeping.journals)
    assert left.work.document == document
    assert left.work.owned.file == file


def test_a_disk_that_takes_no_copy_is_said_until_it_does(window, qtbot, file, keeping):
    opened(window, qtbot, file)
    keeping.journals.parent.mkdir(exist_ok=True)
    keeping.journals.write_text("no folder")
    type_in(window, "新")
    qtbot.waitUntil(lambda: "没有自动备份" in state(window))
    assert "没有丢" in state(window)
    keeping.journals.unlink()
    document = type_in(window, "再改")
    qtbot.waitUntil(lambda: held(keeping) == document)
    qtbot.waitUntil(lambda: "已自动备份" in state(window))


def strips(window) -> list[QFrame]:
    return [one for one in window.findChildren(QFrame, "recovery_strip") if one.isVisible()]


def button(window, name: str) -> QPushButton:
    (strip,) = strips(window)
    return strip.findChild(QPushButton, name)


@pytest.fixture
def offered(program, qtbot, file, keeping, recovered):
    """A window whose welcome page offers what a crash left."""
    crashed(keeping, file, seeds(), typed(seeds(), "没有保存的"))
    made = program.new_window()
    recovered.look()
    qtbot.waitUntil(lambda: len(strips(made)) == 1)
    return made


def test_the_welcome_page_says_which_file_when_and_how_much(offered, file):
    said = strips(offered)[0].findChild(QLabel, "recovery_text").text()
    assert "表.jxmb" in said
    assert "今天" in said
    assert "1 个项目有改动" in said


def test_recovered_work_is_unsaved_has_its_file_and_is_kept_until_it_is_saved(offered, qtbot, file, keeping):
    button(offered, "recover").click()
    qtbot.waitUntil(lambda: offered.session is not None)
    wanted = typed(seeds(), "没有保存的")
    assert offered.session.document == wanted
    assert offered.session.file == file
    assert offered.isWindowModified()
    qtbot.waitUntil(lambda: len(names(keeping.journals)) == 1 and held(keeping) == wanted)
    assert abandoned(keeping.journals) == ()
    offered.menus["save"].trigger()
    qtbot.waitUntil(lambda: offered.session.is_saved)
    assert open_document(file) == wanted
    qtbot.waitUntil(lambda: names(keeping.journals) == [])
    assert strips(offered) == []


def test_recovering_can_be_undone(offered, qtbot):
    button(offered, "recover").click()
    qtbot.waitUntil(lambda: offered.session is not None)
    offered.menus["undo"].trigger()
    assert offered.session.document == seeds()


def test_a_second_crash_right_after_recovering_loses_nothing(offered, qtbot, keeping):
    button(offered, "recover").click()
    qtbot.waitUntil(lambda: offered.session is not None)
    offered.close_down()
    assert typed(seeds(), "没有保存的") in [one.work.document for one in abandoned(keeping.journals)]


def test_later_leaves_it_for_the_next_start(offered, qtbot, keeping, recovered):
    button(offered, "later").click()
    qtbot.waitUntil(lambda: strips(offered) == [])
    assert len(abandoned(keeping.journals)) == 1
    recovered.look()
    qtbot.waitUntil(lambda: len(strips(offered)) == 1)


def test_work_of_a_file_that_is_open_again_takes_the_place_of_what_was_saved(offered, program, qtbot, file):
    saved = opened(program.new_window(), qtbot, file)
    button(offered, "recover").click()
    qtbot.waitUntil(lambda: offered.session is not None)
    assert saved not in program.windows
    assert "只读" not in state(offered)
    offered.menus["save"].trigger()
    qtbot.waitUntil(lambda: open_document(file) == typed(seeds(), "没有保存的"))


def test_giving_up_asks_first(offered, qtbot, keeping, answers):
    with answers.press_main().during():
        button(offered, "give_up").click()
    assert len(abandoned(keeping.journals)) == 1
    assert len(strips(offered)) == 1
    with answers.click("delete").during():
        button(offered, "give_up").click()
    assert names(keeping.journals) == []
    qtbot.waitUntil(lambda: strips(offered) == [])


def test_work_of_a_file_that_was_changed_since_is_not_saved_over_it_unasked(offered, qtbot, file, answers):
    theirs = set_field(seeds(), "p2", NAME, "同事改的")
    save(theirs, file)
    button(offered, "recover").click()
    qtbot.waitUntil(lambda: offered.session is not None)
    answers.click("cancel").watch()
    offered.menus["save"].trigger()
    qtbot.waitUntil(lambda: answers.is_done)
    assert open_document(file) == theirs


def test_work_that_never_had_a_file_comes_back_without_one(program, qtbot, keeping, recovered):
    crashed(keeping, None, Document(), seeds())
    window = program.new_window()
    recovered.look()
    qtbot.waitUntil(lambda: len(strips(window)) == 1)
    assert "还没有保存过的文件" in strips(window)[0].findChild(QLabel, "recovery_text").text()
    button(window, "recover").click()
    qtbot.waitUntil(lambda: window.session is not None)
    assert (window.session.document, window.session.file) == (seeds(), None)
    assert window.isWindowModified()


def test_a_choice_for_paper_alone_is_offered_as_what_it_is(program, qtbot, file, keeping, recovered):
    signed = set_paper(seeds(), "signature", "yes")
    crashed(keeping, file, seeds(), signed)
    window = program.new_window()
    recovered.look()
    qtbot.waitUntil(lambda: len(strips(window)) == 1)
    assert "打印选项有改动" in strips(window)[0].findChild(QLabel, "recovery_text").text()
    button(window, "recover").click()
    qtbot.waitUntil(lambda: window.session is not None)
    assert window.session.document == signed


def test_a_start_with_a_file_offers_it_all_the_same(program, qtbot, file, keeping, recovered):
    crashed(keeping, None, Document(), seeds())
    window = program.new_window()
    opened(window, qtbot, file)
    recovered.look()
    qtbot.waitUntil(lambda: len(program.windows) == 2)
    assert len(strips(program.windows[1])) == 1
    assert window.session.file == file


def test_what_its_file_holds_already_is_not_offered(program, qtbot, file, keeping, recovered):
    one = Journal(keeping.journals, seeds(), Owned(file), keeping.now)
    one.record(typed(seeds(), "改了"))
    one.record(seeds())
    one.close(discard=False)
    window = program.new_window()
    recovered.look()
    qtbot.waitUntil(lambda: names(keeping.journals) == [])
    assert strips(window) == []


def test_a_journal_that_cannot_be_read_is_named_and_not_removed_unasked(program, qtbot, keeping, recovered):
    keeping.journals.mkdir(parents=True)
    (keeping.journals / "1.journal").write_bytes(b"damaged\n")
    window = program.new_window()
    recovered.look()
    qtbot.waitUntil(lambda: len(strips(window)) == 1)
    assert "1.journal" in strips(window)[0].findChild(QLabel, "recovery_text").text()
    assert button(window, "recover") is None
    assert names(keeping.journals) == ["1.journal"]
