"""The texts around made-up catalogs: registry, libraries, regions, department profiles, demands, objections."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping

from . import catalog, words
from .catalog import HEADER, up
from .plan import Office, Plan

_RETIRED_FROM = 20
"""A department of at least so many catalogs has one tombstone among them."""
_BASE_LIBRARIES = ("人口", "法人", "自然资源和空间地理", "电子证照", "宏观经济")
_LIBRARY_OF_SORT = dict(zip("人企地事统", _BASE_LIBRARIES, strict=True))


def registry() -> str:
    """registry.yml."""
    return HEADER.format(up="../", kind="registry") + (
        "name: 示例市政务数据目录一本账\nsample: true\nauthority: 示例市营商环境建设监督局\n"
        'division: "990000"\nhost: {kind: bare, branch: main}\napprovers: [ysj-lead, ysj-reviewer]\n'
    )


def libraries(offices: list[Office]) -> str:
    """libraries.yml: the base libraries and the theme library of every trade."""
    first = offices[0].id
    rows = [f"  - {{name: {name}, kind: 基础库, lead: {first}, mode: 物理汇聚}}\n" for name in _BASE_LIBRARIES]
    leads: dict[str, str] = {}
    for office in offices:
        leads.setdefault(office.trade.theme, office.id)
    rows += [f"  - {{name: {name}, kind: 主题库, lead: {lead}, mode: 逻辑接入}}\n" for name, lead in leads.items()]
    return HEADER.format(up="../", kind="libraries") + "libraries:\n" + "".join(rows)


def base_items(name: str, plan: Plan) -> str:
    """One file of base-items/."""
    rows = catalog.item_rows(plan, catalog.BASE_GROUP + 1).splitlines(keepends=True)[: catalog.BASE_GROUP]
    return HEADER.format(up="../../", kind="base-items") + (
        f"name: {name}\nduty: {plan.key}\nbasis: 全市基础数据项由市级主管部门统一确定，县区只增加扩展数据项\n"
        f"summary: {plan.subject}的统一基础数据项，市县共用。\nitems:\n{''.join(rows)}"
    )


def region(office: Office) -> str:
    """region.yml of the county ``office`` lies in."""
    return HEADER.format(up="../../", kind="region") + (
        f'name: {office.region}\ndivision: "{office.division}"\nauthority: {office.region}营商环境建设监督局\n'
        f"liaison: {_person('联系人', office, 'xian')}\n"
    )


def _person(role: str, office: Office, box: str) -> str:
    phone = f"0000-{office.number + 1:07d}"
    name = f"示例{role}{words.chinese(office.number + 1)}"
    return f'{{name: {name}, phone: "{phone}", mail: "{box}@{office.slug}.example.cn"}}'


def department(office: Office, seed: int, items: int, bases: Mapping[str, Plan]) -> Iterator[tuple[str, str]]:
    """The folder of one department: profile, catalogs, tombstone, demand, objection."""
    rng = random.Random(f"{seed}/{office.id}")  # noqa: S311 — not a secret: the same numbers every time is the point
    plans = list(office.plans())
    folder = f"catalogs/{office.id}"
    yield f"{folder}/department.yml", _profile(office, plans)
    counts: dict[str, int] = {}
    codes: list[str] = []
    for plan in plans:
        kind = _kind(office, plan)
        counts[kind] = counts.get(kind, 0) + 1
        codes.append(f"{office.prefix(kind)}/{counts[kind]:06d}")
        last = _is_tombstone(plan, plans)
        more = {
            "code": codes[-1],
            "kind": kind,
            "duty": f"三-{plan.sequence - last}",
            "system": _system(office, plan, plans),
            "library": _library(office, plan, kind),
            "lead": office.id if kind == "主题" else "",
            "service": _service(office, plan) if plan.sequence <= _services(plans) else "",
            "base": plan.subject if plan == bases.get(plan.subject) else "",
            "retired": f"{{date: 2026-05-11, reason: 数据已并入同一职责的另一份目录, replaced_by: {codes[-2]}}}"
            if last
            else "",
        }
        inner = "retired/" if last else ""
        yield f"{folder}/{inner}{plan.name}.yml", catalog.text(office, plan, items, rng, more)
    if codes:
        yield f"{folder}/demands/2026-001.yml", _demand(office, plans[0], codes[0])
        if office.number % 3 == 0:
            yield f"{folder}/objections/2026-001.yml", _objection(office, codes[0])


def _is_tombstone(plan: Plan, plans: list[Plan]) -> bool:
    """The last but one: where a trade has a refused catalog, that is the last."""
    return len(plans) >= _RETIRED_FROM and plan.sequence == len(plans) - 1


def _kind(office: Office, plan: Plan) -> str:
    if plan.refusal or plan.sequence <= len(office.trade.subjects):
        return "部门"
    return {7: "主题", 18: "基础"}.get(plan.sequence % 40, "部门")


def _library(office: Office, plan: Plan, kind: str) -> str:
    if kind == "主题":
        return office.trade.theme
    return _LIBRARY_OF_SORT[plan.sort] if kind == "基础" else ""


def _systems(plans: list[Plan]) -> int:
    return min(4, len(plans) - sum(_is_tombstone(plan, plans) for plan in plans))


def _services(plans: list[Plan]) -> int:
    return min(3, len(plans))


def _system(office: Office, plan: Plan, plans: list[Plan]) -> str:
    if plan.sequence > 4 and plan.sequence % 17 == 0:
        return ""
    return f"{office.trade.slug}_{(plan.sequence - 1) % _systems(plans) + 1}"


def _service(office: Office, plan: Plan) -> str:
    number = f"99{office.trade.number:02d}{office.number:05d}{plan.sequence:03d}"
    return f'{{name: {plan.subject}相关业务办理, code: "{number}"}}'


def _profile(office: Office, plans: list[Plan]) -> str:
    trade = office.trade
    prefixes = ", ".join(f'{kind}: "{office.prefix(kind)}"' for kind in ("部门", "主题", "基础"))
    lines = [
        HEADER.format(up=up(office.id), kind="department"),
        f'name: {office.full_name}\nslug: {office.slug}\nuscc: "{office.uscc}"\n',
        f'level: {"县级" if office.county else "市级"}\ndivision: "{office.division}"\nkind: 政府部门\n',
        f"offices: [办公室, {', '.join(trade.offices)}]\nagency: 办公室\n",
        f"head: {_person('负责人', office, 'head')}\nliaison: {_person('联系人', office, 'liaison')}\n",
        f"maintainers: [{office.slug}-clerk]\nreviewers: [{office.slug}-lead]\ncode_prefixes: {{{prefixes}}}\nduties:\n",
    ]
    for plan in plans:
        if not _is_tombstone(plan, plans):
            part = words.chinese((plan.sequence - 1) // 5 + 1)
            lines.append(
                f"  - id: 三-{plan.sequence}\n    key: {plan.key}\n    clause: 三\n"
                f"    text: （{part}）负责{plan.subject}的服务和监督管理工作\n    duty: 承担{plan.subject}{plan.aspect}的采集和管理\n"
                + (f"    names: [{plan.name}]\n" if plan.sequence % 2 else "")
            )
    lines.append(
        f"  - id: 三-{len(plans) + 1}\n    key: {trade.name}-政策研究\n    clause: 三\n"
        "    text: 拟订本领域发展规划和政策措施并组织实施\n    duty: 拟订本领域发展规划\n"
        "    exempt: {reason: 无数据产生, note: 只形成规划文本，按公文管理}\n"
    )
    if plans:
        rows = [f"  - {_service(office, plan)}\n" for plan in plans[: _services(plans)]]
        lines.append("services:\n" + "".join(rows) + "systems:\n")
        names = ("业务管理系统", "监管平台", "服务大厅系统", "统计直报系统")
        for place in range(_systems(plans)):
            name = f"{office.full_name}{names[place]}"
            lines.append(
                f"  - {{id: {trade.slug}_{place + 1}, name: {name}, class: 自建自用, network: 政务外网, status: 在用, year: {2012 + place * 3}}}\n"
            )
    return "".join(lines)


def _demand(office: Office, plan: Plan, code: str) -> str:
    return HEADER.format(up=up(f"{office.id}/demands"), kind="demand") + (
        f"id: 2026-001\ntitle: 核验{plan.subject}有关情况\nfrom: {{external: 其他地方, name: 示例邻市大数据局}}\n"
        f"provider: {office.id}\ncatalog: {code}\nitems: [{words.BASE_ITEMS[plan.sort][0]}]\n"
        f"basis: 政务数据共享条例第二十条\nscene: 办理跨市通办业务时核验{plan.subject}有关情况，免于提交证明材料\n"
        "purposes: [行政依据]\neffect: [减材料]\nmethod: 信息核验接口\nupdate_cycle: 实时\napplied_before: false\nin_state_list: false\n"
        "submitted: 2026-05-11\nreply: {result: 同意, date: 2026-05-12}\nprovided: {date: 2026-05-20}\n"
    )


def _objection(office: Office, code: str) -> str:
    return HEADER.format(up=up(f"{office.id}/objections"), kind="objection") + (
        f"id: 2026-001\nkind: 目录纠错\ntarget: {code}\nagainst: {office.id}\ndescription: 个别数据项的长度与库表不一致，请核对\n"
        "basis: 政务数据共享条例第二十六条\nraised: 2026-05-11\n"
        "reply: {result: 成立, date: 2026-05-15, action: 已核对并更正, corrected: 2026-05-18}\nsatisfied: 5\n"
    )
