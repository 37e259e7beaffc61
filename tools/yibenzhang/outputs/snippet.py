"""A line of a file with a mark under the place, as wide on a terminal as it looks."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import cache

from ..lazily import pattern
from ..sources import encoding
from .escapes import printable

WIDTH = 72
_TAB = 4
_CUT = "..."
# What a finding points at: a quoted text, a word or a number, else one character.
_TOKEN = pattern(r""""(?:[^"\\]|\\.)*"|'(?:[^']|'')*'|[^\s,:\[\]{}"'#]+|.""", re.DOTALL)


def width(text: str) -> int:
    """How many columns a text takes: two for wide characters, none for those that sit on others."""
    return sum(_width(character) for character in text)


@cache
def _width(character: str) -> int:
    if unicodedata.combining(character) or unicodedata.category(character) in ("Me", "Mn"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def snippet(line: str, column: int) -> tuple[str, str]:
    """The line as shown, and blanks and carets to put below it. A long line is cut around the place.

    ``column`` counts characters from 1. Tabs become blanks; what would not print is shown as its code point.
    """
    start = min(max(column - 1, 0), len(line))
    end = start + len(match[0]) if (match := _TOKEN.match(line, start)) else start
    cells = _cells(line)
    left, right = _window(cells, start, max(end, start + 1))
    head, tail = (_CUT if left else ""), (_CUT if right < len(cells) else "")
    before = width(head) + sum(width(cell) for cell in cells[left:start])
    marked = sum(width(cell) for cell in cells[start : min(end, right)])
    return head + "".join(cells[left:right]) + tail, " " * before + "^" * max(marked, 1)


def _cells(line: str) -> list[str]:
    cells, at = [], 0
    for character in line:
        cell = " " * (_TAB - at % _TAB) if character == "\t" else printable(character)
        cells.append(cell)
        at += width(cell)
    return cells


def _window(cells: list[str], start: int, end: int) -> tuple[int, int]:
    """The first and last cell to show: the line's beginning where the place is near it, else what surrounds it."""
    room = WIDTH - 2 * len(_CUT)
    if sum(width(cell) for cell in cells) <= WIDTH:
        return 0, len(cells)
    left = right = start
    used = 0
    while left > 0 and used + width(cells[left - 1]) <= room // 3:
        left -= 1
        used += width(cells[left])
    while right < len(cells) and used + width(cells[right]) <= room:
        used += width(cells[right])
        right += 1
    while left > 0 and used + width(cells[left - 1]) <= room:
        left -= 1
        used += width(cells[left])
    return left, max(right, min(end, start + 1), left)


class Quoter:
    """Lines of files by path and number; each file is decoded once."""

    def __init__(self, sources: Mapping[str, bytes]) -> None:
        self._sources = sources
        self._path, self._lines = "", [""]

    def line(self, path: str, number: int) -> str:
        """A line as the reader counts them; empty where there is none."""
        if path != self._path:
            text, _ = encoding.decode(self._sources.get(path, b""))
            self._path, self._lines = path, (text or "").split("\n")
        return self._lines[number - 1] if 0 < number <= len(self._lines) else ""
