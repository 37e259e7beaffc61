"""Rebuilds the new ledger from the old one and the changes: proof that a diff leaves nothing out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from ..model.change import CatalogChange, FieldChange, Kind
from . import members, paths
from .entries import Entry
from .paths import Member, Order, Step

_APART = (paths.DEPARTMENT, paths.FILE)


class _Edit(NamedTuple):
    steps: Sequence[Step]
    change: FieldChange

    def inner(self) -> _Edit:
        return _Edit(self.steps[1:], self.change)


def apply(old: Iterable[Entry], changes: Iterable[CatalogChange]) -> list[Entry]:
    """The entries of the new side, in no order that means anything; their paths are right where the change says so.

    Raises:
        KeyError: the changes are not of this ledger.
    """
    entries = {at: one for at, one in enumerate(old)}
    by_code: dict[str, list[int]] = defaultdict(list)
    for at, one in entries.items():
        by_code[one.code].append(at)
    made: list[Entry] = []
    for change in changes:
        at = _find(change, entries, by_code)
        before = entries.pop(at) if at is not None else None
        made += _after(change, before)
    return [*entries.values(), *made]


def _find(change: CatalogChange, entries: dict[int, Entry], by_code: dict[str, list[int]]) -> int | None:
    """The place of the entry a change begins with; None for what was not there."""
    marks = {field.path: field for field in change.fields if field.path in ("code", paths.FILE)}
    code, file = change.predecessor or change.code, change.file
    mark = marks.get("code")
    if mark is not None and not change.predecessor:
        if mark.old is None and change.kind is not Kind.REMOVED:
            return None
        code = mark.old
    if paths.FILE in marks:
        file = marks[paths.FILE].old
    candidates = [at for at in by_code[code] if at in entries]
    if len(candidates) > 1 or not code:
        candidates = [at for at in candidates if entries[at].path == file] or candidates
    if not candidates:
        raise KeyError(change.code)
    return candidates[0]


def _after(change: CatalogChange, before: Entry | None) -> list[Entry]:
    if change.kind is Kind.REMOVED:
        return []
    if change.kind is Kind.UNREADABLE:
        return [Entry(change.file, change.department, change.fields[0].new, None)]
    values = (before.values if before else None) or {}
    own = [field for field in change.fields if not field.path.startswith(f"{paths.PREDECESSOR}.")]
    made = [Entry(change.file, change.department, change.code, _document(values, own))]
    if change.kind is Kind.MOVED:
        assert before is not None
        rest = [
            _Edit(paths.parse(field.path)[1:], field)
            for field in change.fields
            if field.path.startswith(f"{paths.PREDECESSOR}.")
        ]
        made.append(before._replace(values=_rebuilt("", values, [edit for edit in rest if not _is_apart(edit)])))
    return made


def _is_apart(edit: _Edit) -> bool:
    return edit.change.path.removeprefix(f"{paths.PREDECESSOR}.") in _APART


def _document(values: dict[str, Any], fields: Iterable[FieldChange]) -> Any:
    return _rebuilt("", values, [_Edit(paths.parse(field.path), field) for field in fields if field.path not in _APART])


def _rebuilt(pattern: str, value: Any, edits: Sequence[_Edit]) -> Any:
    """A value with the edits under it made; ``pattern`` as in compare, since it says what members are called."""
    if not edits:
        return value
    if not edits[0].steps:
        return edits[0].change.new
    return _mapping(pattern, value, edits) if isinstance(value, dict) else _list(pattern, value, edits)


def _mapping(pattern: str, value: dict[str, Any], edits: Sequence[_Edit]) -> dict[str, Any]:
    made = dict(value)
    for name, some in _grouped(edits).items():
        assert isinstance(name, str)
        if not some[0].steps and some[0].change.kind is Kind.REMOVED:
            del made[name]
        else:
            made[name] = _rebuilt(members.child(pattern, name), made.get(name), some)
    return made


def _list(pattern: str, value: list[Any], edits: Sequence[_Edit]) -> list[Any]:
    groups = _grouped(edits)
    order = groups.pop(Order(), None)
    made: dict[Member, Any] = {}
    for one, element in zip(members.members(pattern, value), value, strict=True):
        some = groups.pop(one, None)
        if some is None:
            made[one] = element
        elif some[0].steps or some[0].change.kind is not Kind.REMOVED:
            after = _rebuilt(f"{pattern}[]", element, some)
            name = members.key(pattern, after)
            made[one if name == one.key else Member(name)] = after
    for step, some in groups.items():
        assert isinstance(step, Member)
        made[step] = some[0].change.new
    if order is None:
        return list(made.values())
    return [made[paths.parse_member(text)] for text in order[0].change.new]


def _grouped(edits: Sequence[_Edit]) -> dict[Step, list[_Edit]]:
    """Edits by their first step."""
    groups: dict[Step, list[_Edit]] = defaultdict(list)
    for edit in edits:
        groups[edit.steps[0]].append(edit.inner())
    return groups
