"""W8xx on demands and objections (R20–R22, R26, R28). Those the schema decides are declared here.

The late ones need a day to count to: they speak only when the facts name one.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ..model.catalog import ShareType
from ..model.demand import Demand, NewItem
from ..model.findings import Place, Severity
from ..model.registry import Registry
from .rule import Fault, Reach, declared, rule

E, W = Severity.ERROR, Severity.WARNING

DECLARED = (
    declared("W803", E, "R21", "不同意要有理由。\n\n答复不同意时，必须写明理由 reason 和原因类别 reject_kind。"),
    declared("W805", E, "R20", "需求要写明依据、场景和要哪份数据。\n\n写目录代码；没有编目的写数据名称和来源依据。"),
    declared(
        "W807",
        E,
        "S1",
        "以前申请过的要写以往结果。\n\napplied_before 为 true 时写 earlier_result：驳回理由，或“申请已通过”。",
    ),
)
STAGES = ("协商", "同级主管部门协调", "共同上级协调", "本级人民政府决定")


def _overdue(registry: Registry, start: str, end: str | None, limit: int | None) -> str:
    """Why a step is late, in Chinese; empty when it is not, or when it cannot be told."""
    facts = registry.facts
    if facts.today is None or facts.workdays is None or limit is None:
        return ""
    due = facts.workdays.add(date.fromisoformat(start), limit)
    unsure = "（暂定）" if due.provisional else ""
    if end:
        return f"应在 {due.date}{unsure} 前，实际 {end} " if date.fromisoformat(end) > due.date else ""
    return f"应在 {due.date}{unsure} 前，至今没有" if facts.today > due.date else ""


@rule("W802", E, "R21", fix="尽快答复；已经答复的，在 registry.yml 的 waivers 说明原因")
def replied_in_time(registry: Registry) -> Iterator[Fault]:
    """需求要按时答复。

    无条件共享 1 个工作日、有条件共享 10 个工作日内答复（registry.yml 的 deadlines 可改）。提供方在账外的不算。
    """
    for demand in registry.readable_demands:
        if not isinstance(demand.provider, str) or demand.closed:
            continue
        catalogs = registry.catalogs_by_code.get(demand.catalog or "", ())
        free = any(catalog.share.type == ShareType.UNCONDITIONAL for catalog in catalogs)
        limit = registry.settings.deadline("reply_unconditional" if free else "reply_conditional")
        late = _overdue(registry, demand.submitted, demand.reply.date if demand.reply else None, limit)
        if late:
            yield Fault(demand.place("reply"), f"需求“{demand.title}”答复超期：{late}答复")


@rule("W804", E, "R22", fix="尽快提供数据，在 provided 写日期")
def provided_in_time(registry: Registry) -> Iterator[Fault]:
    """同意后要按时提供数据。

    答复同意后 20 个工作日内提供（registry.yml 的 deadlines.provide）。
    """
    for demand in registry.readable_demands:
        if demand.reply and demand.reply.result == "同意" and isinstance(demand.provider, str) and not demand.closed:
            provided = demand.provided.date if demand.provided else None
            late = _overdue(registry, demand.reply.date, provided, registry.settings.deadline("provide"))
            if late:
                yield Fault(demand.place("provided"), f"需求“{demand.title}”提供数据超期：{late}提供")


@rule("W806", E, "S1", fix="写提供方目录里的代码和数据项；目录里还没有的数据项写成 {name: 名称, new: true}")
def demand_names_known_data(registry: Registry) -> Iterator[Fault]:
    """需求的目录和数据项要存在。

    catalog 是账上的目录，且属于 provider；items 是该目录的数据项，没有的标明 new: true。
    """
    for demand in registry.readable_demands:
        if not demand.catalog or not isinstance(demand.provider, str):
            continue
        found = registry.catalogs_by_code.get(demand.catalog, ())
        if not found:
            if not registry.knows(demand.catalog):
                yield Fault(demand.place("catalog"), f"目录 {demand.catalog} 不存在")
            continue
        catalog = found[0]
        if catalog.department != demand.provider and demand.provider in registry.department_by_id:
            message = f"目录 {demand.catalog} 是{catalog.department}的，不是{demand.provider}的"
            yield Fault(demand.place("catalog"), message)
        elif catalog.readable and catalog.department == demand.provider:
            names = {item.name for item in catalog.items}
            yield from (
                Fault(demand.place("items", index), f"《{catalog.name}》没有数据项“{name}”")
                for index, name in _asked(demand)
                if name not in names
            )


def _asked(demand: Demand) -> Iterator[tuple[int, str]]:
    for index, item in enumerate(demand.items):
        if not isinstance(item, NewItem):
            yield index, item
        elif not item.new:
            yield index, item.name


@rule("W808", E, "R26", fix="尽快核实答复，在 reply 写日期和结果")
def objections_answered_in_time(registry: Registry) -> Iterator[Fault]:
    """异议要按时答复。

    收到校核纠错后 10 个工作日内答复（deadlines.objection）；争议按 deadlines.dispute，没有设就不计算。
    """
    for objection in registry.readable_objections:
        limit = registry.settings.deadline("dispute" if objection.kind == "争议" else "objection")
        late = _overdue(registry, objection.raised, objection.reply.date if objection.reply else None, limit)
        if late:
            yield Fault(objection.place("reply"), f"异议 {objection.id} 答复超期：{late}答复")


@rule("W809", E, "R28", fix="补上跳过的阶段；确实没有经过的，退回应在的阶段", reach=Reach.FILE)
def disputes_skip_no_stage(registry: Registry) -> Iterator[Fault]:
    """争议逐级处理，不跳过阶段。

    依次为协商、同级主管部门协调、共同上级协调、本级人民政府决定。stages 记录经过的阶段，与 stage 一致。
    """
    for objection in registry.readable_objections:
        passed = [stage.stage for stage in objection.stages]
        if objection.kind != "争议" or not objection.stage:
            continue
        right = list(STAGES[: STAGES.index(objection.stage) + 1]) if objection.stage in STAGES else []
        if passed and passed != right:
            skipped = [stage for stage in right if stage not in passed]
            message = (
                f"争议到了“{objection.stage}”，没有经过“{'、'.join(skipped)}”" if skipped else "争议的阶段次序不对"
            )
            yield Fault(Place(objection.path, ("stages",)), message)
        elif not passed and objection.stage != STAGES[0]:
            yield Fault(objection.place("stage"), f"争议到了“{objection.stage}”，没有 stages 记录经过的阶段")


RECENT_DAYS = 30
"""A review finished longer ago than this is for the indicators, not for a clerk to mend."""


def _is_past(registry: Registry, approved: str | None) -> bool:
    today = registry.facts.today
    if approved is None or today is None:
        return False
    return (today - date.fromisoformat(approved)).days > RECENT_DAYS


@rule("W801", W, "S0,R17", fix="尽快审核；已经超期的，记入考核")
def reviewed_in_time(registry: Registry) -> Iterator[Fault]:
    """审核要按时完成。

    新目录 3 个工作日、更新 2 个工作日内审核完（deadlines.review_new、review_update）。需要历史中的提交和合并日期。
    还没有审完的和最近 30 天里审完的才提醒；更早的改不了了，由考核去算。
    """
    # One approval brings many catalogs, and a day many approvals.
    known: dict[tuple[str, str | None, bool], str] = {}
    for review in registry.facts.reviews:
        when = review.submitted, review.approved, review.is_new
        if when not in known:
            limit = registry.settings.deadline("review_new" if review.is_new else "review_update")
            past = _is_past(registry, review.approved)
            known[when] = "" if past else _overdue(registry, review.submitted, review.approved, limit)
        if late := known[when]:
            yield Fault(Place(review.path), f"审核超期：{review.submitted} 提交，{late}合并")


@rule("W810", E, "S0", fix="由别的审核人重新审核")
def not_approved_by_author(registry: Registry) -> Iterator[Fault]:
    """不能审核自己提交的变更。

    历史中提交人与审核人是同一个人的，指出来。
    """
    for review in registry.facts.reviews:
        if review.approver and review.approver in review.submitters:
            yield Fault(Place(review.path), f"{review.approver} 审核了自己提交的变更（{review.approved}）")


DEMANDS = (
    reviewed_in_time,
    replied_in_time,
    DECLARED[0],
    provided_in_time,
    DECLARED[1],
    demand_names_known_data,
    DECLARED[2],
    objections_answered_in_time,
    disputes_skip_no_stage,
    not_approved_by_author,
)
