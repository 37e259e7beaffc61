"""M7xx: mounted resources and systems (S0, S2四)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ..lazily import pattern
from ..model.catalog import NO_SYSTEM, ShareType
from ..model.findings import Severity
from ..model.registry import Registry
from . import texts
from .rule import Fault, Reach, rule
from .said import said

E, W = Severity.ERROR, Severity.WARNING

_STRUCTURED = ("数据上报系统", "库表对接")
_FILED = ("文件资源注册",)
_SECRET = pattern(
    r"(?i)(?:password|passwd|pwd|secret|token|api_?key|access_?key|口令|密码|密钥|私钥)\s*[:=：]\s*[^\s，。；,;）)]{3,}"
    r"|://[^/\s:@]+:[^/\s@]+@|[?&](?:token|key|secret|password|appkey)=[^&\s]+|-----BEGIN [A-Z ]*PRIVATE KEY"
)
_SECRET_HINTS = (
    "password",
    "passwd",
    "pwd",
    "secret",
    "token",
    "apikey",
    "api_key",
    "accesskey",
    "access_key",
    "key=",
    "private key",
    "口令",
    "密码",
    "密钥",
    "私钥",
    "@",
)
FORM = {"secret": _SECRET, "structured": _STRUCTURED, "filed": _FILED}
"""What the form in the browser uses of it."""
# Days after which data of a cycle counts as old: the cycle and a grace of about a third of it.
CYCLE_DAYS = {"实时": 2, "每日": 3, "每周": 10, "每月": 45, "每季度": 125, "每半年": 245, "每年": 460}


@rule("M701", E, "S0", fix="挂载资源并在 resources 写 mounted；不能共享的，核对共享类型")
def mounted_in_time(registry: Registry) -> Iterator[Fault]:
    """目录合并后要按时挂载资源。

    不是不予共享的目录，合并后 deadlines.mount 个工作日内（默认 5）要挂载第一个资源。需要历史中的合并日期。
    """
    facts, limit = registry.facts, registry.settings.deadline("mount")
    if facts.today is None or facts.workdays is None or limit is None:
        return
    for catalog in registry.active_catalogs:
        if catalog.is_mounted or catalog.share.type == ShareType.REFUSED:
            continue
        published = facts.published.get(catalog.code)
        if published is None:
            continue
        due = facts.workdays.add(published, limit)
        if facts.today > due.date:
            unsure = "（暂定）" if due.provisional else ""
            message = f"{published} 合并，应在 {due.date}{unsure} 前挂载资源，至今没有"
            yield Fault(catalog.place("resources"), message)


@rule("M702", E, "S0", fix="结构化数据用数据上报系统或库表对接；半结构化、非结构化数据用文件资源注册", reach=Reach.FILE)
def mount_fits_structure(registry: Registry) -> Iterator[Fault]:
    """挂载方式与数据结构相符。

    结构化的资源用“数据上报系统”或“库表对接”，其他用“文件资源注册”。
    """
    for catalog in registry.active_catalogs:
        for index, resource in enumerate(catalog.resources):
            right = _STRUCTURED if resource.structure == "结构化" else _FILED
            if resource.mount not in right:
                found = {"structure": resource.structure, "name": resource.name, "mount": resource.mount}
                message = said("M702", **found, right="或".join(right))
                yield Fault(catalog.place("resources", index, "mount"), message)


@rule("M703", E, "S2", fix="在 resources 的 system 写来源系统编号", reach=Reach.FILE)
def resource_has_system(registry: Registry) -> Iterator[Fault]:
    """挂载资源要写来自哪个系统。

    目录的来源系统不是“暂无系统”时，每个资源写 system，且是目录 systems 中的编号。
    """
    for catalog in registry.active_catalogs:
        for index, resource in enumerate(catalog.resources):
            if catalog.systems == NO_SYSTEM:
                if resource.system:
                    place = catalog.place("resources", index, "system")
                    yield Fault(place, said("M703-no", name=resource.name, system=resource.system))
            elif resource.system is None:
                yield Fault(catalog.place("resources", index), said("M703-none", name=resource.name))
            elif resource.system not in catalog.system_ids:
                message = said("M703-odd", name=resource.name, system=resource.system)
                yield Fault(catalog.place("resources", index, "system"), message)


@rule("M704", E, "S2", fix="map 左边写本目录数据项的名称，右边写列名", reach=Reach.FILE)
def map_names_items(registry: Registry) -> Iterator[Fault]:
    """字段对应只能写本目录的数据项。

    resources 的 map 左边是数据项名称。
    """
    for catalog in registry.active_catalogs:
        names = {item.name for item in catalog.items} if any(each.map for each in catalog.resources) else set()
        for index, resource in enumerate(catalog.resources):
            for name in resource.map or ():
                if name not in names:
                    yield Fault(catalog.place("resources", index, "map", name), said("M704", name=name))


@rule("M705", E, "S1", fix="接口写 protocol（restful 或 webservice），文件写 format（如 xlsx）", reach=Reach.FILE)
def technical_details(registry: Registry) -> Iterator[Fault]:
    """接口要写协议，文件要写格式。

    类型为接口的资源写 protocol，类型为文件的写 format，使用方才接得上。
    """
    for catalog in registry.active_catalogs:
        for index, resource in enumerate(catalog.resources):
            if resource.type == "接口" and not resource.protocol:
                yield Fault(catalog.place("resources", index), said("M705-interface", name=resource.name))
            if resource.type == "文件" and not resource.format:
                yield Fault(catalog.place("resources", index), said("M705-file", name=resource.name))


@rule("M706", E, "S4-11.1", fix="删去口令、密钥；已经提交过的立即作废更换——git 历史里还留着", reach=Reach.FILE)
def no_credentials(registry: Registry) -> Iterator[Fault]:
    """账上不能有口令和密钥。

    任何文字里出现 password=、token=、密码：、网址里的用户名口令、私钥等，都是错误。
    """
    for place, found in texts.matches(registry, registry.readable_catalogs, _SECRET, _SECRET_HINTS):
        yield Fault(place, said("M706", found=found[:6]))


@rule("M707", W, "S4-7.4", fix="更新数据并改 updated；周期变了的，改 update_cycle")
def data_is_fresh(registry: Registry) -> Iterator[Fault]:
    """数据按更新周期更新。

    资源的 updated 距基准日超过更新周期（另加约三分之一宽限）的，数据已经过期。
    """
    today = registry.facts.today
    if today is None:
        return
    for catalog in registry.active_catalogs:
        limit = CYCLE_DAYS.get(catalog.update_cycle)
        for index, resource in enumerate(catalog.resources):
            if limit and resource.updated:
                age = (today - date.fromisoformat(resource.updated)).days
                if age > limit:
                    message = f"“{resource.name}”更新周期是{catalog.update_cycle}，已有 {age} 天没有更新"
                    yield Fault(catalog.place("resources", index, "updated"), message)


@rule("M708", W, "S2", fix="为系统里的数据编制目录，在 systems 写上它；系统已停用的改 status", reach=Reach.DEPARTMENT)
def every_system_has_catalog(registry: Registry) -> Iterator[Fault]:
    """在用的系统要有目录。

    department.yml 中在用的系统，至少有一份在用目录来自它。
    """
    used = {(c.department, system) for c in registry.catalogs if c.is_active for system in c.system_ids}
    torn = {catalog.department for catalog in registry.catalogs if not catalog.readable}
    for department in registry.departments:
        if not department.readable or department.id in torn:
            continue
        for index, system in enumerate(department.systems):
            if system.status == "在用" and (department.id, system.id) not in used:
                yield Fault(department.place("systems", index), f"在用的系统“{system.name}”没有目录")


RESOURCES = (
    mounted_in_time,
    mount_fits_structure,
    resource_has_system,
    map_names_items,
    technical_details,
    no_credentials,
    data_is_fresh,
    every_system_has_catalog,
)
