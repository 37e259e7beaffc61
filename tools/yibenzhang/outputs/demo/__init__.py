"""A large believable ledger, made up: the same text for the same numbers, on any machine, any day."""

from __future__ import annotations

from collections.abc import Iterator

from . import catalog, frame, words
from .plan import Office, Plan, offices


def files(catalogs: int, departments: int, seed: int, items: int = 25) -> Iterator[tuple[str, str]]:
    """The files of a made-up ledger as (path, text), ``catalogs/registry.yml`` first.

    ``catalogs`` files of catalogs in all, retired ones included, each with ``items`` items (≥ 1), spread over
    ``departments`` (1 to 19,999): departments of a city first, then those of its counties. The ledger is marked as
    sample data; every person, place and code in it is fictitious, every legal basis true.

    Raises:
        ValueError: a number is out of range.
    """
    if not 1 <= departments <= 19_999 or catalogs < 0 or items < 1:
        raise ValueError(f"no such ledger: {catalogs} catalogs, {departments} departments, {items} items")
    all_offices = offices(catalogs, departments)
    shared_bases = _bases(all_offices, items)
    yield "catalogs/registry.yml", frame.registry()
    yield "catalogs/libraries.yml", frame.libraries(all_offices)
    for name, plan in shared_bases.items():
        yield f"catalogs/base-items/{name}.yml", frame.base_items(name, plan)
    county = 0
    for office in all_offices:
        if office.county > county:
            county = office.county
            yield f"catalogs/{office.region}/region.yml", frame.region(office)
        yield from frame.department(office, seed, items, shared_bases)


def _bases(all_offices: list[Office], items: int) -> dict[str, Plan]:
    """基础数据项集: the first three catalogs of 民政局, kept alike by every county."""
    if items <= catalog.BASE_GROUP or not any(office.county for office in all_offices):
        return {}
    return {plan.subject: plan for plan in list(all_offices[0].plans())[:3] if not plan.refusal}


__all__ = ["files", "words"]
