"""How the ledger grew: catalogs in use and their items at the end of each month, from the history."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from ..history import paths
from ..model.catalog import RETIRED, Catalog
from ..model.change import CatalogChange, FieldChange, Kind, Revision


class Month(NamedTuple):
    """``month`` as ``2026-03``. ``catalogs`` in use and their ``items`` at its end; what was ``added``, ``retired``
    (下架 and 删除) and ``restored`` in it; ``revisions``: how many approvals, ``newest`` the commit of the last."""

    month: str
    catalogs: int
    items: int
    added: int = 0
    retired: int = 0
    restored: int = 0
    revisions: int = 0
    newest: str = ""


class Growth(NamedTuple):
    """Every month from the first known approval on, oldest first; ``before``: catalogs in use before that."""

    months: tuple[Month, ...]
    before: int = 0


def growth(revisions: Iterable[Revision], catalogs: Iterable[Catalog], until: str = "") -> Growth:
    """Undo the history step by step from what stands now, so that the last month agrees with the ledger.

    ``revisions``: newest first. ``until``: the month to end with, where it is after the last approval.
    """
    state = _State(catalogs)
    found: list[Month] = []
    current: Month | None = None
    for revision in revisions:
        month = revision.approved[:7]
        if current is None or month < current.month:
            found.extend(_gap(current.month if current else _next(max(until, month)), month, state))
            if current:
                found.append(current)
            current = Month(month, len(state.active), state.total, newest=revision.commit)
        current = _counted(current, revision)
        for change in revision.changes:
            state.undo(change)
    if current is None:
        return Growth(())
    found.append(current)
    return Growth(tuple(sorted(found)), len(state.active))


def _gap(after: str, before: str, state: _State) -> Iterator[Month]:
    """The months between two, in which nothing happened."""
    month = _next(before)
    while month < after:
        yield Month(month, len(state.active), state.total)
        month = _next(month)


def _next(month: str) -> str:
    year, number = int(month[:4]), int(month[5:7])
    return f"{year + number // 12:04}-{number % 12 + 1:02}"


def _counted(month: Month, revision: Revision) -> Month:
    kinds = [change.kind for change in revision.changes if not _is_tombstone(change)]
    return month._replace(
        added=month.added + kinds.count(Kind.ADDED),
        retired=month.retired + kinds.count(Kind.RETIRED) + kinds.count(Kind.REMOVED),
        restored=month.restored + kinds.count(Kind.RESTORED),
        revisions=month.revisions + 1,
    )


class _State:
    """Which catalogs are in use, and how many items each catalog has, at one moment."""

    def __init__(self, catalogs: Iterable[Catalog]) -> None:
        self.sizes: dict[str, int] = {}
        self.active: set[str] = set()
        for each in catalogs:
            if each.readable:
                self.sizes[each.code or each.path] = len(each.items)
                if each.is_active:
                    self.active.add(each.code or each.path)
        self.total = sum(self.sizes[key] for key in self.active)

    def _set(self, key: str, size: int, *, active: bool) -> None:
        if key in self.active:
            self.total -= self.sizes.get(key, 0)
        self.sizes[key] = size
        if active:
            self.active.add(key)
            self.total += size
        else:
            self.active.discard(key)

    def undo(self, change: CatalogChange) -> None:
        """Go back before a change."""
        if change.kind is Kind.CHANGED and not any(each.path.startswith("items") for each in change.fields):
            return
        key = change.code or change.file
        fields = {each.path: each for each in change.fields}
        size = max(0, _before(fields, self.sizes.get(key, 0)))
        match change.kind:
            case Kind.ADDED | Kind.RESTORED:
                self._set(key, size, active=False)
            case Kind.REMOVED:
                self._set(
                    key, _length(fields["items"].old) if "items" in fields else 0, active=not _is_tombstone(change)
                )
            case Kind.MOVED:
                self._set(key, 0, active=False)
                self._set(change.predecessor, size, active=True)
            case Kind.RETIRED:
                self._set(key, size, active=True)
            case Kind.UNREADABLE:
                # A file that came unreadable was not there before.
                self._set(key, size, active="code" in fields and fields["code"].old is not None)
            case _:
                self._set(key, size, active=key in self.active)


def _before(fields: Mapping[str, FieldChange], size: int) -> int:
    """How many items a catalog had before these changes made them ``size``."""
    for path, change in fields.items():
        if path == "items":
            return _length(change.old)
        if path.startswith("items[") and change.kind in (Kind.ADDED, Kind.REMOVED) and len(paths.parse(path)) == 2:
            size += 1 if change.kind is Kind.REMOVED else -1
    return size


def _length(value: Any) -> int:
    return len(value) if isinstance(value, list) else 0


def _is_tombstone(change: CatalogChange) -> bool:
    """Whether a catalog came or went as one that was not in use."""
    if change.kind not in (Kind.ADDED, Kind.REMOVED):
        return False
    found = next((each for each in change.fields if each.path == "status"), None)
    return found is not None and RETIRED in (found.old, found.new)


__all__ = ["Growth", "Month", "growth"]
