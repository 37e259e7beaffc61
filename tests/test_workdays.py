"""Working days against the oracle, the check values, years without a notice, and laws that always hold."""

import datetime
import pickle
import time
from datetime import date, timedelta
from pathlib import Path

import chinese_calendar
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from yibenzhang.model.workdays import Count, Due, WorkdayDataError, Workdays

FILES = sorted((Path(__file__).parents[1] / "schema" / "workdays").glob("*.yml"))


def read(path):
    # BaseLoader makes nothing but text: the years and days come as text here, as integers and text from our own reader.
    return yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)


YEARS = [read(path) for path in FILES]
CALENDAR = Workdays.of(YEARS)
ONLY_2026 = Workdays.of(data for data in YEARS if data["year"] == "2026")

any_day = st.dates(date(2020, 1, 1), date(2032, 12, 31))
covered_day = st.dates(date(2024, 1, 1), date(2026, 12, 31))


def days_of(year):
    first = date(year, 1, 1)
    return [first + timedelta(n) for n in range((date(year + 1, 1, 1) - first).days)]


def weekdays_off(year):
    """Days from Monday to Friday that are not worked, as `MM-DD` text."""
    return [f"{day:%m-%d}" for day in days_of(year) if day.weekday() < 5 and not CALENDAR.is_workday(day)]


def notice(year=2027, holidays=(), workdays=()):
    spans = [{"name": "元旦", "from": first, "to": last} for first, last in holidays]
    return {"year": str(year), "source": "通知", "holidays": spans, "workdays": list(workdays)}


# The notices


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_file_is_named_after_its_year_and_its_notice(path):
    data = read(path)
    assert data["year"] == path.stem
    assert data["source"].startswith(
        f"国务院办公厅关于{path.stem}年部分节假日安排的通知（国办发明电〔{int(path.stem) - 1}〕"
    )


@pytest.mark.parametrize("year", [2024, 2025, 2026])
def test_every_day_agrees_with_the_oracle(year):
    assert [day for day in days_of(year) if CALENDAR.is_workday(day) != chinese_calendar.is_workday(day)] == []
    assert not any(CALENDAR.is_provisional(day) for day in days_of(year))


@pytest.mark.parametrize(("year", "workdays"), [(2024, 251), (2025, 248), (2026, 248)])
def test_working_days_of_a_year(year, workdays):
    assert CALENDAR.between(date(year - 1, 12, 31), date(year, 12, 31)) == Count(workdays, provisional=False)


# Sums


@pytest.mark.parametrize(
    ("start", "n", "due"),
    [
        ("2026-02-10", 10, "2026-03-02"),  # over the Spring Festival, with 02-14 and 02-28 worked
        ("2026-09-28", 3, "2026-10-08"),
        ("2026-04-30", 2, "2026-05-07"),
        ("2025-12-30", 5, "2026-01-07"),  # over the year's end, with Sunday 01-04 worked
        ("2026-03-02", 1, "2026-03-03"),
        ("2026-03-06", 1, "2026-03-09"),  # from Friday to Monday
        ("2026-02-16", 1, "2026-02-24"),  # begun on a holiday
        ("2026-02-13", 1, "2026-02-14"),  # a Saturday worked in exchange
        ("2026-02-16", 0, "2026-02-16"),
    ],
)
def test_add(start, n, due):
    assert CALENDAR.add(date.fromisoformat(start), n) == Due(date.fromisoformat(due), provisional=False)


@pytest.mark.parametrize(
    ("start", "end", "days"),
    [
        ("2026-02-10", "2026-03-02", 10),
        ("2026-02-10", "2026-02-10", 0),
        ("2026-02-15", "2026-02-23", 0),
        ("2026-03-06", "2026-03-08", 0),
        ("2026-03-06", "2026-03-09", 1),
        ("2026-03-09", "2026-03-06", -1),  # due on Friday, today Monday: one day late
        ("2026-03-08", "2026-03-06", 0),
        ("2026-12-31", "2026-12-31", 0),
        ("2026-01-07", "2025-12-30", -5),
    ],
)
def test_between(start, end, days):
    assert CALENDAR.between(date.fromisoformat(start), date.fromisoformat(end)) == Count(days, provisional=False)


def test_a_time_of_day_does_not_matter():
    start = datetime.datetime(2026, 2, 10, 23, 59, tzinfo=datetime.UTC)
    assert CALENDAR.add(start, 10) == Due(date(2026, 3, 2), provisional=False)
    assert type(CALENDAR.add(start, 0).date) is date
    assert CALENDAR.between(start, date(2026, 3, 2)).days == 10
    assert CALENDAR.is_workday(start)


