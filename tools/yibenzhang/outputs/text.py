"""Findings as text for a terminal."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from ..model.findings import Finding
from .escapes import printable
from .report import Report
from .snippet import Quoter, snippet

_RED, _YELLOW, _BOLD, _FAINT, _PLAIN = "\x1b[31m", "\x1b[33m", "\x1b[1m", "\x1b[2m", "\x1b[0m"


def findings(report: Report) -> str:
    """Findings by file, each with its line, a mark under the place, and the remedy; a blank line between files."""
    quoter = Quoter(report.sources)
    blocks = [
        "\n".join(line for finding in group for line in _block(report, finding, quoter))
        for _, group in groupby(report.shown, key=lambda finding: finding.path)
    ]
    closing = [] if not report.shown or report.base_url else ["每条规则的说明：ybz check --explain 规则编号"]
    closing += [report.note] if report.note else []
    return "\n\n".join([*blocks, "\n".join([*closing, report.summary()])]) + "\n"


def line(finding: Finding) -> str:
    """One finding on one line: ``path:line:column 错误 S304 〔字段〕message（clause）``."""
    return f"{_where(finding)} {finding.severity.label} {finding.rule} {_said(finding)}"


def _where(finding: Finding) -> str:
    return f"{printable(finding.path)}:{finding.line}:{finding.column}"


def _said(finding: Finding) -> str:
    label = f"〔{printable(finding.label)}〕" if finding.label else ""
    clause = f"（{printable(finding.clause)}）" if finding.clause else ""
    return f"{label}{printable(finding.message)}{clause}"


def _block(report: Report, finding: Finding, quoter: Quoter) -> Iterator[str]:
    tone = _RED if finding.is_error else _YELLOW
    if report.colour:
        weight = f"{tone}{finding.severity.label}{_PLAIN} {_BOLD}{finding.rule}{_PLAIN}"
        yield f"{_BOLD}{_where(finding)}{_PLAIN} {weight} {_said(finding)}"
    else:
        yield line(finding)
    source = quoter.line(finding.path, finding.line)
    if source.strip():
        shown, mark = snippet(source, finding.column)
        number = f"{finding.line:>6} | "
        yield f"{number}{shown}"
        under = " " * (len(number) - 2) + "| "
        yield f"{under}{tone}{mark}{_PLAIN}" if report.colour else f"{under}{mark}"
    if finding.fix:
        yield f"    改法：{printable(finding.fix)}"
    if link := report.link(finding.rule):
        yield f"    {_FAINT}说明：{link}{_PLAIN}" if report.colour else f"    说明：{link}"


__all__ = ["findings", "line", "printable"]
