"""The indicators of DOMAIN E, each as a part and a whole: of every department, every region and the ledger.

Integers only; a ratio is for whoever shows it, and 0/0 is 不适用. An unreadable catalog counts as one with an error, and
in nothing else. What is 推算 or 不详 stays out (DOMAIN C).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from ..model.catalog import Catalog, OpenType, ShareType
from ..model.findings import Finding
from ..model.registry import Registry
from .completeness import Completeness
from .due import Tally
from .origins import origins
from .step import DATA, OBJECTION, REPLY, REPLY_FREE, Sort, Step

BASIS_RULES = frozenset({"S304", "S305", "S313"})
"""What is wrong with the reason or the basis of 不予共享."""


class Measure(NamedTuple):
    """How an indicator is made. ``key``: its weight in ``registry.yml: weights``, where it has one of its own; ``lower``:
    less is better."""

    key: str
    name: str
    formula: str
    clause: str
    lower: bool = False


MEASURES = (
    Measure("coverage", "全面性（职责）", "有在用目录或写明免编目的职责 ÷ 三定职责", "S4-7.4"),
    Measure("systems", "全面性（系统）", "有在用目录的在用系统 ÷ 在用系统", "S4-7.4"),
    Measure("completeness", "完整性", "已填的必填、条件必填和应填项 ÷ 适用的这些项", "S4-7.4"),
    Measure("accuracy", "准确性", "没有错误的在用目录 ÷ 在用目录（写法有误、读不出来的算有错误）", "S4-7.4"),
    Measure("process", "时效性（流程）", "按时办结的环节 ÷ 已办结和已到期的环节", "S4-7.4"),
    Measure("freshness", "时效性（数据）", "在更新周期加宽限内更新过的资源 ÷ 周期固定、有数据的资源", "S4-7.4"),
    Measure("mount", "挂载率", "已挂载资源的目录 ÷ 除不予共享外的在用目录", "S3"),
    Measure("refusal", "不予共享占比", "不予共享的目录 ÷ 在用目录", "S0", lower=True),
    Measure("basis", "依据合规率", "理由和依据合规的不予共享目录 ÷ 不予共享的目录", "R15"),
    Measure("reply", "需求响应及时率", "按时答复的需求 ÷ 已答复和已到答复期限的需求", "R21"),
    Measure("satisfaction", "需求满足率", "已提供数据的需求 ÷ 答复同意的需求", "R22"),
    Measure("one_source", "一数一源率", "权威源唯一的数据项 ÷ 两份以上目录都有的同名数据项", "R19"),
    Measure("objection", "纠错及时率", "按时答复的校核纠错 ÷ 已答复和已到期限的校核纠错", "R26"),
    Measure("first_pass", "一次通过率", "第一次审核就通过的提交 ÷ 知道审核轮次的提交（驳回没有留痕的不计）", "S4-7.4"),
    Measure("openness", "开放率", "无条件开放和有条件开放的目录 ÷ 写明开放类型的在用目录", "S2"),
)


class Indicator(NamedTuple):
    """A measure with its two numbers."""

    measure: Measure
    part: int
    whole: int


Numbers = dict[str, tuple[int, int]]


class Scores(NamedTuple):
    """``departments`` by id, ``regions`` by folder (empty for the ledger's own level), ``whole`` the ledger's.

    ``missing``: the catalogs in which a field that applies is not filled, by department and path of the field.
    """

    departments: Mapping[str, tuple[Indicator, ...]]
    regions: Mapping[str, tuple[Indicator, ...]]
    whole: tuple[Indicator, ...]
    missing: Mapping[str, Mapping[str, Sequence[Catalog]]]


def scores(
    registry: Registry,
    steps: Sequence[Step],
    tallies: Mapping[str, Mapping[Sort, Tally]],
    findings: Mapping[str, Sequence[Finding]],
    today: date | None,
    filled: Mapping[str, Completeness],
) -> Scores:
    """All indicators. ``steps`` and ``tallies`` are those of the ledger, ``findings`` stand by the path of the file,
    ``filled`` by department."""
    counted = _Counted(registry, findings, filled, today)
    fresh = _fresh(steps, today)
    own: dict[str, Numbers] = {}
    for department in filled:
        own[department] = {
            **counted.numbers(department),
            **_timed(tallies.get(department, {})),
            "freshness": fresh.get(department, (0, 0)),
        }
    sources = origins(registry)
    groups: dict[str, list[Numbers]] = defaultdict(list)
    for department, numbers in own.items():
        groups[department.rpartition("/")[0]].append(numbers)
        numbers["one_source"] = sources.departments.get(department, (0, 0))
    regions = {}
    for region, members in groups.items():
        regions[region] = {**_sum(members), "one_source": sources.regions.get(region, (0, 0))}
    whole = {**_sum(own.values()), "one_source": sources.whole}
    return Scores(
        departments={name: _told(numbers) for name, numbers in own.items()},
        regions={name: _told(numbers) for name, numbers in regions.items()},
        whole=_told(whole),
        missing={department: found.missing for department, found in filled.items()},
    )


class _Counted:
    """What is counted in the files themselves."""

    def __init__(
        self,
        registry: Registry,
        findings: Mapping[str, Sequence[Finding]],
        filled: Mapping[str, Completeness],
        today: date | None,
    ) -> None:
        self.registry = registry
        self.filled = filled
        errors = {path: {each.rule for each in found if each.is_error} for path, found in findings.items()}
        self.errors = {path: rules for path, rules in errors.items() if rules}
        self.agreed: defaultdict[str, list[int]] = defaultdict(lambda: [0, 0])
        # Nothing counts that comes after the reference day; days are ISO texts.
        day = today.isoformat() if today else "9999"
        for demand in registry.readable_demands:
            agreed = demand.reply is not None and demand.reply.result == "同意" and demand.reply.date <= day
            if isinstance(demand.provider, str) and agreed:
                self.agreed[demand.provider][0] += demand.provided is not None and demand.provided.date <= day
                self.agreed[demand.provider][1] += 1

    def numbers(self, department: str) -> Numbers:
        """Of one department."""
        held = self.registry.catalogs_by_department.get(department, ())
        active = [each for each in held if each.readable and each.is_active]
        broken = sum(not each.readable and "/retired/" not in each.path for each in held)
        refused = [each for each in active if each.share.type == ShareType.REFUSED]
        sound = sum(each.path not in self.errors for each in active)
        shared = len(active) - len(refused)
        mounted = sum(each.is_mounted for each in active if each.share.type != ShareType.REFUSED)
        basis = sum(not self.errors.get(each.path, frozenset()) & BASIS_RULES for each in refused)
        told = [each.open.type for each in active if each.open]
        agreed = self.agreed.get(department, (0, 0))
        return {
            **self._duties(department, held),
            "completeness": (self.filled[department].part, self.filled[department].whole),
            "accuracy": (sound, len(active) + broken),
            "mount": (mounted, shared),
            "refusal": (len(refused), len(active)),
            "basis": (basis, len(refused)),
            "satisfaction": (agreed[0], agreed[1]),
            "openness": (sum(each != OpenType.REFUSED for each in told), len(told)),
        }

    def _duties(self, department: str, held: Iterable[Catalog]) -> Numbers:
        found = self.registry.department_by_id[department]
        kept = [each for each in held if each.is_active]
        duties = {duty for each in kept for duty in each.duties}
        systems = {system for each in kept for system in each.system_ids}
        running = [each.id for each in found.systems if each.status == "在用"]
        return {
            "coverage": (sum(each.exempt is not None or each.id in duties for each in found.duties), len(found.duties)),
            "systems": (sum(each in systems for each in running), len(running)),
        }


def _fresh(steps: Sequence[Step], today: date | None) -> dict[str, tuple[int, int]]:
    found: defaultdict[str, list[int]] = defaultdict(lambda: [0, 0])
    for step in steps:
        if step.sort is DATA and today is not None:
            found[step.department][0] += step.due >= today
            found[step.department][1] += 1
    return {department: (part, whole) for department, (part, whole) in found.items()}


def _timed(tallies: Mapping[Sort, Tally]) -> Numbers:
    def counted(*sorts: Sort) -> tuple[int, int]:
        found = [tally for sort, tally in tallies.items() if sort in sorts]
        return sum(each.in_time for each in found), sum(each.whole for each in found)

    return {
        "process": counted(*tallies),
        "reply": counted(REPLY, REPLY_FREE),
        "objection": counted(OBJECTION),
        "first_pass": (0, 0),
    }


def _sum(members: Iterable[Numbers]) -> Numbers:
    found: dict[str, list[int]] = {measure.key: [0, 0] for measure in MEASURES}
    for numbers in members:
        for key, (part, whole) in numbers.items():
            found[key][0] += part
            found[key][1] += whole
    return {key: (part, whole) for key, (part, whole) in found.items()}


def _told(numbers: Numbers) -> tuple[Indicator, ...]:
    return tuple(Indicator(measure, *numbers[measure.key]) for measure in MEASURES)


__all__ = ["MEASURES", "Indicator", "Measure", "Scores", "scores"]
