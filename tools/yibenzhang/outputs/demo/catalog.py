"""The text of one made-up catalog."""

from __future__ import annotations

from functools import lru_cache

from ...model.catalog import NO_SYSTEM
from . import words
from .sheet import Item, Resource, Share, Sheet
from .trades import Basis

HEADER = "# yaml-language-server: $schema={up}schema/{kind}.schema.json\n"
_ITEMS = 1 << 16  # far more than the different items of a large ledger


def up(folder: str) -> str:
    """The way from a folder under ``catalogs/`` up to the ledger's root."""
    return "../" * (folder.count("/") + 2) if folder else "../"


@lru_cache(maxsize=_ITEMS)
def row(item: Item) -> str:
    """One item as a line."""
    length = f", length: {item.length}" if item.length else ""
    scale = f", scale: {item.scale}" if item.scale else ""
    return f"  - {{name: {item.name}, type: {item.type}{length}{scale}, tier: {item.tier}{item.marks}}}\n"


def text(sheet: Sheet) -> str:
    """One catalog file."""
    office, retired = sheet.bureau.office, sheet.retired
    lines = [
        HEADER.format(up=up(sheet.bureau.id + ("/retired" if retired else "")), kind="catalog"),
        f"code: {sheet.code}\nname: {sheet.name}\n",
    ]
    lines += [f"aliases: [{', '.join(sheet.aliases)}]\n"] if sheet.aliases else []
    lines.append(f"kind: {sheet.kind}\ndomain: {office.trade.domain}\nsummary: {sheet.summary}\noffice: {sheet.unit}\n")
    if sheet.in_library:
        lines.append(f"libraries: [{sheet.in_library}]\n")
        lines += [f"lead: {sheet.bureau.id}\n"] if sheet.kind == "主题" else []
    lines += [f"origin: {sheet.origin.id}\n"] if sheet.origin else []
    lines.append(f"duties: [{', '.join(sheet.duties)}]\n")
    lines += [f"base: {sheet.base}\n"] if sheet.base else []
    lines += [f"services:\n  - {service(*sheet.service)}\n"] if sheet.service else []
    lines.append(f"systems: [{sheet.system}]\n" if sheet.system else f"systems: {NO_SYSTEM}\n")
    lines.append(
        f"network: 政务外网\nlevel: {sheet.level}\nupdate_cycle: {sheet.cycle}\nformat: {'数据库' if sheet.system else '电子表格'}\n"
    )
    lines.append(f"spatial: {sheet.area}\ntemporal: {{from: {sheet.year}, to: 至今}}\nprocessing: {sheet.processing}\n")
    lines += [_share(sheet.share), _open(*sheet.opened), f"keywords: [{', '.join(sheet.keywords)}]\n"]
    lines += [f"related: [{', '.join(sheet.related)}]\n"] if sheet.related else []
    personal = "已评估" if sheet.plan.sort == "人" else "不涉及"
    lines.append(
        f"assessments: {{secrecy: 已评估, personal: {personal}, approved_by: 示例负责人{words.chinese(office.number + 1)}, date: {sheet.assessed}}}\n"
    )
    lines += ["items:\n", *map(row, sheet.items)]
    lines += ["resources:\n"] if sheet.resources else []
    lines += [_resource(resource, sheet.system) for resource in sheet.resources]
    lines.append(f"status: {'已下架' if retired else '在用'}\n")
    if retired:
        replaced = f", replaced_by: {retired.replaced_by}" if retired.replaced_by else ""
        lines.append(f"retired: {{date: {retired.date}, reason: {retired.reason}{replaced}}}\n")
    return "".join(lines)


def service(name: str, code: str) -> str:
    """A 政务服务事项 as flow YAML."""
    return f'{{name: {name}, code: "{code}"}}'


def _basis(basis: Basis) -> str:
    return f"  basis:\n    - {{title: {basis.title}, article: {basis.article}, rank: {basis.rank}}}\n"


def _share(share: Share) -> str:
    lines = [f"share:\n  type: {share.type}\n"]
    if share.kind:
        purposes = ", ".join(share.purposes)
        lines.append(
            f"  condition: {{kind: {share.kind}, text: {share.text}, scope: {share.scope}, purposes: [{purposes}]}}\n"
        )
    lines += [f"  reason: {share.reason}\n"] if share.reason else []
    lines += [_basis(share.basis)] if share.basis else []
    lines += [f"  methods: [{', '.join(share.methods)}]\n"] if share.methods else []
    lines += ["  agreement: true\n"] if share.kind else []
    return "".join(lines)


def _open(kind: str, condition: str) -> str:
    return f"open: {{type: {kind}, condition: {condition}}}\n" if condition else f"open: {{type: {kind}}}\n"


def _resource(resource: Resource, system: str) -> str:
    is_table = resource.records >= 0
    mount = "库表对接" if system else "数据上报系统"
    origin = f"system: {system}, " if system else ""
    updated = f", updated: {resource.updated}" if resource.updated else ""
    ends = f"{updated}, records: {resource.records}" if is_table else ", protocol: restful, kind: 信息核验接口"
    return (
        f"  - {{id: {resource.id}, name: {resource.name}, type: {'库表' if is_table else '接口'}, structure: 结构化, "
        f"mount: {mount}, {origin}mounted: {resource.mounted}{ends}}}\n"
    )
