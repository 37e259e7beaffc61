"""Any workbook a clerk may send (xlsx, xlsm, xls, et, ods, csv) → sheets of text, each cell where it stands.

Cells are texts as a person would type them: whole numbers without ``.0``, days as 2024-03-14, 是 and 否. A formula is
its saved result. What is merged is filled down; rows that are hidden are read like any other.
"""

from __future__ import annotations

import csv
from codecs import BOM_UTF8
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from io import BytesIO, StringIO
from itertools import islice

import python_calamine as calamine

from . import workers
from .formulas import freed
from .workbook_grids import TROUBLE, Grid, Spot, grids
from .workbook_scan import LARGE, MOST_CELLS, Scan, ScanError, scan

MOST_BYTES = 100 << 20
_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_CELL = 1 << 20
"""Characters of one cell of a csv file."""


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


def read(name: str, data: bytes, least: int = LARGE) -> Book:
    """Read a file by what is in it, whatever its ending; several processes do where its sheets have ``least`` bytes.

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
        seen = scan(data, least) if data.startswith(_ZIP) else Scan({}, macros=b"_VBA_PROJECT" in data)
    except ScanError as error:
        raise WorkbookError(str(error)) from error
    try:
        sheets = tuple(_sheets(data, seen))
    except calamine.PasswordError as error:
        raise WorkbookError("文件设了打开密码：在 Excel 或 WPS 里打开，取消密码后另存一份") from error
    except TROUBLE as error:
        raise WorkbookError(
            "文件不是 Excel 或 WPS 表格，或者内容已损坏：用 Excel 或 WPS 打开后另存为 xlsx 再导入"
        ) from error
    notes = ("文件里有宏，宏没有运行，只读了单元格",) if seen.macros else ()
    return Book(name, sheets, notes)


def _sheets(data: bytes, seen: Scan) -> Iterator[Sheet]:
    """The sheets of cells; a sheet may be of charts, too."""
    book = calamine.CalamineWorkbook.from_filelike(BytesIO(data))
    metas = [meta for meta in book.sheets_metadata if meta.typ == calamine.SheetTypeEnum.WorkSheet]
    # Millions of cells are made, none of which is garbage: to search for it would take a third of the time.
    with workers.collector_off():
        for meta, grid in zip(metas, grids(book, [meta.name for meta in metas], data, seen.large), strict=True):
            extra, rows = seen.sheets.get(meta.name), _filled(grid)
            yield Sheet(
                meta.name,
                rows,
                meta.visible != calamine.SheetVisibleEnum.Visible,
                extra.hidden if extra else frozenset(),
                extra.unsaved if extra else (),
                tuple(grid.inexact),
                tuple(_garbled(rows)) if data.startswith(_OLE) else (),
            )


def _filled(grid: Grid) -> list[list[str]]:
    """The rows up to the last that holds something, with what is merged filled down."""
    rows = grid.rows
    for (top, left), (bottom, _) in grid.merged:
        if top >= len(rows) or left >= len(rows[top]) or not (text := rows[top][left]):
            continue
        for row in rows[top + 1 : bottom + 1]:
            if left < len(row) and not row[left]:
                row[left] = text
    while rows and not any(rows[-1]):
        rows.pop()
    return rows


def _garbled(rows: Sequence[Sequence[str]]) -> Iterator[Spot]:
    """Where a sign was lost: BIFF8 cuts long texts in pieces of 8 KB, and an emoji cut in two is not put together."""
    for number, row in enumerate(rows):
        for at, text in enumerate(row):
            if "\ufffd" in text:
                yield number, at


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
