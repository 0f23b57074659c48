"""The rows of the list as plain lists: 年度, under it 用款单位, under it the projects, and what each row shows."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import groupby
from typing import Literal

from perfdesk.gui.project_facts import NO_NAME, Facts, shown_amount

Kind = Literal["root", "year", "unit", "project"]
NodeId = str | tuple[str, ...]
"""A project's id; for groups the key of the year, and behind it that of the unit; () for the root."""
ROOT: NodeId = ()
Order = dict[NodeId, list[NodeId]]
"""Ids of the children by the id of the row that they stand under; a row comes before those that stand under it."""


@dataclass(frozen=True, slots=True)
class Shown:
    """The texts of a row. `note` says in brief what `amount` lacks, `help` in a sentence."""

    name: str
    amount: str
    count: str = ""
    note: str = ""
    help: str = ""

    @property
    def spoken(self) -> str:
        """The row in words, for a screen reader."""
        amount = f"{self.amount} 万元" if self.amount else ""
        return "，".join(part for part in (self.name, self.count, amount, self.help) if part)


@dataclass(eq=False, slots=True)
class Node:
    """A row. `number` stands for it in model indexes; `row` is its place among the `children` of its parent."""

    kind: Kind
    id: NodeId
    number: int
    facts: Facts | None = None
    parent: "Node | None" = None
    row: int = 0
    children: "list[Node]" = field(default_factory=list["Node"])
    known: Shown | None = None

    @property
    def shown(self) -> Shown:
        """What the row shows; worked out when first asked for after `known` was forgotten."""
        if self.known is None:
            self.known = _shown(self)
        return self.known

    def leaves(self) -> "Iterator[Node]":
        """The rows of the projects in this row, itself if it is one."""
        if self.kind == "project":
            yield self
        elif self.kind == "unit":
            yield from self.children
        else:
            for child in self.children:
                yield from child.leaves()

    def number_rows(self, first: int = 0) -> None:
        """Puts `row` of the children from `first` on right again."""
        for row in range(first, len(self.children)):
            self.children[row].row = row


def arrange(facts: Mapping[str, Facts], hidden: Collection[str]) -> Order:
    """The order of the list for projects in the order of `facts`, without the hidden ones.

    A group stands where its first project stands.
    """
    order: Order = {ROOT: []}
    for project_id, one in facts.items():
        if project_id in hidden:
            continue
        group = one.group
        siblings = order.get(group)
        if siblings is None:
            year = group[:1]
            if year not in order:
                order[year] = []
                order[ROOT].append(year)
            siblings = order[group] = []
            order[year].append(group)
        siblings.append(project_id)
    return order


def first_rows(root: Node, projects: int) -> dict[NodeId, int]:
    """Where the list ends after its first so many projects: how many children of the rows that are cut there remain.

    At most one row of each kind is cut, and the lowest comes first.
    """
    cut: dict[NodeId, int] = {}
    left, node = projects, root
    while node.children:
        counts = (1 if child.kind == "project" else sum(1 for _ in child.leaves()) for child in node.children)
        row, last = 0, node
        for row, count in enumerate(counts):
            last = node.children[row]
            if count >= left:
                break
            left -= count
        if row + 1 < len(node.children):
            cut[node.id] = row + 1
        node = last
    return dict(reversed(cut.items()))


def runs(rows: Iterable[int]) -> list[tuple[int, int]]:
    """First and last of each unbroken run of rising numbers, the last run first: rows to remove in this order."""
    found = [[row for _, row in run] for _, run in groupby(enumerate(rows), lambda pair: pair[1] - pair[0])]
    return [(run[0], run[-1]) for run in reversed(found)]


def _shown(node: Node) -> Shown:
    if node.facts is not None:
        return _project_shown(node.facts)
    members = [leaf.facts for leaf in node.leaves() if leaf.facts is not None]
    if not members:
        return Shown("", "")
    return _group_shown(members[0].year if node.kind == "year" else members[0].unit, members)


def _project_shown(facts: Facts) -> Shown:
    if facts.money and facts.amount is None:
        help_text = f"金额“{facts.money}”无法识别，没有计入合计。"
        return Shown(facts.name or NO_NAME, "", note="无法识别", help=help_text)
    return Shown(facts.name or NO_NAME, facts.shown_amount)


def _group_shown(label: str, members: list[Facts]) -> Shown:
    amounts = [facts.amount for facts in members if facts.amount is not None]
    total = shown_amount(sum(amounts, Decimal(0))) if amounts else ""
    missing = len(members) - len(amounts)
    if not missing:
        return Shown(label, total, f"{len(members)} 个")
    help_text = f"有 {missing} 个项目的金额没有填写或者无法识别，没有计入合计。"
    return Shown(label, total, f"{len(members)} 个", f"{missing} 个未计", help_text)
