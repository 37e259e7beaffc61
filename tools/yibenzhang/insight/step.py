"""What a step with a limit is, and the clock its limit is counted by (DOMAIN C)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from ..model.registry import Registry
from ..model.workdays import Due, Workdays


class Sort(NamedTuple):
    """A kind of step: its word, the key of its limit in ``registry.yml: deadlines``, its source, whether it counts in
    时效性·流程, and whether its days are working days."""

    word: str
    setting: str
    clause: str
    scored: bool = True
    working: bool = True


REVIEW_NEW = Sort("新目录审核", "review_new", "S0")
REVIEW_UPDATE = Sort("目录更新审核", "review_update", "R17")
MOUNT = Sort("挂载资源", "mount", "S0")
REGISTER = Sort("新增资源挂载", "register", "S2")
LAW = Sort("法规职责变化更新", "update_law", "R17")
REPLY_FREE = Sort("需求答复（无条件共享）", "reply_unconditional", "R21")
REPLY = Sort("需求答复", "reply_conditional", "R21")
PROVIDE = Sort("提供数据", "provide", "R22")
OBJECTION = Sort("纠错答复", "objection", "R26")
DISPUTE = Sort("争议处理", "dispute", "R28")
DATA = Sort("数据更新", "", "S4-7.4", scored=False, working=False)
WAIVER = Sort("豁免到期", "", "本", scored=False, working=False)
CAMPAIGN = Sort("专项工作", "", "S0,S1", scored=False, working=False)
SORTS = (
    REVIEW_NEW, REVIEW_UPDATE, MOUNT, REGISTER, LAW, REPLY_FREE, REPLY, PROVIDE, OBJECTION, DISPUTE, DATA, WAIVER, CAMPAIGN,
)  # fmt: skip


class Step(NamedTuple):
    """One step. ``department``: who must act, empty for all; ``subject``: what it is about, in words; ``path``: the file
    it is written in; ``commit``: of an approval; ``due``: its last day, ``provisional`` (暂定) where a year without a
    calendar was crossed; ``done``: None while it is open."""

    sort: Sort
    department: str
    subject: str
    path: str
    start: date
    due: date
    provisional: bool = False
    done: date | None = None
    commit: str = ""

    @property
    def in_time(self) -> bool:
        """Whether it was done by its last day."""
        return self.done is not None and self.done <= self.due


@dataclass(frozen=True)
class Clock:
    """Begins and ends steps of one ledger, seen from ``today``."""

    registry: Registry
    today: date
    workdays: Workdays
    ends: dict[tuple[date, int], Due] = field(default_factory=dict)
    """The last day of each limit that was asked for: thousands begin on the same few days."""

    def step(
        self,
        sort: Sort,
        department: str,
        subject: str,
        path: str,
        start: date,
        done: str | None,
        *,
        more: int = 0,
        commit: str = "",
    ) -> Iterator[Step]:
        """The step, where its kind has a limit and it has begun; what is said to be done later is still open."""
        limit = self.registry.settings.deadline(sort.setting)
        if limit is None or start > self.today:
            return
        due = self.ends.get((start, limit + more))
        if due is None:
            due = self.ends[start, limit + more] = self.workdays.add(start, limit + more)
        yield Step(sort, department, subject, path, start, due.date, due.provisional, self.past(done), commit)

    def past(self, day: str | None) -> date | None:
        """A day as far as it has come."""
        found = date.fromisoformat(day) if day else None
        return found if found and found <= self.today else None


__all__ = ["SORTS", "Clock", "Sort", "Step"]
