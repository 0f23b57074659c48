"""The report of an import as JSON: what became of each text of each source."""

from collections.abc import Iterable, Sequence
from typing import NotRequired, TypedDict

from perfdesk.grid.account import Labelled, Leftover, Placed
from perfdesk.grid.recognise import Recognised
from perfdesk.grid.source import Notice
from perfdesk.jobs.import_ import Failed, Imported
from perfdesk.jobs.sources import Opened


class NoticeEntry(TypedDict):
    """What was not read, or was changed in reading."""

    what: str
    at: str
    count: int


class PlacedEntry(TypedDict):
    """A text that went into a slot: a field id, or `n.column` of the n-th indicator."""

    slot: str
    text: str
    value: str
    at: str
    how: str
    score: float
    why: str


class LabelEntry(TypedDict):
    """A text that is a label of the form."""

    text: str
    at: str


class LeftoverEntry(TypedDict):
    """A text that found no place."""

    text: str
    at: str
    under: str
    why: str


class TableEntry(TypedDict):
    """One table; `imported` is false when too little of it was understood to make a project."""

    title: str
    form: str
    score: float
    imported: bool
    placed: list[PlacedEntry]
    labels: list[LabelEntry]
    leftover: list[LeftoverEntry]


class SourceEntry(TypedDict):
    """One source. `projects` were imported from it; `error` says why none were. A document has no tables listed."""

    name: str
    kind: str
    projects: int
    notices: list[NoticeEntry]
    tables: list[TableEntry]
    outside: list[LeftoverEntry]
    error: NotRequired[str]


class Report(TypedDict):
    """All sources, and the number of pieces of text by use; `twice` are names of projects that now stand twice."""

    sources: list[SourceEntry]
    pieces: int
    placed: int
    labels: int
    leftover_count: int
    twice: list[str]


def report(imported: Imported) -> Report:
    """The report of the whole import."""
    counts = [source.reading.counts for source in imported.opened if source.reading]
    placed = sum(count["placed"] for count in counts)
    labels = sum(count["label"] for count in counts)
    left = sum(count["leftover"] for count in counts)
    return Report(
        sources=[_source(source) for source in imported.sources],
        pieces=placed + labels + left,
        placed=placed,
        labels=labels,
        leftover_count=left,
        twice=list(imported.twice),
    )


def _source(source: Opened | Failed) -> SourceEntry:
    if isinstance(source, Failed):
        entry = SourceEntry(name=source.name, kind="", projects=0, notices=[], tables=[], outside=[])
        entry["error"] = str(source.error)
        return entry
    reading = source.reading
    return SourceEntry(
        name=source.name,
        kind=source.kind,
        projects=len(source.document.projects),
        notices=_notices(source.notices),
        tables=[_table(table) for table in reading.tables] if reading else [],
        outside=_leftovers(reading.outside) if reading else [],
    )


def _notices(notices: Iterable[Notice]) -> list[NoticeEntry]:
    return [NoticeEntry(what=one.what, at=one.at, count=one.count) for one in notices]


def _table(table: Recognised) -> TableEntry:
    return TableEntry(
        title=table.title,
        form=table.form,
        score=round(table.score, 3),
        imported=table.project is not None,
        placed=_placed(table.placed),
        labels=_labels(table.labels),
        leftover=_leftovers(table.leftover),
    )


def _placed(placed: Sequence[Placed]) -> list[PlacedEntry]:
    return [
        PlacedEntry(
            slot=one.slot,
            text=one.text,
            value=one.value,
            at=one.at,
            how=one.how,
            score=round(one.score, 3),
            why=one.why,
        )
        for one in placed
    ]


def _labels(labels: Sequence[Labelled]) -> list[LabelEntry]:
    return [LabelEntry(text=one.text, at=one.at) for one in labels]


def _leftovers(leftovers: Sequence[Leftover]) -> list[LeftoverEntry]:
    return [LeftoverEntry(text=one.text, at=one.at, under=one.under, why=one.why) for one in leftovers]
