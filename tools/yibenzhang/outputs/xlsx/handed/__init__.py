"""The lists departments hand in upwards, each a workbook of its own."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping

from ...edition import Edition
from .. import new, tidied
from ..sheet import Book
from . import catalogs, demands, duties

LISTS: Mapping[str, Callable[[Book], None]] = {
    "目录清单": catalogs.write,
    "供需对接清单": demands.write,
    "三定梳理清单": duties.write,
}


def handed(name: str, edition: Edition, tell: Callable[[int], None] = lambda _: None) -> bytes:
    """One of :data:`LISTS` as the bytes of an .xlsx file; ``tell`` is told of every batch of rows, by their number."""
    buffer = io.BytesIO()
    made = new(buffer, edition, name)
    with tidied(made):
        LISTS[name](Book(made, edition, tell))
        made.close()
    return buffer.getvalue()


__all__ = ["LISTS", "handed"]
