"""The change log as an Atom feed (RFC 4287): of a whole ledger, a region or one department."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from hashlib import blake2b
from html import escape
from itertools import islice
from urllib.parse import quote

from ...model.change import CatalogChange, FieldChange, Impact, Revision
from ..escapes import printable
from . import words

MOST = 100
"""Entries of a feed, the newest ones: readers fetch all of it each time."""
LISTED, FIELDS = 60, 40
"""Catalogs of an entry and fields of a catalog that are written out: the first approval of a ledger adds thousands."""
_HOST = re.compile(r"https?://(?:[^/@\s]*@)?([0-9A-Za-z.-]+)", re.IGNORECASE)
_NOWHERE = "yibenzhang.invalid"
_SAFE = ":/?&=+,;%@~-._#"


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """What a feed is of.

    ``name`` and ``authority`` are the ledger's. ``department``: one department or region, empty for all. ``updated``:
    ISO time of the revision read, for a feed without entries. ``base_url``: where the ledger's site is, empty when
    nowhere. ``own``: the feed's own address under it, ``page`` that of the page on a revision; either may be missing.
    ``home``: the page the feed belongs to.
    """

    name: str
    authority: str
    updated: str
    department: str = ""
    base_url: str = ""
    sample: bool = False
    most: int = MOST
    own: str = ""
    home: str = "index.html"
    page: Callable[[Revision], str] | None = None

    @property
    def id(self) -> str:
        """A tag URI (RFC 4151), the same whatever else changes of the ledger."""
        mark = blake2b(self.name.encode("utf-8", "replace"), digest_size=6).hexdigest()
        end = f"/{quote(self.department, safe='/', errors='replace')}" if self.department else ""
        return f"tag:{self.host},2025:log/{mark}{end}"

    @property
    def host(self) -> str:
        """Who mints the ids: the site's host; one that can never be, where there is no site."""
        found = _HOST.match(self.base_url)
        return found[1].lower() if found else _NOWHERE

    def address(self, path: str) -> str:
        """A page's address; empty where the ledger has no site."""
        if self.host == _NOWHERE or not path:
            return ""
        return quote(f"{self.base_url.rstrip('/')}/{path}", safe=_SAFE, errors="replace")


def feed(about: Feed, revisions: Iterable[Revision]) -> str:
    """The feed; ``revisions`` come newest first, those without changes are left out."""
    listed = list(islice((each for each in revisions if each.changes), about.most))
    title = f"{about.name}·{about.department or '全部部门'}变更记录{'【示例数据】' if about.sample else ''}"
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="zh-CN">',
        f"  <id>{_xml(about.id)}</id>",
        f"  <title>{_xml(title)}</title>",
        f"  <updated>{_xml(max((each.approved for each in listed), default=about.updated))}</updated>",
        f"  <author><name>{_xml(about.authority or about.name)}</name></author>",
        "  <generator>yibenzhang</generator>",
    ]
    for rel, address in (("self", about.address(about.own)), ("alternate", about.address(about.home))):
        if address:
            lines.append(f'  <link rel="{rel}" href="{_xml(address)}"/>')
    for revision in listed:
        lines += _entry(about, revision)
    return "\n".join([*lines, "</feed>"]) + "\n"


def _entry(about: Feed, revision: Revision) -> list[str]:
    end = f"/{quote(about.department, safe='/', errors='replace')}" if about.department else ""
    lines = [
        "  <entry>",
        f"    <id>{_xml(f'tag:{about.host},2025:commit/{revision.commit}{end}')}</id>",
        f"    <title>{_xml(_title(revision))}</title>",
        f"    <updated>{_xml(revision.approved)}</updated>",
        f"    <published>{_xml(revision.approved)}</published>",
    ]
    lines += [f"    <author><name>{_xml(who)}</name></author>" for who in revision.submitters if who.strip()]
    if about.page and (address := about.address(about.page(revision))):
        lines.append(f'    <link rel="alternate" href="{_xml(address)}"/>')
    worst = max((change.impact for change in revision.changes), key=lambda impact: impact.weight)
    lines.append(f'    <category term="{worst.value}" label="{worst.label}"/>')
    lines.append(f'    <content type="html">{_xml(_content(revision))}</content>')
    return [*lines, "  </entry>"]


def _title(revision: Revision) -> str:
    first = revision.changes[0]
    more = f" 等 {len(revision.changes)} 份目录" if len(revision.changes) > 1 else ""
    grave = "【破坏性】" if any(change.impact is Impact.BREAKING for change in revision.changes) else ""
    return f"{grave}{first.kind_label} {words.title(first)}{more}"


def _content(revision: Revision) -> str:
    """The entry as HTML; everything people wrote is escaped."""
    said = [f"提交：{words.submission(revision)}", f"审核：{words.approver(revision)}"]
    if taken := words.duration(revision):
        said.append(f"用时 {taken}")
    about = " ".join(part for part in (revision.subject, revision.review) if part)
    lines = [f"<p>{_html(about)}</p>" if about else "", f"<p>{_html('　'.join(said))}</p>"]
    lines += [_catalog(change) for change in revision.changes[:LISTED]]
    if (left := len(revision.changes) - LISTED) > 0:
        lines.append(f"<p>还有 {left} 份目录没有列出，共：{_html(words.counts(revision.changes))}</p>")
    return "".join(lines)


def _catalog(change: CatalogChange) -> str:
    remark = words.remark(change)
    tail = f"（{remark}）" if remark else ""
    head = f"{change.impact_label} {change.kind_label} {words.title(change)}　{change.department}{tail}"
    fields = () if change.kind in words.WHOLE else words.told(change)
    rows = "".join(f"<li>{_html(_field(each))}</li>" for each in fields[:FIELDS])
    if (left := len(fields) - FIELDS) > 0:
        rows += f"<li>还有 {left} 处没有列出</li>"
    return f"<p><strong>{_html(head)}</strong></p>" + (f"<ul>{rows}</ul>" if rows else "")


def _field(change: FieldChange) -> str:
    verb = words.verb(change)
    label = f"{verb} {change.label}" if verb else change.label
    reason = f"（{change.reason}）" if change.reason else ""
    return f"{label}：{words.values(change)}{reason}"


def _html(text: str) -> str:
    return escape(printable(text))


def _xml(text: str) -> str:
    """Text in XML: nothing in it is markup, and nothing that XML has no place for."""
    return escape(printable(text))


__all__ = ["MOST", "Feed", "feed"]
