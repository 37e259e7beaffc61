"""How departments and catalogs begin: the state a plan gives, with what chance decides drawn once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from . import words
from .draw import Draw
from .plan import Office, Plan
from .sheet import Bureau, Duty, Item, Resource, Share, Sheet, System
from .trades import ORDERED_SHARING

CYCLES = ("实时", "每日", "每周", "每月", "每月", "每季度", "每半年", "每年")
BASE_GROUP = 18
"""How many leading items a 基础数据项集 fixes."""
BASE_LIBRARIES = ("人口", "法人", "自然资源和空间地理", "电子证照", "宏观经济")
FREE, CONDITIONAL, REFUSED = "无条件共享", "有条件共享", "不予共享"
CLOSED = ("不予开放", "")
_YEARS = range(2005, 2024)
_LIBRARY_OF_SORT = dict(zip("人企地事统", BASE_LIBRARIES, strict=True))
_SYSTEMS = ("业务管理系统", "监管平台", "服务大厅系统", "统计直报系统")


class Days(NamedTuple):
    """The dates a catalog begins with; without ``table`` it begins without resources."""

    table: str
    interface: str
    updated: str
    assessed: str


def bureau(office: Office, plans: Sequence[Plan]) -> Bureau:
    """The department that keeps ``plans``: a duty for each, systems and 政务服务事项 for the first of them."""
    found = Bureau(office, office.id, office.full_name, ["办公室", *office.trade.offices])
    found.duties = [duty(plan) for plan in plans]
    found.services = [_service(office, plan) for plan in plans[:3]]
    found.systems = [
        System(f"{office.trade.slug}_{place + 1}", f"{office.full_name}{_SYSTEMS[place]}", 2012 + place * 3)
        for place in range(min(4, len(plans)))
    ]
    return found


def duty(plan: Plan) -> Duty:
    """The duty a catalog follows from; every other one fixes the catalog's name."""
    part = words.chinese((plan.sequence - 1) // 5 + 1)
    what = f"{plan.subject}{plan.aspect}"
    return Duty(f"三-{plan.sequence}", plan.key, part, plan.subject, what, plan.name if plan.sequence % 2 else "")


def _service(office: Office, plan: Plan) -> tuple[str, str]:
    return f"{plan.subject}相关业务办理", f"99{office.trade.number:02d}{office.number:05d}{plan.sequence:03d}"


def kind(office: Office, plan: Plan) -> str:
    """资源分类: nearly all are 部门."""
    if plan.refusal or plan.sequence <= len(office.trade.subjects):
        return "部门"
    return {7: "主题", 18: "基础"}.get(plan.sequence % 40, "部门")


def item_names(plan: Plan, count: int) -> list[str]:
    """Names of ``count`` items, none twice: the sort's own, the aspect's, the subject's, and common ones."""
    core = [*words.BASE_ITEMS[plan.sort], *words.GROUP_ITEMS[plan.group]]
    own = [plan.subject + suffix for suffix in words.SUBJECT_ITEMS]
    pool = [*core, *own, *words.TAIL_ITEMS]
    pool += [f"{plan.subject}指标{words.chinese(place)}" for place in range(1, count - len(pool))]
    return [*pool[: count - 1], words.LAST_ITEM] if count > 1 else pool[:1]


def item(name: str, tier: str, more: str = "") -> Item:
    """An item of this name; its type is a function of the name, so that one name has one type."""
    return Item(name, *words.shape(name), tier, words.marks(name) + more)


def items(plan: Plan, count: int) -> tuple[Item, ...]:
    """The items; the first is the key, and for people the part the level follows from."""
    found = []
    for place, name in enumerate(item_names(plan, count)):
        more = ", key: true" if place == 0 else ""
        more += ", level: 3" if name == "公民身份号码" else ""
        found.append(item(name, "基础" if place < BASE_GROUP else "扩展", more))
    return tuple(found)


def sheet(
    owner: Bureau, plan: Plan, code: str, count: int, draw: Draw, days: Days, base: str, origin: Bureau | None
) -> Sheet:
    """A catalog as it is first written, with ``count`` items."""
    office, person = owner.office, plan.sort == "人"
    sort_of_code = kind(office, plan)
    year, cycle = draw.pick(_YEARS), draw.pick(CYCLES)
    processing = "统计数据" if plan.group == "统" else "原始数据"
    system = ""
    if plan.sequence <= 4 or plan.sequence % 17:
        system = owner.systems[(plan.sequence - 1) % min(4, len(owner.systems))].id
    service = _service(office, plan) if plan.sequence <= len(owner.services) else None
    shared, opened = _share(office, plan, draw, service is not None)
    area = office.region or "全市"
    return Sheet(
        bureau=owner,
        plan=plan,
        code=code,
        name=plan.name,
        kind=sort_of_code,
        summary=f"{area}{plan.subject}{plan.aspect}的{processing}，由业务科室在日常管理中采集，时间范围自{year}年至今，更新周期为{cycle}。",
        unit=owner.offices[1 + plan.sequence % (len(owner.offices) - 1)],
        in_library=_library(office, plan, sort_of_code),
        origin=origin,
        duties=(f"三-{plan.sequence}",),
        base=base,
        service=service,
        system=system,
        level=4 if plan.refusal else 3 if person else 1 if plan.sort in "地统" else 2,
        cycle=cycle,
        year=year,
        processing=processing,
        share=shared,
        opened=opened,
        keywords=(plan.subject, office.trade.domain),
        assessed=days.assessed,
        items=items(plan, count),
        resources=resources(plan, system, draw, days) if days.table and not plan.refusal else (),
    )


def _library(office: Office, plan: Plan, sort_of_code: str) -> str:
    if sort_of_code == "主题":
        return office.trade.theme
    return _LIBRARY_OF_SORT[plan.sort] if sort_of_code == "基础" else ""


def _share(office: Office, plan: Plan, draw: Draw, service: bool) -> tuple[Share, tuple[str, str]]:
    """共享属性 and 开放属性."""
    if plan.refusal:
        return Share(REFUSED, reason=plan.refusal.reason, basis=plan.refusal.basis), CLOSED
    drawn = draw.fraction()
    if plan.sort != "人" and drawn < 0.62:
        return free(plan)
    if service:
        return conditional(
            office, plan, "依政务服务事项共享", f"办理涉及{plan.subject}的政务服务事项时免于提交证明材料"
        ), CLOSED
    if drawn > 0.93:
        law, text = ORDERED_SHARING[plan.sequence % len(ORDERED_SHARING)]
        return conditional(office, plan, "依法律法规要求共享", text)._replace(basis=law), CLOSED
    return conditional(office, plan, "依申请共享", f"用于履行职责中核验{plan.subject}有关情况"), CLOSED


def free(plan: Plan) -> tuple[Share, tuple[str, str]]:
    """无条件共享, and how open that is."""
    shared = Share(FREE, ("信息查询接口", "文件下载交换" if plan.group == "档" else "批量库表交换"))
    if plan.sort in "地统" or plan.group in ("公", "统"):
        return shared, ("无条件开放", "")
    return shared, ("有条件开放", "实名注册后下载，注明数据来源")


def conditional(office: Office, plan: Plan, how: str, text: str) -> Share:
    """有条件共享."""
    scope = f"{office.region or '全市'}承担{office.trade.domain}相关职责的政务部门"
    methods = ("信息核验接口", "批量库表交换") if plan.sort in "人企" else ("信息查询接口",)
    return Share(CONDITIONAL, methods, how, text, scope)


def resources(plan: Plan, system: str, draw: Draw, days: Days) -> tuple[Resource, ...]:
    """The table, and for some the interface beside it."""
    ident, records = f"t{plan.sequence:06d}", 100 + int(draw.fraction() ** 3 * 900_000)
    table = Resource(ident, f"{plan.name}表", days.table, days.updated, records)
    if system and plan.sort in "人企" and plan.sequence % 4 == 1:
        return table, Resource(f"{ident}_verify", f"{plan.subject}核验接口", days.interface)
    return (table,)