def test_wrong_use():
    with pytest.raises(ValueError, match="n must not be negative: -1"):
        CALENDAR.add(date(2026, 1, 1), -1)
    with pytest.raises(OverflowError, match="no date 9 working days after 9999-12-31"):
        CALENDAR.add(date.max, 9)


# Years without a notice


@pytest.mark.parametrize(
    ("year", "days_off"),
    [
        # 2013 revision; 04-05 清明, 06-22 端午, 09-29 中秋, 初一 is Sunday 01-22
        (2023, ["01-23", "01-24", "04-05", "05-01", "06-22", "09-29", "10-02", "10-03"]),
        # 2024 revision; 除夕 is Friday 02-05, 初三 Monday 02-08; 清明 04-05, 端午 06-09, 中秋 09-15
        (2027, ["01-01", "02-05", "02-08", "04-05", "06-09", "09-15", "10-01"]),
        # 端午 is Sunday 05-28; 中秋 falls on 10-03, which is off anyway
        (2028, ["01-25", "01-26", "01-27", "01-28", "04-04", "05-01", "05-02", "10-02", "10-03"]),
        # outside the lunar tables only fixed dates are known
        (2101, ["05-02", "10-03"]),
        (1899, ["05-01", "10-02", "10-03"]),
    ],
)
def test_statutory_days(year, days_off):
    assert weekdays_off(year) == days_off
    assert all(CALENDAR.is_provisional(day) for day in days_of(year))


@pytest.mark.parametrize("year", range(2014, 2025))
def test_statutory_days_were_off_under_the_2013_revision(year):
    estimate = Workdays.of([])
    holidays = [day for day in days_of(year) if day.weekday() < 5 and not estimate.is_workday(day)]
    assert [day for day in holidays if chinese_calendar.is_workday(day)] == []


@pytest.mark.parametrize("year", [2025, 2026])
def test_statutory_days_were_off_under_the_2024_revision(year):
    estimate = Workdays.of([])
    holidays = [day for day in days_of(year) if day.weekday() < 5 and not estimate.is_workday(day)]
    assert [day for day in holidays if chinese_calendar.is_workday(day)] == []


@pytest.mark.parametrize(
    ("start", "n", "due", "provisional"),
    [
        ("2026-12-30", 1, "2026-12-31", False),
        ("2026-12-30", 2, "2027-01-04", True),
        ("2026-12-31", 1, "2027-01-04", True),
        ("2026-12-31", 0, "2026-12-31", False),
        ("2027-03-01", 0, "2027-03-01", False),  # no day was looked at
        ("2023-12-29", 1, "2024-01-02", True),  # 12-30 and 12-31 were looked at
        ("2023-12-31", 1, "2024-01-02", False),  # the start day is not
        ("2026-12-30", 300, "2028-03-09", True),
    ],
)
def test_add_is_provisional_when_it_crosses_into_a_year_without_a_notice(start, n, due, provisional):
    assert CALENDAR.add(date.fromisoformat(start), n) == Due(date.fromisoformat(due), provisional)


@pytest.mark.parametrize(
    ("start", "end", "count"),
    [
        ("2023-12-31", "2024-01-05", Count(4, provisional=False)),
        ("2023-12-30", "2024-01-05", Count(4, provisional=True)),
        ("2026-12-31", "2027-01-01", Count(0, provisional=True)),
        ("2027-01-01", "2026-12-31", Count(0, provisional=True)),
        ("2027-05-03", "2027-05-03", Count(0, provisional=False)),
        ("2023-06-01", "2027-06-01", Count(998, provisional=True)),
    ],
)
def test_between_is_provisional_when_a_day_lies_in_a_year_without_a_notice(start, end, count):
    assert CALENDAR.between(date.fromisoformat(start), date.fromisoformat(end)) == count


def test_a_gap_between_notices_is_provisional():
    gap = Workdays.of(data for data in YEARS if data["year"] != "2025")
    assert gap.between(date(2024, 6, 3), date(2026, 6, 3)).provisional
    assert gap.add(date(2024, 12, 31), 260).provisional
    assert not gap.add(date(2024, 6, 3), 20).provisional


# Reading the files


def test_years_as_yaml_types():
    typed = [yaml.safe_load(path.read_text(encoding="utf-8")) for path in FILES]
    assert Workdays.of(typed) == CALENDAR


def test_is_a_value():
    assert Workdays.of(reversed(YEARS)) == CALENDAR
    assert hash(Workdays.of(YEARS)) == hash(CALENDAR)
    assert ONLY_2026 != CALENDAR
    assert pickle.loads(pickle.dumps(CALENDAR)) == CALENDAR
    assert repr(ONLY_2026) == "Workdays(covered=frozenset({2026}))"


