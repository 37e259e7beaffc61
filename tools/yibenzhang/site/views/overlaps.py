"""重复采集疑似: catalogs of different departments that seem to collect the same data, for people to look at."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from ...insight.duplicates import Claim, Group, Kept, duplicates
from .catalog import SHARE_LOOKS
from .index import Index
from .parts import Cell
from .where import rows

STYLES = ("quality.css",)
MOST = 200
"""Groups on the page."""
MEMBERS, ITEMS = 12, 40
"""Catalogs and common items of a group that are written out."""


class Member(NamedTuple):
    """A catalog of a group. ``also``: in how many other places it is kept; ``origin``: 数源部门 as it says itself."""

    catalog: Cell
    code: str
    department: Cell
    items: int
    share: Cell
    origin: Cell
    also: str


class Common(NamedTuple):
    """An item at least two of them have; ``note`` says how many, where not all have it."""

    name: str
    url: str
    note: str


class Overlap(NamedTuple):
    """A group. ``source``: who is to be believed, with ``look`` ``gap`` where that is open or in dispute."""

    id: str
    title: str
    why: str
    members: tuple[Member, ...]
    left: int
    common: tuple[Common, ...]
    uncommon: int
    source: tuple[Cell, ...]
    said: str
    look: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Overlaps:
    """重复采集疑似. ``opened``: nobody has said which is the source; ``settled``: somebody has."""

    figures: tuple[tuple[str, str, str], ...]
    opened: tuple[Overlap, ...]
    settled: tuple[Overlap, ...]
    left: int
    rules: str


def overlaps_page(index: Index) -> Overlaps:
    """Find the groups and say who is the source, as far as anybody says so."""
    groups = duplicates(index.registry)
    shown = [_overlap(index, group, number) for number, group in enumerate(groups[:MOST])]
    opened = sum(not group.explained for group in groups)
    catalogs = {one.catalog.path for group in groups for one in group.members}
    departments = {one.catalog.department for group in groups for one in group.members}
    part, whole = next(((each.part, each.whole) for each in index.standing.scores.whole if each.measure.key == "one_source"), (0, 0))  # fmt: skip
    return Overlaps(
        figures=(
            ("待核对", f"{opened:,}", "组，没有写明以谁为准"),
            ("已说明", f"{len(groups) - opened:,}", "组，写了数源部门或互相关联"),
            ("涉及目录", f"{len(catalogs):,}", f"{len(departments):,} 个部门"),
            ("一数一源", f"{part:,}/{whole:,}", "两份以上目录都有的数据项，写明唯一权威源的"),
        ),
        opened=tuple(one for one, group in zip(shown, groups, strict=False) if not group.explained),
        settled=tuple(one for one, group in zip(shown, groups, strict=False) if group.explained),
        left=len(groups) - len(shown),
        rules=index.frame.manual,
    )


def _overlap(index: Index, group: Group, number: int) -> Overlap:
    whole = len(group.members)
    source, said, look = _source(index, group)
    return Overlap(
        id=f"g-{number + 1}",
        title="、".join(dict.fromkeys(one.catalog.name for one in group.members[:3])) + (f" 等 {whole} 份" if whole > 3 else ""),
        why=_why(group),
        members=tuple(_member(index, one) for one in group.members[:MEMBERS]),
        left=max(0, whole - MEMBERS),
        common=tuple(
            Common(name, rows(item=name), f"{count}/{whole}" if count < whole else "") for name, count in group.common[:ITEMS]
        ),
        uncommon=max(0, len(group.common) - ITEMS),
        source=source,
        said=said,
        look=look,
    )  # fmt: skip


def _why(group: Group) -> str:
    parts = []
    if group.common:
        most = "最像的两份" if len(group.members) > 2 else "数据项"
        parts.append(f"{most} {group.percent}% 相同（共 {len(group.common)} 项）")
    if group.named:
        parts.append("名称相近")
    return "，".join(parts)


def _member(index: Index, one: Kept) -> Member:
    catalog = one.catalog
    return Member(
        catalog=index.catalog(catalog),
        code=catalog.code,
        department=index.department(catalog.department),
        items=len(catalog.items),
        share=Cell(catalog.share.type, "", "", SHARE_LOOKS.get(catalog.share.type, "")),
        origin=index.department(catalog.origin) if catalog.origin else Cell(""),
        also=f"另有 {len(one.places)} 个部门按同一职责编制" if one.places else "",
    )


def _source(index: Index, group: Group) -> tuple[tuple[Cell, ...], str, str]:
    """Who is to be believed: what the catalogs say, else what makes it likely."""
    cells = tuple(_claims(index, group.claims))
    if group.disputed:
        return cells, "说法不一", "gap"
    if group.claims and group.claims[0].department:
        return cells, "目录写明", ""
    told = {name for claim in group.claims for name in claim.items}
    if told:
        rest = sum(1 for name, _ in group.common if name not in told)
        return cells, f"其余 {rest} 项没有写明" if rest else "目录写明", "gap" if rest else ""
    bases = {one.catalog.base: index.department(one.catalog.department) for one in group.members if one.catalog.base}
    if len(bases) == 1:
        return tuple(bases.values()), f"没有写明；按基础数据项集“{next(iter(bases))}”编制的是", "gap"
    leads = {one.catalog.lead: index.department(one.catalog.lead) for one in group.members if one.catalog.lead}
    if len(leads) == 1:
        return tuple(leads.values()), "没有写明；牵头部门是", "gap"
    return (), "没有写明", "gap"


def _claims(index: Index, claims: Iterable[Claim]) -> Iterable[Cell]:
    for claim in claims:
        if claim.department:
            yield index.department(claim.department)._replace(note="数源部门")
            continue
        about = f"{'、'.join(claim.items[:4])}{f' 等 {len(claim.items)} 项' if len(claim.items) > 4 else ''}的权威源"
        named = index.registry.catalogs_by_code.get(claim.code)
        yield (
            index.catalog(named[0])._replace(note=f"{named[0].department}，{about}")
            if named
            else index.code(claim.code)._replace(note=f"{about}，本账没有这份目录")
        )


__all__ = ["STYLES", "Common", "Member", "Overlap", "Overlaps", "overlaps_page"]
