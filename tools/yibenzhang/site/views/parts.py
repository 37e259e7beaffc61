"""The small values pages are made of."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple


class Cell(NamedTuple):
    """A text, perhaps with a page it leads to (counted from the site's root), a note beside it and a look."""

    text: str
    url: str = ""
    note: str = ""
    look: str = ""


class Row(NamedTuple):
    """A field: its label and what stands there."""

    label: str
    cells: tuple[Cell, ...]


class Group(NamedTuple):
    """Fields under one heading; ``id`` is the anchor."""

    id: str
    title: str
    rows: tuple[Row, ...]


class Table(NamedTuple):
    """A table with an anchor; a cell holds one or more parts. ``wide`` columns are those whose text may be long."""

    id: str
    title: str
    heads: tuple[str, ...]
    rows: tuple[tuple[tuple[Cell, ...], ...], ...]
    note: str = ""


class Badge(NamedTuple):
    """A short word in a coloured box."""

    text: str
    look: str = ""
    note: str = ""


class Notice(NamedTuple):
    """A boxed message: ``look`` is ``info``, ``warning`` or ``retired``."""

    look: str
    title: str
    cells: tuple[Cell, ...] = ()


class Share(NamedTuple):
    """A part of a whole; a ratio always shows its two numbers, 0/0 is 不适用 (DOMAIN E)."""

    part: int
    whole: int

    @property
    def percent(self) -> str:
        """With one decimal, as ``43.2%``, or 不适用."""
        return f"{self.part * 100 / self.whole:.1f}%" if self.whole else "不适用"

    @property
    def width(self) -> str:
        """The same as a number from 0 to 100, for drawing."""
        return f"{self.part * 100 / self.whole:.2f}" if self.whole else "0"


def percents(parts: Sequence[int]) -> tuple[str, ...]:
    """Percentages with one decimal that add up to 100.0: the largest remainders get what rounding down leaves."""
    whole = sum(parts)
    if not whole:
        return ("不适用",) * len(parts)
    tenths = [part * 1000 // whole for part in parts]
    order = sorted(range(len(parts)), key=lambda place: (-(parts[place] * 1000 % whole), place))
    for place in order[: 1000 - sum(tenths)]:
        tenths[place] += 1
    return tuple(f"{tenth // 10}.{tenth % 10}%" for tenth in tenths)


def texts(*values: str | None) -> tuple[Cell, ...]:
    """A cell for every text that was written."""
    return tuple(Cell(value) for value in values if value)


def fixed(*values: str | None) -> tuple[Cell, ...]:
    """The same for what must not break across lines: dates, numbers, ids."""
    return tuple(Cell(value, "", "", "fixed") for value in values if value)
