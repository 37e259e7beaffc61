"""Which part of a change log somebody asks for, and the names by which they may ask."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

import msgspec

from ..model.change import CatalogChange, FieldChange, Impact, Kind, Revision
from .paths import DEPARTMENT


def within(department: str, asked: str) -> bool:
    """Whether a department is the one asked for, or one of the region asked for."""
    return department == asked or department.startswith(f"{asked}/")


def concerned(change: CatalogChange) -> Iterator[str]:
    """The departments a change is of: where the catalog is, and where it came from."""
    yield change.department
    for each in change.fields:
        if each.path == DEPARTMENT and isinstance(each.old, str) and each.old != change.department:
            yield each.old


class Move(NamedTuple):
    """Catalogs that went from one department to another. ``month``: the last time that happened."""

    old: str
    new: str
    month: str
    catalogs: int


def moves(revisions: Iterable[Revision], department: str) -> list[Move]:
    """Where the catalogs of a department came from and went to, most catalogs first; ``revisions`` newest first."""
    found: dict[tuple[str, str], tuple[str, set[str]]] = {}
    for revision in revisions:
        for change in revision.changes:
            for each in change.fields:
                if each.path == DEPARTMENT and each.kind is Kind.CHANGED and department in (each.old, each.new):
                    ends = (str(each.old), str(each.new))
                    found.setdefault(ends, (revision.approved[:7], set()))[1].add(change.code)
    made = [Move(*ends, month, len(codes)) for ends, (month, codes) in found.items()]
    return sorted(made, key=lambda move: (-move.catalogs, move))


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """What to keep of a log; whatever is empty or None keeps all.

    ``code``: this catalog, also where it was the one another was made for (移交). ``department``: a department, or a
    region with all of its departments; what a catalog left is asked for like where it went. ``since`` and ``until`` are
    days of approval, both kept. ``commits``: only these revisions.
    """

    code: str = ""
    department: str = ""
    kinds: frozenset[Kind] = frozenset()
    impacts: frozenset[Impact] = frozenset()
    since: str = ""
    until: str = ""
    commits: Container[str] | None = None

    @property
    def is_all(self) -> bool:
        """Whether nothing is left out."""
        return self == Selection()

    @property
    def by_catalog(self) -> bool:
        """Whether single catalogs are picked, so that a revision without any is of no interest."""
        return bool(self.code or self.department or self.kinds or self.impacts)

    def narrow(self, revision: Revision) -> Revision | None:
        """The revision with the changes asked for; None when it is not asked for at all."""
        day = revision.approved[:10]
        if (self.since and day < self.since) or (self.until and day > self.until):
            return None
        if self.commits is not None and revision.commit not in self.commits:
            return None
        if not self.by_catalog:
            return revision
        changes = tuple(change for change in revision.changes if self.takes(change))
        if not changes:
            return None
        return revision if len(changes) == len(revision.changes) else msgspec.structs.replace(revision, changes=changes)

    def takes(self, change: CatalogChange) -> bool:
        """Whether a catalog's change is asked for."""
        if self.code and self.code not in (change.code, change.predecessor):
            return False
        if self.kinds and change.kind not in self.kinds:
            return False
        if self.impacts and change.impact not in self.impacts:
            return False
        return not self.department or any(within(each, self.department) for each in concerned(change))


@dataclass(frozen=True, slots=True)
class Names:
    """All a log speaks of: the newest name of every code, every code a name was ever borne by, every department."""

    codes: dict[str, str] = field(default_factory=dict)
    bearers: dict[str, list[str]] = field(default_factory=dict)
    departments: set[str] = field(default_factory=set)

    @property
    def regions(self) -> set[str]:
        """The first parts of departments of counties."""
        return {department.partition("/")[0] for department in self.departments if "/" in department}

    def add(self, revision: Revision) -> None:
        """Take note of a revision; they come newest first."""
        for change in revision.changes:
            if change.code:
                self.codes.setdefault(change.code, change.name)
                self._bear(change.name, change.code)
            if change.predecessor:
                self.codes.setdefault(change.predecessor, change.name)
            self.departments.update(concerned(change))
            for each in change.fields:
                if each.path in ("name", "aliases"):
                    for name in _names(each):
                        self._bear(name, change.code)

    def _bear(self, name: str, code: str) -> None:
        known = self.bearers.setdefault(name, [])
        if code not in known:
            known.append(code)

    def select(self, asked: str) -> Selection | None:
        """What a word of a command line means: a code, a department, a region or a catalog's name; None for none."""
        if asked in self.codes:
            return Selection(code=asked)
        if asked in self.departments or asked in self.regions:
            return Selection(department=asked)
        if codes := self.bearers.get(asked):
            return Selection(code=codes[0])
        return None


def _names(change: FieldChange) -> Iterable[str]:
    for value in (change.old, change.new):
        for name in value if isinstance(value, list) else (value,):
            if isinstance(name, str) and name:
                yield name


def names(revisions: Iterable[Revision]) -> Names:
    """All names of a log, newest first."""
    found = Names()
    for revision in revisions:
        found.add(revision)
    return found


__all__ = ["Move", "Names", "Selection", "concerned", "moves", "names", "within"]
