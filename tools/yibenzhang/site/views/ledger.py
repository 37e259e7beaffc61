"""目录 and 数据项: static lists for small ledgers, and the columns the browser filters for any size."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any, NamedTuple

from ...model.catalog import Catalog
from .catalog import SHARE_LOOKS, cycle
from .index import Index, title
from .parts import Cell

STATIC_ROWS = 1000
"""Up to so many rows a list is also written out in full; above, a reader without JavaScript goes by department."""

STATES = ("在用", "已下架", "待修改")


class CatalogLine(NamedTuple):
    """One row of 目录."""

    name: str
    url: str
    code: str
    department: Cell
    domain: str
    share: str
    share_look: str
    level: str
    cycle: str
    items: int
    mount: str
    state: str


class ItemLine(NamedTuple):
    """One name of 数据项: the types it has, and how many catalogs hold it, and the first of these."""

    name: str
    types: tuple[str, ...]
    number: int
    catalogs: tuple[Cell, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerPage:
    """目录: ``lines`` is empty when the ledger is too large to write out; then ``departments`` lead on."""

    total: int
    active: int
    lines: tuple[CatalogLine, ...]
    departments: tuple[tuple[Cell, int], ...]
    filters: tuple[tuple[str, str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemsPage:
    """数据项: as above; ``total`` counts names, ``mixed`` those with more than one type."""

    total: int
    mixed: int
    lines: tuple[ItemLine, ...]


def state(catalog: Catalog) -> int:
    """The place of a catalog's state in :data:`STATES`."""
    return 2 if not catalog.readable else 0 if catalog.is_active else 1


def mount(catalog: Catalog) -> str:
    """已挂载, 未挂载, or nothing where none is due."""
    if not catalog.readable or not catalog.is_active or catalog.share.type == "不予共享":
        return ""
    return "已挂载" if catalog.is_mounted else "未挂载"


def ledger_page(index: Index) -> LedgerPage:
    """The page 目录."""
    registry = index.registry
    small = len(registry.catalogs) <= STATIC_ROWS
    found = index.of_department
    active = registry.active_catalogs
    return LedgerPage(
        total=len(registry.catalogs),
        active=len(active),
        lines=tuple(_line(index, each) for each in index.catalogs) if small else (),
        departments=tuple((index.department(each.id), len(found.get(each.id, ()))) for each in index.departments),
        filters=(
            ("department", "部门", tuple(each.id for each in index.departments)),
            ("domain", "领域", tuple(sorted({each.domain for each in active}))),
            ("share", "共享类型", tuple(SHARE_LOOKS)),
            ("level", "分级", tuple(sorted({f"{each.level}级" for each in active}))),
            ("mount", "挂载", ("已挂载", "未挂载")),
            ("state", "状态", STATES),
        ),
    )


def _line(index: Index, each: Catalog) -> CatalogLine:
    return CatalogLine(
        name=title(each), url=index.addresses.of_path[each.path], code=each.code,
        department=index.department(each.department), domain=each.domain, share=each.share.type,
        share_look=SHARE_LOOKS.get(each.share.type, ""), level=f"{each.level}级" if each.level else "",
        cycle=cycle(each), items=len(each.items), mount=mount(each), state=STATES[state(each)],
    )  # fmt: skip


def items_page(index: Index) -> ItemsPage:
    """The page 数据项: names of active catalogs, those most held first."""
    found: dict[str, tuple[set[str], list[Catalog]]] = {}
    for catalog in index.active:
        for item in catalog.items:
            types, holders = found.setdefault(item.name, (set(), []))
            types.add(item.type)
            if not holders or holders[-1] is not catalog:
                holders.append(catalog)
    ordered = sorted(found.items(), key=lambda entry: (-len(entry[1][1]), entry[0]))[:STATIC_ROWS]
    return ItemsPage(
        total=len(found),
        mixed=sum(1 for types, _ in found.values() if len(types) > 1),
        lines=tuple(
            ItemLine(
                name,
                tuple(index.labels.short("item-type", kind) for kind in sorted(types)),
                len(holders),
                tuple(index.catalog(each)._replace(note=each.department) for each in holders[:STATIC_HOLDERS])
                + ((Cell(f"等 {len(holders)} 份"),) if len(holders) > STATIC_HOLDERS else ()),
            )
            for name, (types, holders) in ordered
        ),
    )


STATIC_HOLDERS = 8


class _Table:
    """Texts numbered in the order they are met."""

    def __init__(self) -> None:
        self.places: dict[str, int] = {}

    def place(self, text: str) -> int:
        return self.places.setdefault(text, len(self.places))


def columns(index: Index) -> str:
    """The whole ledger in columns, as a script that sets ``ybzLedger``: scripts load on file://, fetch does not.

    Texts that repeat (departments, domains, item names) are numbered; ``types`` has one letter an item.
    """
    departments, domains, cycles, items = _Table(), _Table(), _Table(), _Table()
    shares = {kind: place for place, kind in enumerate(SHARE_LOOKS)}
    rows: dict[str, list[Any]] = {
        key: [] for key in ("name", "code", "page", "department", "domain", "share", "level", "cycle", "state", "mount", "summary", "words", "items", "types")
    }  # fmt: skip
    mounts = ("", "已挂载", "未挂载")
    for each in index.catalogs:
        values: dict[str, Any] = {
            "name": title(each), "code": each.code, "page": index.addresses.of_path[each.path][2:-5],
            "department": departments.place(each.department), "domain": domains.place(each.domain),
            "share": shares.get(each.share.type, -1), "level": each.level, "cycle": cycles.place(cycle(each)),
            "state": state(each), "mount": mounts.index(mount(each)), "summary": each.summary,
            "words": " ".join((*each.aliases, *each.keywords)), "items": [items.place(item.name) for item in each.items],
            "types": "".join(item.type[:1] for item in each.items),
        }  # fmt: skip
        for key, value in values.items():
            rows[key].append(value)
    document = {
        "departments": [[name, index.addresses.of_department.get(name, "")] for name in departments.places],
        "domains": list(domains.places),
        "cycles": list(cycles.places),
        "items": list(items.places),
        "shares": list(SHARE_LOOKS.items()),
        "states": STATES,
        "mounts": mounts,
        "types": {letter: index.labels.short("item-type", letter) for letter in "CNYDTLMGBIF"},
        "rows": rows,
    }
    text = json.dumps(document, ensure_ascii=False, separators=(",", ":"))
    # A lone surrogate cannot be written as UTF-8; the two line separators once ended a script's line.
    text = text.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
    return "window.ybzLedger=" + text.encode("utf-8", "replace").decode() + ";\n"
