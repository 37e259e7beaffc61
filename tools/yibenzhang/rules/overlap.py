"""Finds sets that overlap, without comparing every pair.

Prefix filtering (Chaudhuri et al., ICDE 2006; Bayardo et al., WWW 2007): with elements ordered from the rarest to
the commonest, two sets that overlap enough must share one of their first few elements, and those are rare.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, combinations, pairwise
from math import ceil

_BITS = 192


def similar(sets: Sequence[frozenset[str]], threshold: float) -> Iterator[tuple[int, int, float]]:
    """Pairs ``(i, j, similarity)``, i < j, whose Jaccard similarity is at least ``threshold`` (0 < threshold ≤ 1).

    Equal sets are compared once, however many there are. Empty sets are like nothing.
    """
    alike: defaultdict[frozenset[str], list[int]] = defaultdict(list)
    for index, elements in enumerate(sets):
        if elements:
            alike[elements].append(index)
    counts = Counter(chain.from_iterable(alike))
    ranks = {element: rank for rank, element in enumerate(sorted(sorted(counts), key=counts.__getitem__))}
    lists = [(sorted(members, key=ranks.__getitem__), members) for members in alike]
    ordered = sorted(lists, key=lambda pair: (len(pair[0]), pair[0]))
    bits = {element: 1 << rank % _BITS for element, rank in ranks.items()}
    signs = [_sign(members, bits) for _, members in ordered]
    by_element: defaultdict[str, list[int]] = defaultdict(list)
    for current, (ranked, members) in enumerate(ordered):
        for pair in pairwise(alike[members]):
            # A chain says as much as every pair: each is like the one before it.
            yield *pair, 1.0
        size = len(ranked)
        sign, spare = signs[current]
        prefix = ranked[: size - ceil(threshold * size) + 1]
        hits = []
        for other in {other for element in prefix for other in by_element[element]}:
            their = ordered[other][1]
            # Sizes are ascending: a set too small to reach the threshold cannot.
            if len(their) < threshold * size:
                continue
            # Most candidates share little more than what made them one: their signatures say so at once.
            least = ceil(threshold / (1 + threshold) * (size + len(their)) - 1e-9)
            if (sign & signs[other][0]).bit_count() + spare < least:
                continue
            shared = len(members & their)
            similarity = shared / (size + len(their) - shared)
            if similarity >= threshold:
                hits.append((other, similarity))
        for other, similarity in sorted(hits):
            left, right = alike[members][0], alike[ordered[other][1]][0]
            yield min(left, right), max(left, right), similarity
        for element in prefix:
            by_element[element].append(current)


def _sign(members: frozenset[str], bits: Mapping[str, int]) -> tuple[int, int]:
    """A bit for every element, and how many elements fell on a bit another has: what two sets share is no more than the
    bits they share and one's spare elements."""
    sign = 0
    for element in members:
        sign |= bits[element]
    return sign, len(members) - sign.bit_count()


def sharing(sets: Sequence[Iterable[str]], least: int, most: int) -> Iterator[tuple[int, int]]:
    """Pairs ``(i, j)``, i < j, that share at least ``least`` of the elements no more than ``most`` sets have, in order.

    Work grows with the number of elements times ``most``, whatever the sets are.
    """
    holders: defaultdict[str, list[int]] = defaultdict(list)
    for index, elements in enumerate(sets):
        for element in elements:
            holders[element].append(index)
    counts = Counter(chain.from_iterable(combinations(found, 2) for found in holders.values() if len(found) <= most))
    return iter(sorted(pair for pair, count in counts.items() if count >= least))
