"""Working days of the State Council notices, and sums with them.

A year is *covered* when its file `schema/workdays/YYYY.yml` is given. Any other year is computed from weekends and
statutory holidays (全国年节及纪念日放假办法第二条), and every result that looked at a day of it is provisional (暂定).
"""

from __future__ import annotations

import datetime
import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from borax.calendars.lunardate import LunarDate, TermUtils  # type: ignore[import-untyped]

_LUNAR_YEARS = range(1900, 2101)  # what the lunar tables hold


class WorkdayDataError(ValueError):
    """A file of working days contradicts itself or another one; the message is Chinese and names its year."""


@dataclass(frozen=True, slots=True)
class Due:
    """The day a limit ends; `provisional` (暂定) when a day looked at lies in a year without a notice."""

    date: datetime.date
    provisional: bool


@dataclass(frozen=True, slots=True)
class Count:
    """A number of working days, negative backwards; `provisional` as in `Due`."""

    days: int
    provisional: bool


@dataclass(frozen=True, slots=True)
class Workdays:
    """The working-day calendar of mainland China, as a value. Build it with `of`."""

    covered: frozenset[int]
    """The years a notice was given for."""
    _ordinals: Mapping[int, tuple[int, ...]] = field(repr=False, hash=False)
    """Year to the sorted ordinals of its working days, for every year a notice names a day of."""

    @classmethod
    def of(cls, years: Iterable[Mapping[str, object]]) -> Workdays:
        """Build the calendar from parsed year files.

        Each is `{year, source, holidays: [{name, from, to}], workdays: [day]}`: the year an int or its text, days as
        ISO text or dates, `to` included. A notice may name days of a neighbouring year (元旦 may begin in December):
        they count there, but do not cover that year. So the last days of a year are final once the next notice is out.

        Raises `WorkdayDataError` for a missing or malformed value, a year given twice, a range that ends before it
        starts, a day outside the year and its neighbours, a 调休 day that is no weekend, or a day both off and worked.
        """
        covered: set[int] = set()
        off: set[int] = set()
        on: set[int] = set()
        for data in years:
            if not re.fullmatch("(19|20)[0-9]{2}", text := str(data.get("year"))):
                raise WorkdayDataError(f"工作日文件的 year 不是年份：{text}")
            if (year := int(text)) in covered:
                raise WorkdayDataError(f"{year}年的工作日文件重复")
            covered.add(year)
            off.update(_holidays(data, year))
            on.update(_shifted(data, year))
        if both := sorted(off & on):
            raise WorkdayDataError(f"{datetime.date.fromordinal(both[0])} 既列为放假，又列为调休上班")
        named = covered | {datetime.date.fromordinal(day).year for day in off | on}
        ordinals = {year: _working(year, off if year in covered else off | _statutory(year), on) for year in named}
        return cls(frozenset(covered), ordinals)

    def is_provisional(self, day: datetime.date) -> bool:
        """Whether the year of `day` has no notice, so that `is_workday` is only an estimate (暂定)."""
        return day.year not in self.covered

    def is_workday(self, day: datetime.date) -> bool:
        """Whether `day` is worked: 调休 days are, holidays and other weekends are not. See also `is_provisional`."""
        ordinal = day.toordinal()
        days = self._days_of(day.year)
        at = bisect_right(days, ordinal)
        return at > 0 and days[at - 1] == ordinal

    def add(self, start: datetime.date, n: int) -> Due:
        """The last day of a limit of `n` working days that begins on `start`.

        The start day is not counted, worked or not (民法典第二百零一条); the result is a working day, so no limit ends
        on a day off (第二百零三条). `n` = 0 is `start` itself, no other day being looked at.
        Raises `ValueError` when `n` is negative and `OverflowError` past the year 9999.
        """
        if n < 0:
            raise ValueError(f"n must not be negative: {n}")
        low, year = start.toordinal(), start.year
        days = self._days_of(year)
        at = bisect_right(days, low) + n - 1
        while n and at >= len(days):
            at -= len(days)
            year += 1
            if year > datetime.MAXYEAR:
                raise OverflowError(f"no date {n} working days after {start}")
            days = self._days_of(year)
        high = days[at] if n else low
        return Due(datetime.date.fromordinal(high), self._is_estimate(low, high))

    def between(self, start: datetime.date, end: datetime.date) -> Count:
        """How many working days lie after `start`, up to and including `end`: the days left from today to a due date.

        Backwards it is the negative of the way forward, so a due date in the past gives minus the working days it is
        late (today counted). The same day gives 0. The earlier day is never looked at, as in `add`.
        """
        low, high = start.toordinal(), end.toordinal()
        if high < low:
            back = self.between(end, start)
            return Count(-back.days, back.provisional)
        until = sum(len(self._days_of(year)) for year in range(start.year, end.year))
        until += bisect_right(self._days_of(end.year), high)
        return Count(until - bisect_right(self._days_of(start.year), low), self._is_estimate(low, high))

    def _is_estimate(self, low: int, high: int) -> bool:
        """Whether a day after ordinal `low` up to `high` lies in a year without a notice."""
        if low == high:
            return False
        years = range(datetime.date.fromordinal(low + 1).year, datetime.date.fromordinal(high).year + 1)
        return any(year not in self.covered for year in years)

    def _days_of(self, year: int) -> tuple[int, ...]:
        """Sorted ordinals of the working days of `year`."""
        return self._ordinals.get(year) or _estimated(year)


