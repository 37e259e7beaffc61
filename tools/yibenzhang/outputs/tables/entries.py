"""Duties and systems of departments as tables, and which catalog has which of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from ...model.catalog import Catalog
from ...model.department import Department
from ..columns import Column
from ..edition import Edition
from .table import DEPARTMENT, Field, Row, Table, getters, named


def listed(
    name: str,
    title: str,
    description: str,
    found: Sequence[Column],
    listed: Sequence[tuple[Department, Sequence[Any]]],
) -> Table:
    """Duties or systems, each under a reference of its own, for two of a broken department may bear one id."""
    lead = (Field("ref", "编号", description="部门编号/类别/编号"), DEPARTMENT)

    def rows(typed: bool) -> Iterator[Row]:
        gets = getters(found, typed=typed)
        for department, entries in listed:
            for ref, entry in zip(_entry_refs(name, department, entries), entries, strict=True):
                yield (ref, department.id, *(get(entry) for get in gets))

    count = sum(len(entries) for _, entries in listed)
    return Table(name, title, description, (*lead, *named(found)), ("ref",), {"department": "departments"}, count, rows)


def _entry_refs(name: str, department: Department, entries: Sequence[Any]) -> list[str]:
    seen: Counter[str] = Counter()
    found = []
    for entry in entries:
        seen[entry.id] += 1
        again = f"#{seen[entry.id]}" if seen[entry.id] > 1 else ""
        found.append(f"{department.id}/{name}/{entry.id}{again}")
    return found


def links(
    edition: Edition,
    name: str,
    title: str,
    one: str,
    many: str,
    departments: Sequence[Department],
    refs: Mapping[str, str],
    ids: Callable[[Catalog], Sequence[str]],
) -> Table:
    """Which catalog has which duties or systems; what its department does not list is only in the catalog's own cell."""
    known: dict[tuple[str, str], str] = {}
    for each in departments:
        entries = getattr(each, many)
        for ref, entry in zip(_entry_refs(many, each, entries), entries, strict=True):
            known.setdefault((each.id, entry.id), ref)
    pairs = [
        (refs[catalog.path], known[catalog.department, each])
        for catalog in edition.catalogs
        for each in dict.fromkeys(ids(catalog))
        if (catalog.department, each) in known
    ]
    fields = (Field("catalog", "目录编号"), Field(one, "职责" if one == "duty" else "系统"))
    links = {"catalog": "catalogs", one: many}
    return Table(name, title, "一行一个对应关系", fields, ("catalog", one), links, len(pairs), lambda _: iter(pairs))


__all__ = ["links", "listed"]
