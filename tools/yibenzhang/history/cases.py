"""The cases a field's change can be: the tests that the rows of the impact table name."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from types import EllipsisType
from typing import Any, NamedTuple

from ..lazily import pattern
from ..model.catalog import RETIRED, OpenType, ShareType
from ..model.change import Impact, Kind
from ..rules.words import invented_condition
from . import ladders

ABSENT = ...


class Case(NamedTuple):
    """One change of the field at ``pattern``, with the whole documents ``before`` and ``after``."""

    pattern: str
    kind: Kind
    old: Any
    new: Any
    before: Mapping[str, Any]
    after: Mapping[str, Any]


class Row(NamedTuple):
    """A row of the table: the first whose test holds decides.

    ``old`` and ``new`` are an example (ABSENT: not written), ``beside`` what must change with it, by path.
    """

    case: str
    test: Callable[[Case], bool]
    impact: Impact
    reason: str
    old: Any | EllipsisType
    new: Any | EllipsisType
    beside: Mapping[str, tuple[Any, Any]] = {}


# Which types take every value of another (S0-4).
_WIDER = frozenset({("I", "N"), ("I", "B"), ("F", "B"), ("C", "M"), ("Y", "N")})
_SPLIT = pattern(r"[、，,；;]|以及|(?<=.)[和与及或](?=.)")
_EXCEPT = pattern(r"不含|不包括|不得|不用于|除|排除")
_SUFFIX = pattern(r"(?:等)?(?:政务)?(?:部门|单位|机关)?[。.]?\Z")


def anyhow(case: Case) -> bool:
    """Every change."""
    return True


def added(case: Case) -> bool:
    """Nothing was written before."""
    return case.kind is Kind.ADDED


def removed(case: Case) -> bool:
    """Nothing is written any more."""
    return case.kind is Kind.REMOVED


def tighter(case: Case) -> bool:
    """One or more steps up the field's ladder."""
    old, new = _rungs(case)
    return old is not None and new is not None and new > old


def looser(case: Case) -> bool:
    """One or more steps down the field's ladder."""
    old, new = _rungs(case)
    return old is not None and new is not None and new < old


def unranked(case: Case) -> bool:
    """One side is not on the ladder."""
    return None in _rungs(case)


def ranked_now(case: Case) -> bool:
    """The new side alone is on the ladder."""
    old, new = _rungs(case)
    return old is None and new is not None


def refused(case: Case) -> bool:
    """The new value is the last of its ladder."""
    return bool(case.new == ladders.LADDERS[case.pattern][-1])


def _rungs(case: Case) -> tuple[int | None, int | None]:
    return (
        ladders.rung(case.pattern, case.old, case.before),
        ladders.rung(case.pattern, case.new, case.after),
    )


def less(case: Case) -> bool:
    """A smaller number."""
    return _are_numbers(case) and case.new < case.old


def more(case: Case) -> bool:
    """A greater number."""
    return _are_numbers(case) and case.new > case.old


def _are_numbers(case: Case) -> bool:
    return type(case.old) is int and type(case.new) is int


def turned_on(case: Case) -> bool:
    """True now; not written means false."""
    return case.old is not True and case.new is True


def turned_off(case: Case) -> bool:
    """No longer true."""
    return case.old is True and case.new is not True


def type_wider(case: Case) -> bool:
    """The new type takes every value of the old one."""
    return isinstance(case.old, str) and isinstance(case.new, str) and (case.old, case.new) in _WIDER


def type_narrower(case: Case) -> bool:
    """The old type takes every value of the new one."""
    return isinstance(case.old, str) and isinstance(case.new, str) and (case.new, case.old) in _WIDER


def fewer_named(case: Case) -> bool:
    """A text that lists things lists fewer of the same."""
    old, new = _listed(case.old), _listed(case.new)
    return bool(new) and new < old


def more_named(case: Case) -> bool:
    """A text that lists things lists the same and more."""
    old, new = _listed(case.old), _listed(case.new)
    return bool(old) and old < new


def _listed(text: Any) -> set[str]:
    # One more exception is one thing less: whoever lists those is not understood.
    if not isinstance(text, str) or _EXCEPT.search(text):
        return set()
    parts = (_SUFFIX.sub("", part.strip()) for part in _SPLIT.split(text))
    return {part for part in parts if part}


def later(case: Case) -> bool:
    """A later day, month or year; 至今 is the last of all."""
    old, new = _day(case.old), _day(case.new)
    return bool(old and new) and old < new


def earlier(case: Case) -> bool:
    """An earlier day, month or year."""
    old, new = _day(case.old), _day(case.new)
    return bool(old and new) and new < old


def _day(value: Any) -> str:
    if value == "至今":
        return "9999-99"
    text = str(value) if isinstance(value, (str, int)) and not isinstance(value, bool) else ""
    return text if re.match(r"[0-9]{4}(?:-[0-9]{2}){0,2}\Z", text) else ""


def invented(case: Case) -> bool:
    """A condition that R15 does not allow was added."""
    old, new = (invented_condition(text) if isinstance(text, str) else "" for text in (case.old, case.new))
    return bool(new) and not old


def retires(case: Case) -> bool:
    """The catalog is a tombstone now."""
    return bool(case.new == RETIRED)


def restores(case: Case) -> bool:
    """The catalog is no tombstone any more."""
    return bool(case.old == RETIRED)


def share_refused(case: Case) -> bool:
    """Gone because the catalog is not shared at all any more."""
    return removed(case) and ladders.type_of(case.after, "share") == ShareType.REFUSED


def share_granted(case: Case) -> bool:
    """Here because the catalog was not shared at all before."""
    return added(case) and ladders.type_of(case.before, "share") == ShareType.REFUSED


def open_refused(case: Case) -> bool:
    """Gone because the catalog is not open at all any more."""
    return removed(case) and ladders.type_of(case.after, "open") == OpenType.REFUSED


def open_granted(case: Case) -> bool:
    """Here because the catalog was not open at all before."""
    return added(case) and ladders.type_of(case.before, "open") in (None, OpenType.REFUSED)


def service_gone(case: Case) -> bool:
    """Fewer 事项 while sharing depends on them."""
    return removed(case) and _is_by_service(case.after)


def service_come(case: Case) -> bool:
    """More 事项 while sharing depends on them."""
    return added(case) and _is_by_service(case.before)


def _is_by_service(document: Mapping[str, Any]) -> bool:
    share = document.get("share")
    condition = share.get("condition") if isinstance(share, dict) else None
    return isinstance(condition, dict) and condition.get("kind") == "依政务服务事项共享"
