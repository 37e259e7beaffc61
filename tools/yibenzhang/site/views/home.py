"""The home page: the ledger in numbers."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from ...outputs.counts import Counts
from .catalog import SHARE_LOOKS
from .changes import latest
from .index import Index
from .lists import bars
from .parts import Bar, Cell, Share, percents

TOP = 24
"""A chart with more lines than this ends with one line for all the others."""
LATEST = 6
"""Approvals on the home page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A headline number with what it is made of and where its rows are."""

    label: str
    number: str
    unit: str
    note: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HomePage:
    """The home page."""

    name: str
    authority: str
    figures: tuple[Figure, ...]
    shares: tuple[Bar, ...]
    levels: tuple[Bar, ...]
    cycles: tuple[Bar, ...]
    departments: tuple[Bar, ...]
    domains: tuple[Bar, ...]
    demands: tuple[Bar, ...]
    broken: tuple[Cell, ...]
    changes: tuple[Cell, ...]


def home_page(index: Index) -> HomePage:
    """Count everything once; only readable, active catalogs count."""
    registry = index.registry
    active = registry.active_catalogs
    shares = Counter(each.share.type for each in active)
    cycle_order = ("实时", "每日", "每周", "每月", "每季度", "每半年", "每年", "其他")
    return HomePage(
        name=index.frame.name,
        authority=index.frame.authority,
        figures=_figures(index),
        shares=tuple(
            Bar(kind, Share(shares[kind], len(active)), f"catalogs.html?share={kind}", look, percent)
            for (kind, look), percent in zip(
                SHARE_LOOKS.items(), percents([shares[kind] for kind in SHARE_LOOKS]), strict=True
            )
        ),
        levels=_ordered(
            Counter(f"{each.level}级" for each in active), ("1级", "2级", "3级", "4级"), "catalogs.html?level={}"
        ),
        cycles=_ordered(Counter(each.update_cycle for each in active), cycle_order, ""),
        departments=_topped(
            tuple(
                bar._replace(url=index.addresses.of_department.get(bar.label, ""))
                for bar in bars(each.department for each in active)
            ),
            "departments.html",
        ),
        domains=_topped(bars((each.domain for each in active), "catalogs.html?domain={}"), "domains.html"),
        demands=_ordered(
            Counter(each.state for each in registry.demands),
            ("待答复", "待补充", "待提供", "已提供", "已拒绝", "已关闭"),
            "",
        ),
        broken=tuple(index.catalog(each)._replace(note=each.path) for each in registry.catalogs if not each.readable),
        changes=latest(index, LATEST),
    )


def _topped(found: tuple[Bar, ...], url: str) -> tuple[Bar, ...]:
    """The first lines and one for the rest, so that the numbers still add up; the rest is not drawn to scale."""
    if len(found) <= TOP + 1:
        return found
    rest = found[TOP:]
    number, longest = sum(bar.share.part for bar in rest), found[0].share.whole
    return (*found[:TOP], Bar(f"其余 {len(rest)} 个", Share(number, max(number, longest)), url, "rest"))


def _ordered(found: Counter[str], order: tuple[str, ...], link: str) -> tuple[Bar, ...]:
    top = max(found.values(), default=0)
    return tuple(
        Bar(label, Share(found[label], top), link.format(label) if link else "") for label in order if found[label]
    )


def _figures(index: Index) -> tuple[Figure, ...]:
    registry, total = index.registry, sum(index.counts.values(), Counts())
    mounted, covered = Share(total.mounted, total.mountable), Share(total.covered, total.duties)
    systems = [system for each in registry.departments for system in each.systems]
    running = sum(1 for each in systems if each.status == "在用")
    names = {item.name for each in index.active for item in each.items}
    open_demands = sum(1 for each in registry.demands if each.state in ("待答复", "待补充", "待提供"))
    return (
        Figure(label="在用目录", number=f"{total.active:,}", unit="份", note=f"另有已下架 {total.retired:,} 份", url="catalogs.html"),
        Figure(label="数据项", number=f"{total.items:,}", unit="项", note=f"不重名 {len(names):,} 个", url="items.html"),
        Figure(label="部门", number=f"{len(registry.departments):,}", unit="个", note=f"其中县（市、区）部门 {sum(1 for each in registry.departments if each.region):,} 个", url="departments.html"),
        Figure(label="来源系统", number=f"{len(systems):,}", unit="个", note=f"在用 {running:,} 个", url="systems.html"),
        Figure(label="职责覆盖", number=covered.percent, unit="", note=f"{covered.part:,}/{covered.whole:,} 条三定职责", url="departments.html"),
        Figure(label="挂载率", number=mounted.percent, unit="", note=f"{mounted.part:,}/{mounted.whole:,} 份应挂载目录", url="catalogs.html?mount=未挂载"),
        Figure(label="数据需求", number=f"{len(registry.demands):,}", unit="件", note=f"办理中 {open_demands:,} 件", url="departments.html"),
        Figure(label="异议纠错", number=f"{len(registry.objections):,}", unit="件", note=f"待答复 {sum(1 for each in registry.objections if not each.reply):,} 件", url="departments.html"),
    )  # fmt: skip
