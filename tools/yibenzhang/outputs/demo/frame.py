"""The texts around made-up catalogs: registry, libraries, base items, regions, department profiles."""

from __future__ import annotations

from collections.abc import Iterable

from . import birth, catalog, words
from .catalog import HEADER, up
from .plan import Office, Plan
from .sheet import Bureau, Duty


def registry() -> str:
    """registry.yml."""
    return HEADER.format(up="../", kind="registry") + (
        "name: 示例市政务数据目录一本账\nsample: true\nauthority: 示例市营商环境建设监督局\n"
        'division: "990000"\nhost: {kind: bare, branch: main}\napprovers: [ysj-lead, ysj-reviewer]\n'
    )


def libraries(bureaus: Iterable[Bureau]) -> str:
    """libraries.yml: the base libraries and the theme library of every trade."""
    leads: dict[str, str] = {}
    first = ""
    for bureau in bureaus:
        first = first or bureau.id
        leads.setdefault(bureau.office.trade.theme, bureau.id)
    rows = [f"  - {{name: {name}, kind: 基础库, lead: {first}, mode: 物理汇聚}}\n" for name in birth.BASE_LIBRARIES]
    rows += [f"  - {{name: {name}, kind: 主题库, lead: {lead}, mode: 逻辑接入}}\n" for name, lead in leads.items()]
    return HEADER.format(up="../", kind="libraries") + "libraries:\n" + "".join(rows)


def base_items(name: str, plan: Plan) -> str:
    """One file of base-items/."""
    rows = map(catalog.row, birth.items(plan, birth.BASE_GROUP + 1)[: birth.BASE_GROUP])
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


def profile(bureau: Bureau) -> str:
    """department.yml."""
    office = bureau.office
    prefixes = ", ".join(f'{kind}: "{office.prefix(kind)}"' for kind in ("部门", "主题", "基础"))
    lines = [
        HEADER.format(up=up(bureau.id), kind="department"),
        f'name: {bureau.name}\nslug: {office.slug}\nuscc: "{office.uscc}"\n',
        f'level: {"县级" if office.county else "市级"}\ndivision: "{office.division}"\nkind: 政府部门\n',
        f"offices: [{', '.join(bureau.offices)}]\nagency: 办公室\n",
        f"head: {_person('负责人', office, 'head')}\nliaison: {_person('联系人', office, 'liaison')}\n",
        f"maintainers: [{office.slug}-clerk]\nreviewers: [{office.slug}-lead]\ncode_prefixes: {{{prefixes}}}\nduties:\n",
        *map(_duty, bureau.duties),
        f"  - id: 三-{office.catalogs + 1}\n    key: {office.trade.name}-政策研究\n    clause: 三\n",
        "    text: 拟订本领域发展规划和政策措施并组织实施\n    duty: 拟订本领域发展规划\n",
        "    exempt: {reason: 无数据产生, note: 只形成规划文本，按公文管理}\n",
    ]
    if bureau.systems:
        rows = [f"  - {catalog.service(*service)}\n" for service in bureau.services]
        lines.append("services:\n" + "".join(rows) + "systems:\n")
        lines += [
            f"  - {{id: {system.id}, name: {system.name}, class: 自建自用, network: 政务外网, status: {system.status}, year: {system.year}}}\n"
            for system in bureau.systems
        ]
    return "".join(lines)


def _duty(duty: Duty) -> str:
    return (
        f"  - id: {duty.id}\n    key: {duty.key}\n    clause: 三\n"
        f"    text: （{duty.part}）负责{duty.subject}的服务和监督管理工作\n    duty: 承担{duty.what}的采集和管理\n"
        + (f"    names: [{duty.name}]\n" if duty.name else "")
    )
