"""The ledger as an Excel workbook. The same edition gives the same bytes: no clock, no set order, no machine."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import xlsxwriter

from ..columns import tables
from ..edition import Edition
from . import cover, listings, sharing, summary
from .sheet import Book

_EPOCH = datetime(2000, 1, 1, tzinfo=UTC)
"""Stands where a ledger outside of git has no commit time."""


def workbook(edition: Edition, tell: Callable[[int], None] = lambda _: None) -> bytes:
    """封面说明, 目录总表, 数据项, 挂载资源, 部门汇总, 共享情况统计, as the bytes of an .xlsx file.

    Rows are handed on as they are written, so memory does not grow with the ledger; the file is put together from
    temporary files that are gone afterwards, whether it came to its end or was stopped. ``tell`` is told of every batch
    of rows, by their number.
    """
    buffer = io.BytesIO()
    made = new(buffer, edition, "政务数据目录")
    book = Book(made, edition, tell)
    derived = tables(edition.schemas)
    with tidied(made):
        cover.write(book)
        listings.catalogs(book, derived)
        listings.items(book, derived)
        listings.resources(book, derived)
        summary.write(book)
        sharing.write(book)
        made.close()
    return buffer.getvalue()


@contextmanager
def tidied(made: Any) -> Iterator[None]:
    """Take a workbook's temporary files away when its writing is broken off; XlsxWriter leaves them lying."""
    try:
        yield
    except BaseException:
        made.fileclosed = True
        for sheet in made.worksheets():
            if sheet.row_data_fh:
                sheet.row_data_fh.close()
                Path(sheet.row_data_filename).unlink(missing_ok=True)
        raise


def new(buffer: io.BytesIO, edition: Edition, subject: str) -> Any:
    """A workbook without sheets, in which text stays text, that says what it is of and never when it was made."""
    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_numbers": False,
        "strings_to_urls": False,
        "default_date_format": "yyyy-mm-dd",
    }
    made = xlsxwriter.Workbook(buffer, options)
    settings = edition.registry.settings
    made.set_properties(
        {
            "title": settings.name,
            "subject": "示例数据" if settings.sample else subject,
            "author": settings.authority,
            "company": settings.authority,
            "comments": f"版本：{edition.revision}；范围：{edition.scope}",
            "created": (edition.committed or _EPOCH).astimezone(UTC).replace(tzinfo=None),
        }
    )
    made.set_size(1600, 1000)
    return made


__all__ = ["new", "tidied", "workbook"]
