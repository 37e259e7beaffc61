"""A sheet to fill: header in row 3, one row a catalog, an item, a resource or a demand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from xlsxwriter.utility import xl_col_to_name

from ...sources import stamp
from ...sources.fields import Schema
from ..columns import Column, Sort, display_width
from ..xlsx.cells import fitting
from ..xlsx.quick import Lane, QuickSheet
from ..xlsx.sheet import Book, Head, fitted, pages_wide
from .checks import check
from .choices import Choices
from .conditions import Conditions, either, obligation
from .looks import Looks
from .notes import note

FIRST = stamp.HEADER_ROW + 1
_SHORT = 16
_MOST_LOOKUPS = 20_000
"""Rows up to which each name is looked up in 目录 by the sheet itself."""
_PROTECTION = dict.fromkeys(
    ("format_cells", "format_columns", "format_rows", "insert_rows", "delete_rows", "sort", "autofilter"), True
)


@dataclass(frozen=True, slots=True)
class Lead:
    """A column before those of the schema. ``source`` is a dropdown's formula, ``strict`` if nothing else may stand."""

    header: str
    width: int
    prompt: str
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What a sheet is made of. ``room``: empty rows ready to be filled below the last; ``free``: keys that may stay empty
    though the schema needs them, because import supplies them."""

    name: str
    title: str
    remark: str
    leads: Sequence[Lead]
    columns: Sequence[Column]
    root: Schema
    schema: Schema
    rows: Sequence[Sequence[Any]]
    room: int
    frozen: int
    free: frozenset[str] = frozenset()
    unique: Sequence[str] = ()


class Form:
    """Writes the sheets of one workbook."""

    def __init__(self, book: Book, looks: Looks, choices: Choices) -> None:
        self.book = book
        self.looks = looks
        self.choices = choices

    def write(self, plan: Plan) -> QuickSheet:
        """Write one sheet."""
        sheet = self.book.sheet(plan.name)
        looks = self.looks
        heads = [Head(lead.header, lead.width) for lead in plan.leads]
        heads += [Head(column.header, column.width, column.sort) for column in plan.columns]
        heads = fitted(heads, plan.rows)
        lanes = [self._lane(plan, place, head) for place, head in enumerate(heads)]
        for place, lane in enumerate(lanes):
            sheet.set_column(place, place, lane.width, lane.style)
        # A row can be put in, taken out or sorted only where no cell of it is locked.
        sheet.set_column(len(lanes), 16383, None, looks.text)
        self._top(sheet, plan, heads)
        end = sheet.write_rows(FIRST, plan.rows, lanes)
        last = end - 1 + plan.room
        cells = self._cells(plan)
        self._checks(sheet, plan, last)
        self._colours(sheet, plan, cells, last)
        sheet.freeze_panes(FIRST, plan.frozen)
        sheet.autofilter(stamp.HEADER_ROW, 0, max(end - 1, FIRST), len(heads) - 1)
        sheet.repeat_rows(0, stamp.HEADER_ROW)
        sheet.repeat_columns(0, plan.frozen - 1)
        sheet.fit_to_pages(pages_wide([head.width for head in heads], plan.frozen), 0)
        sheet.protect("", _PROTECTION)
        return sheet

    def _lane(self, plan: Plan, place: int, head: Head) -> Lane:
        column = plan.columns[place - len(plan.leads)] if place >= len(plan.leads) else None
        words = column.field.get("enum") if column else None
        centred = bool(words) and max(display_width(str(word)) for word in words or ()) <= _SHORT
        return Lane(head.width, self.looks.cell(head.sort, centred=centred), head.sort is Sort.DATE)

    def _top(self, sheet: QuickSheet, plan: Plan, heads: Sequence[Head]) -> None:
        styles, looks = self.book.styles, self.looks
        sheet.set_row(0, 34, looks.locked)
        sheet.set_row(1, 18, looks.locked)
        sheet.write_string(0, 0, fitting(f"{plan.title}{self.book.mark}"), styles.title_left)
        sheet.write_string(1, 0, fitting(plan.remark), styles.subtitle)
        sheet.set_row(stamp.HEADER_ROW, 34, looks.locked)
        for place, lead in enumerate(plan.leads):
            sheet.write_string(stamp.HEADER_ROW, place, lead.header, looks.lead_head)
            sheet.write_comment(stamp.HEADER_ROW, place, lead.prompt, _box(lead.prompt))
        for place, column in enumerate(plan.columns, len(plan.leads)):
            said = note(column, obligation(plan.root, plan.schema, column.path), plan.root)
            sheet.write_string(stamp.HEADER_ROW, place, column.header, looks.heads[said.letter])
            sheet.write_comment(stamp.HEADER_ROW, place, said.comment, _box(said.comment))

    def _cells(self, plan: Plan) -> dict[str, str]:
        """The cell of each column in the first row."""
        start = len(plan.leads)
        return {column.key: f"${xl_col_to_name(place)}{FIRST + 1}" for place, column in enumerate(plan.columns, start)}

    def _checks(self, sheet: QuickSheet, plan: Plan, last: int) -> None:
        department = f"$A{FIRST + 1}"
        for place, lead in enumerate(plan.leads):
            told = {"input_title": lead.header, "input_message": lead.prompt, "error_title": f"{lead.header}不在名单里"}
            kind = {"validate": "list", "source": lead.source, "error_type": "warning"}
            sheet.data_validation(FIRST, place, last, place, {**told, **(kind if lead.source else {"validate": "any"})})
        for place, column in enumerate(plan.columns, len(plan.leads)):
            said = note(column, obligation(plan.root, plan.schema, column.path), plan.root)
            made = check(column, said, self.choices.source(column, department), self.choices.shown(column))
            sheet.data_validation(FIRST, place, last, place, made)

    def _colours(self, sheet: QuickSheet, plan: Plan, cells: dict[str, str], last: int) -> None:
        """Missing, wrong and idle cells; the first that holds wins, and each draws the lines of the table too."""
        looks, start = self.looks, len(plan.leads)
        ends = (xl_col_to_name(start - 1 if start else 0), xl_col_to_name(start + len(plan.columns) - 1))
        filled = f"COUNTA(${ends[0]}{FIRST + 1}:${ends[1]}{FIRST + 1})>0"
        found = Conditions(plan.root, plan.schema, cells)

        def colour(place: int, formula: str, style: Any) -> None:
            made = {"type": "formula", "criteria": f"={formula}", "format": style, "stop_if_true": True}
            sheet.conditional_format(FIRST, place, last, place, made)

        for place, lead in enumerate(plan.leads):
            cell = f"${xl_col_to_name(place)}{FIRST + 1}"
            if lead.header == stamp.CATALOG_NAME:
                if len(plan.rows) <= _MOST_LOOKUPS:
                    colour(place, f'AND({cell}<>"",ISNA(MATCH({cell},{_range_name(lead.header)},0)))', looks.wrong)
                colour(place, f'AND({cell}="",COUNTA($A{FIRST + 1}:${ends[1]}{FIRST + 1})>0)', looks.missing)
        for place, column in enumerate(plan.columns, start):
            cell = cells[column.key]
            needed, barred = found.needed.get(column.key), found.barred.get(column.key)
            if barred:
                colour(place, f'AND({cell}<>"",{either(barred)})', looks.wrong)
                colour(place, f'AND({cell}="",{either(barred)})', looks.idle)
            if needed and column.key not in plan.free:
                colour(place, f'AND({cell}="",{filled},{either(needed)})', looks.missing)
            if needed and "TRUE" not in needed:
                colour(place, f'AND({cell}="",{filled})', looks.idle)
            if column.key in plan.unique:
                sheet.conditional_format(FIRST, place, last, place, {"type": "duplicate", "format": looks.wrong})
        area = (FIRST, 0, last, start + len(plan.columns) - 1)
        sheet.conditional_format(*area, {"type": "formula", "criteria": "=1=1", "format": looks.lines})


def _range_name(header: str) -> str:
    return f"{header}表"


def _box(text: str) -> dict[str, Any]:
    """A comment as large as its text."""
    lines = sum(max(1, -(-display_width(line) // 40)) for line in text.splitlines())
    return {"author": "一本账", "width": 300, "height": min(24 + 18 * lines, 400), "font_size": 9}
