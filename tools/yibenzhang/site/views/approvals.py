"""One approval as a page shows it: who, when, and what it changed, what users must act on first."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from ...history.periods import Totals
from ...model.change import CatalogChange, FieldChange, Impact, Kind, Revision
from ...outputs.changes import words
from ...outputs.changes.wording import pieces
from ...outputs.escapes import printable
from ..sheets import FIELDS, LISTED, MANY, anchor
from .index import Index
from .parts import Cell

KIND_LOOKS = {
    Kind.ADDED: "open", Kind.RESTORED: "open", Kind.RENAMED: "level3", Kind.MOVED: "level3", Kind.RETIRED: "retired",
    Kind.REMOVED: "refused", Kind.UNREADABLE: "refused", Kind.CHANGED: "",
}  # fmt: skip
IMPACT_LOOKS = {Impact.BREAKING: "refused", Impact.COMPATIBLE: "open", Impact.EDITORIAL: ""}

_LONG = 120
_MERGE = re.compile(r"Merge (?:pull request|branch|branches|remote-tracking|tag|commit)\b")


class FieldLine(NamedTuple):
    """A field that changed. ``pieces``: the changed words of a text, else empty and ``old`` and ``new`` hold the values,
    None where there is none. ``long``: too long to stand open."""

    impact: str
    look: str
    verb: str
    label: str
    pieces: tuple[tuple[str, str], ...]
    old: str | None
    new: str | None
    reason: str
    long: bool


class ChangeBlock(NamedTuple):
    """A catalog that changed; ``more`` fields are not written out."""

    kind: str
    kind_look: str
    impact: str
    impact_look: str
    name: str
    code: str
    url: str
    department: Cell
    remark: str
    fields: tuple[FieldLine, ...]
    more: int


class People(NamedTuple):
    """Who handed in and who approved, each with how that is known: 推算, 合并人 or nothing beside it. ``approver`` is
    empty where nobody knows."""

    submitted: str
    submitted_mark: str
    approver: str
    approver_mark: str
    taken: str
    review: str
    review_url: str
    commit: str
    commit_url: str
    signed: bool


class Approval(NamedTuple):
    """An approval. ``said``: the commit's own words where the headline is not these. ``heads`` and ``rows``: of a large
    one, the numbers of each department. ``left``: catalogs that are not written out."""

    id: str
    moment: str
    headline: str
    said: str
    people: People
    counts: str
    heads: tuple[str, ...]
    rows: tuple[tuple[Cell, tuple[int, ...]], ...]
    changes: tuple[ChangeBlock, ...]
    left: int


def approval(index: Index, revision: Revision, *, fields: int = FIELDS) -> Approval:
    """An approval in full, or summed up where it is large."""
    own, said = headline(revision)
    many = len(revision.changes) > MANY
    shown = revision.changes[:LISTED] if many else revision.changes
    heads, rows = _summed(index, revision.changes) if many else ((), ())
    return Approval(
        id=anchor(revision),
        moment=words.moment(revision),
        headline=own,
        said=said,
        people=people(index, revision),
        counts=words.counts(revision.changes),
        heads=heads,
        rows=rows,
        changes=tuple(block(index, each, fields=fields) for each in shown),
        left=len(revision.changes) - len(shown),
    )


def headline(revision: Revision) -> tuple[str, str]:
    """What an approval is called, and its commit's own words where these are not fit for a headline."""
    subject = printable(revision.subject)
    if revision.review:
        subject = subject.removesuffix(f"({revision.review})").rstrip()
    if subject and not _MERGE.match(subject):
        return subject, ""
    first = revision.changes[0]
    more = f"等 {len(revision.changes)} 份目录" if len(revision.changes) > 1 else ""
    return printable(f"{first.kind_label}《{first.name or first.code or first.file}》{more}"), subject


def people(index: Index, revision: Revision) -> People:
    """Who and when; what nobody knows is called so."""
    who = printable("、".join(revision.submitters))
    named = revision.approver and revision.origin.approver != words.UNKNOWN
    links = index.journal.host
    return People(
        submitted=f"{revision.submitted[:10]} {who}".rstrip() if revision.submitted else f"{who}（日期不详）",
        submitted_mark="推算" if revision.submitted and revision.origin.submitted == "推算" else "",
        approver=printable(revision.approver or "") if named else "",
        approver_mark={"merge": "合并人", "推算": "推算"}.get(revision.origin.approver, "") if named else "",
        taken=words.duration(revision),
        review=revision.review,
        review_url=links.review(revision.review),
        commit=revision.commit[:7],
        commit_url=links.commit(revision.commit),
        signed=bool(revision.signature),
    )


def block(index: Index, change: CatalogChange, *, fields: int = FIELDS) -> ChangeBlock:
    """A catalog's change, its gravest fields first."""
    found = () if change.kind in words.WHOLE else words.told(change)
    return ChangeBlock(
        kind=change.kind_label,
        kind_look=KIND_LOOKS[change.kind],
        impact=change.impact_label,
        impact_look=IMPACT_LOOKS[change.impact],
        name=printable(change.name or change.file),
        code=printable(change.code),
        url=index.addresses.of_code.get(change.code, "") if change.code else "",
        department=index.department(change.department)._replace(text=printable(change.department)),
        remark=printable(words.remark(change)),
        fields=tuple(line(each) for each in found[:fields]),
        more=max(0, len(found) - fields),
    )


def line(change: FieldChange) -> FieldLine:
    """A field's change, with the words of a text that differ."""
    old = new = None
    marked = tuple((sign, printable(text.replace("\n", " "))) for sign, text in pieces(change.old, change.new))
    if not marked:
        old, new = (None if each is None else printable(each) for each in words.sides(change))
        if old == new:
            # What is said of the file as a whole: nothing came in the place of anything.
            marked, old, new = (("", old or ""),), None, None
    return FieldLine(
        impact=change.impact_label,
        look=IMPACT_LOOKS[change.impact],
        verb=words.verb(change),
        label=printable(change.label),
        pieces=marked,
        old=old,
        new=new,
        reason=printable(change.reason),
        long=len(old or "") + len(new or "") > _LONG,
    )


def _summed(
    index: Index, changes: Iterable[CatalogChange]
) -> tuple[tuple[str, ...], tuple[tuple[Cell, tuple[int, ...]], ...]]:
    found: dict[str, Totals] = {}
    for change in changes:
        found.setdefault(change.department, Totals()).add(change)
    return numbers(index, found)


def numbers(index: Index, found: dict[str, Totals]) -> tuple[tuple[str, ...], tuple[tuple[Cell, tuple[int, ...]], ...]]:
    """Heads and rows of a table by department: catalogs, each kind there was, and how much of it is 破坏性."""
    kinds: Counter[Kind] = sum((each.kinds for each in found.values()), Counter())
    there = [kind for kind in Kind if kinds[kind]]
    places = {each.id: place for place, each in enumerate(index.departments)}
    ordered = sorted(found, key=lambda name: (places.get(name, len(places)), name))
    heads = ("部门", "目录", *(kind.label for kind in there), Impact.BREAKING.label)
    rows = tuple(
        (
            index.department(name)._replace(text=printable(name)),
            (
                len(found[name].codes),
                *(found[name].kinds[kind] for kind in there),
                found[name].impacts[Impact.BREAKING],
            ),
        )
        for name in ordered
    )
    return heads, rows


__all__ = ["Approval", "ChangeBlock", "FieldLine", "People", "approval", "block", "headline", "numbers", "people"]
