"""A look into an Excel file's XML before it is read: how large it would become, and what the reader does not tell.

A sheet is read as a rectangle from A1, so one cell at XFD1048576 would take all memory there is; blank formatted cells
are not part of it. Hidden rows and formulas without a saved result are seen here, too. The sheets of a large file are
unpacked once, and several processes look at them.
"""

from __future__ import annotations

import posixpath
import zipfile
import zlib
from collections.abc import Callable, Iterator
from functools import partial
from io import BytesIO
from typing import NamedTuple
from xml.etree import ElementTree as ET  # only names of sheets, from a part limited in size

from . import workers
from .workbook_bounds import MOST_TEXT, Repeated, Shared
from .workbook_extent import extent
from .workbook_look import CHUNK, MOST_CELLS, MOST_SAID, Look, pieces, sliced
from .workbook_portions import LARGE, MOST_HELD, Large, large

MOST_UNPACKED = 1 << 30
"""Bytes of all parts together. A ledger of 250,000 items has a third of that."""
_INDEX = 4 << 20


class ScanError(Exception):
    """A file that is not opened; the message is Chinese and says why."""


class Seen(NamedTuple):
    """What one sheet holds besides values: hidden rows and cells (row, column) with an unsaved formula, from 0.

    ``cells``: how many cells the rectangle from A1 has, at most.
    """

    hidden: frozenset[int]
    unsaved: tuple[tuple[int, int], ...]
    cells: int


class Scan(NamedTuple):
    """What was seen, by the name of the sheet; ``macros``: the file has programs in it.

    ``large``: what was unpacked of a file that is large enough for several processes to read it.
    """

    sheets: dict[str, Seen]
    macros: bool
    large: Large | None = None


def scan(data: bytes, least: int = LARGE) -> Scan:
    """Look through an xlsx or xlsm file; several processes do where its sheets have ``least`` bytes together.

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
            parts = _parts(packed, names)
            if held := _held(packed, parts, least):
                seen = _side_by_side(held, shared)
                # All processes together take no more memory than one that is given as much as it may take.
                return Scan(seen, macros, held if sum(each.cells for each in seen.values()) <= MOST_CELLS else None)
            return Scan({sheet: _sheet(packed, part, sheet, shared) for sheet, part in parts.items()}, macros)
    except (zipfile.BadZipFile, zipfile.LargeZipFile, EOFError, OSError, NotImplementedError, RuntimeError) as error:
        raise ScanError("文件不完整或已损坏，可能没有传完：请重新下载或请对方重新发送") from error
    except ValueError as error:
        raise ScanError("文件内容不正常，没有打开：用 Excel 或 WPS 打开后另存为 xlsx 再导入") from error
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


def _held(packed: zipfile.ZipFile, parts: dict[str, str], least: int) -> Large | None:
    """The sheets of a file that is large, but not too large to be kept, where more than one process is to be had."""
    total = sum(packed.getinfo(part).file_size for part in parts.values())
    count = workers.processes(total, least)
    if count < 2 or max(total, sum(part.file_size for part in packed.infolist())) > MOST_HELD:
        return None
    return large(parts, {sheet: b"".join(_chunks(packed, part)) for sheet, part in parts.items()}, count)


def _side_by_side(held: Large, shared: Shared | None) -> dict[str, Seen]:
    """Go through all sheets, each process through its portions."""

    def work(share: int, of: int) -> list[Look] | None:
        try:
            return [Look(pieces(sliced(held.texts[sheet], *place))) for sheet, *place in held.shares[share]]
        except ValueError:
            return None

    looks = {sheet: Look() for sheet in held.texts}
    for portions, found in zip(held.shares, workers.share(work, len(held.shares)), strict=True):
        if found is None:
            raise ValueError("tag too long")
        for portion, look in zip(portions, found, strict=True):
            looks[portion.sheet].add(look)
    return {name: _seen(name, look, partial(_again, held.texts[name]), shared) for name, look in looks.items()}


def _again(text: bytes) -> Iterator[bytes]:
    return pieces(sliced(text))


def _sheet(packed: zipfile.ZipFile, part: str, name: str, shared: Shared | None) -> Seen:
    """Go through one sheet, piece by piece."""
    again = partial(_pieces, packed, part)
    return _seen(name, Look(again()), again, shared)


def _seen(name: str, look: Look, again: Callable[[], Iterator[bytes]], shared: Shared | None) -> Seen:
    """What was seen of a sheet, unless it is too large; where a quick look does not say, its pieces are seen again."""
    cells = look.cells
    if cells is None or cells > MOST_CELLS:
        wide, last = extent(again())
        cells = wide * last
        if cells > MOST_CELLS:
            raise ScanError(
                f"工作表“{name}”用到了第 {last} 行、第 {wide} 列，太大了，没有打开：删去远处误填的单元格，或另存一份只含数据的表"
            )
    if shared and not shared.take(look.slashes, again):
        raise ScanError(f"工作表“{name}”里的文字读出来超过 {MOST_TEXT >> 30} GB，没有打开：分成几个文件再导入")
    return Seen(frozenset(look.hidden), tuple(look.unsaved[:MOST_SAID]), cells)


def _pieces(packed: zipfile.ZipFile, part: str) -> Iterator[bytes]:
    return pieces(_chunks(packed, part))


def _chunks(packed: zipfile.ZipFile, part: str) -> Iterator[bytes]:
    with packed.open(part) as stream:
        yield from iter(partial(stream.read, CHUNK), b"")


__all__ = ["LARGE", "MOST_CELLS", "MOST_UNPACKED", "Scan", "ScanError", "Seen", "scan"]
