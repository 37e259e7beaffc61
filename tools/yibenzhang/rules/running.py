"""Runs the rules: on every processor where that pays, the local ones only on files not known to be clean."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import cached_property

from ..model.registry import Registry
from ..sources import workers
from ..sources.layout import Kind
from ..sources.ledger import Ledger
from . import safety
from .rule import Fault, Rule

FEW = 1500
"""Below so many files a second process costs more than it saves."""

_KINDS = (Kind.CATALOG, Kind.DEMAND, Kind.OBJECTION)
Found = list[tuple[str, Fault]]


class Run:
    """Every rule with a function, over one ledger. ``registry`` is the ledger's, with the facts rules may need."""

    def __init__(self, ledger: Ledger, registry: Registry, rules: Iterable[Rule]) -> None:
        self.ledger = ledger
        self.registry = registry
        checked = [rule for rule in rules if rule.check]
        self.local = [rule for rule in checked if rule.local]
        self.wide = [rule for rule in checked if not rule.local]
        keys = {path: b"clean" + ledger.keys[path] for path in ledger.kinds}
        clean = ledger.store.clean(list(keys.values())) if ledger.store else set()
        self.doubtful = {path: key for path, key in keys.items() if key not in clean}
        self.paths = [path for path in self.doubtful if ledger.kinds[path] in _KINDS]

    @cached_property
    def faults(self) -> Found:
        """Rule ids with their faults, in no order that says anything."""
        return [pair for faults, _ in self._parts for pair in faults]

    @cached_property
    def hidden(self) -> list[tuple[str, int, int, str]]:
        """Path, line, column and code point of hidden characters in files not known to be clean."""
        return [spot for _, spots in self._parts for spot in spots]

    @cached_property
    def _parts(self) -> list[tuple[Found, list[tuple[str, int, int, str]]]]:
        self.ledger.tree.load(self.doubtful)
        # The wide rules alone are not worth it: a forked process copies every page it counts references on.
        return workers.share(self._part, workers.processes(len(self.paths), FEW))

    def remember(self) -> None:
        """Keep in mind which of the files looked at had nothing wrong in themselves."""
        if self.ledger.store:
            own = {rule.id for rule in self.local}
            faulty = (fault.place.path for rule, fault in self.faults if rule in own)
            spoilt = {*faulty, *(path for path, *_ in self.hidden), *self.ledger.broken, *self.ledger.trapped}
            self.ledger.store.mark_clean(key for path, key in self.doubtful.items() if path not in spoilt)

    def _part(self, part: int, parts: int) -> tuple[Found, list[tuple[str, int, int, str]]]:
        own = set(self.paths[part::parts])
        registry = self.registry
        view = replace(
            registry,
            catalogs=tuple(catalog for catalog in registry.catalogs if catalog.path in own),
            demands=tuple(demand for demand in registry.demands if demand.path in own),
            objections=tuple(objection for objection in registry.objections if objection.path in own),
        )
        # The costliest wide rules stand side by side in the list: dealt out in turn, every process gets its share.
        jobs = [(rule, view) for rule in self.local] + [(rule, registry) for rule in self.wide[part::parts]]
        faults = [(rule.id, fault) for rule, seen in jobs if rule.check for fault in rule.check(seen)]
        files = self.ledger.tree.files
        return faults, [
            (path, *spot) for path in list(self.doubtful)[part::parts] for spot in safety.hidden(files[path])
        ]
