"""The ledger as one value: settings, departments, catalogs, demands, objections."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

import msgspec
from msgspec import structs

from ..lazily import pattern
from .catalog import Catalog, Item, Origin, Value
from .demand import Demand, Objection
from .department import Department, Duty, Region
from .settings import Settings
from .workdays import Workdays

# A catalog's code (DOMAIN B).
_CODE = pattern(r"[123][0-9]{5}[0-9A-Z]{0,20}/[0-9]{6}\Z")


class BaseItems(Value, frozen=True, kw_only=True):
    """基础数据项集 (S0-3): items every county keeps alike."""

    path: str
    name: str = ""
    duty: str | None = None
    basis: str | None = None
    summary: str = ""
    items: tuple[Item, ...] = ()


class Library(Value, frozen=True, kw_only=True):
    """基础库 or 主题库 (DOMAIN A8)."""

    name: str = ""
    kind: str = ""
    lead: str = ""
    mode: str = ""
    note: str | None = None


class Review(Value, frozen=True, kw_only=True):
    """One review the history knows: days are ISO text, ``approved`` None while it is open."""

    path: str
    submitted: str
    approved: str | None = None
    submitters: tuple[str, ...] = ()
    approver: str | None = None
    is_new: bool = False


@dataclass(frozen=True, kw_only=True)
class Facts:
    """What rules need from the past, made by others and handed in; rules stay silent on what is not.

    ``base``: the registry this one is compared with. ``codes_ever``: every code any revision held. ``today``: the
    reference day that deadlines count to, with ``workdays`` to count by. ``published``: the day each code was first
    merged. ``reviews``: only those whose days and people are known for certain (DOMAIN C).
    """

    base: Registry | None = None
    codes_ever: Set[str] = frozenset()
    today: date | None = None
    workdays: Workdays | None = None
    published: Mapping[str, date] = field(default_factory=dict)
    reviews: Sequence[Review] = ()


def sketch(items: Sequence[Item]) -> str:
    """Names and types in their order, as a JSON list without levels."""
    return _LIST.encode([part for item in items for part in (item.name, item.type)]).decode()


def pairs(sketched: str) -> list[tuple[str, str]]:
    """The names and types a sketch was made of."""
    parts = _PARTS.decode(sketched)
    return list(zip(parts[::2], parts[1::2], strict=True))


_LIST = msgspec.json.Encoder()
_PARTS = msgspec.json.Decoder(list[str])
Paper = Catalog | Demand | Objection
"""What a department hands in, each in a file of its own."""


@dataclass(frozen=True, kw_only=True)
class Registry:
    """一本账 at one moment. Every tuple is sorted by path; lookups are made once, on demand.

    ``sketches``: what :func:`sketch` gives for catalogs, by path, as far as it is known without looking.
    """

    settings: Settings = field(default_factory=Settings)
    regions: tuple[Region, ...] = ()
    departments: tuple[Department, ...] = ()
    catalogs: tuple[Catalog, ...] = ()
    base_items: tuple[BaseItems, ...] = ()
    libraries: tuple[Library, ...] = ()
    demands: tuple[Demand, ...] = ()
    objections: tuple[Objection, ...] = ()
    paths: tuple[str, ...] = ()
    sketches: Mapping[str, str] = field(default_factory=dict)
    facts: Facts = field(default_factory=Facts)

    def sketch(self, catalog: Catalog) -> str:
        """The names and types of a catalog's items as one text: most ledgers have few that differ."""
        return self.sketches.get(catalog.path) or sketch(catalog.items)

    def names(self, sketched: str) -> frozenset[str]:
        """The names in a sketch, found out once."""
        found = self._names.get(sketched)
        if found is None:
            found = self._names[sketched] = frozenset(name for name, _ in pairs(sketched))
        return found

    @cached_property
    def _names(self) -> dict[str, frozenset[str]]:
        return {}

    @cached_property
    def origins(self) -> Mapping[str, tuple[tuple[int, str, Origin], ...]]:
        """Index, name and 权威源 of the items that name one, by the path of their catalog; only of those that have any.

        Many catalogs keep the same list of items, and a list is looked through once.
        """
        lists: dict[int, tuple[tuple[int, str, Origin], ...]] = {}
        found = {}
        for catalog in self.readable_catalogs:
            items = catalog.items
            told = lists.get(id(items))
            if told is None:
                told = tuple((index, item.name, item.origin) for index, item in enumerate(items) if item.origin)
                lists[id(items)] = told
            if told:
                found[catalog.path] = told
        return found

    @cached_property
    def readable_catalogs(self) -> tuple[Catalog, ...]:
        """Catalogs whose shape is whole, retired ones too."""
        return tuple(catalog for catalog in self.catalogs if catalog.readable)

    @cached_property
    def active_catalogs(self) -> tuple[Catalog, ...]:
        """Catalogs whose shape is whole and which are in use."""
        return tuple(catalog for catalog in self.readable_catalogs if catalog.is_active)

    @cached_property
    def readable_demands(self) -> tuple[Demand, ...]:
        """Demands whose shape is whole."""
        return tuple(demand for demand in self.demands if demand.readable)

    @cached_property
    def readable_objections(self) -> tuple[Objection, ...]:
        """Objections whose shape is whole."""
        return tuple(objection for objection in self.objections if objection.readable)

    @cached_property
    def readable_papers(self) -> tuple[Paper, ...]:
        """Catalogs, demands and objections whose shape is whole."""
        return (*self.readable_catalogs, *self.readable_demands, *self.readable_objections)

    @cached_property
    def texts(self) -> Mapping[str, tuple[str, str]]:
        """All that each readable paper says, its Latin letters small, by path: to look for words in.

        Two JSON texts, of the paper and of its list of items: many catalogs keep the same list, and then share its text.
        """
        encode = msgspec.json.Encoder().encode

        def said(value: object) -> str:
            # Chinese is half as long as text as in bytes, and looked through twice as fast.
            return encode(value).lower().decode()

        lists: dict[int, str] = {}
        others: tuple[Paper, ...] = (*self.readable_demands, *self.readable_objections)
        found = {paper.path: (said(paper), "") for paper in others}
        for catalog in self.readable_catalogs:
            items = catalog.items
            if id(items) not in lists:
                lists[id(items)] = said(items)
            found[catalog.path] = said(structs.replace(catalog, items=())), lists[id(items)]
        return found

    @cached_property
    def department_by_id(self) -> Mapping[str, Department]:
        """Departments by folder path."""
        return {department.id: department for department in self.departments}

    @cached_property
    def catalogs_by_code(self) -> Mapping[str, tuple[Catalog, ...]]:
        """Catalogs by code, broken ones too; more than one under a code is a fault."""
        found: dict[str, tuple[Catalog, ...]] = {}
        for catalog in self.catalogs:
            if catalog.code:
                found[catalog.code] = (*found.get(catalog.code, ()), catalog)
        return found

    @cached_property
    def doubtful_prefixes(self) -> frozenset[str]:
        """Code prefixes under which a catalog's code cannot be read: what seems missing there may only be mistyped."""
        torn = {catalog.department for catalog in self.catalogs if not _CODE.match(catalog.code)}
        return frozenset(p for d in self.departments if d.id in torn for p in d.code_prefixes.values())

    def knows(self, code: str) -> bool:
        """Whether a catalog of this code exists, or may exist under a code that cannot be read."""
        return code in self.catalogs_by_code or code.partition("/")[0] in self.doubtful_prefixes

    @cached_property
    def catalogs_by_department(self) -> Mapping[str, tuple[Catalog, ...]]:
        """Catalogs by department id, broken ones too."""
        found: dict[str, list[Catalog]] = {}
        for catalog in self.catalogs:
            found.setdefault(catalog.department, []).append(catalog)
        return {key: tuple(value) for key, value in found.items()}

    @cached_property
    def duty_by_id(self) -> Mapping[tuple[str, str], Duty]:
        """Duties by (department id, duty id)."""
        return {(department.id, duty.id): duty for department in self.departments for duty in department.duties}

    @cached_property
    def fixed_names(self) -> Mapping[tuple[str, str], tuple[str, ...]]:
        """The names that duties fix for their catalogs (三定), by (department id, duty id); only of those that do."""
        return {key: duty.names for key, duty in self.duty_by_id.items() if duty.names}

    @cached_property
    def base_items_by_name(self) -> Mapping[str, BaseItems]:
        """基础数据项集 by name."""
        return {base.name: base for base in self.base_items}
