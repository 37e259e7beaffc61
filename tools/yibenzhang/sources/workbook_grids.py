"""The cells of a workbook as text, as a person would type them; of a large one read by several processes."""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta
from itertools import chain, count, islice, pairwise
from typing import Any, NamedTuple

import python_calamine as calamine

from . import workbook_portions, workers
from .workbook_portions import Large

TROUBLE = (calamine.CalamineError, ValueError, OverflowError, MemoryError)
"""What the reader raises where a file cannot be read."""
_INEXACT = 1e15
"""A sheet keeps the first fifteen digits of a number."""

Spot = tuple[int, int]
"""Row and column, from 0."""


class Grid(NamedTuple):
    """The cells of a sheet, or of a portion of it, whose first is at ``top`` and ``left``; all rows are equally long.

    ``inexact``: numbers so long that the sheet has lost their last digits. ``merged``: corners of what is merged.
    """

    rows: list[list[str]]
    top: int
    left: int
    inexact: list[Spot]
    merged: Sequence[tuple[Spot, Spot]]


class _Sent(NamedTuple):
    """A grid on its way between two processes: each different text once, and the number of its text for each cell."""

    texts: list[str]
    cells: array[int]
    height: int
    grid: Grid


def grids(book: Any, names: Sequence[str], data: bytes, large: Large | None) -> Iterable[Grid]:
    """The cells of the sheets named of the reader's workbook, all from A1; several processes read what is ``large``.

    Raises:
        CalamineError, ValueError, OverflowError, MemoryError: the file cannot be read.
    """
    if large is not None and (found := _side_by_side(data, names, large)):
        return found
    return (_grid(book.get_sheet_by_name(name), False) for name in names)


def _side_by_side(data: bytes, names: Sequence[str], large: Large) -> list[Grid] | None:
    """The same, each process reading its portions; None where that might be otherwise than reading the whole."""

    kept: list[Sequence[Grid] | None] = []

    def work(share: int, of: int) -> Sequence[Grid | _Sent] | None:
        found = _portions(data, names, large, share)
        # Millions of cells would be freed one by one before the others are sent; the process ends sooner than that.
        kept.append(found)
        return found if share == 0 or found is None else list(map(_sent, found))

    parts = workers.share(work, len(large.shares))
    by_name: dict[str, list[Grid]] = {name: [] for name in names}
    for portions, found in zip(large.shares, parts, strict=True):
        if found is None:
            return None
        wanted = (portion.sheet for portion in portions if portion.sheet in by_name)
        for name, grid in zip(wanted, found, strict=True):
            by_name[name].append(_received(grid))
    joined = list(map(_joined, by_name.values()))
    return None if None in joined else [grid for grid in joined if grid]


def _portions(data: bytes, names: Sequence[str], large: Large, share: int) -> list[Grid] | None:
    """The cells of the portions of one process; None where they cannot be read by themselves."""
    portions = [portion for portion in large.shares[share] if portion.sheet in names]
    sheets = {}
    for portion in portions:
        if (text := workbook_portions.as_sheet(large.texts[portion.sheet], portion)) is None:
            return None
        sheets[large.parts[portion.sheet]] = text
    try:
        with workbook_portions.workbook(data, sheets) as path, calamine.CalamineWorkbook.from_path(path) as book:
            return [_grid(book.get_sheet_by_name(portion.sheet), True) for portion in portions]
    except (*TROUBLE, OSError):
        return None


def _joined(portions: list[Grid]) -> Grid | None:
    """The portions of a sheet, one below the other, from A1; None where they do not lie so."""
    filled = [grid for grid in portions if grid.rows]
    if any(one.top + len(one.rows) > next_.top for one, next_ in pairwise(filled)):
        return None
    wide = max((grid.left + len(grid.rows[0]) for grid in filled), default=0)
    rows: list[list[str]] = []
    for grid in filled:
        rows += ([""] * wide for _ in range(grid.top - len(rows)))
        left, right = [""] * grid.left, [""] * (wide - grid.left - len(grid.rows[0]))
        rows += grid.rows if not left and not right else (left + row + right for row in grid.rows)
    return Grid(
        rows, 0, 0, [spot for grid in portions for spot in grid.inexact], portions[0].merged if portions else ()
    )


def _grid(sheet: Any, is_portion: bool) -> Grid:
    """The cells of a sheet; from A1, or of a portion from its first."""
    top, left = (is_portion and sheet.start) or (0, 0)
    inexact: list[Spot] = []
    rows: list[list[str]] = []
    odd: dict[tuple[type, ...], list[int]] = {}
    for number, row in enumerate(sheet.to_python(skip_empty_area=is_portion)):
        # Most rows of a sheet are of the same few kinds: which of their cells are no texts is found out once a kind.
        kinds = tuple(map(type, row))
        if (places := odd.get(kinds)) is None:
            places = odd[kinds] = [at for at, kind in enumerate(kinds) if kind is not str]
        for at in places:
            value = row[at]
            if type(value) is float and abs(value) >= _INEXACT:
                inexact.append((top + number, left + at))
            row[at] = _text(value)
        rows.append(row)
    return Grid(rows, top, left, inexact, sheet.merged_cell_ranges or ())


def _text(value: Any) -> str:
    """A value as a person would type it."""
    if type(value) is float and value.is_integer() and abs(value) < _INEXACT:
        return str(int(value))
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, (int, float)):
        whole = isinstance(value, int) or (value.is_integer() and abs(value) < 1e21)
        return str(int(value)) if whole else f"{value:.15g}"
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ", "seconds")
    if isinstance(value, (date, time)):
        return value.isoformat()
    if isinstance(value, timedelta):
        return str(value)
    return "" if value is None else str(value)


def _sent(grid: Grid) -> _Sent:
    numbers: defaultdict[str, int] = defaultdict(count().__next__)
    cells = array("I", map(numbers.__getitem__, chain.from_iterable(grid.rows)))
    return _Sent(list(numbers), cells, len(grid.rows), grid._replace(rows=[]))


def _received(sent: Grid | _Sent) -> Grid:
    if isinstance(sent, Grid):
        return sent
    cells = map(sent.texts.__getitem__, sent.cells)
    wide = len(sent.cells) // max(sent.height, 1)
    return sent.grid._replace(rows=[list(islice(cells, wide)) for _ in range(sent.height)])


__all__ = ["TROUBLE", "Grid", "Spot", "grids"]
