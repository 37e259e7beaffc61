"""O5xx: one datum, one source (R19, S2七)."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator

from ..model.catalog import Catalog
from ..model.findings import Severity
from ..model.registry import Registry
from .overlap import similar
from .rule import Fault, Reach, rule

E, W = Severity.ERROR, Severity.WARNING

OVERLAP = 0.8
# Fewer items in common are chance: name, number, date.
LEAST_ITEMS = 5


@rule("O501", E, "R19", fix="与各部门商定唯一的权威源，各目录写同一个 origin")
def one_authority(registry: Registry) -> Iterator[Fault]:
    """一个数据项只有一个权威源。

    不同目录的同名数据项，origin 写的权威源目录应相同。以多数为准，少数的列出。
    """
    claims: defaultdict[str, list[tuple[Catalog, int, str]]] = defaultdict(list)
    for catalog in registry.active_catalogs:
        for index, name, origin in registry.origins.get(catalog.path, ()):
            if origin.catalog:
                claims[name].append((catalog, index, origin.catalog))
    for name, rows in claims.items():
        counts = Counter(code for _, _, code in rows)
        if len(counts) == 1:
            continue
        common = min(counts, key=lambda code: (-counts[code], code))
        for catalog, index, code in rows:
            if code != common:
                message = f"数据项“{name}”的权威源写了 {code}，其他 {counts[common]} 份目录写的是 {common}"
                yield Fault(catalog.place("items", index, "origin", "catalog"), message)


@rule("O502", W, "S2,R19", fix="核对是不是同一份数据：是的由一个部门提供，另一部门申请共享后下架自己的")
def no_repeated_collection(registry: Registry) -> Iterator[Fault]:
    """两个部门的数据项大部分相同，疑似重复采集。

    不同部门的两份目录，数据项名称八成以上相同（不少于 5 项）的列出。各县区按同一职责、同一基础数据项集编制的不算，
    已经互相写在 related、或者写了数源部门的不算。
    """
    catalogs = [catalog for catalog in registry.active_catalogs if len(catalog.items) >= LEAST_ITEMS]
    sketches = [registry.sketch(catalog) for catalog in catalogs]
    names = [registry.names(each) for each in sketches]
    for left, right, likeness in similar(names, OVERLAP):
        first, second = sorted((catalogs[left], catalogs[right]), key=lambda catalog: catalog.path)
        if first.department != second.department and not _settled(registry, first, second):
            percent = int(likeness * 100)
            message = f"与{first.department}《{first.name}》（{first.code}）的数据项有 {percent}% 相同，疑似重复采集"
            yield Fault(second.place("items"), message)


def _settled(registry: Registry, first: Catalog, second: Catalog) -> bool:
    return planned(registry, first, second) or explained(first, second)


def planned(registry: Registry, first: Catalog, second: Catalog) -> bool:
    """Whether two catalogs are meant to be alike: one base-items set, or one duty that several places have."""
    return bool(first.base and first.base == second.base) or bool(
        duty_keys(registry, first) & duty_keys(registry, second)
    )


def explained(first: Catalog, second: Catalog) -> bool:
    """Whether one of two catalogs names its 数源部门, or the other catalog in ``related``."""
    return bool(first.origin or second.origin) or first.code in second.related or second.code in first.related


def duty_keys(registry: Registry, catalog: Catalog) -> set[str]:
    """The keys of a catalog's duties: the same duty has the same key in every county."""
    duties = (registry.duty_by_id.get((catalog.department, duty)) for duty in catalog.duties)
    return {duty.key for duty in duties if duty}


@rule("O503", W, "R19", fix="在 origin 写明以哪个部门的数据为准")
def collectors_name_origin(registry: Registry) -> Iterator[Fault]:
    """几个部门都采集的数据要写明数源部门。

    本级几个部门、或本级与县区都有同名目录的，各目录应写 origin。各县区之间各管各的，不算。
    """
    groups: defaultdict[str, list[Catalog]] = defaultdict(list)
    for catalog in registry.active_catalogs:
        groups[catalog.name].append(catalog)
    regions = {region.id for region in registry.regions}
    for name, catalogs in groups.items():
        departments = {catalog.department for catalog in catalogs}
        areas = Counter(area if area in regions else "" for area in (d.rpartition("/")[0] for d in departments))
        if len(departments) < 2 or (areas[""] == 0 and max(areas.values()) == 1):
            continue
        for catalog in catalogs:
            if not catalog.origin:
                place = catalog.place("origin")
                yield Fault(place, f"{len(departments)} 个部门都有《{name}》，没有写以谁为准")


@rule("O504", W, "S0", fix="省级平台已经共享的不再编目：下架这份目录，需要时通过省级平台申请", reach=Reach.FILE)
def not_catalogued_upstream(registry: Registry) -> Iterator[Fault]:
    """上级平台已有的不重复编目。

    写了 upstream（省级平台目录代码）的在用目录，是上级已经共享的数据。
    """
    for catalog in registry.active_catalogs:
        if catalog.upstream:
            yield Fault(catalog.place("upstream"), f"上级平台已有这份数据（{catalog.upstream}），重复编目")


ONE_SOURCE = (one_authority, no_repeated_collection, collectors_name_origin, not_catalogued_upstream)
