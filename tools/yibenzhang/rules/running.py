"""Runs the rules: on every processor where that pays, and only on files and departments not known to be clean."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from functools import cached_property
from hashlib import blake2b

from ..model.registry import Paper, Registry
from ..sources import workers
from ..sources.layout import Kind
from ..sources.ledger import Ledger
from . import safety
from .rule import Fault, Reach, Rule

FEW = 1500
"""Below so many files a second process costs more than it saves."""

_KINDS = (Kind.CATALOG, Kind.DEMAND, Kind.OBJECTION)
OUTSIDE = ""
"""Stands for the department of files that belong to none."""
Found = list[tuple[str, Fault]]


class Run:
    """Every rule with a function, over one ledger. ``registry`` is the ledger's, with the facts rules may need."""

    def __init__(self, ledger: Ledger, registry: Registry, rules: Iterable[Rule]) -> None:
        self.ledger = ledger
        self.registry = registry
        checked = [rule for rule in rules if rule.check]
        self.rules = {reach: [rule for rule in checked if rule.reach is reach] for reach in Reach}
        self.owners = _owners(registry)
        digests = _digests(ledger, self.owners)
        self.departments = _unknown(ledger, {each: b"whole" + digest for each, digest in digests.items()})
        # Where every file of a department was clean, nobody asks for each.
        self.unclear = _unknown(ledger, {each: b"files" + digest for each, digest in digests.items()})
        own = [path for path in ledger.kinds if self.owners.get(path, OUTSIDE) in self.unclear]
        self.doubtful = _unknown(ledger, {path: b"clean" + ledger.keys[path] for path in own})
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
        """Keep in mind which of the files and departments looked at had nothing wrong in themselves."""
        if not self.ledger.store:
            return
        spoilt = {*(path for path, *_ in self.hidden), *self.ledger.broken, *self.ledger.trapped}
        spoilt |= self._at_fault(Reach.FILE)
        torn = {self.owners.get(path, OUTSIDE) for path in self._at_fault(Reach.DEPARTMENT)}
        dirty = {self.owners.get(path, OUTSIDE) for path in spoilt}
        self.ledger.store.mark_clean(
            [
                *(key for path, key in self.doubtful.items() if path not in spoilt),
                *(key for each, key in self.departments.items() if each not in torn),
                *(key for each, key in self.unclear.items() if each not in dirty),
            ]
        )

    def _at_fault(self, reach: Reach) -> set[str]:
        own = {rule.id for rule in self.rules[reach]}
        return {fault.place.path for rule, fault in self.faults if rule in own}

    def _part(self, part: int, parts: int) -> tuple[Found, list[tuple[str, int, int, str]]]:
        paths = set(self.paths[part::parts])
        departments = set(list(self.departments)[part::parts])
        views = {
            Reach.FILE: _of_files(self.registry, paths),
            Reach.DEPARTMENT: of_departments(self.registry, departments),
        }
        jobs = [(rule, view) for reach, view in views.items() for rule in self.rules[reach]]
        # The costliest wide rules stand side by side in the list: dealt out in turn, every process gets its share.
        jobs += [(rule, self.registry) for rule in self.rules[Reach.LEDGER][part::parts]]
        faults = [(rule.id, fault) for rule, seen in jobs if rule.check for fault in rule.check(seen)]
        files = self.ledger.tree.files
        return faults, [
            (path, *spot) for path in list(self.doubtful)[part::parts] for spot in safety.hidden(files[path])
        ]


def _owners(registry: Registry) -> dict[str, str]:
    """The department each file of a department stands in, by path."""
    papers: tuple[Paper, ...] = (*registry.catalogs, *registry.demands, *registry.objections)
    return {
        **{paper.path: paper.department for paper in papers},
        **{department.path: department.id for department in registry.departments},
    }


def _digests(ledger: Ledger, owners: Mapping[str, str]) -> dict[str, bytes]:
    """For each department a digest of all that rules of its reach may look at: its files, and those of no department."""
    own: dict[str, list[bytes]] = {OUTSIDE: []}
    for path, key in ledger.keys.items():
        own.setdefault(owners.get(path, OUTSIDE), []).append(path.encode() + b"\0" + key)
    outside = blake2b(b"\n".join(own[OUTSIDE]), digest_size=20).digest()
    return {each: blake2b(b"\n".join(entries), key=outside, digest_size=20).digest() for each, entries in own.items()}


def _unknown(ledger: Ledger, keys: dict[str, bytes]) -> dict[str, bytes]:
    """Those not known to be clean."""
    clean = ledger.store.clean(list(keys.values())) if ledger.store else set()
    return {name: key for name, key in keys.items() if key not in clean}


def _of_files(registry: Registry, paths: Collection[str]) -> Registry:
    return replace(
        registry,
        catalogs=tuple(catalog for catalog in registry.catalogs if catalog.path in paths),
        demands=tuple(demand for demand in registry.demands if demand.path in paths),
        objections=tuple(objection for objection in registry.objections if objection.path in paths),
    )


def of_departments(registry: Registry, departments: Collection[str]) -> Registry:
    """The registry with the papers of some departments only, and what stands outside of every department."""
    return replace(
        registry,
        departments=tuple(each for each in registry.departments if each.id in departments),
        catalogs=tuple(catalog for catalog in registry.catalogs if catalog.department in departments),
        demands=tuple(demand for demand in registry.demands if demand.department in departments),
        objections=tuple(objection for objection in registry.objections if objection.department in departments),
    )
