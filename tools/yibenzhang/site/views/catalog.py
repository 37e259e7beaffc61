"""The page of one catalog."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from ...model.catalog import Catalog, ShareType
from ...sources.layout import Kind
from .history import History, history
from .index import Index, title
from .items import ItemTable, item_table, resource_table
from .parts import Badge, Cell, Group, Notice, Row, Table, texts
from .traffic import demand_table, objection_table

SHARE_LOOKS = {ShareType.UNCONDITIONAL: "open", ShareType.CONDITIONAL: "limited", ShareType.REFUSED: "refused"}

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
    ("basic", "基本信息", _BASIC), ("data", "数据特征", _DATA), ("share", "共享与开放", _SHARE),
    ("review", "编目前评估", _REVIEW),
)  # fmt: skip
SHORT = 8
"""Characters of a note that still fits a badge or a table cell."""

_RIGHT = frozenset({"share", "review"})
_KEYS = {pointer: tuple(pointer.split(".")) for _, _, pointers in _GROUPS for pointer in pointers}


@dataclass(frozen=True, slots=True, kw_only=True)
class CatalogPage:
    """All a catalog's page shows. ``retired`` and unreadable ones have little more than their notices."""

    title: str
    code: str
    path: str
    department: Cell
    summary: str
    badges: tuple[Badge, ...]
    notices: tuple[Notice, ...]
    columns: tuple[tuple[Group, ...], ...]
    basis: Table | None
    items: ItemTable | None
    tables: tuple[Table, ...]
    history: History | None
    retired: bool


def catalog_page(index: Index, catalog: Catalog) -> CatalogPage:
    """The page of ``catalog``, readable or not, active or retired."""
    return CatalogPage(
        title=title(catalog),
        code=catalog.code,
        path=catalog.path,
        department=index.department(catalog.department),
        summary=catalog.summary,
        badges=tuple(badges(index, catalog)),
        notices=tuple(_notices(index, catalog)),
        columns=_columns(index, catalog) if catalog.readable else (),
        basis=_basis(index, catalog),
        items=item_table(index, catalog) if catalog.items else None,
        tables=tuple(table for table in _tables(index, catalog) if table.rows),
        history=history(index, catalog),
        retired=not catalog.is_active,
    )


def badges(index: Index, catalog: Catalog) -> Iterator[Badge]:
    """Share type, level, cycle and state, as far as they are known."""
    if not catalog.readable:
        yield Badge("待修改", "refused")
        return
    if not catalog.is_active:
        yield Badge(catalog.status, "retired")
    share = catalog.share.type
    yield Badge(share, SHARE_LOOKS.get(share, ""), index.labels.note("share-type", share))
    yield Badge(f"{catalog.level}级", f"level{catalog.level}", index.labels.note("level", catalog.level))
    yield Badge(cycle(catalog), "", index.labels.of(Kind.CATALOG, "update_cycle"))
    if catalog.is_active:
        yield Badge(catalog.status, "active")


def cycle(catalog: Catalog) -> str:
    """更新周期 in one word; a short note says more than 其他. A retired catalog is not updated, whatever it was once."""
    if not catalog.is_active:
        return "不再更新"
    note = catalog.update_cycle_note
    return note if catalog.update_cycle == "其他" and note and len(note) <= SHORT else catalog.update_cycle


def _notices(index: Index, catalog: Catalog) -> Iterator[Notice]:
    if not catalog.readable:
        yield Notice(
            "warning",
            "这份目录的文件写法有误，内容暂不能显示",
            texts(f"文件：{catalog.path}", "运行 ybz check 可看到哪一行有误、怎么改"),
        )
    if catalog.path in index.addresses.clashes:
        others = [each for each in index.registry.catalogs_by_code.get(catalog.code, ()) if each.path != catalog.path]
        yield Notice(
            "warning", f"目录代码 {catalog.code} 与其他目录重复", tuple(index.catalog(each) for each in others)
        )
    if not catalog.is_active:
        retired = catalog.retired
        cells = [Cell(retired.date, "", "下架日期"), Cell(retired.reason, "", "下架原因")] if retired else []
        if retired and retired.replaced_by:
            found = index.code(retired.replaced_by)
            cells.append(Cell(f"{found.note or found.text}", found.url, f"替代目录 {found.text}"))
        yield Notice("retired", "本目录已下架，仅留存备查", tuple(cells))


