"""Tables of text whose columns line up, ideographs counted as two."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..columns import display_width
from ..escapes import printable

_WIDEST = 40


def grid(rows: Sequence[Sequence[str]], margin: str = "  ") -> Iterator[str]:
    """Lines of a table; a cell is made harmless, and the last one of a row may be as long as it likes."""
    shown = [[printable(cell) for cell in row] for row in rows]
    widths = [0] * max((len(row) for row in shown), default=0)
    for row in shown:
        for at, cell in enumerate(row[:-1]):
            widths[at] = max(widths[at], min(display_width(cell), _WIDEST))
    for row in shown:
        cells = (cell + " " * max(widths[at] - display_width(cell), 0) for at, cell in enumerate(row[:-1]))
        yield (margin + "  ".join([*cells, *row[-1:]])).rstrip()


__all__ = ["grid"]
