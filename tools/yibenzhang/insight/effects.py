"""Who is hit by a change: demands and catalogs that use what changes, duties left without a catalog, codes, doublings."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from typing import NamedTuple

from ..history import paths
from ..model.catalog import Catalog
from ..model.change import CatalogChange, Impact, Kind
from ..model.demand import Demand
from ..model.findings import Finding
from ..model.registry import Registry
from ..sources.layout import CATALOGS


class Sort(StrEnum):
    """What kind of effect it is; its Chinese word is :attr:`label`."""

    DEMAND = "demand"
    CATALOG = "catalog"
    DUTY = "duty"
    CODE = "code"
    OVERLAP = "overlap"
    BASE = "base"

    @property
    def label(self) -> str:
        """数据需求, 其他目录, 三定职责, 目录代码, 一数一源 or 基础数据项."""
        return _SORTS[self.value]


_SORTS = {
    "demand": "数据需求",
    "catalog": "其他目录",
    "duty": "三定职责",
    "code": "目录代码",
    "overlap": "一数一源",
    "base": "基础数据项",
}


class Effect(NamedTuple):
    """One effect.

    ``code``: the catalog that changes, empty where it is none. ``subject``: what is hit: a demand's ref, a catalog's
    code, a duty's id after its department's. ``department``: whose that is. ``text``: the whole in one sentence.
    """

    sort: Sort
    code: str
    subject: str
    department: str
    text: str


_GONE = frozenset({Kind.RETIRED, Kind.REMOVED, Kind.MOVED, Kind.UNREADABLE})
_FROM_FINDINGS: Mapping[str, Sort] = {
    "X901": Sort.CODE,
    "X902": Sort.CODE,
    "O501": Sort.OVERLAP,
    "O502": Sort.OVERLAP,
}


def effects(
    old: Registry, new: Registry, changes: Sequence[CatalogChange], touched: Iterable[str], fresh: Iterable[Finding]
) -> tuple[Effect, ...]:
    """All effects, in the order of :class:`Sort`, then of the changes."""
    felt = {
        code: change for change in changes if _is_felt(change) for code in (change.predecessor or change.code,) if code
    }
    found = [
        *_demands(old, felt),
        *_catalogs(old, new, felt),
        *_duties(old, new),
        *_findings(fresh),
        *_bases(new, touched),
    ]
    return tuple(sorted(found, key=lambda effect: list(Sort).index(effect.sort)))


def _is_felt(change: CatalogChange) -> bool:
    """Whether those who use a catalog have to look: it goes, or something they rely on does."""
    return change.kind in _GONE or change.impact is Impact.BREAKING


def _what(change: CatalogChange) -> str:
    if change.kind in _GONE:
        said = "这次变得读不出来" if change.kind is Kind.UNREADABLE else f"这次{change.kind_label}"
        return said + (f"（新代码 {change.code}）" if change.predecessor else "")
    labels = list(dict.fromkeys(field.label for field in change.fields if field.impact is Impact.BREAKING))
    more = f"等 {len(labels)} 处" if len(labels) > 3 else ""
    return f"这次改了{'、'.join(labels[:3])}{more}"


def _named(code: str, name: str) -> str:
    return f"{code}《{name}》" if name else code


def is_open(demand: Demand) -> bool:
    """Whether somebody still waits for or uses what a demand asks for."""
    return demand.readable and demand.state not in ("已关闭", "已拒绝")


def _demands(old: Registry, felt: Mapping[str, CatalogChange]) -> Iterator[Effect]:
    """Of the base: a demand that the change takes away with what it uses was still there."""
    for demand in old.readable_demands:
        change = felt.get(demand.catalog or "")
        if change is None or not is_open(demand):
            continue
        asked = {item if isinstance(item, str) else item.name for item in demand.items}
        hit = [name for name in _items(change) if name in asked]
        items = f"，用到的数据项“{'”“'.join(hit)}”有变化" if hit else ""
        what = _named(demand.catalog or "", change.name)
        text = f"{demand.department}的需求 {demand.id}《{demand.title}》（{demand.state}）用的是 {what}，{_what(change)}{items}"
        yield Effect(Sort.DEMAND, demand.catalog or "", demand.ref, demand.department, text)


def _items(change: CatalogChange) -> list[str]:
    """Items that break, by the names they had."""
    found = []
    for field in change.fields:
        if field.impact is Impact.BREAKING and field.path.startswith("items["):
            step = paths.parse(field.path)[1]
            if isinstance(step, paths.Member):
                found.append(field.old if field.kind is Kind.RENAMED and isinstance(field.old, str) else step.key)
    return list(dict.fromkeys(found))


def _catalogs(old: Registry, new: Registry, felt: Mapping[str, CatalogChange]) -> Iterator[Effect]:
    if not felt:
        return
    here = {catalog.code: catalog for catalog in new.readable_catalogs}
    for catalog in old.readable_catalogs:
        now = here.get(catalog.code, catalog)
        for code, how in _uses(now):
            change = felt.get(code)
            # What names its own successor or is named by it changes together with it.
            if change is None or now.code in (change.code, code) or not (now.is_active or how == "替代目录"):
                continue
            who, whom = _named(now.code, now.name), _named(code, change.name)
            text = f"{now.department}的 {who}的{how}是 {whom}，{_what(change)}"
            yield Effect(Sort.CATALOG, code, now.code, now.department, text)


def _uses(catalog: Catalog) -> Iterator[tuple[str, str]]:
    """Codes a catalog names, and as what; each once a kind."""
    yield from ((code, "关联目录") for code in dict.fromkeys(catalog.related))
    if catalog.retired and catalog.retired.replaced_by:
        yield catalog.retired.replaced_by, "替代目录"
    origins: defaultdict[str, list[str]] = defaultdict(list)
    for item in catalog.items:
        if item.origin and item.origin.catalog:
            origins[item.origin.catalog].append(item.name)
    yield from ((code, f"数据项“{names[0]}”等 {len(names)} 项的权威源") for code, names in origins.items())


def _duties(old: Registry, new: Registry) -> Iterator[Effect]:
    """Duties that had an active catalog and have none; those whose catalog cannot be read still have it."""
    kept = {(catalog.department, duty) for catalog in new.catalogs if catalog.is_active for duty in catalog.duties}
    last: dict[tuple[str, str], Catalog] = {}
    for catalog in old.catalogs:
        if catalog.is_active:
            last |= {(catalog.department, duty): catalog for duty in catalog.duties}
    for key in sorted(set(last) - kept):
        duty = new.duty_by_id.get(key)
        if duty is not None and not duty.exempt:
            catalog = last[key]
            words = duty.duty or duty.text
            text = f"{key[0]}的职责 {key[1]}“{words}”不再有在用目录（原来是 {_named(catalog.code, catalog.name)}）"
            yield Effect(Sort.DUTY, catalog.code, f"{key[0]}/{key[1]}", key[0], text)


def _findings(fresh: Iterable[Finding]) -> Iterator[Effect]:
    for finding in fresh:
        if sort := _FROM_FINDINGS.get(finding.rule):
            department = finding.path.removeprefix(CATALOGS).rpartition("/")[0].removesuffix("/retired")
            said = finding.message.removeprefix(f"{sort.label} ")
            yield Effect(sort, finding.subject, finding.subject, department, said)


def _bases(new: Registry, touched: Iterable[str]) -> Iterator[Effect]:
    """Catalogs that are held to a set of base items that changes."""
    changed = set(touched)
    for base in new.base_items:
        if base.path in changed:
            users = [catalog for catalog in new.active_catalogs if catalog.base == base.name]
            departments = list(dict.fromkeys(catalog.department for catalog in users))
            whose = "、".join(departments[:5]) + ("等" if len(departments) > 5 else "")
            if users:
                text = f"基础数据项集《{base.name}》有改动，{len(users)} 份目录按它编制：{whose}"
                yield Effect(Sort.BASE, "", base.path, "", text)


__all__ = ["Effect", "Sort", "effects", "is_open"]
