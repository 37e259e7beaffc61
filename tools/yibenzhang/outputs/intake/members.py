"""The items or resources of a catalog beside the rows that stand for them."""

from __future__ import annotations

import copy
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from ...sources import cells
from .draft import Remark, Row, said
from .values import Refer, Setter


class Joined(NamedTuple):
    """The new list; for each entry its row, None where the sheet has none; the names of those."""

    values: list[Any]
    rows: list[Row | None]
    vanished: list[str]


def join(
    old: Sequence[Any], rows: Sequence[Row], setter: Setter, key: str, refer: Refer, remarks: list[Remark]
) -> Joined:
    """Each row with the entry of its name (``key``), or with the one in its place where only the name is another.

    The order is that of the rows; what has no row stays behind the one it stood behind.
    """
    rows = _once(rows, old, key, remarks)
    partner = _pairs(old, rows, setter, key)
    values: list[Any] = []
    placed: list[Row | None] = []
    for number, row in enumerate(rows):
        entry = copy.deepcopy(old[partner[number]]) if number in partner else {}
        setter.fill(entry, row, remarks, refer)
        values.append(entry)
        placed.append(row)
    taken = {index: number for number, index in partner.items()}
    vanished = []
    spots: list[tuple[int, Any]] = []
    for index, entry in enumerate(old):
        if index not in taken:
            before = max((taken[one] for one in range(index) if one in taken), default=-1)
            spots.append((before + 1, entry))
            vanished.append(str(entry.get(key, "")) if isinstance(entry, dict) else str(entry))
    for place, entry in reversed(spots):
        values.insert(place, entry)
        placed.insert(place, None)
    return Joined(values, placed, vanished)


def _once(rows: Sequence[Row], old: Sequence[Any], key: str, remarks: list[Remark]) -> list[Row]:
    """The rows without those that say the same once more, unless the ledger has them so."""
    there = [str(entry.get(key, "")) for entry in old if isinstance(entry, dict)]
    kept: list[Row] = []
    seen: dict[str, list[Row]] = {}
    for row in rows:
        name = row.texts.get(key, "").strip()
        twins = seen.setdefault(name, [])
        if any(twin.texts == row.texts for twin in twins) and len(twins) >= there.count(name):
            message = f"“{name[:30]}”与第 {twins[0].spot.row + 1} 行完全相同，只导入一次"
            remarks.append(said(row.at(key), message, "删去重复的一行", warn=True))
            continue
        twins.append(row)
        kept.append(row)
    return kept


def _pairs(old: Sequence[Any], rows: Sequence[Row], setter: Setter, key: str) -> dict[int, int]:
    """Row → entry: by name, the first with the first; then those between the same neighbours that are alike."""
    free: dict[str, list[int]] = {}
    for index, entry in enumerate(old):
        if isinstance(entry, dict):
            free.setdefault(_name(entry, setter, key), []).append(index)
    found: dict[int, int] = {}
    for number, row in enumerate(rows):
        known = free.get(row.texts.get(key, "").strip())
        if known:
            found[number] = known.pop(0)
    left = [index for index in range(len(old)) if index not in set(found.values()) and isinstance(old[index], dict)]
    for number, row in enumerate(rows):
        if number in found or not left:
            continue
        before = next((found[one] for one in range(number - 1, -1, -1) if one in found), -1)
        index = next((one for one in left if one > before), left[0])
        if _alike(old[index], row, setter, key):
            found[number] = index
            left.remove(index)
    return found


def _name(entry: Mapping[str, Any], setter: Setter, key: str) -> str:
    written = cells.write(entry.get(key), setter.columns[key].field, setter.root) if key in setter.columns else None
    return str(written or "").strip()


def _alike(entry: Mapping[str, Any], row: Row, setter: Setter, key: str) -> bool:
    """Whether a row says of an entry what stands there, but for its name."""
    same = other = 0
    for name, text in row.texts.items():
        column = setter.columns.get(name)
        if column is None or name == key:
            continue
        value: Any = entry
        for step in column.path:
            value = value.get(step) if isinstance(value, dict) else None
        written = str("" if (cell := cells.write(value, column.field, setter.root)) is None else cell)
        if written.strip() or text.strip():
            same += written.strip() == text.strip()
            other += written.strip() != text.strip()
    return same > 0 and same >= 2 * other


__all__ = ["Joined", "join"]
