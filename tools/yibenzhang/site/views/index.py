"""What pages look up over and over, gathered in one pass over the registry."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import TypeVar

from ...insight.standing import Standing, standing
from ...model.catalog import Catalog
from ...model.change import Revision
from ...model.demand import Demand, Objection
from ...model.department import Department, System
from ...model.findings import Finding
from ...model.registry import Facts, Registry
from ...outputs.counts import Counts, by_department
from ...outputs.edition import Edition
from ...rules.engine import Examined
from ...sources.schema import Schemas
from ..addresses import Addresses, assign
from ..journal import NO_HISTORY, Journal, Step, of_departments, stories
from ..labels import Labels
from ..sheets import Sheet, sheets
from .parts import Cell
from .roll import Roll, roll
from .shelf import Shelf

FED = 50
"""Approvals in the feed of a department."""

K = TypeVar("K")
V = TypeVar("V")


@dataclass(frozen=True, kw_only=True)
class Frame:
    """What every page says of the whole: shown in the footer and the banner."""

    name: str
    authority: str
    revision: str
    day: str
    sample: bool
    contacts: bool
    unsaved: bool = False
    """The working folder differs from the commit its history ends at."""
    manual: str = ""
    """The page of the rules, from the site's root; empty where the site has none."""
    fixed: bool = False
    """A sample that stands still on its day, whatever its commits say."""


@dataclass(frozen=True, kw_only=True)
class Index:
    """The registry, its addresses and labels, and the reverse of its references."""

    registry: Registry
    labels: Labels
    addresses: Addresses
    frame: Frame
    today: date | None
    departments: tuple[Department, ...]
    """In the order lists show them: the ledger's own, then region by region."""
    catalogs: tuple[Catalog, ...]
    """In the order of their departments, those in use first, by code."""
    of_department: Mapping[str, tuple[Catalog, ...]]
    counts: Mapping[str, Counts]
    """The same numbers as in the workbook, by department."""
    systems: Mapping[tuple[str, str], System]
    by_duty: Mapping[tuple[str, str], tuple[Catalog, ...]]
    by_system: Mapping[tuple[str, str], tuple[Catalog, ...]]
    demands_on: Mapping[str, tuple[Demand, ...]]
    demands_to: Mapping[str, tuple[Demand, ...]]
    demands_of: Mapping[str, tuple[Demand, ...]]
    demand_by_ref: Mapping[str, Demand]
    objections_on: Mapping[str, tuple[Objection, ...]]
    replaces: Mapping[str, tuple[Catalog, ...]]
    journal: Journal = NO_HISTORY
    examine: Callable[[], Examined] = lambda: Examined([], [])
    """Runs the rules; asked only once, and only by who shows what they find."""
    keys: Mapping[str, str] = field(default_factory=dict)
    """A name of the content of each document, with the schema it is held to, by path."""
    facts: Facts = field(default_factory=Facts)
    """What the history tells: the calendar of working days, and when each catalog was published."""

    @cached_property
    def examined(self) -> Examined:
        """What the rules find."""
        return self.examine()

    @cached_property
    def findings(self) -> Mapping[str, tuple[Finding, ...]]:
        """What ``ybz check`` finds and no waiver covers, by the path of the file, in its order."""
        return _grouped((each.path, each) for each in self.examined.findings)

    @property
    def waived(self) -> Sequence[Finding]:
        """What a waiver of registry.yml covers."""
        return self.examined.waived

    @cached_property
    def stories(self) -> Mapping[str, list[Step]]:
        """What happened to each catalog, newest first, by path."""
        return stories(self.journal.revisions, ((each.path, each.code) for each in self.registry.catalogs))

    @cached_property
    def recent(self) -> Mapping[str, list[Revision]]:
        """The newest approvals of each department."""
        return of_departments(self.journal.revisions, FED)

    @cached_property
    def sheets(self) -> tuple[Sheet, ...]:
        """The pages of the periods, newest first."""
        return tuple(sheets(self.journal.chapters))

    @cached_property
    def places(self) -> Mapping[str, str]:
        """Where each approval stands, by its commit."""
        return {each.commit: sheet.place(each) for sheet in self.sheets for each in sheet.revisions}

    @cached_property
    def active(self) -> tuple[Catalog, ...]:
        """Catalogs that are readable and in use, in the order of :attr:`catalogs`."""
        return tuple(each for each in self.catalogs if each.readable and each.is_active)

    @cached_property
    def standing(self) -> Standing:
        """What is due and how far each indicator has come."""
        return standing(self.registry, self.facts, self.journal.revisions, lambda: self.findings)

    @cached_property
    def shelf(self) -> Shelf:
        """What the pages of catalogs share."""
        return Shelf.of(self.active)

    @cached_property
    def roll(self) -> Roll:
        """What the pages of departments and regions share."""
        return roll(self)

    def department(self, name: str) -> Cell:
        """A department id as a link, or the plain name of one outside the ledger."""
        return Cell(name, self.addresses.of_department.get(name, ""))

    def code(self, code: str) -> Cell:
        """A catalog code as a link with its name beside it; an unknown code stays text."""
        found = self.registry.catalogs_by_code.get(code, ())
        if not found:
            return Cell(code, "", "本账没有这份目录")
        return Cell(code, self.addresses.of_code[code], found[0].name)

    def catalog(self, catalog: Catalog) -> Cell:
        """A catalog's name as a link; one that cannot be read says so."""
        note = "" if catalog.readable else "待修改"
        return Cell(title(catalog), self.addresses.of_path[catalog.path], note)


