"""同类目录: what other regions keep of the same kind."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from ...model.catalog import Catalog
from .index import Index, title
from .parts import Cell
from .where import asked

FEW = 4
"""So many are named; the rest is a search away."""


class Kin(NamedTuple):
    """``number`` of them in all; ``found`` are catalogs with their department as a note; ``search`` finds the rest."""

    number: int
    found: tuple[Cell, ...]
    search: str


def kin(index: Index, catalog: Catalog) -> Kin | None:
    """The catalogs of other regions with the same base items or the same name; None where there are none."""
    number, few = index.shelf.kin(catalog, FEW)
    if not number:
        return None
    of_path = index.addresses.of_path
    found = tuple(Cell(title(each), of_path[each.path], each.department) for each in few)
    search = f"catalogs.html?q={asked(catalog.name)}" if number > FEW else ""
    return Kin(number, found, search)


def inputs(index: Index, catalog: Catalog) -> Iterator[str]:
    """What of it can change."""
    number, few = index.shelf.kin(catalog, FEW)
    if number:
        yield str(number)
        for each in few:
            yield f"{each.department} {title(each)} {index.addresses.of_path[each.path]}"


__all__ = ["FEW", "Kin", "inputs", "kin"]
