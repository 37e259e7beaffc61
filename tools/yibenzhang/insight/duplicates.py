"""重复采集疑似: catalogs of different departments that seem to collect the same data (S2七, R19; rules O501–O503).

What two catalogs have in common weighs more the fewer catalogs have it: 姓名 says nothing, 残疾证编号 much. Candidates
come from :func:`..rules.overlap.similar`, so that not every pair is compared.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from math import log2
from typing import NamedTuple

from ..model.catalog import Catalog
from ..model.registry import Registry, pairs
from ..rules.one_source import LEAST_ITEMS, OVERLAP, duty_keys, explained, planned
from ..rules.overlap import sharing, similar

LIKE = ((3, 400), (6, 250))
"""So many telling items in common, which are so many thousandths of the weight of all, make two catalogs alike."""
NAMED = 0.75
"""From so much alike two names are taken for the same."""
TELLING = 8
"""An item more catalogs have tells nothing; nor, in a small ledger, does one that an eighth of them have."""
_NOUN = re.compile(r"(?:基本|基础|登记|备案|审批|汇总)?(?:信息|数据|名单|名册|目录|清单|台账|明细|记录|情况|表|库)+\Z")


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A catalog, with those that other places keep of the same base-items set or duty under the same name."""

    catalog: Catalog
    places: tuple[Catalog, ...]
    names: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Likeness:
    """Two of :class:`Kept` that are alike, by their numbers.

    ``shared``: items of both, the rarest first. ``percent``: of all their items, as rule O502 counts. ``weight``: 0 to
    1000, of all their items' weight. ``named``: their names say the same.
    """

    left: int
    right: int
    shared: tuple[str, ...]
    percent: int
    weight: int
    named: bool


