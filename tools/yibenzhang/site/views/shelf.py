"""What the pages of catalogs look up over and over: gathered once, and what a department's pages share made once each."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from hashlib import blake2b
from itertools import islice
from typing import TYPE_CHECKING, Any, NamedTuple

from ...model.catalog import Catalog, Item, Origin
from .parts import Cell

if TYPE_CHECKING:
    from .index import Index

Group = tuple[str, str]


class Desk(NamedTuple):
    """What the pages of one department's catalogs share. ``stem``: of its page's address; ``contact``: whom to ask, as a
    sentence; ``duties`` and ``systems`` by their ids."""

    cell: Cell
    stem: str
    contact: str
    duties: dict[str, Cell]
    systems: dict[str, Cell]


@dataclass(frozen=True)
class Shelf:
    """``groups`` are the catalogs in use that are one thing kept in several places: of one 基础数据项集 or of one name."""

    group: dict[str, Group]
    groups: dict[Group, tuple[Catalog, ...]]
    sizes: Counter[tuple[Group, str]]
    desks: dict[str, Desk] = field(default_factory=dict)
    known: dict[Item, Any] = field(default_factory=dict)
    rows: dict[tuple[str, ...], dict[Item, str]] = field(default_factory=dict)
    """Rows of items as markup, by the extra columns of their table: one item often stands in many catalogs."""
    fields: dict[tuple[str, Any, str], str] = field(default_factory=dict)
    """Rows of fields as markup, by the field, its value and, where it is one of its department, that."""
    labels: dict[str, str] = field(default_factory=dict)
    """Labels of fields by their dotted names."""
    sources: dict[int, tuple[Origin, ...]] = field(default_factory=dict)
    """The origins of lists of items; the registry holds these, so that no other gets an old one's number."""

    @classmethod
    def of(cls, active: Iterable[Catalog]) -> Shelf:
        """Gather from the catalogs in use."""
        held = tuple(active)
        bases = {each.name: each.base for each in held if each.base}
        group = {each.path: _group(each, bases) for each in held}
        groups: defaultdict[Group, list[Catalog]] = defaultdict(list)
        for each in held:
            groups[group[each.path]].append(each)
        sizes = Counter((group[each.path], region(each)) for each in held)
        return cls(group, {key: tuple(found) for key, found in groups.items()}, sizes)

    def origins(self, catalog: Catalog) -> tuple[Origin, ...]:
        """Where items of a catalog come from; catalogs with the same items share one tuple of them."""
        key = id(catalog.items)
        found = self.sources.get(key)
        if found is None:
            found = self.sources[key] = tuple(each.origin for each in catalog.items if each.origin)
        return found

    def kin(self, catalog: Catalog, most: int) -> tuple[int, tuple[Catalog, ...]]:
        """How many catalogs of the same kind other regions keep, and the first ``most`` of them."""
        key = self.group.get(catalog.path)
        if key is None:
            return 0, ()
        own, found = region(catalog), self.groups[key]
        number = len(found) - self.sizes[key, own]
        return number, tuple(islice((each for each in found if region(each) != own), most)) if number else ()


def region(catalog: Catalog) -> str:
    """The region a catalog is kept in; empty for the ledger's own."""
    return catalog.department.rpartition("/")[0]


def _group(catalog: Catalog, bases: dict[str, str]) -> Group:
    base = catalog.base or bases.get(catalog.name)
    return ("base", base) if base else ("name", catalog.name)


def desk(index: Index, department: str) -> Desk:
    """What the pages of a department's catalogs share."""
    found = index.shelf.desks.get(department)
    if found is None:
        found = index.shelf.desks[department] = _desk(index, department)
    return found


def _desk(index: Index, name: str) -> Desk:
    cell = index.department(name)
    held = index.registry.department_by_id.get(name)
    return Desk(
        cell=cell,
        stem=cell.url[2:-5],
        contact=_contact(index, name),
        duties={each.id: Cell(each.id, f"{cell.url}#duties", each.duty) for each in held.duties} if held else {},
        systems={
            each.id: Cell(each.name, f"{cell.url}#systems", each.status if each.status != "在用" else "")
            for each in held.systems
        }
        if held
        else {},
    )


def _contact(index: Index, name: str) -> str:
    """Whom to ask about a department's catalogs; telephone and mail only where the ledger publishes them."""
    held = index.registry.department_by_id.get(name)
    who = held.liaison if held else None
    if who is None:
        return f"{name}（联系人未登记，可向{index.frame.authority or '政务数据主管部门'}询问）"
    if not index.frame.contacts:
        asked = index.frame.authority or "政务数据主管部门"
        return f"{name}联系人{who.name}（电话和邮箱不在网站公布，可向{asked}询问）"
    reached = "，".join(part for part in (who.phone, who.mail) if part)
    return f"{name}联系人{who.name}" + (f"，{reached}" if reached else "")


def common(index: Index) -> tuple[str, ...]:
    """What every catalog's page shows of the whole ledger, in a few texts."""
    host, frame = index.journal.host, index.frame
    return (
        f"{host.kind} {host.url} {host.branch} {host.folder}",
        f"{frame.contacts} {frame.authority} {frame.manual} {index.registry.settings.base_url}",
        f"{index.journal.known} {index.journal.shallow}",
        blake2b(repr(index.labels.vocabulary).encode("utf-8", "replace"), digest_size=16).hexdigest(),
    )


def referred(index: Index, codes: Iterable[str]) -> Iterator[str]:
    """Titles and addresses of catalogs by code, in a text each."""
    for code in codes:
        cell = index.code(code)
        yield f"{code} {cell.url} {cell.note}"


__all__ = ["Desk", "Shelf", "common", "desk", "referred", "region"]
