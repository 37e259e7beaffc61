"""One document that several workbooks speak of: what each of them changes, put together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from ...sources import fields
from ...sources.layout import Kind
from .draft import Remark, said
from .plan import Change

_ABSENT: Any = object()
Steps = tuple[str, ...]


def joined(changes: Iterable[Change], schemas: Mapping[Kind, fields.Schema], remarks: list[Remark]) -> list[Change]:
    """The changes, one a document; where two say different things of one field, the first stands and that is said.

    A workbook that repeats what the ledger has changes nothing: two offices may each send back the whole template.
    """
    found: dict[str, int] = {}
    made: list[Change] = []
    for change in changes:
        if not change.path or change.path not in found:
            found[change.path] = len(made)
            made.append(change)
            continue
        number = found[change.path]
        made[number] = _two(made[number], change, schemas[change.kind], remarks)
    return made


def _two(first: Change, other: Change, root: fields.Schema, remarks: list[Remark]) -> Change:
    for steps in _clashes(first.old, first.new, other.new):
        label = fields.label(root, steps)
        message = f"“{label}”与 {first.cells.get(steps, first.spot)} 改得不同，这里的没有导入"
        spot = other.cells.get(steps, other.spot)
        remarks.append(said(spot, message, "核对后只留一处，另一处改成一样", lost=True, label=label))
    new = _merged(first.old, first.new, other.new)
    own = {key for key in first.new if first.new[key] != first.old.get(key)}
    cells = {**other.cells, **{steps: spot for steps, spot in first.cells.items() if steps[0] in own}}
    target = first.target if first.target != first.path else other.target
    spot = first.spot if first.is_changed else other.spot
    return replace(first, new=new, target=target, spot=spot, cells=cells)


def _merged(old: Any, first: Any, other: Any) -> Any:
    """What both make of a value; the first's word where they differ."""
    if first == other or other == old:
        return first
    if first == old:
        return other
    if not all(isinstance(one, dict) for one in (old, first, other)):
        return first
    keys = dict.fromkeys((*first, *other))
    made = {key: _merged(*(one.get(key, _ABSENT) for one in (old, first, other))) for key in keys}
    return {key: value for key, value in made.items() if value is not _ABSENT}


def _clashes(old: Any, first: Any, other: Any, steps: Steps = ()) -> Iterator[Steps]:
    if first in (other, old) or other == old:
        return
    if not all(isinstance(one, dict) for one in (old, first, other)):
        yield steps
        return
    for key in dict.fromkeys((*first, *other)):
        was, made, also = (one.get(key, _ABSENT) for one in (old, first, other))
        yield from _clashes(was, made, also, (*steps, key))


__all__ = ["joined"]
