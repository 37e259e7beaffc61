"""One sheet: title, subtitle, frozen header, rows, filter, lines, and how it prints."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from math import ceil
from typing import Any

from ..columns import Cell, Sort, display_width
from ..edition import Edition
from .cells import fitting, put
from .quick import ROW, Lane, QuickSheet
from .styles import Styles

HEADER_ROW = 2
FIRST_ROW = HEADER_ROW + 1
_A3 = 8
_PAGE_WIDTH = 250
"""Half-width characters that still read well across an A3 page."""
_WIDEST = 48
_SAMPLES = 400
_TOLD = 1000


@dataclass(frozen=True, slots=True)
class Head:
    """One column of a sheet. ``ratio`` columns hold a float or 不适用."""

    header: str
    width: int
    sort: Sort = Sort.TEXT
    ratio: bool = False


ORDINAL = Head("序号", 7, Sort.NUMBER)
Value = Cell | float


class Book:
    """The workbook being written, its styles and the edition it shows."""

    def __init__(self, workbook: Any, edition: Edition, tell: Callable[[int], None] = lambda _: None) -> None:
        self.workbook = workbook
        self.edition = edition
        self.tell = tell
        self.styles = Styles(workbook)
        settings = edition.registry.settings
        self.name = settings.name
        self.mark = "【示例数据】" if settings.sample else ""

    def watched(self, rows: Iterable[Sequence[Value]]) -> Iterator[Sequence[Value]]:
        """The rows one by one; whoever listens is told of every thousand."""
        count = 0
        for row in rows:
            yield row
            count += 1
            if count == _TOLD:
                self.tell(count)
                count = 0
        self.tell(count)

    @property
    def moment(self) -> str:
        """Revision, reference day and scope, in one line."""
        day_ = f"　基准日：{self.edition.today}" if self.edition.today else ""
        return f"版本：{self.edition.revision}{day_}　范围：{self.edition.scope}"

    def sheet(self, name: str) -> QuickSheet:
        """A new sheet that prints on A3 landscape, with the ledger's name, revision and page numbers on every page."""
        sheet: QuickSheet = self.workbook.add_worksheet(name, QuickSheet)
        sheet.set_default_row(ROW)
        sheet.plain_part = self.styles.plain_part
        sheet.set_landscape()
        sheet.set_paper(_A3)
        sheet.set_margins(left=0.5, right=0.5, top=0.75, bottom=0.65)
        sheet.set_header(f'&L&9&"宋体,Regular"{_plain(self.name)}{self.mark}&R&9&"宋体,Regular"{name}')
        sheet.set_footer(
            f'&L&9&"宋体,Regular"版本：{_plain(self.edition.revision)}&C&9&"宋体,Regular"第 &P 页，共 &N 页'
        )
        sheet.hide_gridlines(2)
        return sheet

    def lanes(self, heads: Sequence[Head]) -> list[Lane]:
        """How the columns of a table are written."""
        styles = self.styles
        kinds = {Sort.NUMBER: styles.number, Sort.DATE: styles.date, Sort.BOOL: styles.centred}
        return [
            Lane(
                head.width,
                styles.ratio
                if head.ratio
                else styles.ordinal
                if head is ORDINAL
                else kinds.get(head.sort, styles.text),
                head.sort is Sort.DATE,
            )
            for head in heads
        ]

    def top(self, sheet: Any, title: str, note: str, widths: Sequence[int], frozen: int) -> None:
        """Title and subtitle rows, merged over what one page shows."""
        pages = pages_wide(widths, frozen)
        last, room = 0, 0
        for place, width in enumerate(widths):
            room += width
            if place and room > _PAGE_WIDTH:
                break
            last = place
        sheet.set_row(0, 34)
        sheet.set_row(1, 18)
        text = fitting(f"{self.name}·{title}{self.mark}")
        sheet.merge_range(0, 0, 0, max(last, 1), text, self.styles.title if pages == 1 else self.styles.title_left)
        sheet.merge_range(1, 0, 1, max(last, 1), fitting(f"{self.moment}　{note}"), self.styles.subtitle)
        sheet.fit_to_pages(pages, 0)


def _plain(text: str) -> str:
    """Text for a page header, where & begins a command and 255 characters are the most."""
    return fitting(text)[:60].replace("&", "&&")


def pages_wide(widths: Sequence[int], frozen: int) -> int:
    """How many A3 pages a table is printed across, the frozen columns on each, so that its letters stay readable."""
    repeated = min(sum(widths[:frozen]), _PAGE_WIDTH // 2)
    rest = sum(widths) - repeated
    return max(1, ceil((rest - _PAGE_WIDTH // 8) / (_PAGE_WIDTH - repeated)))


def fitted(heads: Sequence[Head], rows: Sequence[Sequence[Value]]) -> list[Head]:
    """Columns widened to what they hold, as far as a spread of rows shows."""
    step = max(1, len(rows) // _SAMPLES)
    widths = [head.width for head in heads]
    for row in rows[::step]:
        for place, cell in enumerate(row):
            if isinstance(cell, str) and len(cell) * 2 + 2 > widths[place]:
                longest = max(display_width(line) for line in cell[:200].splitlines() or [""])
                widths[place] = min(max(widths[place], longest + 2), max(_WIDEST, heads[place].width))
    return [
        head if width == head.width else replace(head, width=width) for head, width in zip(heads, widths, strict=True)
    ]


def table(
    book: Book,
    name: str,
    title: str,
    note: str,
    heads: Sequence[Head],
    rows: Iterable[Sequence[Value]],
    frozen: int,
    marks: Callable[[QuickSheet, int], None] | None = None,
    printed: int | None = None,
) -> QuickSheet:
    """Write a sheet of one table, ``frozen`` columns of which stay in view and the first ``printed`` are printed.

    ``marks`` is handed the sheet and its last row, to colour cells before the lines of the table are drawn.
    """
    sheet = book.sheet(name)
    widths = [head.width for head in heads]
    styles = book.styles
    lanes = book.lanes(heads)
    for place, lane in enumerate(lanes):
        sheet.set_column(place, place, lane.width, lane.style)
    book.top(sheet, title, note, widths[:printed], frozen)
    sheet.set_row(HEADER_ROW, 34)
    for place, head in enumerate(heads):
        put(sheet, HEADER_ROW, place, head.header, styles.header)
    last = sheet.write_rows(FIRST_ROW, book.watched(rows), lanes) - 1
    sheet.freeze_panes(FIRST_ROW, frozen)
    sheet.autofilter(HEADER_ROW, 0, max(last, FIRST_ROW), len(heads) - 1)
    if last >= FIRST_ROW:
        if marks:
            marks(sheet, last)
        sheet.conditional_format(
            FIRST_ROW, 0, last, len(heads) - 1, {"type": "formula", "criteria": "=1=1", "format": styles.lines}
        )
    sheet.repeat_rows(0, HEADER_ROW)
    if printed is not None:
        sheet.print_area(0, 0, max(last, FIRST_ROW), printed - 1)
        sheet.fit_to_pages(1, 0)
    elif pages_wide(widths, frozen) > 1:
        sheet.repeat_columns(0, frozen - 1)
    return sheet
