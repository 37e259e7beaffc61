"""What happened to the catalogs, as the comment of a pull request has room for it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from msgspec import structs

from ...insight.review import Review
from ...model.catalog import ShareType
from ...model.change import CatalogChange, Impact, Kind
from ..changes import markdown as changes
from ..changes import words as said
from . import pieces, words

_CLOSING = 150
_BIG = 12_000
# Of more new catalogs than the one only so many as the other are named: they have nothing to be compared with.
_FEW, _NAMED, _ROOM = 10, 30, 6_000
_SHARES = (ShareType.REFUSED, ShareType.CONDITIONAL, ShareType.UNCONDITIONAL)


def listing(review: Review, room: int) -> str:
    """Every catalog with a table of its fields, in ``room`` characters; of very many new ones only the first."""
    found = review.changes
    if not found:
        return f"\n### 目录变更\n\n{words.unchanged(review)}\n"
    see = f"用 {pieces.mono(f'ybz diff {review.settings.host.branch}')} 看全部"
    new = [change for change in found if _is_new(change)]
    single = found
    last = ""
    if len(new) > _FEW:
        single = tuple(change for change in found if not _is_new(change))
        last = _many(new, see)
    heading = f"\n### 目录变更：{said.counts(found)}\n"
    blocks = (f"\n{_catalog(change)}" for change in single)
    listed, omitted = pieces.fitted(blocks, room - len(heading) - len(last) - _CLOSING, len(single))
    if omitted:
        listed.append(f"\n篇幅所限，还有 {omitted} 份目录的变化没有列在这里，{see}。\n")
    return "".join([heading, *listed, last])


def _is_new(change: CatalogChange) -> bool:
    return change.kind is Kind.ADDED and change.impact is not Impact.BREAKING


def _catalog(change: CatalogChange) -> str:
    """One catalog; of one with very many changed fields only so many as fit."""
    change = _clipped(change)
    if change.kind is Kind.UNREADABLE:
        why = next((f"\n{pieces.text(field.reason)}。\n" for field in change.fields), "")
        return changes.catalog(structs.replace(change, fields=())) + why
    text = changes.catalog(change)
    kept = len(change.fields)
    while len(text) > _BIG and kept:
        kept //= 2
        text = changes.catalog(structs.replace(change, fields=change.fields[:kept]))
    omitted = len(change.fields) - kept
    return text + (f"\n这份目录还有 {omitted} 处变化没有列在这里。\n" if omitted else "")


def _clipped(change: CatalogChange) -> CatalogChange:
    return structs.replace(
        change, **{key: pieces.clip(getattr(change, key)) for key in ("code", "name", "department", "file")}
    )


def _many(new: Sequence[CatalogChange], see: str) -> str:
    """New catalogs one a line, those first that nobody else is to have."""
    kinds = Counter(map(_share, new))
    shares = "，".join(f"{kind} {kinds[kind]} 份" for kind in _SHARES if kinds[kind])
    heading = f"\n**新增 {len(new)} 份**{f'（{shares}）' if shares else ''}，兼容：\n\n"
    first = sorted(new, key=lambda change: _share(change) != ShareType.REFUSED)
    lines = (f"- {pieces.text(_line(change))}\n" for change in map(_clipped, first[:_NAMED]))
    listed, _ = pieces.fitted(lines, _ROOM, _NAMED)
    if len(listed) < len(new):
        listed.append(f"\n还有 {len(new) - len(listed)} 份新目录没有列在这里，{see}。\n")
    return "".join([heading, *listed])


def _line(change: CatalogChange) -> str:
    content = said.content(change)
    return f"{said.title(change)} {change.department}" + (f"（{content}）" if content else "")


def _share(change: CatalogChange) -> str:
    return said.content(change).partition("，")[0]


__all__ = ["listing"]
