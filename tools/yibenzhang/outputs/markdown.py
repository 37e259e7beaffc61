"""Findings as Markdown, for pull-request comments and job summaries."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby

from ..lazily import pattern
from ..model.findings import Finding
from .escapes import printable
from .report import MANUAL, Report

# GitHub refuses comments of more than 65,536 characters.
LIMIT = 60_000
# A file of the ledger or an entry of YAML is one piece, Chinese and all; of other text every run of ASCII is.
_PIECE = pattern(
    r"[!-~]*?catalogs/[^\s，。；]{0,200}?\.yml[!-~]*"
    r"|[!-~]*\{[^{}]{0,200}\}[!-~]*"
    r"|[!-~]+"
)  # fmt: skip
# Words, as GB/T, numbers with hyphens or points in them, and a lone stroke: no host reads anything into those.
_HARMLESS = pattern(r"(?:[0-9A-Za-z]+(?:/[A-Za-z]+)*|-?[0-9]+(?:[-.][0-9]+)*|/)\Z")


def findings(report: Report) -> str:
    """A headline, errors by file, and warnings by file folded away; cut where a host would refuse it."""
    errors = [finding for finding in report.shown if finding.is_error]
    warnings = [finding for finding in report.shown if not finding.is_error]
    room = LIMIT
    parts = [f"### 校验结果：{report.verdict()}\n\n{report.summary()}\n"]
    listed = 0
    for some, opening, closing in (
        (errors, "", ""),
        (warnings, f"\n<details>\n<summary>{len(warnings)} 个警告</summary>\n", "\n</details>\n"),
    ):
        if not some:
            continue
        parts.append(opening)
        for block in _blocks(report, some):
            room -= len(block)
            if room < 0:
                break
            listed += block.startswith("-")
            parts.append(block)
        parts.append(closing)
    if listed < len(report.shown):
        parts.append(f"\n篇幅所限，还有 {len(report.shown) - listed} 个问题没有列在这里。\n")
    if report.shown and not report.base_url:
        parts.append(f"\n每条规则的说明见 `{MANUAL}`。\n")
    return "".join(parts)


def _blocks(report: Report, some: list[Finding]) -> Iterator[str]:
    for path, group in groupby(some, key=lambda finding: finding.path):
        yield f"\n#### {code(printable(report.prefix + path))}\n\n"
        for finding in group:
            yield _entry(report, finding)


def _entry(report: Report, finding: Finding) -> str:
    link = report.link(finding.rule)
    rule = f"[{finding.rule}](<{link}>)" if link else finding.rule
    label = f"〔{harmless(finding.label)}〕" if finding.label else ""
    clause = f"（{harmless(finding.clause)}）" if finding.clause else ""
    fix = f"\\\n  改法：{harmless(finding.fix)}" if finding.fix else ""
    where = f"第 {finding.line} 行"
    return f"- **{finding.severity.label}** {rule} {where} {label}{harmless(finding.message)}{clause}{fix}\n"


def harmless(text: str) -> str:
    """Text that is only text: whatever could be Markdown, HTML, a mention, a link or a reference becomes code.

    Hosts look for mentions and references even in escaped text, but never in code; and nothing but ASCII punctuation
    means anything to them.
    """
    return _PIECE.sub(lambda piece: piece[0] if _HARMLESS.match(piece[0]) else code(piece[0]), printable(text))


def code(text: str) -> str:
    """A code span that ends where the text does."""
    fence = "`" * (max((len(run) for run in re.findall("`+", text)), default=0) + 1)
    blank = " " if text.startswith("`") or text.endswith("`") or not text.strip() else ""
    return f"{fence}{blank}{text}{blank}{fence}"
