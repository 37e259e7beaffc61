"""The fields of a catalog in groups, under their Chinese labels."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from ...model.catalog import Catalog
from ...sources.layout import Kind
from .index import Index
from .parts import Cell, Group, Row, Table, texts
from .shelf import desk

_BASIC = (
    "code", "aliases", "kind", "domain", "domain_note", "department", "office", "libraries", "lead", "origin",
    "duties", "base", "services", "systems", "keywords", "related", "listed", "upstream",
)  # fmt: skip
_SHARE = (
    "share.type", "share.condition.kind", "share.condition.text", "share.condition.scope", "share.condition.purposes",
    "share.reason", "share.methods", "share.user.identity", "share.user.region", "share.user.audience",
    "share.agreement", "open.type", "open.condition", "open.priority",
)  # fmt: skip
_DATA = ("network", "level", "update_cycle", "update_cycle_note", "format", "spatial", "temporal", "processing")
_REVIEW = ("assessments.secrecy", "assessments.personal", "assessments.approved_by", "assessments.date")
_GROUPS = (
    ("basic", "基本信息", _BASIC), ("data", "数据特征", _DATA), ("review", "编目前评估", _REVIEW),
    ("share", "共享与开放", _SHARE),
)  # fmt: skip
_RIGHT = frozenset({"share"})
"""What stands beside the rest, over the diagram."""
Shown = tuple[Cell, ...]


def columns(index: Index, catalog: Catalog) -> tuple[tuple[Group, ...], ...]:
    """The groups of a readable catalog's fields, in a left and a right column."""
    groups = tuple(_groups(index, catalog))
    return tuple(tuple([group for group in groups if (group.id in _RIGHT) is right]) for right in (False, True))


def _groups(index: Index, catalog: Catalog) -> Iterator[Group]:
    labels = index.shelf.labels or _labels(index)
    for anchor, heading, fields in _GROUPED:
        rows = []
        for pointer, keys, special in fields:
            if special:
                cells = special(index, catalog)
            else:
                value: Any = catalog
                for key in keys:
                    value = getattr(value, key)
                    if not value:
                        break
                cells = shown(value) if value or value is False else ()
            if cells:
                former = pointer == "update_cycle" and not catalog.is_active
                rows.append(Row(f"原{labels[pointer]}" if former else labels[pointer], cells))
        if rows:
            yield Group(anchor, heading, tuple(rows))


def _labels(index: Index) -> dict[str, str]:
    for _, _, fields in _GROUPED:
        for pointer, keys, _ in fields:
            index.shelf.labels[pointer] = index.labels.of(Kind.CATALOG, *keys)
    index.shelf.labels["department"] = "提供方"
    return index.shelf.labels


def shown(value: Any) -> Shown:
    """A value as cells: 是/否 for booleans, one cell for each element of a list."""
    if isinstance(value, str):
        return (Cell(value),)
    if isinstance(value, bool):
        return (Cell("是" if value else "否"),)
    if isinstance(value, tuple):
        return tuple([Cell(str(entry)) for entry in value])
    return (Cell(str(value)),)


def _systems(index: Index, catalog: Catalog) -> Shown:
    if isinstance(catalog.systems, str):
        return texts(catalog.systems)
    known = desk(index, catalog.department).systems
    return tuple(known.get(each) or Cell(each, "", "未登记") for each in catalog.systems)


def _duties(index: Index, catalog: Catalog) -> Shown:
    known = desk(index, catalog.department).duties
    return tuple(known.get(each) or Cell(each, "", "职责表中没有") for each in catalog.duties)


def _temporal(_: Index, catalog: Catalog) -> Shown:
    span = catalog.temporal
    return (Cell(f"{span.from_} 至 {span.to}".replace("至 至今", "至今")),) if span else ()


def _related(index: Index, catalog: Catalog) -> Shown:
    before = tuple(
        Cell(each.code, index.addresses.of_path[each.path], f"{each.name}（由本目录替代）")
        for each in index.replaces.get(catalog.code, ())
    )
    return tuple(map(index.code, catalog.related)) + before


_SPECIAL: dict[str, Callable[[Index, Catalog], Shown]] = {
    "department": lambda index, catalog: (desk(index, catalog.department).cell,),
    "lead": lambda index, catalog: (index.department(catalog.lead),) if catalog.lead else (),
    "origin": lambda index, catalog: (index.department(catalog.origin),) if catalog.origin else (),
    "libraries": lambda index, catalog: tuple(Cell(name, "libraries.html") for name in catalog.libraries),
    "services": lambda index, catalog: tuple(Cell(each.name, "", each.code or "") for each in catalog.services),
    "related": _related,
    "level": lambda index, catalog: (Cell(f"{catalog.level}级", "", index.labels.note("level", catalog.level)),),
    "systems": _systems,
    "duties": _duties,
    "temporal": _temporal,
}
_GROUPED = tuple(
    (anchor, heading, tuple((pointer, tuple(pointer.split(".")), _SPECIAL.get(pointer)) for pointer in pointers))
    for anchor, heading, pointers in _GROUPS
)


def basis(index: Index, catalog: Catalog) -> Table | None:
    """The laws a catalog's share type relies on."""
    if not catalog.share.basis:
        return None
    keys = ("title", "number", "article", "rank")
    rows = tuple(
        (texts(f"《{each.title}》"), texts(each.number), texts(each.article), texts(each.rank))
        for each in catalog.share.basis
    )
    heads = tuple(index.labels.of(Kind.CATALOG, "share", "basis", key) for key in keys)
    return Table("basis", index.labels.of(Kind.CATALOG, "share", "basis"), heads, rows)


__all__ = ["basis", "columns", "shown"]
