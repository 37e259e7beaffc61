"""A large believable ledger at one moment."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from . import birth, catalog, frame, papers, words
from .draw import Draw
from .plan import Office, Plan, offices
from .sheet import Bureau, Complaint, Request, Retired
from .trades import TRADES

_RETIRED_FROM = 20
"""A department of at least so many catalogs has one tombstone among them."""


def files(catalogs: int, departments: int, seed: int, items: int = 25) -> Iterator[tuple[str, str]]:
    """The files of a made-up ledger as (path, text), ``catalogs/registry.yml`` first.

    ``catalogs`` files of catalogs in all, retired ones included, each with ``items`` items (≥ 1), spread over
    ``departments`` (1 to 19,999): departments of a city first, then those of its counties. The ledger is marked as
    sample data; every person, place and code in it is fictitious, every legal basis true.

    Raises:
        ValueError: a number is out of range.
    """
    if not 1 <= departments <= 19_999 or catalogs < 0 or items < 1:
        raise ValueError(f"no such ledger: {catalogs} catalogs, {departments} departments, {items} items")
    all_offices = offices(catalogs, departments)
    shared_bases = bases(all_offices, items)
    yield "catalogs/registry.yml", frame.registry()
    bureaus = [birth.bureau(office, _living(list(office.plans()))) for office in all_offices]
    yield "catalogs/libraries.yml", frame.libraries(bureaus)
    for name, plan in shared_bases.items():
        yield f"catalogs/base-items/{name}.yml", frame.base_items(name, plan)
    county = 0
    for bureau in bureaus:
        if bureau.office.county > county:
            county = bureau.office.county
            yield f"catalogs/{bureau.office.region}/region.yml", frame.region(bureau.office)
        yield from _department(bureau, seed, items, shared_bases, origin(bureau, bureaus))


def bases(all_offices: list[Office], items: int) -> dict[str, Plan]:
    """基础数据项集: the first three catalogs of 民政局, kept alike by every county."""
    if items <= birth.BASE_GROUP or not any(office.county for office in all_offices):
        return {}
    return {plan.subject: plan for plan in list(all_offices[0].plans())[:3] if not plan.refusal}


def origin(bureau: Bureau, bureaus: list[Bureau]) -> Bureau | None:
    """数源部门: where counties keep the same data as the city, the city's department."""
    return None if bureau.office.is_alone else bureaus[bureau.office.number % len(TRADES)]


def _is_tombstone(plan: Plan, plans: list[Plan]) -> bool:
    """The last but one: where a trade has a refused catalog, that is the last."""
    return len(plans) >= _RETIRED_FROM and plan.sequence == len(plans) - 1


def _living(plans: list[Plan]) -> list[Plan]:
    return [plan for plan in plans if not _is_tombstone(plan, plans)]


def _department(
    bureau: Bureau, seed: int, items: int, shared_bases: Mapping[str, Plan], source: Bureau | None
) -> Iterator[tuple[str, str]]:
    """The folder of one department: profile, catalogs, tombstone, demand, objection."""
    office = bureau.office
    draw = Draw(f"{seed}/{office.id}")
    plans = list(office.plans())
    yield f"catalogs/{bureau.id}/department.yml", frame.profile(bureau)
    counts: dict[str, int] = {}
    codes: list[str] = []
    for plan in plans:
        kind = birth.kind(office, plan)
        counts[kind] = counts.get(kind, 0) + 1
        codes.append(f"{office.prefix(kind)}/{counts[kind]:06d}")
        last = _is_tombstone(plan, plans)
        mounted, day = "" if last else "2026-03", f"{1 + plan.sequence % 28:02d}"
        days = birth.Days(mounted and f"{mounted}-{day}", f"2026-04-{day}", "2026-06-29", "2026-02-27")
        base = plan.subject if plan == shared_bases.get(plan.subject) else ""
        sheet = birth.sheet(bureau, plan, codes[-1], items, draw, days, base, source)
        if last:
            retired = Retired("2026-05-11", "数据已并入同一职责的另一份目录", codes[-2])
            sheet = sheet._replace(duties=(f"三-{plan.sequence - 1}",), retired=retired)
        yield sheet.path, catalog.text(sheet)
    if codes:
        yield from _papers(bureau, plans[0], codes[0])


def _papers(bureau: Bureau, plan: Plan, code: str) -> Iterator[tuple[str, str]]:
    demand = Request(
        bureau=bureau,
        id="2026-001",
        title=f"核验{plan.subject}有关情况",
        external="示例邻市大数据局",
        provider=bureau,
        catalog=code,
        item=words.BASE_ITEMS[plan.sort][0],
        basis="政务数据共享条例第二十条",
        scene=f"办理跨市通办业务时核验{plan.subject}有关情况，免于提交证明材料",
        submitted="2026-05-11",
        reply=("同意", "2026-05-12"),
        provided="2026-05-20",
    )
    yield demand.path, papers.request(demand)
    if bureau.office.number % 3 == 0:
        objection = Complaint(
            bureau=bureau,
            id="2026-001",
            kind="目录纠错",
            target=code,
            against=bureau,
            description="个别数据项的长度与库表不一致，请核对",
            raised="2026-05-11",
            reply=("2026-05-15", "成立", "已核对并更正", "2026-05-18"),
            satisfied=5,
        )
        yield objection.path, papers.complaint(objection)
