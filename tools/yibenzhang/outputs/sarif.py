"""Findings as SARIF 2.1.0, for code scanning pages and editors."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import quote

from .. import __version__
from ..model.findings import Finding
from ..rules import RULES, Rule
from ..rules.clauses import clause_text
from .escapes import printable
from .json import dumps
from .report import Report, fingerprints

_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_NUMBERS = {rule.id: number for number, rule in enumerate(RULES)}


def findings(report: Report) -> str:
    """One run with every rule there is and the findings; columns count characters."""
    marks = fingerprints(report.shown)
    driver = {
        "name": "ybz",
        "fullName": "一本账",
        "version": __version__,
        "rules": [_rule(report, rule) for rule in RULES],
    }
    run = {
        "tool": {"driver": driver},
        "language": "zh-CN",
        "columnKind": "unicodeCodePoints",
        "results": [_result(report, finding, mark) for finding, mark in zip(report.shown, marks, strict=True)],
        "properties": {"summary": report.summary()},
    }
    return dumps({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]})


def _rule(report: Report, rule: Rule) -> dict[str, Any]:
    link = report.link(rule.id)
    body = "\n".join(rule.doc.splitlines()[1:]).strip()
    return {
        "id": rule.id,
        "name": rule.title.rstrip("。"),
        "shortDescription": {"text": _message(rule.title)},
        "fullDescription": {"text": _message(body or rule.title)},
        **({"helpUri": link} if link else {}),
        "help": {"text": _message("\n".join(part for part in (body, f"改法：{rule.fix}" * bool(rule.fix)) if part))},
        "defaultConfiguration": {"level": rule.severity.value},
        "properties": {"clause": clause_text(rule.clause)},
    }


def _result(report: Report, finding: Finding, mark: str) -> dict[str, Any]:
    label = f"〔{finding.label}〕" if finding.label else ""
    clause = f"（{finding.clause}）" if finding.clause else ""
    fix = f"\n改法：{printable(finding.fix)}" if finding.fix else ""
    # Paths may hold bytes that are no text; a URI names any.
    uri = quote((report.prefix + finding.path).encode("utf-8", "surrogateescape"))
    region = {"startLine": finding.line, "startColumn": finding.column}
    return {
        "ruleId": finding.rule,
        **({"ruleIndex": _NUMBERS[finding.rule]} if finding.rule in _NUMBERS else {}),
        "level": finding.severity.value,
        "message": {"text": _message(printable(f"{label}{finding.message}{clause}") + fix)},
        "locations": [{"physicalLocation": {"artifactLocation": {"uri": uri}, "region": region}}],
        "partialFingerprints": {"ybz/v1": mark},
    }


def _message(text: str) -> str:
    """Text without SARIF's own marks: ``[link](target)`` and ``{0}`` are shown, not followed or filled in."""
    return re.sub(r"\{([0-9]+)\}", r"{{\1}}", re.sub(r"([\\\[\]])", r"\\\1", text))
