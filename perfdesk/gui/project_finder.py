"""Finding projects by name and unit, made ready once for all letters of a query."""

from collections.abc import Mapping

from perfdesk.gui.project_facts import Facts
from perfdesk.model.initials import Names, search_key


class Finder:
    """Finds among projects with these facts, by project id."""

    def __init__(self, facts: Mapping[str, Facts]) -> None:
        self._ids = tuple(facts)
        self._names = Names([search_key(one.name) for one in facts.values()])
        self._by_unit: dict[str, list[str]] = {}
        for project_id, one in facts.items():
            self._by_unit.setdefault(one.unit if one.group[1] else "", []).append(project_id)
        self._units = Names([search_key(unit) for unit in self._by_unit])

    def find(self, query: str) -> frozenset[str]:
        """Ids of the projects whose name or unit holds `query`; all where it has neither letter nor digit."""
        found = [self._ids[index] for index in self._names.find(query)]
        groups = list(self._by_unit.values())
        for index in self._units.find(query):
            found += groups[index]
        return frozenset(found)
