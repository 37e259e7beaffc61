"""部门汇总: one row a department, with the two numbers of every ratio beside it."""

from __future__ import annotations

from typing import Any

from ..columns import Sort
from ..counts import Counts, by_department, ratio
from .cells import put
from .sheet import FIRST_ROW, ORDINAL, Book, Head, Value, fitted, table

NAME = "部门汇总"
_N = Sort.NUMBER
_HEADS = (
    ORDINAL,
    Head("部门", 18),
    Head("部门层级", 11),
    Head("在用目录", 11, _N),
    Head("已下架", 10, _N),
    Head("读不出来", 11, _N),
    Head("数据项", 10, _N),
    Head("无条件共享", 13, _N),
    Head("有条件共享", 13, _N),
    Head("不予共享", 11, _N),
    Head("不予共享占比", 15, ratio=True),
    Head("应挂载目录", 13, _N),
    Head("已挂载目录", 13, _N),
    Head("挂载率", 10, ratio=True),
    Head("三定职责", 11, _N),
    Head("已编目或免编目职责", 13, _N),
    Head("职责覆盖率", 13, ratio=True),
)


def _numbers(counts: Counts) -> tuple[Value, ...]:
    return (
        counts.active,
        counts.retired,
        counts.unreadable,
        counts.items,
        counts.unconditional,
        counts.conditional,
        counts.refused,
        ratio(counts.refused, counts.active),
        counts.mountable,
        counts.mounted,
        ratio(counts.mounted, counts.mountable),
        counts.duties,
        counts.covered,
        ratio(counts.covered, counts.duties),
    )


def write(book: Book) -> None:
    """Write the sheet, with a row of totals below."""
    counted = by_department(book.edition)
    known = book.edition.registry.department_by_id
    rows: list[tuple[Value, ...]] = [
        (place, key, known[key].level or None if key in known else None, *_numbers(counts))
        for place, (key, counts) in enumerate(counted.items(), 1)
    ]
    total = sum(counted.values(), Counts())
    heads = fitted(_HEADS, rows)
    note = f"共 {len(rows)} 个部门；除已下架、读不出来两栏外，只计在用目录；应挂载目录不含不予共享"
    sheet = table(book, NAME, NAME, note, heads, rows, frozen=2)
    totals(book, sheet, FIRST_ROW + len(rows), (None, "合计", None, *_numbers(total)), _HEADS)


def totals(book: Book, sheet: Any, row: int, cells: tuple[Value, ...], heads: tuple[Head, ...]) -> None:
    """A bold row below a table."""
    styles = book.styles
    for place, (cell, head) in enumerate(zip(cells, heads, strict=True)):
        style = styles.total_ratio if head.ratio else styles.total_number if head.sort is _N else styles.total
        if cell is None:
            sheet.write_blank(row, place, None, style)
        else:
            put(sheet, row, place, cell, style)
