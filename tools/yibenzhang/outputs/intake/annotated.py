"""The workbook to send back: wrong cells coloured, what is wrong in a comment, and a sheet that lists it all.

An xlsx file keeps everything the clerk made of it (openpyxl reads and writes it); of any other kind a fresh workbook
is made with the same cells at the same places.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from io import BytesIO
from itertools import groupby

import xlsxwriter

from ...sources.workbook import Book
from .draft import Remark

LIST = "导入问题"
_RED, _YELLOW = "FFC7CE", "FFEB9C"
_LONGEST = 2000
_HEAD = ("位置", "级别", "规则", "字段", "问题", "改法")
_WIDTHS = (28, 6, 8, 18, 60, 60)


def annotated(book: Book, data: bytes, remarks: Sequence[Remark]) -> bytes:
    """The workbook with the remarks that are its own."""
    own = [remark for remark in remarks if remark.spot.file == book.name]
    if data.startswith(b"PK\x03\x04") and not book.name.lower().endswith((".xlsb", ".ods")):
        try:
            return _kept(book, data, own)
        except (KeyError, ValueError, TypeError, AttributeError, OSError, IndexError):
            # What openpyxl cannot read the reader could: the clerk still gets the cells and what is wrong with them.
            return _fresh(book, own)
    return _fresh(book, own)


def _kept(book: Book, data: bytes, remarks: Sequence[Remark]) -> bytes:
    # Loaded where it is needed: it takes as long to import as the rest of the program.
    from openpyxl import load_workbook
    from openpyxl.comments import Comment
    from openpyxl.styles import PatternFill

    workbook = load_workbook(BytesIO(data), keep_vba=book.name.lower().endswith(".xlsm"))
    for (sheet, row, column), group in _by_cell(remarks):
        if sheet not in workbook.sheetnames:
            continue
        found = list(group)
        worksheet = workbook[sheet]
        cell = worksheet.cell(row + 1, column + 1)
        for merged in worksheet.merged_cells.ranges:
            if cell.coordinate in merged:
                cell = worksheet.cell(merged.min_row, merged.min_col)
        cell.fill = PatternFill("solid", fgColor=_RED if any(one.is_error for one in found) else _YELLOW)
        before = f"{cell.comment.text}\n" if cell.comment is not None else ""
        cell.comment = Comment((before + _said(found))[:_LONGEST], "一本账", height=140, width=320)
    if LIST in workbook.sheetnames:
        del workbook[LIST]
    sheet = workbook.create_sheet(LIST)
    for line in (_HEAD, *map(_cells, remarks)):
        sheet.append(line)
    for number, width in enumerate(_WIDTHS):
        sheet.column_dimensions[chr(65 + number)].width = width
    for row in sheet.iter_rows(min_row=2):
        for cell in row:
            cell.data_type = "s"
    out = BytesIO()
    workbook.save(out)
    return out.getvalue()


def _fresh(book: Book, remarks: Sequence[Remark]) -> bytes:
    out = BytesIO()
    with xlsxwriter.Workbook(
        out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    ) as workbook:
        plain = workbook.add_format({"num_format": "@", "text_wrap": True, "valign": "top"})
        wrong = {
            colour: workbook.add_format(
                {"num_format": "@", "text_wrap": True, "valign": "top", "bg_color": f"#{colour}"}
            )
            for colour in (_RED, _YELLOW)
        }
        taken: set[str] = {LIST.casefold()}
        for one in book.sheets:
            name = _name(one.name, taken)
            sheet = workbook.add_worksheet(name)
            marks = {
                (row, column): list(group)
                for (title, row, column), group in _by_cell(remarks)
                if title == ("" if book.is_csv else one.name)
            }
            for row, texts in enumerate(one.rows):
                for column, text in enumerate(texts):
                    if text and (row, column) not in marks:
                        sheet.write_string(row, column, text[:32767], plain)
            for (row, column), found in marks.items():
                form = wrong[_RED if any(each.is_error for each in found) else _YELLOW]
                sheet.write_string(row, column, one.at(row, column)[:32767], form)
                sheet.write_comment(
                    row, column, _said(found)[:_LONGEST], {"author": "一本账", "x_scale": 2.5, "y_scale": 2}
                )
        listed = workbook.add_worksheet(LIST)
        for row, line in enumerate((_HEAD, *map(_cells, remarks))):
            for column, text in enumerate(line):
                listed.write_string(row, column, text[:32767], plain)
        for column, width in enumerate(_WIDTHS):
            listed.set_column(column, column, width)
    return out.getvalue()


def _name(title: str, taken: set[str]) -> str:
    """A sheet's title as Excel takes it."""
    clean = "".join("_" if char in "[]:*?/\\" else char for char in title).strip("'")[:28] or "Sheet"
    name, number = clean, 1
    while name.casefold() in taken:
        number += 1
        name = f"{clean}{number}"
    taken.add(name.casefold())
    return name


def _by_cell(remarks: Iterable[Remark]) -> Iterable[tuple[tuple[str, int, int], Iterable[Remark]]]:
    def place(one: Remark) -> tuple[str, int, int]:
        return one.spot.sheet, one.spot.row, one.spot.column

    return groupby(sorted(remarks, key=place), key=place)


def _said(remarks: Sequence[Remark]) -> str:
    return "\n".join(
        f"{one.severity.label}：{one.message}" + (f"\n改法：{one.fix}" if one.fix else "") for one in remarks
    )


def _cells(one: Remark) -> tuple[str, ...]:
    return str(one.spot), one.severity.label, one.rule, one.label, one.message, one.fix


__all__ = ["LIST", "annotated"]
