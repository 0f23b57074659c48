"""The .jxmb file, edits with their undo steps, and differences of documents."""

import json
import tempfile
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import floors
from measure import Case, Peak, Work
from work import document, form

from perfdesk.model.compare import compare
from perfdesk.model.document import Document
from perfdesk.model.edits import set_field, set_text
from perfdesk.model.history import History
from perfdesk.model.place import Place
from perfdesk.storage.disk import write_file
from perfdesk.storage.jxmb import decode, encode

SAVE = 4.0
OPEN = 3.5
SAVE_ON_DISK = 1.0
EDIT = 4.0
SHARED = 0.3
TWO_FILES = 1.5
EDITED = 30
STEPS = 10_000
STEPS_MB = 10
NAME = "bench.jxmb"


def file_cases(sizes: tuple[int, ...]) -> Iterator[Case]:
    for tables in sizes:
        data = encode(document(tables))
        rows = floors.rows_of(data)
        save, opened = (SAVE, OPEN) if tables > 1 else (None, None)
        yield Case("save", tables, partial(floors.insert_in_memory, rows), partial(encode, document(tables)), save)
        yield Case("open", tables, partial(floors.select_all, data, rows), partial(decode, data, NAME), opened)
    with tempfile.TemporaryDirectory() as name:
        folder, content = Path(name), document(12)
        floor = partial(floors.insert_on_disk, floors.rows_of(encode(content)), folder / "floor.db")
        ours = partial(_save, folder / NAME, content)
        yield Case("save to disk, on the wall", 12, floor, ours, SAVE_ON_DISK, wall=True)


def _save(path: Path, content: Document) -> None:
    write_file(path, encode(content))


def edit_cases(sizes: tuple[int, ...]) -> Iterator[Case]:
    content, tables = document(sizes[-1]), sizes[-1]
    middle = tables // 2
    floor = partial(floors.replace_one, content.projects, middle, content.projects[middle])
    yield Case("edit a field", tables, floor, _type_into_field(content, middle), EDIT, each=1)
    yield Case("edit an indicator", tables, floor, _type_into_indicator(content, middle), EDIT, each=1)


def _type_into_field(content: Document, position: int) -> Work:
    """Letter after letter: each edit begins from the document that the last one made."""
    project, field, letters = content.projects[position], form().roles.name, 0

    def work() -> None:
        nonlocal content, letters
        letters += 1
        content = set_field(content, project.id, field, f"{letters}")

    return work


def _type_into_indicator(content: Document, position: int) -> Work:
    project, column, letters = content.projects[position], form().roles.annual_value, 0
    indicator = project.indicators[len(project.indicators) // 2]

    def work() -> None:
        nonlocal content, letters
        letters += 1
        content = set_text(content, project.id, indicator.id, column, f"{letters}")

    return work


def edit_peaks(tables: int) -> tuple[Peak, ...]:
    return tuple(Peak("10,000 undo steps", size, _undo_steps, STEPS_MB) for size in (12, tables))


def _undo_steps(tables: int) -> Work:
    content, field = document(tables), form().roles.name

    def work() -> History:
        history = History(content)
        for step in range(STEPS):
            project = content.projects[step * 7 % tables]
            changed = set_field(history.document, project.id, field, f"{step}")
            history.add(changed, "bench", Place(project.id, field=field), None, float(step))
        return history

    return work


def difference_cases(sizes: tuple[int, ...]) -> Iterator[Case]:
    before, tables = document(sizes[-1]), sizes[-1]
    after = before
    for number in range(EDITED):
        project = before.projects[number * tables // EDITED]
        after = set_field(after, project.id, form().roles.name, f"{number}")
    plain = _json(before)
    floor = partial(floors.same, floors.tables_of(plain), floors.tables_of(plain))
    yield Case("shared, 30 edits", tables, floor, partial(compare, before, after), SHARED, each=1)
    read = decode(encode(after), NAME)
    yield Case("two files, 30 edits", tables, floor, partial(compare, before, read), TWO_FILES, each=1)


def _json(content: Document) -> bytes:
    return json.dumps(
        [
            (
                project.id,
                dict(project.fields),
                [(one.id, one.level1, one.level2, one.level3, dict(one.values)) for one in project.indicators],
            )
            for project in content.projects
        ]
    ).encode()