def title(catalog: Catalog) -> str:
    """The catalog's name, or that of its file when it has none that can be read."""
    return catalog.name or catalog.path.rpartition("/")[2].removesuffix(".yml")


def build(
    registry: Registry,
    schemas: Schemas,
    frame: Frame,
    today: date | None,
    journal: Journal = NO_HISTORY,
    examine: Callable[[], Examined] = lambda: Examined([], []),
    keys: Mapping[str, bytes] | None = None,
    facts: Facts | None = None,
) -> Index:
    """Gather the index; ``keys`` name the contents of the documents, as :class:`Ledger` has them."""
    readable = registry.readable_catalogs
    edition = Edition(registry, schemas.by_kind, schemas.vocabulary)
    departments = edition.departments
    places = {each.id: place for place, each in enumerate(departments)}
    catalogs = tuple(
        sorted(edition.catalogs, key=lambda each: (places.get(each.department, len(places)), not each.is_active))
    )
    active = registry.active_catalogs
    # As rule D601 has it: a catalog that cannot be read still counts for its duties.
    kept = [each for each in catalogs if each.is_active]
    return Index(
        registry=registry,
        labels=Labels(schemas),
        addresses=assign(registry),
        frame=frame,
        today=today,
        departments=departments,
        catalogs=catalogs,
        of_department=_grouped((each.department, each) for each in catalogs),
        counts=by_department(edition),
        systems={(each.id, system.id): system for each in departments for system in each.systems},
        by_duty=_grouped(((each.department, duty), each) for each in kept for duty in each.duties),
        by_system=_grouped(((each.department, system), each) for each in active for system in each.system_ids),
        demands_on=_grouped((each.catalog, each) for each in registry.demands if each.catalog),
        demands_to=_grouped((each.provider_name, each) for each in registry.demands),
        demands_of=_grouped((each.department, each) for each in registry.demands),
        demand_by_ref={each.ref: each for each in registry.demands},
        objections_on=_grouped((each.target, each) for each in registry.objections),
        replaces=_grouped(
            (each.retired.replaced_by, each) for each in readable if each.retired and each.retired.replaced_by
        ),
        journal=journal,
        examine=examine,
        keys={path: key.hex() for path, key in keys.items()} if keys else {},
        facts=facts or Facts(today=today),
    )


def _grouped(pairs: Iterable[tuple[K, V]]) -> dict[K, tuple[V, ...]]:
    found: dict[K, list[V]] = defaultdict(list)
    for key, value in pairs:
        found[key].append(value)
    return {key: tuple(values) for key, values in found.items()}
