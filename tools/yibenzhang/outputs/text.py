"""Findings as text for a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from ..model.findings import Finding


def line(finding: Finding) -> str:
    """One finding on one line: ``path:line:column 错误 S304 〔字段〕message（clause）``."""
    clause = f"（{finding.clause}）" if finding.clause else ""
    label = f"〔{printable(finding.label)}〕" if finding.label else ""
    where = f"{printable(finding.path)}:{finding.line}:{finding.column}"
    return f"{where} {finding.severity.label} {finding.rule} {label}{printable(finding.message)}{clause}"


def printable(text: str) -> str:
    """Text that cannot drive the terminal: what would not print is shown as its code point."""
    if text.isprintable():
        return text
    # U+3000 is how people indent Chinese text; it does not print, in the sense of Python, but does no harm.
    return "".join(c if c.isprintable() or c == "\u3000" else f"\\u{ord(c):04x}" for c in text)


def lines(findings: Iterable[Finding]) -> Iterator[str]:
    """Every finding with its remedy on a second, indented line."""
    for finding in findings:
        yield line(finding)
        if finding.fix:
            yield f"    改法：{printable(finding.fix)}"


def summary(findings: Sequence[Finding], files: int, catalogs: int) -> str:
    """The closing sentence."""
    errors = sum(finding.is_error for finding in findings)
    warnings = len(findings) - errors
    checked = f"共校验 {files} 个文件、{catalogs} 份目录"
    if not findings:
        return f"{checked}：没有发现问题。"
    return f"{checked}：{errors} 个错误，{warnings} 个警告。"
