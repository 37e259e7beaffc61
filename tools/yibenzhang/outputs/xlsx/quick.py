"""A worksheet that takes whole rows.

XlsxWriter checks, stores and formats every cell by itself: one minute for 250,000 items. Here the XML of a row is put
together at once, texts go to the shared strings (an index instead of the text in every cell), and each different text
is looked at only once. It leans on a few of XlsxWriter's inner names; a test reads the result back.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from ..columns import display_width
from .cells import MOST_DIGITS, day, fitting

_DAY_ZERO = date(1899, 12, 30).toordinal()


_LINE = 13
ROW = 18
"""Height of a row of one line, in points."""
_HIGHEST = 409
_ENDLESS = 10**10


@dataclass(frozen=True, slots=True)
class Lane:
    """A column as rows are written into it: its width in half-width characters, its format, whether it holds days.

    ``merged``: its cells reach over several rows, so that one row need not be high enough for them.
    """

    width: int
    style: Any
    is_date: bool = False
    merged: bool = False


def lines_of(text: str, width: int) -> int:
    """How many lines a text takes in a column of that width."""
    return _lines(text, _extent(text), width - 1) or 1


def _extent(text: str) -> int:
    """Width of a text without line breaks; what has them is wider than any column, so that its lines are counted."""
    return 10**9 if "\n" in text else display_width(text)


def _lines(text: str, extent: int, room: int) -> int:
    if "\n" not in text:
        return -(-extent // room)
    return sum(max(1, -(-display_width(line) // room)) for line in text.split("\n"))


class QuickSheet(Worksheet):  # type: ignore[misc]
    """A worksheet of a workbook in constant-memory mode with :meth:`write_rows` beside XlsxWriter's own methods."""

    plain_part: Any = None
    """The format for the parts of a text that must be written in parts."""

    def merge_down(self, first: int, last: int, column: int) -> None:
        """Merge the cells of a column from one row to another that are or will be written; the first one's text shows."""
        if last > first:
            self.merge.append([first, column, last, column])

    def write_rows(
        self, first: int, rows: Iterable[Sequence[Any]], columns: Sequence[Lane], floors: Sequence[int] = ()
    ) -> int:
        """Write rows from row ``first`` on (counted from 0) and give the number of the row after the last.

        A row is as long as ``columns`` or shorter: text, numbers, None for an empty cell. Rows are as high as their
        wrapped text needs; ``floors``: the least lines of each. Nothing may have been written at or below ``first``.
        """
        self._write_single_row(first)
        starts = [f'<c r="{xl_col_to_name(place)}' for place in range(len(columns))]
        styles = [f'" s="{lane.style._get_xf_index()}"' for lane in columns]
        rooms = [_ENDLESS if lane.merged else lane.width - 1 for lane in columns]
        dates = [lane.is_date for lane in columns]
        texts: dict[str, tuple[str, int]] = {}
        table = self.str_table
        write = self.fh.write
        number = first
        for row in rows:
            number += 1
            parts = [""]
            lines = floors[number - first - 1] if floors else 1
            for place, cell in enumerate(row):
                if cell is None or cell == "":
                    continue
                if not isinstance(cell, str):
                    if -MOST_DIGITS < cell < MOST_DIGITS:
                        parts.append(f"{starts[place]}{number}{styles[place]}><v>{cell!r}</v></c>")
                        continue
                    cell = str(cell)  # noqa: PLW2901
                elif dates[place] and (found := day(cell)):
                    parts.append(f"{starts[place]}{number}{styles[place]}><v>{found.toordinal() - _DAY_ZERO}</v></c>")
                    continue
                known = texts.get(cell)
                if known is None:
                    known = texts[cell] = self._shared(cell), _extent(cell)
                text, extent = known
                if extent > rooms[place]:
                    lines = max(lines, _lines(cell, extent, rooms[place]))
                parts.append(f"{starts[place]}{number}{styles[place]}{text}")
                table.count += 1
            height = "" if lines == 1 else f' ht="{min(_LINE * lines + 6, _HIGHEST)}" customHeight="1"'
            parts[0] = f'<row r="{number}"{height}>'
            parts.append("</row>")
            write("".join(parts))
        self._reach(first, number, len(columns))
        self.previous_row = number
        return number

    def _shared(self, text: str) -> str:
        """The end of a cell that holds ``text``."""
        text = fitting(text)
        if text.startswith("<r>") and text.endswith("</r>"):
            # XlsxWriter would copy this from the shared strings as the inside of a rich text, so it stands in the cell.
            return f' t="inlineStr"><is><t>{self._escape_data(self._escape_control_characters(text))}</t></is></c>'
        index = self.str_table._get_shared_string_index(text)
        self.str_table.count -= 1
        return f' t="s"><v>{index}</v></c>'

    def _reach(self, first: int, end: int, columns: int) -> None:
        """Say how far the sheet reaches."""
        if end > first:
            self._check_dimensions(first, 0)
            self._check_dimensions(end - 1, columns - 1)
