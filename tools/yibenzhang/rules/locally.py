"""Runs the local rules: on every processor where that pays, and only on files not known to be clean."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from ..sources import workers
from ..sources.layout import Kind
from ..sources.ledger import Ledger
from . import safety
from .rule import Fault, Rule

FEW = 1500
"""Below so many files a second process costs more than it saves."""

_KINDS = (Kind.CATALOG, Kind.DEMAND, Kind.OBJECTION)
Found = list[tuple[str, Fault]]


class Local:
    """The local rules over one ledger."""

    def __init__(self, ledger: Ledger, rules: Iterable[Rule]) -> None:
        self.ledger = ledger
        self.rules = [rule for rule in rules if rule.local]
        keys = {path: b"clean" + ledger.keys[path] for path in ledger.kinds}
        clean = ledger.store.clean(list(keys.values())) if ledger.store else set()
        self.doubtful = {path: key for path, key in keys.items() if key not in clean}
        self.paths = [path for path in self.doubtful if ledger.kinds[path] in _KINDS]

    def run(self) -> Found:
        """Rule ids with their faults, in the order of the rules and, within one, of the paths."""
        parts = workers.processes(len(self.paths), FEW)
        rank = {rule.id: place for place, rule in enumerate(self.rules)}
        found = [pair for part in workers.share(self._part, parts) for pair in part]
        found.sort(key=lambda pair: (rank[pair[0]], pair[1].place.path))
        return found

    def remember(self, faulty: Iterable[str]) -> None:
        """Keep in mind which of the files looked at had nothing wrong in themselves."""
        if self.ledger.store:
            spoilt = {*faulty, *self.ledger.broken, *self.ledger.trapped}
            self.ledger.store.mark_clean(key for path, key in self.doubtful.items() if path not in spoilt)

    def hidden(self) -> list[tuple[str, int, int, str]]:
        """Path, line, column and code point of hidden characters in files not known to be clean."""
        files = self.ledger.tree.files
        return [(path, *spot) for path in self.doubtful for spot in safety.hidden(files[path])]

    def _part(self, part: int, parts: int) -> Found:
        own = set(self.paths[part::parts])
        registry = self.ledger.registry
        view = replace(
            registry,
            catalogs=tuple(catalog for catalog in registry.catalogs if catalog.path in own),
            demands=tuple(demand for demand in registry.demands if demand.path in own),
            objections=tuple(objection for objection in registry.objections if objection.path in own),
        )
        return [(rule.id, fault) for rule in self.rules if rule.check for fault in rule.check(view)]
