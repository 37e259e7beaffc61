"""Which fields of a catalog apply, and which of these are filled (DOMAIN E 完整性; obligations of DOMAIN A).

A field of items or resources counts once a catalog, and is filled when every item or resource it applies to has it: the
number of items would drown the rest otherwise.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from operator import attrgetter
from typing import NamedTuple

from ..model.catalog import Catalog, OpenType, ShareType
from ..model.registry import Registry

Test = Callable[[Catalog], object]


class Field(NamedTuple):
    """A field by its path, when it applies (None: always), and whether it is filled."""

    path: str
    applies: Test | None
    filled: Test


def _conditional(catalog: Catalog) -> bool:
    return catalog.share.type == ShareType.CONDITIONAL


def _refused(catalog: Catalog) -> bool:
    return catalog.share.type == ShareType.REFUSED


def _by_law(catalog: Catalog) -> bool:
    condition = catalog.share.condition
    return condition is not None and condition.kind == "依法律法规要求共享"


def _assessed(key: str) -> Test:
    return lambda catalog: catalog.assessments and getattr(catalog.assessments, key)


def _condition(key: str) -> Test:
    return lambda catalog: catalog.share.condition and getattr(catalog.share.condition, key)


FIELDS = (
    Field("name", None, lambda each: each.name),
    Field("domain_note", lambda each: each.domain == "其他", lambda each: each.domain_note),
    Field("libraries", lambda each: each.kind != "部门", lambda each: each.libraries),
    Field("lead", lambda each: each.kind == "主题", lambda each: each.lead),
    Field("duties", lambda each: each.kind == "部门", lambda each: each.duties),
    Field("systems", None, lambda each: each.systems),
    Field("update_cycle_note", lambda each: each.update_cycle == "其他", lambda each: each.update_cycle_note),
    Field("format", None, lambda each: each.format),
    Field("spatial", None, lambda each: each.spatial),
    Field("temporal", None, lambda each: each.temporal),
    Field("processing", None, lambda each: each.processing),
    Field("share.condition.kind", _conditional, _condition("kind")),
    Field("share.condition.text", _conditional, _condition("text")),
    Field("share.condition.scope", _conditional, _condition("scope")),
    Field("share.condition.purposes", _conditional, _condition("purposes")),
    Field("share.reason", _refused, lambda each: each.share.reason),
    Field("share.basis", lambda each: _refused(each) or _by_law(each), lambda each: each.share.basis),
    Field(
        "share.basis[].article",
        lambda each: each.share.basis,
        lambda each: all(law.article for law in each.share.basis),
    ),
    Field("share.methods", lambda each: not _refused(each), lambda each: each.share.methods),
    Field("open", None, lambda each: each.open),
    Field(
        "open.condition",
        lambda each: each.open and each.open.type == OpenType.CONDITIONAL,
        lambda each: each.open and each.open.condition,
    ),
    Field("assessments.secrecy", None, _assessed("secrecy")),
    Field("assessments.personal", None, _assessed("personal")),
    Field("assessments.approved_by", None, _assessed("approved_by")),
    Field("assessments.date", None, _assessed("date")),
    Field("items", None, lambda each: each.items),
    Field(
        "items[].length",
        lambda each: any(item.type in "CNY" for item in each.items),
        lambda each: None not in [item.length for item in each.items if item.type in "CNY"],
    ),
    Field("items[].tier", lambda each: each.items, lambda each: all(map(attrgetter("tier"), each.items))),
    Field(
        "resources[].system",
        lambda each: each.resources and each.system_ids,
        lambda each: all(resource.system for resource in each.resources),
    ),
)
"""Mandatory fields the schema cannot ask for, conditional and recommended ones."""

REQUIRED = (
    "code", "kind", "domain", "summary", "office", "network", "level", "update_cycle", "share", "share.type", "status",
)  # fmt: skip
"""What every catalog whose shape is whole has."""
LEFT = {
    "origin": "只有几个部门都采集时才要写，由规则 O503 提醒",
    "share.condition": "按其中各项计算",
    "assessments": "按其中各项计算",
    "items[].personal": "不写就是否，由规则 I407 提醒",
    "retired": "只有已下架的目录才写",
}
"""Fields with an obligation that are not counted, and why."""


class Filled(NamedTuple):
    """How many fields are filled of how many that apply; ``missing``: the paths of the others."""

    part: int
    whole: int
    missing: tuple[str, ...]


def _grouped() -> Iterator[tuple[Test | None, tuple[tuple[int, Test], ...]]]:
    """The fields by when they apply, each with its place: what several depend on is asked once a catalog."""
    for applies in dict.fromkeys(each.applies for each in FIELDS):
        yield applies, tuple((place, each.filled) for place, each in enumerate(FIELDS) if each.applies is applies)


_GROUPS = tuple(_grouped())


def filled(catalog: Catalog) -> Filled:
    """Count the fields of a catalog that can be read."""
    whole = len(REQUIRED)
    missing = []
    for applies, fields in _GROUPS:
        if applies is None or applies(catalog):
            whole += len(fields)
            for place, has in fields:
                if not has(catalog):
                    missing.append(place)
    missing.sort()
    return Filled(whole - len(missing), whole, tuple([FIELDS[place].path for place in missing]))


class Completeness(NamedTuple):
    """The same of all catalogs of a department in use; ``missing``: those that lack a field, by its path."""

    part: int
    whole: int
    missing: Mapping[str, Sequence[Catalog]]


def completeness(registry: Registry) -> dict[str, Completeness]:
    """Of every department."""
    found = {}
    for department in registry.departments:
        part = whole = 0
        missing: dict[str, list[Catalog]] = {}
        for catalog in registry.catalogs_by_department.get(department.id, ()):
            if catalog.readable and catalog.is_active:
                own, applying, lacking = filled(catalog)
                part += own
                whole += applying
                for path in lacking:
                    missing.setdefault(path, []).append(catalog)
        found[department.id] = Completeness(part, whole, missing)
    return found


__all__ = ["FIELDS", "LEFT", "REQUIRED", "Completeness", "Field", "Filled", "completeness", "filled"]
