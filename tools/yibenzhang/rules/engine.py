"""Runs every rule over a ledger and gives the findings, sorted, with places and labels."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from ..model.findings import Finding, Place, Severity, dotted
from ..model.registry import Facts
from ..sources import fields
from ..sources.ledger import Ledger
from . import RULES, safety
from .clauses import clause_text
from .rule import Rule
from .shape import Reporter

_BY_ID = {rule.id: rule for rule in RULES}
_SEVERITIES = {"error": Severity.ERROR, "warning": Severity.WARNING}


def check(ledger: Ledger, facts: Facts | None = None) -> list[Finding]:
    """Every finding of ``ledger``, sorted by path, line, column and rule.

    ``facts`` brings what the rules that need a past compare with; without it they stay silent. Severities are those of
    ``registry.yml: policy.severities`` where it names the rule; a rule set to ``off`` is not reported.
    """
    registry = replace(ledger.registry, facts=facts) if facts else ledger.registry
    findings = list(_reading(ledger))
    for rule in RULES:
        if rule.check is not None:
            findings += [
                _finding(ledger, rule, fault.place, fault.message, fault.fix, fault.severity, rule.clause)
                for fault in rule.check(registry)
            ]
    policy = ledger.registry.settings.policy.severities
    kept = (_weighed(finding, policy.get(finding.rule)) for finding in findings)
    return sorted(finding for finding in kept if finding is not None)


def _weighed(finding: Finding, level: str | None) -> Finding | None:
    if level is None or (level in _SEVERITIES and _SEVERITIES[level] is finding.severity):
        return finding
    if level == "off":
        return None
    parts = {name: getattr(finding, name) for name in finding.__struct_fields__}
    return Finding(**{**parts, "severity": _SEVERITIES.get(level, finding.severity)})


def _reading(ledger: Ledger) -> Iterator[Finding]:
    """Findings of the text and of shape."""
    limit = ledger.registry.settings.limits.file_kb * 1024
    for path, reason in ledger.stray.items():
        rule = _BY_ID["Y951" if path in ledger.tree.odd else "X904"]
        fix = "删去它，放真正的文件" if path in ledger.tree.odd else "移到对的部门文件夹，扩展名写 .yml"
        yield _finding(ledger, rule, Place(path), f"{path.rpartition('/')[2]} {reason}", fix, None, rule.clause)
    for path, data in ledger.tree.files.items():
        if path in ledger.kinds and len(data) > limit:
            message = f"文件有 {len(data) // 1024} KiB，超过 {limit // 1024} KiB"
            yield _finding(ledger, _BY_ID["Y951"], Place(path), message, "拆成几份目录，或精简内容", None, "本")
        for line, column, character in safety.hidden(data) if path in ledger.kinds else ():
            yield Finding(
                path=path,
                line=line,
                column=column,
                rule="Y952",
                message=f"有看不见的字符 {character}",
                severity=Severity.ERROR,
                fix="删去这个字符（把这一行重新打一遍最稳妥）",
                clause=clause_text("本"),
            )
    for path, document in ledger.trapped.items():
        for trap in document.traps:
            yield Finding(
                path=path,
                line=trap.line,
                column=trap.column,
                rule="X906",
                message=trap.message,
                severity=Severity.ERROR,
                fix=trap.fix,
                clause=clause_text("本"),
            )
    reporter = Reporter(ledger.schemas) if ledger.broken else None
    for path, document in ledger.broken.items():
        if reporter is None or not isinstance(document.values, dict):
            continue
        torn = None if document.complete else next(reversed(document.values), None)
        for misfit in reporter.report(ledger.kinds[path], document.values):
            if not document.complete and (misfit.pointer not in document.spots or misfit.pointer[:1] == (torn,)):
                # Reading broke off here: what comes after is not missing, only unread.
                continue
            rule = _BY_ID[misfit.said.rule]
            yield _finding(
                ledger, rule, Place(path, misfit.pointer), misfit.said.message, misfit.said.fix, None, misfit.clause
            )


def _finding(
    ledger: Ledger, rule: Rule, place: Place, message: str, fix: str, severity: Severity | None, clause: str
) -> Finding:
    line, column = ledger.locate(place)
    kind = ledger.kinds.get(place.path)
    return Finding(
        path=place.path,
        line=line,
        column=column,
        rule=rule.id,
        message=message,
        severity=severity or rule.severity,
        field=dotted(place.pointer),
        label=fields.label(ledger.schemas.by_kind[kind], place.pointer) if kind and place.pointer else "",
        fix=fix or rule.fix,
        clause=clause_text(clause),
    )
