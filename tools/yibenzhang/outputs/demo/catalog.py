"""The text of one made-up catalog."""

from __future__ import annotations

import random
from functools import cache

from ...model.catalog import NO_SYSTEM
from . import words
from .plan import Office, Plan
from .trades import ORDERED_SHARING, Basis

HEADER = "# yaml-language-server: $schema={up}schema/{kind}.schema.json\n"
_YEARS = range(2005, 2024)
_CYCLES = ("实时", "每日", "每周", "每月", "每月", "每季度", "每半年", "每年")
_ROW = "  - {{name: {name}, {rest}}}\n"
BASE_GROUP = 18
"""How many leading items a 基础数据项集 fixes."""


def up(folder: str) -> str:
    """The way from a folder under ``catalogs/`` up to the ledger's root."""
    return "../" * (folder.count("/") + 2) if folder else "../"


def pick(rng: random.Random, choices: tuple[str, ...] | range) -> str | int:
    """One of them; ``random.random`` is the one draw that no Python version changes."""
    return choices[int(rng.random() * len(choices))]


@cache
def _row(name: str, tier: str, extra: str) -> str:
    return _ROW.format(name=name, rest=words.item(name).format(tier=tier) + extra)


def item_names(plan: Plan, count: int) -> list[str]:
    """Names of ``count`` items, none twice: the sort's own, the aspect's, the subject's, and common ones."""
    core = [*words.BASE_ITEMS[plan.sort], *words.GROUP_ITEMS[plan.group]]
    own = [plan.subject + suffix for suffix in words.SUBJECT_ITEMS]
    pool = [*core, *own, *words.TAIL_ITEMS]
    pool += [f"{plan.subject}指标{words.chinese(place)}" for place in range(1, count - len(pool))]
    return [*pool[: count - 1], words.LAST_ITEM] if count > 1 else pool[:1]


def item_rows(plan: Plan, count: int) -> str:
    """The block of items; the first is the key, and for people the part the level follows from."""
    rows = []
    for place, name in enumerate(item_names(plan, count)):
        extra = ", key: true" if place == 0 else ""
        extra += ", level: 3" if name == "公民身份号码" else ""
        rows.append(_row(name, "基础" if place < BASE_GROUP else "扩展", extra))
    return "".join(rows)


def text(office: Office, plan: Plan, items: int, rng: random.Random, more: dict[str, str]) -> str:
    """One catalog file. ``more``: ``code``, ``kind``, ``duty``, ``system`` (an id or empty), ``library`` and ``lead``
    for other kinds than 部门, ``service`` (flow YAML or empty), ``base`` (a name or empty), ``retired`` (or empty)."""
    kind, person = more["kind"], plan.sort == "人"
    year, cycle = pick(rng, _YEARS), pick(rng, _CYCLES)
    statistics = plan.group == "统"
    processing = "统计数据" if statistics else "原始数据"
    level = 4 if plan.refusal else 3 if person else 1 if plan.sort in "地统" else 2
    area = office.region or "全市"
    summary = f"{area}{plan.subject}{plan.aspect}的{processing}，由业务科室在日常管理中采集，时间范围自{year}年至今，更新周期为{cycle}。"
    lines = [
        HEADER.format(up=up(office.id + ("/retired" if more["retired"] else "")), kind="catalog"),
        f"code: {more['code']}\nname: {plan.name}\nkind: {kind}\ndomain: {office.trade.domain}\nsummary: {summary}\n",
        f"office: {office.trade.offices[plan.sequence % len(office.trade.offices)]}\n",
    ]
    if more["library"]:
        lines.append(f"libraries: [{more['library']}]\n" + (f"lead: {more['lead']}\n" if more["lead"] else ""))
    lines += [f"origin: {office.origin}\n"] if office.origin else []
    lines.append(f"duties: [{more['duty']}]\n")
    lines += [f"base: {more['base']}\n"] if more["base"] else []
    lines += [f"services:\n  - {more['service']}\n"] if more["service"] else []
    lines.append(f"systems: [{more['system']}]\n" if more["system"] else f"systems: {NO_SYSTEM}\n")
    lines.append(
        f"network: 政务外网\nlevel: {level}\nupdate_cycle: {cycle}\nformat: {'数据库' if more['system'] else '电子表格'}\n"
    )
    lines.append(f"spatial: {area}\ntemporal: {{from: {year}, to: 至今}}\nprocessing: {processing}\n")
    shared, opened = _share(office, plan, rng, bool(more["service"]))
    lines += [shared, opened, f"keywords: [{plan.subject}, {office.trade.domain}]\n"]
    personal = "已评估" if person else "不涉及"
    lines.append(
        f"assessments: {{secrecy: 已评估, personal: {personal}, approved_by: 示例负责人{words.chinese(office.number + 1)}, date: 2026-02-27}}\n"
    )
    lines.append("items:\n" + item_rows(plan, items))
    if not plan.refusal and not more["retired"]:
        lines.append("resources:\n" + _resource(plan, more["system"], rng))
    lines.append(f"status: {'已下架' if more['retired'] else '在用'}\n")
    lines += [f"retired: {more['retired']}\n"] if more["retired"] else []
    return "".join(lines)


