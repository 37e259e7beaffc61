"""C2xx: the catalog's own fields. Those the schema decides are declared here."""

from __future__ import annotations

from collections.abc import Iterator

from ..lazily import pattern
from ..model.catalog import Catalog, Item
from ..model.findings import Severity
from ..model.registry import Registry
from . import texts
from .guesses import like
from .lists import by_list
from .marks import half_width_marks
from .rule import Fault, Reach, declared, rule
from .said import said

E, W = Severity.ERROR, Severity.WARNING

DECLARED = (
    declared("C201", E, "S0-2", "其他领域要说明。\n\n所属领域选“其他”时，必须在 domain_note 写明是什么领域。"),
    declared(
        "C204",
        E,
        "S0-8",
        "来源系统要写清。\n\n写 department.yml 里的系统编号；确实没有系统的只写“暂无系统”，两样不能混写。",
    ),
    declared(
        "C206",
        E,
        "S0-9",
        "其他更新周期要说明。\n\n更新周期选“其他”时，必须在 update_cycle_note 写明多久更新一次，如“每三年”。",
    ),
    declared("C209", E, "S2", "部门类目录要有三定职责。\n\n资源分类为“部门”的目录，必须在 duties 写明来自哪些职责。"),
    declared("C210", E, "S3", "主题类目录要有牵头部门。\n\n资源分类为“主题”的目录，必须在 lead 写明牵头部门。"),
)
_PROCESSING = pattern(r"原始|脱敏|统计|汇总|融合|标签|加工|归集|抽样|明细")
_SPATIAL = pattern(r"全[国省市区县旗州盟域]|[本各][省市区县]|[\u4e00-\u9fff]{2}(?:省|市(?!场)|县|区|旗)")
_TEMPORAL = pattern(r"[0-9]{4}年|[0-9]{4}-|历年|建[国局]以来|自.{1,12}起|截至")
_MARKING = pattern(r"(?<!商业)(?:绝密|机密|秘密)\s*[★☆✩✭]")
_MARKING_HINTS = tuple("★☆✩✭")
FORM = {"processing": _PROCESSING, "spatial": _SPATIAL, "temporal": _TEMPORAL, "marking": _MARKING}
"""What the form in the browser uses of it."""


@rule(
    "C202",
    W,
    "S0-5",
    fix="摘要写 20 字以上，说清加工程度、区域范围、时间范围（也可写在 processing、spatial、temporal）",
    reach=Reach.FILE,
)
def telling_summary(registry: Registry) -> Iterator[Fault]:
    """摘要要说清数据的内容和范围。

    摘要少于 20 字、与名称相同，或者摘要与加工程度、区域范围、时间范围字段里都没有写到这三样的，不足以让别人判断能不能用。
    """
    for catalog in registry.active_catalogs:
        summary = catalog.summary.strip()
        if summary.rstrip("。") == catalog.name:
            yield Fault(catalog.place("summary"), said("C202-same"))
        elif len(summary) < 20:
            yield Fault(catalog.place("summary"), said("C202-short", count=len(summary)))
        else:
            lacking = "、".join(_lacking(catalog))
            if lacking:
                yield Fault(catalog.place("summary"), said("C202-lacking", lacking=lacking))


def _lacking(catalog: Catalog) -> Iterator[str]:
    for label, written, word in (
        ("加工程度", catalog.processing, _PROCESSING),
        ("区域范围", catalog.spatial, _SPATIAL),
        ("时间范围", catalog.temporal, _TEMPORAL),
    ):
        if not written and not word.search(catalog.summary):
            yield label


@rule("C203", E, "S0-10", fix="写 department.yml 中 offices 里的科室；新设的科室先加到 offices", reach=Reach.DEPARTMENT)
def office_of_department(registry: Registry) -> Iterator[Fault]:
    """内设科室要具体到部门的科室或下级部门。

    office 必须是 department.yml 中 offices 列出的，不能只写部门名称。
    """
    for catalog in registry.active_catalogs:
        department = registry.department_by_id.get(catalog.department)
        if department and department.offices and catalog.office not in department.offices:
            guess = like(catalog.office, list(department.offices))
            fix = f"是不是“{guess}”？可写：{'、'.join(department.offices)}" if guess else ""
            message = said("C203", department=catalog.department, office=catalog.office)
            yield Fault(catalog.place("office"), message, fix)


