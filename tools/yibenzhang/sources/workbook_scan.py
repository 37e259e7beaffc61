"""A look into an Excel file's XML before it is read: how large it would become, and what the reader does not tell.

A sheet is read as a rectangle from A1, so one cell at XFD1048576 would take all memory there is; blank formatted cells
are not part of it. Hidden rows and formulas without a saved result are seen here, too.
"""

from __future__ import annotations

import posixpath
import re
import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO
from typing import NamedTuple
from xml.etree import ElementTree as ET  # only names of sheets, from a part limited in size

from .workbook_bounds import MOST_TEXT, Repeated, Shared
from .workbook_look import MOST_CELLS, Look, number

MOST_UNPACKED = 1 << 30
"""Bytes of all parts together. A ledger of 250,000 items has a third of that."""
_CHUNK = 4 << 20
_INDEX = 4 << 20
# With a namespace's prefix, too, and with blanks, as odd programs and ill will write it.
_CELL = re.compile(rb"<(?:\w+:)?c\b[^>]*?\sr\s*=\s*[\"']([A-Za-z]{1,3})([0-9]{1,7})[\"'][^>/]*>(?!</(?:\w+:)?c\s*>)")
_UNPLACED = re.compile(rb"<(?:\w+:)?c(?![^>]*\sr\s*=)(?:\s[^>]*)?>")
_ROW_BEGINS = re.compile(rb"<(?:\w+:)?row\b")
_UNPLACED_ROW = re.compile(rb"<(?:\w+:)?row(?![^>]*\sr\s*=)(?:\s[^>]*)?>")
_ANY_ROW = re.compile(rb"<(?:\w+:)?row\b[^>]*?\sr\s*=\s*[\"']([0-9]{1,7})[\"']")
_ROW = re.compile(rb"<row\b[^>]*?\sr=[\"']([0-9]{1,7})[\"'][^>]*>")
_HIDDEN = re.compile(rb"\shidden=[\"'](?:1|true)[\"']")
_UNSAVED = re.compile(
    rb"<c\b[^>]*?\sr=[\"']([A-Z]{1,3})([0-9]{1,7})[\"'][^>]*><f\b[^>]*(?:/>|>[^<]*</f>)(?:<v\s*/>|<v></v>)?</c>"
)
_MOST_SAID = 1000


class ScanError(Exception):
    """A file that is not opened; the message is Chinese and says why."""


class Seen(NamedTuple):
    """What one sheet holds besides values: hidden rows and cells (row, column) with an unsaved formula, from 0."""

    hidden: frozenset[int]
    unsaved: tuple[tuple[int, int], ...]


class Scan(NamedTuple):
    """What was seen, by the name of the sheet; ``macros``: the file has programs in it."""

    sheets: dict[str, Seen]
    macros: bool


def scan(data: bytes) -> Scan:
    """Look through an xlsx or xlsm file.

    Raises:
        ScanError: it is no whole zip file, or would be too large unpacked.
    """
    try:
        with zipfile.ZipFile(BytesIO(data)) as packed:
            _bounded(packed)
            names = frozenset(packed.namelist())
            macros = any(name.endswith("vbaProject.bin") for name in names)
            if "content.xml" in names:
                _open_document(packed)
                return Scan({}, macros)
            shared = _shared(packed, names)
            found = {sheet: _sheet(packed, part, sheet, shared) for sheet, part in _parts(packed, names).items()}
            return Scan(found, macros)
    except (zipfile.BadZipFile, zipfile.LargeZipFile, EOFError, OSError, NotImplementedError, RuntimeError) as error:
        raise ScanError("文件不完整或已损坏，可能没有传完：请重新下载或请对方重新发送") from error
    except zlib.error as error:
        raise ScanError("文件内容已损坏，解不开：请对方重新发送") from error


def _bounded(packed: zipfile.ZipFile) -> None:
    if len({name.lower() for name in packed.namelist()}) < len(packed.infolist()):
        raise ScanError("文件里有重名的部分，不正常，没有打开")
    total = sum(part.file_size for part in packed.infolist())
    if total > MOST_UNPACKED:
        raise ScanError(f"文件解开后有 {total >> 20} MB，超过 {MOST_UNPACKED >> 20} MB，没有打开")


def _parts(packed: zipfile.ZipFile, names: frozenset[str]) -> dict[str, str]:
    """Name of a sheet → its part of the file; empty where the file does not say."""
    if not {"xl/workbook.xml", "xl/_rels/workbook.xml.rels"} <= names:
        raise ScanError("文件里没有工作表的清单，不是 xlsx：用 Excel 或 WPS 打开后另存为 xlsx 再导入")
    targets = {
        node.get("Id"): posixpath.normpath(posixpath.join("xl", node.get("Target", ""))).lstrip("/")
        for node in _index(packed, "xl/_rels/workbook.xml.rels")
        if not node.get("Target", "").startswith("/")
    } | {
        node.get("Id"): node.get("Target", "").lstrip("/")
        for node in _index(packed, "xl/_rels/workbook.xml.rels")
        if node.get("Target", "").startswith("/")
    }
    sheets: dict[str, str] = {}
    for node in _index(packed, "xl/workbook.xml"):
        if node.tag.rpartition("}")[2] == "sheet":
            key = next((value for name, value in node.attrib.items() if name.endswith("}id")), None)
            sheets[node.get("name", "")] = targets.get(key, "")
    # What is not looked through here would be read all the same.
    if not names.issuperset(sheets.values()):
        raise ScanError("文件的目录部分不正常，没有打开：用 Excel 或 WPS 打开后另存为 xlsx 再导入")
    return sheets


