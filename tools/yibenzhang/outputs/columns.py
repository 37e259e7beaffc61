"""The one column table: what a catalog, item, resource, department, duty or system looks like as a row.

Derived from the JSON Schema, so a field added there is a column in the workbook, the CSV, the JSON and the template
at once. A ledger with its own schema gets its own columns.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from operator import attrgetter
from typing import Any

from ..sources import fields
from ..sources.fields import Schema
from ..sources.layout import Kind

Cell = str | int | None
Getter = Callable[[Any], Cell]

JOINT = "、"
"""What stands between the entries of a list in one cell."""
_ATTRIBUTES = {"from": "from_", "class": "class_"}
_TABLES = frozenset({"items", "resources", "duties", "systems"})
_EXAMPLE = re.compile(r"例：(.+?)。（来源")
_WIDEST = 44


class Sort(StrEnum):
    """What a column holds; a ``LIST`` is text joined with 、."""

    TEXT = "text"
    NUMBER = "number"
    DATE = "date"
    BOOL = "bool"
    LIST = "list"


@dataclass(frozen=True, slots=True)
class Column:
    """One column. ``key`` is dotted, as ``share.type``; ``width`` counts half-width characters.

    ``get`` takes the value a row is made of (a :class:`~yibenzhang.model.catalog.Catalog` and so on) and gives text,
    an int, or None (of a broken document also the empty text) where nothing was written; 是 and 否 for true and false; a date stays ISO text. ``parents`` are the
    titles of the objects the field stands in, outermost first.
    """

    key: str
    header: str
    sort: Sort
    width: int
    get: Getter
    description: str = ""
    parents: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Tables:
    """The columns of every table, in the schema's order."""

    catalog: tuple[Column, ...]
    item: tuple[Column, ...]
    resource: tuple[Column, ...]
    department: tuple[Column, ...]
    duty: tuple[Column, ...]
    system: tuple[Column, ...]


def tables(schemas: Mapping[Kind, Schema]) -> Tables:
    """Derive the columns from a ledger's schemas."""
    catalog, department = schemas[Kind.CATALOG], schemas[Kind.DEPARTMENT]
    return Tables(
        catalog=columns(catalog),
        item=columns(catalog, "items", 0),
        resource=columns(catalog, "resources", 0),
        department=columns(department),
        duty=columns(department, "duties", 0),
        system=columns(department, "systems", 0),
    )


def columns(root: Schema, *pointer: str | int) -> tuple[Column, ...]:
    """The columns of the object that ``pointer`` leads to in ``root``.

    Lists that are tables of their own (items, resources; duties, systems of a department) are left out.
    """
    found = list(_leaves(root, fields.at(root, pointer), (), (), top=pointer == ()))
    # Where two fields bear one title, both are told apart by what they stand in: 负责人姓名, 联系人姓名.
    for depth in (1, 2, 3):
        count = Counter(column.header for column in found)
        found = [_named(column, depth) if count[column.header] > 1 else column for column in found]
    return tuple(found)


def _named(column: Column, depth: int) -> Column:
    if depth > len(column.parents):
        return column
    prefix = column.parents[-depth]
    header = prefix + column.header
    return replace(column, header=header, width=max(column.width, display_width(header) + 3))


def _leaves(
    root: Schema, schema: Schema, path: tuple[str, ...], parents: tuple[str, ...], *, top: bool
) -> Iterator[Column]:
    for key, field in fields.properties(root, schema).items():
        inner = (*path, key)
        if "properties" in field:
            yield from _leaves(root, field, inner, (*parents, str(field.get("title", key))), top=False)
        elif not (top and key in _TABLES and _is_table(root, field)):
            yield _column(root, field, inner, parents)


def _is_table(root: Schema, field: Schema) -> bool:
    return "properties" in fields.elements(root, field)


def _column(root: Schema, field: Schema, path: tuple[str, ...], parents: tuple[str, ...]) -> Column:
    sort = _sort(root, field)
    header = str(field.get("title") or path[-1])
    description = str(field.get("description", ""))
    getter = _getter(path, sort, fields.elements(root, field))
    return Column(".".join(path), header, sort, _width(field, sort, header, description), getter, description, parents)


def _sort(root: Schema, field: Schema) -> Sort:
    kind = field.get("type")
    kinds = {kind} if isinstance(kind, str) else set(kind or ())
    if "array" in kinds or ("object" in kinds and "additionalProperties" in field) or fields.elements(root, field):
        return Sort.LIST
    if kinds == {"boolean"}:
        return Sort.BOOL
    if kinds == {"integer"}:
        return Sort.NUMBER
    return Sort.DATE if field.get("format") == "date" else Sort.TEXT


def _width(field: Schema, sort: Sort, header: str, description: str) -> int:
    """Room for the header with its filter button, the longest word of an enumeration, and the schema's own example."""
    least = display_width(header) + 3
    if sort is Sort.DATE:
        return max(least, 12)
    if sort in (Sort.BOOL, Sort.NUMBER):
        return max(least, 8)
    samples = [str(word) for word in field.get("enum", ())]
    samples += _EXAMPLE.findall(description)
    return min(max(least, *(display_width(sample) + 2 for sample in samples), 10), _WIDEST)


def display_width(text: str) -> int:
    """Width in half-width characters: an ideograph counts two."""
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


def _getter(path: tuple[str, ...], sort: Sort, element: Schema) -> Getter:
    names = [_ATTRIBUTES.get(name, name) for name in path]
    value = attrgetter(names[0]) if len(names) == 1 else _walker(names)
    if sort is Sort.BOOL:
        words = {True: "是", False: "否", None: None}
        return lambda row: words[value(row)]
    if sort is Sort.LIST:
        return lambda row: joined(value(row))
    return value


def _walker(names: list[str]) -> Callable[[Any], Any]:
    """Reads an attribute of an attribute; None as soon as one of them is None. 前段码 stand in a dict."""
    first, rest = attrgetter(names[0]), names[1:]

    def walk(row: Any) -> Any:
        found = first(row)
        if found is None:
            return None
        for name in rest:
            found = found.get(name) if isinstance(found, dict) else getattr(found, name)
            if found is None:
                return None
        return found

    return walk


def joined(value: Any) -> str | None:
    """A list as one text, entries between 、; None when there is none. A bare text (暂无系统) stays as it is."""
    if not value:
        return None
    if isinstance(value, str):
        return value
    if isinstance(value, Mapping):
        return JOINT.join(f"{key}={entry}" for key, entry in value.items())
    return JOINT.join(_entry(entry) for entry in value)


def _entry(entry: Any) -> str:
    """One entry of a list: a law as 《title》number article（rank）, a service as name（code）."""
    if isinstance(entry, str):
        return entry
    if hasattr(entry, "rank"):
        title = entry.title if entry.title.startswith("《") else f"《{entry.title}》"
        where = " ".join(part for part in (entry.number, entry.article) if part)
        return f"{title}{where}（{entry.rank}）"
    if hasattr(entry, "code"):
        return f"{entry.name}（{entry.code}）" if entry.code else str(entry.name)
    return str(entry)


__all__ = ["Cell", "Column", "Sort", "Tables", "columns", "display_width", "joined", "tables"]
