"""The tables as CSV for Excel and for programs: one file a table, UTF-8 with BOM, lines ending in CR LF (RFC 4180)."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice

from ...sources.formulas import GUARD, is_active
from ..columns import Cell
from ..edition import Edition
from .facts import FIELD_HEADS, dictionary, facts
from .table import Table

_BATCH = 2000
Tell = Callable[[int], None]


def guarded(cell: Cell) -> Cell:
    """A text that no spreadsheet takes for a formula.

    A text that begins, blanks aside, with one of ``= + - @`` (full-width ones too), or with a tab, a line break or an
    apostrophe, gets one apostrophe in front. As every text that begins with one got one more, taking off a leading
    apostrophe gives back exactly what was written: :func:`unguarded`. Numbers are left alone.
    """
    if isinstance(cell, str) and is_active(cell):
        return GUARD + cell
    return cell


def unguarded(text: str) -> str:
    """The inverse of :func:`guarded`."""
    return text.removeprefix(GUARD)


def files(
    edition: Edition, tables: Sequence[Table], tell: Tell = lambda _: None
) -> Iterator[tuple[str, Iterator[bytes]]]:
    """Names and contents, in pieces, of the files; the last two say what the export is and what the columns mean.

    ``tell`` is told of every batch of rows, by their number.
    """
    for table in tables:
        yield f"{table.title}.csv", _lines([field.label for field in table.fields], table.rows(False), tell)
    yield "字段说明.csv", _lines(FIELD_HEADS, dictionary(tables), lambda _: None)
    yield "导出说明.csv", _lines(("项目", "内容"), ((label, text) for _, label, text in facts(edition)), lambda _: None)


def names(tables: Sequence[Table]) -> tuple[str, ...]:
    """The names of the files."""
    return (*(f"{table.title}.csv" for table in tables), "字段说明.csv", "导出说明.csv")


def _lines(heads: Sequence[str], rows: Iterable[Sequence[Cell]], tell: Tell) -> Iterator[bytes]:
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer)
    writer.writerow(heads)
    left = iter(rows)
    mark = "utf-8-sig"
    while True:
        batch = [[guarded(cell) for cell in row] for row in islice(left, _BATCH)]
        writer.writerows(batch)
        # Half a surrogate pair is no text any file can hold.
        yield buffer.getvalue().encode(mark, "replace")
        mark = "utf-8"
        buffer.seek(0)
        buffer.truncate()
        tell(len(batch))
        if len(batch) < _BATCH:
            return


__all__ = ["GUARD", "files", "guarded", "names", "unguarded"]
