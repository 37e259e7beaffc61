"""Looks through the items of catalogs: a list that many catalogs keep alike is looked through once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TypeVar

from ..model.catalog import Catalog, Item
from ..model.registry import Registry

R = TypeVar("R")


def by_list(registry: Registry, look: Callable[[tuple[Item, ...]], R]) -> Iterator[tuple[Catalog, R]]:
    """Each active catalog with what ``look`` says of its items; it may look at nothing else."""
    told: dict[int, R] = {}
    for catalog in registry.active_catalogs:
        # The reader gives catalogs that keep the same list the same object.
        key = id(catalog.items)
        if key not in told:
            told[key] = look(catalog.items)
        yield catalog, told[key]
