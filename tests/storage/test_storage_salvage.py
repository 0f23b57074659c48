"""What a damaged .jxmb file still gives: every project that can be read, and all that is wrong in words."""

import random

import pytest
from support.seeds import seeds

from perfdesk.model.document import Document
from perfdesk.model.edits import set_paper
from perfdesk.storage.jxmb import encode
from perfdesk.storage.salvage import salvage


def names(document: Document) -> list[str]:
    return [project.field("project_name") for project in document.projects]


def test_a_sound_file_has_nothing_wrong():
    found = salvage(encode(seeds()), "a")
    assert (found.document, found.wrong) == (seeds(), ())


def test_a_changed_text_costs_that_text_alone():
    data = encode(seeds()).replace("综合调研".encode(), b"\xff" * 12, 1)
    found = salvage(data, "a")
    assert "核对码" in found.wrong[0] or "读不出来" in found.wrong[0]
    assert len(found.document.projects) == 12
    same = [a == b for a, b in zip(found.document.projects, seeds().projects, strict=True)]
    assert same.count(False) == 1


def test_choices_for_paper_are_kept_as_far_as_they_can_be_read():
    signed = set_paper(set_paper(seeds(), "signature", "yes"), "stamp", "no")
    data = encode(signed).replace("综合调研".encode(), b"\xff" * 12, 1)
    assert salvage(data, "a").document.paper == signed.paper
    found = salvage(encode(signed).replace(b"paper.stampno", b"papyr.stampno"), "a")
    assert found.wrong
    assert found.document == set_paper(seeds(), "signature", "yes")


def test_a_cut_file_gives_the_projects_before_the_cut():
    data = encode(seeds())
    found = salvage(data[: len(data) * 2 // 3], "a")
    assert found.document.projects[0].fields == seeds().projects[0].fields
    assert len(found.wrong) > 1


def test_a_write_ahead_mark_costs_nothing():
    data = bytearray(encode(seeds()))
    data[18:20] = b"\2\2"
    found = salvage(bytes(data), "a")
    assert found.document == seeds()
    assert len(found.wrong) == 1


def test_a_destroyed_page_leaves_what_stands_before_and_after_it():
    data = bytearray(encode(seeds()))
    text = data.index(seeds().projects[5].field("period_objective")[:20].encode())
    page = text // 4096 * 4096
    data[page : page + 64] = bytes(64)
    found = salvage(bytes(data), "a")
    kept = set(names(found.document))
    assert {names(seeds())[0], names(seeds())[11]} <= kept
    assert any("“field”表只读出" in text for text in found.wrong)


@pytest.mark.parametrize("data", [b"", b"junk" * 5000, b"SQLite format 3\0"], ids=["empty", "junk", "magic alone"])
def test_what_is_no_database_gives_nothing(data: bytes):
    found = salvage(data, "a")
    assert found.document == Document()
    assert len(found.wrong) == 1


def test_whatever_is_destroyed_the_rest_can_be_saved_again():
    rng = random.Random(3)
    data = encode(seeds())
    for _ in range(60):
        damaged = bytearray(data)
        for _ in range(rng.randrange(1, 30)):
            at = rng.randrange(100, len(damaged))
            damaged[at : at + rng.randrange(1, 200)] = rng.randbytes(rng.randrange(1, 200))
        found = salvage(bytes(damaged), "a")
        assert found.wrong
        assert encode(found.document)
