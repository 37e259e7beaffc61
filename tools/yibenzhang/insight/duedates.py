"""By when a change must have been reviewed (S0: 3 working days for new catalogs, R17: 2 for updates; DOMAIN C)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from ..history.approvals import GUESSED, MERGE, TRAILER, UNKNOWN, approval
from ..model.change import CatalogChange, Kind
from ..model.settings import Settings
from ..model.workdays import WorkdayDataError, Workdays
from ..sources.commits import BEIJING, Person, Written
from ..sources.git import Commit
from ..sources.schema import default_schemas

# No calendar is worth computing for a clock that runs so far ahead.
_LAST_YEAR = 2100
_NEW = frozenset({Kind.ADDED, Kind.MOVED})


class Term(NamedTuple):
    """A limit on the review: ``kind`` ``new`` or ``update``, how many catalogs it holds for, its working days, the day it
    runs out and the working days left then, negative when it has; ``provisional``: a year without a calendar is in it."""

    kind: str
    catalogs: int
    limit: int
    due: date
    left: int
    provisional: bool

    @property
    def label(self) -> str:
        """新目录 or 目录更新."""
        return "新目录审核" if self.kind == "new" else "目录更新审核"

    @property
    def clause(self) -> str:
        """Where the limit comes from."""
        return "S0" if self.kind == "new" else "R17"


class Timing(NamedTuple):
    """``submitted``: None where nobody knows; ``origin``: ``trailer`` where a commit says so, ``commits`` where it is the
    earliest author's time, 推算 where some commits are missing, 不详. ``submitters``: names as the commits have them."""

    submitted: datetime | None
    origin: str
    submitters: tuple[str, ...]
    terms: tuple[Term, ...] = ()

    @property
    def said(self) -> str:
        """The origin in words."""
        return _ORIGINS.get(self.origin, self.origin)


_ORIGINS = {
    TRAILER: "提交信息写明",
    "commits": "最早一次提交的作者时间",
    GUESSED: "推算：浅克隆，更早的提交看不到",
    UNKNOWN: "不详",
}


def timing(
    brought: Sequence[Written],
    head: Commit,
    changes: Iterable[CatalogChange],
    settings: Settings,
    years: Iterable[Mapping[str, Any]],
    today: date,
    *,
    cut: bool = False,
) -> Timing:
    """When a change was submitted and when its limits run out, seen from ``today``.

    ``brought``: the commits it would bring, in any order; ``cut``: a shallow clone lacks some. ``years``: the base's
    files of working days. Submission is told as it will be once merged: by trailers, else by the earliest author.
    """
    merge = Written(2, Person("", "", None), Person("", "", int(head.committed.timestamp())), signed=False, message="")
    told = approval(merge, brought, cut=cut) if brought else None
    if told is None or told.submitted is None:
        return Timing(None, UNKNOWN, told.submitters if told else ())
    submitted = told.submitted.astimezone(BEIJING)
    if submitted.year > _LAST_YEAR:
        return Timing(submitted, told.submitted_origin, told.submitters)
    origin = "commits" if told.submitted_origin == MERGE else told.submitted_origin
    kinds = ["new" if change.kind in _NEW else "update" for change in changes]
    calendar = _calendar(years)
    terms = [
        _term(kind, kinds.count(kind), limit, submitted.date(), today, calendar)
        for kind, name in (("update", "review_update"), ("new", "review_new"))
        if kind in kinds and (limit := settings.deadline(name)) is not None
    ]
    return Timing(submitted, origin, told.submitters, tuple(sorted(terms, key=lambda term: term.due)))


def _term(kind: str, count: int, limit: int, start: date, today: date, calendar: Workdays) -> Term:
    due = calendar.add(start, limit)
    left = calendar.between(today, due.date)
    return Term(kind, count, limit, due.date, left.days, due.provisional or left.provisional)


def _calendar(years: Iterable[Mapping[str, Any]]) -> Workdays:
    try:
        return Workdays.of(years)
    except WorkdayDataError:
        # A ledger's own files that contradict themselves; those that come with the tool do not.
        return Workdays.of(default_schemas().workdays)


__all__ = ["Term", "Timing", "timing"]
