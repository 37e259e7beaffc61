"""Which approval last set each field of a catalog: its history is lived through again, every value under its approval."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from ..model.change import CatalogChange, Kind, Revision
from . import members
from .apply import apply
from .differences import Spot, field_spot, member_spot, ordered, same
from .entries import Entry


class Mark(NamedTuple):
    """An approval, and the code the catalog had then."""

    revision: Revision
    code: str


class Line(NamedTuple):
    """One field: its path and label, its value as written, and what set it; None where the history does not say.

    ``owner``: the label of the member of a list of the catalog's own (a 数据项, a 挂载资源) it is in; empty outside.
    """

    path: str
    label: str
    value: Any
    mark: Mark | None
    owner: str = ""


Marks = Any
"""Marks in the shape of the values: a mapping for a mapping, a list for a list of mappings, one mark for all else."""


class Step(NamedTuple):
    """What an approval did to the catalog, which had this code after it."""

    revision: Revision
    change: CatalogChange
    code: str

    @property
    def is_parting(self) -> bool:
        """Whether it is the 移交 that retired the catalog for another."""
        return self.change.code != self.code


def story(revisions: Iterable[Revision], code: str) -> list[Step]:
    """What happened to a catalog, oldest first, through every 移交 back to the code it began with.

    The 移交 that retired it for another is one of its own steps. ``revisions`` come newest first.
    """
    found: list[Step] = []
    for revision in revisions:
        change = next((each for each in revision.changes if each.code == code), None)
        if change is not None:
            found.append(Step(revision, change, code))
            code = change.predecessor or code
        elif parting := next((each for each in revision.changes if each.predecessor == code), None):
            found.append(Step(revision, parting, code))
    return found[::-1]


def blame(steps: Iterable[Step], values: Mapping[str, Any]) -> list[Line]:
    """The fields of ``values``, as the catalog reads at the end of its ``steps``, in the order of the schema.

    A list of words is one field, set by whatever changed it last. What was the same before and after a 移交, a change
    of name, a retirement or a time the file could not be read keeps the approval it had.
    """
    known: dict[str, Any] | None = None
    marks: Marks = None
    for step in steps:
        change = step.change
        if change.kind is Kind.REMOVED:
            known, marks = None, None
        elif change.kind is not Kind.UNREADABLE:
            after = _after(step, known)
            marks = _carried("", known, marks, after, Mark(step.revision, step.code))
            known = after
    # What the replay did not reach (one code in two files, a shallow clone) has no approval that is known.
    final = dict(values)
    return list(_lines(Spot("", "", "", ""), final, _carried("", known, marks, final, None)))


def _after(step: Step, known: dict[str, Any] | None) -> dict[str, Any] | None:
    """The values after a step; None when it does not fit to what is known."""
    change = step.change
    begin = next((each for each in change.fields if each.path == "code" and each.kind is Kind.RESTORED), None)
    if begin is not None:
        before = [Entry(change.file, change.department, begin.old or "", None)]
    elif change.kind is Kind.ADDED or known is None:
        before = []
    else:
        file = next((each.old for each in change.fields if each.path == "file"), change.file)
        before = [Entry(file, change.department, change.predecessor or change.code, known)]
    try:
        made = apply(before, [change])
    except (KeyError, ValueError, TypeError, AssertionError, AttributeError):
        return None
    return next((each.values for each in made if each.code == step.code), None)


def _carried(pattern: str, old: Any, marks: Marks, new: Any, now: Mark | None) -> Marks:
    """The marks of a new value: those of the old one where it stayed the same, ``now`` elsewhere."""
    if isinstance(new, dict) and new:
        before, known = (old, marks) if isinstance(old, dict) and isinstance(marks, dict) else ({}, {})
        return {
            name: _carried(members.child(pattern, name), before.get(name), known.get(name), value, now)
            for name, value in new.items()
        }
    if _is_table(new):
        pairs: dict[int, int] = {}
        if _is_table(old) and isinstance(marks, list):
            pairs = {right: left for left, right in members.match(pattern, old, new).pairs}
        return [
            _carried(f"{pattern}[]", old[pairs[at]], marks[pairs[at]], value, now)
            if at in pairs
            else _carried(f"{pattern}[]", None, None, value, now)
            for at, value in enumerate(new)
        ]
    return marks if isinstance(marks, Mark) and same(old, new) else now


def _is_table(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(each, dict) for each in value)


def _lines(spot: Spot, value: Any, marks: Marks, owner: str = "") -> Iterator[Line]:
    if isinstance(value, dict) and value:
        for name in ordered(spot.pattern, value):
            yield from _lines(field_spot(spot, name), value[name], marks[name], owner)
    elif _is_table(value):
        for one, element, inner in zip(members.members(spot.pattern, value), value, marks, strict=True):
            inside = member_spot(spot, one)
            yield from _lines(inside, element, inner, owner or inside.label)
    else:
        yield Line(spot.path, spot.label, value, marks, owner)


__all__ = ["Line", "Mark", "Step", "blame", "story"]
