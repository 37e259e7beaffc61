"""A look into an Excel file's XML before it is read: how large it would become, and what the reader does not tell.

A sheet is read as a rectangle from A1, so one cell at XFD1048576 would take all memory there is; blank formatted cells
are not part of it. Hidden rows and formulas without a saved result are seen here, too.
"""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Iterator
from io import BytesIO
from typing import NamedTuple
from xml.etree import ElementTree as ET  # only names of sheets, from a part limited in size

MOST_UNPACKED = 1 << 30
"""Bytes of all parts together. A ledger of 250,000 items has a third of that."""
MOST_CELLS = 20_000_000
"""Cells of the rectangle from A1 to the last cell that holds something."""
_CHUNK = 4 << 20
_INDEX = 4 << 20
_CELL = re.compile(rb"<c\b[^>]*?\sr=[\"']([A-Z]{1,3})([0-9]{1,7})[\"'][^>/]*>(?!</c>)")
_USUAL = re.compile(rb"<c r=\"([A-Z]{1,3})")
_ROWS = re.compile(rb"<row r=\"([0-9]{1,7})")
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
            found = {
                sheet: _sheet(packed, part, sheet) for sheet, part in _parts(packed, names).items() if part in names
            }
            return Scan(found, any(name.endswith("vbaProject.bin") for name in names))
    except (zipfile.BadZipFile, zipfile.LargeZipFile, EOFError, OSError, NotImplementedError, RuntimeError) as error:
        raise ScanError("文件不完整或已损坏，可能没有传完：请重新下载或请对方重新发送") from error
    except Exception as error:
        if type(error).__module__ == "zlib":
            raise ScanError("文件内容已损坏，解不开：请对方重新发送") from error
        raise


def _bounded(packed: zipfile.ZipFile) -> None:
    total = sum(part.file_size for part in packed.infolist())
    if total > MOST_UNPACKED:
        raise ScanError(f"文件解开后有 {total >> 20} MB，超过 {MOST_UNPACKED >> 20} MB，没有打开")


def _parts(packed: zipfile.ZipFile, names: frozenset[str]) -> dict[str, str]:
    """Name of a sheet → its part of the file; empty where the file does not say."""
    if not {"xl/workbook.xml", "xl/_rels/workbook.xml.rels"} <= names:
        return {}
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
    return sheets


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


def _sheet(packed: zipfile.ZipFile, part: str, name: str) -> Seen:
    """Go through one sheet, piece by piece."""
    if _is_small(packed, part):
        wide = last = 0
    else:
        wide, last = _extent(packed, part)
    if wide * last > MOST_CELLS:
        raise ScanError(
            f"工作表“{name}”用到了第 {last} 行、第 {wide} 列，太大了，没有打开：删去远处误填的单元格，或另存一份只含数据的表"
        )
    hidden: set[int] = set()
    unsaved: list[tuple[int, int]] = []
    for piece in _pieces(packed, part):
        if b"hidden=" in piece:
            hidden.update(int(match[1]) - 1 for match in _ROW.finditer(piece) if _HIDDEN.search(match[0]))
        if b"<f" in piece and len(unsaved) < _MOST_SAID:
            unsaved += [(int(row) - 1, number(column.decode()) - 1) for column, row in _UNSAVED.findall(piece)]
    return Seen(frozenset(hidden), tuple(unsaved[:_MOST_SAID]))


def _is_small(packed: zipfile.ZipFile, part: str) -> bool:
    """Whether the rectangle around all cells, also those that hold nothing, is no larger than it may be: a quick look."""
    letters: set[bytes] = set()
    last = 0
    for piece in _pieces(packed, part):
        found = _USUAL.findall(piece)
        if len(found) != piece.count(b"<c ") + piece.count(b"<c\n"):
            return False
        letters.update(found)
        last = max(last, max(map(int, _ROWS.findall(piece)), default=0))
    return last * max((number(letter.decode()) for letter in letters), default=0) <= MOST_CELLS


def _extent(packed: zipfile.ZipFile, part: str) -> tuple[int, int]:
    """Columns and rows of the rectangle from A1 to the last cell that holds something: a slow look."""
    wide = last = 0
    for piece in _pieces(packed, part):
        if cells := _CELL.findall(piece):
            wide = max(wide, *(number(letters.decode()) for letters in {letters for letters, _ in cells}))
            last = max(last, *(int(row) for _, row in cells))
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


def number(letters: str) -> int:
    """The number of a column, from 1: A is 1, AA is 27."""
    found = 0
    for letter in letters:
        found = found * 26 + ord(letter) - 64
    return found


__all__ = ["MOST_CELLS", "MOST_UNPACKED", "Scan", "ScanError", "Seen", "number", "scan"]