@lru_cache(maxsize=512)
def _estimated(year: int) -> tuple[int, ...]:
    return _working(year, _statutory(year), ())


def _working(year: int, off: Iterable[int], on: Iterable[int]) -> tuple[int, ...]:
    """Monday to Friday of `year`, without `off`, with `on`."""
    first, last = datetime.date(year, 1, 1).toordinal(), datetime.date(year, 12, 31).toordinal()
    days = {day for day in range(first, last + 1) if not _is_weekend(day)}
    return tuple(sorted((days - set(off)) | {day for day in on if first <= day <= last}))


def _is_weekend(ordinal: int) -> bool:
    return (ordinal - 1) % 7 > 4  # ordinal 1 is a Monday


def _statutory(year: int) -> set[int]:
    """Holidays for all citizens, 全国年节及纪念日放假办法 第二条, as ordinals.

    From 2025 (revision of 2024-11-10): 元旦 1, 春节 4 (除夕至初三), 清明 1, 劳动节 2, 端午 1, 中秋 1, 国庆 3.
    Before, the revision of 2013: neither 除夕 nor May 2. What only a notice can say is left out: days off in lieu of
    a holiday on a weekend (第六条), and 调休. Outside 1900–2100 the lunar tables end: only fixed dates are known.
    """
    revised = year >= 2025
    fixed = [(1, 1), (5, 1), (10, 1), (10, 2), (10, 3), *([(5, 2)] if revised else [])]
    days = {datetime.date(year, month, day).toordinal() for month, day in fixed}
    if year in _LUNAR_YEARS:
        new_year, *others = (LunarDate(year, *day).to_solar_date().toordinal() for day in ((1, 1), (5, 5), (8, 15)))
        days.update(range(new_year - 1 if revised else new_year, new_year + 3), others)
        days.add(TermUtils.nth_term_day(year, term_name="清明").toordinal())
    return days


def _holidays(data: Mapping[str, object], year: int) -> Iterator[int]:
    for span in _list(data, "holidays", year):
        if not isinstance(span, Mapping):
            raise WorkdayDataError(f"{year}年 holidays 的每一项应写明 name、from、to：{span}")
        first, last = _ordinal(span.get("from"), year), _ordinal(span.get("to"), year)
        if last < first:
            raise WorkdayDataError(f"{year}年{span.get('name')}放假的止日早于起日")
        yield from range(first, last + 1)


def _shifted(data: Mapping[str, object], year: int) -> Iterator[int]:
    for value in _list(data, "workdays", year):
        day = _ordinal(value, year)
        if not _is_weekend(day):
            raise WorkdayDataError(f"{year}年调休上班日 {value} 不是周六或周日")
        yield day


def _list(data: Mapping[str, object], key: str, year: int) -> list[object]:
    if not isinstance(value := data.get(key), list):
        raise WorkdayDataError(f"{year}年的工作日文件缺少列表 {key}")
    return value


def _ordinal(value: object, year: int) -> int:
    try:
        day = datetime.date.fromisoformat(str(value))
    except ValueError as error:
        raise WorkdayDataError(f"{year}年的工作日文件中“{value}”不是日期（应为 YYYY-MM-DD）") from error
    if abs(day.year - year) > 1:
        raise WorkdayDataError(f"{year}年的工作日文件不应有 {value}")
    return day.toordinal()
