"""Documents as rows of cells, by the codec; a text longer than a cell is set aside and referred to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from ...sources import cells
from ...sources.fields import Schema
from ...sources.layout import Kind
from ..columns import Cell, Column, Tables

_SHOWN = 100


class LongText(NamedTuple):
    """A text that fits no cell: where it belongs, in words, and its pieces."""

    where: str
    pieces: Sequence[str]


class Rows:
    """Makes the rows of one workbook; ``long`` gathers what does not fit, numbered from 1."""

    def __init__(self, schemas: Mapping[Kind, Schema], tables: Tables, *, several: bool) -> None:
        self.schemas = schemas
        self.tables = tables
        self.several = several
        self.long: list[LongText] = []

    def catalogs(self, documents: Iterable[Any]) -> list[list[Cell]]:
        """A row a catalog."""
        root = self.schemas[Kind.CATALOG]
        return [
            [*self._owner(each), *self._cells(each.values, self.tables.catalog, root, _name(each.values))]
            for each in documents
        ]

    def demands(self, documents: Iterable[Any]) -> list[list[Cell]]:
        """A row a demand."""
        root = self.schemas[Kind.DEMAND]
        return [
            [*self._owner(each), *self._cells(each.values, self.tables.demand, root, str(each.values.get("id", "")))]
            for each in documents
        ]

    def parts(self, documents: Iterable[Any], key: str) -> list[list[Cell]]:
        """A row an item or a resource, with the code and the name of its catalog before it."""
        root = self.schemas[Kind.CATALOG]
        columns = self.tables.item if key == "items" else self.tables.resource
        lead = [column for column in self.tables.catalog if column.key in ("code", "name")]
        found: list[list[Cell]] = []
        for each in documents:
            name = _name(each.values)
            first = [*self._owner(each), *self._cells(each.values, lead, root, name)]
            listed = each.values.get(key)
            found.extend(
                [*first, *self._cells(part, columns, root, f"{name} {part.get('name', '')}")]
                for part in (listed if isinstance(listed, list) else ())
                if isinstance(part, Mapping)
            )
        return found

    def _owner(self, document: Any) -> list[Cell]:
        return [document.department] if self.several else []

    def _cells(self, values: Mapping[str, Any], columns: Iterable[Column], root: Schema, where: str) -> list[Cell]:
        return [self._cell(value_at(values, column.path), column, root, where) for column in columns]

    def _cell(self, value: Any, column: Column, root: Schema, where: str) -> Cell:
        cell = None if value is None else cells.write(value, column.field, root)
        if not isinstance(cell, str) or len(cell) * 2 <= cells.LONGEST or cells.units(cell) <= cells.LONGEST:
            return cell
        self.long.append(LongText(f"{where} {column.header}", cells.pieces(cell)))
        start = cell[:_SHOWN].replace("\n", " ")
        return f"{cells.LONG}{len(self.long)}　{start}……（全文 {len(cell)} 字，在隐藏的“长文”表里）"


def _name(values: Mapping[str, Any]) -> str:
    return f"《{values.get('name', '')}》"


def value_at(values: Any, path: Iterable[str]) -> Any:
    """What stands at a path of raw values; None where nothing does."""
    for key in path:
        values = values.get(key) if isinstance(values, Mapping) else None
    return values
