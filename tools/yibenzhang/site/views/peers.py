"""各地同名部门: departments of one name in several regions, side by side."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from ...model.department import Department
from .index import Index
from .parts import Cell, Share, Table, fixed
from .roll import Open, folder_name

MOST = 40
"""Namesakes listed; of more the rest is counted."""
SIDE = 8
"""So many stand side by side, duty by duty."""


class Peers(NamedTuple):
    """``table``: the numbers of each; ``duties``: catalogs of each duty they share, empty where they are too many."""

    table: Table
    duties: Table


def peers(index: Index, department: Department) -> Peers | None:
    """The namesakes of a department with itself among them; None where it is the only one."""
    held = index.roll.namesakes.get(folder_name(department), ())
    if len(held) < 2:
        return None
    rows = tuple(_row(index, each, own=each.id == department.id) for each in held[:MOST])
    heads = ("地区", "在用目录", "数据项", "职责覆盖", "挂载率", "不予共享", "待改错误", "超期")
    note = f"共 {len(held)} 个" + (f"，列出 {MOST} 个" if len(held) > MOST else "")
    return Peers(Table("peers", "各地同名部门", heads, rows, note), _duties(index, department, held))


def _row(index: Index, each: Department, *, own: bool) -> tuple[tuple[Cell, ...], ...]:
    count, area = index.counts[each.id], index.roll.areas[each.region]
    return (
        (Cell(area.name, "" if own else index.addresses.of_department[each.id], "本页" if own else ""),),
        fixed(f"{count.active}"), fixed(f"{count.items}"), (ratio(Share(count.covered, count.duties)),),
        (ratio(Share(count.mounted, count.mountable)),), (ratio(Share(count.refused, count.active)),),
        alarm(index.roll.faults.get(each.id, Open()).first), alarm(index.roll.due.get(each.id, Open()).first),
    )  # fmt: skip


def ratio(share: Share) -> Cell:
    """A percentage with its two numbers."""
    return Cell(share.percent, "", f"{share.part}/{share.whole}" if share.whole else "", "fixed")


def alarm(number: int, url: str = "") -> tuple[Cell, ...]:
    """A number that should be nought."""
    return (Cell(str(number), url, "", "" if url else "gap"),) if number else fixed("0")


def _duties(index: Index, department: Department, held: Sequence[Department]) -> Table:
    """Duties by key against departments: how many catalogs, 免编目, 缺, or that it is not theirs."""
    others = [each for each in held if each.id != department.id][: SIDE - 1]
    covers = index.roll.covers
    own = {duty.key: duty.duty for duty in reversed(department.duties)}
    shared = [
        key for key in dict.fromkeys(duty.key for duty in department.duties) if any(key in covers[each.id] for each in others)
    ]  # fmt: skip
    heads = ("职责", *(index.roll.areas[each.region].name for each in (department, *others)))
    rows = tuple(
        ((Cell(own[key]),), *((_held(covers[each.id].get(key)),) for each in (department, *others))) for key in shared
    )
    more = len(held) - 1 - len(others)
    note = f"相同的职责 {len(rows)} 条" + (f"，列出 {len(others)} 个地区" if more > 0 else "")
    return Table("peer-duties", "逐条职责比较", heads, rows, note)


def _held(number: int | None) -> Cell:
    if number is None:
        return Cell("—", "", "", "quiet")
    if number < 0:
        return Cell("免编目", "", "", "quiet")
    return Cell(f"{number} 份") if number else Cell("缺", "", "", "gap")


__all__ = ["MOST", "SIDE", "Peers", "alarm", "peers", "ratio"]
