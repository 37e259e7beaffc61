"""The coverage matrix: which duty of the 三定方案 has which catalogs, and which has none."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from ...insight.coverage import COVERED, EXEMPT, GAP, Coverage, DutyLine
from .index import Index
from .parts import Cell, Share

NAMED = 8
"""Catalogs a duty names; of more the rest is counted."""
_LOOKS = {COVERED: "done", EXEMPT: "exempt", GAP: "gap"}


class DutyRow(NamedTuple):
    """A duty; ``state`` says in a word what ``look`` shows by its colour, ``note`` why, ``lack`` what should be there.
    ``text``: the 三定方案's words, where no row above has them."""

    id: str
    duty: str
    text: str
    state: str
    look: str
    note: str
    lack: str
    catalogs: tuple[Cell, ...]
    more: int


class DutyGroup(NamedTuple):
    """Duties taken from one passage of the 三定方案; of one duty ``text`` is empty. ``clause``: empty where the group
    above has the same."""

    clause: str
    text: str
    rows: tuple[DutyRow, ...]


class Segment(NamedTuple):
    """A part of the bar; ``start`` and ``width`` are percents of its length."""

    label: str
    look: str
    number: int
    start: str
    width: str


class Matrix(NamedTuple):
    """The matrix; ``outside`` are catalogs no duty accounts for."""

    note: str
    share: Share
    segments: tuple[Segment, ...]
    groups: tuple[DutyGroup, ...]
    outside: tuple[Cell, ...]


def matrix(index: Index, found: Coverage) -> Matrix | None:
    """The matrix of a department; None where its file lists no duty."""
    if not found.duties:
        return None
    numbers = tuple((state, found.of(state)) for state in (COVERED, EXEMPT, GAP))
    said = "，".join(f"{state} {number} 条" for state, number in numbers if number)
    return Matrix(
        note=f"共 {found.duties} 条：{said}",
        share=Share(found.duties - found.of(GAP), found.duties),
        segments=segments(numbers),
        groups=tuple(_groups(index, found)),
        outside=tuple(index.catalog(each) for each in found.outside),
    )


def _groups(index: Index, found: Coverage) -> Iterator[DutyGroup]:
    last = ""
    for clause, text, lines in found.clauses:
        single = len(lines) == 1
        rows = tuple(_row(index, line, text if single else "") for line in lines)
        yield DutyGroup("" if clause == last else clause, "" if single else text, rows)
        last = clause


def segments(numbers: tuple[tuple[str, int], ...]) -> tuple[Segment, ...]:
    """A bar in parts, one after the other."""
    whole = sum(number for _, number in numbers)
    parts, before = [], 0
    for state, number in numbers:
        if number:
            start, width = Share(before, whole).width, Share(number, whole).width
            parts.append(Segment(state, _LOOKS[state], number, start, width))
            before += number
    return tuple(parts)


def _row(index: Index, line: DutyLine, text: str) -> DutyRow:
    exempt = line.duty.exempt
    note = "：".join(part for part in (exempt.reason, exempt.note) if part) if exempt and line.state == EXEMPT else ""
    return DutyRow(
        id=line.duty.id,
        duty=line.duty.duty,
        text=text if text != line.duty.duty else "",
        state=line.state,
        look=_LOOKS[line.state],
        note=note,
        lack=f"缺 {'、'.join(line.missing)}" if line.missing else "",
        catalogs=tuple(index.catalog(each) for each in line.catalogs[:NAMED]),
        more=max(0, len(line.catalogs) - NAMED),
    )


__all__ = ["NAMED", "DutyGroup", "DutyRow", "Matrix", "Segment", "matrix", "segments"]
