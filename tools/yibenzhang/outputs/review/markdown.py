"""The report as a comment of a pull request. Nothing anyone wrote is more in it than text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby

from ...insight.effects import Effect
from ...insight.review import Review, Verdict
from ...insight.task import Task
from ...model.findings import Finding
from ...rules.clauses import clause_text
from ..changes.markdown import cell, row
from ..hosts import host
from ..markdown import code
from ..report import MANUAL, Report
from . import pieces, words
from .listing import listing

LIMIT = 60_000
"""Characters; GitHub refuses comments of more than 65,536."""
_FEW, _MANY = 10, 40
# Of very many findings, so many of one rule: the rest say the same.
_ALIKE = 3
# What each part may take at most; what the parts before it left over goes to the change itself.
_ROOM = {"holdings": 8_000, "findings": 18_000, "effects": 8_000, "tasks": 12_000}
_SIGNS = {Verdict.MERGE: "✅", Verdict.CONSENT: "🟡", Verdict.MEND: "❌"}


def report(review: Review) -> str:
    """The whole report."""
    head = "".join(_head(review))
    holdings = _holdings(review)
    findings = _findings(review)
    tail = [_effects(review.effects), _timing(review), _tasks(review.tasks)]
    room = LIMIT - sum(map(len, (head, holdings, findings, *tail)))
    return "".join([head, holdings, findings, listing(review, room), *tail])


def _head(review: Review) -> Iterator[str]:
    yield f"## {_SIGNS[review.verdict]} {review.verdict.label}\n\n{pieces.text(review.reason)}\n\n"
    who = f"提交人 {pieces.mono(review.actor)}。" if review.actor else ""
    yield f"{code(review.base.id[:7])} → {code(review.head.id[:7])}，{who}{words.subject(review)}\n"
    remarks = [*(f"**不能合并**：{pieces.text(block)}" for block in review.blocks), *map(pieces.text, review.notes)]
    if remarks:
        yield "\n" + "".join(f"- {remark}\n" for remark in remarks)
    if review.both:
        yield f"\n两边都改了：{pieces.paths(review.both)}\n"


def _holdings(review: Review) -> str:
    if not review.holdings:
        return ""
    parts = ["\n### 归属\n\n", row("归属", "改动的文件", "维护人", "复核人", "提交人"), row(*["---"] * 5)]

    def block(number: int) -> str:
        holding = review.holdings[number]
        owner = holding.owner
        sign = "⚠ " if holding.needed else ""
        return row(
            f"{sign}{cell(pieces.clip(owner.name, 80))}（{owner.kind.label}）",
            pieces.paths(holding.paths),
            pieces.accounts(owner.submitters),
            pieces.accounts(owner.approvers),
            words.permission(holding),
        )

    rows, omitted = pieces.fitted(map(block, range(len(review.holdings))), _ROOM["holdings"], len(review.holdings))
    closing = f"\n篇幅所限，还有 {omitted} 家没有列在这里。\n" if omitted else ""
    return "".join([*parts, *rows, closing])


def _findings(review: Review) -> str:
    parts = [f"\n### 问题：{words.found(review)}\n"]
    if standing := words.standing(review):
        parts.append(f"\n{standing}\n")
    helps = Report(findings=review.findings, files=0, catalogs=0, base_url=review.base_url)
    forge = host(review.settings, review.prefix)

    def written(finding: Finding) -> str:
        commit = review.base if finding.path in review.gone else review.head
        return _finding(finding, helps, forge.file(commit.id, finding.path))

    chosen = _telling(review.findings)
    listed, _ = pieces.fitted(_by_file(review, chosen, written), _ROOM["findings"], len(chosen))
    parts += listed
    if len(listed) < len(review.findings):
        left = Counter(finding.rule for finding in review.findings) - Counter(f.rule for f in chosen[: len(listed)])
        each = "、".join(f"{rule} {count} 个" for rule, count in sorted(left.items()))
        command = pieces.mono(f"ybz check --base {review.settings.host.branch}")
        parts.append(f"\n还有 {left.total()} 个问题没有列在这里（{each}），用 {command} 看全部。\n")
    if review.findings and not helps.link("A001"):
        parts.append(f"\n每条规则的说明见 `{MANUAL}`。\n")
    return "".join(parts)


def _telling(findings: Sequence[Finding]) -> list[Finding]:
    """All findings, or of very many only the first few of each rule: the rest say the same."""
    if len(findings) <= _MANY:
        return list(findings)
    seen: Counter[str] = Counter()
    chosen = []
    for finding in findings:
        seen[finding.rule] += 1
        if seen[finding.rule] <= _ALIKE:
            chosen.append(finding)
    return chosen


def _by_file(review: Review, findings: Sequence[Finding], written: Callable[[Finding], str]) -> Iterator[str]:
    touched = {path for holding in review.holdings for path in holding.paths}
    for path, group in groupby(findings, key=lambda finding: finding.path):
        remark = "" if path in touched else words.UNTOUCHED
        heading = f"\n{pieces.mono(review.prefix + path)}{remark}\n\n"
        for finding in group:
            yield heading + written(finding)
            heading = ""


def _finding(finding: Finding, helps: Report, page: str) -> str:
    link = helps.link(finding.rule)
    rule = f"[{finding.rule}](<{link}>)" if link else finding.rule
    label = f"〔{pieces.text(finding.label)}〕" if finding.label else ""
    clause = f"（{pieces.text(finding.clause)}）" if finding.clause else ""
    fix = f"\\\n  改法：{pieces.text(finding.fix)}" if finding.fix else ""
    place = f"第 {finding.line} 行第 {finding.column} 列"
    place = f"[{place}](<{page}#L{finding.line}>)" if page else place
    return f"- **{finding.severity.label}** {rule} {place} {label}{pieces.text(finding.message)}{clause}{fix}\n"


def _effects(found: Sequence[Effect]) -> str:
    if not found:
        return f"\n### 影响\n\n{words.NO_EFFECTS}\n"
    parts = ["\n### 影响\n\n"]
    blocks = (f"- **{effect.sort.label}** {pieces.text(effect.text)}\n" for effect in found)
    listed, omitted = pieces.fitted(blocks, _ROOM["effects"], len(found))
    if omitted:
        listed.append(f"\n篇幅所限，还有 {omitted} 处影响没有列在这里。\n")
    return "".join(parts + listed)


def _timing(review: Review) -> str:
    timing = review.timing
    parts = [f"\n### 时限\n\n{pieces.text(words.submission(timing))}。\n"]
    if not review.changes:
        parts.append(f"\n{words.NO_LIMIT}\n")
    elif timing.terms:
        parts += ["\n", row("时限", "目录", "工作日", "到期日", "到基准日", "依据"), row(*["---"] * 6)]
        for term in timing.terms:
            left = f"**{words.left(term)}**" if term.left < 0 else words.left(term)
            cells = (f"{term.catalogs} 份", str(term.limit), term.due.isoformat(), left, clause_text(term.clause))
            parts.append(row(term.label, *cells))
    return "".join(parts)


def _tasks(tasks: Sequence[Task]) -> str:
    if not tasks:
        return ""
    parts = ["\n### 审核清单\n"]
    groups = words.groups(tasks)
    blocks = _by_catalog(groups) if len(groups) <= _FEW else _by_kind(tasks)
    listed, omitted = pieces.fitted(blocks, _ROOM["tasks"], 0)
    if omitted:
        listed.append("\n篇幅所限，其余没有列在这里。\n")
    return "".join(parts + listed)


def _by_catalog(groups: Iterable[tuple[str, list[Task]]]) -> Iterator[str]:
    for title, some in groups:
        heading = f"\n**{pieces.text(title)}**\n\n" if title else "\n"
        for task in some:
            quotes = "".join(f"  - {pieces.text(label)}：{pieces.text(quote)}\n" for label, quote in task.quotes)
            yield f"{heading}- [ ] {pieces.text(task.text)}\n{quotes}"
            heading = ""


def _by_kind(tasks: Sequence[Task]) -> Iterator[str]:
    """So many catalogs that each question stands once, with what it is asked of."""
    grouped: dict[str, list[Task]] = {}
    for task in tasks:
        grouped.setdefault(task.text, []).append(task)
    yield "\n"
    for text, some in grouped.items():
        named = [task.code or task.name for task in some if task.code or task.name]
        more = f"等 {len(some)} 份" if len(some) > _FEW else ""
        whose = f"：{pieces.text('、'.join(pieces.clip(name, 60) for name in named[:_FEW]))}{more}" if named else ""
        yield f"- [ ] {pieces.text(text)}{whose}\n"


__all__ = ["LIMIT", "report"]