@rule(
    "C205", E, "S0-8,S2", fix="写 department.yml 中 systems 里的系统编号；新系统先加到 systems", reach=Reach.DEPARTMENT
)
def known_system(registry: Registry) -> Iterator[Fault]:
    """来源系统要在部门的系统清单里。

    systems 只能写本部门 department.yml 中 systems 的编号。
    """
    for catalog in registry.active_catalogs:
        department = registry.department_by_id.get(catalog.department)
        if department is None:
            continue
        known = [system.id for system in department.systems]
        for index, system in enumerate(catalog.system_ids):
            if system not in known:
                guess = like(system, known)
                fix = f"是不是 {guess}？可写：{'、'.join(known)}" if guess else ""
                message = said("C205", department=catalog.department, system=system)
                yield Fault(catalog.place("systems", index), message, fix)


@rule("C207", W, "R13", fix="目录的分级取各数据项中最高的一级", reach=Reach.FILE)
def level_covers_items(registry: Registry) -> Iterator[Fault]:
    """目录的数据分级不低于其数据项。

    数据分级以其中最敏感的数据项为准。
    """
    for catalog, highest in by_list(registry, _highest):
        if catalog.level < highest:
            yield Fault(catalog.place("level"), said("C207", level=catalog.level, highest=highest))


def _highest(items: tuple[Item, ...]) -> int:
    return max((item.level or 0 for item in items), default=0)


@rule("C208", E, "S0-5", fix="时间范围先写开始，后写结束；一直更新的结束写“至今”", reach=Reach.FILE)
def time_runs_forward(registry: Registry) -> Iterator[Fault]:
    """时间范围不能倒置。

    temporal 的 from 不晚于 to。
    """
    for catalog in registry.active_catalogs:
        span = catalog.temporal
        if span is None or span.from_ is None or span.to in (None, "至今"):
            continue
        start, end = str(span.from_), str(span.to)
        shorter = min(len(start), len(end))
        if start[:shorter] > end[:shorter]:
            yield Fault(catalog.place("temporal"), said("C208", start=start, end=end))


@rule(
    "C211",
    W,
    "R13",
    fix="在 assessments 写 personal: 已评估；没有个人信息的，核对数据项的 personal 标注",
    reach=Reach.FILE,
)
def personal_assessed(registry: Registry) -> Iterator[Fault]:
    """含个人信息的目录要做个人信息保护影响评估。

    有数据项标注 personal: true 的，assessments.personal 应为“已评估”。
    """
    for catalog, is_personal in by_list(registry, _is_personal):
        assessed = catalog.assessments is not None and catalog.assessments.personal == "已评估"
        if is_personal and not assessed:
            place = catalog.place("assessments", "personal")
            yield Fault(place, said("C211", name=catalog.name))


def _is_personal(items: tuple[Item, ...]) -> bool:
    return any(item.personal for item in items)


@rule(
    "C212",
    E,
    "R3,S4-1",
    fix="国家秘密、工作秘密不上账：删去这份目录，按保密规定处理；不是密件的，删去标志",
    reach=Reach.FILE,
)
def no_secrecy_marking(registry: Registry) -> Iterator[Fault]:
    """账上不能有密级标志。

    国家秘密和工作秘密不适用本账（条例第三条）。出现“绝密★”“机密★”“秘密★”即为错误；“商业秘密”不算。
    """
    for place, found in texts.matches(registry, registry.readable_catalogs, _MARKING, _MARKING_HINTS):
        yield Fault(place, said("C212", found=found))


@rule("C213", W, "S2", fix="换成现在用的系统；数据不再产生的，下架这份目录", reach=Reach.DEPARTMENT)
def system_still_used(registry: Registry) -> Iterator[Fault]:
    """来源系统应在用。

    在用目录的来源系统已经停用，数据就不再更新。
    """
    for catalog in registry.active_catalogs:
        department = registry.department_by_id.get(catalog.department)
        stopped = (
            {system.id: system.name for system in department.systems if system.status == "停用"} if department else {}
        )
        for index, system in enumerate(catalog.system_ids):
            if system in stopped:
                yield Fault(catalog.place("systems", index), said("C213", system=stopped[system]))


CATALOGS = (
    *DECLARED,
    telling_summary,
    office_of_department,
    known_system,
    level_covers_items,
    time_runs_forward,
    personal_assessed,
    no_secrecy_marking,
    system_still_used,
    half_width_marks,
)
