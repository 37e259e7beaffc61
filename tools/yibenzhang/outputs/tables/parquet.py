"""The tables as Parquet files, one a table, through pyarrow: typed, with the Chinese label of every column kept in it."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from itertools import islice
from typing import Any

from ..columns import Sort
from ..edition import Edition
from .facts import facts
from .table import Field, Table

_BATCH = 50_000
_MOST = 2**63 - 1
Tell = Callable[[int], None]


def files(
    edition: Edition, tables: Sequence[Table], tell: Tell = lambda _: None
) -> Iterator[tuple[str, Iterator[bytes]]]:
    """Names and contents of the files.

    Raises:
        ImportError: pyarrow is not installed.
    """
    import pyarrow  # noqa: F401

    said = {key: value for key, _, value in facts(edition)}
    for table in tables:
        yield f"{table.name}.parquet", iter((_file(table, said, tell),))


def names(tables: Sequence[Table]) -> tuple[str, ...]:
    """The names of the files."""
    return tuple(f"{table.name}.parquet" for table in tables)


def _file(table: Table, said: dict[str, str], tell: Tell) -> bytes:
    import pyarrow as pa
    import pyarrow.parquet as pq

    kinds = {Sort.NUMBER: pa.int64(), Sort.BOOL: pa.bool_(), Sort.DATE: pa.date32()}
    schema = pa.schema(
        [pa.field(f.name, kinds.get(f.sort, pa.string()), metadata=_told(f)) for f in table.fields],
        metadata={
            "title": table.title,
            "description": table.description,
            **{f"ledger.{k}": v for k, v in said.items()},
        },
    )
    buffer = io.BytesIO()
    with pq.ParquetWriter(buffer, schema, compression="zstd") as writer:
        left = table.rows(True)
        while rows := list(islice(left, _BATCH)):
            cells = zip(*rows, strict=True)
            columns = [
                pa.array(list(map(_READERS.get(field.sort, _text), column)), type=each.type)
                for field, column, each in zip(table.fields, cells, schema, strict=True)
            ]
            writer.write_table(pa.Table.from_arrays(columns, schema=schema))
            tell(len(rows))
    return buffer.getvalue()


def _told(field: Field) -> dict[str, str]:
    found = {"label": field.label, "description": field.description, "yaml": field.key}
    return {key: text for key, text in found.items() if text}


def _text(cell: Any) -> str | None:
    if cell is None or (isinstance(cell, str) and cell.isascii()):
        return cell
    return str(cell).encode("utf-8", "replace").decode()


def _number(cell: Any) -> int | None:
    """A whole number; one over 64 bits, which no length or count is, is left out."""
    return cell if isinstance(cell, int) and -_MOST <= cell <= _MOST else None


def _day(cell: Any) -> date | None:
    try:
        return date.fromisoformat(cell) if cell else None
    except ValueError:
        return None


def _truth(cell: Any) -> bool | None:
    return None if cell is None else bool(cell)


_READERS: dict[Sort, Callable[[Any], Any]] = {Sort.NUMBER: _number, Sort.DATE: _day, Sort.BOOL: _truth}

__all__ = ["files", "names"]
