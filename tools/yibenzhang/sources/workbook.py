"""Any workbook a clerk may send (xlsx, xlsm, xls, et, ods, csv) → sheets of text, each cell where it stands.

Cells are texts as a person would type them: whole numbers without ``.0``, days as 2024-03-14, 是 and 否. A formula is
its saved result. What is merged is filled down; rows that are hidden are read like any other.
"""

from __future__ import annotations

import csv
import gc
from codecs import BOM_UTF8
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from io import BytesIO, StringIO
from itertools import islice
from typing import Any

import python_calamine as calamine

from .formulas import freed
from .workbook_scan import MOST_CELLS, Scan, ScanError, scan

MOST_BYTES = 100 << 20
_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_CELL = 1 << 20
"""Characters of one cell of a csv file."""
_INEXACT = 1e15
"""A sheet keeps the first fifteen digits of a number."""

Spot = tuple[int, int]
"""Row and column, from 0."""


class WorkbookError(Exception):
    """A file that cannot be read; the message is Chinese and says why and what to do."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet. ``rows`` begin at A1 and may be of different lengths; a cell that holds nothing is the empty text.

    ``inexact``: numbers so long that the sheet has lost their last digits. ``unsaved``: formulas without a result.
    ``garbled``: texts of an old binary workbook with � in the place of a sign.
    """

    name: str
    rows: list[list[str]]
    hidden: bool = False
    hidden_rows: frozenset[int] = frozenset()
    unsaved: tuple[Spot, ...] = ()
    inexact: tuple[Spot, ...] = ()
    garbled: tuple[Spot, ...] = ()

    def at(self, row: int, column: int) -> str:
        """The text of a cell; empty where there is none."""
        if 0 <= row < len(self.rows) and 0 <= column < len(self.rows[row]):
            return self.rows[row][column]
        return ""


@dataclass(frozen=True, slots=True)
class Book:
    """A workbook. ``notes`` are sentences about the file as a whole."""

    name: str
    sheets: tuple[Sheet, ...]
    notes: tuple[str, ...] = ()
    is_csv: bool = field(default=False)


def read(name: str, data: bytes) -> Book:
    """Read a file by what is in it, whatever its ending.

    Raises:
        WorkbookError: it cannot be read, or is too large.
    """
    if len(data) > MOST_BYTES:
        raise WorkbookError(f"文件有 {len(data) >> 20} MB，超过 {MOST_BYTES >> 20} MB，没有打开：分成几个文件再导入")
    if not data:
        raise WorkbookError("文件是空的")
    if data.startswith(_OLE) and _ENCRYPTED in data:
        raise WorkbookError("文件设了打开密码：在 Excel 或 WPS 里打开，取消密码后另存一份")
    if not data.startswith((_ZIP, _OLE)):
        return Book(name, (_csv(name, data),), is_csv=True)
    try:
        seen = scan(data) if data.startswith(_ZIP) else Scan({}, macros=b"_VBA_PROJECT" in data)
    except ScanError as error:
        raise WorkbookError(str(error)) from error
    try:
        book = calamine.CalamineWorkbook.from_filelike(BytesIO(data))
        worksheet = calamine.SheetTypeEnum.WorkSheet
        shown = calamine.SheetVisibleEnum.Visible
        with _uncollected():
            sheets = tuple(
                _sheet(book.get_sheet_by_name(meta.name), meta.visible != shown, seen, data.startswith(_OLE))
                for meta in book.sheets_metadata
                if meta.typ == worksheet
            )
    except calamine.PasswordError as error:
        raise WorkbookError("文件设了打开密码：在 Excel 或 WPS 里打开，取消密码后另存一份") from error
    except (calamine.CalamineError, ValueError, OverflowError, MemoryError) as error:
        raise WorkbookError(
            "文件不是 Excel 或 WPS 表格，或者内容已损坏：用 Excel 或 WPS 打开后另存为 xlsx 再导入"
        ) from error
    notes = ("文件里有宏，宏没有运行，只读了单元格",) if seen.macros else ()
    return Book(name, sheets, notes)


@contextmanager
def _uncollected() -> Iterator[None]:
    """No search for garbage while millions of cells are made, none of which is any: it would take a third of the time."""
    before = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if before:
            gc.enable()


