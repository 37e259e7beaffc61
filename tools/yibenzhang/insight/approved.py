"""The steps only the history tells of: reviews, resources that came later, changes of law and duty (DOMAIN C)."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from ..history.selection import concerned
from ..model.catalog import Catalog
from ..model.change import CatalogChange, Kind, Revision
from ..model.registry import Review
from ..model.settings import Change
from ..sources.layout import CATALOGS, REGISTRY
from .step import LAW, REGISTER, REVIEW_NEW, REVIEW_UPDATE, Clock, Step

_WHOLE = frozenset({Kind.ADDED, Kind.MOVED, Kind.RESTORED})


@dataclass(frozen=True)
class Past:
    """``revisions``: the approvals, newest first; ``open_reviews``: what waits for one."""

    clock: Clock
    revisions: Sequence[Revision]
    open_reviews: Sequence[Review] = ()

    def steps(self) -> Iterator[Step]:
        """All of them."""
        yield from self.reviews()
        yield from self.waiting()
        yield from self.registrations()
        yield from self.changes()

    def reviews(self) -> Iterator[Step]:
        """Reviews that are done, one for each department and kind in an approval; 推算 and 不详 ones are left out."""
        for revision in self.revisions:
            if revision.submitted is None or not revision.origin.is_known:
                continue
            done = date.fromisoformat(revision.approved[:10])
            if done > self.clock.today:
                continue
            groups: dict[tuple[str, bool], list[CatalogChange]] = {}
            for change in revision.changes:
                groups.setdefault((change.department, change.kind in (Kind.ADDED, Kind.MOVED)), []).append(change)
            start = date.fromisoformat(revision.submitted[:10])
            for (department, new), changes in groups.items():
                sort = REVIEW_NEW if new else REVIEW_UPDATE
                name, path = _named(changes), changes[0].file
                yield from self.clock.step(
                    sort, department, name, path, start, done.isoformat(), commit=revision.commit
                )

    def waiting(self) -> Iterator[Step]:
        """Reviews that are open."""
        for review in self.open_reviews:
            folder, _, file = review.path.removeprefix(CATALOGS).rpartition("/")
            sort = REVIEW_NEW if review.is_new else REVIEW_UPDATE
            start = date.fromisoformat(review.submitted)
            yield from self.clock.step(sort, folder, f"《{file.removesuffix('.yml')}》", review.path, start, None)

    def registrations(self) -> Iterator[Step]:
        """From the approval of one more resource to its mounting (S2五); the first one is :meth:`mounts`'."""
        for catalog, resource, day in self._added():
            subject = f"《{catalog.name}》的“{resource}”"
            done = next((each.mounted for each in catalog.resources if each.id == resource), None)
            yield from self.clock.step(REGISTER, catalog.department, subject, catalog.path, day, done)

    def _added(self) -> Iterator[tuple[Catalog, str, date]]:
        seen: set[tuple[str, str]] = set()
        for revision in self.revisions:
            for change in revision.changes:
                if change.kind in _WHOLE:
                    continue
                for each in change.fields:
                    if each.kind is not Kind.ADDED or not each.path.startswith("resources[") or each.path[-1] != "]":
                        continue
                    key = change.code, each.path[len("resources[") : -1]
                    if key in seen:
                        continue
                    seen.add(key)
                    catalog = next(iter(self.clock.registry.catalogs_by_code.get(change.code, ())), None)
                    if catalog and catalog.readable and catalog.is_active and _one_of_several(catalog, key[1]):
                        yield catalog, key[1], date.fromisoformat(revision.approved[:10])

    def changes(self) -> Iterator[Step]:
        """From a change of law or duty to the next approval of each department it touches (R17).

        Where the history begins after the change, nobody knows whether there was one.
        """
        for change in self.clock.registry.settings.changes:
            for department in change.departments or tuple(self.clock.registry.department_by_id):
                if department in self.clock.registry.department_by_id and self._begun <= change.date:
                    yield from self._change(change, department)

    def _change(self, change: Change, department: str) -> Iterator[Step]:
        days = self._approved.get(department, [])
        at = bisect_left(days, change.date)
        more = self.clock.registry.settings.deadline("update_law_extension") or 0
        yield from self.clock.step(
            LAW, department, change.title, REGISTRY, date.fromisoformat(change.date), days[at] if at < len(days) else None,
            more=more if change.extended else 0,
        )  # fmt: skip

    @cached_property
    def _begun(self) -> str:
        """The day the history begins; a day that never comes where there is none."""
        return min((each.approved[:10] for each in self.revisions), default="9999-99-99")

    @cached_property
    def _approved(self) -> Mapping[str, list[str]]:
        """The days on which catalogs of each department were approved, the oldest first."""
        found: dict[str, set[str]] = {}
        for revision in self.revisions:
            for department in {name for change in revision.changes for name in concerned(change)}:
                found.setdefault(department, set()).add(revision.approved[:10])
        return {department: sorted(days) for department, days in found.items()}


def _named(changes: Sequence[CatalogChange]) -> str:
    first = changes[0].name or changes[0].file.rpartition("/")[2].removesuffix(".yml")
    return f"《{first}》" + (f"等 {len(changes)} 份目录" if len(changes) > 1 else "")


def _one_of_several(catalog: Catalog, resource: str) -> bool:
    return len(catalog.resources) > 1 and any(each.id == resource for each in catalog.resources)


__all__ = ["Past"]
