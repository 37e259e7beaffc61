"""What a submission is called: the message of its commit and the name of its branch, made from what changed (DOMAIN C)."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import NamedTuple

from ..model.change import CatalogChange, FieldChange
from ..model.change import Kind as Happened
from ..sources.layout import Kind
from .approval import one_line, person
from .changes import words
from .hosts.host import Account

LONGEST_TITLE = 50
"""Characters of a title: what hosts show of a commit in their lists."""
_LINES = 100
_FIELDS = 4
_VALUE = 60
_NAME = 24
_BRANCH = 40
_PAPERS = {
    Kind.REGISTRY: "总设置",
    Kind.LIBRARIES: "基础库、主题库",
    Kind.BASE_ITEMS: "基础数据项",
    Kind.REGION: "县区设置",
    Kind.DEPARTMENT: "部门信息",
    Kind.DEMAND: "数据需求",
    Kind.OBJECTION: "异议",
}
# A host that reads a message takes these for mentions, numbers and switches such as [skip ci].
_TAME = str.maketrans("[]#@<>", "［］＃＠＜＞")


class Paper(NamedTuple):
    """A file of a submission: ``word`` 新增, 修改 or 删除; ``owner`` the department's or region's id, else empty."""

    path: str
    word: str
    kind: Kind | None
    owner: str


class Submission(NamedTuple):
    """What is submitted, who does, and when. ``note``: what he says of it, may be empty."""

    changes: tuple[CatalogChange, ...]
    papers: tuple[Paper, ...]
    note: str
    name: str
    mail: str
    when: datetime


def message(given: Submission) -> str:
    """Title, one line a catalog (what users must act on first), and trailers."""
    own, _, rest = given.note.strip().partition("\n")
    own, who = one_line(own), _who(_departments(given))
    head = own if own.startswith(who) else f"{who}：{own}"
    rest = rest if own and len(head) <= LONGEST_TITLE else f"{own}\n{rest}"
    # What is too long for a title is not lost: it opens the body.
    head = head if own and len(head) <= LONGEST_TITLE else title(given)
    note = "\n".join(_printed(line).rstrip() for line in rest.split("\n")).strip("\n")
    trailers = [
        f"Submitted-at: {given.when.isoformat(timespec='seconds')}",
        f"Submitted-by: {person(Account(given.mail or '不详', given.name, given.mail))}",
    ]
    parts = [head, note, "\n".join(_body(given)), "\n".join(trailers)]
    return "\n\n".join(part for part in parts if part) + "\n"


def title(given: Submission) -> str:
    """``民政局：新增《…》，变更 2 份目录``, in no more than fifty characters."""
    who = _who(_departments(given))
    for named in (True, False):
        made = f"{who}：{'，'.join(_acts(given, named=named))}"
        if len(made) <= LONGEST_TITLE:
            return made
    return f"{made[: LONGEST_TITLE - 1]}…"


def branch(given: Submission, taken: Iterable[str]) -> str:
    """``民政局/20260930-更新2份目录``: letters and digits only, and no name like any that is taken, whatever its case."""
    departments = _departments(given)
    who = departments[0] if len(departments) == 1 else "多部门" if departments else "总账"
    what = f"{given.when:%Y%m%d}-{_safe(_act(given))}"
    used = [name.casefold() for name in taken]
    # Where a branch has the department's very name, none can lie under it.
    first = f"{_safe(who)}{'-' if _safe(who).casefold() in used else '/'}{what}"
    names = (first, *(f"{first}-{number}" for number in range(2, len(used) + 3)))
    return next(name for name in names if all(_is_apart(name.casefold(), each) for each in used))


def _is_apart(one: str, other: str) -> bool:
    return one != other and not one.startswith(f"{other}/") and not other.startswith(f"{one}/")


def _safe(text: str) -> str:
    """What any git, any disk and any address takes: letters and digits, everything else a hyphen."""
    plain = re.sub(r"[\W_]+", "-", unicodedata.normalize("NFC", text)).strip("-")
    return plain[:_BRANCH].rstrip("-") or "更新"


def _departments(given: Submission) -> list[str]:
    changed = {change.department for change in given.changes}
    return sorted(
        changed | {paper.owner for paper in given.papers if paper.owner and not _is_catalog(paper)}
    ) or sorted({paper.owner for paper in given.papers if paper.owner})


def _is_catalog(paper: Paper) -> bool:
    return paper.kind is Kind.CATALOG


def _who(departments: Sequence[str]) -> str:
    if not departments:
        return "总账"
    first = _tame(departments[0].replace("/", ""), _NAME)
    return first if len(departments) == 1 else f"{first}等 {len(departments)} 个部门"


def _acts(given: Submission, *, named: bool) -> Iterator[str]:
    """What was done, in clauses; ``named``: what happened to one catalog alone names it."""
    by_kind: dict[Happened, list[CatalogChange]] = {}
    for change in given.changes:
        by_kind.setdefault(change.kind, []).append(change)
    unit = " 份目录"
    for kind in Happened:
        some = by_kind.get(kind, [])
        if len(some) == 1 and named and some[0].name:
            yield f"{kind.label}《{_tame(some[0].name, _NAME)}》"
        elif some:
            yield f"{kind.label} {len(some)}{unit}"
            unit = " 份"
    if not given.changes and (rewritten := sum(_is_catalog(paper) for paper in given.papers)):
        yield f"整理 {rewritten} 份目录的写法"
    groups = Counter((_label(paper), paper.word) for paper in given.papers if not _is_catalog(paper))
    for (label, word), number in groups.items():
        yield f"{word}{label}" + (f" {number} 份" if number > 1 else "")


def _act(given: Submission) -> str:
    """The same in as few words as a branch may have."""
    changes = given.changes
    kinds = {change.kind for change in changes}
    verb = next(iter(kinds)).label if len(kinds) == 1 else "更新"
    if len(changes) == 1 and changes[0].name:
        return f"{verb}{changes[0].name}"
    if changes:
        return f"{verb}{len(changes)}份目录"
    return next(_acts(given, named=False), "更新").replace(" ", "").replace("、", "")


def _label(paper: Paper) -> str:
    return _PAPERS.get(paper.kind, "其他文件") if paper.kind else "其他文件"


def _body(given: Submission) -> Iterator[str]:
    ordered = sorted(given.changes, key=lambda change: (-change.impact.weight, change.department, change.code))
    lines = [_line(change) for change in ordered]
    lines += [f"- {_label(each)} {each.word} {_tame(each.path, 200)}" for each in given.papers if not _is_catalog(each)]
    yield from lines[:_LINES]
    if len(lines) > _LINES:
        yield f"- 另有 {len(lines) - _LINES} 处没有列出"


def _line(change: CatalogChange) -> str:
    """``- 【破坏性】变更 307001/000001《…》：共享类型 无条件共享 → 有条件共享``."""
    head = f"- 【{change.impact_label}】{change.kind_label} {words.title(change)}"
    said = [words.remark(change)] if words.remark(change) else []
    if change.kind not in words.WHOLE:
        fields = sorted(change.fields, key=lambda field: -field.impact.weight)
        said += [_field(each) for each in fields[:_FIELDS]]
        if len(fields) > _FIELDS:
            said.append(f"等 {len(fields)} 处")
    return _tame(head + (f"：{'；'.join(said)}" if said else ""), 500)


def _field(change: FieldChange) -> str:
    """A label with old → new; what is too long to be taken in at a glance is only named."""
    values = words.values(change)
    return f"{words.verb(change)}{change.label} {values if len(values) <= _VALUE else '（文字有改动）'}"


def _tame(text: str, most: int) -> str:
    """Text of a file, on one line, that no host takes for a word to itself."""
    return _clipped(one_line(text).translate(_TAME), most)


def _clipped(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[: most - 1]}…"


def _printed(line: str) -> str:
    """A line of the note, as it was written but for what does not print; it keeps its blanks."""
    return "".join(c if c.isprintable() or c == "\u3000" else " " for c in line)


__all__ = ["LONGEST_TITLE", "Paper", "Submission", "branch", "message", "title"]
