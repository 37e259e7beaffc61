"""Every step that has a limit (DOMAIN C): who must act by which day, and when it was done.

Limits are working days, the first day not counted (民法典第二百零一条). Nothing is said of a step that begins after the
reference day, nor of one whose beginning nobody knows.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from ..model.catalog import Catalog, ShareType
from ..model.change import Revision
from ..model.demand import Demand
from ..model.registry import Facts, Registry
from ..rules.resources import CYCLE_DAYS
from ..sources.layout import CATALOGS, REGISTRY
from .approved import Past
from .step import (
    CAMPAIGN,
    DATA,
    DISPUTE,
    LAW,
    MOUNT,
    OBJECTION,
    PROVIDE,
    REPLY,
    REPLY_FREE,
    WAIVER,
    Clock,
    Sort,
    Step,
)


def steps(registry: Registry, facts: Facts, revisions: Sequence[Revision] = ()) -> list[Step]:
    """Every step that has begun by the reference day, done or open; none where no day or calendar is known.

    ``revisions``: the approvals, newest first, as far as they are known.
    """
    if facts.today is None or facts.workdays is None:
        return []
    clock = Clock(registry, facts.today, facts.workdays)
    past = Past(clock, revisions, [each for each in facts.reviews if each.approved is None])
    return [*past.steps(), *_Present(clock, facts).steps()]


@dataclass(frozen=True)
class _Present:
    """The steps the ledger itself tells of."""

    clock: Clock
    facts: Facts

    def steps(self) -> Iterator[Step]:
        """All of them."""
        yield from self.mounts()
        yield from self.successions()
        yield from self.demands()
        yield from self.objections()
        yield from self.data()
        yield from self.waivers()
        yield from self.campaigns()

    def mounts(self) -> Iterator[Step]:
        """From the merge of a catalog to its first mounted resource (S0)."""
        for catalog in self.clock.registry.active_catalogs:
            published = self.facts.published.get(catalog.code)
            if published is None or catalog.share.type == ShareType.REFUSED:
                continue
            done = min((each.mounted for each in catalog.resources if each.mounted), default=None)
            yield from self.clock.step(MOUNT, catalog.department, f"《{catalog.name}》", catalog.path, published, done)

    def successions(self) -> Iterator[Step]:
        """From the day another department took over to the day the last catalog was handed on (S2五)."""
        for department in self.clock.registry.departments:
            own = self.clock.registry.catalogs_by_department.get(department.id, ())
            if department.successor is None or not department.readable or not own:
                continue
            gone = [each.retired.date for each in own if not each.is_active and each.retired]
            done = max(gone, default=None) if all(not each.is_active for each in own) else None
            subject = f"职责由{department.successor.name}承接，目录移交"
            day = date.fromisoformat(department.successor.date)
            yield from self.clock.step(LAW, department.id, subject, department.path, day, done)

    def demands(self) -> Iterator[Step]:
        """Answers to demands (R21) and the data that was promised (R22); closed ones only as far as they came."""
        for demand in self.clock.registry.readable_demands:
            if not isinstance(demand.provider, str):
                continue
            if demand.reply or not demand.closed:
                day = demand.reply.date if demand.reply else None
                yield from self.clock.step(
                    self._sort(demand), demand.provider, demand.title, demand.path, date.fromisoformat(demand.submitted), day
                )  # fmt: skip
            agreed = demand.reply is not None and demand.reply.result == "同意"
            if demand.reply and agreed and (demand.provided or not demand.closed):
                day = demand.provided.date if demand.provided else None
                start = date.fromisoformat(demand.reply.date)
                yield from self.clock.step(PROVIDE, demand.provider, demand.title, demand.path, start, day)

    def _sort(self, demand: Demand) -> Sort:
        catalogs = self.clock.registry.catalogs_by_code.get(demand.catalog or "", ())
        return REPLY_FREE if any(each.share.type == ShareType.UNCONDITIONAL for each in catalogs) else REPLY

    def objections(self) -> Iterator[Step]:
        """Answers to objections (R26); disputes where the ledger sets a limit (R28)."""
        for each in self.clock.registry.readable_objections:
            sort = DISPUTE if each.kind == "争议" else OBJECTION
            done = each.reply.date if each.reply else None
            subject = each.description if len(each.description) <= 40 else each.description[:39] + "…"
            yield from self.clock.step(sort, each.against, subject, each.path, date.fromisoformat(each.raised), done)

    def data(self) -> Iterator[Step]:
        """The next time data must be brought up to date: the last time, the cycle, and a grace (rule M707)."""
        for catalog in self.clock.registry.active_catalogs:
            days = CYCLE_DAYS.get(catalog.update_cycle)
            for resource in catalog.resources if days else ():
                last = self.clock.past(resource.updated or resource.mounted)
                if last and days:
                    subject = f"《{catalog.name}》的“{resource.name}”"
                    yield Step(DATA, catalog.department, subject, catalog.path, last, last + timedelta(days))

    def waivers(self) -> Iterator[Step]:
        """The last day of every waiver."""
        for waiver in self.clock.registry.settings.waivers:
            catalog = next(iter(self.clock.registry.catalogs_by_code.get(waiver.code, ())), None)
            name = f"《{catalog.name}》" if catalog else waiver.code
            path = catalog.path if catalog else REGISTRY
            day = date.fromisoformat(waiver.until)
            subject = f"{name}的 {waiver.rule}：{waiver.reason}"
            yield Step(WAIVER, self._keeper(waiver.code, catalog), subject, path, day, day)

    def _keeper(self, named: str, catalog: Catalog | None) -> str:
        """The department a waiver is for: of the catalog, else the folder the named file lies in."""
        if catalog:
            return catalog.department
        parts = named.removeprefix(CATALOGS).split("/")
        folders = ("/".join(parts[:2]), parts[0])
        return next((each for each in folders if each in self.clock.registry.department_by_id), "")

    def campaigns(self) -> Iterator[Step]:
        """The steps of campaigns still to come: whether a past one was done, no file says."""
        for campaign in self.clock.registry.settings.campaigns:
            for each in campaign.steps:
                day = date.fromisoformat(each.due)
                if day >= self.clock.today:
                    subject = f"{campaign.name}：{each.name}（{each.measure}）"
                    yield Step(CAMPAIGN, "", subject, REGISTRY, self.clock.today, day)


__all__ = ["steps"]
