"""The one column table: what a catalog, item, resource, demand, department, duty or system looks like as a row.

Derived from the JSON Schema, so a field added there is a column in the workbook, the CSV, the JSON and the template
at once. A ledger with its own schema gets its own columns.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any

from ..lazily import pattern
from . import fields
from .cells import kinds
from .extended import attribute
from .fields import Schema
from .layout import Kind

Cell = str | int | None
Getter = Callable[[Any], Cell]

JOINT = "、"
"""What stands between the entries of a list in one cell."""
_TABLES = frozenset({"items", "resources", "duties", "systems"})
_EXAMPLE = pattern(r"例：(.+?)。（来源")
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
    titles of the objects the field stands in, outermost first. ``field`` is the field's schema, resolved: what
    :mod:`~yibenzhang.sources.cells` reads and writes the cell by.
    """

    key: str
    header: str
    sort: Sort
    width: int
    get: Getter
    description: str = ""
    parents: tuple[str, ...] = ()
    field: Schema = field(default_factory=dict, compare=False, repr=False)

    @property
    def path(self) -> tuple[str, ...]:
        """The keys that lead to the field."""
        return tuple(self.key.split("."))


@dataclass(frozen=True, slots=True)
class Tables:
    """The columns of every table, in the schema's order."""

    catalog: tuple[Column, ...]
    item: tuple[Column, ...]
    resource: tuple[Column, ...]
    department: tuple[Column, ...]
    duty: tuple[Column, ...]
    system: tuple[Column, ...]
    demand: tuple[Column, ...] = ()


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
        demand=columns(schemas[Kind.DEMAND]),
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
    for key, found in fields.properties(root, schema).items():
        inner = (*path, key)
        if "properties" in found and "string" not in kinds(found):
            yield from _leaves(root, found, inner, (*parents, str(found.get("title", key))), top=False)
        elif not (top and key in _TABLES and _is_table(root, found)):
            yield _column(root, found, inner, parents)


def _is_table(root: Schema, schema: Schema) -> bool:
    entry = fields.elements(root, schema)
    return "properties" in entry and "string" not in kinds(entry)


def _column(root: Schema, schema: Schema, path: tuple[str, ...], parents: tuple[str, ...]) -> Column:
    sort = _sort(root, schema)
    header = str(schema.get("title") or path[-1])
    said = str(schema.get("description", ""))
    getter = _getter(path, sort)
    return Column(".".join(path), header, sort, _width(schema, sort, header, said), getter, said, parents, schema)


def _sort(root: Schema, schema: Schema) -> Sort:
    found = kinds(schema)
    if "properties" in schema:
        return Sort.TEXT
    if "array" in found or ("object" in found and "additionalProperties" in schema) or fields.elements(root, schema):
        return Sort.LIST
    if found == {"boolean"}:
        return Sort.BOOL
    if found == {"integer"}:
        return Sort.NUMBER
    return Sort.DATE if schema.get("format") == "date" else Sort.TEXT


def _width(schema: Schema, sort: Sort, header: str, description: str) -> int:
    """Room for the header with its filter button, the longest word of an enumeration, and the schema's own example."""
    least = display_width(header) + 3
    if sort is Sort.DATE:
        return max(least, 12)
    if sort in (Sort.BOOL, Sort.NUMBER):
        return max(least, 8)
    samples = [str(word) for word in schema.get("enum", ())]
    samples += _EXAMPLE.findall(description)
    return min(max(least, *(display_width(sample) + 2 for sample in samples), 10), _WIDEST)


def display_width(text: str) -> int:
    """Width in half-width characters: an ideograph counts two."""
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


def _getter(path: tuple[str, ...], sort: Sort) -> Getter:
    value = _attribute(attribute(path[0])) if len(path) == 1 else _walker(path)
    if sort is Sort.BOOL:
        words = {True: "是", False: "否", None: None}
        return lambda row: words[value(row)]
    if sort is Sort.LIST:
        return lambda row: joined(value(row))
    if path == ("provider",):
        return lambda row: party(value(row))
    return value


def party(value: Any) -> Cell:
    """Whom a demand is put to: a department's id, or 省级部门：省公安厅 for a party outside the ledger."""
    return f"{value.external}：{value.name}" if hasattr(value, "external") else value


def _attribute(name: str) -> Callable[[Any], Any]:
    """Reads an attribute; None of a broken document for a field that only the ledger's own schema has."""
    return lambda row: getattr(row, name, None)


def _walker(path: tuple[str, ...]) -> Callable[[Any], Any]:
    """Reads an attribute of an attribute; None as soon as one of them is None. 前段码 stand in a dict."""
    first, rest = _attribute(attribute(path[0])), [(key, attribute(key)) for key in path[1:]]

    def walk(row: Any) -> Any:
        found = first(row)
        if found is None:
            return None
        for key, name in rest:
            found = found.get(key) if isinstance(found, dict) else getattr(found, name, None)
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
    if isinstance(entry, Mapping):
        # A list of objects that only a ledger's own schema has.
        return "，".join(f"{key}={value}" for key, value in entry.items())
    if hasattr(entry, "rank"):
        title = entry.title if entry.title.startswith("《") else f"《{entry.title}》"
        where = " ".join(part for part in (entry.number, entry.article) if part)
        return f"{title}{where}（{entry.rank}）"
    if hasattr(entry, "new"):
        return f"{entry.name}（新增）" if entry.new else str(entry.name)
    if hasattr(entry, "code"):
        return f"{entry.name}（{entry.code}）" if entry.code else str(entry.name)
    return str(entry)


__all__ = ["Cell", "Column", "Sort", "Tables", "columns", "display_width", "joined", "tables"]
