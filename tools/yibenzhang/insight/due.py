"""What is late and what falls due, for each department, and how many steps were done in time (DOMAIN C, E)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from ..model.registry import Facts
from ..model.workdays import Workdays
from .step import SORTS, Sort, Step

WITHIN = 30
"""Days ahead that are looked at."""


class Due(NamedTuple):
    """An open step. ``left``: days from the reference day to its last one, working days where its limit is counted in
    them; negative where it has passed. ``late``: it has, perhaps only by days off. ``provisional`` (暂定): a year
    without a calendar lies in between."""

    step: Step
    left: int
    late: bool
    provisional: bool

    @property
    def said(self) -> str:
        """How long there is, in words."""
        unit = "个工作日" if self.step.sort.working else "天"
        if self.late:
            said = f"超期 {-self.left} {unit}" if self.left else f"超期不足 1 {unit}"
        else:
            said = f"还有 {self.left} {unit}" if self.left else "今天到期"
        return f"{said}（暂定）" if self.provisional else said


def due(steps: Iterable[Step], facts: Facts, within: int = WITHIN) -> dict[str, tuple[Due, ...]]:
    """What is late, and what falls due in ``within`` days, by department; the longest late comes first.

    What falls to all departments stands under the empty name.
    """
    if facts.today is None or facts.workdays is None:
        return {}
    end = facts.today + timedelta(within)
    found: dict[str, list[Due]] = {}
    for step in steps:
        if step.done is None and step.due <= end:
            found.setdefault(step.department, []).append(_due(step, facts.today, facts.workdays))
    return {department: tuple(sorted(listed, key=_order)) for department, listed in found.items()}


def of_step(step: Step, facts: Facts) -> Due | None:
    """One open step, however far ahead; None where it is done or no day is known."""
    if step.done is not None or facts.today is None or facts.workdays is None:
        return None
    return _due(step, facts.today, facts.workdays)


def _due(step: Step, today: date, workdays: Workdays) -> Due:
    late = step.due < today
    if not step.sort.working:
        return Due(step, (step.due - today).days, late, provisional=False)
    count = workdays.between(today, step.due)
    return Due(step, count.days, late, step.provisional or count.provisional)


def _order(each: Due) -> tuple[date, int, str, str]:
    return each.step.due, SORTS.index(each.step.sort), each.step.path, each.step.subject


class Tally(NamedTuple):
    """How many steps of a kind were done in time, done late, are open past their last day, or still have time."""

    in_time: int = 0
    late: int = 0
    overdue: int = 0
    waiting: int = 0

    @property
    def whole(self) -> int:
        """Steps due: those that are done, and the open ones whose day has passed (DOMAIN E)."""
        return self.in_time + self.late + self.overdue

    def plus(self, other: Tally) -> Tally:
        """Both together."""
        return Tally(*(one + two for one, two in zip(self, other, strict=True)))


def tallies(steps: Sequence[Step], today: date | None) -> dict[str, dict[Sort, Tally]]:
    """Steps that count in 时效性, by department and kind."""
    found: dict[str, dict[Sort, list[int]]] = {}
    for step in steps:
        if today is None or not step.sort.scored:
            continue
        numbers = found.setdefault(step.department, {}).setdefault(step.sort, [0, 0, 0, 0])
        if step.done is not None:
            numbers[0 if step.in_time else 1] += 1
        else:
            numbers[2 if step.due < today else 3] += 1
    return {name: {sort: Tally(*numbers) for sort, numbers in own.items()} for name, own in found.items()}


def together(parts: Iterable[Mapping[Sort, Tally]]) -> dict[Sort, Tally]:
    """The tallies of several departments as one, in the order of the kinds."""
    found: dict[Sort, Tally] = {}
    for part in parts:
        for sort, tally in part.items():
            found[sort] = found.get(sort, Tally()).plus(tally)
    return {sort: found[sort] for sort in SORTS if sort in found}


__all__ = ["WITHIN", "Due", "Tally", "due", "of_step", "tallies", "together"]