def _sheet(sheet: Any, hidden: bool, seen: Scan, old: bool) -> Sheet:
    """One sheet as text; ``old``: of a binary workbook."""
    inexact: list[Spot] = []
    rows: list[list[str]] = []
    odd: dict[tuple[type, ...], list[int]] = {}
    for number, row in enumerate(sheet.to_python(skip_empty_area=False)):
        # Most rows of a sheet are of the same few kinds: which of their cells are no texts is found out once a kind.
        kinds = tuple(map(type, row))
        if (places := odd.get(kinds)) is None:
            places = odd[kinds] = [at for at, kind in enumerate(kinds) if kind is not str]
        for at in places:
            value = row[at]
            if type(value) is float and abs(value) >= _INEXACT:
                inexact.append((number, at))
            row[at] = _text(value)
        rows.append(row)
    for (top, left), (bottom, _) in sheet.merged_cell_ranges or ():
        if top >= len(rows) or left >= len(rows[top]) or not (text := rows[top][left]):
            continue
        for row in rows[top + 1 : bottom + 1]:
            if left < len(row) and not row[left]:
                row[left] = text
    while rows and not any(rows[-1]):
        rows.pop()
    extra = seen.sheets.get(sheet.name)
    return Sheet(
        sheet.name,
        rows,
        hidden,
        extra.hidden if extra else frozenset(),
        extra.unsaved if extra else (),
        tuple(inexact),
        tuple(_garbled(rows)) if old else (),
    )


def _garbled(rows: Sequence[Sequence[str]]) -> Iterator[Spot]:
    """Where a sign was lost: BIFF8 cuts long texts in pieces of 8 KB, and an emoji cut in two is not put together."""
    for number, row in enumerate(rows):
        for at, text in enumerate(row):
            if "\ufffd" in text:
                yield number, at


def _text(value: Any) -> str:
    """A value as a person would type it."""
    if type(value) is float and value.is_integer() and abs(value) < _INEXACT:
        return str(int(value))
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, (int, float)):
        whole = isinstance(value, int) or (value.is_integer() and abs(value) < 1e21)
        return str(int(value)) if whole else f"{value:.15g}"
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ", "seconds")
    if isinstance(value, (date, time)):
        return value.isoformat()
    if isinstance(value, timedelta):
        return str(value)
    return "" if value is None else str(value)


def _csv(name: str, data: bytes) -> Sheet:
    """Text in UTF-8 or, as Excel saves it in China, GB 18030; commas, semicolons or tabs."""
    text = _decoded(data)
    if "\0" in text or sum(not (char.isprintable() or char in "\t\r\n") for char in text[:4096]) > 64:
        raise WorkbookError("文件不是 Excel、WPS 表格，也不是 csv 文字：用 Excel 或 WPS 打开后另存为 xlsx 再导入")
    head = "\n".join(text.split("\n", 5)[:5])
    mark = max(",\t;", key=head.count)
    csv.field_size_limit(_CELL)
    try:
        rows = list(islice(csv.reader(StringIO(text, newline=""), delimiter=mark), MOST_CELLS))
    except csv.Error as error:
        raise WorkbookError(
            "csv 读不通：可能有引号没有配对，或一格里的字太多。用 Excel 打开后另存为 xlsx 再导入"
        ) from error
    if sum(map(len, rows)) > MOST_CELLS:
        raise WorkbookError(f"表里的单元格超过 {MOST_CELLS} 个，没有读：分成几个文件再导入")
    return Sheet(
        name.rpartition("/")[2].rpartition(".")[0] or name, [_lines(row, data.startswith(BOM_UTF8)) for row in rows]
    )


def _decoded(data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        codings: Sequence[str] = ("utf-16",)
    else:
        codings = ("utf-8-sig", "gb18030")
    for coding in codings:
        try:
            return data.decode(coding)
        except UnicodeDecodeError:
            continue
    raise WorkbookError(
        "文件不是 Excel、WPS 表格，也不是 UTF-8 或 GB 18030 编码的 csv：用 Excel 打开后另存为 xlsx 再导入"
    )


def _lines(row: Iterable[str], ours: bool) -> list[str]:
    return [freed(text.replace("\r\n", "\n").replace("\r", "\n"), ours) for text in row]


def column_letters(column: int) -> str:
    """The letters of a column counted from 0."""
    letters, column = "", column + 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def a1(spot: Spot) -> str:
    """The name of a cell: (0, 0) is A1."""
    return f"{column_letters(spot[1])}{spot[0] + 1}"


__all__ = ["MOST_BYTES", "Book", "Sheet", "Spot", "WorkbookError", "a1", "column_letters", "read"]
