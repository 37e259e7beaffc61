"""Where the header of a sheet is, what its rows are, and which field each column means."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from ...sources.mapping import IGNORED, PLACELESS, Target
from ...sources.workbook import Sheet
from .draft import CATALOG, DEMAND, ITEM, RESOURCE
from .labels import Labels, folded

DEEPEST = 60
"""Rows a header is looked for in."""
_FEWEST = 2
_LONGEST = 60
"""Characters of a title; a cell with more is prose."""
TABLES = (CATALOG, ITEM, RESOURCE, DEMAND)
_NAMES = {CATALOG: ("name", "code"), ITEM: ("name",), RESOURCE: ("name", "id"), DEMAND: ("title", "id", "data_name")}


@dataclass(frozen=True, slots=True)
class Aim:
    """What a column holds: a field (or several) of a table."""

    table: str
    target: Target


@dataclass(frozen=True, slots=True)
class Header:
    """A header found. ``tables``: one, or catalog and item where every row has both. ``unknown`` and ``doubled``:
    columns without a place, from 0; ``placeless``: known ones that the ledger has no field for. ``whole``: the columns are the ledger's own, so a blank cell means nothing there."""

    row: int
    tables: tuple[str, ...]
    aims: dict[int, Aim] = field(default_factory=dict)
    unknown: tuple[int, ...] = ()
    doubled: tuple[int, ...] = ()
    placeless: tuple[int, ...] = ()
    whole: bool = False


def header(sheet: Sheet, labels: Labels, first: int = 0, only: tuple[str, ...] = TABLES) -> Header | None:
    """The best header of a sheet from a row on; None where no row looks like one."""
    hint = labels.foreign.sheets.get(sheet.name) or labels.sheets.get(folded(sheet.name), "")
    best: tuple[float, int, tuple[str, ...]] | None = None
    for row in range(first, min(len(sheet.rows), first + DEEPEST)):
        titles = sheet.rows[row]
        if sum(1 for title in titles if title) < _FEWEST:
            continue
        for score, tables in _scores(titles, labels, hint, only):
            if best is None or score > best[0]:
                best = (score, row, tables)
    if best is None:
        return None
    return _made(sheet, labels, best[1], best[2])


def _scores(
    titles: list[str], labels: Labels, hint: str, only: tuple[str, ...]
) -> Iterator[tuple[float, tuple[str, ...]]]:
    """How well a row serves as the header of each table, and of catalogs with their items in one."""
    short = [title for title in titles if title and len(title) <= _LONGEST]
    found = {table: {title: target for title in short if (target := labels.target(table, title))} for table in only}
    for table in only:
        targets = [target for target in found[table].values() if isinstance(target, str)]
        names = [name for name in _NAMES[table] if name in targets]
        own = sum(not target.startswith("@") for target in targets)
        if names and len(found[table]) >= _FEWEST and (own >= _FEWEST or hint == table):
            yield len(found[table]) + 0.5 * own + 3 * (hint == table), (table,)
    if CATALOG in only and ITEM in only:
        catalogs = [title for title in found[CATALOG] if title not in found[ITEM]]
        items = [title for title in found[ITEM] if title not in found[CATALOG]]
        named = "name" in {found[ITEM][title] for title in items if isinstance(found[ITEM][title], str)}
        if len(catalogs) >= 3 and len(items) >= _FEWEST and named:
            yield 1.5 * len({*found[CATALOG], *found[ITEM]}) + 3 * (hint in (CATALOG, ITEM)), (CATALOG, ITEM)


def _made(sheet: Sheet, labels: Labels, row: int, tables: tuple[str, ...]) -> Header:
    titles = sheet.rows[row]
    aims: dict[int, Aim] = {}
    taken: set[tuple[str, str]] = set()
    unknown, doubled, placeless = [], [], []
    turned = _turn(titles, labels) if len(tables) > 1 else 0
    for at, title in enumerate(titles):
        if not title:
            if any(at < len(other) and other[at] for other in sheet.rows[row + 1 :]):
                unknown.append(at)
            continue
        aim = _aim(title, labels, tables, at < turned)
        if aim is None:
            if not labels.is_ignored(title):
                unknown.append(at)
            continue
        if aim.target in (IGNORED, PLACELESS):
            placeless += [at] * (aim.target == PLACELESS)
            continue
        key = (aim.table, str(aim.target))
        if key in taken:
            doubled.append(at)
            continue
        taken.add(key)
        aims[at] = aim
    # Columns beyond the header that hold something.
    beyond = max((len(other) for other in sheet.rows[row + 1 :]), default=0)
    unknown += [at for at in range(len(titles), beyond) if any(at < len(o) and o[at] for o in sheet.rows[row + 1 :])]
    whole = labels.own_share(tables[0], titles) >= 0.75
    return Header(row, tables, aims, tuple(unknown), tuple(doubled), tuple(placeless), whole)


def _turn(titles: list[str], labels: Labels) -> int:
    """The column where a row's catalog ends and its item begins."""
    for at, title in enumerate(titles):
        if labels.target(ITEM, title) == "name" and labels.target(CATALOG, title) is None:
            return at
    return 0


def _aim(title: str, labels: Labels, tables: tuple[str, ...], before: bool) -> Aim | None:
    if len(tables) == 1:
        target = labels.target(tables[0], title)
        return Aim(tables[0], target) if target is not None else None
    order = (CATALOG, ITEM) if before else (ITEM, CATALOG)
    for table in order:
        target = labels.target(table, title)
        if target is not None and not (table == ITEM and isinstance(target, str) and target in ("@code", "@name")):
            return Aim(table, target)
    return None


__all__ = ["DEEPEST", "TABLES", "Aim", "Header", "header"]
