"""目录清单 (S1, 《政务数据资源目录编制规范》): the catalogs in use, and as an annex their items."""

from __future__ import annotations

from ....model.catalog import Catalog, Item
from ....model.registry import Registry
from ...columns import Sort, joined, tables
from ..sheet import Book
from .page import Spec, listed

TITLE = "政务数据目录清单"
_MOST_ROWS = 1_000_000


def write(book: Book) -> None:
    """Write both sheets."""
    edition = book.edition
    found = [catalog for catalog in edition.catalogs if catalog.readable and catalog.is_active]
    several = len({catalog.department for catalog in found}) > 1
    listed(book, "目录清单", TITLE, _columns(book, several), found)
    rows = [(catalog, item) for catalog in found for item in catalog.items]
    # A sheet holds 1,048,576 rows; what is beyond goes on in another one.
    for part in range(max(1, -(-len(rows) // _MOST_ROWS))):
        name = f"数据项（{part + 1}）" if part else "数据项"
        some = rows[part * _MOST_ROWS : (part + 1) * _MOST_ROWS]
        listed(book, name, f"{TITLE}附表：数据项", _item_columns(book), some, lambda row: id(row[0]))


def _columns(book: Book, several: bool) -> tuple[Spec, ...]:
    registry = book.edition.registry
    known = {column.key: column for column in tables(book.edition.schemas).catalog}

    def of(key: str, width: int, header: str = "", sort: Sort = Sort.TEXT) -> list[Spec]:
        """A column of the column table, as far as the ledger's schema has it."""
        column = known.get(key)
        return [Spec(header or column.header, width, column.get, sort=sort)] if column else []

    provider = [Spec("数据责任部门", 12, lambda each: _name(registry, each.department))] if several else []
    return (
        *provider,
        *of("office", 12, "内设科室"),
        *of("name", 20, "数据目录名称"),
        *of("code", 15),
        Spec("所属领域", 9, _domain),
        *of("summary", 28),
        Spec("来源系统", 14, lambda each: _systems(registry, each)),
        *of("services", 16),
        *of("network", 9),
        *of("level", 6, "数据分级", Sort.NUMBER),
        *of("share.type", 9),
        Spec("共享条件", 18, _condition),
        *of("share.basis", 18),
        *of("share.methods", 12),
        Spec("更新周期", 8, _cycle),
        *of("listed", 8, "省共享清单批次"),
    )


def _item_columns(book: Book) -> tuple[Spec, ...]:
    words = {str(entry["value"]): str(entry.get("note") or entry["value"]).partition("，")[0] for entry in _types(book)}
    return (
        Spec("目录代码", 17, lambda row: row[0].code, shared=True),
        Spec("数据目录名称", 32, lambda row: row[0].name, shared=True),
        Spec("数据项名称", 32, lambda row: row[1].name),
        Spec("数据项类型", 15, lambda row: _type(row[1], words)),
        Spec("数据项长度", 11, lambda row: _length(row[1])),
        Spec("数据项层级", 12, lambda row: row[1].tier),
    )


def _types(book: Book) -> list[dict[str, object]]:
    found = book.edition.vocabulary.get("item-type", {}).get("values", ())
    return list(found)


def _type(item: Item, words: dict[str, str]) -> str:
    word = words.get(item.type, item.type)
    return item.type if word == item.type else f"{word}{item.type}"


def _length(item: Item) -> str | None:
    """12,2 for a length with decimals, as the tables of the sources write it."""
    if item.length is None:
        return None
    return f"{item.length},{item.scale}" if item.scale else str(item.length)


def _name(registry: Registry, key: str) -> str:
    department = registry.department_by_id.get(key)
    return (department.name if department else "") or key


def _systems(registry: Registry, catalog: Catalog) -> str | None:
    department = registry.department_by_id.get(catalog.department)
    names = {system.id: system.name for system in department.systems} if department else {}
    if isinstance(catalog.systems, str):
        return catalog.systems
    return joined([names.get(system, system) for system in catalog.systems])


def _domain(catalog: Catalog) -> str:
    return f"{catalog.domain}（{catalog.domain_note}）" if catalog.domain_note else catalog.domain


def _cycle(catalog: Catalog) -> str:
    return (
        f"{catalog.update_cycle}（{catalog.update_cycle_note}）" if catalog.update_cycle_note else catalog.update_cycle
    )


def _condition(catalog: Catalog) -> str | None:
    """What must be met, or why it is refused."""
    share = catalog.share
    if share.reason:
        return share.reason
    if share.condition is None:
        return None
    return "：".join(part for part in (share.condition.kind, share.condition.text) if part) or None


__all__ = ["TITLE", "write"]
