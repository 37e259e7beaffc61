"""A quick look at a sheet's XML: how far its cells reach, where each says so in the usual way; hidden rows and formulas
without a saved result, of which the reader does not tell.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

MOST_CELLS = 20_000_000
"""Cells of the rectangle from A1 to the last cell that holds something."""
CHUNK = 256 << 10
"""Bytes that are looked at together; so few stay near the processor while they are gone over several times."""
_LONGEST_TAG = 4 << 20
_Z = 26
_LAST_ROW = re.compile(rb"[1-9][0-9]{0,6}(?=\")")
_PREFIXED = re.compile(rb":c[\s/>]")
_ROW = re.compile(rb"<row\b[^<>]*?\sr=[\"']([0-9]{1,7})[\"'][^<>]*>")
_HIDDEN = re.compile(rb"\shidden=[\"'](?:1|true)[\"']")
_UNSAVED = re.compile(
    rb"<c\b[^<>]*?\sr=[\"']([A-Z]{1,3})([0-9]{1,7})[\"'][^<>]*><f\b[^<>]*(?:/>|>[^<]*</f>)(?:<v\s*/>|<v></v>)?</c>"
)
MOST_SAID = 1000
"""Formulas without a saved result that are told."""


class Look:
    """A quick look at one sheet, or a portion of it: a rectangle around all cells, also those that hold nothing, where
    each says in the usual way where it stands.

    ``slashes``: as many tags end, at most. ``hidden``: rows, and ``unsaved``: cells (row, column) with an unsaved
    formula, from 0.
    """

    def __init__(self, pieces: Iterable[bytes] = ()) -> None:
        self.slashes = 0
        self.hidden: set[int] = set()
        self.unsaved: list[tuple[int, int]] = []
        self._wide, self._row, self._last = _Z, 1, 0
        self._usual = True
        for piece in pieces:
            self._see(piece)

    def add(self, other: Look) -> None:
        """Join what was seen of the next portion."""
        self.slashes += other.slashes
        self.hidden |= other.hidden
        self.unsaved += other.unsaved
        self._wide, self._last = max(self._wide, other._wide), max(self._last, other._last)
        self._usual = self._usual and other._usual

    def _see(self, piece: bytes) -> None:
        """Look at the next piece."""
        self.slashes += piece.count(b"/")
        if b"hidden=" in piece:
            self.hidden.update(int(match[1]) - 1 for match in _ROW.finditer(piece) if _HIDDEN.search(match[0]))
        # A single byte is found ten times as fast as two.
        if b"f" in piece and b"<f" in piece and len(self.unsaved) < MOST_SAID:
            self.unsaved += [(int(row) - 1, number(column.decode()) - 1) for column, row in _UNSAVED.findall(piece)]
        if self._usual:
            self._reach(piece)

    def _reach(self, piece: bytes) -> None:
        """How far the cells of a piece reach: none below the last row that begins in it, or not far below."""
        if row := _LAST_ROW.match(piece, piece.rfind(b'<row r="') + 8):
            self._row = max(self._row, int(row[0]))
        unusual, last = _others(len(str(self._row)), int(str(self._row)[0]))
        beyond = set(unusual.findall(piece))
        # Zero bytes are of another encoding, in which nothing would be found here.
        self._usual = b"" not in beyond and b"\0" not in piece and not (b":" in piece and _PREFIXED.search(piece))
        self._wide = max(self._wide, *(number(each.decode().upper()) for each in beyond), 0)
        self._last = max(self._last, last)

    @property
    def cells(self) -> int | None:
        """How many cells the rectangle has; None where that is not known."""
        return self._last * self._wide if self._usual else None


def sliced(text: bytes, begin: int = 0, end: int | None = None) -> Iterator[bytes]:
    """What has been unpacked, or a portion of it, in chunks."""
    last = len(text) if end is None else end
    return (text[place : min(place + CHUNK, last)] for place in range(begin, last, CHUNK))


def pieces(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """A sheet's XML in pieces that end between two cells; far from any, between two tags.

    Raises:
        ValueError: a tag or a text is so long that it is none of a workbook's.
    """
    rest = b""
    for chunk in chunks:
        text = rest + chunk
        cut = max(text.rfind(b"<c "), text.rfind(b"<row"))
        if cut <= 0 or len(text) - cut > _LONGEST_TAG:
            cut = max(text.rfind(b"<"), 0)
        if len(text) - cut > _LONGEST_TAG:
            raise ValueError("tag too long")
        if cut:
            yield text[:cut]
        rest = text[cut:]
    if rest:
        yield rest


@cache
def _others(digits: int, first: int) -> tuple[re.Pattern[bytes], int]:
    """What finds all cells but those from A to Z in a row of no more digits and with no larger first digit, and the
    largest such row: letters of the column where the cell is as usual but for that, else nothing.
    """
    row = rb"[1-%d][0-9]{%d}" % (first, digits - 1)
    if digits > 1:
        row = rb"(?:%s|[1-9][0-9]{0,%d}+)" % (row, digits - 2)
    # The whole tag: what stands in another order, or twice, is not as usual.
    rest = row + rb"\"(?: s=\"[0-9]++\")?+(?: t=\"[A-Za-z]++\")?+(?: s=\"[0-9]++\")?+/?>"
    pattern = rb"<c(?![A-Za-z]| r=\"[A-Za-z]%s)(?: r=\"([A-Za-z]{2,3})%s)?" % (rest, rest)
    return re.compile(pattern), (first + 1) * 10 ** (digits - 1) - 1


def number(letters: str) -> int:
    """The number of a column, from 1: A is 1, AA is 27."""
    found = 0
    for letter in letters:
        found = found * 26 + ord(letter) - 64
    return found


__all__ = ["CHUNK", "MOST_CELLS", "MOST_SAID", "Look", "number", "pieces", "sliced"]
