"""Issues of the change log: 第N期, cut by tags ``批次/…`` or by months, quarters, years; and what changed in each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from ..model.change import CatalogChange, Impact, Kind, Revision

UNFILED = "尚未归期"
"""What came after the last tag."""


class Scale(StrEnum):
    """What cuts the log."""

    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"
    TAG = "tag"

    @property
    def label(self) -> str:
        """月, 季度, 年 or 批次."""
        return {"month": "月", "quarter": "季度", "year": "年", "tag": "批次"}[self.value]


class Period(NamedTuple):
    """One issue. ``key`` is ``2026-03``, ``2026-Q1``, ``2026`` or the tag's name, empty for what is not in any yet;
    several tags of one commit are one issue, their names joined with 、. ``number`` counts from the first issue of the
    ledger, 0 where that is not known."""

    key: str
    name: str
    number: int = 0

    @property
    def title(self) -> str:
        """``第3期（2026年3月）``; the name alone where there is no number."""
        return f"第{self.number}期（{self.name}）" if self.number > 0 else self.name


Cut = Callable[[Revision], Period]


def by_date(scale: Scale, first: str = "") -> Cut:
    """Cut by the day of approval. ``first``: the day of the ledger's first revision, from which issues are counted."""
    start = _ordinal(scale, first) if first else None
    known: dict[str, Period] = {}

    def cut(revision: Revision) -> Period:
        month = revision.approved[:7]
        found = known.get(month)
        if found is None:
            number = _ordinal(scale, month) - start + 1 if start is not None else 0
            found = known[month] = Period(*_named(scale, month), max(number, 0))
        return found

    return cut


def _ordinal(scale: Scale, day: str) -> int:
    year, month = int(day[:4]), int(day[5:7])
    return {Scale.MONTH: year * 12 + month, Scale.QUARTER: year * 4 + (month - 1) // 3}.get(scale, year)


def _named(scale: Scale, month: str) -> tuple[str, str]:
    year, number = month[:4], int(month[5:7])
    if scale is Scale.MONTH:
        return month, f"{year}年{number}月"
    if scale is Scale.QUARTER:
        quarter = (number - 1) // 3 + 1
        return f"{year}-Q{quarter}", f"{year}年第{quarter}季度"
    return year, f"{year}年"


def tagged(line: Sequence[str], tags: Iterable[tuple[str, str]], *, whole: bool = True) -> dict[str, Period]:
    """The issue of each commit that is in one.

    ``line``: first-parent commits, newest first. ``tags``: names with the commit each one closes the line at. ``whole``:
    the line goes back to the first commit, so that issues can be numbered.
    """
    closing: dict[str, list[str]] = {}
    for name, commit in tags:
        closing.setdefault(commit, []).append(name)
    found: dict[str, Period] = {}
    waiting: list[str] = []
    number = 0
    for commit in reversed(line):
        waiting.append(commit)
        if commit in closing:
            number += 1
            label = "、".join(sorted(closing[commit]))
            found.update(dict.fromkeys(waiting, Period(label, label, number if whole else 0)))
            waiting.clear()
    return found


def by_tag(issues: Mapping[str, Period]) -> Cut:
    """Cut as :func:`tagged` has it; what no tag has closed yet is 尚未归期."""
    unfiled = Period("", UNFILED)
    return lambda revision: issues.get(revision.commit, unfiled)


def closed_by(line: Sequence[str], tags: Iterable[tuple[str, str]], commit: str) -> frozenset[str]:
    """The commits of the issue that ends at ``commit``: after the tag before it, up to and with it."""
    ends = {end for _, end in tags} - {commit}
    start = line.index(commit)
    stop = next((place for place in range(start, len(line)) if line[place] in ends), len(line))
    return frozenset(line[start:stop])


@dataclass(slots=True)
class Totals:
    """How often something happened to catalogs. ``codes``: which catalogs; the others count each time."""

    revisions: int = 0
    codes: set[str] = field(default_factory=set)
    kinds: Counter[Kind] = field(default_factory=Counter)
    impacts: Counter[Impact] = field(default_factory=Counter)

    @property
    def changes(self) -> int:
        """Changes of catalogs; one that changed in two revisions counts twice."""
        return self.kinds.total()

    def add(self, change: CatalogChange) -> None:
        """Count a change."""
        self.codes.add(change.code or change.file)
        self.kinds[change.kind] += 1
        self.impacts[change.impact] += 1


@dataclass(slots=True)
class Issue:
    """What one period brought. ``since`` and ``until``: the first and last approval in it, ISO."""

    period: Period
    since: str
    until: str
    totals: Totals = field(default_factory=Totals)
    departments: dict[str, Totals] = field(default_factory=dict)

    def add(self, revision: Revision) -> None:
        """Count a revision and its changes."""
        self.since = min(self.since, revision.approved)
        self.until = max(self.until, revision.approved)
        self.totals.revisions += 1
        for change in revision.changes:
            self.totals.add(change)
        for department in {change.department for change in revision.changes}:
            self.departments.setdefault(department, Totals()).revisions += 1
        for change in revision.changes:
            self.departments[change.department].add(change)


def issues(revisions: Iterable[Revision], cut: Cut) -> list[Issue]:
    """The periods with anything in them, newest first. Revisions without changes of catalogs are not counted."""
    found: dict[Period, Issue] = {}
    for revision in revisions:
        if revision.changes:
            period = cut(revision)
            issue = found.get(period)
            if issue is None:
                issue = found[period] = Issue(period, revision.approved, revision.approved)
            issue.add(revision)
    return sorted(found.values(), key=_age, reverse=True)


def _age(issue: Issue) -> tuple[bool, int, str, str]:
    """What is in no issue yet is the newest; a number tells best, then the day."""
    return issue.period.key == "", issue.period.number, issue.until, issue.period.key


__all__ = [
    "UNFILED", "Cut", "Issue", "Period", "Scale", "Totals", "by_date", "by_tag", "closed_by", "issues", "tagged",
]  # fmt: skip
