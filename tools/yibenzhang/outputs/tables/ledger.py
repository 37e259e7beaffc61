"""The tables of a ledger: departments with their duties and systems, catalogs with items and resources, demands and objections."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from ...model.catalog import Catalog
from ...model.department import Department
from ...model.registry import Paper
from ..columns import Column, Sort, joined, tables
from ..edition import Edition
from .entries import links, listed
from .papers import demand_columns, objection_columns, paper_table
from .table import DEPARTMENT, Field, Row, Table, getters, named

UNREADABLE = "文件有错，读不全：运行 ybz check 看错在哪一行"
_KEPT_WHEN_BROKEN = frozenset({"code", "name", "duties", "status"})
_PRIVATE = frozenset({"phone", "mail"})
_POSITION = Field("position", "序号", Sort.NUMBER, "在目录文件里排第几，从 1 数起")
_OF_CATALOG = (
    Field("catalog_department", "部门", through="catalog", source="department"),
    Field("catalog_code", "目录代码", through="catalog", source="code"),
    Field("catalog_name", "目录名称", through="catalog", source="name"),
)
_OF_CATALOG_LAST = (
    Field("catalog_share_type", "目录共享类型", through="catalog", source="share_type"),
    Field("catalog_status", "目录状态", through="catalog", source="status"),
)


def of_edition(edition: Edition) -> tuple[Table, ...]:
    """All tables, in an order in which what is referred to comes first."""
    derived = tables(edition.schemas)
    refs = _refs(edition.catalogs)
    departments = _departments(edition)
    kept = [catalog for catalog in edition.catalogs if catalog.readable]
    of_department = [(each, each.duties, each.systems) for each in departments]
    return (
        _department_table(edition, derived.department, departments),
        listed("duties", "三定职责", "一行一项三定职责", derived.duty, [(d, duties) for d, duties, _ in of_department]),
        listed(
            "systems", "来源系统", "一行一个来源系统", derived.system, [(d, found) for d, _, found in of_department]
        ),
        _catalog_table(edition, derived.catalog, refs),
        _parts("items", "数据项", "一行一个数据项", derived.item, kept, refs, lambda catalog: catalog.items),
        _parts("resources", "挂载资源", "一行一个挂载资源", derived.resource, kept, refs, lambda each: each.resources),
        links(edition, "catalog_duties", "目录与职责", "duty", "duties", departments, refs, lambda each: each.duties),
        links(edition, "catalog_systems", "目录与系统", "system", "systems", departments, refs, lambda c: c.system_ids),
        paper_table("demands", "数据需求", "一行一条数据需求", demand_columns(edition), edition.demands),
        paper_table("objections", "异议", "一行一条异议", objection_columns(edition), edition.objections),
    )


def _refs(catalogs: Iterable[Catalog]) -> dict[str, str]:
    """What rows refer to a catalog by: its code; its path where the code is missing or is not its own alone."""
    catalogs = list(catalogs)
    count = Counter(catalog.code for catalog in catalogs)
    return {each.path: each.code if each.code and count[each.code] == 1 else each.path for each in catalogs}


def _departments(edition: Edition) -> list[Department]:
    """The departments, and a bare one for each folder with papers but without a department.yml."""
    known = {department.id for department in edition.departments}
    held: tuple[Paper, ...] = (*edition.catalogs, *edition.demands, *edition.objections)
    strays = sorted({paper.department for paper in held} - known)
    return [*edition.departments, *(Department(path=f"catalogs/{each}", id=each, readable=False) for each in strays)]


def _department_table(edition: Edition, found: Sequence[Column], departments: Sequence[Department]) -> Table:
    shown = edition.registry.settings.publish_contacts
    lead = (
        Field("id", "部门编号", description="catalogs/ 下的文件夹"),
        Field("region", "所在地区", description="县（市）的文件夹；本级的空着"),
    )

    def rows(typed: bool) -> Iterator[Row]:
        gets = getters(found, typed=typed)
        hidden = [not shown and column.key.rpartition(".")[2] in _PRIVATE for column in found]
        for each in departments:
            cells = [None if hide else get(each) or None for get, hide in zip(gets, hidden, strict=True)]
            yield (each.id, each.region or None, *cells)

    description = "一行一个部门" + ("" if shown else "；电话和邮箱不公布，都空着（registry.yml 的 publish_contacts）")
    return Table("departments", "部门", description, (*lead, *named(found)), ("id",), {}, len(departments), rows)


def _catalog_table(edition: Edition, found: Sequence[Column], refs: Mapping[str, str]) -> Table:
    lead = (Field("ref", "目录编号", description="目录代码；代码重复或没有时是文件路径"), DEPARTMENT)
    tail = (
        Field("item_count", "数据项数", Sort.NUMBER),
        Field("resource_count", "挂载资源数", Sort.NUMBER),
        Field("duty_names", "具体职责", Sort.LIST),
        Field("system_names", "来源系统名称", Sort.LIST),
        Field("path", "文件"),
        Field("remark", "说明", description="文件读不全时注明"),
    )
    fields = (*lead, *named(found), *tail)

    def rows(typed: bool) -> Iterator[Row]:
        gets = getters(found, typed=typed)
        for catalog in edition.catalogs:
            before = (refs[catalog.path], catalog.department)
            if not catalog.readable:
                cells = [column.get(catalog) or None if column.key in _KEPT_WHEN_BROKEN else None for column in found]
                yield (*before, *cells, None, None, None, None, catalog.path, UNREADABLE)
                continue
            counts = len(catalog.items), len(catalog.resources)
            yield (*before, *(get(catalog) for get in gets), *counts, *names(edition, catalog), catalog.path, None)

    count = len(edition.catalogs)
    links = {"department": "departments"}
    return Table("catalogs", "目录总表", "一行一份目录，已下架的也在", fields, ("ref",), links, count, rows)


def names(edition: Edition, catalog: Catalog) -> tuple[str | None, str | None]:
    """具体职责 and 来源系统名称 of a catalog: what its duty and system ids stand for."""
    registry = edition.registry
    department = registry.department_by_id.get(catalog.department)
    duties = [registry.duty_by_id.get((catalog.department, duty)) for duty in catalog.duties]
    systems = {system.id: system.name for system in department.systems} if department else {}
    return (
        joined([duty.duty for duty in duties if duty]),
        joined([systems[system] for system in catalog.system_ids if system in systems]),
    )


def _parts(
    name: str,
    title: str,
    description: str,
    found: Sequence[Column],
    catalogs: Sequence[Catalog],
    refs: Mapping[str, str],
    entries: Callable[[Catalog], Sequence[Any]],
) -> Table:
    """Items or resources, a row each, under their catalog."""
    lead = (Field("catalog", "目录编号", description="目录总表的目录编号"), _POSITION)

    def rows(typed: bool) -> Iterator[Row]:
        gets = getters(found, typed=typed)
        for catalog in catalogs:
            ref = refs[catalog.path]
            before = (catalog.department, catalog.code, catalog.name)
            after = (catalog.share.type, catalog.status)
            for place, entry in enumerate(entries(catalog), 1):
                yield (ref, place, *before, *[get(entry) for get in gets], *after)

    fields = (*lead, *_OF_CATALOG, *named(found), *_OF_CATALOG_LAST)
    count = sum(len(entries(catalog)) for catalog in catalogs)
    return Table(name, title, description, fields, ("catalog", "position"), {"catalog": "catalogs"}, count, rows)


__all__ = ["UNREADABLE", "names", "of_edition"]
