"""The headline numbers of the ledger."""

from __future__ import annotations

from dataclasses import dataclass

from ...outputs.counts import Counts
from .index import Index
from .parts import Share
from .where import rows

OPEN = ("待答复", "待补充", "待提供")
"""States of a demand somebody has to act on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A headline number with what it is made of and where its rows are."""

    label: str
    number: str
    unit: str = ""
    note: str
    url: str


def figures(index: Index) -> tuple[Figure, ...]:
    """The numbers of the whole ledger; only readable catalogs in use count."""
    registry, total = index.registry, sum(index.counts.values(), Counts())
    mounted, covered = Share(total.mounted, total.mountable), Share(total.covered, total.duties)
    systems = [system for each in registry.departments for system in each.systems]
    running = sum(1 for each in systems if each.status == "在用")
    names = frozenset[str]().union(*map(registry.names, {registry.sketch(each) for each in index.active}))
    open_demands = sum(1 for each in registry.demands if each.state in OPEN)
    waiting = sum(1 for each in registry.objections if not each.reply)
    return (
        Figure(label="在用目录", number=f"{total.active:,}", unit="份", note=f"另有已下架 {total.retired:,} 份", url=rows()),
        Figure(label="数据项", number=f"{total.items:,}", unit="项", note=f"不重名 {len(names):,} 个", url="items.html"),
        Figure(label="部门", number=f"{len(registry.departments):,}", unit="个", note=f"其中县（市、区）部门 {sum(1 for each in registry.departments if each.region):,} 个", url="departments.html"),
        Figure(label="来源系统", number=f"{len(systems):,}", unit="个", note=f"在用 {running:,} 个", url="systems.html"),
        Figure(label="职责覆盖", number=covered.percent, note=f"{covered.part:,}/{covered.whole:,} 条三定职责", url="departments.html"),
        Figure(label="挂载率", number=mounted.percent, note=f"{mounted.part:,}/{mounted.whole:,} 份应挂载目录", url=rows(mount="未挂载")),
        Figure(label="数据需求", number=f"{len(registry.demands):,}", unit="件", note=f"办理中 {open_demands:,} 件", url="overview.html#demands" if registry.demands else "departments.html"),
        Figure(label="异议纠错", number=f"{len(registry.objections):,}", unit="件", note=f"待答复 {waiting:,} 件", url="overview.html#due"),
    )  # fmt: skip


__all__ = ["OPEN", "Figure", "figures"]
