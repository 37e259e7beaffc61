"""Which member of a list is which in another version of it: by what it is called, not by its place."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from .paths import Member
from .renamed import Free, bases, items

# A member's key may be any text a file holds; a path carries no more of it than this.
LONGEST = 80
# What a mapping in these lists is called; in any other, its name.
_IDENTITY = {"resources": ("id",), "share.basis": ("title", "article")}
_DEFAULT = ("name",)
_OPEN = frozenset({"resources[].map"})
_RENAMED: Mapping[str, Callable[[Free], list[tuple[int, int]]]] = {"items": items, "share.basis": bases}


def key(pattern: str, element: Any) -> str:
    """What a member of the list at ``pattern`` is called; empty for a mapping that does not say."""
    return _keys(pattern, (element,))[0]


def _keys(pattern: str, some: Iterable[Any]) -> list[str]:
    first, *more = _IDENTITY.get(pattern, _DEFAULT)
    found = []
    for element in some:
        if isinstance(element, dict):
            text = element.get(first)
            if more or not isinstance(text, str):
                parts = (element.get(name) for name in (first, *more))
                text = " ".join(part for part in parts if isinstance(part, str))
        elif isinstance(element, str):
            text = element
        else:
            text = "=" + json.dumps(element, ensure_ascii=False, default=str)
        found.append(text if len(text) <= LONGEST else text[:LONGEST] + "…")
    return found


def numbered(keys: Sequence[str]) -> list[Member]:
    """Members by key, those of one key counted."""
    if len(set(keys)) == len(keys):
        return [*map(Member, keys)]
    seen: Counter[str] = Counter()
    found = []
    for each in keys:
        seen[each] += 1
        found.append(Member(each, seen[each]))
    return found


def members(pattern: str, some: Sequence[Any]) -> list[Member]:
    """The members of the list at ``pattern``."""
    return numbered(_keys(pattern, some))


def child(pattern: str, name: str) -> str:
    """The pattern of a mapping's key: in 字段对应 keys are values, so all are one."""
    if pattern in _OPEN:
        return f"{pattern}.*"
    return f"{pattern}.{name}" if pattern else name


class Matching(NamedTuple):
    """``pairs`` of places (old, new) in the old order; the places left over; and the members by place."""

    pairs: list[tuple[int, int]]
    removed: list[int]
    added: list[int]
    old: list[Member]
    new: list[Member]

    @property
    def keeps_order(self) -> bool:
        """Whether the new list is the old one, without what was removed, and then what was added."""
        return [at for _, at in self.pairs] + self.added == list(range(len(self.new)))

    @property
    def is_reordered(self) -> bool:
        """Whether members that are on both sides changed their order, not only made room for others."""
        places = [at for _, at in self.pairs]
        return places != sorted(places)


def match(pattern: str, old: list[Any], new: list[Any]) -> Matching:
    """Match two versions of the list at ``pattern``: by key, then (数据项, 依据) by what else makes them the same."""
    old_keys, new_keys = (_keys(pattern, some) for some in (old, new))
    first = numbered(old_keys)
    if old_keys == new_keys:
        return Matching([(at, at) for at in range(len(old))], [], [], first, first)
    second = numbered(new_keys)
    places = {member: at for at, member in enumerate(second)}
    pairs = {at: places[member] for at, member in enumerate(first) if member in places}
    if pattern in _RENAMED:
        free = Free(old, new, _alone(old, old_keys, pairs), _alone(new, new_keys, pairs.values()), pairs)
        pairs.update(_RENAMED[pattern](free))
    return Matching(sorted(pairs.items()), _rest(old, pairs), _rest(new, pairs.values()), first, second)


def _rest(some: list[Any], taken: Collection[int]) -> list[int]:
    used = set(taken)
    return [at for at in range(len(some)) if at not in used]


def _alone(some: list[Any], keys: list[str], taken: Collection[int]) -> list[int]:
    """Places of mappings not matched whose key is nobody else's: only those may have changed their name."""
    times = Counter(keys)
    return [at for at in _rest(some, taken) if isinstance(some[at], dict) and keys[at] and times[keys[at]] == 1]
