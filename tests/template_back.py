"""Reads a template back into documents, as plainly as can be: what the round trip is measured by."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from python_calamine import CalamineWorkbook

from yibenzhang.sources import cells, stamp
from yibenzhang.sources.columns import Column, tables
from yibenzhang.sources.layout import Kind
from yibenzhang.sources.schema import Schemas, default_schemas


def grid(data: bytes) -> dict[str, list[list[str]]]:
    """Every sheet as texts."""
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    return {
        name: [[text(cell) for cell in row] for row in book.get_sheet_by_name(name).to_python(skip_empty_area=False)]
        for name in book.sheet_names
    }


def text(cell: Any) -> str:
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return cell.isoformat() if isinstance(cell, date) else str(cell)


def documents(data: bytes, schemas: Schemas | None = None) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """The catalogs and the demands of a template, in the order of their rows."""
    chosen = schemas or default_schemas()
    derived = tables(chosen.by_kind)
    sheets = grid(data)
    long = {int(row[0]): [piece for piece in row[1:] if piece] for row in sheets.get(stamp.LONG_TEXTS, [])[1:]}
    catalog, demand = chosen.by_kind[Kind.CATALOG], chosen.by_kind[Kind.DEMAND]

    def read(name: str, columns: Iterable[Column], root: dict[str, Any]) -> list[dict[str, Any]]:
        header, *rows = sheets[name][stamp.HEADER_ROW :]
        known = {column.header: column for column in columns}
        made = []
        for row in rows:
            said = {head: cells.whole(cell, long.get) for head, cell in zip(header, row, strict=True)}
            assert not any(isinstance(cell, cells.Unreadable) for cell in said.values())
            values: dict[str, Any] = {}
            for head, column in known.items():
                value = cells.read(str(said[head]), column.field, root)
                assert not isinstance(value, cells.Unreadable), (head, said[head], value)
                if value is not None:
                    put(values, column.path, value)
            made.append({"": said, **values})
        return made

    found = read(stamp.CATALOGS, derived.catalog, catalog)
    lead = {column.key: column for column in derived.catalog}
    for key, name, columns in (
        ("items", stamp.ITEMS, derived.item),
        ("resources", stamp.RESOURCES, derived.resource),
    ):
        for part in read(name, columns, catalog):
            said = part.pop("")
            code = cells.read(str(said[stamp.CATALOG_CODE]), lead["code"].field, catalog)
            owner = [each for each in found if each.get("code") == code]
            assert len(owner) == 1
            owner[0].setdefault(key, []).append(part)
    demands = read(stamp.DEMANDS, derived.demand, demand)
    for each in (*found, *demands):
        each.pop("")
    return found, demands


def put(values: dict[str, Any], path: Iterable[str], value: Any) -> None:
    *parents, last = path
    for key in parents:
        values = values.setdefault(key, {})
    values[last] = value


def plain(values: Any) -> Any:
    """Values without what no cell can say: null, and objects and lists of rows with nothing in them."""
    if not isinstance(values, Mapping):
        return values
    kept = {key: plain(value) for key, value in values.items()}
    return {
        key: value
        for key, value in kept.items()
        if value is not None and value != {} and not (key in ("items", "resources") and value == [])
    }
