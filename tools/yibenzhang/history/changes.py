"""Makes the value of one catalog's change, kind by kind."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from ..model.catalog import RETIRED
from ..model.change import CatalogChange, FieldChange, Impact, Kind
from . import impact, labels, paths
from .differences import Difference, differences, same, top
from .entries import Entry, stem
from .impact import Verdict
from .pairing import name_of


def is_retired(one: Entry) -> bool:
    """Whether an entry is a tombstone."""
    return _read(one).get("status") == RETIRED


def added(new: Entry, *, recoded: bool) -> CatalogChange:
    """新增, or 不可读 from the first. ``recoded``: the file held another code before."""
    if new.values is None:
        return _catalog(Kind.UNREADABLE, new, [_code(Kind.UNREADABLE, None, new.code, "new unreadable")])
    event = "recoded new" if recoded else "tombstone new" if is_retired(new) else "new"
    return _catalog(Kind.ADDED, new, _whole(new, Kind.ADDED, event))


def removed(old: Entry, *, recoded: bool, demanded: bool) -> CatalogChange:
    """删除: no tombstone is left. ``recoded``: the file holds another code now."""
    if old.values is None:
        return _catalog(Kind.REMOVED, old, [_code(Kind.REMOVED, old.code, None, "unreadable gone")])
    event = "tombstone gone" if is_retired(old) else "recoded" if recoded else "demanded gone" if demanded else "gone"
    return _catalog(Kind.REMOVED, old, _whole(old, Kind.REMOVED, event))


def broken(old: Entry, new: Entry, *, ambiguous: bool) -> CatalogChange:
    """不可读: the catalog keeps the name, and where the file no longer says it the code, that it had."""
    event = "unreadable" if old.values else "new unreadable"
    fields = [_code(Kind.UNREADABLE, old.code, new.code, event), *_file(old, new, ambiguous)]
    return _catalog(Kind.UNREADABLE, new._replace(code=new.code or old.code), fields, name=_name(old))


def mended(old: Entry, new: Entry, last: Entry | None, *, ambiguous: bool) -> CatalogChange:
    """恢复 of a file that could not be read, compared with ``last``, when it still was the same catalog."""
    if last is not None and last.values is not None and last.code == new.code:
        event = impact.event("readable")
        mark = _field(paths.FILE, labels.catalog("file"), Kind.RESTORED, old.path, new.path, event)
        return _catalog(Kind.RESTORED, new, [mark, *_department(last, new), *_fields(last, new)])
    rest = [field for field in _whole(new, Kind.ADDED, "readable") if field.path != "code"]
    mark = _code(Kind.RESTORED, old.code, new.code, "readable")
    return _catalog(Kind.RESTORED, new, [mark, *rest, *_file(old, new, ambiguous)])


def changed(old: Entry, new: Entry, *, ambiguous: bool, demanded: bool) -> CatalogChange:
    """下架, 恢复, 改名 or 变更, whichever says most."""
    if is_retired(old) != is_retired(new):
        kind = Kind.RETIRED if is_retired(new) else Kind.RESTORED
    else:
        kind = Kind.CHANGED if same(_read(old).get("name"), _read(new).get("name")) else Kind.RENAMED
    fields = [*_department(old, new), *_fields(old, new, demanded=demanded), *_file(old, new, ambiguous)]
    return _catalog(kind, new, fields)


def moved(old: Entry, tombstone: Entry, new: Entry) -> CatalogChange:
    """移交: the new catalog against the old one as it was; what was done to the old one stands under ``predecessor``."""
    fields = [*_department(old, new, "moved department"), *_fields(old, new)]
    for field in (*_department(old, tombstone), *_fields(old, tombstone)):
        path, label = f"{paths.PREDECESSOR}.{field.path}", f"原目录{field.label}"
        fields.append(_field(path, label, field.kind, field.old, field.new, impact.event("predecessor")))
    return _catalog(Kind.MOVED, new, fields, predecessor=old.code)


def _read(one: Entry) -> Mapping[str, Any]:
    return one.values or {}


def _whole(one: Entry, kind: Kind, event: str) -> list[FieldChange]:
    """A document that came or went: what that means stands with its code."""
    verdict, rest = impact.event(event), impact.event("with it")
    # Whole ledgers come at once: what is the same for all these fields is said once.
    fields = {
        is_code: functools.partial(
            FieldChange,
            kind=kind,
            kind_label=kind.label,
            impact=told.impact,
            impact_label=told.impact.label,
            reason=told.reason,
        )
        for is_code, told in ((True, verdict), (False, rest))
    }
    return [
        fields[each.path == "code"](path=each.path, label=each.label, old=each.old, new=each.new)
        for each in top(_read(one), kind)
    ]


def _fields(old: Entry, new: Entry, *, demanded: bool = False) -> Iterator[FieldChange]:
    before, after = _read(old), _read(new)
    found = differences(before, after)
    if not is_retired(new):
        yield from (_made(one, impact.judge(one, before, after)) for one in found)
        return
    rest = impact.event("tombstone" if is_retired(old) else "with retirement")
    for one in found:
        if one.path == "status":
            yield _made(one, impact.event("demanded retired") if demanded else impact.judge(one, before, after))
        else:
            yield _made(one, rest)


def _department(old: Entry, new: Entry, event: str = "department") -> Iterator[FieldChange]:
    if old.department != new.department:
        label, verdict = labels.catalog("department"), impact.event(event)
        yield _field(paths.DEPARTMENT, label, Kind.CHANGED, old.department, new.department, verdict)


def _file(old: Entry, new: Entry, ambiguous: bool) -> Iterator[FieldChange]:
    """Which of several files with one code it was."""
    if ambiguous and old.path != new.path:
        label, verdict = labels.catalog("file"), impact.event("ambiguous")
        yield _field(paths.FILE, label, Kind.CHANGED, old.path, new.path, verdict)


def _code(kind: Kind, old: str | None, new: str | None, event: str) -> FieldChange:
    """Says which code a file has that cannot be read: None where there is no file, empty where none is known."""
    return _field("code", labels.leaf("code", "code"), kind, old, new, impact.event(event))


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
    kind: Kind, one: Entry, fields: Iterable[FieldChange], *, predecessor: str = "", name: str = ""
) -> CatalogChange:
    every = tuple(fields)
    greatest = max({field.impact for field in every}, key=lambda each: each.weight, default=Impact.EDITORIAL)
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
