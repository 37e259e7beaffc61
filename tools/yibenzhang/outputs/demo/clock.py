"""When approvals of a made-up history happened: working days, office hours, more in campaign months."""

from __future__ import annotations

from bisect import bisect_right
from datetime import date, timedelta
from itertools import accumulate

from ...model.workdays import Workdays
from .draw import Draw

START, END = date(2023, 3, 1), date(2026, 6, 30)
_HOURS = ((9 * 3600, 9000), (13 * 3600 + 1800, 14400))  # from nine to half past eleven, from half past one on
_WORK = sum(length for _, length in _HOURS)
_CAMPAIGNS = {3: 3, 9: 3, 2: 0.5, 10: 0.7}  # how much busier or quieter a month is than others
_UNTIL_SUBMITTED = (0, 0, 1, 1, 1, 2, 2, 2, 3, 3, 4, 5, 6, 8)
_EPOCH = date(1970, 1, 1)
_BEIJING = 8 * 3600


def second(day: date, worked: int) -> int:
    """Unix time of a day's moment, after so many seconds of work (from 0 to 23,400)."""
    (morning, length), (afternoon, _) = _HOURS
    clock = morning + worked if worked < length else afternoon + worked - length
    return (day - _EPOCH).days * 86400 + clock - _BEIJING


def day_of(moment: int) -> date:
    """The day of a Unix time in +08:00."""
    return _EPOCH + timedelta(days=(moment + _BEIJING) // 86400)


class Clock:
    """The moments of ``count`` approvals, from the first working day to the last moment of the last."""

    def __init__(self, workdays: Workdays, count: int, draw: Draw) -> None:
        span = [START + timedelta(days=past) for past in range((END - START).days + 1)]
        self.days = [day for day in span if workdays.is_workday(day)]
        weights = list(accumulate(_CAMPAIGNS.get(day.month, 1.0) for day in self.days))
        self.times: list[int] = []
        """Unix times, never going back."""
        for place in range(count):
            nudged = place + 0.9 * (draw.fraction() - 0.5)
            share = 1.0 if place == count - 1 else max(0.0, nudged / (count - 1))
            at = min(bisect_right(weights, share * weights[-1]), len(self.days) - 1)
            start = weights[at - 1] if at else 0.0
            worked = int((share * weights[-1] - start) / (weights[at] - start) * _WORK)
            self.times.append(second(self.days[at], min(max(worked, 0), _WORK)))

    def submitted(self, approved: int, count: int, draw: Draw) -> list[int]:
        """Moments of ``count`` commits that led to an approval, the first of them the submission: 0 to 8 working days
        before it, never before the ledger was founded."""
        at = bisect_right(self.days, day_of(approved)) - 1
        first = self.days[max(0, at - draw.pick(_UNTIL_SUBMITTED))]
        begun = second(first, draw.below(_WORK))
        if begun >= approved:
            begun = approved - 600 - draw.below(1800)
        begun = max(begun, self.times[0])
        step = (approved - begun) // (count + 1)
        later = [self._worked(begun + step * place + draw.below(step // 2 + 1)) for place in range(1, count)]
        return [begun, *(min(max(moment, begun), approved) for moment in later)]

    def _worked(self, moment: int) -> int:
        """The same time of day on a working day, and in office hours."""
        at = max(0, bisect_right(self.days, day_of(moment)) - 1)
        return second(self.days[at], moment % _WORK)

    def before(self, moment: int) -> int:
        """How many approvals there were up to a moment; the first counts always."""
        return max(1, bisect_right(self.times, moment))
