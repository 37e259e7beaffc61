"""What the pages of departments and regions look up over and over: regions, namesakes, and what is open where."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote

from ...insight.due import Due
from ...insight.step import CAMPAIGN, DATA
from ...model.demand import Objection
from ...model.department import Department, Region
from ...outputs.counts import Counts
from ...sources.layout import CATALOGS

if TYPE_CHECKING:
    from .index import Index

OWN = "本级"
"""What the ledger's own level is called, here and in the address of 目录检索."""


class Area(NamedTuple):
    """A region with its departments; ``folder`` is empty for the ledger's own level, ``region`` None where no file
    tells of it."""

    folder: str
    name: str
    address: str
    region: Region | None
    departments: tuple[Department, ...]


class Open(NamedTuple):
    """How much of something is open: findings by weight, or steps late and soon due."""

    first: int = 0
    second: int = 0

    def plus(self, other: Open) -> Open:
        """Both together."""
        return Open(self.first + other.first, self.second + other.second)


@dataclass(frozen=True)
class Roll:
    """``faults``: errors and warnings, ``due``: steps late and soon due, ``data``: the same of data to be brought up to date,
    by department; ``namesakes``: departments whose folders have one name, by it; ``covers``: of each department how many catalogs each duty has, by the duty's key, -1 where it is exempt;
    ``objections``: those a department raised or that are raised against it."""

    areas: Mapping[str, Area]
    faults: Mapping[str, Open]
    due: Mapping[str, Open]
    data: Mapping[str, Open]
    namesakes: Mapping[str, tuple[Department, ...]]
    covers: Mapping[str, Mapping[str, int]]
    objections: Mapping[str, tuple[Objection, ...]]
    cards: dict[str, str] = field(default_factory=dict)
    told: dict[str, str] = field(default_factory=dict)
    """The deadlines of a department as one text, once they have been asked for."""

    def card(self, index: Index, department: Department) -> str:
        """All that lists of departments show of one, as a text: it changes when they do."""
        found = self.cards.get(department.id)
        if found is None:
            key, standing = department.id, index.standing
            told = [(each.part, each.whole) for each in standing.scores.departments[key]]
            numbers = (
                index.counts[key],
                self.faults.get(key),
                self.due.get(key),
                self.data.get(key),
                self.covers[key],
                told,
            )
            named = (department.name, self.areas[department.region].name, index.addresses.of_department[key])
            found = self.cards[key] = f"{named}{numbers}"
        return found

    def counts(self, index: Index, folder: str) -> Counts:
        """The numbers of a region."""
        return sum((index.counts[each.id] for each in self.areas[folder].departments), Counts())


def roll(index: Index) -> Roll:
    """Gather it in one pass."""
    faults: defaultdict[str, list[int]] = defaultdict(lambda: [0, 0])
    for path, found in index.findings.items():
        own = faults[keeper(index, path)]
        errors = sum(1 for each in found if each.is_error)
        own[0] += errors
        own[1] += len(found) - errors
    namesakes: defaultdict[str, list[Department]] = defaultdict(list)
    for department in index.departments:
        namesakes[folder_name(department)].append(department)
    return Roll(
        areas=_areas(index),
        faults={key: Open(*numbers) for key, numbers in faults.items()},
        due={key: _open(found, data=False) for key, found in index.standing.due.items()},
        data={key: _open(found, data=True) for key, found in index.standing.due.items()},
        namesakes={name: tuple(held) for name, held in namesakes.items() if len(held) > 1},
        covers={each.id: _cover(index, each) for each in index.departments},
        objections=_objections(index),
    )


def folder_name(department: Department) -> str:
    """What its folder is called: 呼玛县/民政局 and 漠河市/民政局 are namesakes, whatever their names say of the county."""
    return department.id.rpartition("/")[2]


def keeper(index: Index, path: str) -> str:
    """The department a file belongs to; empty for the ledger's own files, a region's folder for those of the region."""
    folder, *rest = path.removeprefix(CATALOGS).split("/")
    known = index.registry.department_by_id
    if rest and folder in known:
        return folder
    if len(rest) > 1 and f"{folder}/{rest[0]}" in known:
        return f"{folder}/{rest[0]}"
    return folder if rest and folder in index.addresses.of_region else ""


def _open(found: Iterable[Due], *, data: bool) -> Open:
    mine = [each.late for each in found if each.step.sort is not CAMPAIGN and (each.step.sort is DATA) is data]
    return Open(sum(mine), len(mine) - sum(mine))


def _cover(index: Index, department: Department) -> dict[str, int]:
    found: dict[str, int] = {}
    for duty in department.duties:
        number = len(index.by_duty.get((department.id, duty.id), ()))
        found[duty.key] = found.get(duty.key, 0) + (number if number or duty.exempt is None else -1)
    return found


def _objections(index: Index) -> dict[str, tuple[Objection, ...]]:
    found: defaultdict[str, list[Objection]] = defaultdict(list)
    for each in index.registry.objections:
        for department in dict.fromkeys((each.department, each.against)):
            found[department].append(each)
    return {department: tuple(held) for department, held in found.items()}


def _areas(index: Index) -> dict[str, Area]:
    known = {region.id: region for region in index.registry.regions}
    held: defaultdict[str, list[Department]] = defaultdict(list)
    for department in index.departments:
        held[department.region].append(department)
    return {
        folder: Area(folder, _name(known.get(folder), folder), address, known.get(folder), tuple(held.get(folder, ())))
        for folder, address in index.addresses.of_region.items()
    }


def _name(region: Region | None, folder: str) -> str:
    return (region.name if region else "") or folder or OWN


def catalogs_of(scope: str, value: str, **more: str) -> str:
    """The rows of 目录检索 for a department or a region: ``catalogs_of("department", "民政局", mount="未挂载")``."""
    asked = "".join(f"&{key}={quote(word, safe='', errors='replace')}" for key, word in more.items())
    return f"catalogs.html?{scope}={quote(value or OWN, safe='', errors='replace')}{asked}"


__all__ = ["OWN", "Area", "Open", "Roll", "catalogs_of", "folder_name", "keeper", "roll"]
