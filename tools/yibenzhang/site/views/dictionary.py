"""数据项: every name of an item in use, the catalogs that hold it, and where they disagree on what it is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from ...model.catalog import Catalog, Item
from .index import Index
from .parts import Cell

SCRIPTS = ("ledger.js", "items.js", "parts.js", "search-ledger.js", "dictionary.js")
STYLES = ("search.css",)
STATIC_NAMES = 1000
"""So many names are written out; the script shows all."""
HOLDERS = 8
"""Catalogs named beside an item; beyond, a link leads to all of them."""
TYPES, LENGTHS = "类型不一致", "长度不一致"


class Form(NamedTuple):
    """What an item is in some catalogs: 字符型 with its length, and in how many. ``rare``: most have another one."""

    text: str
    number: int
    rare: bool


class ItemLine(NamedTuple):
    """A name: its forms, the most frequent first, what they disagree in, and the first catalogs that hold it."""

    name: str
    forms: tuple[Form, ...]
    conflict: str
    number: int
    catalogs: tuple[Cell, ...]
    more: Cell | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemsPage:
    """``total`` counts names, ``typed`` and ``sized`` those of :data:`TYPES` and :data:`LENGTHS`, ``once`` those of one catalog."""

    total: int
    once: int
    typed: int
    sized: int
    lines: tuple[ItemLine, ...]


Pairs = dict[str, tuple[dict[tuple[str, str], int], list[Catalog]]]


def items_page(index: Index) -> ItemsPage:
    """The page 数据项: names of catalogs in use, those most held first."""
    found = _gathered(index.active)
    conflicts = [conflict(forms) for forms, _ in found.values()]
    ordered = sorted(found.items(), key=lambda entry: (-len(entry[1][1]), entry[0]))[:STATIC_NAMES]
    return ItemsPage(
        total=len(found),
        once=sum(len(holders) == 1 for _, holders in found.values()),
        typed=conflicts.count(TYPES),
        sized=conflicts.count(LENGTHS),
        lines=tuple(_line(index, name, forms, holders) for name, (forms, holders) in ordered),
    )


def _gathered(catalogs: tuple[Catalog, ...]) -> Pairs:
    found: Pairs = {}
    for catalog in catalogs:
        for item in catalog.items:
            entry = found.get(item.name)
            if entry is None:
                entry = found[item.name] = ({}, [])
            forms, holders = entry
            form = item.type, length(item)
            forms[form] = forms.get(form, 0) + 1
            if not holders or holders[-1] is not catalog:
                holders.append(catalog)
    return found


def length(item: Item) -> str:
    """``18``, ``12,2``, or nothing."""
    if item.length is None:
        return ""
    return f"{item.length}" if item.scale is None else f"{item.length},{item.scale}"


def conflict(forms: dict[tuple[str, str], int]) -> str:
    """What the forms of one name disagree in; empty where they agree."""
    if len(forms) < 2:
        return ""
    return TYPES if len({kind for kind, _ in forms}) > 1 else LENGTHS


def _line(index: Index, name: str, forms: dict[tuple[str, str], int], holders: list[Catalog]) -> ItemLine:
    shown = tuple(index.catalog(each)._replace(note=each.department) for each in holders[:HOLDERS])
    more = Cell(f"全部 {len(holders)} 份目录", "") if len(holders) > HOLDERS else None
    return ItemLine(name, tuple(_forms(index, forms)), conflict(forms), len(holders), shown, more)


def _forms(index: Index, forms: dict[tuple[str, str], int]) -> Iterator[Form]:
    most = max(forms.values())
    for (kind, size), number in sorted(forms.items(), key=lambda entry: (-entry[1], entry[0])):
        word = index.labels.short("item-type", kind)
        yield Form(f"{word}（{size}）" if size else word, number, number < most)


__all__ = ["HOLDERS", "LENGTHS", "TYPES", "Form", "ItemLine", "ItemsPage", "conflict", "items_page", "length"]
