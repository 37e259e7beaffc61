"""变更历史 of one catalog, and 最近变更 of one department."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NamedTuple

from ...model.catalog import Catalog
from ...model.change import CatalogChange, Kind
from ...outputs.changes import words
from ...outputs.escapes import printable
from ..journal import Step
from .approvals import IMPACT_LOOKS, KIND_LOOKS, ChangeBlock, People, block, people
from .index import Index
from .parts import Cell, Table, texts

DETAILED = 50
"""So many approvals are written out field by field; older ones have a line each."""
FIELDS = 150
RECENT = 10
NAMED = 3
_PLAIN = re.compile(r"[0-9A-Za-z/]{1,70}\Z")


class Entry(NamedTuple):
    """One approval of a catalog. ``note``: under which code, where it was another. ``summary``: what it changed, in
    short. ``file``: the host's page of the ledger's file as of then, ``command`` what shows it elsewhere; both empty
    when it is gone. ``tree``: the host's page of the whole ledger as of then. ``page``: of the period."""

    day: str
    note: str
    people: People
    summary: str
    change: ChangeBlock | None
    kind: tuple[str, str]
    impact: tuple[str, str]
    file: str
    command: str
    tree: str
    page: str


@dataclass(frozen=True, slots=True)
class History:
    """变更历史; ``remark`` where there is none, or less than all."""

    note: str
    entries: tuple[Entry, ...]
    remark: str


def history(index: Index, catalog: Catalog) -> History | None:
    """What approvals did to a catalog, newest first; None where the ledger has no history."""
    journal = index.journal
    if not journal.known:
        return None
    steps = index.stories.get(catalog.path, ())
    remark = "这个仓库是浅克隆，更早的变更看不到。" if journal.shallow else ""
    if not steps:
        return History("", (), remark or "这份目录还没有提交，没有变更历史。")
    entries = tuple(_entry(index, catalog, each, place < DETAILED) for place, each in enumerate(steps))
    return History(f"共 {len(steps)} 次", entries, remark)


def _entry(index: Index, catalog: Catalog, step: Step, detailed: bool) -> Entry:
    revision, change = step
    other = change.code if change.code != catalog.code and catalog.code else ""
    gone = change.kind is Kind.REMOVED
    file = "" if gone else index.journal.host.file(revision.commit, change.file)
    command = (
        "" if gone or file or not _PLAIN.match(change.code) else f"ybz show {change.code} --at {revision.commit[:10]}"
    )
    return Entry(
        day=revision.approved[:10],
        note=printable(_note(catalog, other, step)),
        people=people(index, revision),
        summary=_summary(change),
        change=block(index, change, fields=FIELDS) if detailed else None,
        kind=(change.kind_label, KIND_LOOKS[change.kind]),
        impact=(change.impact_label, IMPACT_LOOKS[change.impact]),
        file=file,
        command=command,
        tree=index.journal.host.tree(revision.commit),
        page=index.places[revision.commit],
    )


def _note(catalog: Catalog, other: str, step: Step) -> str:
    if other and step.change.predecessor == catalog.code:
        return f"移交给 {step.change.department} {other}"
    return f"当时代码 {other}，提供方 {step.change.department}" if other else ""


def recent(index: Index, department: str) -> Table:
    """The newest changes of a department's catalogs."""
    rows: list[tuple[tuple[Cell, ...], ...]] = []
    for revision in index.recent.get(department, ()):
        for change in revision.changes[: RECENT - len(rows)]:
            name = printable(change.name or change.file)
            url = index.addresses.of_code.get(change.code, "") if change.code else ""
            who = people(index, revision)
            rows.append((
                (Cell(name, f"{url}#history" if url else "", printable(change.code)),),
                (Cell(revision.approved[:10], index.places[revision.commit]),),
                (Cell(change.kind_label, "", "", f"badge {KIND_LOOKS[change.kind]}".strip()),),
                (Cell(change.impact_label, "", "", f"badge {IMPACT_LOOKS[change.impact]}".strip()),),
                texts(_summary(change)),
                (Cell(who.approver or "不详", "", who.approver_mark),),
            ))  # fmt: skip
    return Table("recent", "最近变更", ("目录", "审核日期", "变更", "影响", "改了什么", "审核人"), tuple(rows))


def _summary(change: CatalogChange) -> str:
    """The fields that changed, the gravest first."""
    if change.kind in words.WHOLE or not change.fields:
        return printable(words.remark(change))
    labels = [each.label for each in words.told(change)]
    more = f"等 {len(labels)} 处" if len(labels) > NAMED else ""
    return printable("、".join(labels[:NAMED]) + more)


__all__ = ["DETAILED", "Entry", "History", "history", "recent"]
