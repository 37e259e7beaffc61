"""Which catalog of one tree is which in another: by code, never by path, except where there is no code to go by."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from .entries import Entry


class Pair(NamedTuple):
    """One catalog on both sides, None where it is missing.

    ``ambiguous``: its code stands in several files, so that the file says which one it is. ``recoded``: on the other
    side the same file holds a catalog with another code.
    """

    old: Entry | None
    new: Entry | None
    ambiguous: bool = False
    recoded: bool = False


def pair(old: Iterable[Entry], new: Iterable[Entry]) -> Iterator[Pair]:
    """Every entry of both sides, once. Of several with one code: by path, then by name, then in turn."""
    before, after = _by_code(old), _by_code(new)
    left, right = before.pop("", []), after.pop("", [])
    for code, some in before.items():
        others = after.pop(code, None)
        if others is None:
            left += some
        elif len(some) == len(others) == 1:
            yield Pair(some[0], others[0])
        else:
            pairs, rest, more = _several(some, others)
            yield from (Pair(one, other, ambiguous=True) for one, other in pairs)
            yield from (Pair(one, None, ambiguous=True) for one in rest)
            yield from (Pair(None, other, ambiguous=True) for other in more)
    for some in after.values():
        right += some
    yield from _by_path(left, right)


def _by_code(entries: Iterable[Entry]) -> dict[str, list[Entry]]:
    found: dict[str, list[Entry]] = defaultdict(list)
    for one in entries:
        found[one.code].append(one)
    return found


def _several(old: list[Entry], new: list[Entry]) -> tuple[list[tuple[Entry, Entry]], list[Entry], list[Entry]]:
    pairs: list[tuple[Entry, Entry]] = []
    for what in (lambda one: one.path, name_of, lambda _: ""):
        waiting: dict[str, list[Entry]] = defaultdict(list)
        for one in reversed(new):
            waiting[what(one)].append(one)
        rest = []
        for one in old:
            some = waiting[what(one)]
            if some:
                pairs.append((one, some.pop()))
            else:
                rest.append(one)
        taken = {id(other) for _, other in pairs}
        old, new = rest, [one for one in new if id(one) not in taken]
    return pairs, old, new


def name_of(one: Entry) -> str:
    """A catalog's name as written; empty when there is none."""
    name = one.values.get("name") if one.values else None
    return name if isinstance(name, str) else ""


def _by_path(old: list[Entry], new: list[Entry]) -> Iterator[Pair]:
    """Entries whose code is on one side only: one file that became unreadable, or readable, or got another code."""
    there: dict[str, list[Entry]] = defaultdict(list)
    for one in reversed(new):
        there[one.path].append(one)
    for one in old:
        if not there[one.path]:
            yield Pair(one, None)
            continue
        other = there[one.path].pop()
        if one.code and other.code:
            yield Pair(one, None, recoded=True)
            yield Pair(None, other, recoded=True)
        else:
            yield Pair(one, other)
    for some in there.values():
        yield from (Pair(None, one) for one in reversed(some))
