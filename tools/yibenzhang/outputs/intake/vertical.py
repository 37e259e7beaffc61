"""One catalog on one sheet: titles at the left, what they say at the right, the items in a table below."""

from __future__ import annotations

from typing import NamedTuple

from ...sources.mapping import IGNORED, Target
from ...sources.workbook import Sheet
from .draft import CATALOG, ITEM, RESOURCE
from .labels import Labels
from .recognise import Header, header

_FEWEST = 3
_LONGEST = 40


class Filled(NamedTuple):
    """A title and the cell that answers it."""

    target: Target
    row: int
    column: int


class Form(NamedTuple):
    """A sheet read as a form. ``unknown``: answers (row, column) whose title says nothing to us."""

    filled: list[Filled]
    unknown: list[tuple[int, int]]
    tables: list[Header]
    title: tuple[int, int]


def form(sheet: Sheet, labels: Labels) -> Form | None:
    """Read a sheet as a form; None when it is none: fewer than three titles below each other, or no name among them."""
    items = header(sheet, labels, only=(ITEM,))
    resources = header(sheet, labels, only=(RESOURCE,))
    tables = [one for one in (items, resources) if one is not None]
    end = min((one.row for one in tables), default=len(sheet.rows))
    filled: list[Filled] = []
    unknown: list[tuple[int, int]] = []
    rows: set[int] = set()
    title = (0, 0)
    for number in range(end):
        cells = [(at, text) for at, text in enumerate(sheet.rows[number]) if text]
        place = 0
        while place < len(cells):
            at, text = cells[place]
            target = labels.target(CATALOG, text) if len(text) <= _LONGEST else None
            place += 1
            if target is None:
                if place > 1 or len(cells) > 1:
                    unknown.append((number, at))
                continue
            rows.add(number)
            answer = at + 1
            if place < len(cells) and not _is_title(cells[place][1], labels):
                answer = cells[place][0]
                place += 1
            if target == "name":
                title = (number, answer)
            if target != IGNORED:
                filled.append(Filled(target, number, answer))
    names = {one.target for one in filled if isinstance(one.target, str)}
    if len(rows) < _FEWEST or len(filled) < _FEWEST or not names & {"name", "code"}:
        return None
    return Form(filled, _answers(sheet, unknown), tables, title)


def _is_title(text: str, labels: Labels) -> bool:
    return len(text) <= _LONGEST and labels.target(CATALOG, text) is not None


def _answers(sheet: Sheet, cells: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Of cells nobody knows, those that answer something: each pair of a title and its answer is said once."""
    known = set(cells)
    return [(row, at) for row, at in cells if (row, at - 1) not in known]


__all__ = ["Filled", "Form", "form"]
