"""Findings as workflow commands: GitHub, Gitea and Forgejo show them as annotations beside the lines."""

from __future__ import annotations

from collections.abc import Sequence

from ..model.findings import Finding
from .escapes import printable
from .report import Report


def findings(report: Report) -> str:
    """One ``::error``/``::warning`` command a finding, then the summary.

    Every line begins with a command or is ours alone, so no text of the ledger can be taken for a command.
    """
    return "".join(f"{line}\n" for line in [*(command(report, f) for f in report.shown), report.summary()])


def notice(level: str, title: str, said: Sequence[str]) -> str:
    """A command that belongs to no file. ``level``: error, warning or notice."""
    return f"::{level} title={_property(printable(title))}::{'%0A'.join(_data(printable(part)) for part in said)}"


def command(report: Report, finding: Finding) -> str:
    """The command of one finding."""
    label = f" {printable(finding.label)}" if finding.label else ""
    clause = f"（{finding.clause}）" if finding.clause else ""
    said = [f"{finding.message}{clause}", f"改法：{finding.fix}" if finding.fix else "", report.link(finding.rule)]
    properties = {
        "file": printable(report.prefix + finding.path),
        "line": str(finding.line),
        "col": str(finding.column),
        "title": f"{finding.rule}{label}",
    }
    written = ",".join(f"{key}={_property(value)}" for key, value in properties.items())
    return f"::{finding.severity.value} {written}::{'%0A'.join(_data(printable(part)) for part in said if part)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
