"""Which duties and systems of a department have catalogs (应编尽编: S0, S2三; DOMAIN E 全面性)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from ..model.catalog import Catalog
from ..model.department import Department, Duty, System

COVERED, EXEMPT, GAP = "已编目", "免编目", "缺目录"
RUNNING = "在用"


class DutyLine(NamedTuple):
    """A duty with its catalogs in use. ``state``: 已编目, 免编目 or 缺目录; ``missing``: names the duty fixes that no
    catalog bears."""

    duty: Duty
    catalogs: tuple[Catalog, ...]
    state: str
    missing: tuple[str, ...]


class Passage(NamedTuple):
    """The duties one clause of the 三定方案 was taken apart into, in their order."""

    clause: str
    text: str
    lines: tuple[DutyLine, ...]


class Coverage(NamedTuple):
    """What a department's catalogs cover. ``outside``: catalogs that name no duty it has (D602, D603)."""

    clauses: tuple[Passage, ...]
    outside: tuple[Catalog, ...]
    systems: tuple[tuple[System, tuple[Catalog, ...]], ...]

    def of(self, state: str) -> int:
        """How many duties are in this state."""
        return sum(line.state == state for clause in self.clauses for line in clause.lines)

    @property
    def duties(self) -> int:
        """How many duties there are."""
        return sum(len(clause.lines) for clause in self.clauses)

    @property
    def running(self) -> int:
        """Systems in use."""
        return sum(system.status == RUNNING for system, _ in self.systems)

    @property
    def fed(self) -> int:
        """Systems in use with a catalog."""
        return sum(system.status == RUNNING and bool(held) for system, held in self.systems)


def coverage(department: Department, catalogs: Sequence[Catalog]) -> Coverage:
    """Hold ``catalogs`` of a department against its duties; as in rule D601 an unreadable one still counts."""
    kept = [each for each in catalogs if each.is_active]
    by_duty: defaultdict[str, list[Catalog]] = defaultdict(list)
    by_system: defaultdict[str, list[Catalog]] = defaultdict(list)
    for catalog in kept:
        for name in dict.fromkeys(catalog.duties):
            by_duty[name].append(catalog)
        for name in dict.fromkeys(catalog.system_ids):
            by_system[name].append(catalog)
    known = {duty.id for duty in department.duties}
    clauses: dict[tuple[str, str], list[DutyLine]] = {}
    for duty in department.duties:
        clauses.setdefault((duty.clause or "", duty.text), []).append(_line(duty, by_duty.get(duty.id, [])))
    return Coverage(
        clauses=tuple(Passage(clause, text, tuple(lines)) for (clause, text), lines in clauses.items()),
        outside=tuple(each for each in kept if each.readable and not known.intersection(each.duties)),
        systems=tuple((each, tuple(by_system.get(each.id, ()))) for each in department.systems),
    )


def _line(duty: Duty, held: Sequence[Catalog]) -> DutyLine:
    names = {each.name for each in held}
    state = COVERED if held else EXEMPT if duty.exempt else GAP
    missing = () if duty.exempt else tuple(name for name in duty.names if name not in names)
    return DutyLine(duty, tuple(held), state, missing)


__all__ = ["COVERED", "EXEMPT", "GAP", "RUNNING", "Coverage", "DutyLine", "Passage", "coverage"]