def _columns(index: Index, catalog: Catalog) -> tuple[tuple[Group, ...], ...]:
    groups = tuple(_groups(index, catalog))
    return tuple(tuple(group for group in groups if (group.id in _RIGHT) is right) for right in (False, True))


def _groups(index: Index, catalog: Catalog) -> Iterator[Group]:
    for anchor, heading, pointers in _GROUPS:
        rows = []
        for pointer in pointers:
            cells = _SPECIAL[pointer](index, catalog) if pointer in _SPECIAL else _plain(catalog, _KEYS[pointer])
            if cells:
                rows.append(Row(_label(index, catalog, pointer), cells))
        if rows:
            yield Group(anchor, heading, tuple(rows))


def _label(index: Index, catalog: Catalog, pointer: str) -> str:
    if pointer == "department":
        return "提供方"
    label = index.labels.of(Kind.CATALOG, *_KEYS[pointer])
    return f"原{label}" if pointer == "update_cycle" and not catalog.is_active else label


def _plain(catalog: Catalog, keys: tuple[str, ...]) -> tuple[Cell, ...]:
    value: Any = catalog
    for key in keys:
        value = getattr(value, key, None)
    return shown(value)


def shown(value: Any) -> tuple[Cell, ...]:
    """A value as cells: 是/否 for booleans, one cell for each element of a list."""
    if value is None or value == "":
        return ()
    if isinstance(value, bool):
        return (Cell("是" if value else "否"),)
    if isinstance(value, tuple):
        return tuple(Cell(str(entry)) for entry in value)
    return (Cell(str(value)),)


def _systems(index: Index, catalog: Catalog) -> tuple[Cell, ...]:
    if isinstance(catalog.systems, str):
        return (Cell(catalog.systems),)
    found = []
    for each in catalog.systems:
        system = index.systems.get((catalog.department, each))
        found.append(
            Cell(system.name, "", system.status if system.status != "在用" else "")
            if system
            else Cell(each, "", "未登记")
        )
    return tuple(found)


def _duties(index: Index, catalog: Catalog) -> tuple[Cell, ...]:
    known = index.registry.duty_by_id
    found = []
    for each in catalog.duties:
        duty = known.get((catalog.department, each))
        found.append(Cell(each, "", duty.duty if duty else "职责表中没有"))
    return tuple(found)


def _temporal(_: Index, catalog: Catalog) -> tuple[Cell, ...]:
    span = catalog.temporal
    return (Cell(f"{span.from_} 至 {span.to}".replace("至 至今", "至今")),) if span else ()


_SPECIAL: dict[str, Callable[[Index, Catalog], tuple[Cell, ...]]] = {
    "department": lambda index, catalog: (index.department(catalog.department),),
    "lead": lambda index, catalog: (index.department(catalog.lead),) if catalog.lead else (),
    "origin": lambda index, catalog: (index.department(catalog.origin),) if catalog.origin else (),
    "libraries": lambda index, catalog: tuple(Cell(name, "libraries.html") for name in catalog.libraries),
    "services": lambda index, catalog: tuple(Cell(each.name, "", each.code or "") for each in catalog.services),
    "related": lambda index, catalog: (
        tuple(index.code(code) for code in catalog.related)
        + tuple(
            Cell(each.code, index.addresses.of_path[each.path], f"{each.name}（由本目录替代）")
            for each in index.replaces.get(catalog.code, ())
        )
    ),
    "level": lambda index, catalog: (Cell(f"{catalog.level}级", "", index.labels.note("level", catalog.level)),),
    "systems": _systems,
    "duties": _duties,
    "temporal": _temporal,
}


def _basis(index: Index, catalog: Catalog) -> Table | None:
    if not catalog.share.basis:
        return None
    keys = ("title", "number", "article", "rank")
    rows = tuple(
        (texts(f"《{each.title}》"), texts(each.number), texts(each.article), texts(each.rank))
        for each in catalog.share.basis
    )
    heads = tuple(index.labels.of(Kind.CATALOG, "share", "basis", key) for key in keys)
    return Table("basis", index.labels.of(Kind.CATALOG, "share", "basis"), heads, rows)


def _tables(index: Index, catalog: Catalog) -> Iterator[Table]:
    yield resource_table(index, catalog)
    demands = index.demands_on.get(catalog.code, ())
    if demands:
        yield demand_table(index, demands, "demands", "对本目录的数据需求", catalog=False)
    objections = index.objections_on.get(catalog.code, ())
    if objections:
        yield objection_table(index, objections, "objections", "对本目录的异议")
