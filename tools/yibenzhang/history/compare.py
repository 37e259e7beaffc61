"""The field-level difference of two ledgers, by code (issue of DESIGN section 4: history/compare)."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from ..model.catalog import RETIRED
from ..model.change import CatalogChange, FieldChange, Impact, Kind
from . import impact, labels, paths
from .differences import Difference, differences, same, top
from .entries import Entry, stem
from .impact import Verdict
from .pairing import Pair, name_of, pair

_NOTHING: Mapping[str, Entry] = {}


def compare(
    old: Iterable[Entry],
    new: Iterable[Entry],
    demanded: Container[str] = frozenset(),
    last: Mapping[str, Entry] = _NOTHING,
) -> tuple[CatalogChange, ...]:
    """What changed from ``old`` to ``new``, by impact (greatest first), department and code.

    Files that are the same on both sides may be left out. ``demanded`` are the codes an open demand depends on.
    ``last`` are entries as they were when last readable, by the path where they now are not: what becomes readable
    again is compared with them instead of with nothing.
    """
    pairs = [one for one in pair(old, new) if not _is_same(one)]
    moves = _moves(pairs)
    taken = {id(one) for move in moves for one in move}
    changes = [_moved(move) for move in moves]
    changes += [_change(one, demanded, last) for one in pairs if id(one) not in taken]
    return tuple(sorted(changes, key=_rank))


def _rank(change: CatalogChange) -> tuple[Any, ...]:
    return -change.impact.weight, change.department, change.code, change.file, change.kind


def _is_same(one: Pair) -> bool:
    old, new = one.old, one.new
    if old is None or new is None:
        return False
    if old.values is None and new.values is None:
        return old.code == new.code
    return old.values is not None and old.department == new.department and same(old.values, new.values)


def _is_retired(values: Mapping[str, Any]) -> bool:
    return values.get("status") == RETIRED


class _Move(NamedTuple):
    retirement: Pair
    addition: Pair


def _moves(pairs: list[Pair]) -> list[_Move]:
    """Retirements and additions that name each other. One addition takes one: the first of its ``related``."""
    retired: dict[tuple[str, str], Pair] = {}
    for one in pairs:
        if one.old and one.new and one.old.values and one.new.values and not one.ambiguous:
            note = one.new.values.get("retired")
            successor = note.get("replaced_by") if isinstance(note, dict) else None
            if _is_retired(one.new.values) and not _is_retired(one.old.values) and isinstance(successor, str):
                retired[one.new.code, successor] = one
    found = []
    for one in pairs if retired else ():
        if one.old is None and one.new and one.new.values and not one.ambiguous and not _is_retired(one.new.values):
            related = one.new.values.get("related")
            codes = [code for code in related if isinstance(code, str)] if isinstance(related, list) else []
            origin = next((retired[code, one.new.code] for code in codes if (code, one.new.code) in retired), None)
            if origin is not None:
                found.append(_Move(origin, one))
    return found


def _moved(move: _Move) -> CatalogChange:
    before, tombstone, after = move.retirement.old, move.retirement.new, move.addition.new
    assert before and before.values and tombstone and tombstone.values and after and after.values
    fields = [*_department(before, after), *_fields(before.values, after.values)]
    rest = [*_department(before, tombstone), *_fields(before.values, tombstone.values, impact.event("predecessor"))]
    fields += [_of_predecessor(field) for field in rest]
    return _catalog(Kind.MOVED, after, fields, before.code)


def _of_predecessor(field: FieldChange) -> FieldChange:
    return _field(
        f"{paths.PREDECESSOR}.{field.path}",
        f"原目录{field.label}",
        field.kind,
        field.old,
        field.new,
        Verdict(field.impact, field.reason),
    )


def _change(one: Pair, demanded: Container[str], last: Mapping[str, Entry]) -> CatalogChange:
    old, new = one.old, one.new
    if new is None:
        assert old is not None
        return _removed(old, one.recoded, old.code in demanded)
    if new.values is None:
        return _unreadable(old, new)
    if old is None or old.values is None:
        return _appeared(old, new, one.recoded, last)
    kind = _kind(old.values, new.values)
    fields = [*_department(old, new), *_fields(old.values, new.values, demanded=old.code in demanded)]
    if one.ambiguous and old.path != new.path:
        verdict = impact.event("duplicate")
        fields.append(_field(paths.FILE, labels.catalog("file"), Kind.CHANGED, old.path, new.path, verdict))
    return _catalog(kind, new, fields)


def _kind(old: Mapping[str, Any], new: Mapping[str, Any]) -> Kind:
    if _is_retired(old) != _is_retired(new):
        return Kind.RETIRED if _is_retired(new) else Kind.RESTORED
    return Kind.CHANGED if same(old.get("name"), new.get("name")) else Kind.RENAMED


def _removed(old: Entry, recoded: bool, demanded: bool) -> CatalogChange:
    if old.values is None:
        return _catalog(Kind.REMOVED, old, [_code(Kind.REMOVED, old.code, None, "unreadable gone")])
    name = "recoded" if recoded else "tombstone gone" if _is_retired(old.values) else "gone"
    if demanded and name != "recoded":
        name = "demanded gone"
    return _catalog(Kind.REMOVED, old, _whole(old.values, Kind.REMOVED, name))


def _unreadable(old: Entry | None, new: Entry) -> CatalogChange:
    name = "new unreadable" if old is None or old.values is None else "unreadable"
    field = _code(Kind.UNREADABLE, old.code if old else None, new.code, name)
    change = _catalog(Kind.UNREADABLE, new, [field])
    if old is None:
        return change
    return _catalog(Kind.UNREADABLE, new._replace(code=new.code or old.code), [field], name=_name(old))


def _appeared(old: Entry | None, new: Entry, recoded: bool, last: Mapping[str, Entry]) -> CatalogChange:
    assert new.values is not None
    if old is None:
        name = "recoded new" if recoded else "tombstone new" if _is_retired(new.values) else "new"
        return _catalog(Kind.ADDED, new, _whole(new.values, Kind.ADDED, name))
    known = last.get(old.path)
    if known is None or known.values is None or known.code != new.code:
        fields = _whole(new.values, Kind.ADDED, "readable")
        fields = [_code(Kind.RESTORED, old.code, new.code, "readable"), *(f for f in fields if f.path != "code")]
        return _catalog(Kind.RESTORED, new, fields)
    mark = _field(paths.FILE, labels.catalog("file"), Kind.RESTORED, old.path, new.path, impact.event("readable"))
    return _catalog(Kind.RESTORED, new, [mark, *_department(known, new), *_fields(known.values, new.values)])


def _whole(values: Mapping[str, Any], kind: Kind, name: str) -> list[FieldChange]:
    """A document that came or went: what it means stands with its code."""
    rest = impact.event("with it")
    verdict = impact.event(name)
    return [_made(one, verdict if one.path == "code" else rest) for one in top(values, kind)]


def _fields(
    old: Mapping[str, Any], new: Mapping[str, Any], verdict: Verdict | None = None, *, demanded: bool = False
) -> Iterator[FieldChange]:
    for one in differences(old, new):
        retires = demanded and one.path == "status" and one.new == RETIRED
        yield _made(one, verdict or (impact.event("demanded retired") if retires else impact.judge(one, old, new)))


def _department(old: Entry, new: Entry) -> Iterator[FieldChange]:
    if old.department != new.department:
        verdict = impact.event("department")
        yield _field(
            paths.DEPARTMENT, labels.catalog("department"), Kind.CHANGED, old.department, new.department, verdict
        )


def _code(kind: Kind, old: str | None, new: str | None, name: str) -> FieldChange:
    """Says of a file that cannot be read which code it has: None where there is no file, empty where none is known."""
    return _field("code", labels.leaf("code", "code"), kind, old, new, impact.event(name))


def _made(one: Difference, verdict: Verdict) -> FieldChange:
    return _field(one.path, one.label, one.kind, one.old, one.new, verdict)


def _field(path: str, label: str, kind: Kind, old: Any, new: Any, verdict: Verdict) -> FieldChange:
    return FieldChange(
        path=path,
        label=label,
        kind=kind,
        kind_label=kind.label,
        old=old,
        new=new,
        impact=verdict.impact,
        impact_label=verdict.impact.label,
        reason=verdict.reason,
    )


def _name(one: Entry) -> str:
    return name_of(one) or stem(one.path)


def _catalog(
    kind: Kind, one: Entry, fields: Iterable[FieldChange], predecessor: str = "", name: str = ""
) -> CatalogChange:
    every = tuple(fields)
    greatest = max((field.impact for field in every), key=lambda each: each.weight, default=Impact.EDITORIAL)
    return CatalogChange(
        code=one.code,
        name=name or _name(one),
        department=one.department,
        kind=kind,
        kind_label=kind.label,
        impact=greatest,
        impact_label=greatest.label,
        file=one.path,
        predecessor=predecessor,
        fields=every,
    )
