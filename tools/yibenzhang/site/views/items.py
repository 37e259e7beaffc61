"""Tables of a catalog's items and resources."""

from __future__ import annotations

from typing import NamedTuple

from ...model.catalog import Catalog, Item, Origin, Resource
from ...sources.layout import Kind
from .index import Index
from .parts import Cell, Table, fixed, texts


class ItemRow(NamedTuple):
    """One 数据项: plain texts, because a large ledger has a quarter of a million of them.

    ``marks`` are 主键 and the like, ``letter`` the type's code, ``extra`` the columns only some catalogs have.
    """

    number: int
    name: str
    marks: tuple[str, ...]
    type: str
    letter: str
    length: str
    tier: str
    extra: tuple[str, ...]


class ItemTable(NamedTuple):
    """数据项 of one catalog."""

    title: str
    heads: tuple[str, ...]
    rows: tuple[ItemRow, ...]
    note: str


_PLAIN = ("name", "type", "length", "tier")
_EXTRA = ("field", "codeset", "standard", "level", "share", "open", "origin", "note")


def item_table(index: Index, catalog: Catalog) -> ItemTable:
    """数据项; a column appears only where some item has it."""
    items = catalog.items
    extra = [key for key in _EXTRA if any(getattr(item, key) is not None for item in items)]
    short = index.labels.short
    rows = tuple(
        ItemRow(
            number, item.name, _marks(item), short("item-type", item.type), item.type, _length(item), item.tier or "",
            tuple(_text(getattr(item, key)) for key in extra),
        )
        for number, item in enumerate(items, 1)
    )  # fmt: skip
    heads = ("序号", *(index.labels.of(Kind.CATALOG, "items", key) for key in (*_PLAIN, *extra)))
    return ItemTable(index.labels.of(Kind.CATALOG, "items"), heads, rows, f"共 {len(items)} 项")


def _marks(item: Item) -> tuple[str, ...]:
    if not (item.key or item.personal or item.timestamp):
        return ()
    found = ((item.key, "主键"), (item.personal, "个人信息"), (item.timestamp, "时间戳"))
    return tuple(mark for wanted, mark in found if wanted)


def _length(item: Item) -> str:
    if item.length is None:
        return ""
    return f"{item.length},{item.scale}" if item.scale is not None else str(item.length)


def _text(value: str | int | Origin | None) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, int):
        return f"{value}级"
    return "" if value is None else " ".join(part for part in (value.department, value.catalog, value.item) if part)


_RESOURCE_KEYS = ("name", "type", "structure", "mount", "system", "mounted", "updated", "records")


def resource_table(index: Index, catalog: Catalog) -> Table:
    """挂载资源."""
    label = index.labels.of
    heads = (*(label(Kind.CATALOG, "resources", key) for key in _RESOURCE_KEYS), "接口与文件")
    rows = tuple(_resource(index, catalog, each) for each in catalog.resources)
    return Table("resources", label(Kind.CATALOG, "resources"), heads, rows, f"共 {len(rows)} 个")


def _resource(index: Index, catalog: Catalog, each: Resource) -> tuple[tuple[Cell, ...], ...]:
    system = index.systems.get((catalog.department, each.system or ""))
    records = f"{each.records:,}" if each.records is not None else None
    mounted = fixed(each.mounted) or (Cell("未挂载", "", "", "gap"),)
    return (
        (Cell(each.name, "", each.id),), texts(each.type), texts(each.structure), texts(each.mount),
        texts(system.name if system else each.system), mounted, fixed(each.updated), fixed(records),
        texts(each.kind, each.protocol, each.address, each.format),
    )  # fmt: skip
