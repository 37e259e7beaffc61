"""共享情况统计: share types by domain and by department, with native charts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..columns import Sort
from ..counts import SHARE_TYPES, Counts, by_department, by_domain, ratio
from .cells import put
from .quick import ROW, QuickSheet
from .sheet import FIRST_ROW, HEADER_ROW, ORDINAL, Book, Head, Value
from .styles import CHART_COLOURS, HEI, SONG
from .summary import totals

NAME = "共享情况统计"
_N = Sort.NUMBER
_CHART_COLUMN = 8
_MOST_BARS = 30
_CHART_WIDTH = 860
_ROW_PIXELS = ROW * 4 // 3


def _heads(first: str) -> tuple[Head, ...]:
    numbers = tuple(Head(word, 13, _N) for word in SHARE_TYPES)
    return ORDINAL, Head(first, 28), *numbers, Head("合计", 11, _N), Head("不予共享占比", 15, ratio=True)


def write(book: Book) -> None:
    """Two tables under each other, charts of them to the right."""
    sheet = book.sheet(NAME)
    heads = _heads("所属领域")
    for place, lane in enumerate(book.lanes(heads)):
        sheet.set_column(place, place, lane.width, lane.style)
    sheet.set_column(len(heads), len(heads), 3)
    sheet.set_column(_CHART_COLUMN, _CHART_COLUMN + 11, 10)
    book.top(sheet, NAME, "只计在用目录", [head.width for head in heads] + [3] + [10] * 12, 2)
    domains = by_domain(book.edition)
    departments = {key: counts for key, counts in by_department(book.edition).items() if counts.active}
    end = _block(book, sheet, HEADER_ROW, heads, domains)
    last = _block(book, sheet, end + 2, _heads("部门"), departments)
    charts_end = _charts(book, sheet, domains)
    sheet.freeze_panes(HEADER_ROW, 2)
    sheet.repeat_rows(0, 1)
    sheet.print_area(0, 0, max(last, charts_end), _CHART_COLUMN + 11)


def _block(book: Book, sheet: QuickSheet, row: int, heads: tuple[Head, ...], counted: Mapping[str, Counts]) -> int:
    """One table from ``row`` on; gives the row of its totals."""
    sheet.set_row(row, 24)
    for place, head in enumerate(heads):
        put(sheet, row, place, head.header, book.styles.header)
    rows = [(number, name, *_numbers(counts)) for number, (name, counts) in enumerate(counted.items(), 1)]
    end = sheet.write_rows(row + 1, rows, book.lanes(heads))
    totals(book, sheet, end, (None, "合计", *_numbers(sum(counted.values(), Counts()))), heads)
    if counted:
        lines = {"type": "formula", "criteria": "=1=1", "format": book.styles.lines}
        sheet.conditional_format(row + 1, 0, end - 1, len(heads) - 1, lines)
    return end


def _numbers(counts: Counts) -> tuple[str | int | float, ...]:
    shares = (counts.unconditional, counts.conditional, counts.refused)
    return (*shares, counts.active, ratio(counts.refused, counts.active))


def _charts(book: Book, sheet: Any, domains: Mapping[str, Counts]) -> int:
    """The three types in all, and per domain. Their numbers are handed along, for viewers that do not count again.

    Gives the last row the charts cover.
    """
    total = sum(domains.values(), Counts())
    if not total.active:
        return 0
    end = FIRST_ROW + len(domains)
    whole = book.workbook.add_chart({"type": "doughnut"})
    whole.add_series(
        {
            "name": "共享类型",
            "categories": [NAME, HEADER_ROW, 2, HEADER_ROW, 4],
            "values": [NAME, end, 2, end, 4],
            "categories_data": list(SHARE_TYPES),
            "values_data": [total.unconditional, total.conditional, total.refused],
            "points": [{"fill": {"color": CHART_COLOURS[word]}} for word in SHARE_TYPES],
            "data_labels": {"value": True, "percentage": True, "separator": "\n", "font": {"name": SONG, "size": 10}},
        }
    )
    whole.set_title({"name": "三种共享类型的目录数", "name_font": {"name": HEI, "size": 13}, "overlay": False})
    whole.set_legend({"position": "bottom", "font": {"name": SONG, "size": 10}})
    whole.set_hole_size(50)
    whole.set_size({"width": _CHART_WIDTH, "height": 14 * _ROW_PIXELS})
    sheet.insert_chart(HEADER_ROW, _CHART_COLUMN, whole)
    return _stacked(book, sheet, domains)


def _stacked(book: Book, sheet: Any, domains: Mapping[str, Counts]) -> int:
    shown = dict(list(domains.items())[:_MOST_BARS])
    last = HEADER_ROW + len(shown)
    bars = book.workbook.add_chart({"type": "bar", "subtype": "stacked"})
    series: tuple[tuple[str, list[Value]], ...] = (
        (SHARE_TYPES[0], [counts.unconditional for counts in shown.values()]),
        (SHARE_TYPES[1], [counts.conditional for counts in shown.values()]),
        (SHARE_TYPES[2], [counts.refused for counts in shown.values()]),
    )
    for place, (word, values) in enumerate(series, 2):
        bars.add_series(
            {
                "name": [NAME, HEADER_ROW, place],
                "categories": [NAME, FIRST_ROW, 1, last, 1],
                "values": [NAME, FIRST_ROW, place, last, place],
                "categories_data": list(shown),
                "values_data": values,
                "name_data": word,
                "fill": {"color": CHART_COLOURS[word]},
                "gap": 45,
            }
        )
    bars.set_title({"name": "各领域目录的共享类型", "name_font": {"name": HEI, "size": 13}, "overlay": False})
    bars.set_y_axis({"reverse": True, "num_font": {"name": SONG, "size": 10}})
    bars.set_x_axis(
        {"num_font": {"name": SONG, "size": 9}, "major_gridlines": {"visible": True, "line": {"color": "#DDDDDD"}}}
    )
    bars.set_legend({"position": "bottom", "font": {"name": SONG, "size": 10}})
    height = 140 + 26 * len(shown)
    bars.set_size({"width": _CHART_WIDTH, "height": height})
    sheet.insert_chart(HEADER_ROW + 15, _CHART_COLUMN, bars)
    return HEADER_ROW + 15 + height // _ROW_PIXELS + 1
