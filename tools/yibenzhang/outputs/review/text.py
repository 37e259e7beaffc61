"""The report for a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ...insight.review import Review, Verdict
from ...rules.clauses import clause_text
from ..changes import text as changes
from ..changes.words import counts
from ..escapes import printable
from . import words

_TONES = {Verdict.MERGE: "\x1b[1;32m", Verdict.CONSENT: "\x1b[1;33m", Verdict.MEND: "\x1b[1;31m"}
_BOLD, _PLAIN = "\x1b[1m", "\x1b[0m"
_LISTED = 20


def report(review: Review, *, colour: bool = False) -> str:
    """The whole report; nothing is cut but lists of paths and long quotes."""
    label = f"{_TONES[review.verdict]}{review.verdict.label}{_PLAIN}" if colour else review.verdict.label
    parts = (
        ("", _head(review, label)),
        ("归属", _holdings(review)),
        (f"问题：{words.found(review)}", _findings(review)),
        (f"目录变更：{counts(review.changes)}" if review.changes else "目录变更", _changes(review, colour)),
        ("影响", _effects(review)),
        ("时限", _timing(review)),
        ("审核清单", _tasks(review)),
    )
    lines: list[str] = []
    for heading, part in parts:
        said = list(part)
        # A heading that says something itself, as how many, may stand alone.
        if heading and (said or "：" in heading):
            lines += ["", f"{_BOLD}{heading}{_PLAIN}" if colour else heading]
        lines += said
    return "".join(f"{line}\n" for line in lines)


def _head(review: Review, label: str) -> Iterator[str]:
    yield f"{label}：{printable(review.reason)}"
    who = f"提交人 {printable(review.actor)}。" if review.actor else ""
    yield f"{review.base.id[:7]} → {review.head.id[:7]}，{who}{words.subject(review)}"
    for remark in (*(f"不能合并：{block}" for block in review.blocks), *review.notes):
        yield f"  · {printable(remark)}"
    if review.both:
        yield f"  · 两边都改了：{_paths(review.both)}"


def _holdings(review: Review) -> Iterator[str]:
    for holding in review.holdings:
        owner = holding.owner
        people = f"维护人 {words.accounts(owner.submitters)}　复核人 {words.accounts(owner.approvers)}"
        yield f"  {printable(owner.name)}（{owner.kind.label}）：{words.permission(holding)}"
        yield f"      {printable(people)}"
        yield f"      {_paths(holding.paths)}"


def _findings(review: Review) -> Iterator[str]:
    for finding in review.findings:
        place = f"{printable(finding.path)}:{finding.line}:{finding.column}"
        clause = f"（{printable(finding.clause)}）" if finding.clause else ""
        yield f"  {place} {finding.severity.label} {finding.rule} {printable(finding.message)}{clause}"
        if finding.fix:
            yield f"      改法：{printable(finding.fix)}"
    if standing := words.standing(review):
        yield f"  {standing}"


def _changes(review: Review, colour: bool) -> Iterator[str]:
    if not review.changes and (why := words.unchanged(review)) != words.NO_CHANGES:
        yield f"  {why}"
    for change in review.changes:
        yield from changes.catalog(change, colour=colour, margin="  ")


def _effects(review: Review) -> Iterator[str]:
    yield from (f"  {effect.sort.label}：{printable(effect.text)}" for effect in review.effects)
    if not review.effects:
        yield f"  {words.NO_EFFECTS}"


def _timing(review: Review) -> Iterator[str]:
    yield f"  {printable(words.submission(review.timing))}。"
    for term in review.timing.terms:
        limit = f"{term.label} {term.catalogs} 份，{term.limit} 个工作日（{clause_text(term.clause)}）"
        yield f"  {limit}：{term.due} 到期，{words.left(term)}"
    if not review.changes:
        yield f"  {words.NO_LIMIT}"


def _tasks(review: Review) -> Iterator[str]:
    for title, tasks in words.groups(review.tasks):
        if title:
            yield f"  {printable(title)}"
        for task in tasks:
            yield f"    □ {printable(task.text)}"
            yield from (f"        {printable(label)}：{printable(words.clipped(text))}" for label, text in task.quotes)
    if not review.tasks:
        yield f"  {words.NO_TASKS}"


def _paths(paths: Sequence[str]) -> str:
    more = f"等 {len(paths)} 个" if len(paths) > _LISTED else ""
    return printable("、".join(paths[:_LISTED])) + more


__all__ = ["report"]
