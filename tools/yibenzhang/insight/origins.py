"""Items that several catalogs hold, and whether these agree on where they come from (一数一源: R19; DOMAIN E)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import NamedTuple

from ..model.registry import Registry


class Origins(NamedTuple):
    """How many names of items in two or more catalogs have exactly one 权威源, and how many such names there are: of each
    department and region that holds one, and of the ledger."""

    departments: Mapping[str, tuple[int, int]]
    regions: Mapping[str, tuple[int, int]]
    whole: tuple[int, int]


def origins(registry: Registry) -> Origins:
    """Look through the items of all catalogs in use; most have the same items as others, which are read once."""
    holders: defaultdict[str, dict[str, int]] = defaultdict(dict)
    claims: defaultdict[str, set[tuple[str, str]]] = defaultdict(set)
    for catalog in registry.active_catalogs:
        own = holders[registry.sketch(catalog)]
        own[catalog.department] = own.get(catalog.department, 0) + 1
        for _, name, origin in registry.origins.get(catalog.path, ()):
            claims[name].add((origin.catalog or "", origin.department or ""))
    counts: defaultdict[str, int] = defaultdict(int)
    names: dict[str, frozenset[str]] = {}
    for sketch, own in holders.items():
        names[sketch] = registry.names(sketch)
        number = sum(own.values())
        for name in names[sketch]:
            counts[name] += number
    several = {name for name, number in counts.items() if number > 1}
    single = {name for name in several if _sources(registry, claims.get(name, set())) == 1}
    departments: defaultdict[str, set[str]] = defaultdict(set)
    for sketch, own in holders.items():
        shared = names[sketch] & several
        for department in own:
            departments[department] |= shared
    regions: defaultdict[str, set[str]] = defaultdict(set)
    for department, held in departments.items():
        regions[department.rpartition("/")[0]] |= held
    return Origins(
        {key: (len(held & single), len(held)) for key, held in departments.items()},
        {key: (len(held & single), len(held)) for key, held in regions.items()},
        (len(single), len(several)),
    )


def _sources(registry: Registry, claims: set[tuple[str, str]]) -> int:
    """How many sources are named: catalogs, and departments by themselves that keep none of these."""
    codes = {code for code, _ in claims if code}
    kept = {each.department for code in codes for each in registry.catalogs_by_code.get(code, ())}
    return len(codes) + len({department for code, department in claims if not code} - kept)


__all__ = ["Origins", "origins"]