def _shared(packed: zipfile.ZipFile, names: frozenset[str]) -> Shared | None:
    """The texts that cells share."""
    part = next((name for name in names if name.lower() == "xl/sharedstrings.xml"), None)
    return Shared(packed.read(part)) if part else None


def _open_document(packed: zipfile.ZipFile) -> None:
    """Go through an ods file."""
    seen = Repeated()

    def too_large(found: Repeated) -> bool:
        return found.cells > MOST_CELLS or found.text > MOST_TEXT

    try:
        seen.read(packed, too_large)
    except ValueError as error:
        raise ScanError("文件内容已损坏，读不出来：请对方重新发送") from error
    if too_large(seen):
        raise ScanError("表里重复的行、列太多，太大了，没有打开：删去远处误填的单元格，或另存一份只含数据的表")


def _index(packed: zipfile.ZipFile, part: str) -> Iterator[ET.Element]:
    """The nodes of a small part."""
    with packed.open(part) as stream:
        text = stream.read(_INDEX + 1)
    if len(text) > _INDEX or b"<!DOCTYPE" in text:
        raise ScanError("文件的目录部分不正常，没有打开")
    try:
        yield from ET.fromstring(text).iter()  # noqa: S314  (no document type, so no entities)
    except ET.ParseError as error:
        raise ScanError("文件内容已损坏，读不出工作表的清单：请对方重新发送") from error


def _sheet(packed: zipfile.ZipFile, part: str, name: str, shared: Shared | None) -> Seen:
    """Go through one sheet, piece by piece."""
    look = Look()
    hidden: set[int] = set()
    unsaved: list[tuple[int, int]] = []
    for piece in _pieces(packed, part):
        look.see(piece)
        if b"hidden=" in piece:
            hidden.update(int(match[1]) - 1 for match in _ROW.finditer(piece) if _HIDDEN.search(match[0]))
        if b"<f" in piece and len(unsaved) < _MOST_SAID:
            unsaved += [(int(row) - 1, number(column.decode()) - 1) for column, row in _UNSAVED.findall(piece)]
    wide, last = (0, 0) if look.is_small else _extent(packed, part)
    if wide * last > MOST_CELLS:
        raise ScanError(
            f"工作表“{name}”用到了第 {last} 行、第 {wide} 列，太大了，没有打开：删去远处误填的单元格，或另存一份只含数据的表"
        )
    if shared and not shared.take(look.ends, lambda: _pieces(packed, part)):
        raise ScanError(f"工作表“{name}”里的文字读出来超过 {MOST_TEXT >> 30} GB，没有打开：分成几个文件再导入")
    return Seen(frozenset(hidden), tuple(unsaved[:_MOST_SAID]))


def _extent(packed: zipfile.ZipFile, part: str) -> tuple[int, int]:
    """Columns and rows of the rectangle from A1 to the last cell that holds something: a slow look.

    A cell that does not say where it is stands next to the one before, a row that does not below the one before.
    """
    wide = last = rows = unplaced = 0
    for piece in _pieces(packed, part):
        if cells := _CELL.findall(piece):
            wide = max(wide, *(number(letters.decode().upper()) for letters in {letters for letters, _ in cells}))
            last = max(last, *(int(row) for _, row in cells))
        begun, *others = _ROW_BEGINS.split(piece)
        rows = max(rows, max(map(int, _ANY_ROW.findall(piece)), default=0)) + len(_UNPLACED_ROW.findall(piece))
        counts = [unplaced + len(_UNPLACED.findall(begun)), *(len(_UNPLACED.findall(other)) for other in others)]
        unplaced = counts[-1]
        if most := max(counts):
            wide, last = max(wide, most), max(last, rows)
    return wide, last


def _pieces(packed: zipfile.ZipFile, part: str) -> Iterator[bytes]:
    """A part in pieces that end between two cells."""
    rest = b""
    with packed.open(part) as stream:
        while chunk := stream.read(_CHUNK):
            text = rest + chunk
            cut = max(text.rfind(b"<c "), text.rfind(b"<row"))
            if cut <= 0 or len(text) - cut > 4 * _CHUNK:
                cut = len(text)
            yield text[:cut]
            rest = text[cut:]
    if rest:
        yield rest


__all__ = ["MOST_CELLS", "MOST_UNPACKED", "Scan", "ScanError", "Seen", "number", "scan"]
