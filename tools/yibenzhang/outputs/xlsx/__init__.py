"""The ledger as an Excel workbook. The same edition gives the same bytes: no clock, no set order, no machine."""

from __future__ import annotations

import io
from datetime import UTC, datetime
from typing import Any

import xlsxwriter

from ..columns import tables
from ..edition import Edition
from . import cover, listings, sharing, summary
from .sheet import Book

_EPOCH = datetime(2000, 1, 1, tzinfo=UTC)
"""Stands where a ledger outside of git has no commit time."""


def workbook(edition: Edition) -> bytes:
    """封面说明, 目录总表, 数据项, 挂载资源, 部门汇总, 共享情况统计, as the bytes of an .xlsx file.

    Rows are handed on as they are written, so memory does not grow with the ledger; the file is put together from
    temporary files that are gone afterwards.
    """
    buffer = io.BytesIO()
    made = new(buffer, edition, "政务数据目录")
    book = Book(made, edition)
    derived = tables(edition.schemas)
    cover.write(book)
    listings.catalogs(book, derived)
    listings.items(book, derived)
    listings.resources(book, derived)
    summary.write(book)
    sharing.write(book)
    made.close()
    return buffer.getvalue()


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


__all__ = ["new", "workbook"]
