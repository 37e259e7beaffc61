"""A quick look at a sheet's XML: how far its cells reach, where each says so in the usual way."""

from __future__ import annotations

import re

MOST_CELLS = 20_000_000
"""Cells of the rectangle from A1 to the last cell that holds something."""
_PLACED = b' r="'
_OTHERWISE = (b" r'", b" r ", b" r\t", b" r\n", b" r\r")
_BLANKS = (b"\t", b"\n", b"\r")
_OTHER_CELLS = (b"<c>", b"<c\n", b"<c\r", b"<c\t")
_USUAL = b'<c r="'
_BEYOND_Z = re.compile(rb"<c r=\"(?![A-Za-z][0-9])([A-Za-z]{2,3}(?=[0-9]))?")
_Z = 26
_ROWS = re.compile(rb"<row r=\"([0-9]{1,7})")


class Look:
    """A quick look at one sheet: the rectangle around all cells, also those that hold nothing, where each says in the
    usual way where it stands; and how many tags end."""

    def __init__(self) -> None:
        self.ends = 0
        self._wide = self._last = 0
        self._usual = True

    def see(self, piece: bytes) -> None:
        """Look at the next piece."""
        self.ends += piece.count(b"</")
        if not self._usual:
            return
        cells, rows = piece.count(_USUAL), _ROWS.findall(piece)
        beyond = set(_BEYOND_Z.findall(piece))
        self._usual = b"" not in beyond and _is_usual(piece, cells, len(rows))
        self._wide = max(self._wide, _Z if cells else 0, *(number(each.decode().upper()) for each in beyond))
        self._last = max(self._last, max(map(int, rows), default=0))

    @property
    def is_small(self) -> bool:
        """Whether the rectangle is known, and no larger than it may be."""
        return self._usual and self._last * self._wide <= MOST_CELLS


def _is_usual(piece: bytes, cells: int, rows: int) -> bool:
    """Whether a piece has no other cells and places than those found. Counting is quick, and what only some pieces
    need is looked for there alone."""
    if piece.count(b"<c") != cells and (piece.count(b"<c ") != cells or any(odd in piece for odd in _OTHER_CELLS)):
        return False
    if piece.count(b" r") != cells + rows and (
        piece.count(_PLACED) != cells + rows or any(odd in piece for odd in _OTHERWISE)
    ):
        return False
    return not any(blank in piece and blank + b"r" in piece for blank in _BLANKS)


def number(letters: str) -> int:
    """The number of a column, from 1: A is 1, AA is 27."""
    found = 0
    for letter in letters:
        found = found * 26 + ord(letter) - 64
    return found


__all__ = ["MOST_CELLS", "Look", "number"]
