"""Texts longer than a cell, in pieces, and what is said of a cell that cannot be read."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

LONG = "【长文】"
"""Before the number under which a text longer than a cell stands in the sheet 长文; see :func:`whole`."""
LONGEST = 32_767
"""What one cell holds, in UTF-16 units."""


class Unreadable(NamedTuple):
    """A cell that is no value of its field: what is wrong and how to mend it, both Chinese."""

    message: str
    fix: str


def units(text: str) -> int:
    """Length as a sheet counts it, in UTF-16 units."""
    return len(text) + sum(char > "\uffff" for char in text)


def pieces(text: str, longest: int = LONGEST) -> list[str]:
    """A long text in pieces that each fit a cell, in 〔〕 so that blanks at an end survive."""
    found, start, room = [], 0, 0
    for place, char in enumerate(text):
        wide = 2 if char > "\uffff" else 1
        if room + wide > longest - 2:
            found.append(f"〔{text[start:place]}〕")
            start, room = place, 0
        room += wide
    return [*found, f"〔{text[start:]}〕"]


def whole(cell: str, find: Callable[[int], list[str] | None]) -> str | Unreadable:
    """A cell with its text in full, where it stands for a long one: ``【长文】3 …`` is row 3 of the sheet 长文.

    ``find`` gives the pieces of a number, the cells of the row whose first cell holds it, or None.
    """
    if not cell.startswith(LONG):
        return cell
    number = re.match(r"[0-9]{1,9}", cell[len(LONG) :])
    found = find(int(number[0])) if number else None
    if not found or not all(piece.startswith("〔") and piece.endswith("〕") for piece in found):
        return Unreadable(f"{LONG}的全文不在隐藏的“长文”表里", "恢复“长文”表，或者把全文写回这一格")
    return "".join(piece[1:-1] for piece in found)
