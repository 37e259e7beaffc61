"""The feeds of the site: one of the whole ledger, one of each department, in Atom."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from ..outputs.changes import atom
from .addresses import of_department
from .shell import hole
from .views.index import Index

SITE = "feed.xml"


class File(NamedTuple):
    """A feed's address from the site's root, and its bytes."""

    address: str
    data: bytes


def feeds(index: Index, part: int = 0, parts: int = 1) -> Iterator[File]:
    """Every ``parts``-th feed; none where the ledger has no history."""
    journal, settings, addresses = index.journal, index.registry.settings, index.addresses
    if not journal.known:
        return
    wanted = [(SITE, "", "changes.html", journal.revisions[: atom.MOST])]
    for each in index.departments:
        page = addresses.of_department[each.id]
        wanted.append((of_department(page), each.id, page, tuple(index.recent.get(each.id, ()))))
    for own, department, home, revisions in wanted[part::parts]:
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


def named(index: Index, page: str, *, department: bool) -> list[tuple[str, str]]:
    """Titles and addresses of the feeds a page names in its head. ``page``: its address; ``department``: it is the shell
    of the departments' pages, and what is theirs are holes."""
    if not index.journal.known:
        return []
    found = [("变更记录", "../" * page.count("/") + SITE)]
    return [*found, (f"{hole('title')}变更记录", hole("feed"))] if department else found


__all__ = ["SITE", "File", "feeds", "named"]
