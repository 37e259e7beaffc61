"""Waivers of registry.yml: findings that are accepted until a day, for a reason that is written down.

A waiver can hide a fault for good unless someone looks at it again; so one that is past its day, or that nothing needs
any more, is a finding itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from ..model.findings import Finding, Place, Pointer, Severity
from ..model.registry import Registry
from ..model.settings import Waiver
from ..sources.layout import CATALOGS, REGISTRY
from .guesses import like
from .rule import Fault, declared

E, W = Severity.ERROR, Severity.WARNING
UNUSED, EXPIRED, UNKNOWN = "X909", "X910", "X911"

WAIVERS = (
    declared(
        UNUSED,
        W,
        "本",
        "豁免要有用处。\n\n"
        "registry.yml 的 waivers 中某一条没有对上任何问题：问题已经改好，或 rule、code 写错了。要看日期、看历史才能"
        "判断的规则（M701、M707、W801、W802、W804、W808、W810、X902、X907）不查这一条。",
    ),
    declared(
        EXPIRED,
        W,
        "本",
        "豁免不能过期。\n\n豁免到 until 那天为止（含当天），按基准日（--on）计算。过期后原来的问题照常列出。",
    ),
    declared(
        UNKNOWN,
        E,
        "本",
        "registry.yml 里写的规则编号要存在、能调整。\n\n"
        "waivers 的 rule 和 policy.severities 的左边要写本工具有的规则编号。"
        "YAML 写法（X906）和本条不能豁免，也不能调整级别：文件读不出来，别的规则就都没有查。",
    ),
)

# Nothing can be said about the rest while these stand.
FIRM = frozenset({"X906", UNKNOWN})
# These speak only when facts are handed in; their silence does not make a waiver useless.
DATED = frozenset({"M701", "M707", "W801", "W802", "W804", "W808", "W810", "X902", "X907"})


class Judged(NamedTuple):
    """Findings that stand, those that are waived, and the faults of the waivers with the rule of each."""

    standing: list[Finding]
    waived: list[Finding]
    faults: list[tuple[str, Fault]]


def judge(registry: Registry, findings: Sequence[Finding], today: date | None, rules: Sequence[str]) -> Judged:
    """Set aside what ``registry.yml: waivers`` accepts on ``today``; without a day no waiver is past its own.

    ``rules`` are the ids there are. Findings on registry.yml itself are never waived.
    """
    waivers = registry.settings.waivers
    faults = [*_unknown(registry, rules)]
    live: dict[tuple[str, str], int] = {}
    for index, waiver in enumerate(waivers):
        if waiver.rule in FIRM or waiver.rule not in rules:
            continue
        if today is not None and waiver.until < today.isoformat():
            message = f"{waiver.rule} 对 {waiver.code} 的豁免在 {waiver.until} 到期"
            fix = "改好这个问题，删去这一条；确需延长的，改 until 和 reason"
            faults.append((EXPIRED, Fault(Place(REGISTRY, ("waivers", index, "until")), message, fix)))
        else:
            live.setdefault((waiver.rule, waiver.code), index)
    standing, waived, used = [], [], set()
    for finding in findings:
        found = next((live[key] for key in _keys(finding) if key in live), None) if live else None
        if found is None:
            standing.append(finding)
        else:
            waived.append(finding)
            used.add(found)
    for key, index in live.items():
        if index not in used and key[0] not in DATED:
            faults.append((UNUSED, _unused(registry, waivers[index], index)))
    for index, waiver in enumerate(waivers):
        if live.get((waiver.rule, waiver.code), index) != index and (today is None or waiver.until >= str(today)):
            place = Place(REGISTRY, ("waivers", index))
            faults.append((UNUSED, Fault(place, f"{waiver.rule} 对 {waiver.code} 的豁免写了两次", "删去一条")))
    return Judged(standing, waived, faults)


def _keys(finding: Finding) -> Iterator[tuple[str, str]]:
    """The ways a waiver may name what a finding is about: code, path, path under catalogs/, id of a demand."""
    if finding.path == REGISTRY or finding.rule in FIRM:
        return
    short = finding.path.removeprefix(CATALOGS)
    for name in (finding.subject, finding.path, short, short.removesuffix(".yml")):
        yield finding.rule, name


def _unused(registry: Registry, waiver: Waiver, index: int) -> Fault:
    known = set(registry.catalogs_by_code)
    for path in registry.paths:
        short = path.removeprefix(CATALOGS)
        known |= {path, short, short.removesuffix(".yml")}
    place = Place(REGISTRY, ("waivers", index))
    if waiver.code not in known:
        fix = "code 写目录代码、部门/demands/编号、部门/objections/编号，或 catalogs/ 下的文件路径"
        return Fault(place, f"豁免的对象“{waiver.code}”不在账上", fix)
    message = f"豁免没有用处：{waiver.code} 现在没有 {waiver.rule} 的问题"
    return Fault(place, message, "问题已经改好的，删去这一条；写错了的，改 rule 或 code")


def _unknown(registry: Registry, rules: Sequence[str]) -> Iterator[tuple[str, Fault]]:
    settings = registry.settings
    named: list[tuple[Pointer, str]] = [
        (("waivers", index, "rule"), waiver.rule) for index, waiver in enumerate(settings.waivers)
    ]
    named += [(("policy", "severities", rule), rule) for rule in settings.policy.severities]
    for pointer, rule in named:
        if rule in FIRM:
            yield UNKNOWN, Fault(Place(REGISTRY, pointer), f"{rule} 不能豁免，也不能调整级别", "删去这一条")
        elif rule not in rules:
            guess = like(rule, list(rules))
            fix = f"是不是 {guess}？全部规则见 docs/rules.md" if guess else "全部规则见 docs/rules.md"
            yield UNKNOWN, Fault(Place(REGISTRY, pointer), f"没有规则 {rule}", fix)
