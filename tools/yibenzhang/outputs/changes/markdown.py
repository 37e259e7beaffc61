"""Changes as Markdown: for the description of a pull request, a notice, a page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from ...model.change import CatalogChange, FieldChange, Impact, Revision
from ..escapes import printable
from ..markdown import code, harmless
from . import words
from .report import Difference, Journal, Listed
from .wording import pieces

LIMIT = 60_000
"""Characters of a comparison; hosts refuse comments of more than 65,536."""
_CLOSING = 100


def difference(report: Difference) -> str:
    """A headline, then every catalog with a table of its fields, breaking first; cut where a host would refuse it."""
    said = words.counts(report.changes)
    parts = [f"### 目录变更：{said}\n\n{harmless(report.old.label)} → {harmless(report.new.label)}"]
    parts.append(f"，范围：{harmless(report.scope)}\n" if report.scope else "\n")
    room = LIMIT - sum(map(len, parts)) - _CLOSING
    listed = 0
    for impact, group in groupby(report.changes, key=lambda change: change.impact):
        heading = f"\n#### {impact.label}\n"
        for change in group:
            block = heading + "\n" + catalog(change)
            room -= len(block)
            if room < 0:
                return "".join(parts) + f"\n篇幅所限，还有 {len(report.changes) - listed} 份目录的变化没有列在这里。\n"
            parts.append(block)
            listed, heading = listed + 1, ""
    return "".join(parts)


def log(journal: Journal) -> Iterator[str]:
    """Approval by approval, newest first."""
    yield "# 变更记录\n"
    if journal.scope:
        yield f"\n范围：{harmless(journal.scope)}\n"
    listed = Listed(journal)
    for revision in listed:
        yield f"\n## {_headline(revision)}\n\n{_people(revision)}\n"
        for change in revision.changes:
            yield f"\n{catalog(change)}"
    yield f"\n{listed.summary()}\n"
    yield from (f"\n{harmless(note)}\n" for note in journal.notes)


def _headline(revision: Revision) -> str:
    review = f" {code(printable(revision.review))}" if revision.review else ""
    return f"{words.moment(revision)} {harmless(revision.subject)}{review}".rstrip()


def _people(revision: Revision) -> str:
    said = [f"提交：{words.submission(revision)}", f"审核：{words.approver(revision)}"]
    if taken := words.duration(revision):
        said.append(f"用时 {taken}")
    return f"{harmless('　'.join(said))}　提交号 {code(revision.commit[:7])}"


def catalog(change: CatalogChange) -> str:
    """One catalog: a line, and a table of the fields that changed."""
    remark = words.remark(change)
    tail = f"（{harmless(remark)}）" if remark else ""
    head = f"**{change.kind_label}** {harmless(words.title(change))} {harmless(change.department)}{tail}"
    mark = "⚠ " if change.impact is Impact.BREAKING else ""
    lines = [f"{mark}{head}，{change.impact_label}\n"]
    if change.fields and change.kind not in words.WHOLE:
        lines.append("\n| 影响 | 字段 | 原来 | 现在 | 原因 |\n|---|---|---|---|---|\n")
        lines += [_row(each) for each in words.told(change)]
    return "".join(lines)


def _row(change: FieldChange) -> str:
    verb = words.verb(change)
    label = f"{verb} {cell(change.label)}" if verb else cell(change.label)
    return row(change.impact_label, label, *_values(change), cell(change.reason))


def row(*cells: str) -> str:
    """A row of a table; the cells are harmless already."""
    return f"| {' | '.join(cells)} |\n"


def cell(text: str) -> str:
    """Harmless text in a table, which splits its row at every bar, even in code."""
    return "&#124;".join(map(harmless, text.split("|")))


def _values(change: FieldChange) -> tuple[str, str]:
    """Old and new, the words that differ marked on their own side."""
    if found := pieces(change.old, change.new):
        return _side(found, "-", "del"), _side(found, "+", "ins")
    old, new = (cell(each or "") for each in words.sides(change))
    return old, new


def _side(found: Sequence[tuple[str, str]], mine: str, tag: str) -> str:
    kept = (each for each in found if each[0] in ("", mine))
    return "".join(f"<{tag}>{cell(text)}</{tag}>" if mark else cell(text) for mark, text in kept)


__all__ = ["catalog", "cell", "difference", "log", "row"]
