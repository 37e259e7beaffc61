"""Phrases every reporter of changes uses. Text is as people wrote it: the reporter makes it harmless."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from ...history import labels, members, paths
from ...history.impact import INSERTED
from ...model.change import WHOLE, CatalogChange, FieldChange, Impact, Kind, Revision

NONE, EMPTY, UNKNOWN = "（无）", "（空）", "不详"
_LONGEST = 400
_NAMES = ("name", "title", "id", "date")


def value(found: Any, pattern: str = "") -> str:
    """A value in one line, as people say it: 是 and 否, lists with 、, lists of tables by the names of their rows.

    ``pattern`` is where it stands (``share``, ``items[]``), for the labels of what is in it.
    """
    text = _value(found, pattern)
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}……（共 {len(text)} 字）"


def _value(found: Any, pattern: str) -> str:
    if found is None:
        return NONE
    if found is True or found is False:
        return "是" if found else "否"
    if isinstance(found, Mapping):
        return "，".join(_part(members.child(pattern, key), key, each) for key, each in found.items()) or EMPTY
    if isinstance(found, list | tuple):
        return "、".join(_entry(each, f"{pattern}[]") for each in found) or EMPTY
    return " ".join(str(found).split("\n")).strip() or EMPTY


def _part(pattern: str, key: str, found: Any) -> str:
    return f"{labels.leaf(pattern, key)}：{_value(found, pattern)}"


def _entry(found: Any, pattern: str) -> str:
    if isinstance(found, Mapping):
        named = next((found[key] for key in _NAMES if isinstance(found.get(key), str)), None)
        return named or f"（{_value(found, pattern)}）"
    return _value(found, pattern)


def pattern(path: str) -> str:
    """Where a path leads whatever the members are called: ``items[姓名].length`` → ``items[].length``."""
    made = ""
    for step in paths.parse(path.removeprefix(f"{paths.PREDECESSOR}.")):
        made = members.child(made, step) if isinstance(step, str) else f"{made}[]"
    return made


def title(change: CatalogChange) -> str:
    """The code and name of a catalog, the file of one that has none."""
    named = f"《{change.name}》" if change.name else ""
    return f"{change.code}{named}" if change.code else named or change.file


def remark(change: CatalogChange) -> str:
    """What the kind of a change does not say by itself, else empty."""
    if change.kind in WHOLE:
        reason = why(change) if change.impact is Impact.BREAKING else ""
        return "；".join(part for part in (content(change), reason) if part)
    if change.predecessor:
        return f"移交自 {change.predecessor}"
    return "文件写法有误，内容读不出来" if change.kind is Kind.UNREADABLE else ""


def why(change: CatalogChange) -> str:
    """Why a catalog that came or went as a whole has its impact."""
    return next((each.reason for each in change.fields if each.path == "code"), "")


def content(change: CatalogChange) -> str:
    """How much there is in a catalog that is listed as a whole."""
    values = {each.path: each.new if each.old is None else each.old for each in change.fields}
    said = []
    share = values.get("share")
    kind = share.get("type") if isinstance(share, Mapping) else values.get("share.type")
    if isinstance(kind, str):
        said.append(kind)
    for key, word in (("items", "数据项"), ("resources", "挂载资源")):
        if isinstance(values.get(key), list):
            said.append(f"{word} {len(values[key])} 个")
    return "，".join(said)


def told(change: CatalogChange) -> tuple[FieldChange, ...]:
    """The fields worth telling, what users must act on first.

    That members came in the middle of a list is no news beside the members themselves.
    """
    kept = [each for each in change.fields if each.reason != INSERTED.reason] or change.fields
    return tuple(sorted(kept, key=lambda each: -each.impact.weight))


def verb(change: FieldChange) -> str:
    """What happened to a field, where old and new do not show it: 改名, 恢复 and so on; empty for a plain change."""
    return "" if change.kind is Kind.CHANGED else change.kind_label


def sides(change: FieldChange) -> tuple[str | None, str | None]:
    """Old and new as :func:`value` has them, None where there is none."""
    tables = isinstance(change.old, dict | list) or isinstance(change.new, dict | list)
    where = pattern(change.path) if tables else ""
    old, new = (None if each is None else value(each, where) for each in (change.old, change.new))
    return old, new


def values(change: FieldChange) -> str:
    """``old → new``; of what came or went only that, since :func:`verb` says which."""
    old, new = sides(change)
    if old is None or (new is None and change.kind is Kind.REMOVED):
        return new if old is None and new is not None else old or NONE
    return old if old == new else f"{old} → {new or NONE}"


def counts(changes: Iterable[CatalogChange]) -> str:
    """``新增 1，变更 2；破坏性 1，兼容 1，说明性 1``."""
    kinds: Counter[Kind] = Counter()
    impacts: Counter[Impact] = Counter()
    for change in changes:
        kinds[change.kind] += 1
        impacts[change.impact] += 1
    listed = "，".join(f"{kind.label} {kinds[kind]}" for kind in Kind if kinds[kind])
    graded = "，".join(f"{impact.label} {impacts[impact]}" for impact in Impact if impacts[impact])
    return f"{listed}；{graded}" if listed else "没有变化"


def submission(revision: Revision) -> str:
    """Day and people of a submission: ``2026-02-26 王芳、李雷（推算）``; 不详 where nobody knows."""
    who = "、".join(revision.submitters)
    day = revision.submitted[:10] if revision.submitted else UNKNOWN
    inferred = "（推算）" if revision.submitted and revision.origin.submitted == "推算" else ""
    return f"{day} {who}".rstrip() + inferred


def approver(revision: Revision) -> str:
    """Who approved, with how that is known; 审核人不详 where nobody knows."""
    if not revision.approver or revision.origin.approver == UNKNOWN:
        return "审核人不详"
    sources = {"merge": "（合并人）", "推算": "（推算）"}
    return f"{revision.approver}{sources.get(revision.origin.approver, '')}"


def duration(revision: Revision) -> str:
    """``2 个工作日``, 暂定 where a calendar is missing; empty where it is not known."""
    if revision.working_days is None:
        return ""
    return f"{revision.working_days} 个工作日{'（暂定）' if revision.provisional else ''}"


def days(revision: Revision) -> int | str | None:
    """The working days for a cell: a number where it may be counted as it is, else text, which no sum takes in."""
    if revision.working_days is None:
        return None
    marks = []
    if revision.counted_days is None:
        marks.append("推算" if "推算" in (revision.origin.submitted, revision.origin.approver) else "审核人不详")
    if revision.provisional:
        marks.append("暂定")
    return f"{revision.working_days}（{'，'.join(marks)}）" if marks else revision.working_days


def moment(revision: Revision) -> str:
    """Day and minute of an approval."""
    return revision.approved[:16].replace("T", " ")


__all__ = [
    "EMPTY", "NONE", "UNKNOWN", "WHOLE", "approver", "content", "counts", "days", "duration", "moment", "pattern", "remark", "sides",
    "submission", "title", "told", "value", "values", "verb", "why",
]  # fmt: skip
