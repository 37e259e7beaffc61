"""The field-level difference of two ledgers, by code (DESIGN section 4)."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from ..model.change import CatalogChange
from . import changes
from .changes import is_retired
from .differences import same
from .entries import Entry
from .pairing import Pair, pair

_NOTHING: Mapping[str, Entry] = {}


def compare(
    old: Iterable[Entry],
    new: Iterable[Entry],
    demanded: Container[str] = frozenset(),
    last: Mapping[str, Entry] = _NOTHING,
) -> tuple[CatalogChange, ...]:
    """What changed from ``old`` to ``new``, by impact (greatest first), department and code.

    Files that are the same on both sides may be left out. ``demanded`` are the codes an open demand depends on.
    ``last`` are entries as they were when last readable, by the path where they now are not: what becomes readable
    again is compared with them instead of with nothing.
    """
    pairs = [one for one in pair(old, new) if not _is_same(one)]
    moves = _moves(pairs)
    taken = {id(one) for move in moves for one in (move.retirement, move.addition)}
    rest = [one for one in pairs if id(one) not in taken]
    found = [*_moved(moves), *_changed(rest, demanded, last)]
    return tuple(sorted(found, key=_rank))


def _rank(change: CatalogChange) -> tuple[Any, ...]:
    return -change.impact.weight, change.department, change.code, change.file, change.kind


def _is_same(one: Pair) -> bool:
    old, new = one.old, one.new
    if old is None or new is None:
        return False
    if old.values is None and new.values is None:
        return old.code == new.code
    return old.values is not None and old.department == new.department and same(old.values, new.values)


def _changed(pairs: Iterable[Pair], demanded: Container[str], last: Mapping[str, Entry]) -> Iterator[CatalogChange]:
    for one in pairs:
        match one.old, one.new:
            case None, Entry() as new:
                yield changes.added(new, recoded=one.recoded)
            case Entry() as old, None:
                yield changes.removed(old, recoded=one.recoded, demanded=old.code in demanded)
            case Entry() as old, Entry() as new if new.values is None:
                yield changes.broken(old, new, ambiguous=one.ambiguous)
            case Entry() as old, Entry() as new if old.values is None:
                yield changes.mended(old, new, last.get(old.path), ambiguous=one.ambiguous)
            case Entry() as old, Entry() as new:
                yield changes.changed(old, new, ambiguous=one.ambiguous, demanded=old.code in demanded)


class _Move(NamedTuple):
    """移交: ``retirement`` has both sides, ``addition`` the new one."""

    retirement: Pair
    addition: Pair


def _moves(pairs: list[Pair]) -> list[_Move]:
    """Retirements and additions that name each other. One addition takes one: the first of its ``related``."""
    retired = {(one.old.code, _successor(one)): one for one in pairs if one.old and _successor(one)}
    found = []
    for one in pairs if retired else ():
        if one.old is None and one.new and not one.ambiguous and not is_retired(one.new):
            named = ((code, one.new.code) for code in _related(one.new))
            origin = next((retired[names] for names in named if names in retired), None)
            if origin is not None:
                found.append(_Move(origin, one))
    return found


def _successor(one: Pair) -> str:
    """The code a catalog that is retired here names as its successor, else empty."""
    if one.ambiguous or one.old is None or not one.old.values or is_retired(one.old):
        return ""
    if one.new is None or not one.new.values or not is_retired(one.new):
        return ""
    note = one.new.values.get("retired")
    code = note.get("replaced_by") if isinstance(note, dict) else None
    return code if isinstance(code, str) else ""


def _related(one: Entry) -> list[str]:
    codes = one.values.get("related") if one.values else None
    return [code for code in codes if isinstance(code, str)] if isinstance(codes, list) else []


def _moved(moves: Iterable[_Move]) -> Iterator[CatalogChange]:
    for (old, tombstone, *_), (_, new, *_) in moves:
        if old and tombstone and new:
            yield changes.moved(old, tombstone, new)
