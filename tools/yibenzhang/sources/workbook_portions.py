"""The sheets of a large xlsx file cut between two rows, for several processes to look through and to read side by side.

A sheet is cut only where its XML is so plain that each portion, made a sheet of its own, reads as it does in the whole:
without comments and the like, and before a row that says which one it is. Any other goes to one process whole.
"""

from __future__ import annotations

import os
import re
import zipfile
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from io import BytesIO
from itertools import pairwise
from typing import NamedTuple

LARGE = 16 << 20
"""Bytes of all sheets' XML; below, a further process costs more than it saves."""
MOST_HELD = 256 << 20
"""Bytes of all sheets' XML that are kept in memory; above, one process goes through them piece by piece."""
_NEAR = 1 << 20
_DECLARATION = re.compile(rb"\s{0,9}(?:\xef\xbb\xbf)?<\?xml [^<>?]{0,200}\?>")
_DATA = re.compile(rb"<sheetData(?:\s[^<>/]*)?>")
_BETWEEN_ROWS = re.compile(rb"</c>\s*</row>\s*(?=<row r=\"[0-9])")
_MERGED = re.compile(rb"<((?:\w+:)?mergeCells)\b.*?</\1\s*>", re.DOTALL)
_ELSEWHERE = re.compile(
    r"xl/(?:charts?|chartsheets|drawings|embeddings|media|pivotCache|pivotTables|worksheets)/", re.IGNORECASE
)
"""Parts that are not needed to read cells."""


class Portion(NamedTuple):
    """The bytes of a sheet's XML that one process has, from ``begin`` to before ``end``."""

    sheet: str
    begin: int
    end: int


class Large(NamedTuple):
    """A large file: the part of each sheet and its XML, by name, and the portions of each process."""

    parts: Mapping[str, str]
    texts: Mapping[str, bytes]
    shares: tuple[tuple[Portion, ...], ...]


def large(parts: Mapping[str, str], texts: Mapping[str, bytes], count: int) -> Large:
    """Deal the sheets out to ``count`` processes, to the first a fifth more: it need not send what it has read."""
    total = sum(map(len, texts.values()))
    borders = [int(total * (share + 0.2) / (count + 0.2)) for share in range(1, count)]
    shares: list[list[Portion]] = [[] for _ in range(count)]
    before = 0
    for sheet, text in texts.items():
        wished = [border - before for border in borders if before < border < before + len(text)]
        places = [0, *_cuts(text, wished), len(text)]
        for begin, end in pairwise(places):
            if begin < end:
                shares[bisect_right(borders, before + begin)].append(Portion(sheet, begin, end))
        before += len(text)
    return Large(parts, texts, tuple(map(tuple, shares)))


def _cuts(text: bytes, wished: list[int]) -> Iterator[int]:
    """Where to cut a sheet, at the places wished or soon after them; nowhere where it is not plain."""
    if wished and _is_plain(text):
        for place in wished:
            if found := _BETWEEN_ROWS.search(text, place, place + _NEAR):
                yield found.end()


def _is_plain(text: bytes) -> bool:
    """Whether there is no comment, no CDATA, and after the declaration no other that begins so."""
    begin = match.end() if (match := _DECLARATION.match(text)) else 0
    # One byte is found ten times as fast as two, and these are rare.
    return not any(text.find(mark[1:], begin) >= 0 and text.find(mark, begin) >= 0 for mark in (b"<!", b"<?"))


def as_sheet(text: bytes, portion: Portion) -> tuple[bytes | memoryview, ...] | None:
    """A portion as the XML of a sheet of its own, in pieces; None where that might read otherwise than the whole does.

    What is merged goes before the rows, and to the first portion only: there it is found without going through them.
    """
    data, end = _DATA.search(text, 0, _NEAR), text.rfind(b"</sheetData")
    is_whole = portion.begin == 0 and portion.end == len(text)
    unchanged = (text,) if is_whole else None
    if data is None or end < 0 or (is_whole and not _is_plain(text)):
        return unchanged
    first, last = max(portion.begin, data.end()), min(portion.end, end)
    if any(text.rfind(word, first, last) >= 0 for word in (b"sheetData", b"mergeCells")):
        return unchanged
    head, rest = text[: data.start()], text[end:]
    if b"mergeCells" in head or (b"mergeCells" in rest and not _MERGED.search(rest)):
        return unchanged
    found = _MERGED.search(rest) if portion.begin == 0 else None
    merged = found[0] if found else b"<mergeCells></mergeCells>"
    return head, merged, data[0], memoryview(text)[first:last], b"</sheetData></worksheet>"


@contextmanager
def workbook(data: bytes, sheets: Mapping[str, Iterable[bytes | memoryview]]) -> Iterator[str]:
    """The path of a file, in memory, with these sheets, by their parts, and no others.

    Read from a path the reader does not hold a copy of it.
    """
    with open(os.memfd_create("ybz"), "w+b") as out:  # noqa: PTH123  (it has no other path than its number)
        with zipfile.ZipFile(BytesIO(data)) as whole, zipfile.ZipFile(out, "w") as small:
            for name in whole.namelist():
                if name in sheets:
                    with small.open(name, "w") as part:
                        for piece in sheets[name]:
                            part.write(piece)
                elif not _ELSEWHERE.match(name):
                    small.writestr(name, whole.read(name))
        out.flush()
        yield f"/proc/self/fd/{out.fileno()}"


__all__ = ["LARGE", "MOST_HELD", "Large", "Portion", "as_sheet", "large", "workbook"]
