"""时限: what is late and what falls due, and how many steps were done in time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from ...insight.due import WITHIN, Due, Tally, together
from ...insight.step import CAMPAIGN, DATA, SORTS, Sort, Step
from ...rules.clauses import clause_text
from .index import Index
from .parts import Cell, Share, Table, fixed

SHOWN = 20
"""Lines that stand open; the rest is folded."""
MOST = 200
"""Lines in all; what is beyond is counted."""


class DueLine(NamedTuple):
    """One open step: what, about what, by when, how long there is. ``look``: ``gap`` where it is late."""

    word: str
    subject: Cell
    department: Cell
    day: str
    said: str
    look: str
    clause: str


class DueList(NamedTuple):
    """``lines`` stand open, ``folded`` in a fold, ``left`` are counted only. ``late`` and ``soon`` count them all."""

    late: int
    soon: int
    lines: tuple[DueLine, ...]
    folded: tuple[DueLine, ...]
    left: int


class Deadlines(NamedTuple):
    """``steps`` people must do, ``data`` that must be brought up to date; ``tally`` and ``missed`` are what the indicator
    is made of. ``day``: the reference day, empty where there is none."""

    day: str
    within: int
    steps: DueList
    data: DueList
    tally: Table
    missed: Table


def deadlines(index: Index, departments: Sequence[str], *, several: bool = False) -> Deadlines:
    """The deadlines of one department, or of the ``several`` of a region; what falls to all stands with every one."""
    found = index.standing
    listed = [each for name in departments for each in found.due.get(name, ())]
    listed += found.due.get("", ())
    if several:
        listed.sort(key=_order)
    missed = sorted((step for name in departments for step in found.missed.get(name, ())), key=_newest)
    return Deadlines(
        day=index.today.isoformat() if index.today else "",
        within=WITHIN,
        steps=_listed(index, [each for each in listed if each.step.sort is not DATA], several=several),
        data=_listed(index, [each for each in listed if each.step.sort is DATA], several=several),
        tally=_tally(index, together(found.tallies.get(name, {}) for name in departments)),
        missed=_missed(index, missed),
    )


def _order(each: Due) -> tuple[object, ...]:
    return each.step.due, SORTS.index(each.step.sort), each.step.department, each.step.path, each.step.subject


def _newest(step: Step) -> tuple[int, str, str]:
    return -(step.done or step.due).toordinal(), step.path, step.subject


def _listed(index: Index, found: Sequence[Due], *, several: bool) -> DueList:
    late = sum(each.late for each in found if each.step.sort is not CAMPAIGN)
    lines = tuple(due_line(index, each, several=several) for each in found[:MOST])
    return DueList(late, len(found) - late, lines[:SHOWN], lines[SHOWN:], len(found) - len(lines))


def due_line(index: Index, each: Due, *, several: bool = False) -> DueLine:
    """One line; the department only where there are several."""
    step = each.step
    return DueLine(
        word=step.sort.word,
        subject=Cell(step.subject, place(index, step)),
        department=index.department(step.department) if several and step.department else Cell(""),
        day=step.due.isoformat(),
        said=each.said,
        look="gap" if each.late else "wait" if each.left <= 3 else "",
        clause=clause_text(step.sort.clause),
    )


def place(index: Index, step: Step) -> str:
    """Where a step's paper is shown."""
    if step.commit:
        return index.places.get(step.commit, "")
    page = index.addresses.of_path.get(step.path, "")
    if page:
        return page
    home = index.addresses.of_department.get(step.department, "")
    for folder, anchor in (("/demands/", "received"), ("/objections/", "objections")):
        if home and folder in step.path:
            return f"{home}#{anchor}"
    return ""


def _tally(index: Index, found: Mapping[Sort, Tally]) -> Table:
    settings = index.registry.settings
    rows = []
    for sort, tally in found.items():
        share = Share(tally.in_time, tally.whole)
        limit = settings.deadline(sort.setting)
        rows.append((
            (Cell(sort.word, "", clause_text(sort.clause)),), fixed(f"{limit} 个工作日"), fixed(str(tally.whole)), fixed(str(tally.in_time)),
            _counted(tally.late), _counted(tally.overdue), fixed(str(tally.waiting)), fixed(share.percent),
        ))  # fmt: skip
    heads = ("环节", "时限", "应办", "按时办结", "超期办结", "超期未办", "未到期", "及时率")
    return Table("tally", "各环节办结情况", heads, tuple(rows))


def _counted(number: int) -> tuple[Cell, ...]:
    return (Cell(str(number), "", "", "gap"),) if number else fixed("0")


def _missed(index: Index, found: Iterable[Step]) -> Table:
    steps = list(found)
    rows = tuple(
        (
            (Cell(step.sort.word),), (Cell(step.subject, place(index, step)),), fixed(step.start.isoformat()),
            fixed(step.due.isoformat()), fixed(step.done.isoformat() if step.done else ""),
        )
        for step in steps[:MOST]
    )  # fmt: skip
    note = f"共 {len(steps)} 件" + (f"，列出最近 {MOST} 件" if len(steps) > MOST else "")
    return Table("missed", "超期办结", ("环节", "事项", "起算", "应办结", "实际办结"), rows, note)


__all__ = ["MOST", "SHOWN", "Deadlines", "DueLine", "DueList", "deadlines", "due_line", "place"]
