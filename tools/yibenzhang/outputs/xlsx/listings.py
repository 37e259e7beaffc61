"""目录总表, 数据项, 挂载资源: one row a catalog, an item, a resource."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any

from ...model.catalog import Catalog, Item, Resource
from ..columns import Cell, Column, Sort, Tables, joined
from .quick import QuickSheet
from .sheet import FIRST_ROW, ORDINAL, Book, Head, Value, fitted, table

UNREADABLE = "文件有错，读不全：运行 ybz check 看错在哪一行"
MOST_ROWS = 1_000_000
_KEPT_WHEN_BROKEN = ("code", "name", "duties", "status")
_LEAD = (ORDINAL, Head("部门", 16))
_CATALOG_LEAD = (*_LEAD, Head("目录代码", 16), Head("目录名称", 30))
_COUNTS = (Head("数据项数", 11, Sort.NUMBER), Head("挂载资源数", 13, Sort.NUMBER))
_TAIL = (Head("具体职责", 28), Head("来源系统名称", 26), Head("说明", 20))
PRINTED = (
    "code", "name", "domain", "summary", "office", "level", "update_cycle", "share.type", "share.condition.text", "open.type",
    "status",
)  # fmt: skip
"""The fields of a catalog that are printed, on one A3 page across; they stand first, the others follow on the screen."""
PRINTED_OF_ITEM = ("name", "type", "length", "scale", "tier", "key", "personal", "level", "codeset", "standard", "note")

PRINTED_OF_RESOURCE = (
    "id", "name", "type", "structure", "mount", "system", "mounted", "updated", "records", "format", "kind",
)  # fmt: skip


def _first(columns: Sequence[Column], keys: Sequence[str]) -> tuple[list[Column], list[Column]]:
    """The columns of ``keys`` in their order, as far as the schema has them, and all others."""
    known = {column.key: column for column in columns}
    return [known[key] for key in keys if key in known], [column for column in columns if column.key not in keys]


def _heads(columns: Sequence[Column]) -> list[Head]:
    return [Head(column.header, column.width, column.sort) for column in columns]


def catalogs(book: Book, tables: Tables) -> None:
    """目录总表: what is printed, then every other field of the schema. Unreadable files keep their row."""
    first, others = _first(tables.catalog, PRINTED)
    listed = book.edition.catalogs
    rows = [(place, *_catalog(book, first, others, catalog)) for place, catalog in enumerate(listed, 1)]
    heads = fitted([*_LEAD, *_heads(first), *_COUNTS, *_heads(others), *_TAIL], rows)
    printed = len(_LEAD) + len(first) + len(_COUNTS)
    # 序号, 部门, 目录代码, 名称 stay in view.
    keys = [column.key for column in first]

    def marks(sheet: QuickSheet, last: int) -> None:
        _colour(book, sheet, keys, last, len(heads))

    note = f"共 {len(listed)} 份目录，打印前 {printed} 栏"
    table(book, "目录总表", "目录总表", note, heads, rows, frozen=4, marks=marks, printed=printed)


def _catalog(book: Book, first: Sequence[Column], others: Sequence[Column], catalog: Catalog) -> list[Cell]:
    if not catalog.readable:
        kept = [
            [column.get(catalog) if column.key in _KEPT_WHEN_BROKEN else None for column in columns]
            for columns in (first, others)
        ]
        return [catalog.department, *kept[0], None, None, *kept[1], None, None, f"{UNREADABLE}（{catalog.path}）"]
    registry = book.edition.registry
    department = registry.department_by_id.get(catalog.department)
    duties = [registry.duty_by_id.get((catalog.department, duty)) for duty in catalog.duties]
    names = {system.id: system.name for system in department.systems} if department else {}
    return [
        catalog.department,
        *(column.get(catalog) for column in first),
        len(catalog.items),
        len(catalog.resources),
        *(column.get(catalog) for column in others),
        joined([duty.duty for duty in duties if duty]),
        joined([names[system] for system in catalog.system_ids if system in names]),
        None,
    ]


def _colour(book: Book, sheet: QuickSheet, keys: Sequence[str], last: int, width: int) -> None:
    """Share types by colour, retired catalogs faded, unreadable ones red."""
    styles = book.styles
    offset = len(_LEAD)
    if "share.type" in keys:
        at = offset + keys.index("share.type")
        for word, style in styles.shares.items():
            sheet.conditional_format(
                FIRST_ROW, at, last, at, {"type": "cell", "criteria": "==", "value": f'"{word}"', "format": style}
            )
    if "status" in keys:
        criteria = f'=${_letters(offset + keys.index("status"))}{FIRST_ROW + 1}="已下架"'
        sheet.conditional_format(
            FIRST_ROW, 0, last, width - 1, {"type": "formula", "criteria": criteria, "format": styles.faded}
        )
    sheet.conditional_format(FIRST_ROW, width - 1, last, width - 1, {"type": "no_blanks", "format": styles.wrong})


def _letters(column: int) -> str:
    text = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        text = chr(ord("A") + rest) + text
    return text


def items(book: Book, tables: Tables) -> None:
    """数据项: one row an item, under the code, name and share type of its catalog."""
    listed = [catalog for catalog in book.edition.catalogs if catalog.readable]
    count = sum(len(catalog.items) for catalog in listed)
    first, others = _first(tables.item, PRINTED_OF_ITEM)
    columns = [*first, *others]
    heads = [*_CATALOG_LEAD, *_heads(columns), Head("目录共享类型", 15), Head("目录状态", 11)]
    printed = len(_CATALOG_LEAD) + len(first)

    def rows() -> Iterator[Sequence[Value]]:
        place = 0
        getters = [column.get for column in columns]
        for catalog in listed:
            before: tuple[Any, ...] = (catalog.department, catalog.code, catalog.name)
            after = (catalog.share.type, catalog.status)
            for item in catalog.items:
                place += 1
                yield (place, *before, *(get(item) for get in getters), *after)

    # Names of items decide how wide the table must be; the first items of every catalog show enough.
    sample = [(None, c.department, c.code, c.name, *_cells(columns, c.items[:1])) for c in listed]
    heads = fitted(heads[: len(_CATALOG_LEAD) + len(columns)], sample) + heads[len(_CATALOG_LEAD) + len(columns) :]
    left = rows()
    # A sheet holds 1,048,576 rows; what is beyond goes on in another one.
    for part in range(max(1, -(-count // MOST_ROWS))):
        name = f"数据项（{part + 1}）" if part else "数据项"
        note = f"共 {count} 个数据项，打印前 {printed} 栏"
        table(book, name, "数据项清单", note, heads, islice(left, MOST_ROWS), frozen=5, printed=printed)


def resources(book: Book, tables: Tables) -> None:
    """挂载资源: one row a resource."""
    listed = [catalog for catalog in book.edition.catalogs if catalog.readable]
    first, others = _first(tables.resource, PRINTED_OF_RESOURCE)
    columns = [*first, *others]
    printed = len(_CATALOG_LEAD) + len(first)
    rows: list[tuple[Value, ...]] = []
    for catalog in listed:
        for resource in catalog.resources:
            before = (len(rows) + 1, catalog.department, catalog.code, catalog.name)
            rows.append((*before, *(column.get(resource) for column in columns), catalog.share.type, catalog.status))
    heads = [*_CATALOG_LEAD, *_heads(columns), Head("目录共享类型", 15), Head("目录状态", 11)]
    note = f"共 {len(rows)} 个资源，打印前 {printed} 栏"
    table(book, "挂载资源", "挂载资源清单", note, fitted(heads, rows), rows, frozen=4, printed=printed)


def _cells(columns: Sequence[Column], entries: Sequence[Item | Resource]) -> list[Cell]:
    return [column.get(entry) for entry in entries for column in columns]
