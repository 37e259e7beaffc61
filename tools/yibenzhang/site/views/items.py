"""Tables of a catalog's items and resources."""

from __future__ import annotations

from collections.abc import Callable

from ...model.catalog import Catalog, Item, Resource
from ...sources.layout import Kind
from .index import Index
from .parts import Cell, Table, fixed, texts


def _origin(index: Index, item: Item) -> tuple[Cell, ...]:
    if item.origin is None:
        return ()
    parts = [index.department(item.origin.department)] if item.origin.department else []
    if item.origin.catalog:
        parts.append(index.code(item.origin.catalog))
    return tuple(parts)


_ITEM_COLUMNS: tuple[tuple[str, Callable[[Index, Item], tuple[Cell, ...]]], ...] = (
    ("field", lambda index, item: (Cell(item.field, "", "", "code"),) if item.field else ()),
    ("codeset", lambda index, item: texts(item.codeset)),
    ("standard", lambda index, item: texts(item.standard)),
    ("level", lambda index, item: texts(f"{item.level}级" if item.level else None)),
    ("share", lambda index, item: texts(item.share)),
    ("open", lambda index, item: texts(item.open)),
    ("origin", _origin),
    ("note", lambda index, item: texts(item.note)),
)


def item_table(index: Index, catalog: Catalog) -> Table:
    """数据项; a column appears only where some item has it."""
    items, label = catalog.items, index.labels.of
    extra = [(key, made) for key, made in _ITEM_COLUMNS if any(getattr(item, key) is not None for item in items)]
    heads = (
        "序号",
        *(label(Kind.CATALOG, "items", key) for key in ("name", "type", "length", "tier")),
        *(label(Kind.CATALOG, "items", key) for key, _ in extra),
    )
    rows = tuple(
        (
            (Cell(str(number)),), _item_name(item), (Cell(index.labels.short("item-type", item.type), "", item.type),),
            texts(_length(item)), texts(item.tier), *(made(index, item) for _, made in extra),
        )
        for number, item in enumerate(items, 1)
    )  # fmt: skip
    return Table("items", label(Kind.CATALOG, "items"), heads, rows, f"共 {len(items)} 项")


def _item_name(item: Item) -> tuple[Cell, ...]:
    marks = ((item.key, "主键"), (item.personal, "个人信息"), (item.timestamp, "时间戳"))
    return (Cell(item.name), *(Cell(mark, "", "", "tag") for wanted, mark in marks if wanted))


def _length(item: Item) -> str | None:
    if item.length is None:
        return None
    return f"{item.length},{item.scale}" if item.scale is not None else str(item.length)


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
