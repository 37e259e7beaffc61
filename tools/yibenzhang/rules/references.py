"""X903: what one document says of another must be there."""

from __future__ import annotations

from collections.abc import Iterator

from ..model.findings import Place, Severity
from ..model.registry import Registry
from .guesses import like
from .rule import Fault, rule

E = Severity.ERROR


@rule("X903", E, "本", fix="改成存在的编号；对方还没有编目的，先删去这个引用")
def references_exist(registry: Registry) -> Iterator[Fault]:
    """引用的目录、部门、基础数据项集要存在。

    related、replaced_by、lead、origin、base、需求的 provider、异议的 against 和 target 指向的对象必须在账上。
    """
    departments = registry.department_by_id
    for catalog in registry.readable_catalogs:
        for index, code in enumerate(catalog.related):
            if not registry.knows(code):
                yield Fault(catalog.place("related", index), f"关联目录 {code} 不存在")
        if catalog.retired and catalog.retired.replaced_by and not registry.knows(catalog.retired.replaced_by):
            yield Fault(catalog.place("retired", "replaced_by"), f"替代目录 {catalog.retired.replaced_by} 不存在")
        for key, label, department in (("lead", "牵头部门", catalog.lead), ("origin", "数源部门", catalog.origin)):
            if department and department not in departments:
                yield _no_department(catalog.place(key), label, department, list(departments))
        if catalog.base and catalog.base not in registry.base_items_by_name:
            known = "、".join(registry.base_items_by_name)
            fix = (
                f"可写：{known}；不是几个县区共用的，删去 base 这一行"
                if known
                else "删去 base 这一行：账上还没有基础数据项集"
            )
            yield Fault(catalog.place("base"), f"没有基础数据项集“{catalog.base}”", fix)
        for index, _, origin in registry.origins.get(catalog.path, ()):
            if origin.department and origin.department not in departments:
                yield _no_department(
                    catalog.place("items", index, "origin", "department"),
                    "权威源部门",
                    origin.department,
                    list(departments),
                )
            if origin.catalog and not registry.knows(origin.catalog):
                yield Fault(catalog.place("items", index, "origin", "catalog"), f"权威源目录 {origin.catalog} 不存在")
    yield from _dangling_elsewhere(registry)


def _no_department(place: Place, label: str, name: str, known: list[str]) -> Fault:
    guess = like(name, known)
    return Fault(
        place,
        f"{label}“{name}”不存在",
        f"是不是“{guess}”？部门写 catalogs/ 下的文件夹路径，如 呼玛县/民政局" if guess else "",
    )


def _dangling_elsewhere(registry: Registry) -> Iterator[Fault]:
    departments = registry.department_by_id
    settings = registry.settings
    for number, change in enumerate(settings.changes):
        for index, name in enumerate(change.departments):
            if name not in departments:
                place = Place(settings.path, ("changes", number, "departments", index))
                yield _no_department(place, "变化涉及的部门", name, list(departments))
    for index, library in enumerate(registry.libraries):
        if library.lead not in departments:
            place = Place("catalogs/libraries.yml", ("libraries", index, "lead"))
            yield _no_department(place, "牵头部门", library.lead, list(departments))
    for demand in registry.readable_demands:
        if isinstance(demand.provider, str) and demand.provider not in departments:
            yield _no_department(demand.place("provider"), "数据责任部门", demand.provider, list(departments))
    known = {demand.ref for demand in registry.demands}
    for objection in registry.readable_objections:
        if objection.against not in departments:
            yield _no_department(objection.place("against"), "被提出部门", objection.against, list(departments))
        if objection.target not in known and not registry.knows(objection.target):
            yield Fault(
                objection.place("target"), f"异议对象 {objection.target} 不存在", "写目录代码，或 部门/demands/编号"
            )


REFERENCES = (references_exist,)
