"""The fields of a catalog in groups, under their Chinese labels."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from markupsafe import Markup, escape

from ...model.catalog import Catalog
from ...sources.layout import Kind
from .index import Index
from .parts import Cell, Table, texts
from .shelf import desk

_BASIC = (
    "code", "aliases", "kind", "domain", "domain_note", "department", "office", "libraries", "lead", "origin",
    "duties", "base", "services", "systems", "keywords", "listed", "upstream",
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
_LEFT = ("basic", "data")
Shown = tuple[Cell, ...]
FORMER = "former update_cycle"
"""The update cycle of a catalog that is updated no more."""
KEPT = 100_000
"""Rows that are remembered; a ledger with more different ones begins anew."""


class Block(NamedTuple):
    """Fields under one heading; ``id`` is the anchor. ``rows`` is markup, made here and not by the template: a page has
    thirty of them, and most stand on many pages."""

    id: str
    title: str
    rows: Markup


def columns(index: Index, catalog: Catalog, beside: int = 0) -> tuple[tuple[Block, ...], ...]:
    """The groups of a readable catalog's fields, in a left and a right column of much the same length. ``beside``: as how
    many rows what else stands in the right one counts."""
    groups = {group.id: group for group in _groups(index, catalog)}
    left, right = [groups[key] for key in _LEFT if key in groups], [groups[key] for key in ("share",) if key in groups]
    review = groups.get("review")
    if review:
        (left if sum(map(_length, left)) <= sum(map(_length, right)) + beside else right).append(review)
    return tuple(left), tuple(right)


def _length(group: Block) -> int:
    return group.rows.count("<dt>") + 2


def _groups(index: Index, catalog: Catalog) -> Iterator[Block]:
    labels, known = index.shelf.labels or _labels(index), index.shelf.fields
    if len(known) > KEPT:
        known.clear()
    share, opened = catalog.share, catalog.open
    held = (catalog, share, share.condition, share.user, opened, catalog.assessments)
    for anchor, heading, fields in _GROUPED:
        rows = []
        for pointer, holder, key, special in fields:
            value = getattr(held[holder], key, None)
            if not value and value is not False:
                continue
            named = FORMER if pointer == "update_cycle" and not catalog.is_active else pointer
            # A system or duty is one of its department.
            mark = (named, value, catalog.department if special else "")
            row = known.get(mark)
            if row is None:
                row = known[mark] = _row(labels[named], special(index, catalog) if special else shown(value))
            rows.append(row)
        if anchor == "basic" and (cells := _related(index, catalog)):
            rows.append(_row(labels["related"], cells))
        if rows:
            yield Block(anchor, heading, Markup("".join(rows)))  # noqa: S704  (each is made of escaped texts)


def _labels(index: Index) -> dict[str, str]:
    for _, _, fields in _GROUPED:
        for pointer, *_ in fields:
            index.shelf.labels[pointer] = index.labels.of(Kind.CATALOG, *pointer.split("."))
    index.shelf.labels.update(
        {
            "department": "提供方",
            "related": index.labels.of(Kind.CATALOG, "related"),
            FORMER: f"原{index.shelf.labels['update_cycle']}",
        }
    )
    return index.shelf.labels


def _row(label: str, cells: Shown) -> str:
    values = [_cell(*cell) for cell in cells]
    return f"<dt>{escape(label)}<dd>{values[0] if len(values) == 1 else ''.join([f'<span>{each}</span>' for each in values])}"


def _cell(text: str, url: str, note: str, _: str) -> str:
    shown = f'<a href="../{escape(url)}">{escape(text)}</a>' if url else str(escape(text))
    return f"{shown} <small>{escape(note)}</small>" if note else shown


def shown(value: Any) -> Shown:
    """A value as cells: 是/否 for booleans, one cell for each element of a list."""
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
    "lead": lambda index, catalog: (index.department(catalog.lead or ""),),
    "origin": lambda index, catalog: (index.department(catalog.origin or ""),),
    "libraries": lambda index, catalog: tuple(Cell(name, "libraries.html") for name in catalog.libraries),
    "services": lambda index, catalog: tuple(Cell(each.name, "", each.code or "") for each in catalog.services),
    "level": lambda index, catalog: (Cell(f"{catalog.level}级", "", index.labels.note("level", catalog.level)),),
    "systems": _systems,
    "duties": _duties,
    "temporal": _temporal,
}
_HOLDERS = ("", "share", "share.condition", "share.user", "open", "assessments")


def _field(pointer: str) -> tuple[str, int, str, Callable[[Index, Catalog], Shown] | None]:
    holder, _, key = pointer.rpartition(".")
    return pointer, _HOLDERS.index(holder), key, _SPECIAL.get(pointer)


_GROUPED = tuple((anchor, heading, tuple(map(_field, pointers))) for anchor, heading, pointers in _GROUPS)


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


__all__ = ["Block", "basis", "columns", "shown"]