def _basis(basis: Basis) -> str:
    return f"  basis:\n    - {{title: {basis.title}, article: {basis.article}, rank: {basis.rank}}}\n"


def _share(office: Office, plan: Plan, rng: random.Random, service: bool) -> tuple[str, str]:
    """The blocks ``share`` and ``open``."""
    closed = "open: {type: 不予开放}\n"
    if plan.refusal:
        return f"share:\n  type: 不予共享\n  reason: {plan.refusal.reason}\n{_basis(plan.refusal.basis)}", closed
    draw = rng.random()
    if plan.sort != "人" and draw < 0.62:
        method = "文件下载交换" if plan.group == "档" else "批量库表交换"
        shared = f"share:\n  type: 无条件共享\n  methods: [信息查询接口, {method}]\n"
        if plan.sort in "地统" or plan.group in ("公", "统"):
            return shared, "open: {type: 无条件开放}\n"
        return shared, "open: {type: 有条件开放, condition: 实名注册后下载，注明数据来源}\n"
    kind, basis = "依申请共享", ""
    words_ = f"用于履行职责中核验{plan.subject}有关情况"
    if service:
        kind, words_ = "依政务服务事项共享", f"办理涉及{plan.subject}的政务服务事项时免于提交证明材料"
    elif draw > 0.93:
        law, words_ = ORDERED_SHARING[plan.sequence % len(ORDERED_SHARING)]
        kind, basis = "依法律法规要求共享", _basis(law)
    scope = f"{office.region or '全市'}承担{office.trade.domain}相关职责的政务部门"
    condition = f"{{kind: {kind}, text: {words_}, scope: {scope}, purposes: [行政依据, 数据校核]}}"
    methods = "信息核验接口, 批量库表交换" if plan.sort in "人企" else "信息查询接口"
    return (
        f"share:\n  type: 有条件共享\n  condition: {condition}\n{basis}  methods: [{methods}]\n  agreement: true\n",
        closed,
    )


def _resource(plan: Plan, system: str, rng: random.Random) -> str:
    ident, records = f"t{plan.sequence:06d}", 100 + int(rng.random() ** 3 * 900_000)
    mount, origin = ("库表对接", f"system: {system}, ") if system else ("数据上报系统", "")
    dates = f"mounted: 2026-03-{1 + plan.sequence % 28:02d}, updated: 2026-06-29, records: {records}"
    rows = f"  - {{id: {ident}, name: {plan.name}表, type: 库表, structure: 结构化, mount: {mount}, {origin}{dates}}}\n"
    if system and plan.sort in "人企" and plan.sequence % 4 == 1:
        rows += (
            f"  - {{id: {ident}_verify, name: {plan.subject}核验接口, type: 接口, structure: 结构化, mount: 库表对接, "
            f"{origin}mounted: 2026-04-{1 + plan.sequence % 28:02d}, protocol: restful, kind: 信息核验接口}}\n"
        )
    return rows
