"""Tables of a catalog's items and resources."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from markupsafe import Markup, escape

from ...model.catalog import Catalog, Item, Origin, Resource
from ...sources.layout import Kind
from .index import Index
from .parts import Cell
from .shelf import desk

SENSITIVE = 3
"""数据分级 from which an item is marked 敏感: its leak harms someone (S1)."""
KEPT = 50_000
"""Rows of items that are remembered; a ledger with more different ones begins anew."""


class ItemTable(NamedTuple):
    """数据项 of one catalog. ``rows`` is markup, made here and not by the template: a large ledger has a quarter of a
    million of them, and most stand in many catalogs. ``legend``: (code, meaning) of the types and marks that occur."""

    title: str
    heads: tuple[str, ...]
    rows: Markup
    note: str
    legend: tuple[tuple[str, str], ...]


class Known(NamedTuple):
    """What a table asks of every item, found out once. ``columns``: the extra ones it has something in."""

    columns: frozenset[str]
    type: str
    tier: str
    personal: bool
    sensitive: bool


_PLAIN = ("name", "type", "length", "tier")
_EXTRA = ("field", "codeset", "standard", "level", "share", "open", "origin", "note")


def item_table(index: Index, catalog: Catalog) -> ItemTable:
    """数据项; a column appears only where some item has it."""
    items, label = catalog.items, index.labels.of
    known = index.shelf.known
    if len(known) > KEPT:
        known.clear()
        index.shelf.rows.clear()
    met = [known.get(item) or known.setdefault(item, _look(item)) for item in items]
    columns = set().union(*(each.columns for each in met))
    extra = tuple(key for key in _EXTRA if key in columns)
    rows = index.shelf.rows.setdefault(extra, {})
    return ItemTable(
        title=label(Kind.CATALOG, "items"),
        heads=tuple(label(Kind.CATALOG, "items", key) for key in (*_PLAIN, *extra)),
        rows=Markup("".join([rows.get(item) or rows.setdefault(item, _row(index, item, extra)) for item in items])),  # noqa: S704  (each is made of escaped texts)
        note=_counts(met),
        legend=_legend(index, met),
    )


def _look(item: Item) -> Known:
    columns = frozenset(key for key in _EXTRA if getattr(item, key) is not None)
    return Known(columns, item.type, item.tier or "", bool(item.personal), (item.level or 0) >= SENSITIVE)


def _row(index: Index, item: Item, extra: Iterable[str]) -> str:
    marks = "".join(f"<b>{mark}</b>" for mark in _marks(item))
    kind = index.labels.short("item-type", item.type)
    cells = [
        f"{escape(item.name)}{marks}",
        f"{escape(kind)} <i>{escape(item.type)}</i>" if kind != item.type else str(escape(kind)),
        _length(item),
        str(escape(item.tier or "")),
        *(_text(index, getattr(item, key)) for key in extra),
    ]
    return "<tr><td>" + "<td>".join(cells)


def _marks(item: Item) -> list[str]:
    found = (
        (item.key, "主键"),
        (item.personal, "个人信息"),
        ((item.level or 0) >= SENSITIVE, "敏感"),
        (item.timestamp, "时间戳"),
    )
    return [mark for wanted, mark in found if wanted]


def _length(item: Item) -> str:
    if item.length is None:
        return ""
    return f"{item.length},{item.scale}" if item.scale is not None else str(item.length)


def _text(index: Index, value: str | int | Origin | None) -> str:
    """A value of an extra column, escaped; the catalog an item comes from as a link."""
    if isinstance(value, int):
        return f"{value}级"
    if not isinstance(value, Origin):
        return str(escape(value or ""))
    found = index.code(value.catalog) if value.catalog else Cell("")
    code = f'<a href="../{escape(found.url)}#items">{escape(found.text)}</a>' if found.url else str(escape(found.text))
    parts = (str(escape(value.department or "")), code, str(escape(value.item or "")))
    return " ".join(part for part in parts if part)


def _counts(met: Sequence[Known]) -> str:
    tiers = [each.tier for each in met]
    parts = (
        (tiers.count("基础"), "基础"),
        (tiers.count("扩展"), "扩展"),
        (sum([each.personal for each in met]), "个人信息"),
    )
    told = "，".join([f"{word} {number}" for number, word in parts if number])
    return f"共 {len(met)} 项" + (f"：{told}" if told else "")


def _legend(index: Index, met: Sequence[Known]) -> tuple[tuple[str, str], ...]:
    types = dict.fromkeys([each.type for each in met])
    notes = ((letter, index.labels.note("item-type", letter)) for letter in types)
    found = [(letter, note.removesuffix("，要写长度")) for letter, note in notes if note]
    if any(each.sensitive for each in met):
        found.append(("敏感", f"数据项分级 {SENSITIVE} 级以上"))
    return tuple(found)


class ResourceTable(NamedTuple):
    """挂载资源 of one catalog; ``rows`` is markup, as of :class:`ItemTable`."""

    title: str
    heads: tuple[str, ...]
    rows: Markup
    note: str


_RESOURCE_KEYS = ("name", "type", "structure", "mount", "system", "mounted", "updated", "records")
_SPARE = (4, 6, 7, 8)
"""Places of the columns that are left out where nothing is known: the system, 更新日期, 记录数, 接口与文件."""


def resource_table(index: Index, catalog: Catalog) -> ResourceTable:
    """挂载资源; of some columns, as of items, only those some resource has something in."""
    label = index.labels.of
    heads = (*(label(Kind.CATALOG, "resources", key) for key in _RESOURCE_KEYS), "接口与文件")
    found = [_resource(index, catalog, each) for each in catalog.resources]
    shown = [place for place in range(len(heads)) if place not in _SPARE or any(row[place] for row in found)]
    rows = "".join(["<tr><td>" + "<td>".join([row[place] for place in shown]) for row in found])
    title = label(Kind.CATALOG, "resources")
    return ResourceTable(title, tuple(heads[place] for place in shown), Markup(rows), f"共 {len(catalog.resources)} 个")  # noqa: S704  (escaped below)


def _resource(index: Index, catalog: Catalog, each: Resource) -> tuple[str, ...]:
    system = desk(index, catalog.department).systems.get(each.system or "")
    access = [part for part in (each.kind, each.protocol, each.address, each.format) if part]
    return (
        f"{escape(each.name)} <small>{escape(each.id)}</small>",
        escape(each.type),
        escape(each.structure),
        escape(each.mount),
        escape(system.text if system else each.system or ""),
        _day(each.mounted) if each.mounted else "<span class=ybz-gap>未挂载</span>",
        _day(each.updated) if each.updated else "",
        "" if each.records is None else f"{each.records:,}",
        "<br>".join([str(escape(part)) for part in access]),
    )


def _day(day: str) -> str:
    return f"<span class=ybz-fixed>{escape(day)}</span>"


__all__ = ["ItemTable", "ResourceTable", "item_table", "resource_table"]
