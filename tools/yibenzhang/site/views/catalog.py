"""The page of one catalog."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ...model.catalog import Catalog, ShareType
from ...sources.layout import Kind
from . import fields, kin
from .actions import Actions, actions
from .faults import Faults, faults
from .history import History, history
from .index import Index, title
from .items import ItemTable, ResourceTable, item_table, resource_table
from .kin import Kin
from .lineage import Lineage, lineage
from .parts import Badge, Cell, Notice, Table, texts
from .shelf import desk, referred
from .traffic import demand_table, objection_table

SHARE_LOOKS = {ShareType.UNCONDITIONAL: "open", ShareType.CONDITIONAL: "limited", ShareType.REFUSED: "refused"}
SHORT = 8
"""Characters of a note that still fits a badge or a table cell."""
ROW = 22
"""What is as high in a diagram as a row of fields is beside it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CatalogPage:
    """All a catalog's page shows. ``retired`` and unreadable ones have little more than their notices."""

    title: str
    code: str
    path: str
    department: Cell
    summary: str
    badges: tuple[Badge, ...]
    actions: Actions
    notices: tuple[Notice, ...]
    columns: tuple[tuple[fields.Block, ...], ...]
    lineage: Lineage | None
    basis: Table | None
    items: ItemTable | None
    resources: ResourceTable | None
    tables: tuple[Table, ...]
    kin: Kin | None
    faults: Faults | None
    history: History | None
    retired: bool


def catalog_page(index: Index, catalog: Catalog) -> CatalogPage:
    """The page of ``catalog``, readable or not, active or retired."""
    drawn = lineage(index, catalog) if catalog.readable else None
    return CatalogPage(
        title=title(catalog),
        code=catalog.code,
        path=catalog.path,
        department=desk(index, catalog.department).cell,
        summary=catalog.summary,
        badges=tuple(badges(index, catalog)),
        actions=actions(index, catalog),
        notices=tuple(_notices(index, catalog)),
        columns=fields.columns(index, catalog, drawn.height // ROW if drawn else 0) if catalog.readable else (),
        lineage=drawn,
        basis=fields.basis(index, catalog),
        items=item_table(index, catalog) if catalog.items else None,
        resources=resource_table(index, catalog) if catalog.resources else None,
        tables=tuple(_tables(index, catalog)),
        kin=kin.kin(index, catalog),
        faults=faults(index, catalog),
        history=history(index, catalog),
        retired=not catalog.is_active,
    )


def inputs(index: Index, catalog: Catalog) -> Iterator[str]:
    """All the page shows that can change, in a few texts: equal texts, equal page."""
    addresses, code = index.addresses, catalog.code
    yield f"{index.keys.get(catalog.path, '')} {catalog.path}"
    yield addresses.of_path[catalog.path]
    own = index.registry.department_by_id.get(catalog.department)
    yield f"{index.keys.get(own.path, '') if own else ''} {addresses.of_department.get(catalog.department)}"
    origins = index.shelf.origins(catalog)
    named = {catalog.lead, catalog.origin, *(each.department for each in origins)}
    codes = {*catalog.related, *(each.catalog for each in origins if each.catalog)}
    if catalog.retired and catalog.retired.replaced_by:
        codes.add(catalog.retired.replaced_by)
    yield from referred(index, sorted(codes))
    for before in index.replaces.get(code, ()):
        yield f"{before.code} {before.department} {title(before)} {addresses.of_path[before.path]}"
    for demand in index.demands_on.get(code, ()):
        yield index.keys.get(demand.path, "")
        named |= {demand.department, demand.provider_name}
    for objection in index.objections_on.get(code, ()):
        yield index.keys.get(objection.path, "")
        named |= {objection.department, objection.against}
    for name in sorted(each for each in named if each):
        yield "\t".join(index.department(name))
    if catalog.path in addresses.clashes:
        for each in index.registry.catalogs_by_code.get(code, ()):
            yield f"{title(each)} {addresses.of_path[each.path]}"
    yield from kin.inputs(index, catalog)
    for found in index.findings.get(catalog.path, ()):
        yield f"{found.severity} {found.rule} {found.line} {found.label} {found.clause} {found.message} {found.fix}"
    for step in index.stories.get(catalog.path, ()):
        revision = step.revision
        # Days are counted by a calendar that may be mended later.
        yield f"{revision.commit} {index.places[revision.commit]} {revision.working_days} {revision.provisional}"


def badges(index: Index, catalog: Catalog) -> Iterator[Badge]:
    """State, share type, level and cycle, as far as they are known."""
    if not catalog.readable:
        yield Badge("待修改", "refused")
        return
    yield Badge(catalog.status, "active" if catalog.is_active else "retired")
    share, note = catalog.share.type, index.labels.note
    yield Badge(share, SHARE_LOOKS.get(share, ""), note("share-type", share))
    yield Badge(f"{catalog.level}级", f"level{catalog.level}", note("level", catalog.level))
    yield Badge(cycle(catalog), "", index.labels.of(Kind.CATALOG, "update_cycle"))


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
        if catalog.readable:
            cells.append(Cell("以下共享条件、联系方式等都是下架时的内容，现在不再适用"))
        yield Notice("retired", "本目录已下架，仅留存备查", tuple(cells))


_TARGET = 3
"""The column of objections that says what is objected to."""


def _tables(index: Index, catalog: Catalog) -> Iterator[Table]:
    demands = index.demands_on.get(catalog.code, ())
    if demands:
        yield demand_table(index, demands, "demands", "对本目录的数据需求", catalog=False)
    objections = index.objections_on.get(catalog.code, ())
    if objections:
        # What still waits for an answer stands first; what is objected to is this catalog.
        listed = sorted(objections, key=lambda each: each.reply is not None)
        table = objection_table(index, listed, "objections", "对本目录的异议")
        rows = tuple((*row[:_TARGET], *row[_TARGET + 1 :]) for row in table.rows)
        table = table._replace(heads=(*table.heads[:_TARGET], *table.heads[_TARGET + 1 :]), rows=rows)
        waiting = sum(1 for each in objections if each.reply is None)
        yield table._replace(note=f"{table.note}，{waiting} 件待答复" if waiting else f"{table.note}，都已答复")


__all__ = ["SHARE_LOOKS", "SHORT", "CatalogPage", "badges", "catalog_page", "cycle", "inputs"]
