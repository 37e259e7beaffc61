"""Rebuilds the new ledger from the old one and the changes: proof that a diff leaves nothing out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
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

    @property
    def is_apart(self) -> bool:
        """Whether it is of the catalog's folder or file, not of the document (whose own keys are quoted)."""
        return self.change.path.removeprefix(f"{paths.PREDECESSOR}.") in _APART


def apply(old: Iterable[Entry], changes: Iterable[CatalogChange]) -> list[Entry]:
    """The entries of the new side, in no order that means anything; their paths are right where the change says so.

    Raises:
        KeyError: the changes are not of this ledger.
    """
    entries = dict(enumerate(old))
    by_code: dict[str, list[int]] = defaultdict(list)
    for at, one in entries.items():
        by_code[one.code].append(at)
    made: list[Entry] = []
    for change in changes:
        found = _find(change, entries, by_code)
        made += _after(change, None if found is None else entries.pop(found))
    return [*entries.values(), *made]


def _find(change: CatalogChange, entries: Mapping[int, Entry], by_code: Mapping[str, list[int]]) -> int | None:
    """The place of the entry a change begins with; None for what was not there."""
    marks = {field.path: field for field in change.fields if field.path in ("code", paths.FILE)}
    code, file = change.predecessor or change.code, change.file
    if "code" in marks and not change.predecessor:
        if marks["code"].old is None:
            return None
        code = marks["code"].old
    if paths.FILE in marks:
        file = marks[paths.FILE].old
    candidates = [at for at in by_code.get(code, ()) if at in entries]
    if not code or len(by_code.get(code, ())) > 1:
        candidates = [at for at in candidates if entries[at].path == file]
    if not candidates:
        raise KeyError(change.code)
    return candidates[0]


def _after(change: CatalogChange, before: Entry | None) -> list[Entry]:
    if change.kind is Kind.REMOVED:
        return []
    if change.kind is Kind.UNREADABLE:
        return [Entry(change.file, change.department, change.fields[0].new, None)]
    values = (before.values if before else None) or {}
    start = f"{paths.PREDECESSOR}."
    own = [_Edit(paths.parse(field.path), field) for field in change.fields if not field.path.startswith(start)]
    made = [Entry(change.file, change.department, change.code, _document(values, own))]
    if before is not None and change.kind is Kind.MOVED:
        rest = [_Edit(paths.parse(field.path)[1:], field) for field in change.fields if field.path.startswith(start)]
        made.append(before._replace(values=_document(values, rest)))
    return made


def _document(values: dict[str, Any], edits: Iterable[_Edit]) -> Any:
    """The document without what is said of its file and folder: paths that end in a bare reserved word."""
    return _rebuilt("", values, [edit for edit in edits if not edit.is_apart])


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
        if not isinstance(name, str):
            raise KeyError(pattern)
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
        if not isinstance(step, Member):
            raise KeyError(pattern)
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
