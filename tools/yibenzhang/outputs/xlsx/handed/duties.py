"""三定梳理清单 (S0): 三定方案职责内容 | 具体职责 | 政务数据目录, department by department, with merged cells."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from ....model.catalog import Catalog
from ....model.department import Department, Duty
from ...columns import Cell
from ..quick import QuickSheet, lines_of
from ..sheet import Book
from .page import Spec, begin, finish, head, lanes

TITLE = "三定职责梳理清单"
UNLISTED = "（尚未编目）"
_MOST_BREAKS = 1000
# Together less than an A4 page holds across, be the font a wide one: fitted to the page, Excel would pass over the page breaks.
_TEXT = Spec("三定方案职责内容", 35, lambda _: None, shared=True)
_DUTY = Spec("具体职责", 35, lambda _: None, shared=True)
_CATALOG = Spec("政务数据目录", 34, lambda _: None)
_COLUMNS = (_TEXT, _DUTY, _CATALOG)


def write(book: Book) -> None:
    """Write the sheet: each of several departments under a line with its name, on a page of its own."""
    edition = book.edition
    departments = [department for department in edition.departments if department.duties]
    sheet = begin(book, "三定梳理清单", TITLE, [column.width for column in _COLUMNS])
    first = head(book, sheet, _COLUMNS)
    rows: list[Sequence[Cell]] = []
    floors: list[int] = []
    breaks: list[int] = []
    held = _by_duty(edition.catalogs)
    for department in departments:
        if len(departments) > 1:
            breaks.append(first + len(rows))
            sheet.merge.append([first + len(rows), 0, first + len(rows), len(_COLUMNS) - 1])
            rows.append((department.name or department.id, None, None))
            floors.append(2)
        for block in _blocks(department, held):
            found = list(_rows(block))
            _merge(sheet, first + len(rows), found)
            floors += _floors(found)
            rows += found
    end = sheet.write_rows(first, book.watched(rows), lanes(book, _COLUMNS), floors)
    finish(book, sheet, first, end, len(_COLUMNS), fitted=False)
    sheet.set_h_pagebreaks(breaks[1:_MOST_BREAKS])


def _by_duty(catalogs: Sequence[Catalog]) -> dict[tuple[str, str], list[str]]:
    """The names of the catalogs in use, by department and duty."""
    found: dict[tuple[str, str], list[str]] = {}
    for catalog in catalogs:
        if catalog.is_active and catalog.name:
            for duty in dict.fromkeys(catalog.duties):
                found.setdefault((catalog.department, duty), []).append(catalog.name)
    return found


Block = list[tuple[Duty, list[str]]]
"""The duties of one paragraph of the 三定方案, each with the lines of its last column."""


def _blocks(department: Department, held: dict[tuple[str, str], list[str]]) -> Iterator[Block]:
    for _, duties in groupby(department.duties, key=lambda duty: duty.text):
        yield [(duty, _lines(duty, held.get((department.id, duty.id), []))) for duty in duties]


def _lines(duty: Duty, names: list[str]) -> list[str]:
    if names:
        return names
    if duty.exempt is None:
        return [UNLISTED]
    note = f"，{duty.exempt.note}" if duty.exempt.note else ""
    return [f"（免编目：{duty.exempt.reason}{note}）"]


def _rows(block: Block) -> Iterator[tuple[Cell, Cell, Cell]]:
    text: str | None = block[0][0].text
    for duty, lines in block:
        shown: str | None = duty.duty
        for line in lines:
            yield text, shown, line
            text = shown = None


def _merge(sheet: QuickSheet, start: int, rows: Sequence[Sequence[Cell]]) -> None:
    for column in (0, 1):
        begun = [place for place, row in enumerate(rows) if row[column] is not None]
        for place, after in zip(begun, [*begun[1:], len(rows)], strict=True):
            sheet.merge_down(start + place, start + after - 1, column)


def _floors(rows: Sequence[Sequence[Cell]]) -> list[int]:
    """The least lines of each row, so that the merged cells can be read whole."""
    floors = [1] * len(rows)
    for column in (1, 0):
        begun = [place for place, row in enumerate(rows) if row[column] is not None]
        for place, after in zip(begun, [*begun[1:], len(rows)], strict=True):
            lacking = lines_of(str(rows[place][column]), _COLUMNS[column].width) - sum(floors[place:after])
            floors[after - 1] += max(lacking, 0)
    return floors


__all__ = ["TITLE", "UNLISTED", "write"]
