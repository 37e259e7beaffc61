"""The pages of the periods: which approvals stand on which."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ..model.change import Revision
from ..outputs.changes.words import WHOLE
from .journal import Chapter

MANY = 60
"""An approval of more catalogs is summed up by department; only :data:`LISTED` are written out."""
LISTED = 30
FIELDS = 30
"""So many fields of one catalog are written out; the rest is on the catalog's page."""
FULL = 500
"""Lines of catalogs and fields on one page, some 0.2 MB of HTML; what is beyond goes on the next one."""


class Sheet(NamedTuple):
    """A page of a period: ``part`` of ``parts``, counted from 1; ``parts`` are the addresses of all of its pages."""

    chapter: Chapter
    number: int
    address: str
    part: int
    parts: tuple[str, ...]
    revisions: tuple[Revision, ...]

    def place(self, revision: Revision) -> str:
        """Where one of its approvals stands."""
        return f"{self.address}#{anchor(revision)}"


def anchor(revision: Revision) -> str:
    """The name of an approval on its page."""
    return f"r-{revision.commit[:12]}"


def sheets(chapters: Sequence[Chapter]) -> Iterator[Sheet]:
    """The pages of all periods, newest first; ``number`` is the period's place."""
    for number, chapter in enumerate(chapters):
        parts: list[list[Revision]] = [[]]
        room = FULL
        for revision in chapter.revisions:
            room -= lines(revision)
            if room < 0 and parts[-1]:
                parts.append([])
                room = FULL - lines(revision)
            parts[-1].append(revision)
        addresses = tuple(f"h/{chapter.name}{f'-{place + 1}' if place else ''}.html" for place in range(len(parts)))
        for place, revisions in enumerate(parts):
            yield Sheet(chapter, number, addresses[place], place + 1, addresses, tuple(revisions))


def lines(revision: Revision) -> int:
    """How long an approval is on a page."""
    many = len(revision.changes) > MANY
    shown = revision.changes[:LISTED] if many else revision.changes
    departments = len({each.department for each in revision.changes}) if many else 0
    fields = (0 if each.kind in WHOLE else min(FIELDS, len(each.fields)) for each in shown)
    return 4 + departments + sum(2 + each for each in fields)


__all__ = ["FIELDS", "LISTED", "MANY", "Sheet", "anchor", "lines", "sheets"]
