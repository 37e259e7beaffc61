"""A list as it is handed in upwards: A4 landscape, title, who fills it in, header on every page, page numbers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from ....model.department import Person
from ...columns import Cell, Sort
from ..cells import fitting, put
from ..quick import Lane, QuickSheet, lines_of
from ..sheet import Book

_A4 = 9
_BLANK = "　" * 6


@dataclass(frozen=True, slots=True)
class Spec:
    """One column of a list: ``get`` reads it from a row; columns of one ``group`` stand under a common head.

    ``shared``: rows that belong together share its cell.
    """

    header: str
    width: int
    get: Callable[[Any], Cell]
    group: str = ""
    sort: Sort = Sort.TEXT
    shared: bool = False


ORDINAL = Spec("序号", 6, lambda _: None, sort=Sort.NUMBER, shared=True)


def begin(book: Book, name: str, title: str, widths: Sequence[int]) -> QuickSheet:
    """A sheet with its title and the line below it; the head of the table is to stand in row 2 (counted from 0)."""
    sheet = book.sheet(name)
    sheet.set_paper(_A4)
    sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.6)
    sheet.set_header("")
    for place, width in enumerate(widths):
        sheet.set_column(place, place, width, book.styles.text)
    last = len(widths) - 1
    sheet.set_row(0, 36)
    sheet.merge_range(0, 0, 0, last, fitting(title + book.mark), book.styles.title)
    sheet.set_row(1, 20)
    sheet.merge_range(1, 0, 1, last, fitting(_filled(book)), book.styles.subtitle)
    sheet.center_horizontally()
    return sheet


def _filled(book: Book) -> str:
    """填报单位, 联系人 and 填报日期; the contact is left to be written by hand where the ledger publishes none."""
    edition = book.edition
    registry = edition.registry
    unit, person = registry.settings.authority or registry.settings.name, None
    if department := registry.department_by_id.get(edition.department):
        unit, person = department.name or department.id, department.liaison
    elif region := next((each for each in registry.regions if each.id == edition.department), None):
        unit, person = region.authority or region.name or region.id, region.liaison
    if not registry.settings.publish_contacts:
        person = None
    day = f"{edition.today.year}年{edition.today.month}月{edition.today.day}日" if edition.today else _BLANK
    more = f"　　范围：{'；'.join(edition.conditions)}" if edition.conditions else ""
    return f"填报单位：{unit}　　{_contact(person)}　　填报日期：{day}{more}"


def _contact(person: Person | None) -> str:
    if person is None:
        return f"联系人：{_BLANK}　　联系电话：{_BLANK}"
    return f"联系人：{person.name}　　联系电话：{person.phone or _BLANK}"


def head(book: Book, sheet: QuickSheet, columns: Sequence[Spec]) -> int:
    """Write the head, in two rows where columns stand in groups; gives the first row below it."""
    style = book.styles.header
    if not any(column.group for column in columns):
        sheet.set_row(2, 34)
        for place, column in enumerate(columns):
            put(sheet, 2, place, column.header, style)
        return 3
    sheet.set_row(2, 20)
    sheet.set_row(3, 34)
    for group, found in groupby(enumerate(columns), key=lambda pair: pair[1].group):
        places = [place for place, _ in found]
        put(sheet, 2, places[0], group or columns[places[0]].header, style)
        for place in places[1:]:
            sheet.write_blank(2, place, None, style)
        if group and len(places) > 1:
            sheet.merge.append([2, places[0], 2, places[-1]])
    for place, column in enumerate(columns):
        if column.group:
            put(sheet, 3, place, column.header, style)
        else:
            sheet.write_blank(3, place, None, style)
            sheet.merge_down(2, 3, place)
    return 4


def lanes(book: Book, columns: Sequence[Spec]) -> list[Lane]:
    """How the columns are written."""
    styles = book.styles
    kinds = {Sort.NUMBER: styles.ordinal, Sort.DATE: styles.date, Sort.BOOL: styles.centred}
    return [
        Lane(column.width, kinds.get(column.sort, styles.text), column.sort is Sort.DATE, column.shared)
        for column in columns
    ]


def finish(book: Book, sheet: QuickSheet, first: int, end: int, columns: int, *, fitted: bool = True) -> None:
    """Draw the lines, repeat the head on every page, keep it in view; ``fitted``: one page across."""
    if end > first:
        sheet.conditional_format(
            first, 0, end - 1, columns - 1, {"type": "formula", "criteria": "=1=1", "format": book.styles.lines}
        )
    sheet.freeze_panes(first, 0)
    sheet.repeat_rows(0, first - 1)
    if fitted:
        sheet.fit_to_pages(1, 0)


def listed(
    book: Book,
    name: str,
    title: str,
    columns: Sequence[Spec],
    rows: Sequence[Any],
    together: Callable[[Any], Any] = id,
) -> None:
    """A sheet of one row an entry under the next number; rows that are ``together`` share a number and the shared cells."""
    every = (ORDINAL, *columns)
    sheet = begin(book, name, title, [column.width for column in every])
    first = head(book, sheet, every)
    shared = [place for place, column in enumerate(every) if column.shared]
    written: list[list[Cell]] = []
    floors: list[int] = []
    for number, (_, found) in enumerate(groupby(rows, key=together), 1):
        start = len(written)
        for row in found:
            begins = len(written) == start
            cells = [column.get(row) if begins or not column.shared else None for column in every]
            written.append([number if begins else None, *cells[1:]])
        floors += _floors(every, written[start:])
        for place in shared:
            sheet.merge_down(first + start, first + len(written) - 1, place)
    end = sheet.write_rows(first, book.watched(written), lanes(book, every), floors)
    finish(book, sheet, first, end, len(every))


def _floors(columns: Sequence[Spec], rows: Sequence[Sequence[Cell]]) -> list[int]:
    """The least lines of rows that share cells, so that all of what they share can be read."""
    cells = zip(columns, rows[0], strict=True)
    tall = [lines_of(cell, column.width) for column, cell in cells if column.shared and isinstance(cell, str)]
    need = max(tall, default=1)
    return [-(-need // len(rows))] * len(rows)


__all__ = ["Spec", "begin", "finish", "head", "lanes", "listed"]