def test_a_notice_may_reach_into_the_year_before():
    """As that of 2019 did: 2018-12-30 to 2019-01-01 off, Saturday 2018-12-29 worked."""
    calendar = Workdays.of([notice(2019, [("2018-12-30", "2019-01-01")], ["2018-12-29"])])
    assert calendar.is_workday(date(2018, 12, 29))
    assert not calendar.is_workday(date(2018, 12, 31))
    assert calendar.is_provisional(date(2018, 12, 31))
    assert not calendar.is_workday(date(2018, 10, 1))  # the rest of that year is still computed
    assert not calendar.is_provisional(date(2019, 1, 1))


def test_a_notice_overrides_the_estimate():
    """A covered year has just the days off of its notice, not those of the statute as well."""
    assert Workdays.of([notice(2027)]).is_workday(date(2027, 10, 1))


@pytest.mark.parametrize(
    ("years", "message"),
    [
        ([{"year": "26"}], "工作日文件的 year 不是年份：26"),
        ([{}], "工作日文件的 year 不是年份：None"),
        ([{"year": "2027"}], "2027年的工作日文件缺少列表 holidays"),
        ([{"year": 2027, "holidays": []}], "2027年的工作日文件缺少列表 workdays"),
        ([notice(), notice()], "2027年的工作日文件重复"),
        ([notice(holidays=[("2027-01-03", "2027-01-01")])], "2027年元旦放假的止日早于起日"),
        ([notice(holidays=[("2027-01-01", "")])], "2027年的工作日文件中“”不是日期"),
        ([notice(holidays=[("2027-02-29", "2027-03-01")])], "2027年的工作日文件中“2027-02-29”不是日期"),
        ([notice(holidays=[("2025-01-01", "2027-01-01")])], "2027年的工作日文件不应有 2025-01-01"),
        ([notice(workdays=["2027-01-04"])], "2027年调休上班日 2027-01-04 不是周六或周日"),
        (
            [notice(holidays=[("2027-01-01", "2027-01-03")], workdays=["2027-01-03"])],
            "2027-01-03 既列为放假，又列为调休",
        ),
        ([notice() | {"holidays": ["2027-01-01"]}], "2027年 holidays 的每一项应写明 name、from、to：2027-01-01"),
    ],
)
def test_a_contradictory_file_stops_the_run(years, message):
    with pytest.raises(WorkdayDataError, match=message):
        Workdays.of(years)


# Laws


@given(any_day, st.integers(1, 700))
def test_between_undoes_add(start, n):
    due = CALENDAR.add(start, n)
    assert CALENDAR.between(start, due.date) == Count(n, due.provisional)
    assert CALENDAR.between(due.date, start) == Count(-n, due.provisional)


@given(any_day, st.integers(1, 300))
def test_a_limit_ends_on_a_working_day_after_its_start(start, n):
    due = CALENDAR.add(start, n).date
    assert due > start
    assert CALENDAR.is_workday(due)


@given(any_day, st.integers(0, 300), st.integers(0, 30))
def test_add_is_monotone(start, n, more):
    assert CALENDAR.add(start, n).date <= CALENDAR.add(start, n + more).date
    assert CALENDAR.add(start, n).date <= CALENDAR.add(start + timedelta(more), n).date


@given(any_day, st.integers(1, 200), st.integers(1, 200))
def test_limits_add_up(start, first, second):
    assert CALENDAR.add(CALENDAR.add(start, first).date, second).date == CALENDAR.add(start, first + second).date


@given(any_day, any_day)
def test_between_counts_days_one_by_one(start, end):
    low, high = sorted((start, end))
    looked_at = [low + timedelta(n) for n in range(1, (high - low).days + 1)]
    days = sum(map(CALENDAR.is_workday, looked_at)) * (1 if end >= start else -1)
    assert CALENDAR.between(start, end) == Count(days, any(map(CALENDAR.is_provisional, looked_at)))


@given(covered_day, covered_day)
def test_between_agrees_with_the_oracle(start, end):
    low, high = sorted((start, end))
    days = len(chinese_calendar.get_workdays(low, high)) - chinese_calendar.is_workday(low)
    assert abs(CALENDAR.between(start, end).days) == days


def test_a_hundred_thousand_sums_take_a_moment():
    begun = time.process_time()
    for n in range(100_000):
        CALENDAR.add(date(2024, 1, 1) + timedelta(n % 1000), n % 30)
    assert time.process_time() - begun < 5
