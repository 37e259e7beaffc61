"""Finds sets that overlap, without comparing every pair.

Prefix filtering (Chaudhuri et al., ICDE 2006; Bayardo et al., WWW 2007): with elements ordered from the rarest to
the commonest, two sets that overlap enough must share one of their first few elements, and those are rare.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import chain, pairwise
from math import ceil


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
    by_element: defaultdict[str, list[int]] = defaultdict(list)
    for current, (ranked, members) in enumerate(ordered):
        for pair in pairwise(alike[members]):
            # A chain says as much as every pair: each is like the one before it.
            yield *pair, 1.0
        size = len(ranked)
        prefix = ranked[: size - ceil(threshold * size) + 1]
        candidates = {other for element in prefix for other in by_element[element]}
        for other in sorted(candidates):
            their = ordered[other][1]
            # Sizes are ascending: a set too small to reach the threshold cannot.
            if len(their) < threshold * size:
                continue
            shared = len(members & their)
            similarity = shared / (size + len(their) - shared)
            if similarity >= threshold:
                left, right = alike[members][0], alike[their][0]
                yield min(left, right), max(left, right), similarity
        for element in prefix:
            by_element[element].append(current)
