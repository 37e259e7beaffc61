"""The feeds of the site: one of the whole ledger, one of each department, in Atom."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from typing import NamedTuple

from ..model.change import Revision
from ..outputs.changes import atom
from .addresses import of_department
from .shell import hole
from .views.index import Index

SITE = "feed.xml"


class File(NamedTuple):
    """A feed's address from the site's root, and its bytes."""

    address: str
    data: bytes


class Wanted(NamedTuple):
    """A feed to be made: its own address, the department it is of (empty for all), the page it belongs to, its entries."""

    own: str
    department: str
    home: str
    revisions: Sequence[Revision]


def wanted(index: Index) -> list[Wanted]:
    """The feeds there are; none where the ledger has no history."""
    journal, addresses = index.journal, index.addresses
    if not journal.known:
        return []
    found = [Wanted(SITE, "", "changes.html", journal.revisions[: atom.MOST])]
    for each in index.departments:
        page = addresses.of_department[each.id]
        found.append(Wanted(of_department(page), each.id, page, index.recent.get(each.id, ())))
    return found


def feeds(index: Index, part: int = 0, parts: int = 1, skip: Container[str] = ()) -> Iterator[File]:
    """Every ``parts``-th feed but those to ``skip``."""
    journal, settings = index.journal, index.registry.settings
    for own, department, home, revisions in wanted(index)[part::parts]:
        if own in skip:
            continue
        about = atom.Feed(
            name=settings.name,
            authority=settings.authority,
            updated=journal.updated,
            department=department,
            base_url=settings.base_url or "",
            sample=settings.sample,
            own=own,
            home=home,
            page=lambda revision: index.places[revision.commit],
        )
        yield File(own, atom.feed(about, revisions).encode("utf-8", "xmlcharrefreplace"))


def inputs(index: Index, feed: Wanted) -> Iterator[str]:
    """All that stands in a feed: equal texts, equal file."""
    settings = index.registry.settings
    yield f"{feed.own} {feed.department} {feed.home} {settings.base_url} {settings.name} {settings.authority}"
    if not any(revision.changes for revision in feed.revisions):
        yield index.journal.updated
    for revision in feed.revisions:
        yield f"{revision.commit} {len(revision.changes)} {index.places[revision.commit]}"


def named(index: Index, page: str, *, department: bool) -> list[tuple[str, str]]:
    """Titles and addresses of the feeds a page names in its head. ``page``: its address; ``department``: it is the shell
    of the departments' pages, and what is theirs are holes. A catalog's page names none: it has none of its own."""
    if not index.journal.known or page.startswith("c/"):
        return []
    found = [("变更记录", "../" * page.count("/") + SITE)]
    return [*found, (f"{hole('title')}变更记录", hole("feed"))] if department else found


__all__ = ["SITE", "File", "Wanted", "feeds", "inputs", "named", "wanted"]
