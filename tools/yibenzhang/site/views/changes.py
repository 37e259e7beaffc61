"""变更: the newest approvals, the periods, and the page of each period."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ...history.periods import Period, Scale
from ...model.change import Impact, Kind, Revision
from ...outputs.changes.totals import days
from ...outputs.escapes import printable
from ...sources.gittags import PERIODS
from ..journal import SHALLOW, Chapter
from ..sheets import Sheet, lines
from .approvals import Approval, approval, headline, numbers
from .index import Index
from .parts import Cell, Notice

NEWEST = 20
"""Approvals on 变更 itself, as far as :data:`SHORT` lines go."""
SHORT = 150
RECENT = 24
"""So many periods stand open."""
_NUMBERED = re.compile(r"第[0-9一二三四五六七八九十百]{1,6}期")


@dataclass(frozen=True, slots=True, kw_only=True)
class PeriodLine:
    """A period in the list of all: its numbers are approvals, 新增, 下架, other changes, and 破坏性 of all."""

    title: str
    url: str
    days: str
    numbers: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangesPage:
    """变更."""

    notices: tuple[Notice, ...]
    lead: str
    figures: tuple[tuple[str, str, str], ...]
    periods: tuple[PeriodLine, ...]
    older: tuple[PeriodLine, ...]
    approvals: tuple[Approval, ...]
    more: Cell | None
    feed: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PeriodPage:
    """The page of a period; totals and departments are on its first one only."""

    title: str
    lead: str
    figures: tuple[tuple[str, str, str], ...]
    heads: tuple[str, ...]
    rows: tuple[tuple[Cell, tuple[int, ...]], ...]
    approvals: tuple[Approval, ...]
    part: int
    parts: tuple[str, ...]
    newer: Cell | None
    older: Cell | None


def title(period: Period) -> str:
    """``第14期``, ``第3期（2026年3月）``; what no tag has closed yet is 尚未归期."""
    name = "、".join(part.removeprefix(PERIODS) for part in period.name.split("、"))
    if _NUMBERED.fullmatch(name) or period.number <= 0:
        return printable(name)
    return printable(f"第{period.number}期（{name}）")


def changes_page(index: Index) -> ChangesPage:
    """The page 变更."""
    journal = index.journal
    periods = [_period(chapter) for chapter in journal.chapters]
    newest: list[Revision] = []
    room = SHORT
    for revision in journal.revisions[:NEWEST]:
        room -= lines(revision)
        if room < 0 and newest:
            break
        newest.append(revision)
    following = journal.revisions[len(newest) : len(newest) + 1]
    return ChangesPage(
        notices=tuple(_notices(index)),
        lead=_lead(index),
        figures=_figures(journal.chapters) if journal.revisions else (),
        periods=tuple(periods[:RECENT]),
        older=tuple(periods[RECENT:]),
        approvals=tuple(approval(index, each) for each in newest),
        more=Cell(f"再往前的 {len(journal.revisions) - len(newest)} 次审核", index.places[following[0].commit])
        if following
        else None,
        feed="feed.xml" if journal.known else "",
    )


def _notices(index: Index) -> Iterator[Notice]:
    journal = index.journal
    if journal.note:
        yield Notice("warning" if journal.damaged else "info", journal.note)
    if journal.shallow:
        yield Notice("warning", SHALLOW)
    if journal.single:
        yield Notice("info", "历史里只有一次提交：现有的目录都是这一次新增的，以后的变更会逐次列在这里。")
    if index.frame.unsaved and journal.known:
        yield Notice("info", "工作区里有还没有提交的修改，这里只列已经提交的。")


def _lead(index: Index) -> str:
    journal = index.journal
    if not journal.known:
        return "谁在什么时候改了什么、谁审核的、对使用方有什么影响。"
    cut = "批次标签" if journal.scale is Scale.TAG else "月"
    empty = f"；另有 {journal.empty:,} 次提交没有改动目录" if journal.empty else ""
    return f"每次审核改了什么、谁审核的、对使用方有什么影响。按{cut}分期，新的在前{empty}。"


def _period(chapter: Chapter) -> PeriodLine:
    totals = chapter.issue.totals
    gone = totals.kinds[Kind.RETIRED] + totals.kinds[Kind.REMOVED]
    added = totals.kinds[Kind.ADDED]
    return PeriodLine(
        title=title(chapter.issue.period),
        url=f"h/{chapter.name}.html",
        days=days(chapter.issue),
        numbers=(totals.revisions, added, totals.changes - added - gone, gone, totals.impacts[Impact.BREAKING]),
    )


def _figures(chapters: Sequence[Chapter]) -> tuple[tuple[str, str, str], ...]:
    columns = [_period(chapter).numbers for chapter in chapters]
    revisions, added, changed, gone, breaking = (sum(column) for column in zip(*columns, strict=True))
    total = added + changed + gone
    return (
        ("新增", f"{added:,}", f"{revisions:,} 次审核，{total:,} 份次变更"),
        ("变更", f"{changed:,}", "改名、移交、恢复也计在内"),
        ("下架", f"{gone:,}", "删除的也计在内"),
        ("破坏性", f"{breaking:,}", "使用方要处理的"),
    )


def period_page(index: Index, sheet: Sheet) -> PeriodPage:
    """A page of a period."""
    chapter, chapters = sheet.chapter, index.journal.chapters
    place = sheet.number
    first = sheet.part == 1
    heads, rows = numbers(index, chapter.issue.departments) if first else ((), ())
    return PeriodPage(
        title=title(chapter.issue.period),
        lead=f"{days(chapter.issue)}，{chapter.issue.totals.revisions:,} 次审核",
        figures=_figures([chapter]) if first else (),
        heads=heads,
        rows=rows,
        approvals=tuple(approval(index, each) for each in sheet.revisions),
        part=sheet.part,
        parts=sheet.parts if len(sheet.parts) > 1 else (),
        newer=_neighbour(chapters[place - 1]) if place else None,
        older=_neighbour(chapters[place + 1]) if place + 1 < len(chapters) else None,
    )


def inputs(index: Index, sheet: Sheet) -> Iterator[str]:
    """All that the page of a period shows and that can change: equal texts, equal page."""
    chapters, place = index.journal.chapters, sheet.number
    yield f"{sheet.address} {sheet.part} {' '.join(sheet.parts)} {title(sheet.chapter.issue.period)}"
    for near in (place - 1, place + 1):
        yield str(_neighbour(chapters[near])) if 0 <= near < len(chapters) else ""
    if sheet.part == 1:
        places = {each.id: place for place, each in enumerate(index.departments)}
        for name in sorted(sheet.chapter.issue.departments, key=lambda name: (places.get(name, len(places)), name)):
            yield str(index.department(name))
    for revision in sheet.chapter.revisions if sheet.part == 1 else ():
        yield revision.commit
    for revision in sheet.revisions:
        yield revision.commit
        for change in revision.changes:
            yield f"{index.addresses.of_code.get(change.code)} {index.addresses.of_department.get(change.department)}"


def _neighbour(chapter: Chapter) -> Cell:
    return Cell(title(chapter.issue.period), f"h/{chapter.name}.html")


def latest(index: Index, number: int) -> tuple[Cell, ...]:
    """The newest approvals by their headlines, for the home page."""
    return tuple(
        Cell(headline(each)[0], index.places[each.commit], each.approved[:10])
        for each in index.journal.revisions[:number]
    )


__all__ = ["ChangesPage", "PeriodPage", "changes_page", "inputs", "latest", "period_page", "title"]
