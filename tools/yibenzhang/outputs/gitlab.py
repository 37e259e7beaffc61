"""Findings as a GitLab Code Quality report, which merge requests show beside the lines."""

from __future__ import annotations

from .escapes import printable
from .json import dumps
from .report import Report, fingerprints

_WEIGHTS = {"error": "major", "warning": "minor"}


def findings(report: Report) -> str:
    """A JSON list of issues. The fingerprint stays when lines move, so GitLab tells new issues from old ones."""
    marks = fingerprints(report.shown)
    return dumps(
        [
            {
                "description": printable(
                    f"{finding.rule} {finding.message}" + (f"；改法：{finding.fix}" * bool(finding.fix))
                ),
                "check_name": finding.rule,
                "fingerprint": mark,
                "severity": _WEIGHTS[finding.severity.value],
                "location": {"path": printable(report.prefix + finding.path), "lines": {"begin": finding.line}},
            }
            for finding, mark in zip(report.shown, marks, strict=True)
        ]
    )
