"""Members of a list that go by another name now: 数据项 by column or by place and type, 依据 by title."""

from __future__ import annotations

from collections import Counter, defaultdict, deque
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

Pairs = list[tuple[int, int]]


class Free(NamedTuple):
    """Two versions of a list: ``left`` and ``right`` are the places of mappings, each with a name of its own, that
    ``pairs`` (old place → new place) does not match."""

    old: list[Any]
    new: list[Any]
    left: list[int]
    right: list[int]
    pairs: Mapping[int, int]


def items(free: Free) -> Pairs:
    """数据项 renamed: of one column name; else between the same neighbours and of one type, same length first."""
    if not free.left or not free.right:
        return []
    found = [
        (left, right)
        for left, right in _same(free, free.left, free.right, lambda item: _text(item, "field"))
        if _type(free.old[left]) == _type(free.new[right])
    ]
    gone, come = {left for left, _ in found}, {right for _, right in found}
    runs_old = _runs([at for at in free.left if at not in gone], {left: left for left in free.pairs})
    runs_new = _runs([at for at in free.right if at not in come], {right: left for left, right in free.pairs.items()})
    for anchor, left in runs_old.items():
        found += _in_place(free, left, runs_new.get(anchor, []))
    return found


def bases(free: Free) -> Pairs:
    """依据 of one title whose article changed."""
    return _same(free, free.left, free.right, lambda basis: _text(basis, "title"))


def _text(element: dict[str, Any], name: str) -> str:
    value = element.get(name)
    return value if isinstance(value, str) else ""


def _type(item: dict[str, Any]) -> str:
    return str(item.get("type"))


def _same(free: Free, left: list[int], right: list[int], what: Callable[[dict[str, Any]], str]) -> Pairs:
    """Pairs that agree in a text no other on either side has."""
    sides = [{at: what(some[at]) for at in places} for some, places in ((free.old, left), (free.new, right))]
    times = [Counter(side.values()) for side in sides]
    there = {text: at for at, text in sides[1].items() if text and times[1][text] == 1}
    return [(at, there[text]) for at, text in sides[0].items() if text in there and times[0][text] == 1]


def _runs(places: list[int], anchors: Mapping[int, int]) -> dict[int, list[int]]:
    """Places by the anchor before them (-1: the list's beginning)."""
    found: dict[int, list[int]] = defaultdict(list)
    anchor, at = -1, -1
    for place in places:
        while at < place:
            at += 1
            anchor = anchors.get(at, anchor)
        found[anchor].append(place)
    return found


def _in_place(free: Free, left: list[int], right: list[int]) -> Pairs:
    """Pairs within one run: of one type and length in turn; then, when as many are left on both sides, of one type."""
    found: Pairs = []
    waiting: dict[str, deque[int]] = defaultdict(deque)
    for at in right:
        waiting[_shape(free.new[at])].append(at)
    rest = []
    for at in left:
        candidates = waiting[_shape(free.old[at])]
        if candidates and _agree(free.old[at], free.new[candidates[0]]):
            found.append((at, candidates.popleft()))
        else:
            rest.append(at)
    taken = {place for _, place in found}
    others = [at for at in right if at not in taken]
    if len(rest) == len(others):
        found += [
            (at, place)
            for at, place in zip(rest, others, strict=True)
            if _type(free.old[at]) == _type(free.new[place]) and _agree(free.old[at], free.new[place])
        ]
    return found


def _shape(item: dict[str, Any]) -> str:
    return f"{item.get('type')} {item.get('length')} {item.get('scale')}"


def _agree(old: dict[str, Any], new: dict[str, Any]) -> bool:
    """Whether nothing speaks against two items being one: two different column names do."""
    return _text(old, "field") == _text(new, "field") or not (_text(old, "field") and _text(new, "field"))