class Claim(NamedTuple):
    """Who is to be believed, as a catalog has it: a ``department`` for all of it (数源部门), or a catalog by its ``code`` for
    these ``items`` (权威源)."""

    department: str
    code: str
    items: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Catalogs that seem to be the same: each is like the first, or two are like each other.

    ``common``: items at least two of them have, with how many have it: those of all first, then the rarest. ``percent``,
    ``weight`` and ``named`` are those of the likest pair. ``claims``: those about a department first. ``disputed``: they name different
    departments, or different catalogs for one item. ``explained``: they name their 数源部门 or each other, so rule O502
    asks nothing more.
    """

    members: tuple[Kept, ...]
    common: tuple[tuple[str, int], ...]
    percent: int
    weight: int
    named: bool
    claims: tuple[Claim, ...]
    disputed: bool
    explained: bool


def duplicates(registry: Registry) -> tuple[Group, ...]:
    """The groups, those with work left first, the likest first."""
    kept = _kept(registry)
    scale = _Scale(kept)
    found = sorted(_likenesses(registry, kept, scale), key=lambda one: (-one.weight, -one.percent, one.left, one.right))
    groups = [_group(kept, members, scale) for members in _stars(registry, kept, found, scale)]
    return tuple(sorted(groups, key=lambda one: (one.explained, -one.weight, one.members[0].catalog.path)))


def _kept(registry: Registry) -> list[Kept]:
    """Catalogs in use, in the order of their paths, one for all places that keep the same."""
    members: defaultdict[tuple[str, ...], list[Catalog]] = defaultdict(list)
    for catalog in registry.active_catalogs:
        plan = (catalog.base,) if catalog.base else tuple(sorted(duty_keys(registry, catalog)))
        members[(catalog.name, *plan) if plan else ("", catalog.path)].append(catalog)
    sets: dict[str, frozenset[str]] = {}
    found = []
    for catalogs in members.values():
        first = min(catalogs, key=lambda each: (each.department.count("/"), each.path))
        sketch = registry.sketch(first)
        if sketch not in sets:
            sets[sketch] = frozenset(name for name, _ in pairs(sketch))
        rest = tuple(each for each in catalogs if each is not first)
        found.append(Kept(catalog=first, places=rest, names=sets[sketch]))
    return sorted(found, key=lambda one: one.catalog.path)


class _Scale:
    """What items weigh: bits, in thousandths so that sums do not depend on their order."""

    def __init__(self, kept: Sequence[Kept]) -> None:
        self.counts = Counter(chain.from_iterable(one.names for one in kept))
        self.most = min(TELLING, max(3, len(kept) // 8))
        self.telling = frozenset(name for name, count in self.counts.items() if count <= self.most)
        self.weights = {name: round(1000 * log2(1 + len(kept) / count)) for name, count in self.counts.items()}

    def of(self, names: Iterable[str]) -> int:
        return sum(self.weights[name] for name in names)

    def rank(self, name: str) -> tuple[int, str]:
        """The rarest first."""
        return self.counts[name], name


def _likenesses(registry: Registry, kept: Sequence[Kept], scale: _Scale) -> Iterator[Likeness]:
    full = [one.names if len(one.names) >= LEAST_ITEMS else frozenset() for one in kept]
    words = [_bigrams(one.catalog.name) for one in kept]
    named = {(left, right) for left, right, _ in similar(words, NAMED)}
    candidates = {(left, right) for left, right, _ in similar(full, OVERLAP)}
    candidates.update(sharing([one.names for one in kept], LIKE[0][0], scale.most))
    for left, right in sorted(candidates | named):
        found = _likeness(kept, left, right, scale, named=(left, right) in named)
        first, second = kept[left].catalog, kept[right].catalog
        if found and first.department != second.department and not planned(registry, first, second):
            yield found


def _likeness(kept: Sequence[Kept], left: int, right: int, scale: _Scale, *, named: bool) -> Likeness | None:
    """How alike two are, None where it is too little."""
    first, second = kept[left].names, kept[right].names
    shared, every = first & second, first | second
    percent = len(shared) * 100 // len(every) if every else 0
    weight = scale.of(shared) * 1000 // max(1, scale.of(every))
    # As O502 has it: what the rule finds is here too.
    same = len(shared) >= OVERLAP * len(every) and min(len(first), len(second)) >= LEAST_ITEMS
    telling = len(shared & scale.telling)
    like = any(telling >= least and weight >= enough for least, enough in LIKE)
    if not (same or like or (named and shared)):
        return None
    return Likeness(
        left=left,
        right=right,
        shared=tuple(sorted(shared, key=scale.rank)),
        percent=percent,
        weight=weight,
        named=named,
    )


def _bigrams(name: str) -> frozenset[str]:
    """Pairs of characters of a name without the noun it ends with."""
    plain = unicodedata.normalize("NFKC", name)
    core = _NOUN.sub("", plain) or plain
    return frozenset(core[at : at + 2] for at in range(len(core) - 1)) or frozenset((core,))


def _stars(
    registry: Registry, kept: Sequence[Kept], found: Sequence[Likeness], scale: _Scale
) -> Iterator[tuple[list[int], Likeness]]:
    """Who stands together, with the likest pair: a third joins a pair only if it is like the first of them, so that
    no chain brings together what has nothing in common."""
    groups: list[tuple[list[int], Likeness]] = []
    of: defaultdict[int, list[int]] = defaultdict(list)
    for one in found:
        if set(of[one.left]) & set(of[one.right]):
            continue
        for known, fresh in ((one.left, one.right), (one.right, one.left)):
            joined = next(
                (place for place in of[known] if _fits(registry, kept, groups[place][0][0], fresh, scale)), None
            )
            if joined is not None:
                groups[joined][0].append(fresh)
                of[fresh].append(joined)
                break
        else:
            for each in (one.left, one.right):
                of[each].append(len(groups))
            groups.append(([one.left, one.right], one))
    yield from groups


def _fits(registry: Registry, kept: Sequence[Kept], first: int, fresh: int, scale: _Scale) -> bool:
    left, right = kept[first].catalog, kept[fresh].catalog
    if first == fresh or left.department == right.department or planned(registry, left, right):
        return False
    return _likeness(kept, first, fresh, scale, named=False) is not None


def _group(kept: Sequence[Kept], star: tuple[list[int], Likeness], scale: _Scale) -> Group:
    numbers, likest = star
    members = tuple(kept[number] for number in numbers)
    held = Counter(chain.from_iterable(one.names for one in members))
    common = sorted(
        ((name, count) for name, count in held.items() if count > 1),
        key=lambda pair: (-pair[1], scale.rank(pair[0])),
    )
    catalogs = [one.catalog for one in members]
    names = {name for name, _ in common}
    departments = sorted({each.origin for each in catalogs if each.origin})
    sources: defaultdict[str, set[str]] = defaultdict(set)
    for item in chain.from_iterable(each.items for each in catalogs):
        if item.name in names and item.origin and item.origin.catalog:
            sources[item.name].add(item.origin.catalog)
    first, *rest = catalogs
    return Group(
        members=members,
        common=tuple(common),
        percent=likest.percent,
        weight=likest.weight,
        named=likest.named,
        claims=(*(Claim(each, "", ()) for each in departments), *_claims(sources)),
        disputed=len(departments) > 1 or any(len(codes) > 1 for codes in sources.values()),
        explained=all(explained(first, each) for each in rest),
    )


def _claims(sources: Mapping[str, set[str]]) -> Iterator[Claim]:
    for code in sorted(set().union(*sources.values())):
        yield Claim("", code, tuple(name for name in sorted(sources) if code in sources[name]))


__all__ = ["LIKE", "NAMED", "TELLING", "Claim", "Group", "Kept", "Likeness", "duplicates"]
