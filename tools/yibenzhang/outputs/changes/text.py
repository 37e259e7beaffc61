"""Changes as text for a terminal."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from ...model.change import CatalogChange, FieldChange, Impact, Revision
from ..escapes import printable
from . import words
from .report import Difference, Journal, Listed
from .wording import pieces

_TONES = {Impact.BREAKING: "\x1b[31m", Impact.COMPATIBLE: "\x1b[32m", Impact.EDITORIAL: "\x1b[2m"}
_BOLD, _FAINT, _DEL, _INS, _PLAIN = "\x1b[1m", "\x1b[2m", "\x1b[31;9m", "\x1b[32m", "\x1b[0m"


def difference(report: Difference) -> str:
    """What was compared, how much changed, and every catalog under the impact it has, breaking first."""
    lines = [f"比较：{printable(report.old.label)} → {printable(report.new.label)}"]
    if report.scope:
        lines.append(f"范围：{printable(report.scope)}")
    if report.changes:
        lines.append(f"共 {len(report.changes)} 份目录有变化：{words.counts(report.changes)}。")
    else:
        lines.append("目录没有变化。")
    for impact, group in groupby(report.changes, key=lambda change: change.impact):
        listed = list(group)
        heading = f"【{impact.label}】{len(listed)} 份"
        lines += ["", _tinted(heading, _TONES[impact], colour=report.colour)]
        for change in listed:
            lines += catalog(change, colour=report.colour, margin="  ", graded=False)
            lines.append(f"      {_tinted(printable(change.file), _FAINT, colour=report.colour)}")
    return "\n".join(lines) + "\n"


def log(journal: Journal) -> Iterator[str]:
    """Approval by approval, newest first, each with its catalogs; and at the end how many there were."""
    if journal.scope:
        yield f"范围：{printable(journal.scope)}\n\n"
    listed = Listed(journal)
    for revision in listed:
        lines = [_headline(revision, colour=journal.colour), f"    {_people(revision)}"]
        for change in revision.changes:
            lines += catalog(change, colour=journal.colour, margin="    ")
        yield "\n".join(lines) + "\n\n"
    yield f"{listed.summary()}\n"
    yield from (f"{printable(note)}\n" for note in journal.notes)


def _headline(revision: Revision, *, colour: bool) -> str:
    head = f"{words.moment(revision)}  {revision.commit[:7]}"
    rest = "  ".join(printable(part) for part in (revision.review, revision.subject) if part)
    return f"{_tinted(head, _BOLD, colour=colour)}  {rest}".rstrip()


def _people(revision: Revision) -> str:
    said = [f"提交：{words.submission(revision)}", f"审核：{words.approver(revision)}"]
    if taken := words.duration(revision):
        said.append(f"用时 {taken}")
    if revision.signature:
        said.append("有签名")
    return printable("　".join(said))


def catalog(change: CatalogChange, *, colour: bool, margin: str, graded: bool = True) -> Iterator[str]:
    """One catalog: kind, code, name, department, and its fields; ``graded``: the impact stands before the kind."""
    impact = f"{_tinted(change.impact_label, _TONES[change.impact], colour=colour)} " if graded else ""
    head = f"{change.kind_label} {printable(words.title(change))}"
    remark = words.remark(change)
    tail = f"　{printable(change.department)}" + (f"（{printable(remark)}）" if remark else "")
    yield f"{margin}{impact}{_tinted(head, _BOLD, colour=colour)}{tail}"
    if change.kind not in words.WHOLE:
        for each in words.told(change):
            yield f"{margin}    {field(each, colour=colour)}"


def field(change: FieldChange, *, colour: bool) -> str:
    """One field on a line: impact, label, old → new or the changed words, and the reason."""
    verb = words.verb(change)
    label = f"{verb} {printable(change.label)}" if verb else printable(change.label)
    reason = f"（{printable(change.reason)}）" if change.reason else ""
    impact = _tinted(change.impact_label, _TONES[change.impact], colour=colour)
    # 新增 关键字“低保”：低保 says the same twice.
    values = (
        "" if verb and change.label.endswith(f"“{words.values(change)}”") else f"：{_values(change, colour=colour)}"
    )
    return f"{impact} {label}{values}{_tinted(reason, _FAINT, colour=colour and reason != '')}"


def _values(change: FieldChange, *, colour: bool) -> str:
    if found := pieces(change.old, change.new):
        return "".join(_piece(mark, printable(text), colour=colour) for mark, text in found)
    return printable(words.values(change))


def _piece(mark: str, text: str, *, colour: bool) -> str:
    if not mark:
        return text
    if colour:
        return f"{_DEL if mark == '-' else _INS}{text}{_PLAIN}"
    return f"〔{'删' if mark == '-' else '增'}：{text}〕"


def _tinted(text: str, tone: str, *, colour: bool) -> str:
    return f"{tone}{text}{_PLAIN}" if colour else text


__all__ = ["catalog", "difference", "field", "log"]
