"""Workbooks for tests of the import: as the template has them, and as clerks have them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from io import BytesIO
from typing import Any

import xlsxwriter

from yibenzhang.history.entries import department_of
from yibenzhang.sources import cells, document, stamp
from yibenzhang.sources.cell_pieces import LONG, LONGEST, pieces, units
from yibenzhang.sources.columns import Column, tables
from yibenzhang.sources.layout import Kind
from yibenzhang.sources.schema import default_schemas

Cells = Sequence[Sequence[Any]]


def book(sheets: Mapping[str, Cells], hidden: Iterable[str] = (), hidden_rows: Iterable[int] = ()) -> bytes:
    """A workbook of texts and numbers."""
    out = BytesIO()
    with xlsxwriter.Workbook(out, {"strings_to_formulas": False, "strings_to_urls": False}) as workbook:
        for name, rows in sheets.items():
            sheet = workbook.add_worksheet(name)
            for number, row in enumerate(rows):
                for column, value in enumerate(row):
                    if isinstance(value, str):
                        sheet.write_string(number, column, value)
                    elif value is not None:
                        sheet.write(number, column, value)
            for number in hidden_rows:
                sheet.set_row(number, None, None, {"hidden": True})
            if name in hidden:
                sheet.hide()
    return out.getvalue()


def like_template(files: Mapping[str, bytes], department: str = "") -> dict[str, list[list[Any]]]:
    """The sheets of a template of a ledger's active catalogs and demands, by its contract (sources/stamp)."""
    schemas = default_schemas().by_kind
    known = tables(schemas)
    long: list[list[Any]] = []
    sheets: dict[str, list[list[Any]]] = {
        stamp.GUIDE: [["填表说明"], [str(stamp.Stamp(1, stamp.digest(schemas), "工作区", department))]],
        stamp.CATALOGS: _head(known.catalog, []),
        stamp.ITEMS: _head(known.item, [stamp.CATALOG_CODE, stamp.CATALOG_NAME]),
        stamp.RESOURCES: _head(known.resource, [stamp.CATALOG_CODE, stamp.CATALOG_NAME]),
        stamp.DEMANDS: _head(known.demand, []),
    }
    root = schemas[Kind.CATALOG]
    for path, data in sorted(files.items()):
        if "department.yml" in path or "/retired/" in path or not path.startswith(f"catalogs/{department}"):
            continue
        values = document.read(path, data).values
        if not values or "objections" in path or path.count("/") < 2:
            continue
        owner = department_of(path.replace("/demands/", "/"))
        lead = [] if department else [owner]
        if "/demands/" in path:
            sheets[stamp.DEMANDS].append(lead + _row(known.demand, values, schemas[Kind.DEMAND], long))
        elif "code" in values:
            sheets[stamp.CATALOGS].append(lead + _row(known.catalog, values, root, long))
            for table, columns, entries in (
                (stamp.ITEMS, known.item, values.get("items", [])),
                (stamp.RESOURCES, known.resource, values.get("resources", [])),
            ):
                for entry in entries:
                    ref = [values["code"], cells.write(values.get("name"), known.catalog[1].field, root)]
                    sheets[table].append(lead + ref + _row(columns, entry, root, long))
    if not department:
        for name in (stamp.CATALOGS, stamp.ITEMS, stamp.RESOURCES, stamp.DEMANDS):
            sheets[name][2].insert(0, stamp.DEPARTMENT)
    if long:
        sheets[stamp.LONG_TEXTS] = long
    return sheets


def _head(columns: Sequence[Column], lead: list[str]) -> list[list[Any]]:
    return [["标题"], ["说明"], [*lead, *(column.header for column in columns)]]


def _row(columns: Sequence[Column], values: Mapping[str, Any], root: Any, long: list[list[Any]]) -> list[Any]:
    row: list[Any] = []
    for column in columns:
        value: Any = values
        for key in column.path:
            value = value.get(key) if isinstance(value, dict) else None
        cell = cells.write(value, column.field, root)
        if isinstance(cell, str) and units(cell) > LONGEST:
            long.append([str(len(long) + 1), *pieces(cell)])
            cell = f"{LONG}{len(long)} {cell[:20]}"
        row.append(cell)
    return row
