"""How far the cells of a sheet reach, however its XML says so: a slow look, for sheets written in an unusual way."""

from __future__ import annotations

import re
from collections.abc import Iterable

from .workbook_look import number

# With a namespace's prefix, too, and with blanks, as odd programs and ill will write it.
_P = rb"(?:[^\s<>:/]++:)?+"
_CELL = re.compile(
    rb"<" + _P + rb"c\b[^>]*?\sr\s*=\s*[\"']([A-Za-z]{1,3})([0-9]{1,7})[\"'][^>/]*>(?!</" + _P + rb"c\s*>)"
)
_UNPLACED = re.compile(rb"<" + _P + rb"c(?![^>]*\sr\s*=)(?:\s[^>]*)?>")
_ROW_BEGINS = re.compile(rb"<" + _P + rb"row\b")
_UNPLACED_ROW = re.compile(rb"<" + _P + rb"row(?![^>]*\sr\s*=)(?:\s[^>]*)?>")
_ANY_ROW = re.compile(rb"<" + _P + rb"row\b[^>]*?\sr\s*=\s*[\"']([0-9]{1,7})[\"']")
_UNCLEAR = re.compile(
    rb"<" + _P + rb"(?:c|row)(?=[\s/>])(?!(?:"
    rb"\s++(?:r\s*+=\s*+(?:\"[A-Za-z]{0,3}+[0-9]{1,7}+\"|'[A-Za-z]{0,3}+[0-9]{1,7}+')"
    rb"|(?!r[\s=])[\w:.-]++\s*+=\s*+(?:\"[^\"'<>=&]*+\"|'[^\"'<>=&]*+')))*+\s*+/?>)"
    rb"|<" + _P + rb"(?:c|row)\s[^<>]*?\br\s*=[^<>]*?\br\s*="
)
"""A cell or a row with attributes that no program writes, in which a place might hide."""


def extent(pieces: Iterable[bytes]) -> tuple[int, int]:
    """Columns and rows of the rectangle from A1 to the last cell that holds something.

    A cell that does not say where it is stands next to the one before, a row that does not below the one before.

    Raises:
        ValueError: it cannot be told.
    """
    wide = last = rows = unplaced = 0
    for piece in pieces:
        if _UNCLEAR.search(piece):
            raise ValueError("unclear place")
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


__all__ = ["extent"]
